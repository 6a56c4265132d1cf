import CanonicalJSON
import Contracts
import Marine

/// What `POST /v1/members` asks for.
struct Admission: Record {
    /// The member's name in the ledger; made from its name where none is given.
    let id: MemberID?
    /// The name on the member's papers.
    let name: Text<200>
    /// What the member may do.
    let roles: Roles
}

/// What issuing an API key may say.
struct APIKeyRequest: Record {
    /// The SHA-256 of a secret that the member has drawn itself and tells nobody.
    let digest: DigestText?
}

/// A signing key in place of another.
struct KeyReplacement: Record {
    /// The new key.
    let publicKey: PublicKeyText
    /// The new key's signature that it is this member's.
    let proof: SignatureText
}
