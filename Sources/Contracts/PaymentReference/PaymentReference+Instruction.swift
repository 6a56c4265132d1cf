import CanonicalJSON
public import Marine

extension PaymentReference {
    /// What a member asks of a payment's reference.
    public enum Instruction: ContractInstruction {
        /// Notes that a payment came back from the bank.
        case noteReturned(
            /// The payment's reference, by its identifier.
            payment: InstanceID,
            /// Why it came back.
            reason: Text<200>
        )
    }

    /// The forms of its commands.
    public static let forms: [CommandForm] = [
        form(.noteReturned, [step(.noteReturned)], by: [OpenCover.opener])
    ]

    /// Carries out an instruction on a reference.
    public static func carryOut(
        _ instruction: Instruction,
        _ run: inout InstructionRun
    ) throws(Refusal) {
        switch instruction {
        case .noteReturned(let payment, let reason):
            try run.take(PaymentReference.self, payment, .noteReturned(reason: reason))
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
