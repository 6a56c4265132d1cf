public import CanonicalJSON
public import Marine

/// What one certificate adds to one accumulation.
public struct Exposure: Record, Hashable, Sendable {
    /// The accumulation.
    public var accumulation: InstanceID
    /// The ship, as `IMO` and its number, or the place's UN/LOCODE.
    public var subject: Text<20>
    /// The value and its days.
    public var span: Accumulation.Span

    /// Whether it is on a ship, and not at a place.
    var isAboard: Bool { subject.string.hasPrefix(Accumulation.ship) }

    /// The most that an accumulation holds already on the exposure's days.
    public func accumulated(on held: Accumulation.State?) -> Accumulated {
        Accumulated(
            subject: subject,
            held: held?.peak(span.from...span.to) ?? .zero(span.amount.currency)
        )
    }
}

extension Accumulation.Span {
    /// The beginning of its first day.
    var first: Instant { Instant(millisecondsSinceEpoch: from * 86_400_000) }
    /// The beginning of its last day.
    var last: Instant { Instant(millisecondsSinceEpoch: to * 86_400_000) }
}

extension Accumulation {
    /// What the names of ships begin with, as no place's does.
    static let ship = "IMO "

    /// What a ship is called among the subjects of accumulations.
    public static func subject(_ imo: IMONumber) -> Text<20> { name("\(ship)\(imo)") }

    /// What a place is called there.
    public static func subject(_ place: UNLocode) -> Text<20> { name("\(place)") }

    private static func name(_ text: String) -> Text<20> {
        guard let name = Text<20>(cutting: text) else { preconditionFailure("a name is not empty") }
        return name
    }
}

/// What an insurer has on risk already where a declared shipment would go,
/// at its most in that time.
public struct Accumulated: Record, Hashable, Sendable {
    /// The ship, as `IMO` and its number, or the place's UN/LOCODE.
    public var subject: Text<20>
    /// The most that is on risk there on a day of the shipment's own.
    public var held: Money
}

/// When a declared shipment is on its ship and at its places, in UTC days.
struct PlannedDays {
    /// Days for which goods are taken to wait for their ship, where nobody says more.
    static let before: Int64 = 7
    /// Days for which a voyage is taken to last, and goods to wait at its end,
    /// where nobody says more.
    static let most: Int64 = 60

    /// Of each subject, the first and the last day.
    let days: [(subject: Text<20>, days: ClosedRange<Int64>)]

    init(_ declaration: Declaration) {
        let sailing = declaration.sailing.daysSinceEpoch
        let arrival = max(sailing, declaration.arrival?.daysSinceEpoch ?? sailing + Self.most)
        var days: [(subject: Text<20>, days: ClosedRange<Int64>)] = []
        func add(_ subject: Text<20>, _ range: ClosedRange<Int64>) {
            guard let known = days.firstIndex(where: { $0.subject == subject }) else {
                return days.append((subject, range))
            }
            let held = days[known].days
            days[known].days =
                min(held.lowerBound, range.lowerBound)...max(held.upperBound, range.upperBound)
        }
        add(Accumulation.subject(declaration.conveyance.imo), sailing...arrival)
        add(Accumulation.subject(declaration.from), sailing - Self.before...sailing)
        for place in declaration.via {
            let call = (declaration.calls ?? []).first { $0.place == place }
            let from = call.map(\.arrival.daysSinceEpoch) ?? sailing
            add(
                Accumulation.subject(place),
                from...max(from, call.map(\.departure.daysSinceEpoch) ?? arrival)
            )
        }
        add(Accumulation.subject(declaration.to), arrival...arrival + Self.most)
        self.days = days
    }
}
