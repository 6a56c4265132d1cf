import CanonicalJSON
public import Marine

extension Certificate {
    /// The letters that identifiers of certificates begin with.
    public static let prefix = "crt"

    /// What a member asks of a certificate.
    public enum Instruction: ContractInstruction {
        /// Amends a certificate's particulars.
        indirect case endorse(
            /// The certificate.
            certificate: InstanceID,
            /// The goods, in place of what is said of them; as before where left out.
            description: Text<200>?,
            /// Who is to receive the goods; as before where left out.
            consignee: Text<200>?,
            /// The ship and voyage; as before where left out.
            conveyance: Conveyance?,
            /// When the ship is to sail; as before where left out.
            sailing: Instant?,
            /// The assured's own reference; as before where left out, taken off where empty.
            reference: OptionalText<60>?
        )
        /// Cancels a certificate before the goods leave.
        case cancel(
            /// The certificate.
            certificate: InstanceID,
            /// Why it is cancelled.
            reason: Text<200>
        )
        /// Records premium received for a certificate.
        case payPremium(
            /// The certificate.
            certificate: InstanceID,
            /// The sum received, in the currency of the premium.
            amount: Money
        )
        /// Assigns a certificate to a member: the buyer of the goods, or a bank that finances them.
        ///
        /// The holder asks for it, who is the assured at first. Who holds it reads the certificate and its
        /// claims, may notify one, and is paid.
        ///
        /// - Since: edition 2
        case assignCertificate(
            /// The certificate.
            certificate: InstanceID,
            /// Who is to hold it; none of its insurers.
            holder: MemberID
        )
    }

    /// The forms of its commands; an endorsement moves the cover where it moves the conveyance.
    public static func forms(in edition: Edition) -> [CommandForm] {
        edition >= .second ? secondForms : firstForms
    }

    private static let secondForms = forms(
        firstForms,
        changing: [
            form(
                .cancel,
                [
                    FormStep(step(.cancel)), FormStep(OpenCover.step(.release)),
                    Interest.steps(.drop, 0...1),
                ]
            ),
            form(
                .assignCertificate,
                [FormStep(step(.transfer)), FormStep(Claim.step(.passHolder), 0...100)]
            ),
        ]
    )

    private static let firstForms: [CommandForm] = [
        form(.endorse, [step(.endorse)]),
        form(.endorse, [step(.endorse), OpenCover.step(.move)]),
        form(.cancel, [step(.cancel), OpenCover.step(.release)]),
        form(.payPremium, [step(.payPremium)]),
    ]

    /// Certificates are issued under a cover.
    public static var parent: ContractName? { .openCover }

    /// The cover.
    public static func parent(of state: State) -> InstanceID? { state.cover }

    /// Carries out an instruction on a certificate, and on its cover's accumulations.
    public static func carryOut(
        _ instruction: Instruction,
        _ run: inout InstructionRun
    ) throws(Refusal) {
        switch instruction {
        case .endorse(let id, let description, let consignee, let conveyance, let sailing, let ref):
            try endorse(
                id,
                .endorse(
                    description: description,
                    consignee: consignee,
                    conveyance: conveyance,
                    sailing: sailing,
                    reference: ref
                ),
                &run
            )
        case .cancel(let id, let reason):
            let state = try run.require(Certificate.self, id)
            try run.take(Certificate.self, id, .cancel(reason: reason))
            try run.take(
                OpenCover.self,
                state.cover,
                .release(
                    certificate: id,
                    onRisk: state.onRisk,
                    returnedPremium: state.premium
                )
            )
            try run.onInterests(of: state, .drop(certificate: id))
        case .assignCertificate(let id, let holder):
            try run.requireMembers([holder])
            try run.take(Certificate.self, id, .transfer(to: holder))
            for noted in try run.require(Certificate.self, id).claims where noted.withdrawn != true
            {
                try run.take(Claim.self, noted.claim, .passHolder(to: holder))
            }
        case .payPremium(let id, let amount):
            try run.take(Certificate.self, id, .payPremium(amount: amount))
        }
    }

    private static func endorse(
        _ id: InstanceID,
        _ command: Command,
        _ run: inout InstructionRun
    ) throws(Refusal) {
        let before = try run.require(Certificate.self, id)
        try run.take(Certificate.self, id, command)
        let after = try run.require(Certificate.self, id)
        let sailing = after.declaration.sailing
        if sailing != before.declaration.sailing {
            let terms = try run.require(OpenCover.self, before.cover).terms
            guard sailing >= terms.inception, sailing < terms.expiry else {
                throw Refusal(
                    .outsideCoverPeriod,
                    ["figure": "\(sailing)", "limit": "\(terms.inception) to \(terms.expiry)"]
                )
            }
        }
        guard after.onRisk != before.onRisk else { return }
        try run.take(
            OpenCover.self,
            before.cover,
            .move(certificate: id, onRisk: before.onRisk, to: after.onRisk)
        )
    }
}

extension Certificate.Instruction {
    /// The instance that it begins, if any.
    public var begun: BegunInstance? {
        switch self {
        case .endorse, .cancel, .payPremium, .assignCertificate: nil
        }
    }
}
