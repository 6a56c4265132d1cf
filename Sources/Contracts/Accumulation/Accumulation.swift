public import CanonicalJSON
public import Marine

/// What one insurer, with its followers, has on risk on one ship or at one place, day by day, over
/// all the covers that it leads.
///
/// The instance is the insurer's, the currency's and the ship's or the place's, by an identifier
/// derived with the consortium's secret. What is held is a step function of UTC days, so that its
/// size does not grow with the number of certificates. A voyage's number is no part of it: it is
/// spelled in many ways, and one sailing has several.
public enum Accumulation {
    /// An accumulation after the transitions so far.
    public struct State: Record, Hashable, Sendable {
        /// The accumulation's identifier.
        public var id: InstanceID
        /// The insurer that leads the covers.
        public var leader: MemberID
        /// The ship, as `IMO` and its number, or the place's UN/LOCODE.
        public var subject: Text<20>
        /// What is held before the first change.
        public var opening: Money
        /// By how much that changes, in the order of days.
        public var changes: [DayChange]
    }

    /// By how much what is held changes at the beginning of a day.
    public struct DayChange: Record, Hashable, Sendable {
        /// The UTC day, in days since 1970-01-01.
        public var day: Int64
        /// More, or less where it is negative.
        public var amount: Money
    }

    /// A value that is held for some days.
    public struct Span: Record, Hashable, Sendable {
        /// The first UTC day, in days since 1970-01-01.
        public var from: Int64
        /// The last one; not before the first.
        public var to: Int64
        /// The value.
        public var amount: Money
    }

    /// Where an accumulation stands.
    public enum Stage: String, JSONCoded, Hashable, Sendable, CaseIterable {
        /// Something is on risk there, or was.
        ///
        /// - Since: edition 2
        case held
    }

    /// What may be asked of an accumulation.
    public enum Command: ContractCommand, Record {
        /// Holds a value, in the place of one that was held.
        case hold(
            /// Which accumulation, by an identifier derived with the consortium's secret.
            id: InstanceID,
            /// The insurer on whose leads the value is held.
            leader: MemberID,
            /// The ship, as `IMO` and its number, or the place's UN/LOCODE.
            subject: Text<20>,
            /// The value and days that it held of the certificate before; none where it held
            /// nothing.
            removed: Span?,
            /// The value and days that it holds from now on; none where it only gives up.
            added: Span?
        )
    }

    /// What has happened to an accumulation.
    public enum Event: ContractEvent, Record {
        /// A value is held, in the place of one that was held.
        case held(
            /// Which accumulation, by an identifier derived with the consortium's secret.
            id: InstanceID,
            /// The insurer on whose leads the value is held.
            leader: MemberID,
            /// The ship, as `IMO` and its number, or the place's UN/LOCODE.
            subject: Text<20>,
            /// The value and days taken off; absent where nothing was held.
            removed: Span?,
            /// The value and days put on; absent where it only gave up.
            added: Span?,
            /// The UTC day on which it came onto the ledger, in days since 1970-01-01.
            today: Int64
        )
    }

    /// The limits that keep one accumulation small.
    public struct Limits: Hashable, Sendable {
        /// Days after which what changed is remembered in sum alone.
        public var days: Int64 = 400
    }

    /// The limits of an edition.
    public static func limits(in edition: Edition) -> Limits { Limits() }

    /// Accumulations are facts across certificates.
    public static var isFact: Bool { true }

    /// The letters that identifiers of accumulations begin with.
    public static var factPrefix: String { "acc" }
}

extension Accumulation: UnchangedContract {
    /// The legal state graph.
    public static let graph = StateGraph([
        edge(.hold, to: .held),
        edge(.hold, from: .held, to: .held),
    ])

    /// Where an accumulation stands.
    public static func stage(of state: State) -> Stage { .held }

    /// The insurer alone: what it has on risk is nobody else's to know.
    public static func parties(of state: State) -> Set<MemberID> { [state.leader] }
}

extension Accumulation.State {
    /// The most that is held on any day of some.
    public func peak(_ days: ClosedRange<Int64>) -> Money {
        var held = opening.minorUnits
        var peak: Int64?
        for change in changes {
            guard change.day <= days.upperBound else { break }
            if change.day > days.lowerBound { peak = max(peak ?? held, held) }
            held &+= change.amount.minorUnits
        }
        return Money(minorUnits: max(peak ?? held, held), currency: opening.currency)
    }

    /// Takes a span off.
    mutating func remove(_ span: Accumulation.Span) {
        add(0 &- span.amount.minorUnits, on: span)
    }

    /// Puts a span on.
    mutating func put(_ span: Accumulation.Span) { add(span.amount.minorUnits, on: span) }

    private mutating func add(_ minorUnits: Int64, on span: Accumulation.Span) {
        add(minorUnits, at: span.from)
        add(0 &- minorUnits, at: span.to + 1)
    }

    /// Adds a change at the beginning of a day, in its order; what becomes nothing goes.
    private mutating func add(_ minorUnits: Int64, at day: Int64) {
        guard minorUnits != 0 else { return }
        var place = changes.count
        while place > 0, changes[place - 1].day >= day { place -= 1 }
        guard place < changes.count, changes[place].day == day else {
            let amount = Money(minorUnits: minorUnits, currency: opening.currency)
            return changes.insert(Accumulation.DayChange(day: day, amount: amount), at: place)
        }
        changes[place].amount = Money(
            minorUnits: changes[place].amount.minorUnits &+ minorUnits,
            currency: opening.currency
        )
        if changes[place].amount.isZero { changes.remove(at: place) }
    }

    /// Takes the changes before a day into the opening.
    mutating func forget(before day: Int64) {
        let old = changes.prefix { $0.day < day }
        guard !old.isEmpty else { return }
        let sum = old.reduce(opening.minorUnits) { $0 &+ $1.amount.minorUnits }
        opening = Money(minorUnits: sum, currency: opening.currency)
        changes.removeFirst(old.count)
    }
}

extension Accumulation {
    /// Why what is asked of an accumulation is refused, beside what any contract refuses: 13xxx.
    public enum RefusalCode: Int, RefusalCodes {
        /// A span of days ends before it begins, or its value is negative.
        ///
        /// - Remedy: Correct the days and the value.
        /// - Since: edition 2
        case spanMalformed = 13001
    }
}

extension Accumulation {
    /// Folds one event into the accumulation.
    public static func evolve(
        _ state: consuming State?,
        _ event: Event,
        in edition: Edition
    ) -> State? {
        switch event {
        case .held(let id, let leader, let subject, let removed, let added, let today):
            guard let currency = (added ?? removed)?.amount.currency else { return nil }
            var next =
                state
                ?? State(
                    id: id,
                    leader: leader,
                    subject: subject,
                    opening: .zero(currency),
                    changes: []
                )
            if let removed { next.remove(removed) }
            if let added { next.put(added) }
            next.forget(before: today - limits(in: edition).days)
            return next
        }
    }
}

extension Accumulation {
    /// Decides a command on an accumulation.
    ///
    /// Limits are the covers' to hold: each is compared where a shipment is declared or endorsed.
    public static func decide(
        _ state: State?,
        _ command: Command,
        _ context: Context
    ) throws(Refusal) -> [Event] {
        switch command {
        case .hold(let id, let leader, let subject, let removed, let added):
            guard removed != added else { throw Refusal(.nothingNew) }
            for span in [removed, added].compactMap(\.self) {
                guard span.from <= span.to, !span.amount.isNegative else {
                    throw Refusal(.spanMalformed, ["from": "\(span.from)", "to": "\(span.to)"])
                }
            }
            if let added, let state {
                _ = try checked { () throws(MoneyError) in
                    try state.peak(added.from...added.to).adding(added.amount)
                }
            }
            return [
                .held(
                    id: id,
                    leader: leader,
                    subject: subject,
                    removed: removed,
                    added: added,
                    today: context.at.daysSinceEpoch
                )
            ]
        }
    }
}
