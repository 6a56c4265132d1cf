import Contracts
import Ledger
import Logging
import Synchronization
import TransparencyLog

extension Platform {
    /// The member that an API key speaks for; `nil` where none does.
    public func authenticate(apiKey: String) async throws -> Caller? {
        let digest = Hash.sha256(of: Array(apiKey.utf8)).base64
        guard let consortium = sequencer.consortium() else { return nil }
        // What is proposed only says where to look: whose a key is and what it may do is what the
        // ledger's fold says, so that a row written into the view opens nothing.
        var member = await proposedMember(ofKeyDigest: digest)
        if let proposed = member, consortium.key(digest, of: proposed) == nil,
            sequencer.consortium()?.key(digest, of: proposed) == nil
        {
            viewDamage.found("an API key is said to be \(proposed)'s, and is not")
            member = nil
        }
        if member == nil { member = keyHolders.member(ofDigest: digest, in: consortium) }
        guard let member, let held = sequencer.consortium()?.members[member],
            let key = held.apiKeys.first(where: { $0.digest.text == digest }), key.revokedAt == nil
        else { return nil }
        keyHolders.note(digest, member)
        return Caller(member: member, roles: Set(held.roles), officer: key.officer)
    }

    /// Whose key it is, as was seen before or as the view has it.
    private func proposedMember(ofKeyDigest digest: String) async -> MemberID? {
        if let known = keyHolders.member(ofDigest: digest) { return known }
        // Asked before the view is: it may be brought up right after it was read.
        let isBehind = sequencer.viewIsBehind
        do {
            if let found = try await view.member(ofKeyDigest: digest) { return found }
            guard isBehind else { return nil }
            try await sequencer.bringViewUp()
            return try await view.member(ofKeyDigest: digest)
        } catch {
            logger.error("view cannot say whose key it is", metadata: ["error": "\(error)"])
            return nil
        }
    }
}

extension Consortium.State {
    fileprivate func key(_ digest: String, of member: MemberID) -> Consortium.APIKey? {
        members[member]?.apiKeys.first { $0.digest.text == digest }
    }
}

/// Two tables from an API key's digest to the member that holds it: the keys seen lately, which
/// spare a query of the view, and all keys of the ledger's fold, for a key that the view does not
/// have yet.
///
/// Neither table authorizes anything. Whether the key is valid is looked up in the fold at each
/// request.
final class KeyHolders: Sendable {
    /// The most keys that are remembered; where there are more, all are asked for again.
    private static let limit = 10_000

    private struct Listed {
        var keys = 0
        var holders: [String: MemberID] = [:]
    }

    private let members = Mutex<[String: MemberID]>([:])
    private let listed = Mutex(Listed())

    func member(ofDigest digest: String) -> MemberID? { members.withLock { $0[digest] } }

    func note(_ digest: String, _ member: MemberID) {
        members.withLock { members in
            if members.count >= KeyHolders.limit { members.removeAll() }
            members[digest] = member
        }
    }

    /// Whose key it is by the consortium itself.
    ///
    /// Keys are added and never taken away, so that as many are the same: a flood of keys that
    /// nobody has costs one look at each.
    func member(ofDigest digest: String, in consortium: Consortium.State) -> MemberID? {
        let count = consortium.members.values.reduce(0) { $0 + $1.apiKeys.count }
        return listed.withLock { listed in
            if listed.keys != count {
                listed.holders = [:]
                for (member, held) in consortium.members {
                    for key in held.apiKeys { listed.holders[key.digest.text] = member }
                }
                listed.keys = count
            }
            return listed.holders[digest]
        }
    }
}
