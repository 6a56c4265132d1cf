public import CanonicalJSON
public import Marine

/// The insurance of one declared shipment, as it is issued to the assured.
///
/// Marine Insurance Act 1906; duration after Institute Cargo Clauses 1/1/09, clause 8 (Transit).
public enum Certificate {
    /// A certificate after the transitions so far.
    public struct State: Record, Hashable, Sendable {
        /// The certificate's identifier.
        public var id: InstanceID
        /// The cover under which it was declared.
        public var cover: InstanceID
        /// Where it stands.
        public var stage: Stage
        /// What was declared, as endorsed since.
        @SharedStorage public var declaration: Declaration
        /// The terms pinned at issue.
        @SharedStorage public var terms: CertificateTerms
        /// The members on the slip.
        public var insurers: [CoverTerms.Share]
        /// Who is insured.
        public var assured: MemberID
        /// Who placed the cover, if anyone.
        public var broker: MemberID?
        /// The insured value.
        public var insuredValue: Money
        /// The premium rate.
        public var rate: Rate
        /// The premium.
        public var premium: Money
        /// What of it was paid.
        public var premiumPaid: Money
        /// When it is in default if not paid in full.
        public var premiumDue: Instant
        /// What the certificate adds to the cover's accumulations.
        @SharedStorage public var onRisk: OpenCover.OnRisk
        /// The names on the declaration that were on the sanctions list when it was issued.
        public var screeningHits: [Text<200>]
        /// When it was issued.
        public var issuedAt: Instant
        /// The shipment, once registered.
        public var shipment: InstanceID?
        /// When the goods left and cover attached.
        public var attachedAt: Instant?
        /// When the goods were delivered and cover ended.
        public var terminatedAt: Instant?
        /// The claims noted, in order.
        public var claims: [NotedClaim]
        /// What was approved for payment in all.
        public var approved: Money
        /// The interests that it insures, which other certificates may insure too.
        ///
        /// - Since: edition 2
        public var interests: [InstanceID]?
        /// The members to whom it was assigned, in order; absent while the assured holds it.
        ///
        /// - Since: edition 2
        public var holders: [MemberID]?
        /// Whether one officer of the leader may measure a loss and approve it, as the cover said.
        ///
        /// - Since: edition 2
        public var oneOfficerAccepted: Bool?
        /// What the leader's decisions bind the other insurers to, as the cover said.
        ///
        /// - Since: edition 2
        public var leaderClause: CoverTerms.LeaderClause?

        /// What it adds to its leader's accumulations; absent where the cover itself accumulates.
        ///
        /// - Since: edition 2
        public var exposures: [Exposure]?
        /// Why it waits for the leader to accept it, or did.
        ///
        /// - Since: edition 2
        public var referral: Text<2000>?
        /// The surveyors of its claims, who read it and do nothing on it.
        ///
        /// - Since: edition 2
        public var admitted: [MemberID]?
        /// What suspends its payments, or did: hits on sanctions lists,
        /// in the order in which they were found.
        ///
        /// - Since: edition 2
        public var holds: [SanctionsHold]?
        /// From which score on a name is a hit, as the cover said.
        ///
        /// - Since: edition 2
        public var sanctionsThreshold: Whole<700, 1000>?

        /// What was declared before each endorsement, in order; absent where it was never endorsed.
        ///
        /// - Since: edition 2
        public var superseded: [SupersededParticulars]?

        enum LedgerOnly { case stage, onRisk, screeningHits, exposures, admitted }

        enum AnswerOnly {
            /// What may still be approved.
            case remaining
            /// Who holds it: who may claim under it, and is paid.
            case holder
        }

        /// Who holds it: the assured, or the last to whom it was assigned.
        ///
        /// Marine Insurance Act 1906 s. 50(2).
        public var holder: MemberID { holders?.last ?? assured }

        /// The insurer that leads, adjusts and pays.
        public var leader: MemberID? { insurers.first?.member }

        /// Whether the premium was overdue and unpaid at an instant, by an edition of the rules.
        public func premiumInDefault(at instant: Instant, in edition: Edition) -> Bool {
            premiumPaid.minorUnits < premium.minorUnits && instant > premiumDue
        }

        /// What may still be approved; never negative.
        public var remaining: Money {
            Money(
                minorUnits: max(0, insuredValue.minorUnits - approved.minorUnits),
                currency: insuredValue.currency
            )
        }
    }

    /// What was declared until an endorsement.
    public struct SupersededParticulars: Record, Hashable, Sendable {
        /// What was declared.
        public var declaration: Declaration
        /// The instant from which on the endorsement holds: losses that began before go by this.
        public var until: Instant
    }

    /// A claim as the certificate knows it.
    public struct NotedClaim: Record, Hashable, Sendable {
        /// The claim.
        public var claim: InstanceID
        /// Its peril.
        public var peril: Peril
        /// When its loss began.
        public var lossFrom: Instant
        /// Whether it is not yet closed.
        public var open: Bool
        /// When its loss ended, as far as known.
        ///
        /// - Since: edition 2
        public var lossTo: Instant?
        /// Whether it was a mistake and counts for nothing.
        ///
        /// - Since: edition 2
        public var withdrawn: Bool?
        /// The part of the cover that it is made under, where it names one.
        ///
        /// - Since: edition 2
        public var part: Text<60>?
    }

    /// Where a certificate stands.
    public enum Stage: String, JSONCoded, Hashable, Sendable, CaseIterable {
        /// Issued; the goods have not left.
        case issued
        /// The goods are on their way.
        case attached
        /// The goods were delivered.
        case terminated
        /// Cancelled before the goods left.
        case cancelled
        /// Declared past a limit of the cover; it insures nothing until the leader accepts it.
        ///
        /// - Since: edition 2
        case referred
    }
}

extension Certificate {
    /// The legal state graph.
    public static func graph(in edition: Edition) -> StateGraph {
        edition >= .second ? secondGraph : firstGraph
    }

    private static let secondGraph: StateGraph = {
        var edges = firstGraph.edges
        edges += [
            edge(.issue, to: .referred),
            edge(.accept, from: .referred, to: .issued),
            edge(.reject, from: .referred, to: .cancelled),
            edge(.cancel, from: .referred, to: .cancelled),
            edge(.insure, from: .issued, to: .issued),
            edge(.insure, from: .referred, to: .referred),
            edge(.expose, from: .issued, to: .issued),
            edge(.expose, from: .attached, to: .attached),
        ]
        for stage in [Stage.issued, .attached, .terminated] {
            for action in [Command.Action.dropClaim, .retakeClaim, .admit, .transfer] {
                edges.append(edge(action, from: stage, to: stage))
            }
        }
        // A hold stands beside any open state.
        for stage in [Stage.referred, .issued, .attached, .terminated] {
            edges.append(edge(.hold, from: stage, to: stage))
            edges.append(edge(.decideHold, from: stage, to: stage))
        }
        return StateGraph(edges)
    }()

    private static let firstGraph = StateGraph(
        [
            edge(.issue, to: .issued),
            edge(.assign, from: .issued, to: .issued),
            edge(.cancel, from: .issued, to: .cancelled),
            edge(.attach, from: .issued, to: .attached),
            edge(.terminate, from: .attached, to: .terminated),
        ]
            + [Stage.issued, .attached].map { edge(.endorse, from: $0, to: $0) }
            + [Stage.issued, .attached, .terminated].flatMap { stage in
                [Command.Action.payPremium, .noteClaim, .erode, .releaseClaim].map {
                    edge($0, from: stage, to: stage)
                }
            }
    )

    /// What keeps one certificate's state small.
    public struct Limits: Sendable {
        /// Claims under one certificate.
        public var claims = 100
        /// How often it may be assigned.
        public var holders = 50
        /// Surveyors that read it.
        public var admitted = 100
        /// How often it may be endorsed.
        public var endorsements = 50
        /// Holds under one certificate, released ones included.
        public var holds = 100
    }

    /// The limits of an edition.
    public static func limits(in edition: Edition) -> Limits { firstLimits }

    private static let firstLimits = Limits()

    /// Where a certificate stands.
    public static func stage(of state: State) -> Stage { state.stage }

    /// Its members, and the surveyors of its claims.
    public static func parties(of state: State) -> Set<MemberID> {
        members(of: state).union(state.admitted ?? [])
    }

    /// The insurers, the assured, the broker, and whoever has held the certificate.
    static func members(of state: State) -> Set<MemberID> {
        var all = Set(state.insurers.map(\.member))
        all.insert(state.assured)
        if let broker = state.broker { all.insert(broker) }
        all.formUnion(state.holders ?? [])
        return all
    }
}
