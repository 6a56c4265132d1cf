public import Marine

extension Consortium {
    /// A key that a command puts in force, with its own signature that it
    /// is whose it is said to be.
    public enum NewKey: Hashable, Sendable {
        /// A member's: the signature is over the member, the auditors that it names, and the
        /// officer whose key it is.
        case member(
            MemberID,
            PublicKeyText,
            auditors: [MemberID] = [],
            officer: Identifier? = nil,
            proof: SignatureText
        )
        /// The log's, as a verifier key.
        case log(VerifierKeyText, proof: SignatureText)
    }
}

extension Consortium.Command {
    /// The key that it puts in force; `nil` where it gives none.
    ///
    /// Every command is named, so that none which gives a key is taken unproved.
    public var newKey: Consortium.NewKey? {
        switch self {
        case .registerKey(let member, let key, let auditors, let proof, let officer):
            .member(
                member,
                key,
                auditors: auditors?.array ?? [],
                officer: officer,
                proof: proof
            )
        case .rotateKey(let member, _, let key, let proof),
            .restoreKey(let member, let key, let proof):
            .member(member, key, proof: proof)
        case .rotateLogKey(_, let key, let proof): .log(key, proof: proof)
        case .found, .admitMember, .revokeKey, .nameAuditors, .issueAPIKey, .revokeAPIKey,
            .listSanction, .delistSanction, .adoptEdition, .keepSecret, .registerOfficer,
            .retireOfficer:
            nil
        }
    }
}

// Members' keys. The proof of possession of a new key is verified where signatures are, before the
// contract is asked.

extension Consortium {
    static func registerKey(
        _ member: MemberID,
        _ publicKey: PublicKeyText,
        _ auditors: [MemberID]?,
        _ officer: Identifier?,
        _ state: State,
        _ context: Context
    ) throws(Refusal) -> [Event] {
        let found = try requireMember(member, state)
        // The first key may come through the operator, who admitted the member; from then on
        // only the member itself may add another, even after a revocation, so that the operator
        // cannot slip one in.
        let held = !found.signingKeys.isEmpty || officer != nil
        try requireActor(context, among: [member], orRole: held ? nil : .operator)
        try requireNew(publicKey, found, state, context.edition, atMost: \.signingKeys)
        if let auditors { try requireFit(auditors, for: member, state) }
        if let officer { _ = try requireOfficer(officer, of: found) }
        // Who names auditors is no officer that acts for itself.
        try requireKeeper(of: found, member, for: auditors == nil ? officer : nil, context)
        return [
            .keyRegistered(
                member: member,
                publicKey: publicKey,
                at: context.at,
                auditors: auditors,
                officer: officer
            )
        ]
    }

    static func rotateKey(
        _ member: MemberID,
        _ old: PublicKeyText,
        _ new: PublicKeyText,
        _ state: State,
        _ context: Context
    ) throws(Refusal) -> [Event] {
        let found = try requireMember(member, state)
        try requireActor(context, among: [member])
        try requireHeld(old, found)
        let officer = found.signingKeys.first { $0.publicKey == old }?.officer
        try requireKeeper(of: found, member, for: officer, context)
        try requireNew(new, found, state, context.edition, atMost: \.signingKeysEver)
        return [.keyRotated(member: member, old: old, new: new, at: context.at)]
    }

    static func restoreKey(
        _ member: MemberID,
        _ publicKey: PublicKeyText,
        _ state: State,
        _ context: Context
    ) throws(Refusal) -> [Event] {
        let found = try requireMember(member, state)
        try requireAuditor(of: found, context)
        guard found.lockedAt != nil else {
            throw Refusal(.memberNotLocked, ["member": member.text])
        }
        try requireNew(publicKey, found, state, context.edition, atMost: \.signingKeysEver)
        return [.keyRestored(member: member, publicKey: publicKey, at: context.at)]
    }

    static func nameAuditors(
        _ member: MemberID,
        _ auditors: [MemberID],
        _ state: State,
        _ context: Context
    ) throws(Refusal) -> [Event] {
        let found = try requireMember(member, state)
        try requireActor(context, among: [member])
        guard found.holdsKey else { throw Refusal(.keyUnknown, ["member": member.text]) }
        try requireKeeper(of: found, member, for: nil, context)
        try requireFit(auditors, for: member, state)
        guard auditors != found.auditors ?? [] else {
            throw Refusal(.entriesRepeat, ["field": "auditors"])
        }
        return [.auditorsNamed(member: member, auditors: auditors)]
    }

    static func revokeKey(
        _ member: MemberID,
        _ publicKey: PublicKeyText,
        _ state: State,
        _ context: Context
    ) throws(Refusal) -> [Event] {
        let found = try requireMember(member, state)
        let revoked = Event.keyRevoked(member: member, publicKey: publicKey, at: context.at)
        if context.actor != member { try requireAuditor(of: found, context) }
        try requireHeld(publicKey, found)
        let isLast = !found.signingKeys.contains {
            $0.publicKey != publicKey && $0.revokedAt == nil
        }
        return isLast ? [revoked, .memberLocked(member: member, at: context.at)] : [revoked]
    }

    /// An auditor that the member has named acts on its keys, under a signature of its own.
    private static func requireAuditor(
        of member: Member,
        _ context: Context
    ) throws(Refusal) {
        guard case .member = context.attestor, context.roles.contains(.auditor),
            member.auditors?.contains(context.actor) == true
        else { throw Refusal(.actorNotEntitled, ["actor": context.actor.text]) }
    }

    private static func requireFit(
        _ auditors: [MemberID],
        for member: MemberID,
        _ state: State
    ) throws(Refusal) {
        guard Set(auditors).count == auditors.count else {
            throw Refusal(.entriesRepeat, ["field": "auditors"])
        }
        for auditor in auditors {
            let found = try requireMember(auditor, state)
            // Without a key of its own the operator could register one in the auditor's name.
            guard auditor != member, found.roles.contains(.auditor), found.holdsKey else {
                throw Refusal(.auditorUnfit, ["auditor": auditor.text])
            }
        }
    }

    private static func requireHeld(_ publicKey: PublicKeyText, _ member: Member) throws(Refusal) {
        guard member.signs(with: publicKey.text) else {
            throw Refusal(.keyUnknown, ["key": publicKey.text])
        }
    }

    /// Refuses a key that any member has or has had.
    private static func requireNew(
        _ publicKey: PublicKeyText,
        _ member: Member,
        _ state: State,
        _ edition: Edition,
        atMost most: KeyPath<Limits, Int>
    ) throws(Refusal) {
        try publicKey.requireProof(in: edition)
        try requireRoom(member.signingKeys.count, atMost: limits(in: edition)[keyPath: most])
        for other in state.members.values
        where other.signingKeys.contains(where: { $0.publicKey == publicKey }) {
            throw Refusal(.keyAlreadyRegistered, ["key": publicKey.text])
        }
    }
}

// The log's key and the edition of the rules.

extension Consortium {
    static func rotateLogKey(
        _ old: VerifierKeyText,
        _ new: VerifierKeyText,
        _ state: State,
        _ context: Context
    ) throws(Refusal) -> [Event] {
        try requireActor(context, among: [state.operatorMember])
        guard context.attestor == .log(key: state.logKey.string), old == state.logKey else {
            throw Refusal(
                .logKeyMustSign,
                ["old": old.string, "inForce": state.logKey.string]
            )
        }
        let former = state.formerLogKeys ?? []
        guard new != old, !former.contains(where: { $0.key == new }) else {
            throw Refusal(.keyAlreadyRegistered, ["key": new.string])
        }
        try requireRoom(former.count + 1, atMost: limits(in: context.edition).logKeys)
        return [.logKeyRotated(old: old, new: new, at: context.at)]
    }

    static func adopt(
        _ edition: Edition,
        _ state: State,
        _ context: Context
    ) throws(Refusal) -> [Event] {
        try requireActor(context, among: [state.operatorMember])
        guard edition > state.edition, edition <= context.latest else {
            throw Refusal(
                .editionUnknown,
                ["edition": "\(edition)", "inForce": "\(state.edition)"]
            )
        }
        return [.editionAdopted(edition: edition)]
    }
}
