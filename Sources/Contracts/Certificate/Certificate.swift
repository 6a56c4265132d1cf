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
        public var screeningHits: [String]
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

    /// What may be asked of a certificate.
    public enum Command: ContractCommand, Record {
        /// Issues the certificate for a shipment that the cover has accepted.
        indirect case issue(
            id: InstanceID,
            cover: InstanceID,
            coverTerms: CoverTerms,
            declaration: Declaration,
            onRisk: OpenCover.OnRisk,
            rate: Rate,
            premium: Money,
            screeningHits: [String],
            /// What it adds to its leader's accumulations.
            ///
            /// - Since: edition 2
            exposures: [Exposure]? = nil,
            /// Why it waits for the leader to accept it.
            ///
            /// - Since: edition 2
            referral: Text<2000>? = nil
        )
        /// Names the interests that it insures by what was declared.
        ///
        /// - Since: edition 2
        case insure(interests: [InstanceID])
        /// Amends particulars that change neither value nor rate.
        indirect case endorse(
            description: Text<200>?,
            consignee: Text<200>?,
            conveyance: Conveyance?,
            sailing: Instant?,
            reference: OptionalText<60>?,
            /// When the voyage is planned to end.
            ///
            /// - Since: edition 2
            arrival: Instant? = nil,
            /// From when on it holds.
            ///
            /// - Since: edition 2
            effective: Instant? = nil
        )
        /// Cancels before attachment; the premium is returned.
        case cancel(reason: Text<200>)
        /// Records premium received.
        case payPremium(amount: Money)
        /// Names the shipment that carries the goods.
        case assign(
            shipment: InstanceID,
            /// The interests that the shipment's goods are.
            ///
            /// - Since: edition 2
            interests: [InstanceID]? = nil
        )
        /// Notes what it adds to its leader's accumulations from now on.
        ///
        /// - Since: edition 2
        case expose(exposures: [Exposure])
        /// Accepts it for the leader: it insures from now on.
        ///
        /// - Since: edition 2
        case accept
        /// Refuses it for the leader: it has never insured anything.
        ///
        /// - Since: edition 2
        case reject(reason: Text<200>)
        /// Attaches: the goods have left.
        case attach(at: Instant)
        /// Ends: the goods are delivered.
        case terminate(at: Instant)
        /// Notes a claim.
        case noteClaim(
            claim: InstanceID,
            peril: Peril,
            lossFrom: Instant,
            /// When the loss ended, as far as known.
            ///
            /// - Since: edition 2
            lossTo: Instant? = nil,
            /// The part of the cover, where the claim names one.
            ///
            /// - Since: edition 2
            part: Text<60>? = nil
        )
        /// Counts an approved claim against the insured value.
        case erode(claim: InstanceID, amount: Money)
        /// Notes that a claim is closed.
        case releaseClaim(claim: InstanceID)
        /// Notes that a claim was a mistake.
        ///
        /// - Since: edition 2
        case dropClaim(claim: InstanceID)
        /// Notes that a closed claim was taken up again.
        ///
        /// - Since: edition 2
        case retakeClaim(claim: InstanceID)
        /// Lets a surveyor read it.
        ///
        /// - Since: edition 2
        case admit(surveyor: MemberID)
        /// Assigns the policy to another holder.
        ///
        /// - Since: edition 2
        case transfer(to: MemberID)
        /// Has hits hold its payments.
        ///
        /// - Since: edition 2
        case hold(hits: [SanctionsHit])
        /// Releases a hold or keeps it, or notes that the first of two officers would.
        ///
        /// - Since: edition 2
        case decideHold(
            /// Which hold, from 1 on.
            hold: Int,
            isReleased: Bool,
            reason: Text<2000>,
            /// Whether another officer's decision is awaited.
            isFirst: Bool
        )
    }

    /// What has happened to a certificate.
    public enum Event: ContractEvent, Record {
        /// The certificate was issued; everything it holds is pinned here.
        indirect case issued(State)
        /// Particulars were amended.
        indirect case endorsed(
            declaration: Declaration,
            onRisk: OpenCover.OnRisk,
            /// From when on it holds: never from before it came onto the ledger.
            ///
            /// - Since: edition 2
            effective: Instant? = nil
        )
        /// The certificate was cancelled.
        case cancelled(reason: Text<200>, returnedPremium: Money)
        /// Premium was received.
        case premiumPaid(amount: Money)
        /// The interests that it insures by what was declared.
        ///
        /// - Since: edition 2
        case insuring(interests: [InstanceID])
        /// The shipment was named.
        case assigned(
            shipment: InstanceID,
            /// The interests that the shipment's goods are.
            ///
            /// - Since: edition 2
            interests: [InstanceID]? = nil
        )
        /// What it adds to its leader's accumulations has changed.
        ///
        /// - Since: edition 2
        case exposed(exposures: [Exposure])
        /// The leader has accepted it.
        ///
        /// - Since: edition 2
        case accepted(at: Instant, premiumDue: Instant)
        /// The leader has refused it.
        ///
        /// - Since: edition 2
        case rejected(reason: Text<200>)
        /// Cover attached.
        case attached(at: Instant)
        /// Cover ended.
        case terminated(at: Instant)
        /// A claim was noted.
        case claimNoted(
            claim: InstanceID,
            peril: Peril,
            lossFrom: Instant,
            /// When the loss ended, as far as known.
            ///
            /// - Since: edition 2
            lossTo: Instant? = nil,
            /// The part of the cover, where the claim names one.
            ///
            /// - Since: edition 2
            part: Text<60>? = nil
        )
        /// An approved claim was counted.
        case eroded(claim: InstanceID, amount: Money)
        /// A claim was closed.
        case claimReleased(claim: InstanceID)
        /// A claim was a mistake.
        ///
        /// - Since: edition 2
        case claimDropped(claim: InstanceID)
        /// A closed claim was taken up again.
        ///
        /// - Since: edition 2
        case claimRetaken(claim: InstanceID)
        /// A surveyor may read it.
        ///
        /// - Since: edition 2
        case admitted(surveyor: MemberID)
        /// Another member holds the certificate from now on.
        ///
        /// - Since: edition 2
        case transferred(to: MemberID)
        /// Hits hold its payments from now on.
        ///
        /// - Since: edition 2
        case held(hits: [SanctionsHit], at: Instant)
        /// A hold was released or kept, or one officer of two would.
        ///
        /// - Since: edition 2
        case holdDecided(
            /// Which hold, from 1 on.
            hold: Int,
            decision: SanctionsHold.Ruling,
            /// Whether another officer's decision is awaited.
            isFirst: Bool
        )
    }
}
