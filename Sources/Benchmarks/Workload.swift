import Contracts
import Crypto
import Foundation
import Ledger
import Marine
import TransparencyLog

/// Insured voyages as a consortium has them: each a fixed course of commands from declaration to
/// delivery, many under way at once.
///
/// The same number gives the same voyage in every run.
struct Workload: Sendable {
    /// One command to be asked.
    struct Step: Sendable {
        let name: String
        let member: MemberID
        let instruction: Instruction
    }

    static let origin = "benchmark.plimsoll.example/ledger"
    /// How many transitions one voyage leads to.
    static let transitionsPerVoyage = 16
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
    private let terms: CoverTerms
    private let keys: [MemberID: Curve25519.Signing.PrivateKey]
    private let from: UNLocode
    private let to: UNLocode
    private let ship: IMONumber

    init(start: Instant = Instant(millisecondsSinceEpoch: 1_767_225_600_000)) throws {
        self.start = start
        platform = try MemberID(parsing: "operator")
        leader = try MemberID(parsing: "harbour-mutual")
        follower = try MemberID(parsing: "limmat-marine")
        broker = try MemberID(parsing: "castlegate")
        assured = try MemberID(parsing: "camaron")
        shipper = try MemberID(parsing: "guayas-freight")
        carrier = try MemberID(parsing: "north-sea-lines")
        from = try UNLocode(parsing: "ECGYE")
        to = try UNLocode(parsing: "NLRTM")
        ship = try IMONumber(parsing: "9074729")
        terms = try Workload.terms(leader, follower, assured, broker, from: start)
        var keys: [MemberID: Curve25519.Signing.PrivateKey] = [:]
        for (number, member) in [leader, broker, assured, shipper, carrier].enumerated() {
            keys[member] = try Curve25519.Signing.PrivateKey(
                rawRepresentation: [UInt8](repeating: UInt8(number + 1), count: 32)
            )
        }
        self.keys = keys
    }

    /// After every voyage has ended and before the covers do.
    var now: Instant { day(60) }

    /// An instant so many days after the start.
    func day(_ day: Int64) -> Instant { start.advanced(byMilliseconds: day * 86_400_000) }

    /// The members, their keys where they sign, and the covers; the ledger is founded already.
    func founding(signed: Bool) throws -> [Step] {
        let roles: [(MemberID, [Role])] = [
            (leader, [.insurer]), (follower, [.insurer]), (broker, [.broker]),
            (assured, [.assured]), (shipper, [.shipper]), (carrier, [.carrier]),
        ]
        var steps = roles.map { member, roles in
            Step(
                name: "admit \(member)",
                member: platform,
                instruction: .consortium(
                    .admitMember(member: member, name: "Member \(member)", roles: roles)
                )
            )
        }
        for cover in 0..<Workload.covers {
            steps.append(
                Step(
                    name: "open \(cover)",
                    member: leader,
                    instruction: .openCover(
                        id: try InstanceID(parsing: "cover-\(cover)"),
                        terms: terms
                    )
                )
            )
        }
        guard signed else { return steps }
        return steps
            + keys.sorted { $0.key < $1.key }.map { member, key in
                Step(
                    name: "key \(member)",
                    member: member,
                    instruction: .consortium(
                        .registerKey(
                            member: member,
                            publicKey: Base64.encode(Array(key.publicKey.rawRepresentation))
                        )
                    )
                )
            }
    }

    /// The course of one voyage, in order.
    func voyage(_ number: Int) throws -> [Step] {
        let name = "\(number)-\(Workload.scattered(number))"
        let certificate = try InstanceID(parsing: "certificate-\(name)")
        let shipment = try InstanceID(parsing: "shipment-\(name)")
        let cover = try InstanceID(parsing: "cover-\(number % Workload.covers)")
        func step(
            _ what: String,
            _ member: MemberID,
            _ instruction: Instruction
        ) -> Step {
            Step(
                name: "\(what) \(name)",
                member: member,
                instruction: instruction
            )
        }
        let party = Shipment.Party(shipper: shipper, carrier: carrier)
        return [
            step(
                "declare",
                assured,
                .declare(
                    cover: cover,
                    certificate: certificate,
                    declaration: try declaration(number)
                )
            ),
            step(
                "pay",
                broker,
                .payPremium(
                    certificate: certificate,
                    amount: try Money(parsing: "0.55", currency: .usd)
                )
            ),
            step(
                "register",
                assured,
                .registerShipment(
                    id: shipment,
                    certificate: certificate,
                    party: party,
                    container: nil
                )
            ),
            step(
                "bind",
                shipper,
                .bindDevice(shipment: shipment, device: "TT-\(number)", publicKey: nil)
            ),
            step("depart", carrier, .depart(shipment: shipment, at: day(30))),
        ]
            + (try (0..<4).map { part in
                step("record \(part)", shipper, try recording(shipment, number, part))
            }) + [
                step("arrive", carrier, .arrive(shipment: shipment, at: day(50))),
                step("deliver", carrier, .deliver(shipment: shipment, at: day(51))),
            ]
    }

    /// The step as a command of the ledger, signed by its member where it has a key.
    func submission(_ step: Step, signed: Bool) throws -> Submission {
        let command = Command(
            origin: Workload.origin,
            member: step.member,
            id: step.name,
            expectedRevision: nil,
            instruction: step.instruction
        )
        guard signed, let key = keys[step.member] else {
            return try Submission(attestedByOperator: command)
        }
        let salt = Salted.randomSalt()
        let plain = try Submission(command, salt: salt, attestation: .operatorAlone)
        let text = Attestation.signedText(origin: Workload.origin, commandDigest: plain.digest)
        return try Submission(
            command,
            salt: salt,
            attestation: .member(
                key: Base64.encode(Array(key.publicKey.rawRepresentation)),
                signature: Base64.encode(Array(try key.signature(for: text)))
            )
        )
    }

    /// Names are as good as random to an index: eight digits of a hash of the number.
    private static func scattered(_ number: Int) -> String {
        String(Hash.sha256(of: Array("voyage \(number)".utf8)).hex.prefix(8))
    }

    private func declaration(_ number: Int) throws -> Declaration {
        Declaration(
            goods: "frozen shrimp",
            description: "1,200 cartons",
            cost: try Money(parsing: "90", currency: .usd),
            freight: try Money(parsing: "10", currency: .usd),
            incoterm: .cif,
            conveyance: Conveyance(imo: ship, ship: "MV Aurora", voyage: "\(number % 500)W"),
            from: from,
            via: [],
            to: to,
            sailing: day(30),
            consignee: "Vishandel BV",
            agreedValue: try Money(parsing: "100", currency: .usd),
            reference: "PO-\(number)"
        )
    }

    private func recording(
        _ shipment: InstanceID,
        _ number: Int,
        _ part: Int
    ) throws -> Instruction {
        let device = "TT-\(number)"
        let digest = Hash.sha256(of: Array("segment \(number) \(part)".utf8)).hex
        let first = day(31 + Int64(part) * 4)
        let last = day(34 + Int64(part) * 4)
        let findings = DeviceFindings(
            device: device,
            readings: (part + 1) * 288,
            first: day(31),
            last: last,
            minimum: try Temperature(parsing: "-20.1"),
            maximum: try Temperature(parsing: "-17.4"),
            meanKineticTemperature: try Temperature(parsing: "-18.5")
        )
        return .recordTelemetry(
            shipment: shipment,
            upload: Shipment.Upload(
                digest: Hash.sha256(of: Array("upload \(number) \(part)".utf8)).hex,
                accepted: 288,
                duplicates: 0,
                rejected: 0,
                signature: nil,
                segments: [
                    Shipment.SegmentRecord(
                        digest: digest,
                        device: device,
                        readings: 288,
                        first: first,
                        last: last
                    )
                ]
            ),
            findings: TelemetryFindings(devices: [findings])
        )
    }

    private static func terms(
        _ leader: MemberID,
        _ follower: MemberID,
        _ assured: MemberID,
        _ broker: MemberID,
        from start: Instant
    ) throws -> CoverTerms {
        func usd(_ text: String) throws -> Money { try Money(parsing: text, currency: .usd) }
        return CoverTerms(
            reference: "B0901PLM26",
            leader: leader,
            shares: [
                CoverTerms.Share(member: leader, rate: try Rate(parsing: "70")),
                CoverTerms.Share(member: follower, rate: try Rate(parsing: "30")),
            ],
            assured: assured,
            broker: broker,
            inception: start,
            expiry: start.advanced(byMilliseconds: 365 * 86_400_000),
            currency: .usd,
            limitPerConveyance: try usd("250000000"),
            limitPerLocation: try usd("400000000"),
            valuation: Valuation(
                basis: .costInsuranceFreight,
                uplift: try Rate(parsing: "110")
            ),
            depositPremium: try usd("9000"),
            minimumPremium: try usd("5000"),
            goods: [
                CoverTerms.AcceptedGoods(
                    goods: "frozen shrimp",
                    rate: try Rate(parsing: "0.55"),
                    terms: CertificateTerms(
                        clauses: [.frozenFoodA],
                        deductible: Deductible(kind: .excess, rate: try Rate(parsing: "1")),
                        telemetry: TelemetryTerms(
                            lowerLimit: nil,
                            upperLimit: try Temperature(parsing: "-15"),
                            reportableGapMilliseconds: 3_600_000
                        ),
                        trigger: .machineryBreakdown(
                            atLeastConsecutiveMilliseconds: 24 * 3_600_000
                        ),
                        agreedLoss: try Rate(parsing: "60"),
                        toleratedGapMilliseconds: 6 * 3_600_000,
                        signedUploads: false,
                        automationAuthority: try usd("59000"),
                        premiumCreditDays: 30
                    )
                )
            ],
            countries: ["EC", "NL"]
        )
    }
}
