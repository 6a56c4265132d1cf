import CanonicalJSON
public import Marine

extension Interest {
    /// What a member asks of an interest.
    public enum Instruction: ContractInstruction {
        /// Says that a certificate insures other goods than the other
        /// certificates on the interest do.
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
            try run.requireAdjusting(under: certificate)
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
    /// Notes on the interests of goods that a certificate insures them,
    /// but for those that it is on already.
    ///
    /// - Returns: all that it is on now; none by the first edition.
    mutating func insure(
        _ goods: InsuredGoods,
        by certificate: Certificate.State
    ) throws(Refusal) -> [InstanceID] {
        guard context.edition >= .second, let leader = certificate.leader else { return [] }
        var interests = certificate.interests ?? []
        for key in try goods.keys() {
            let id = try factID(Interest.self, key)
            guard !interests.contains(id) else { continue }
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
            interests.append(id)
        }
        return interests
    }

    /// Counts what is approved of a claim against its certificate and the
    /// indemnity of its interests.
    mutating func erode(
        _ certificate: Certificate.State,
        by claim: InstanceID,
        _ amount: Money
    ) throws(Refusal) {
        try take(Certificate.self, certificate.id, .erode(claim: claim, amount: amount))
        guard let interests = certificate.interests, !interests.isEmpty else { return }
        let state = try require(Claim.self, claim)
        let loss = Interest.Loss(
            claim: claim,
            from: state.notice.lossFrom,
            to: state.notice.lossTo,
            measured: state.adjustment?.loss ?? amount,
            approved: amount
        )
        try onInterests(of: certificate, .erode(certificate: certificate.id, loss: loss))
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

/// What goods may be known by.
struct InsuredGoods {
    var container: ContainerNumber?
    var billOfLading: Text<35>?
    var lot: Text<60>?

    /// The keys of their interests: a bill's and a lot's in capital letters and digits alone, as
    /// they are spelled in many ways.
    ///
    /// - Throws: `valueMalformed` where one holds neither a letter nor a digit.
    func keys() throws(Refusal) -> [[String]] {
        var keys: [[String]] = []
        if let container { keys.append(["container", "\(container)"]) }
        for (kind, text) in [("billOfLading", billOfLading?.string), ("lot", lot?.string)] {
            guard let text else { continue }
            let folded = String(
                decoding: text.utf8.compactMap { byte -> UInt8? in
                    switch byte {
                    case 0x30...0x39, 0x41...0x5A: byte
                    case 0x61...0x7A: byte - 0x20
                    // What is written in other letters is taken as it stands.
                    case 0x80...: byte
                    default: nil
                    }
                },
                as: UTF8.self
            )
            guard !folded.isEmpty else { throw Refusal(.valueMalformed, [kind: text]) }
            keys.append([kind, folded])
        }
        return keys
    }
}
