public import Marine

extension Consortium {
    /// Folds one event into the consortium.
    public static func evolve(
        _ state: consuming State?,
        _ event: Event,
        in edition: Edition
    ) -> State? {
        if case .founded(
            let origin,
            let member,
            let name,
            let logKey,
            let edition,
            let at,
            let clock
        ) = event {
            guard state == nil else { return nil }
            let first = Member(
                name: name,
                roles: [.operator],
                admittedAt: at,
                signingKeys: [],
                apiKeys: []
            )
            return State(
                origin: origin,
                operatorMember: member,
                logKey: logKey,
                edition: edition,
                members: [member: first],
                sanctions: [],
                clock: clock
            )
        }
        guard var next = state else { return nil }
        switch event {
        case .founded:
            return nil
        case .memberAdmitted(let member, let name, let roles, let at):
            next.members[member] = Member(
                name: name,
                roles: roles,
                admittedAt: at,
                signingKeys: [],
                apiKeys: []
            )
        case .keyRegistered(let member, let publicKey, let at, let auditors, let officer):
            next.members[member]?.add(publicKey, at, officer)
            if let auditors { next.members[member]?.auditors = auditors }
        case .keyRevoked(let member, let publicKey, let at):
            guard next.members[member]?.revoke(publicKey, at) == true else { return nil }
        case .memberLocked(let member, let at):
            next.members[member]?.lockedAt = at
        case .keyRotated(let member, let old, let new, let at):
            let officer = next.members[member]?.signingKeys.first { $0.publicKey == old }?.officer
            guard next.members[member]?.revoke(old, at) == true else { return nil }
            next.members[member]?.add(new, at, officer)
        case .keyRestored(let member, let publicKey, let at):
            next.members[member]?.add(publicKey, at, nil)
            next.members[member]?.lockedAt = nil
        case .auditorsNamed(let member, let auditors):
            next.members[member]?.auditors = auditors
        case .apiKeyIssued(let member, let id, let digest, let at, let officer):
            next.members[member]?.apiKeys.append(
                APIKey(id: id, digest: digest, issuedAt: at, revokedAt: nil, officer: officer)
            )
        case .apiKeyRevoked(let member, let id, let at):
            guard let index = next.members[member]?.apiKeys.firstIndex(where: { $0.id == id })
            else { return nil }
            next.members[member]?.apiKeys[index].revokedAt = at
        case .sanctionListed(let entry):
            next.sanctions.append(entry)
        case .sanctionDelisted(let entry):
            next.sanctions.remove(entry)
        case .logKeyRotated(let old, let new, let at):
            next.formerLogKeys = (next.formerLogKeys ?? []) + [.init(key: old, replacedAt: at)]
            next.logKey = new
        case .editionAdopted(let adopted):
            next.edition = adopted
        case .secretKept(let secret):
            next.secret = secret
        case .officerRegistered(let member, let officer):
            let before = next.members[member]?.officers ?? []
            next.members[member]?.officers = before + [officer]
        case .officerRetired(let member, let officer, let at):
            next.members[member]?.retire(officer, at)
        }
        return next
    }
}

extension Consortium.Member {
    fileprivate mutating func add(_ publicKey: PublicKeyText, _ at: Instant, _ officer: Identifier?)
    {
        signingKeys.append(
            .init(publicKey: publicKey, registeredAt: at, revokedAt: nil, officer: officer)
        )
    }

    /// Ends an officer's part, and its keys with it.
    fileprivate mutating func retire(_ officer: Identifier, _ at: Instant) {
        for place in (officers ?? []).indices where officers?[place].id == officer {
            officers?[place].retiredAt = at
        }
        for place in signingKeys.indices
        where signingKeys[place].officer == officer && signingKeys[place].revokedAt == nil {
            signingKeys[place].revokedAt = at
        }
        for place in apiKeys.indices
        where apiKeys[place].officer == officer && apiKeys[place].revokedAt == nil {
            apiKeys[place].revokedAt = at
        }
    }

    /// Whether there was such a key.
    fileprivate mutating func revoke(_ publicKey: PublicKeyText, _ at: Instant) -> Bool {
        guard let index = signingKeys.firstIndex(where: { $0.publicKey == publicKey })
        else { return false }
        signingKeys[index].revokedAt = at
        return true
    }
}
