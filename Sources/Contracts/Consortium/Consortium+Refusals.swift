extension Consortium {
    /// Why what is asked of the consortium is refused, beside what any contract refuses: 2xxx.
    public enum RefusalCode: Int, RefusalCodes {
        /// The consortium is already founded.
        ///
        /// - Remedy: Use the ledger as it is, or found another in an empty folder.
        case alreadyFounded = 2001
        /// The consortium is not founded yet.
        ///
        /// - Remedy: Found the consortium first.
        case notFounded = 2002
        /// No such member, or one that was expelled.
        ///
        /// - Remedy: Check the member's identifier, or admit it.
        case memberUnknown = 2003
        // 2004 is not used again: a member without a role cannot be asked for.
        /// The public key is not 32 bytes in base64, is not canonical, is no point,
        /// or is one of small order; or it is a device's P-256 key that is no point of the curve,
        /// or comes before edition 5.
        ///
        /// - Remedy: Send the 32 bytes of an Ed25519 public key in padded base64; of a device, from
        ///   edition 5 on, also the 33 bytes of a P-256 public key in compressed form.
        case keyMalformed = 2005
        /// The key is already registered.
        ///
        /// - Remedy: Make a key of its own for each member, officer and device.
        case keyAlreadyRegistered = 2006
        /// No such key, or it is revoked.
        ///
        /// - Remedy: Name one of the member's keys that is in force.
        case keyUnknown = 2007
        /// The role is reserved to the founding.
        ///
        /// - Remedy: Leave the role out: only the founding gives it.
        case roleReserved = 2008
        /// The name is already on the sanctions list, or not on it.
        ///
        /// - Remedy: Read the list; nothing is to be done.
        case sanctionsListUnchanged = 2009
        /// The member holds a signing key: the operator's attestation does not suffice.
        ///
        /// - Remedy: Send the command with the member's own signature.
        case memberSignsItself = 2010
        /// The member's last key is revoked: it acts again once an auditor has restored it.
        ///
        /// - Remedy: Have an auditor restore the member with a new key.
        case memberLocked = 2011
        /// The member is not locked: it registers its keys itself.
        ///
        /// - Remedy: Register the key as the member, signed with a key that it has.
        case memberNotLocked = 2012
        /// The new key's proof of possession is not valid for this member, or this ledger.
        ///
        /// - Remedy: Sign the proof of possession with the new key, for this member and this
        ///   ledger.
        case keyNotProved = 2013
        /// The member named is no auditor with a key of its own, or is the member itself.
        ///
        /// - Remedy: Name other members that are auditors and hold signing keys.
        case auditorUnfit = 2014
        /// The contracts' edition is not known, not later than the one in force, or not adopted.
        ///
        /// - Remedy: Update the program, or ask by the edition that is in force.
        case editionUnknown = 2015
        /// The log's key in force has not signed, or is another than the one to be replaced.
        ///
        /// - Remedy: Have the log's key in force sign the change to the new one.
        case logKeyMustSign = 2016
        /// The secret that identifiers of facts are derived with is kept already.
        ///
        /// - Remedy: Nothing is to be done: the secret stays.
        /// - Since: edition 2
        case secretAlreadyKept = 2017
        /// The ledger keeps no secret yet to derive the identifiers of facts with.
        ///
        /// - Remedy: Have the operator's node start once: it keeps the secret.
        /// - Since: edition 2
        case secretMissing = 2018
        /// The member has no such officer, or one that is retired.
        ///
        /// - Remedy: Read the member's officers, or name one first.
        /// - Since: edition 2
        case officerUnknown = 2020
        /// The member has an officer of this name already; a retired one's name is not given again.
        ///
        /// - Remedy: Choose another name for the new officer.
        /// - Since: edition 2
        case officerExists = 2021
        /// The key is another officer's than the command names, or no officer's.
        ///
        /// - Remedy: Name the officer whose key it is, or use that officer's key.
        /// - Since: edition 2
        case officerNotOfKey = 2022
        /// The officer does not administer the member's officers and keys,
        /// and this is not its own key.
        ///
        /// - Remedy: Have an officer ask that administers the member's keys.
        /// - Since: edition 2
        case officerNotAdministrator = 2023
    }
}
