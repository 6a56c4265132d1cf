package import Contracts
package import Marine
import TransparencyLog

/// Reads a constant of the tests; a malformed one is a bug of the test that holds it.
private func constant<Value>(_ read: () throws -> Value) -> Value {
    do { return try read() } catch { preconditionFailure("\(error)") }
}

package func id(_ text: String) -> Identifier { constant { try Identifier(parsing: text) } }
package func usd(_ text: String) -> Money { constant { try Money(parsing: text, currency: .usd) } }
package func percent(_ text: String) -> Rate { constant { try Rate(parsing: text) } }
package func celsius(_ text: String) -> Temperature {
    constant { try Temperature(parsing: text) }
}
package func place(_ text: String) -> UNLocode { constant { try UNLocode(parsing: text) } }

package func hours(_ hours: Int64) -> Int64 { hours * 3_600_000 }

/// An instant so many days after 2026-01-01T00:00Z.
package func day(_ days: Int64) -> Instant {
    Instant(millisecondsSinceEpoch: 1_767_225_600_000).advanced(byMilliseconds: hours(days * 24))
}

extension MemberID {
    package static let platform = id("plimsoll")
    package static let leader = id("harbour-mutual")
    package static let follower = id("limmat-marine")
    package static let broker = id("castlegate")
    package static let assured = id("camaron")
    package static let shipper = id("guayas-freight")
    package static let carrier = id("north-sea-lines")
    package static let auditor = id("zurich-audit")
}

extension InstanceID {
    package static let cover = id("cover-1")
    package static let certificate = id("certificate-1")
    package static let shipment = id("shipment-1")
    package static let claim = id("claim-1")
}

extension InstanceKey {
    package static let consortium = InstanceKey(.consortium, Workflow.consortium)
    package static let cover = InstanceKey(.openCover, .cover)
    package static let certificate = InstanceKey(.certificate, .certificate)
    package static let shipment = InstanceKey(.shipment, .shipment)
    package static let claim = InstanceKey(.claim, .claim)
}

extension CoverTerms {
    /// The leader 70 %, the follower 30 %; frozen goods at 0.55 %, whose breakdown of 24 hours
    /// pays 60 % less an excess of 1 %.
    package static let frozenGoods = CoverTerms(
        reference: "B0901PLM26",
        leader: .leader,
        shares: [
            Share(member: .leader, rate: percent("70")),
            Share(member: .follower, rate: percent("30")),
        ],
        assured: .assured,
        broker: .broker,
        inception: day(0),
        expiry: day(365),
        currency: .usd,
        limitPerConveyance: usd("250000"),
        limitPerLocation: usd("400000"),
        valuation: Valuation(basis: .costInsuranceFreight, uplift: percent("110")),
        depositPremium: usd("9000"),
        minimumPremium: usd("5000"),
        goods: [
            AcceptedGoods(
                goods: "frozen shrimp",
                rate: percent("0.55"),
                terms: CertificateTerms(
                    clauses: [.frozenFoodA],
                    deductible: Deductible(kind: .excess, rate: percent("1")),
                    telemetry: TelemetryTerms(
                        lowerLimit: nil,
                        upperLimit: celsius("-15"),
                        reportableGapMilliseconds: hours(1)
                    ),
                    trigger: .machineryBreakdown(atLeastConsecutiveMilliseconds: hours(24)),
                    agreedLoss: percent("60"),
                    toleratedGapMilliseconds: hours(6),
                    signedUploads: true,
                    automationAuthority: usd("59000"),
                    premiumCreditDays: 30
                )
            )
        ],
        countries: ["EC", "NL"]
    )
}

extension Declaration {
    /// Frozen shrimp from Guayaquil to Rotterdam, at an agreed value.
    package static func shrimp(
        _ value: String,
        sailing: Instant = day(30)
    ) -> Declaration {
        Declaration(
            goods: "frozen shrimp",
            description: "1,200 cartons",
            cost: usd("17050"),
            freight: usd("2500"),
            incoterm: .cif,
            conveyance: Conveyance(
                imo: constant { try IMONumber(parsing: "9074729") },
                ship: "MV Aurora",
                voyage: "101W"
            ),
            from: place("ECGYE"),
            via: [],
            to: place("NLRTM"),
            sailing: sailing,
            consignee: "Vishandel BV",
            agreedValue: usd(value),
            reference: "PO-1"
        )
    }
}

extension Instruction {
    package static let found = found(["claim": 1])

    /// The founding under edition 2 of every contract.
    package static let found2 = found(
        Dictionary(uniqueKeysWithValues: ContractName.allCases.map { ($0.rawValue, 2) })
    )

    private static func found(_ editions: [String: Int]) -> Instruction {
        .consortium(
            .found(
                origin: LedgerScribe.origin,
                operatorMember: .platform,
                operatorName: "Plimsoll Platform",
                logKey: LedgerScribe.signer.verifierKey.description,
                editions: editions
            )
        )
    }

    /// The log's key is replaced by its successor.
    package static let rotateLogKey: Instruction = {
        let successor = LedgerScribe.successor
        let key = successor.verifierKey.description
        let text = "plimsoll log key v1\n\(LedgerScribe.origin)\n\(key)\n"
        return .consortium(
            .rotateLogKey(
                old: LedgerScribe.signer.verifierKey.description,
                new: key,
                proof: constant { Base64.encode(try successor.sign(text).bytes) }
            )
        )
    }()

    package static func admit(_ member: MemberID, _ roles: [Role]) -> Instruction {
        .consortium(.admitMember(member: member, name: "Member \(member)", roles: roles))
    }

    package static func list(_ entry: String) -> Instruction {
        .consortium(.listSanction(entry: entry))
    }

    package static func delist(_ entry: String) -> Instruction {
        .consortium(.delistSanction(entry: entry))
    }

    /// A signed upload of ten readings that shows 30 hours above the band from day 40 on.
    package static func recordBreakdown(deviceKey: String) -> Instruction {
        let breakdown = TemperatureExcursion(
            kind: .above,
            start: day(40),
            end: day(40).advanced(byMilliseconds: hours(30)),
            milliseconds: hours(30),
            extreme: celsius("-9.222"),
            readings: 2
        )
        var device = DeviceFindings(
            device: "TT-1",
            readings: 10,
            first: day(31),
            last: day(44),
            minimum: celsius("-20"),
            maximum: celsius("-9.222"),
            meanKineticTemperature: celsius("-18.5")
        )
        device.excursionCount = 1
        device.excursions = [breakdown]
        device.millisecondsAbove = hours(30)
        device.longestAboveMilliseconds = hours(30)
        let segment = Shipment.SegmentRecord(
            digest: "digest-1",
            device: "TT-1",
            readings: 10,
            first: day(31),
            last: day(44)
        )
        return .recordTelemetry(
            shipment: .shipment,
            upload: Shipment.Upload(
                digest: "bytes of digest-1",
                accepted: 10,
                duplicates: 0,
                rejected: 0,
                signature: Shipment.UploadSignature(
                    device: "TT-1",
                    publicKey: deviceKey,
                    signature: "signature"
                ),
                segments: [segment]
            ),
            findings: TelemetryFindings(devices: [device])
        )
    }
}
