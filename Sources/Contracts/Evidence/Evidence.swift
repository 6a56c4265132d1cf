public import CanonicalJSON
public import Marine

/// What a claim may rest on once: a logger, or a set of readings, by whichever shipments hold it.
///
/// A logger is in one place at a time, and what it recorded it recorded of one shipment. The
/// instance is the logger's or the readings', by an identifier derived with the consortium's
/// secret. Holding the same is no offence and is taken; what two shipments hold is evidence for
/// none of them until a person says whose it is.
public enum Evidence {
    /// A logger or a set of readings after the transitions so far.
    public struct State: Record, Hashable, Sendable {
        /// Its identifier.
        public var id: InstanceID
        /// What it is.
        public var kind: Kind
        /// The shipments that hold it, in the order in which they came.
        public var holders: [Holder]
        /// Whose evidence it is, where a person has said so.
        public var assigned: Assignment?
    }

    /// What evidence is.
    public enum Kind: String, JSONCoded, Hashable, Sendable, CaseIterable {
        /// A logger or tracker, by its name or by its key.
        ///
        /// - Since: edition 2
        case device
        /// A segment of readings, whoever is said to have made them.
        ///
        /// - Since: edition 2
        case readings
        /// A passage in the readings that a claim rests on,
        /// whatever their times and their logger's name.
        ///
        /// - Since: edition 3
        case passage
        /// A loss that a claim was judged for: its times and its figures.
        ///
        /// - Since: edition 3
        case loss
    }

    /// A shipment that holds it.
    public struct Holder: Record, Hashable, Sendable {
        /// The shipment.
        public var shipment: InstanceID
        /// The insurer that leads its certificate.
        public var leader: MemberID
        /// Since when, on the ledger.
        public var at: Instant
        /// The logger that is said to have made the readings; absent for a logger itself.
        public var device: InstanceID?
    }

    /// What a leading insurer says of evidence that several shipments hold.
    public struct Assignment: Record, Hashable, Sendable {
        /// The shipment whose evidence it is.
        public var shipment: InstanceID
        /// Who says so.
        public var by: MemberID
        /// Why.
        public var reason: Text<200>
        /// When.
        public var at: Instant
    }

    /// Where evidence stands.
    public enum Stage: String, JSONCoded, Hashable, Sendable, CaseIterable {
        /// One shipment holds it, or several.
        ///
        /// - Since: edition 2
        case held
    }

    /// What may be asked of evidence.
    public enum Command: ContractCommand, Record {
        /// Notes that a shipment holds it.
        case hold(
            /// Which evidence, by an identifier derived with the consortium's secret.
            id: InstanceID,
            /// Whether it is a logger, readings, a passage or a loss: the same for all who hold it.
            kind: Kind,
            /// The shipment that holds it from now on, with its leader.
            holder: Holder
        )
        /// Says whose it is.
        case assign(
            /// The shipment whose evidence it is said to be, one of those that hold it.
            shipment: InstanceID,
            /// Why that is so.
            reason: Text<200>
        )
    }

    /// What has happened to evidence.
    public enum Event: ContractEvent, Record {
        /// A shipment holds it.
        case held(
            /// Which evidence, by an identifier derived with the consortium's secret.
            id: InstanceID,
            /// Whether it is a logger, readings, a passage or a loss.
            kind: Kind,
            /// The shipment that holds it from now on, with its leader.
            holder: Holder
        )
        /// A leading insurer says whose it is.
        case assigned(
            /// Whose evidence it is, and who says so.
            Assignment
        )
    }

    /// The limits that keep the state small.
    public struct Limits: Hashable, Sendable {
        /// Shipments that are remembered; the oldest goes first,
        /// of passages and losses the second oldest.
        public var holders = 200
    }

    /// The limits of an edition.
    public static func limits(in edition: Edition) -> Limits { Limits() }

    /// Passages that one claim rests on: the first in the order of loggers.
    public static let passagesOfClaim = 32

    /// Evidence is a fact across shipments.
    public static var isFact: Bool { true }

    /// The letters that identifiers of evidence begin with.
    public static var factPrefix: String { "evd" }
}

extension Evidence: UnchangedContract {
    /// The legal state graph.
    public static let graph = StateGraph([
        edge(.hold, to: .held),
        edge(.hold, from: .held, to: .held),
        edge(.assign, from: .held, to: .held),
    ])

    /// Where evidence stands.
    public static func stage(of state: State) -> Stage { .held }

    /// None: the operator and auditors alone read who else holds what.
    public static func parties(of state: State) -> Set<MemberID> { [] }
}

extension Evidence.State {
    /// Whether a shipment may rest on it by the rules of an edition, as far as others hold it too.
    ///
    /// A logger is the first shipment's that bound it and is still `underway` by the time that
    /// another binds it. Readings that several hold are nobody's, unless all name one logger: whose
    /// that is says who was first then, and the readings are the first shipment's. A passage or a
    /// loss is the first shipment's that a claim was judged on.
    /// What a person has said goes before all.
    func serves(
        _ shipment: InstanceID,
        in edition: Edition,
        underway: (InstanceID, _ at: Instant) throws(Refusal) -> Bool
    ) throws(Refusal) -> Bool {
        if let assigned { return assigned.shipment == shipment }
        let place = holders.firstIndex { $0.shipment == shipment }
        switch kind {
        case .passage, .loss:
            // A shipment holds them only once its claim was judged.
            return place == 0 || holders.isEmpty
        case .readings:
            guard let place else { return true }
            let loggers = Set(holders.map(\.device))
            return holders.count == 1 || place == 0 && loggers.count == 1 && loggers != [nil]
        case .device:
            guard let place else { return true }
            for earlier in holders[..<place] where try underway(earlier.shipment, holders[place].at)
            {
                return false
            }
            return true
        }
    }
}

extension Evidence {
    /// Why what is asked of evidence is refused, beside what any contract refuses: 9xxx.
    public enum RefusalCode: Int, RefusalCodes {
        /// The shipment does not hold the logger or the readings.
        ///
        /// - Remedy: Name a logger or readings that the shipment holds.
        /// - Since: edition 2
        case evidenceNotHeld = 9001
    }
}

extension Evidence {
    /// Folds one event into the evidence.
    public static func evolve(
        _ state: consuming State?,
        _ event: Event,
        in edition: Edition
    ) -> State? {
        switch event {
        case .held(let id, let kind, let holder):
            var next = state ?? State(id: id, kind: kind, holders: [])
            if next.holders.count >= limits(in: edition).holders {
                // Whose a passage or a loss is, the first holder says.
                next.holders.remove(at: kind == .passage || kind == .loss ? 1 : 0)
            }
            next.holders.append(holder)
            return next
        case .assigned(let assignment):
            guard var next = state else { return nil }
            next.assigned = assignment
            return next
        }
    }
}

extension Evidence {
    /// Decides a command on evidence.
    public static func decide(
        _ state: State?,
        _ command: Command,
        _ context: Context
    ) throws(Refusal) -> [Event] {
        switch command {
        case .hold(let id, let kind, let holder):
            guard state?.holders.contains(where: { $0.shipment == holder.shipment }) != true else {
                throw Refusal(.nothingNew)
            }
            return [.held(id: id, kind: kind, holder: holder)]
        case .assign(let shipment, let reason):
            guard let state else { throw Refusal(.instanceUnknown) }
            guard let holder = state.holders.first(where: { $0.shipment == shipment }) else {
                throw Refusal(.evidenceNotHeld, ["shipment": shipment.text])
            }
            try requireActor(context, among: [holder.leader])
            guard state.assigned?.shipment != shipment else { throw Refusal(.nothingNew) }
            return [
                .assigned(
                    Assignment(
                        shipment: shipment,
                        by: context.actor,
                        reason: reason,
                        at: context.at
                    )
                )
            ]
        }
    }
}
