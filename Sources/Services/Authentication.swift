import Contracts
import Ledger
import Logging
import Synchronization
import TransparencyLog

extension Platform {
    /// The member that an API key speaks for; `nil` where none does.
    public func authenticate(apiKey: String) async throws -> Caller? {
        let digest = Hash.sha256(of: Array(apiKey.utf8)).base64
        // The view only says where to look: what a key may do is what the ledger's fold says, so
        // that a row written into the view opens nothing.
        guard let member = await self.member(ofKeyDigest: digest),
            let held = sequencer.consortium()?.members[member],
            held.apiKeys.contains(where: { $0.digest == digest && $0.revokedAt == nil })
        else { return nil }
        return Caller(member: member, roles: Set(held.roles))
    }

    /// Whose key it is: as the view has it, or as the fold has where the view cannot say.
    private func member(ofKeyDigest digest: String) async -> MemberID? {
        if let known = keyHolders.member(ofDigest: digest) { return known }
        // Asked before the view is: it may be brought up right after it was read.
        let isBehind = sequencer.viewIsBehind
        do {
            if let found = try await listedMember(ofKeyDigest: digest) { return found }
            guard isBehind else { return nil }
            try await sequencer.bringViewUp()
            return try await listedMember(ofKeyDigest: digest)
        } catch {
            logger.error("view cannot say whose key it is", metadata: ["error": "\(error)"])
        }
        return sequencer.consortium()?.members.first { _, held in
            held.apiKeys.contains { $0.digest == digest }
        }?.key
    }

    private func listedMember(ofKeyDigest digest: String) async throws -> MemberID? {
        guard let found = try await view.member(ofKeyDigest: digest) else { return nil }
        keyHolders.note(digest, found)
        return found
    }
}

/// Whose API keys have been seen, so that a request need not ask the view.
///
/// It only says where to look: whether a key holds is asked of the ledger's fold each time.
final class KeyHolders: Sendable {
    /// The most keys that are remembered; where there are more, all are asked for again.
    private static let limit = 10_000

    private let members = Mutex<[String: MemberID]>([:])

    func member(ofDigest digest: String) -> MemberID? { members.withLock { $0[digest] } }

    func note(_ digest: String, _ member: MemberID) {
        members.withLock { members in
            if members.count >= KeyHolders.limit { members.removeAll() }
            members[digest] = member
        }
    }
}
