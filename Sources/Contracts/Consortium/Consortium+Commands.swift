public import CanonicalJSON
public import Marine

extension Consortium {
    /// What may be asked of the consortium.
    public enum Command: ContractCommand, Record {
        /// Begins the ledger with its operator as first member.
        case found(
            /// The ledger's name for ever: a scheme-less URL that its checkpoints carry.
            origin: OriginText,
            /// The member that runs the sequencer, with the role of operator.
            operatorMember: MemberID,
            /// The name on the operator's papers.
            operatorName: Text<200>,
            /// The verifier key of the first checkpoints.
            logKey: VerifierKeyText,
            /// The edition of the rules from this entry on.
            edition: Edition,
            /// The clock that instants are taken from, for ever; the machine's where left out.
            ///
            /// - Since: edition 2
            clock: LedgerClock? = nil
        )
        /// Admits a member.
        case admitMember(
            /// The member's name in the ledger; made from the command's where none is given.
            member: MemberID,
            /// The name on the member's papers.
            name: Text<200>,
            /// What the member may do.
            roles: Roles
        )
        /// Registers a public key with which the member will sign.
        ///
        /// `auditors` may revoke and restore the member's keys; where they are left out, those
        /// named before stay. `proof` is the new key's own signature over `member` and auditors.
        case registerKey(
            /// Whose key it is.
            member: MemberID,
            /// The new key.
            publicKey: PublicKeyText,
            /// The auditors that may revoke and restore the member's keys; those named before
            /// where left out.
            auditors: Auditors? = nil,
            /// The new key's signature that it is this member's.
            proof: SignatureText,
            /// The officer whose key it is; the member's own where left out.
            ///
            /// - Since: edition 2
            officer: Identifier? = nil
        )
        /// Revokes a signing key; the last one's revocation locks the member.
        case revokeKey(
            /// Whose key it is.
            member: MemberID,
            /// The key, which is not revoked yet.
            publicKey: PublicKeyText
        )
        /// Revokes a signing key and registers another in its place.
        case rotateKey(
            /// Whose key it is.
            member: MemberID,
            /// The key that is revoked.
            old: PublicKeyText,
            /// The new key.
            new: PublicKeyText,
            /// The new key's signature that it is this member's.
            proof: SignatureText
        )
        /// Registers a key for a locked member, which can act again with it.
        case restoreKey(
            /// Whose key it is.
            member: MemberID,
            /// The new key.
            publicKey: PublicKeyText,
            /// The new key's signature that it is this member's.
            proof: SignatureText
        )
        /// Names the auditors that may revoke and restore the member's keys, in place of those
        /// named before.
        case nameAuditors(
            /// Whose auditors they are.
            member: MemberID,
            /// The auditors, in place of those named before.
            auditors: Auditors
        )
        /// Issues an API key, known by its digest.
        case issueAPIKey(
            /// Whose key it is.
            member: MemberID,
            /// What the key goes by among the member's keys; not secret.
            id: Identifier,
            /// SHA-256 of the key, of which nobody else may have one.
            digest: DigestText,
            /// The officer whose key it is; the member's own where left out.
            ///
            /// - Since: edition 2
            officer: Identifier? = nil
        )
        /// Revokes an API key.
        case revokeAPIKey(
            /// Whose key it is.
            member: MemberID,
            /// The key's own identifier.
            id: Identifier
        )
        /// Puts a name or an IMO number on the sanctions list.
        case listSanction(
            /// A name or an IMO number.
            entry: Text<200>
        )
        /// Takes a name or an IMO number off the sanctions list.
        case delistSanction(
            /// A name or an IMO number.
            entry: Text<200>
        )
        /// Replaces the key that signs the ledger's checkpoints; the key in force signs this.
        case rotateLogKey(
            /// The verifier key in force, whose signature this command carries.
            old: VerifierKeyText,
            /// The verifier key of the checkpoints after this entry; none that was one before.
            new: VerifierKeyText,
            /// The new key's signature that it is this log's.
            proof: SignatureText
        )
        /// Puts a later edition of the rules in force.
        case adoptEdition(
            /// The edition, above the one in force and at most the latest that the operator's
            /// program has.
            edition: Edition
        )
        /// Keeps the secret that identifiers of facts are derived with, once.
        ///
        /// - Since: edition 2
        case keepSecret(
            /// 32 random bytes.
            secret: SecretText
        )
        /// Registers a person that acts for a member.
        ///
        /// - Since: edition 2
        case registerOfficer(
            /// The member.
            member: MemberID,
            /// What the person goes by among the member's officers, for ever.
            officer: Identifier,
            /// The person's name.
            name: Text<200>,
            /// The person's title, such as "Head of Claims".
            title: Text<200>,
            /// Whether the person registers officers and their keys and sets the member's table of
            /// authority, and in return has no authority over claims; not where left out.
            administers: Bool? = nil
        )
        /// Ends that a person acts for a member; the person's keys are revoked.
        ///
        /// - Since: edition 2
        case retireOfficer(
            /// The member.
            member: MemberID,
            /// The officer.
            officer: Identifier
        )
    }

    /// What has happened in the consortium.
    public enum Event: ContractEvent, Record {
        /// The ledger began.
        case founded(
            /// The ledger's name for ever.
            origin: OriginText,
            /// The member that runs the sequencer.
            operatorMember: MemberID,
            /// The name on the operator's papers.
            operatorName: Text<200>,
            /// The verifier key of the first checkpoints.
            logKey: VerifierKeyText,
            /// The edition of the rules from this entry on.
            edition: Edition,
            /// When the ledger began.
            at: Instant,
            /// The clock that instants are taken from; absent where it is the machine's.
            ///
            /// - Since: edition 2
            clock: LedgerClock? = nil
        )
        /// A member was admitted.
        case memberAdmitted(
            /// The member's name in the ledger.
            member: MemberID,
            /// The name on the member's papers.
            name: Text<200>,
            /// What the member may do, in the order of `Role.allCases`.
            roles: [Role],
            /// When it was admitted.
            at: Instant
        )
        /// A signing key was registered, and these auditors were named if any.
        case keyRegistered(
            /// Whose key it is.
            member: MemberID,
            /// The key, valid from this entry on.
            publicKey: PublicKeyText,
            /// When it was registered.
            at: Instant,
            /// The auditors that may revoke and restore the member's keys from now on; absent where
            /// those named before stay.
            auditors: [MemberID]? = nil,
            /// The officer whose key it is.
            ///
            /// - Since: edition 2
            officer: Identifier? = nil
        )
        /// A signing key was revoked.
        case keyRevoked(
            /// Whose key it was.
            member: MemberID,
            /// The key, not valid after this entry.
            publicKey: PublicKeyText,
            /// When it was revoked.
            at: Instant
        )
        /// The member was locked, as its last signing key was revoked.
        case memberLocked(
            /// The member, which cannot act until an auditor that it named restores a key.
            member: MemberID,
            /// When it was locked.
            at: Instant
        )
        /// A signing key was revoked and another registered in its place.
        case keyRotated(
            /// Whose keys they are.
            member: MemberID,
            /// The key that was revoked.
            old: PublicKeyText,
            /// The key that was registered, of the same officer as the old one if of any.
            new: PublicKeyText,
            /// When that was done.
            at: Instant
        )
        /// A locked member was given a key again.
        case keyRestored(
            /// The member, which is not locked any more.
            member: MemberID,
            /// The key with which it signs from now on.
            publicKey: PublicKeyText,
            /// When it was registered.
            at: Instant
        )
        /// The member named its auditors.
        case auditorsNamed(
            /// The member whose keys they may revoke and restore.
            member: MemberID,
            /// The auditors, in place of those named before; empty where it names none any more.
            auditors: [MemberID]
        )
        /// An API key was issued.
        case apiKeyIssued(
            /// Whose key it is.
            member: MemberID,
            /// What the key goes by among the member's keys; not secret.
            id: Identifier,
            /// SHA-256 of the key; the key itself is never stored.
            digest: DigestText,
            /// When it was issued.
            at: Instant,
            /// The officer whose key it is.
            ///
            /// - Since: edition 2
            officer: Identifier? = nil
        )
        /// An API key was revoked.
        case apiKeyRevoked(
            /// Whose key it was.
            member: MemberID,
            /// The key's own identifier.
            id: Identifier,
            /// When it was revoked.
            at: Instant
        )
        /// An entry came onto the sanctions list.
        case sanctionListed(
            /// The name or IMO number, as `SanctionsList.fold` leaves it.
            entry: Text<200>
        )
        /// An entry left the sanctions list.
        case sanctionDelisted(
            /// The name or IMO number, as `SanctionsList.fold` leaves it.
            entry: Text<200>
        )
        /// The key that signs the ledger's checkpoints was replaced.
        case logKeyRotated(
            /// The verifier key that was replaced; it signs the checkpoint of this entry's batch
            /// too.
            old: VerifierKeyText,
            /// The verifier key of the checkpoints from this entry's batch on.
            new: VerifierKeyText,
            /// When it was replaced.
            at: Instant
        )
        /// A later edition came into force, from the next entry on.
        case editionAdopted(
            /// The edition of the entries after this one.
            edition: Edition
        )
        /// The secret that identifiers of facts are derived with is kept.
        ///
        /// - Since: edition 2
        case secretKept(
            /// 32 random bytes, which the operator and auditors alone read.
            secret: SecretText
        )
        /// A person acts for a member from now on.
        ///
        /// - Since: edition 2
        case officerRegistered(
            /// The member that the person acts for.
            member: MemberID,
            /// The person, as the member names it.
            officer: Authority.Officer
        )
        /// A person acts for a member no more, and its keys are revoked.
        ///
        /// - Since: edition 2
        case officerRetired(
            /// The member that the person acted for.
            member: MemberID,
            /// What the person goes by among the member's officers.
            officer: Identifier,
            /// When it was retired, and its keys revoked.
            at: Instant
        )
    }
}
