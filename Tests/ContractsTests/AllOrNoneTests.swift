import Contracts
import Marine
import Testing

/// An instruction whose first part is accepted and whose later part is refused.
struct PartlyRefused: Sendable, CustomTestStringConvertible {
    let name: String
    let given: @Sendable () throws -> Book
    let actor: MemberID
    let instruction: Instruction
    let code: Refusal.Code
    /// The first part alone, which its own contract accepts.
    let firstPart: @Sendable (Book) throws -> Int
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
        var book = try refused.given()
        let before = book.states
        #expect(try refused.firstPart(book) > 0)
        let refusal = #expect(throws: Refusal.self) {
            try book.take(refused.instruction, by: refused.actor)
        }
        #expect(refusal?.code == refused.code)
        #expect(book.states == before)

        try book.take(refused.corrected, by: refused.actor)
        let untroubled = try refused.given().after(refused.corrected, by: refused.actor)
        #expect(book.states == untroubled.states)
        #expect(book.steps == untroubled.steps)
    }

    @Test(arguments: Parts.all)
    func `one instruction moves these instances, in this order`(parts: Parts) throws {
        let steps = try parts.given().steps.suffix(parts.steps.count)
        #expect(steps.map { "\($0.key.contract.rawValue) \($0.edge.action)" } == parts.steps)
    }
}

/// The steps of a book's last instruction.
struct Parts: Sendable, CustomTestStringConvertible {
    let given: @Sendable () throws -> Book
    let steps: [String]

    var testDescription: String { steps.joined(separator: ", ") }

    init(_ steps: [String], given: @escaping @Sendable () throws -> Book) {
        self.given = given
        self.steps = steps
    }

    static let all = [
        Parts(["openCover declare", "certificate issue"]) { try .declared() },
        Parts(["shipment depart", "certificate attach"]) { try .underway() },
        Parts(["shipment deliver", "certificate terminate", "openCover release"]) {
            try .delivered()
        },
        Parts(["shipment register", "certificate assign"]) {
            try Book.declared().after(.register(.shipment, for: .certificate), by: .broker)
        },
        Parts(["claim notify", "certificate noteClaim"]) { try .notified() },
        Parts(["claim approve", "certificate erode"]) { try .approved() },
        Parts(["claim settle"]) { try .settled() },
        Parts(["claim close", "certificate releaseClaim"]) {
            try Book.settled().after(.closeClaim(claim: .claim), by: .leader)
        },
        Parts(["certificate cancel", "openCover release"]) {
            try Book.declared().after(
                .cancel(certificate: .certificate, reason: "sold"),
                by: .leader
            )
        },
        Parts(["certificate endorse", "openCover move"]) {
            try Book.underway().after(.endorse(conveyance: .borealis), by: .leader)
        },
        Parts([
            "claim acknowledge", "claim adjust", "claim approve", "certificate erode",
            "claim settle",
        ]) { try .paidStraightThrough() },
    ]
}

extension Book {
    static func paidStraightThrough() throws -> Book {
        try notified().after(
            .adjudicate(claim: .claim, paymentReference: "PAY-1"),
            by: .platform
        )
    }
}

extension PartlyRefused {
    static let all: [PartlyRefused] = [
        PartlyRefused(
            name: "a declaration under a certificate's name that is taken",
            given: Book.declared,
            actor: .assured,
            instruction: .declare(
                cover: .cover,
                certificate: .certificate,
                declaration: .sample
            ),
            code: .instanceExists,
            firstPart: { book in
                try book.ask(
                    OpenCover.self,
                    book.cover(),
                    .declare(certificate: .certificate, declaration: .sample)
                ).count
            },
            corrected: .declare(cover: .cover, certificate: .second, declaration: .sample)
        ),
        PartlyRefused(
            name: "an endorsement onto a ship that is full",
            given: {
                try Book.declared().after(
                    .declare(
                        cover: .cover,
                        certificate: .second,
                        declaration: .worth("200000", aboard: .borealis)
                    ),
                    by: .leader
                )
            },
            actor: .leader,
            instruction: .endorse(conveyance: .borealis),
            code: .conveyanceLimitExceeded,
            firstPart: { book in
                try book.ask(
                    Certificate.self,
                    book.certificate(),
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
            given: Book.registered,
            actor: .assured,
            instruction: .register(.second, for: .certificate),
            code: .shipmentAlreadyAssigned,
            firstPart: { book in
                try book.ask(
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
            corrected: .bindDevice(shipment: .shipment, device: "TT-2", publicKey: nil)
        ),
        PartlyRefused(
            name: "a departure under a cancelled certificate",
            given: {
                try Book.registered().after(
                    .cancel(certificate: .certificate, reason: "sold"),
                    by: .leader
                )
            },
            actor: .carrier,
            instruction: .depart(shipment: .shipment, at: day(10)),
            code: .actionNotFromThisState,
            firstPart: { book in
                try book.ask(Shipment.self, book.shipment(), .depart(at: day(10))).count
            },
            corrected: .bindDevice(shipment: .shipment, device: "TT-2", publicKey: nil)
        ),
        PartlyRefused(
            name: "a notice under a cancelled certificate",
            given: {
                var book = try Book.registered()
                try book.take(
                    .declare(
                        cover: .cover,
                        certificate: .second,
                        declaration: .worth("1")
                    ),
                    by: .assured
                )
                try book.take(.cancel(certificate: .certificate, reason: "sold"), by: .leader)
                book.now = day(45)
                return book
            },
            actor: .assured,
            instruction: .notifyClaim(id: .claim, notice: .breakdown),
            code: .actionNotFromThisState,
            firstPart: { book in
                let parties = try Book.notified().claim().parties
                return try book.ask(
                    Claim.self,
                    nil,
                    .notify(id: .claim, notice: .breakdown, parties: parties, shipper: nil)
                ).count
            },
            corrected: .notifyClaim(
                id: .claim,
                notice: changed(.breakdown) { $0.certificate = .second }
            )
        ),
        PartlyRefused(
            name: "an approval above what other claims left",
            given: Book.eroded,
            actor: .leader,
            instruction: .approve(claim: .second, amount: usd("1000.01")),
            code: .insuredValueExhausted,
            firstPart: { book in
                try book.ask(
                    Claim.self,
                    book.claim(.second),
                    .approve(amount: usd("1000.01"), straightThrough: false)
                ).count
            },
            corrected: .approve(claim: .second, amount: usd("1000"))
        ),
    ]
}
