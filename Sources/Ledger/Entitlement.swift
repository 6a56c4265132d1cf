import Contracts
import Marine

/// In which roles a command's member acts, and whether the command is vouched for as it must be.
enum Entitlement {
    /// The context in which a command is decided.
    ///
    /// - Throws: `Refusal` where its member is unknown or did not sign with a key of its own.
    static func context(
        of submission: Submission,
        in consortium: Consortium.State?,
        at: Instant
    ) throws(Refusal) -> Context {
        let member = submission.command.member
        guard let consortium else { return Context(actor: member, roles: [.operator], at: at) }
        guard let found = consortium.members[member] else {
            throw Refusal(.memberUnknown, ["member": member.text])
        }
        if case .member(let key, _) = submission.attestation, !found.signs(with: key) {
            throw Refusal(.signatureRefused, ["member": member.text, "key": key])
        }
        return Context(actor: member, roles: Set(found.roles), at: at)
    }
}
