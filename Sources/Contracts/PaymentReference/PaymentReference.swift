public import CanonicalJSON
public import Marine

/// The reference that a payment carries end to end (ISO 20022 EndToEndId): each payer uses it once.
///
/// The instance is that of a payer and a reference, by an identifier derived with the consortium's
/// secret; however the reference is spelled it is the same. So one payment cannot be shown for two
/// claims, and no list of payments has to be read to see it.
public enum PaymentReference {
    /// A reference after the transitions so far.
    public struct State: Record, Hashable, Sendable {
        /// The reference's identifier.
        public var id: InstanceID
        /// Who pays.
        public var payer: MemberID
        /// The reference as it was first spelled.
        public var reference: Text<35>
        /// The claim that is paid.
        public var claim: InstanceID
        /// The sum.
        public var amount: Money
        /// When the payment was ordered.
        public var orderedAt: Instant
        /// Why the payment came back; absent where it did not.
        public var returned: Text<200>?
    }

    /// A payment that a later one follows.
    public struct EarlierPayment: Record, Hashable, Sendable {
        /// The payment.
        public var payment: Claim.Payment
        /// Why the money came back; absent where it stayed paid.
        public var returned: Text<200>?
        /// Whether it was owed, and not paid ex gratia.
        public var isOwed: Bool
        /// When it was noted, or the claim was taken up again.
        public var at: Instant
    }

    /// Where a reference stands.
    public enum Stage: String, JSONCoded, Hashable, Sendable, CaseIterable {
        /// A payment carries it.
        ///
        /// - Since: edition 2
        case used
        /// The payment came back from the bank; the reference is not used again.
        ///
        /// - Since: edition 2
        case returned
    }

    /// What may be asked of a reference.
    public enum Command: ContractCommand, Record {
        /// Has a payment carry it.
        case use(
            /// Which reference, by an identifier derived with the consortium's secret.
            id: InstanceID,
            /// Who pays: the insurer that leads.
            payer: MemberID,
            /// The reference as it is spelled here; its spaces and small letters make no
            /// difference.
            reference: Text<35>,
            /// The claim that is paid.
            claim: InstanceID,
            /// The sum that is paid.
            amount: Money
        )
        /// Notes that the payment came back.
        case noteReturned(
            /// Why the bank sent the money back.
            reason: Text<200>
        )
    }

    /// What has happened to a reference.
    public enum Event: ContractEvent, Record {
        /// A payment carries it.
        indirect case used(
            /// The reference with the payment that carries it.
            State
        )
        /// The payment came back.
        case returned(
            /// Why the bank sent the money back.
            reason: Text<200>
        )
    }

    /// References are facts across claims.
    public static var isFact: Bool { true }

    /// The letters that identifiers of references begin with.
    public static var factPrefix: String { "pay" }

    /// A reference as references are compared: without spaces, and in capital letters.
    static func folded(_ reference: Text<35>) -> String {
        var folded = String.UnicodeScalarView()
        for scalar in reference.string.unicodeScalars where !scalar.properties.isWhitespace {
            folded += scalar.properties.uppercaseMapping.unicodeScalars
        }
        return String(folded)
    }
}

extension PaymentReference: UnchangedContract {
    /// The legal state graph.
    public static let graph = StateGraph([
        edge(.use, to: .used), edge(.noteReturned, from: .used, to: .returned),
    ])

    /// Where a reference stands.
    public static func stage(of state: State) -> Stage {
        state.returned == nil ? .used : .returned
    }

    /// The payer.
    public static func parties(of state: State) -> Set<MemberID> { [state.payer] }
}

extension PaymentReference {
    /// Why what is asked of a payment's reference is refused,
    /// beside what any contract refuses: 12xxx.
    public enum RefusalCode: Int, RefusalCodes {
        /// A payment of the same payer carries the reference already.
        ///
        /// - Remedy: Give the payment a reference of its own.
        /// - Since: edition 2
        case paymentReferenceUsed = 12_001
    }
}

extension PaymentReference {
    /// Folds one event into the reference.
    public static func evolve(
        _ state: consuming State?,
        _ event: Event,
        in edition: Edition
    ) -> State? {
        switch event {
        case .used(let used):
            return state == nil ? used : nil
        case .returned(let reason):
            guard var next = state else { return nil }
            next.returned = reason
            return next
        }
    }
}

extension PaymentReference {
    /// Decides a command on a reference.
    public static func decide(
        _ state: State?,
        _ command: Command,
        _ context: Context
    ) throws(Refusal) -> [Event] {
        switch command {
        case .use(let id, let payer, let reference, let claim, let amount):
            if let state {
                throw Refusal(
                    .paymentReferenceUsed,
                    ["reference": reference.string, "claim": state.claim.text]
                )
            }
            return [
                .used(
                    State(
                        id: id,
                        payer: payer,
                        reference: reference,
                        claim: claim,
                        amount: amount,
                        orderedAt: context.at
                    )
                )
            ]
        case .noteReturned(let reason):
            guard let state else { throw Refusal(.instanceUnknown) }
            try requireActor(context, among: [state.payer])
            guard state.returned == nil else {
                throw Refusal(
                    .actionNotFromThisState,
                    ["action": command.action.rawValue, "state": stage(of: state).rawValue]
                )
            }
            return [.returned(reason: reason)]
        }
    }
}
