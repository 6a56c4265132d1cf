public import CanonicalJSON
public import Marine

/// One claim for one loss under one certificate, from notice to payment.
///
/// Marine Insurance Act 1906 ss. 67-71 (measure of indemnity); Institute Cargo Clauses 1/1/09.
public enum Claim {
    /// A claim after the transitions so far.
    public struct State: Record, Hashable, Sendable {
        /// The claim's identifier.
        public var id: InstanceID
        /// What was notified.
        public var notice: Notice
        /// Where it stands.
        public var stage: Stage
        /// The members that may act and read.
        public var parties: Parties
        /// Who notified it: the operator where telemetry did.
        public var notifiedBy: MemberID
        /// When the notice came onto the ledger.
        public var notifiedAt: Instant
        /// The latest adjustment.
        public var adjustment: Adjustment?
        /// The checks of the latest adjudication, each with its figure.
        public var checks: [Check]
        /// Why it was last referred to a human; empty where it never was.
        public var referralReasons: [Text<2000>]
        /// Who referred it: where a human did, the automaton leaves it alone.
        public var referredBy: MemberID?
        /// What was approved.
        public var approved: Money?
        /// Why it was declined.
        public var declinature: Declinature?
        /// What was paid.
        public var payment: Payment?
        /// When the latest state was reached.
        public var changedAt: Instant
        /// The leader's officer that measured the loss; absent where the automaton did.
        ///
        /// - Since: edition 2
        public var adjustedBy: Identifier?
        /// The first of two approvals, while the second is awaited.
        ///
        /// - Since: edition 2
        public var firstApproval: Authority.Approval?
        /// The leader's officers that approved the sum; absent where the automaton did.
        ///
        /// - Since: edition 2
        public var approvedBy: [Identifier]?
        /// The leader's officer that ordered the payment.
        ///
        /// - Since: edition 2
        public var settledBy: Identifier?
        /// Why it is paid though it is not owed; absent where it is owed.
        ///
        /// - Since: edition 2
        public var exGratia: Text<2000>?
        /// The other insurers that have consented to the payment.
        ///
        /// - Since: edition 2
        public var consents: [MemberID]?
        /// The surveyors appointed, who may read the claim.
        ///
        /// - Since: edition 2
        public var surveyors: [MemberID]?
        /// The survey that the adjustment cites.
        ///
        /// - Since: edition 2
        public var survey: InstanceID?
        /// The peril that the adjuster found to have operated; absent where it is the one notified.
        ///
        /// - Since: edition 2
        public var cause: Peril?
        /// What was paid before, with what of it came back.
        ///
        /// - Since: edition 2
        public var earlier: [PaymentReference.EarlierPayment]?
        /// When the loss ended, as far as the evidence showed when the claim was last judged; what
        /// is shown after it is another loss.
        ///
        /// - Since: edition 2
        public var lossShownTo: Instant?
        /// What the automaton held of it when it last referred it.
        ///
        /// - Since: edition 3
        public var opinion: Adjudication.Opinion?
        /// The uploads with readings at the time of the loss that were taken back, in the order in
        /// which they were; absent where none was.
        ///
        /// - Since: edition 4
        public var evidenceWithdrawn: [WithdrawnEvidence]?
        /// The leader's officers that have measured the loss, since it was last reopened where it
        /// was, each once: none of them approves it.
        ///
        /// - Since: edition 5
        public var measuredBy: [Identifier]?

        enum LedgerOnly { case stage, referredBy }
        enum Flattened { case notice, parties }
    }

    /// An upload with readings at the time of the loss that its maker took back.
    public struct WithdrawnEvidence: Record, Hashable, Sendable {
        /// The digest of the upload.
        public var upload: Text<44>
        /// Who took it back.
        public var by: MemberID
        /// Why.
        public var reason: Text<200>
        /// When.
        public var at: Instant
    }

    /// What is said to have happened.
    public struct Notice: Record, Hashable, Sendable {
        /// The certificate claimed under.
        public var certificate: InstanceID
        /// The shipment, where one is registered.
        public var shipment: InstanceID?
        /// The peril said to have operated.
        public var peril: Peril
        /// When the loss began.
        public var lossFrom: Instant
        /// When it ended, as far as known.
        public var lossTo: Instant
        /// What happened, in words.
        public var description: Text<2000>
        /// The loss as estimated by whoever notifies, if it is.
        public var estimate: Money?
        /// The part of the cover that it is claimed under, by its name; absent where the terms
        /// state none, or it is none of them.
        ///
        /// - Since: edition 2
        public var part: Text<60>?
    }

    /// The members of a claim.
    public struct Parties: Record, Hashable, Sendable {
        /// The insurer that adjusts and pays.
        public var leader: MemberID
        /// The other insurers.
        public var followers: [MemberID]
        /// Who is indemnified.
        public var assured: MemberID
        /// The broker, if any.
        public var broker: MemberID?
        /// The members to whom the certificate was assigned, in order; absent while the assured
        /// holds it.
        ///
        /// - Since: edition 2
        public var holders: [MemberID]?

        /// Who holds the certificate, and is paid.
        public var holder: MemberID { holders?.last ?? assured }
    }

    /// A refusal to pay, with the clause that it stands on.
    public struct Declinature: Record, Hashable, Sendable {
        /// The clause cited.
        public var clause: Text<200>
        /// The reason in words.
        public var reason: Text<2000>
    }

    /// The order to pay an approved claim.
    public struct Payment: Record, Hashable, Sendable {
        /// The reference that the payment carries end to end (ISO 20022 EndToEndId).
        public var reference: Text<35>
        /// The sum.
        public var amount: Money
        /// To whom.
        public var payee: MemberID
        /// When it was ordered.
        public var at: Instant
        /// What each insurer bears of it; an insurer that is not here bears nothing.
        ///
        /// - Since: edition 2
        public var contributions: [Authority.Contribution]?
    }

    /// Where a claim stands.
    public enum Stage: String, JSONCoded, Hashable, Sendable, CaseIterable {
        /// Notice has been given.
        case notified
        /// Notice was received, without admission.
        case acknowledged
        /// A human is to look, for the reasons stated.
        case referred
        /// The loss is measured.
        case adjusted
        /// The sum is agreed.
        case approved
        /// Nothing is payable, by the clause cited.
        case declined
        /// The sum is paid.
        case settled
        /// Nothing more is to be done.
        case closed
        /// The notice was a mistake.
        ///
        /// - Since: edition 2
        case withdrawn
    }
}

/// Why a person has to look at a claim: 1 to 50 reasons of up to 2,000 bytes each.
public typealias Reasons = Entries<1, 50, Text<2000>>

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
