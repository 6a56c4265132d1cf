import CanonicalJSON
package import Contracts
package import Marine

/// What `POST /v1/members` asks for.
package struct Admission: Record {
    /// The member's name in the ledger; made from its name where none is given.
    package let id: MemberID?
    /// The name on the member's papers.
    package let name: Text<200>
    /// What the member may do.
    package let roles: Roles
}

/// What issuing an API key may say.
package struct APIKeyRequest: Record {
    /// The SHA-256 of a secret that the member has drawn itself and tells nobody.
    package let digest: DigestText?
    /// The officer whose key it is; the member's own where left out.
    package let officer: Identifier?
}

/// A signing key in place of another.
package struct KeyReplacement: Record {
    /// The new key.
    package let publicKey: PublicKeyText
    /// The new key's signature that it is this member's.
    package let proof: SignatureText
}
