public import CanonicalJSON
public import Marine

/// A standing facility under which every shipment that fits is insured once it is declared.
///
/// Marine Insurance Act 1906 s. 29 (floating policy); Institute Cargo Clauses 1/1/09.
public enum OpenCover {
    /// A cover after the transitions so far.
    public struct State: Record, Hashable, Sendable {
        /// The cover's identifier.
        public var id: InstanceID
        /// What the parties agreed.
        @SharedStorage public var terms: CoverTerms
        /// Whether new shipments may be declared.
        public var stage: Stage
        /// When it was opened.
        public var openedAt: Instant
        /// The insured values now on risk by conveyance.
        public var byConveyance: [String: Money]
        /// The insured values now on risk by location.
        public var byLocation: [String: Money]
        /// How many shipments were declared.
        public var declarations: Int
        /// The insured value declared in all.
        public var declaredValue: Money
        /// The premium earned in all.
        public var earnedPremium: Money
        /// The lines written so far, in the slip's order; absent where one insurer bears the whole.
        ///
        /// - Since: edition 2
        public var written: [CoverTerms.Share]?

        enum LedgerOnly { case stage, byConveyance, byLocation }
        enum Flattened { case terms }

        enum AnswerOnly {
            /// The insured values now on risk by conveyance.
            case onRiskByConveyance
            /// The insured values now on risk by location.
            case onRiskByLocation
        }

        var onRiskByConveyance: [String: Money] { byConveyance }
        var onRiskByLocation: [String: Money] { byLocation }
    }

    /// Where a cover stands.
    public enum Stage: String, JSONCoded, Hashable, Sendable, CaseIterable {
        /// Shipments may be declared.
        case open
        /// None may any more; those declared run on.
        case closed
        /// It binds nobody yet: some insurer has not written its line, or all lines are too little.
        ///
        /// - Since: edition 2
        case subscribing
    }

    /// What may be asked of a cover.
    public enum Command: ContractCommand, Record {
        /// Opens a cover on these terms.
        indirect case open(id: InstanceID, terms: CoverTerms)
        /// Accepts a shipment, which accumulates until its certificate ends.
        indirect case declare(
            certificate: InstanceID,
            declaration: Declaration,
            /// What its leader has on risk already where the shipment would go.
            ///
            /// - Since: edition 2
            accumulated: [Accumulated]? = nil
        )
        /// Takes an ended or cancelled certificate off risk.
        case release(certificate: InstanceID, onRisk: OnRisk, returnedPremium: Money)
        /// Moves an endorsed certificate from one conveyance or location to another.
        case move(certificate: InstanceID, onRisk: OnRisk, to: OnRisk)
        /// Ends the facility for new shipments.
        case close
        /// Writes an insurer's line on the slip.
        ///
        /// - Since: edition 2
        case subscribe(line: Rate)
    }

    /// What one certificate adds to a cover's accumulations.
    public struct OnRisk: Record, Hashable, Sendable {
        /// The insured value.
        public var insuredValue: Money
        /// The conveyance's accumulation key.
        public var conveyance: String
        /// The locations' codes.
        public var locations: [String]
    }

    /// What has happened to a cover.
    public enum Event: ContractEvent, Record {
        /// The cover was opened.
        indirect case opened(id: InstanceID, terms: CoverTerms, at: Instant)
        /// A shipment was accepted, with the figures decided.
        case declared(
            certificate: InstanceID,
            onRisk: OnRisk,
            rate: Rate,
            premium: Money,
            /// Why the certificate waits for the leader to accept it; absent where it does not.
            ///
            /// - Since: edition 2
            referral: Text<2000>? = nil
        )
        /// A certificate came off risk.
        case released(certificate: InstanceID, onRisk: OnRisk, returnedPremium: Money)
        /// A certificate's accumulation moved.
        case moved(certificate: InstanceID, onRisk: OnRisk, to: OnRisk)
        /// The facility ended.
        case closed
        /// An insurer has written its line.
        ///
        /// - Since: edition 2
        case subscribed(
            written: [CoverTerms.Share],
            /// The lines signed for, once all are written; absent until then.
            signed: [CoverTerms.Share]? = nil
        )
    }

    /// The role of the leader, who opens a cover.
    static let opener = Role.insurer

    /// What keeps one cover's state small.
    public struct Limits: Sendable {
        /// Conveyances, and as many locations, that may be on risk at once under one cover.
        public var accumulations = 10_000
    }

    /// The limits of an edition.
    public static func limits(in edition: Edition) -> Limits { firstLimits }

    private static let firstLimits = Limits()
}

extension OpenCover {
    /// The legal state graph.
    public static func graph(in edition: Edition) -> StateGraph {
        edition >= .second ? secondGraph : firstGraph
    }

    private static let secondGraph = StateGraph(
        firstGraph.edges + [
            edge(.open, to: .subscribing),
            edge(.subscribe, from: .subscribing, to: .subscribing),
            edge(.subscribe, from: .subscribing, to: .open),
            edge(.close, from: .subscribing, to: .closed),
        ]
    )

    private static let firstGraph = StateGraph([
        edge(.open, to: .open),
        edge(.declare, from: .open, to: .open),
        edge(.release, from: .open, to: .open),
        edge(.release, from: .closed, to: .closed),
        edge(.move, from: .open, to: .open),
        edge(.move, from: .closed, to: .closed),
        edge(.close, from: .open, to: .closed),
    ])

    /// Where a cover stands.
    public static func stage(of state: State) -> Stage { state.stage }

    /// Everyone on the slip.
    public static func parties(of state: State) -> Set<MemberID> { state.terms.parties }
}
