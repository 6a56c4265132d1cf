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
        /// The insured values now on risk by conveyance, under its ``OnRisk/conveyance``.
        public var byConveyance: [ConveyanceKey: Money]
        /// The insured values now on risk by location.
        public var byLocation: [UNLocode: Money]
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

        var onRiskByConveyance: [ConveyanceKey: Money] { byConveyance }
        var onRiskByLocation: [UNLocode: Money] { byLocation }
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
        indirect case open(
            /// The cover's identifier, made from the command's name.
            id: InstanceID,
            /// The terms, which stay as they are but for the shares that a slip signs down.
            terms: CoverTerms
        )
        /// Accepts a shipment, which accumulates until its certificate ends.
        indirect case declare(
            /// The certificate that is issued for it.
            certificate: InstanceID,
            /// The goods, the voyage and the values, as declared.
            declaration: Declaration,
            /// What its leader has on risk already where the shipment would go.
            ///
            /// - Since: edition 2
            accumulated: [Accumulated]? = nil
        )
        /// Takes an ended or cancelled certificate off risk.
        case release(
            /// The certificate that ended or was cancelled.
            certificate: InstanceID,
            /// What the accumulations hold for it.
            onRisk: OnRisk,
            /// The premium given back, by which less was earned: zero unless it was cancelled.
            returnedPremium: Money
        )
        /// Moves an endorsed certificate from one conveyance or location to another.
        case move(
            /// The certificate that was endorsed.
            certificate: InstanceID,
            /// What the accumulations hold for it.
            onRisk: OnRisk,
            /// What they hold for it from now on.
            to: OnRisk
        )
        /// Ends the facility for new shipments.
        case close
        /// Writes an insurer's line on the slip.
        ///
        /// - Since: edition 2
        case subscribe(
            /// The line as a share of the risk: more than 0 and at most 100 %, and more than one
            /// written before.
            line: Rate
        )
    }

    /// What a cover accumulates the values aboard one ship by: its IMO number, in the first edition
    /// with a voyage's number of up to 30 bytes.
    public typealias ConveyanceKey = OptionalText<40>

    /// What one certificate adds to a cover's accumulations.
    public struct OnRisk: Record, Hashable, Sendable {
        /// The insured value.
        public var insuredValue: Money
        /// The ship, as ``Conveyance/accumulationKey(in:)`` spells it; empty where the leader's
        /// accumulations hold it and the cover's do not.
        public var conveyance: ConveyanceKey
        /// The places where the goods are ashore; none where the conveyance is empty.
        public var locations: [UNLocode]
    }

    /// What has happened to a cover.
    public enum Event: ContractEvent, Record {
        /// The cover was opened.
        indirect case opened(
            /// The cover's identifier.
            id: InstanceID,
            /// What the parties agreed.
            terms: CoverTerms,
            /// When it was opened.
            at: Instant
        )
        /// A shipment was accepted, with the figures decided.
        case declared(
            /// The certificate that is issued for it.
            certificate: InstanceID,
            /// What the certificate adds: to the cover's accumulations in the first edition, since
            /// then to the leader's.
            onRisk: OnRisk,
            /// The premium rate, as a share of the insured value.
            rate: Rate,
            /// The premium, rounded half away from zero to the minor unit.
            premium: Money,
            /// Why the certificate waits for the leader to accept it; absent where it does not.
            ///
            /// - Since: edition 2
            referral: Text<2000>? = nil
        )
        /// A certificate came off risk.
        case released(
            /// The certificate that ended or was cancelled.
            certificate: InstanceID,
            /// What the accumulations hold for it no more.
            onRisk: OnRisk,
            /// The premium by which less was earned: zero unless it was cancelled.
            returnedPremium: Money
        )
        /// A certificate's accumulation moved.
        case moved(
            /// The certificate that was endorsed.
            certificate: InstanceID,
            /// What the accumulations held for it.
            onRisk: OnRisk,
            /// What they hold for it from now on.
            to: OnRisk
        )
        /// The facility ended.
        case closed
        /// An insurer has written its line.
        ///
        /// - Since: edition 2
        case subscribed(
            /// Every line written so far, in the slip's order.
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
