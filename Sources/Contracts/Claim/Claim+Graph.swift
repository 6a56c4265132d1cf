public import Marine

extension Claim {
    /// The legal state graph.
    public static func graph(in edition: Edition) -> StateGraph {
        if edition >= .fourth { return fourthGraph }
        return edition >= .second ? secondGraph : firstGraph
    }

    /// From the fourth edition on a claim knows of evidence that was taken back: what is decided
    /// stays so, and a measure of the loss that nobody has approved is referred.
    private static let fourthGraph = StateGraph(
        secondGraph.edges
            + Stage.allCases.filter { $0 != .withdrawn }.map {
                edge(.noteWithdrawal, from: $0, to: $0 == .adjusted ? .referred : $0)
            }
    )

    private static let secondGraph = StateGraph(
        firstGraph.edges
            + [Stage.notified, .acknowledged, .referred].map {
                edge(.withdraw, from: $0, to: .withdrawn)
            }
            + [Stage.acknowledged, .referred, .adjusted, .declined].flatMap {
                [
                    edge(.noteApproval, from: $0, to: $0),
                    edge(.grantExGratia, from: $0, to: .approved),
                ]
            }
            + [edge(.consent, from: .approved, to: .approved)]
            + [Stage.settled, .closed].map { edge(.returnPayment, from: $0, to: .approved) }
            + [Stage.declined, .closed].map { edge(.reopen, from: $0, to: .referred) }
            + Stage.allCases.filter { $0 != .withdrawn }.map {
                edge(.passHolder, from: $0, to: $0)
            }
            + [Stage.notified, .acknowledged, .referred, .adjusted].map {
                edge(.admitSurveyor, from: $0, to: $0)
            }
    )

    /// Another holder of the certificate holds all claims under it, and an upload that is taken
    /// back is of all for a loss at its time.
    public static var sharedActions: Set<String> {
        [Command.Action.passHolder.rawValue, Command.Action.noteWithdrawal.rawValue]
    }

    private static let firstGraph = StateGraph([
        edge(.notify, to: .notified),
        edge(.acknowledge, from: .notified, to: .acknowledged),
        edge(.adjust, from: .acknowledged, to: .adjusted),
        edge(.adjust, from: .referred, to: .adjusted),
        edge(.adjust, from: .adjusted, to: .adjusted),
        edge(.refer, from: .acknowledged, to: .referred),
        edge(.refer, from: .referred, to: .referred),
        edge(.refer, from: .adjusted, to: .referred),
        edge(.approve, from: .adjusted, to: .approved),
        edge(.decline, from: .acknowledged, to: .declined),
        edge(.decline, from: .referred, to: .declined),
        edge(.decline, from: .adjusted, to: .declined),
        edge(.settle, from: .approved, to: .settled),
        edge(.close, from: .declined, to: .closed),
        edge(.close, from: .settled, to: .closed),
    ])

    /// What keeps one claim's state small.
    public struct Limits: Sendable {
        /// Payments that came back or that a claim taken up again had before.
        public var earlierPayments = 20
        /// Withdrawn uploads that are remembered; what comes after them changes the stage alone.
        public var evidenceWithdrawn = 100
    }

    /// The limits of an edition.
    public static func limits(in edition: Edition) -> Limits { Limits() }

    /// Where a claim stands.
    public static func stage(of state: State) -> Stage { state.stage }

    /// The insurers, the assured, the broker, whoever has held the certificate, and the surveyors.
    public static func parties(of state: State) -> Set<MemberID> {
        var all = Set(state.parties.followers)
        all.insert(state.parties.leader)
        all.insert(state.parties.assured)
        if let broker = state.parties.broker { all.insert(broker) }
        all.formUnion(state.parties.holders ?? [])
        all.formUnion(state.surveyors ?? [])
        return all
    }

    /// The end-to-end reference of a claim's payment where nobody states one: the claim's name, cut
    /// to what a payment carries.
    public static func paymentReference(of claim: InstanceID) -> Text<35> {
        Text(cutting: claim.text) ?? "claim"
    }
}
