extension Consortium {
    /// Why what is asked of the consortium is refused, beside what any contract refuses: 2xxx.
    public enum RefusalCode: Int, RefusalCodes {
        /// The consortium is already founded.
        case alreadyFounded = 2001
        /// The consortium is not founded yet.
        case notFounded = 2002
        /// No such member, or one that was expelled.
        case memberUnknown = 2003
        // 2004 is not used again: a member without a role cannot be asked for.
        /// The public key is not 32 bytes in base64, is not canonical, is no point,
        /// or is one of small order.
        case keyMalformed = 2005
        /// The key is already registered.
        case keyAlreadyRegistered = 2006
        /// No such key, or it is revoked.
        case keyUnknown = 2007
        /// The role is reserved to the founding.
        case roleReserved = 2008
        /// The name is already on the sanctions list, or not on it.
        case sanctionsListUnchanged = 2009
        /// The member holds a signing key: the operator's attestation does not suffice.
        case memberSignsItself = 2010
        /// The member's last key is revoked: it acts again once an auditor has restored it.
        case memberLocked = 2011
        /// The member is not locked: it registers its keys itself.
        case memberNotLocked = 2012
        /// The new key's proof of possession is not valid for this member, or this ledger.
        case keyNotProved = 2013
        /// The member named is no auditor with a key of its own, or is the member itself.
        case auditorUnfit = 2014
        /// The contracts' edition is not known, not later than the one in force, or not adopted.
        case editionUnknown = 2015
        /// The log's key in force has not signed, or is another than the one to be replaced.
        case logKeyMustSign = 2016
        /// The secret that identifiers of facts are derived with is kept already.
        ///
        /// - Since: edition 2
        case secretAlreadyKept = 2017
        /// The ledger keeps no secret yet to derive the identifiers of facts with.
        ///
        /// - Since: edition 2
        case secretMissing = 2018
        /// The member has no such officer, or one that is retired.
        ///
        /// - Since: edition 2
        case officerUnknown = 2020
        /// The member has an officer of this name already; a retired one's name is not given again.
        ///
        /// - Since: edition 2
        case officerExists = 2021
        /// The key is another officer's than the command names, or no officer's.
        ///
        /// - Since: edition 2
        case officerNotOfKey = 2022
        /// The officer does not administer the member's officers and keys,
        /// and this is not its own key.
        ///
        /// - Since: edition 2
        case officerNotAdministrator = 2023
    }
}
