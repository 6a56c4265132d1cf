import Contracts
import Marine
import TestSamples
import Testing

/// An instruction whose first part is accepted and whose later part is refused.
struct PartlyRefused: Sendable, CustomTestStringConvertible {
    let name: String
    let given: @Sendable () throws -> ContractHistory
    let actor: MemberID
    let instruction: Instruction
    let code: Refusal.Code
    /// The first part alone, which its own contract accepts.
    let firstPart: @Sendable (ContractHistory) throws -> Int
    /// What is asked for next, and accepted as if the refused instruction had never been.
    let corrected: Instruction

    var testDescription: String { name }
}

@Suite("All or none")
struct AllOrNoneTests {
    @Test(arguments: PartlyRefused.all)
    func `a refusal in a later part leaves nothing of the earlier ones`(
        refused: PartlyRefused
    ) throws {
        var history = try refused.given()
        let before = history.states
        #expect(try refused.firstPart(history) > 0)
        let refusal = #expect(throws: Refusal.self) {
            try history.take(refused.instruction, by: refused.actor)
        }
        #expect(refusal?.code == refused.code)
        #expect(history.states == before)

        try history.take(refused.corrected, by: refused.actor)
        let untroubled = try refused.given().after(refused.corrected, by: refused.actor)
        #expect(history.states == untroubled.states)
        #expect(history.steps == untroubled.steps)
    }

    @Test(arguments: Parts.all)
    func `one instruction moves these instances, in this order`(parts: Parts) throws {
        let steps = try parts.given().steps.suffix(parts.steps.count)
        #expect(steps.map { "\($0.key.contract.rawValue) \($0.edge.action)" } == parts.steps)
    }
}

/// The steps of a history's last instruction.
struct Parts: Sendable, CustomTestStringConvertible {
    let given: @Sendable () throws -> ContractHistory
    let steps: [String]

    var testDescription: String { steps.joined(separator: ", ") }

    init(_ steps: [String], given: @escaping @Sendable () throws -> ContractHistory) {
        self.given = given
        self.steps = steps
    }

    static let all = [
        Parts(["openCover declare", "certificate issue"] + held(3)) { try .declared() },
        Parts(["shipment depart", "certificate attach"]) { try .underway() },
        Parts([
            "shipment deliver", "certificate terminate", "openCover release", "interest end",
            "accumulation hold",
        ]) { try .delivered() },
        Parts(["shipment register", "interest insure", "certificate assign"]) {
            try ContractHistory.declared().after(
                .register(.shipment, for: .certificate),
                by: .broker
            )
        },
        Parts(["claim notify", "certificate noteClaim"]) { try .notified() },
        Parts(["claim approve", "certificate erode", "interest erode"]) { try .approved() },
        Parts(["claim settle", "paymentReference use"]) { try .settled() },
        Parts(["claim close", "certificate releaseClaim"]) {
            try ContractHistory.settled().after(.claim(.closeClaim(claim: .claim)), by: .leader)
        },
        Parts(["certificate cancel", "openCover release"] + held(3)) {
            try ContractHistory.declared().after(
                .certificate(.cancel(certificate: .certificate, reason: "sold")),
                by: .leader
            )
        },
        Parts(["certificate cancel", "openCover release", "interest drop"] + held(3)) {
            try ContractHistory.registered().after(
                .certificate(.cancel(certificate: .certificate, reason: "sold")),
                by: .leader
            )
        },
        Parts(["claim withdraw", "certificate dropClaim"]) {
            try ContractHistory.notified().after(
                .claim(.withdrawClaim(claim: .claim, reason: "mistaken")),
                by: .assured
            )
        },
        Parts(["certificate endorse", "certificate expose"] + held(2)) {
            try ContractHistory.underway().after(.endorse(conveyance: .borealis), by: .leader)
        },
        Parts([
            "claim acknowledge", "claim adjust", "claim approve", "certificate erode",
            "interest erode", "claim settle", "paymentReference use", "evidence hold",
        ]) { try .paidStraightThrough() },
    ]

    /// A ship and places, each an accumulation.
    private static func held(_ count: Int) -> [String] {
        Array(repeating: "accumulation hold", count: count)
    }
}

extension ContractHistory {
    static func paidStraightThrough() throws -> ContractHistory {
        try notified().after(
            .claim(.adjudicate(claim: .claim, paymentReference: "PAY-1")),
            by: .platform
        )
    }
}

extension PartlyRefused {
    static let all: [PartlyRefused] = [
        PartlyRefused(
            name: "a declaration under a certificate's name that is taken",
            given: ContractHistory.declared,
            actor: .assured,
            instruction: .openCover(
                .declare(
                    cover: .cover,
                    certificate: .certificate,
                    declaration: .sample
                )
            ),
            code: .instanceExists,
            firstPart: { history in
                try history.ask(
                    OpenCover.self,
                    history.cover(),
                    .declare(certificate: .certificate, declaration: .sample)
                ).count
            },
            corrected: .openCover(
                .declare(cover: .cover, certificate: .second, declaration: .sample)
            )
        ),
        PartlyRefused(
            name: "an endorsement onto a ship that is full",
            given: {
                try ContractHistory.declared().after(
                    .openCover(
                        .declare(
                            cover: .cover,
                            certificate: .second,
                            declaration: .worth("200000", aboard: .borealis)
                        )
                    ),
                    by: .leader
                )
            },
            actor: .leader,
            instruction: .endorse(conveyance: .borealis),
            code: .conveyanceLimitExceeded,
            firstPart: { history in
                try history.ask(
                    Certificate.self,
                    history.certificate(),
                    .endorse(
                        description: nil,
                        consignee: nil,
                        conveyance: .borealis,
                        sailing: nil,
                        reference: nil
                    )
                ).count
            },
            corrected: .endorse(description: "1,199 cartons")
        ),
        PartlyRefused(
            name: "a shipment for a certificate that has one",
            given: ContractHistory.registered,
            actor: .assured,
            instruction: .register(.second, for: .certificate),
            code: .shipmentAlreadyAssigned,
            firstPart: { history in
                try history.ask(
                    Shipment.self,
                    nil,
                    .register(
                        id: .second,
                        certificate: .certificate,
                        certificateParties: [.leader],
                        party: Shipment.Party(shipper: .shipper, carrier: nil),
                        container: nil,
                        terms: TelemetryTerms(
                            lowerLimit: nil,
                            upperLimit: nil,
                            reportableGapMilliseconds: 1
                        )
                    )
                ).count
            },
            corrected: .shipment(.bindDevice(shipment: .shipment, device: "TT-2", publicKey: nil))
        ),
        PartlyRefused(
            name: "a departure under a cancelled certificate",
            given: {
                try ContractHistory.registered().after(
                    .certificate(.cancel(certificate: .certificate, reason: "sold")),
                    by: .leader
                )
            },
            actor: .carrier,
            instruction: .shipment(.depart(shipment: .shipment, at: day(10))),
            code: .actionNotFromThisState,
            firstPart: { history in
                try history.ask(Shipment.self, history.shipment(), .depart(at: day(10))).count
            },
            corrected: .shipment(.bindDevice(shipment: .shipment, device: "TT-2", publicKey: nil))
        ),
        PartlyRefused(
            name: "a notice under a cancelled certificate",
            given: {
                var history = try ContractHistory.registered()
                try history.take(
                    .openCover(
                        .declare(
                            cover: .cover,
                            certificate: .second,
                            declaration: .worth("1000")
                        )
                    ),
                    by: .assured
                )
                try history.take(
                    .certificate(.cancel(certificate: .certificate, reason: "sold")),
                    by: .leader
                )
                history.now = day(45)
                return history
            },
            actor: .assured,
            instruction: .claim(.notifyClaim(id: .claim, notice: .breakdown)),
            code: .actionNotFromThisState,
            firstPart: { history in
                let parties = try ContractHistory.notified().claim().parties
                return try history.ask(
                    Claim.self,
                    nil,
                    .notify(id: .claim, notice: .breakdown, parties: parties, shipper: nil)
                ).count
            },
            corrected: .claim(
                .notifyClaim(
                    id: .claim,
                    notice: changed(.breakdown) { $0.certificate = .second }
                )
            )
        ),
        PartlyRefused(
            name: "an approval above what other claims left",
            given: ContractHistory.eroded,
            actor: .leader,
            instruction: .claim(.approve(claim: .second, amount: usd("1000.01"))),
            code: .insuredValueExhausted,
            firstPart: { history in
                try history.ask(
                    Claim.self,
                    history.claim(.second),
                    .approve(amount: usd("1000.01"), straightThrough: false)
                ).count
            },
            corrected: .claim(.approve(claim: .second, amount: usd("1000")))
        ),
    ]
}
