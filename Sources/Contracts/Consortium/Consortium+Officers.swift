import Marine

// The persons behind a member, and whose the keys are that it acts by.

extension Consortium.Member {
    /// An officer that acts for the member now; `nil` where it has none of that name,
    /// or retired it.
    public func officer(_ id: Identifier) -> Authority.Officer? {
        officers?.first { $0.id == id && $0.retiredAt == nil }
    }

    /// How many officers the member has now that may be given authority over claims.
    public var claimsOfficers: Int {
        (officers ?? []).count { $0.retiredAt == nil && $0.administers != true }
    }
}

extension Consortium.State {
    /// The officer by whom a member acts: that of the key that signs or, where the operator alone
    /// attests, that of the API key that was shown, which the command names.
    ///
    /// - Returns: `nil` where the key is the member's own and no officer's.
    /// - Throws: `officerNotOfKey` where the command names another than the key's, and
    ///   `officerUnknown` where it names none of the member's.
    public func officer(
        acting actor: MemberID,
        by attestor: Attestor,
        named: Identifier?
    ) throws(Refusal) -> Identifier? {
        let own: Identifier?
        switch attestor {
        case .operatorAlone:
            guard let named else { return nil }
            guard members[actor]?.officer(named) != nil else {
                throw Refusal(
                    .officerUnknown,
                    ["member": actor.text, "officer": named.text]
                )
            }
            return named
        case .member(let key):
            own = members[actor]?.signingKeys.first { $0.publicKey.text == key }?.officer
        case .log:
            own = nil
        }
        guard named == nil || named == own else {
            throw Refusal(
                .officerNotOfKey,
                ["officer": named?.text ?? "", "ofKey": own?.text ?? "none"]
            )
        }
        return own
    }
}

extension Consortium {
    static func registerOfficer(
        _ officer: Authority.Officer,
        of member: MemberID,
        _ state: State,
        _ context: Context
    ) throws(Refusal) -> [Event] {
        let found = try requireMember(member, state)
        try requireActor(context, among: [member])
        try requireKeeper(of: found, member, for: nil, context)
        let officers = found.officers ?? []
        guard !officers.contains(where: { $0.id == officer.id }) else {
            throw Refusal(.officerExists, ["officer": officer.id.text])
        }
        try requireRoom(officers.count, atMost: limits(in: context.edition).officers)
        return [.officerRegistered(member: member, officer: officer)]
    }

    static func retireOfficer(
        _ officer: Identifier,
        of member: MemberID,
        _ state: State,
        _ context: Context
    ) throws(Refusal) -> [Event] {
        let found = try requireMember(member, state)
        try requireActor(context, among: [member])
        try requireKeeper(of: found, member, for: nil, context)
        _ = try requireOfficer(officer, of: found)
        let retired = Event.officerRetired(member: member, officer: officer, at: context.at)
        let left = found.signingKeys.contains { $0.revokedAt == nil && $0.officer != officer }
        return found.holdsKey && !left
            ? [retired, .memberLocked(member: member, at: context.at)] : [retired]
    }

    static func requireOfficer(
        _ officer: Identifier,
        of member: Member
    ) throws(Refusal) -> Authority.Officer {
        guard let found = member.officer(officer) else {
            throw Refusal(.officerUnknown, ["officer": officer.text])
        }
        return found
    }

    /// Refuses a change of keys or officers by an officer that is not entitled to it.
    ///
    /// An officer may change its own keys. Other officers' keys, and who is an officer, may be
    /// changed by an officer that administers, or under a key of the member that is no officer's.
    /// Otherwise one officer could register a key as another, and act as two.
    ///
    /// - Throws: `officerNotAdministrator`.
    static func requireKeeper(
        of found: Member,
        _ member: MemberID,
        for officer: Identifier?,
        _ context: Context
    ) throws(Refusal) {
        guard context.actor == member, let acting = context.officer, acting != officer,
            found.officer(acting)?.administers != true
        else { return }
        throw Refusal(.officerNotAdministrator, ["officer": acting.text])
    }
}
