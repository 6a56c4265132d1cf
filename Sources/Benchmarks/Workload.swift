import Contracts
import Crypto
import Ledger
import Marine
import TransparencyLog

/// Insured voyages: each a fixed sequence of commands from declaration to delivery, many in
/// progress at once.
///
/// The same number gives the same voyage in every run.
struct Workload: Sendable {
    /// One command to be asked.
    struct PlannedCommand: Sendable {
        let name: String
        let member: MemberID
        let instruction: Instruction
    }

    static let origin = "benchmark.plimsoll.example/ledger"
    /// How many transitions one voyage leads to.
    static let transitionsPerVoyage = 26
    private static let covers = 16

    let platform: MemberID
    let leader: MemberID
    let follower: MemberID
    let broker: MemberID
    let assured: MemberID
    let shipper: MemberID
    let carrier: MemberID
    /// The first day of the covers; the voyages end some fifty days later.
    let start: Instant
    /// Whether its members hold keys and sign; the operator is the platform in either case.
    let signed: Bool
    /// What the voyages' loggers record.
    let recordings: Recordings
    private let terms: CoverTerms
    private let signers: [MemberID: MemberSigner]
    let from: UNLocode
    let to: UNLocode
    let ship: IMONumber

    /// The voyages of a consortium from that day on; one whose members sign has other members.
    init(
        start: Instant = Instant(millisecondsSinceEpoch: 1_767_225_600_000),
        signed: Bool = false
    ) throws {
        func member(_ name: String) throws -> MemberID {
            try MemberID(parsing: signed ? "\(name)-signs" : name)
        }
        self.start = start
        self.signed = signed
        platform = try MemberID(parsing: "operator")
        leader = try member("harbour-mutual")
        follower = try member("limmat-marine")
        broker = try member("castlegate")
        assured = try member("camaron")
        shipper = try member("guayas-freight")
        carrier = try member("north-sea-lines")
        from = try UNLocode(parsing: "ECGYE")
        to = try UNLocode(parsing: "NLRTM")
        ship = try IMONumber(parsing: "9074729")
        let terms = try Workload.terms(leader, follower, assured, broker, from: start)
        self.terms = terms
        guard let limits = terms.goods[0].terms.telemetry else {
            throw BenchmarkError("the workload's cover has no terms on telemetry")
        }
        recordings = try Recordings(
            from: start.advanced(byMilliseconds: 31 * 86_400_000),
            terms: limits
        )
        var signers: [MemberID: MemberSigner] = [:]
        for (number, member) in [leader, broker, assured, shipper, carrier].enumerated()
        where signed {
            signers[member] = MemberSigner(
                try Curve25519.Signing.PrivateKey(
                    rawRepresentation: [UInt8](repeating: UInt8(number + 1), count: 32)
                )
            )
        }
        self.signers = signers
    }

    /// After every voyage has ended and before the covers do.
    var now: Instant { day(60) }

    /// An instant so many days after the start.
    func day(_ day: Int64) -> Instant { start.advanced(byMilliseconds: day * 86_400_000) }

    /// The members, the covers with the follower's lines, and the members' keys last;
    /// the ledger is founded already.
    func genesis() throws -> [Submission] {
        let roles: [(MemberID, Roles)] = [
            (leader, [.insurer]), (follower, [.insurer]), (broker, [.broker]),
            (assured, [.assured]), (shipper, [.shipper]), (carrier, [.carrier]),
        ]
        var steps = try roles.map { member, roles in
            PlannedCommand(
                name: "admit \(member)",
                member: platform,
                instruction: .consortium(
                    .admitMember(member: member, name: try Text("Member \(member)"), roles: roles)
                )
            )
        }
        for cover in 0..<Workload.covers {
            steps.append(
                PlannedCommand(
                    name: "open \(cover)",
                    member: leader,
                    instruction: .openCover(.openCover(id: try self.cover(cover), terms: terms))
                )
            )
            for share in terms.shares where share.member != leader {
                steps.append(
                    PlannedCommand(
                        name: "line \(cover)",
                        member: share.member,
                        instruction: .openCover(
                            .subscribe(cover: try self.cover(cover), line: share.rate)
                        )
                    )
                )
            }
        }
        for (member, signer) in signers.sorted(by: { $0.key < $1.key }) {
            let registration = Consortium.Command.registerKey(
                member: member,
                publicKey: try PublicKeyText(signer.publicKey),
                auditors: nil,
                proof: try SignatureText(
                    signer.proof(origin: Workload.origin, member: member)
                )
            )
            steps.append(
                PlannedCommand(
                    name: "key \(member)",
                    member: member,
                    instruction: .consortium(registration)
                )
            )
        }
        // A member that holds no key yet cannot sign.
        return try steps.map { try Submission(attestedByOperator: command($0)) }
    }

    private func cover(_ number: Int) throws -> InstanceID {
        try InstanceID(parsing: signed ? "cover-\(number)-signs" : "cover-\(number)")
    }

    private func name(_ number: Int) -> String {
        "\(number)-\(Workload.scattered(number))\(signed ? "-signs" : "")"
    }

    /// The declaration of a voyage, after which it is on risk.
    func declared(_ number: Int) throws -> PlannedCommand {
        let name = name(number)
        return PlannedCommand(
            name: "declare \(name)",
            member: assured,
            instruction: .openCover(
                .declare(
                    cover: try cover(number % Workload.covers),
                    certificate: try InstanceID(parsing: "certificate-\(name)"),
                    declaration: try declaration(number)
                )
            )
        )
    }

    /// The course of one voyage, in order.
    func voyage(_ number: Int) throws -> [PlannedCommand] {
        let name = name(number)
        let certificate = try InstanceID(parsing: "certificate-\(name)")
        let shipment = try InstanceID(parsing: "shipment-\(name)")
        let device = recordings.device(number)
        func step(
            _ what: String,
            _ member: MemberID,
            _ instruction: Instruction
        ) -> PlannedCommand {
            PlannedCommand(
                name: "\(what) \(name)",
                member: member,
                instruction: instruction
            )
        }
        let party = Shipment.Party(shipper: shipper, carrier: carrier)
        return [
            try declared(number),
            step(
                "pay",
                broker,
                .certificate(
                    .payPremium(
                        certificate: certificate,
                        amount: try Money(parsing: "0.55", currency: .usd)
                    )
                )
            ),
            step(
                "register",
                assured,
                .shipment(
                    .registerShipment(
                        id: shipment,
                        certificate: certificate,
                        party: party,
                        container: nil
                    )
                )
            ),
            step(
                "bind",
                shipper,
                .shipment(
                    .bindDevice(
                        shipment: shipment,
                        device: try DeviceName(device),
                        publicKey: nil
                    )
                )
            ),
            step("depart", carrier, .shipment(.depart(shipment: shipment, at: recordings.start))),
        ]
            + recordings.uploads(number).enumerated().map { part, one in
                step(
                    "record \(part)",
                    shipper,
                    .shipment(
                        .recordTelemetry(
                            shipment: shipment,
                            upload: one.upload,
                            findings: one.findings
                        )
                    )
                )
            } + [
                step("arrive", carrier, .shipment(.arrive(shipment: shipment, at: recordings.end))),
                step(
                    "deliver",
                    carrier,
                    .shipment(.deliver(shipment: shipment, at: recordings.end))
                ),
            ]
    }

    /// The step as a command of the ledger, signed by its member where it has a key.
    func submission(_ step: PlannedCommand) throws -> Submission {
        guard let signer = signers[step.member] else {
            return try Submission(attestedByOperator: try command(step))
        }
        return try signer.submission(of: try command(step))
    }

    private func command(_ step: PlannedCommand) throws -> Command {
        try Command(
            origin: Workload.origin,
            member: step.member,
            named: step.name,
            expectedRevision: nil,
            instruction: step.instruction
        )
    }

    /// Names that come in random order to an index: eight digits of a hash of the number.
    private static func scattered(_ number: Int) -> String {
        String(Hash.sha256(of: Array("voyage \(number)".utf8)).hex.prefix(8))
    }
}
