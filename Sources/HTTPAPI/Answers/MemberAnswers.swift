import CanonicalJSON
import Contracts

/// A member as all members see it.
struct MemberAnswer: Answer {
    /// The member's name in the ledger.
    let id: MemberID
    /// The member.
    let member: Consortium.Member

    enum Flattened { case member }
}

/// A signing key with the member whose it is.
struct MemberKeyAnswer: Answer {
    /// The key.
    let key: Consortium.SigningKey
    /// The member.
    let member: MemberID

    enum Flattened { case key }
}

/// An API key that was issued.
struct IssuedAPIKeyAnswer: Answer {
    /// The key's own identifier.
    let id: Identifier
    /// Whose it is.
    let member: MemberID
    /// The key itself, shown once; `null` where the member has drawn it, or was shown it before.
    let secret: String?
    /// Whether the key was drawn for the member and shown by the first answer: it is kept nowhere.
    let secretWasShown: Bool
}

/// An API key that was revoked.
struct RevokedAPIKeyAnswer: Answer {
    /// The key's own identifier.
    let id: Identifier
    /// Whose it was.
    let member: MemberID
}

/// An officer with the member that it acts for.
struct MemberOfficerAnswer: Answer {
    /// The officer.
    let officer: Authority.Officer
    /// The member.
    let member: MemberID

    enum Flattened { case officer }
}

/// An entry of the sanctions list that was put on it or taken off.
struct SanctionAnswer: Answer {
    /// The entry as it is compared.
    let entry: String
}
