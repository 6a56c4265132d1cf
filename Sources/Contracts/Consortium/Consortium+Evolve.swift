extension Consortium {
    /// Folds one event into the consortium.
    public static func evolve(_ state: consuming State?, _ event: Event) -> State? {
        if case .founded(let origin, let member, let name, let logKey, let editions, let at) = event
        {
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
                editions: editions,
                members: [member: first],
                sanctions: []
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
        case .keyRegistered(let member, let publicKey, let at):
            next.members[member]?.signingKeys.append(
                SigningKey(publicKey: publicKey, registeredAt: at, revokedAt: nil)
            )
        case .keyRevoked(let member, let publicKey, let at):
            guard
                let index = next.members[member]?.signingKeys.firstIndex(where: {
                    $0.publicKey == publicKey
                })
            else { return nil }
            next.members[member]?.signingKeys[index].revokedAt = at
        case .apiKeyIssued(let member, let id, let digest, let at):
            next.members[member]?.apiKeys.append(
                APIKey(id: id, digest: digest, issuedAt: at, revokedAt: nil)
            )
        case .apiKeyRevoked(let member, let id, let at):
            guard let index = next.members[member]?.apiKeys.firstIndex(where: { $0.id == id })
            else { return nil }
            next.members[member]?.apiKeys[index].revokedAt = at
        case .sanctionListed(let entry):
            next.sanctions.append(entry)
        case .sanctionDelisted(let entry):
            next.sanctions.removeAll { $0 == entry }
        }
        return next
    }
}
