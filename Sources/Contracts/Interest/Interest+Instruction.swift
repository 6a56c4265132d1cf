import CanonicalJSON
public import Marine

extension Interest {
    /// What a member asks of an interest.
    public enum Instruction: ContractInstruction {
        /// Says that a certificate insures other goods than the other certificates on the interest do.
        case setApart(
            /// The interest.
            interest: InstanceID,
            /// The certificate, whose leader says so.
            certificate: InstanceID,
            /// Why that is so.
            reason: Text<200>
        )
    }

    /// The forms of its commands.
    public static let forms: [CommandForm] = [
        form(.setApart, [step(.setApart)], by: [OpenCover.opener])
    ]

    /// Carries out an instruction on an interest.
    public static func carryOut(
        _ instruction: Instruction,
        _ run: inout InstructionRun
    ) throws(Refusal) {
        switch instruction {
        case .setApart(let interest, let certificate, let reason):
            try run.take(
                Interest.self,
                interest,
                .setApart(certificate: certificate, reason: reason)
            )
        }
    }
}

extension Interest.Instruction {
    /// The instance that it begins: none.
    public var begun: BegunInstance? { nil }
}

extension InstructionRun {
    /// Notes on the interest of a container that a certificate insures it.
    ///
    /// - Returns: the interest; `nil` where there is no container, or by the first edition.
    mutating func insure(
        _ container: ContainerNumber?,
        by certificate: Certificate.State
    ) throws(Refusal) -> InstanceID? {
        guard context.edition >= .second, let container, let leader = certificate.leader else {
            return nil
        }
        let id = try factID(Interest.self, ["container", "\(container)"])
        try take(
            Interest.self,
            id,
            .insure(
                id: id,
                insurance: Interest.Insurance(
                    certificate: certificate.id,
                    leader: leader,
                    insuredValue: certificate.insuredValue,
                    from: certificate.declaration.sailing,
                    approved: .zero(certificate.insuredValue.currency)
                )
            )
        )
        return id
    }

    /// Takes a step on each interest of a certificate.
    mutating func onInterests(
        of certificate: Certificate.State,
        _ command: Interest.Command
    ) throws(Refusal) {
        for interest in certificate.interests ?? [] {
            try take(Interest.self, interest, command)
        }
    }
}
