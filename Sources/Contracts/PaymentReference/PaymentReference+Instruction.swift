import CanonicalJSON
public import Marine

extension PaymentReference {
    /// What a member asks of a payment's reference.
    public enum Instruction: ContractInstruction {
        /// Notes that a payment came back from the bank, as from an account that does not exist:
        /// the sum of the claim stays approved, and is to be paid again under another reference.
        case noteReturned(
            /// The payment's reference, by its identifier.
            payment: InstanceID,
            /// Why it came back.
            reason: Text<200>
        )
    }

    /// The forms of its commands.
    public static let forms: [CommandForm] = [
        form(
            .noteReturned,
            [
                FormStep(step(.noteReturned)), FormStep(Claim.step(.returnPayment), 0...1),
                FormStep(Certificate.step(.retakeClaim), 0...1),
            ],
            by: [OpenCover.opener]
        )
    ]

    /// Carries out an instruction on a reference.
    public static func carryOut(
        _ instruction: Instruction,
        _ run: inout InstructionRun
    ) throws(Refusal) {
        switch instruction {
        case .noteReturned(let payment, let reason):
            try run.take(PaymentReference.self, payment, .noteReturned(reason: reason))
            let state = try run.require(PaymentReference.self, payment)
            let certificate = try Claim.byLeader(state.claim, &run)
            try AuthorityOfOfficers(run, certificate).requireOrdering()
            let before = try run.require(Claim.self, state.claim)
            // A claim that was taken up again since goes on as it is.
            guard before.payment?.reference == state.reference else { return }
            try run.take(Claim.self, state.claim, .returnPayment(reason: reason))
            if before.stage == .closed {
                try run.take(Certificate.self, certificate.id, .retakeClaim(claim: state.claim))
            }
        }
    }
}

extension PaymentReference.Instruction {
    /// The instance that it begins: none.
    public var begun: BegunInstance? { nil }
}

extension InstructionRun {
    /// Has the payment of a claim carry a reference that no other payment of the payer carries.
    ///
    /// - Throws: `paymentReferenceUsed` with the claim that it was for.
    mutating func use(_ reference: Text<35>, for claim: InstanceID) throws(Refusal) {
        guard context.edition >= .second else { return }
        let state = try require(Claim.self, claim)
        guard let payment = state.payment else { return }
        let payer = state.parties.leader
        let id = try factID(
            PaymentReference.self,
            [payer.text, PaymentReference.folded(reference)]
        )
        try take(
            PaymentReference.self,
            id,
            .use(
                id: id,
                payer: payer,
                reference: reference,
                claim: claim,
                amount: payment.amount
            )
        )
    }
}
