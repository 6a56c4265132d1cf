import Marine

extension Consortium {
    /// Decides a command on members, keys or the sanctions list.
    public static func decide(
        _ state: State?,
        _ command: Command,
        _ context: Context
    ) throws(Refusal) -> [Event] {
        if case .found(let origin, let member, let name, let logKey, let edition, let clock) =
            command
        {
            guard state == nil else { throw Refusal(.alreadyFounded) }
            guard edition == context.edition, edition <= context.latest else {
                throw Refusal(.editionUnknown, ["edition": "\(edition)"])
            }
            guard context.actor == member else {
                throw Refusal(.actorNotEntitled, ["actor": context.actor.text])
            }
            return [
                .founded(
                    origin: origin,
                    operatorMember: member,
                    operatorName: name,
                    logKey: logKey,
                    edition: edition,
                    at: context.at,
                    clock: clock
                )
            ]
        }
        guard let state else { throw Refusal(.notFounded) }
        let limits = limits(in: context.edition)
        switch command {
        case .found:
            throw Refusal(.alreadyFounded)
        case .admitMember(let member, let name, let roles):
            return try admit(member, name, roles.array, state, context)
        case .registerKey(let member, let publicKey, let auditors, _, let officer):
            return try registerKey(member, publicKey, auditors?.array, officer, state, context)
        case .revokeKey(let member, let publicKey):
            return try revokeKey(member, publicKey, state, context)
        case .rotateKey(let member, let old, let new, _):
            return try rotateKey(member, old, new, state, context)
        case .restoreKey(let member, let publicKey, _):
            return try restoreKey(member, publicKey, state, context)
        case .nameAuditors(let member, let auditors):
            return try nameAuditors(member, auditors.array, state, context)
        case .rotateLogKey(let old, let new, _):
            return try rotateLogKey(old, new, state, context)
        case .adoptEdition(let edition):
            return try adopt(edition, state, context)
        case .keepSecret(let secret):
            try requireActor(context, among: [state.operatorMember])
            guard state.secret == nil else { throw Refusal(.secretAlreadyKept) }
            return [.secretKept(secret: secret)]
        case .registerOfficer(let member, let officer, let name, let title, let administers):
            let officer = Authority.Officer(
                id: officer,
                name: name,
                title: title,
                registeredAt: context.at,
                administers: administers
            )
            return try registerOfficer(officer, of: member, state, context)
        case .retireOfficer(let member, let officer):
            return try retireOfficer(officer, of: member, state, context)
        case .issueAPIKey(let member, let id, let digest, let officer):
            let found = try requireMember(member, state)
            try requireActor(context, among: [member], orRole: officer == nil ? .operator : nil)
            if let officer { _ = try requireOfficer(officer, of: found) }
            try requireKeeper(of: found, member, for: officer, context)
            try requireRoom(found.apiKeys.count, atMost: limits.apiKeys)
            guard !found.apiKeys.contains(where: { $0.id == id || $0.digest == digest }) else {
                throw Refusal(.keyAlreadyRegistered, ["key": id.text])
            }
            for other in state.members.values
            where other.apiKeys.contains(where: { $0.digest == digest }) {
                throw Refusal(.keyAlreadyRegistered, ["key": id.text])
            }
            return [
                .apiKeyIssued(
                    member: member,
                    id: id,
                    digest: digest,
                    at: context.at,
                    officer: officer
                )
            ]
        case .revokeAPIKey(let member, let id):
            let found = try requireMember(member, state)
            try requireActor(context, among: [member], orRole: .operator)
            guard found.apiKeys.contains(where: { $0.id == id && $0.revokedAt == nil }) else {
                throw Refusal(.keyUnknown, ["key": id.text])
            }
            return [.apiKeyRevoked(member: member, id: id, at: context.at)]
        case .listSanction(let entry):
            try requireSanctioner(context)
            guard
                let folded = try? Text<200>(SanctionsList.fold(entry.string, in: context.edition))
            else {
                throw Refusal(.textLength, ["field": "entry"])
            }
            try requireRoom(state.sanctions.count, atMost: limits.sanctions)
            guard !state.sanctions.contains(folded) else {
                throw Refusal(.sanctionsListUnchanged, ["entry": folded.string])
            }
            return [.sanctionListed(entry: folded)]
        case .delistSanction(let entry):
            try requireSanctioner(context)
            let folded = SanctionsList.fold(entry.string, in: context.edition)
            guard let listed = try? Text<200>(folded), state.sanctions.contains(listed) else {
                throw Refusal(.sanctionsListUnchanged, ["entry": folded])
            }
            return [.sanctionDelisted(entry: listed)]
        }
    }

    private static func admit(
        _ member: MemberID,
        _ name: Text<200>,
        _ roles: [Role],
        _ state: State,
        _ context: Context
    ) throws(Refusal) -> [Event] {
        try requireActor(context, among: [state.operatorMember])
        guard state.members[member] == nil else {
            throw Refusal(.instanceExists, ["member": member.text])
        }
        try requireRoom(state.members.count, atMost: limits(in: context.edition).members)
        guard !roles.contains(.operator) else {
            throw Refusal(.roleReserved, ["role": Role.operator.rawValue])
        }
        let ordered = Role.allCases.filter { roles.contains($0) }
        guard ordered.count == roles.count else { throw Refusal(.entriesRepeat) }
        return [.memberAdmitted(member: member, name: name, roles: ordered, at: context.at)]
    }

    static func requireMember(
        _ member: MemberID,
        _ state: State
    ) throws(Refusal) -> Member {
        guard let found = state.members[member] else {
            throw Refusal(.memberUnknown, ["member": member.text])
        }
        return found
    }

    private static func requireSanctioner(_ context: Context) throws(Refusal) {
        guard context.roles.contains(.operator) || context.roles.contains(.insurer) else {
            throw Refusal(.actorNotEntitled, ["actor": context.actor.text])
        }
    }
}
