import Contracts
import Marine

/// In which roles a command's member acts, and on whose word.
enum Entitlement {
    /// The context in which a command is decided.
    ///
    /// - Throws: `Refusal` where its member is unknown.
    static func context(
        of submission: Submission,
        in consortium: Consortium.State?,
        at: Instant
    ) throws(Refusal) -> Context {
        let member = submission.command.member
        let attestor = submission.attestation.attestor
        guard let consortium else {
            return Context(actor: member, roles: [.operator], attestor: attestor, at: at)
        }
        guard let found = consortium.members[member] else {
            throw Refusal(.memberUnknown, ["member": member.text])
        }
        return Context(actor: member, roles: found.roles, attestor: attestor, at: at)
    }
}
