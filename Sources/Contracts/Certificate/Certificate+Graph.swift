public import Marine

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
