public import CanonicalJSON
public import Marine

extension Certificate {
    /// What may be asked of a certificate.
    public enum Command: ContractCommand, Record {
        /// Issues the certificate for a shipment that the cover has accepted.
        indirect case issue(
            /// The certificate's identifier, made from the command's name.
            id: InstanceID,
            /// The open cover that it is declared under.
            cover: InstanceID,
            /// The cover's terms as they are now; later ones do not change the certificate.
            coverTerms: CoverTerms,
            /// The goods, the voyage and the values, as declared.
            declaration: Declaration,
            /// What it adds: to the cover's accumulations in the first edition, since then to the
            /// leader's.
            onRisk: OpenCover.OnRisk,
            /// The premium rate, as a share of the insured value.
            rate: Rate,
            /// The premium, rounded half away from zero to the minor unit.
            premium: Money,
            /// The names that are on a sanctions list now; they hold payments and do not stop the
            /// issue.
            screeningHits: [Text<200>],
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
        case insure(
            /// The interests, each once, in the order in which they were named.
            interests: [InstanceID]
        )
        /// Amends particulars that change neither value nor rate.
        indirect case endorse(
            /// The goods in words; as before where left out.
            description: Text<200>?,
            /// To whom the goods go; as before where left out.
            consignee: Text<200>?,
            /// The ship and voyage; as before where left out.
            conveyance: Conveyance?,
            /// When the ship is planned to sail; as before where left out.
            sailing: Instant?,
            /// The assured's own reference, empty to take it away; as before where left out.
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
        case cancel(
            /// Why it is cancelled, for whoever reads the certificate.
            reason: Text<200>
        )
        /// Records premium received.
        case payPremium(
            /// The sum received: positive, and with what was paid before at most the premium.
            amount: Money
        )
        /// Names the shipment that carries the goods.
        case assign(
            /// The shipment, of which a certificate has one.
            shipment: InstanceID,
            /// The interests that the shipment's goods are.
            ///
            /// - Since: edition 2
            interests: [InstanceID]? = nil
        )
        /// Notes what it adds to its leader's accumulations from now on.
        ///
        /// - Since: edition 2
        case expose(
            /// Every exposure that it has from now on, in place of those before; none where it is
            /// empty.
            exposures: [Exposure]
        )
        /// Accepts it for the leader: it insures from now on.
        ///
        /// - Since: edition 2
        case accept
        /// Refuses it for the leader: it has never insured anything.
        ///
        /// - Since: edition 2
        case reject(
            /// Why the leader does not take the risk.
            reason: Text<200>
        )
        /// Attaches: the goods have left.
        case attach(
            /// When the goods left, as the shipment's departure says.
            at: Instant
        )
        /// Ends: the goods are delivered.
        case terminate(
            /// When the goods were handed over, as the shipment's delivery says.
            at: Instant
        )
        /// Notes a claim.
        case noteClaim(
            /// The claim, which counts as open from now on.
            claim: InstanceID,
            /// The peril notified.
            peril: Peril,
            /// When the loss began, as notified.
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
        case erode(
            /// The claim that was approved.
            claim: InstanceID,
            /// The sum approved, in the insured value's currency.
            amount: Money
        )
        /// Notes that a claim is closed.
        case releaseClaim(
            /// The claim, which is open no more.
            claim: InstanceID
        )
        /// Notes that a claim was a mistake.
        ///
        /// - Since: edition 2
        case dropClaim(
            /// The claim, whose loss may be notified anew.
            claim: InstanceID
        )
        /// Notes that a closed claim was taken up again.
        ///
        /// - Since: edition 2
        case retakeClaim(
            /// The claim, which counts as open again.
            claim: InstanceID
        )
        /// Lets a surveyor read it.
        ///
        /// - Since: edition 2
        case admit(
            /// The surveyor appointed, who reads it for ever.
            surveyor: MemberID
        )
        /// Assigns the policy to another holder.
        ///
        /// - Since: edition 2
        case transfer(
            /// Who holds it from now on, and is paid.
            to: MemberID
        )
        /// Has hits hold its payments.
        ///
        /// - Since: edition 2
        case hold(
            /// The hits that no hold is of yet.
            hits: [SanctionsHit]
        )
        /// Releases a hold or keeps it, or notes that the first of two officers would.
        ///
        /// - Since: edition 2
        case decideHold(
            /// Which hold, from 1 on.
            hold: Int,
            /// Whether the hold is released; else it is kept.
            isReleased: Bool,
            /// Why, for whoever audits the decision.
            reason: Text<2000>,
            /// Whether another officer's decision is awaited.
            isFirst: Bool
        )
    }

    /// What has happened to a certificate.
    public enum Event: ContractEvent, Record {
        /// The certificate was issued; everything it holds is pinned here.
        indirect case issued(
            /// The whole certificate as it begins.
            State
        )
        /// Particulars were amended.
        indirect case endorsed(
            /// The whole declaration as it is from now on.
            declaration: Declaration,
            /// What the cover's accumulations hold for it from now on.
            onRisk: OpenCover.OnRisk,
            /// From when on it holds: never from before it came onto the ledger.
            ///
            /// - Since: edition 2
            effective: Instant? = nil
        )
        /// The certificate was cancelled.
        case cancelled(
            /// Why it was cancelled.
            reason: Text<200>,
            /// The premium given back: all of it, paid or not.
            returnedPremium: Money
        )
        /// Premium was received.
        case premiumPaid(
            /// The sum received, which adds to what was paid before.
            amount: Money
        )
        /// The interests that it insures by what was declared.
        ///
        /// - Since: edition 2
        case insuring(
            /// The interests, each once, in the order in which they were named.
            interests: [InstanceID]
        )
        /// The shipment was named.
        case assigned(
            /// The shipment that carries the goods.
            shipment: InstanceID,
            /// The interests that the shipment's goods are.
            ///
            /// - Since: edition 2
            interests: [InstanceID]? = nil
        )
        /// What it adds to its leader's accumulations has changed.
        ///
        /// - Since: edition 2
        case exposed(
            /// Every exposure that it has from now on; none where it is empty.
            exposures: [Exposure]
        )
        /// The leader has accepted it.
        ///
        /// - Since: edition 2
        case accepted(
            /// When the leader accepted it, from which on it insures.
            at: Instant,
            /// By when the premium is to be paid, counted from the acceptance.
            premiumDue: Instant
        )
        /// The leader has refused it.
        ///
        /// - Since: edition 2
        case rejected(
            /// Why the leader did not take the risk.
            reason: Text<200>
        )
        /// Cover attached.
        case attached(
            /// When the goods left.
            at: Instant
        )
        /// Cover ended.
        case terminated(
            /// When the goods were handed over.
            at: Instant
        )
        /// A claim was noted.
        case claimNoted(
            /// The claim, which counts as open.
            claim: InstanceID,
            /// The peril notified.
            peril: Peril,
            /// When the loss began, as notified.
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
        case eroded(
            /// The claim that was approved.
            claim: InstanceID,
            /// The sum by which less remains of the insured value.
            amount: Money
        )
        /// A claim was closed.
        case claimReleased(
            /// The claim, which is open no more.
            claim: InstanceID
        )
        /// A claim was a mistake.
        ///
        /// - Since: edition 2
        case claimDropped(
            /// The claim, whose loss may be notified anew.
            claim: InstanceID
        )
        /// A closed claim was taken up again.
        ///
        /// - Since: edition 2
        case claimRetaken(
            /// The claim, which is open again.
            claim: InstanceID
        )
        /// A surveyor may read it.
        ///
        /// - Since: edition 2
        case admitted(
            /// The surveyor, who reads it for ever.
            surveyor: MemberID
        )
        /// Another member holds the certificate from now on.
        ///
        /// - Since: edition 2
        case transferred(
            /// Who holds it from now on, and is paid.
            to: MemberID
        )
        /// Hits hold its payments from now on.
        ///
        /// - Since: edition 2
        case held(
            /// The hits, each a hold of its own.
            hits: [SanctionsHit],
            /// When payment was suspended.
            at: Instant
        )
        /// A hold was released or kept, or one officer of two would.
        ///
        /// - Since: edition 2
        case holdDecided(
            /// Which hold, from 1 on.
            hold: Int,
            /// What the officers decided, one or both of them.
            decision: SanctionsHold.Ruling,
            /// Whether another officer's decision is awaited.
            isFirst: Bool
        )
    }
}
