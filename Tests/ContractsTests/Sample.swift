import Contracts
import Marine

/// Reads a constant of the tests; a malformed one is a bug of the test that holds it.
private func constant<Value>(_ read: () throws -> Value) -> Value {
    do { return try read() } catch { preconditionFailure("\(error)") }
}

func id(_ text: String) -> Identifier { constant { try Identifier(parsing: text) } }
func usd(_ text: String) -> Money { constant { try Money(parsing: text, currency: .usd) } }
func money(_ text: String) -> Money { constant { try Money(parsing: text) } }
func percent(_ text: String) -> Rate { constant { try Rate(parsing: text) } }
func celsius(_ text: String) -> Temperature { constant { try Temperature(parsing: text) } }
func place(_ text: String) -> UNLocode { constant { try UNLocode(parsing: text) } }

/// An instant so many days and hours after 2026-01-01T00:00Z.
func day(_ days: Int64, hour: Int64 = 0) -> Instant {
    Instant(millisecondsSinceEpoch: 1_767_225_600_000)
        .advanced(byMilliseconds: hours(days * 24 + hour))
}

func hours(_ hours: Int64, minutes: Int64 = 0) -> Int64 { hours * 3_600_000 + minutes * 60_000 }

/// 44 characters in the shape of 32 bytes in base64.
func key(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "A", count: 43 - digits.utf8.count) + digits + "="
}

func text(_ bytes: Int) -> String { String(repeating: "x", count: bytes) }

/// A value with one thing changed.
func changed<Value>(_ value: Value, _ change: (inout Value) -> Void) -> Value {
    var next = value
    change(&next)
    return next
}

extension MemberID {
    static let platform = id("plimsoll")
    static let leader = id("harbour-mutual")
    static let follower = id("limmat-marine")
    static let broker = id("castlegate")
    static let assured = id("camaron")
    static let shipper = id("guayas-freight")
    static let carrier = id("north-sea-lines")
    static let bank = id("banco")
    static let auditor = id("auditor")
    static let stranger = id("stranger")

    /// Everyone whom the operator admits, with the roles of each.
    static let cast: [(MemberID, String, [Role])] = [
        (leader, "Harbour Mutual", [.insurer]), (follower, "Limmat Marine", [.insurer]),
        (broker, "Castlegate Broking", [.broker]), (assured, "Camaron SA", [.assured]),
        (shipper, "Guayas Freight", [.shipper]), (carrier, "North Sea Lines", [.carrier]),
        (bank, "Banco", [.bank]), (auditor, "Auditor", [.auditor]),
        (stranger, "Stranger", [.broker, .assured, .shipper, .carrier, .surveyor]),
    ]

    static let everyone: Set<MemberID> = Set(cast.map(\.0)).union([platform])
}

extension InstanceID {
    static let cover = id("cover-1")
    static let certificate = id("certificate-1")
    static let second = id("second-1")
    static let shipment = id("shipment-1")
    static let claim = id("claim-1")
    static let unknown = id("unknown")
}

extension CoverTerms {
    /// The leader 70 %, the follower 30 %; 250,000 on a conveyance, 400,000 in a place.
    static let sample = CoverTerms(
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
            AcceptedGoods(goods: "frozen shrimp", rate: percent("0.55"), terms: .frozen),
            AcceptedGoods(goods: "vaccines", rate: percent("0.55"), terms: .chilled),
        ],
        countries: ["EC", "NL", "DE"]
    )

    /// The sample with other terms for its frozen goods.
    static func frozen(_ change: (inout CertificateTerms) -> Void) -> CoverTerms {
        changed(.sample) { change(&$0.goods[0].terms) }
    }
}

extension CertificateTerms {
    /// A breakdown of 24 hours pays 60 % less an excess of 1 %.
    static let frozen = CertificateTerms(
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

    /// 2 to 8 C, up to 15 C for at most 24 hours while the mean stays at or below 8.
    static let chilled = CertificateTerms(
        clauses: [.iccA, .temperatureExtension],
        deductible: Deductible(kind: .franchise, rate: percent("1")),
        telemetry: TelemetryTerms(
            lowerLimit: celsius("2"),
            upperLimit: celsius("8"),
            reportableGapMilliseconds: hours(1)
        ),
        trigger: .excursionAllowance(
            upTo: celsius("15"),
            downTo: celsius("0"),
            atMostMilliseconds: hours(24),
            meanKineticLimit: celsius("8")
        ),
        agreedLoss: percent("50"),
        toleratedGapMilliseconds: hours(6),
        signedUploads: false,
        automationAuthority: usd("250000"),
        premiumCreditDays: 30
    )
}

extension Conveyance {
    static let aurora = Conveyance(
        imo: constant { try IMONumber(parsing: "9074729") },
        ship: "MV Aurora",
        voyage: "101W"
    )
    static let borealis = Conveyance(
        imo: constant { try IMONumber(parsing: "9319466") },
        ship: "MV Borealis",
        voyage: "7E"
    )
}

extension Declaration {
    /// Frozen shrimp from Guayaquil to Rotterdam, at an agreed value.
    static func worth(_ value: String, aboard conveyance: Conveyance = .aurora) -> Declaration {
        changed(.sample) {
            $0.agreedValue = usd(value)
            $0.conveyance = conveyance
        }
    }

    /// Without an agreed value: cost 17,050 and freight 2,500.
    static let sample = Declaration(
        goods: "frozen shrimp",
        description: "1,200 cartons",
        cost: usd("17050"),
        freight: usd("2500"),
        incoterm: .cif,
        conveyance: .aurora,
        from: place("ECGYE"),
        via: [],
        to: place("NLRTM"),
        sailing: day(30),
        consignee: "Vishandel BV",
        agreedValue: nil,
        reference: "PO-1"
    )
}

extension Claim.Notice {
    /// Machinery broke down from day 40 to day 41.
    static let breakdown = Claim.Notice(
        certificate: .certificate,
        shipment: nil,
        peril: .machineryBreakdown,
        lossFrom: day(40),
        lossTo: day(41),
        description: "The unit stopped.",
        estimate: usd("60000")
    )
}
