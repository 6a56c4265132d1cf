import CanonicalJSON
import Contracts
import Marine
import TransparencyLog

/// A member as all members see it.
struct MemberAnswer: Answer {
    /// The member's name in the ledger.
    let id: MemberID
    /// The name on the member's papers.
    let name: String
    /// What the member may do.
    let roles: [Role]
    /// When it was admitted.
    let admittedAt: Instant
    /// The keys with which it signs commands.
    let keys: [SigningKeyAnswer]
    /// The auditors that may revoke and restore its keys.
    let auditors: [MemberID]
    /// When its last key was revoked.
    let lockedAt: Instant?
    /// The persons that act for it, retired ones included.
    let officers: [Authority.Officer]

    init(_ id: MemberID, _ member: Consortium.Member) {
        self.id = id
        name = member.name
        roles = member.roles
        admittedAt = member.admittedAt
        keys = member.signingKeys.map(SigningKeyAnswer.init)
        auditors = member.auditors ?? []
        lockedAt = member.lockedAt
        officers = member.officers ?? []
    }
}

/// A member's signing key and its name in a path.
struct SigningKeyAnswer: Answer {
    /// The key.
    let key: Consortium.SigningKey
    /// SHA-256 of the key's 32 bytes in hexadecimal.
    let fingerprint: String

    enum Flattened { case key }

    init(_ key: Consortium.SigningKey) {
        self.key = key
        fingerprint = key.fingerprint
    }
}

/// A signing key with the member whose it is.
struct MemberKeyAnswer: Answer {
    /// The key.
    let key: SigningKeyAnswer
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

/// An API key as it is listed: what it opens is known to its owner alone.
struct APIKeyAnswer: Answer {
    /// The key's own identifier.
    let id: Identifier
    /// When it was issued.
    let issuedAt: Instant
    /// When it was revoked.
    let revokedAt: Instant?
    /// The officer whose key it is; `null` where it is the member's own.
    let officer: Identifier?

    init(_ key: Consortium.APIKey) {
        officer = key.officer
        id = key.id
        issuedAt = key.issuedAt
        revokedAt = key.revokedAt
    }
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

extension Consortium.SigningKey {
    /// SHA-256 of the key's 32 bytes in hexadecimal: its name in a path.
    var fingerprint: String { Hash.sha256(of: Base64.decode(publicKey) ?? []).hex }
}
