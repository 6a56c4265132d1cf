import Ledger
import TransparencyLog

extension LogMirror {
    /// Checks the next stored leaves against the Consortium's payloads.
    func register(
        _ before: RegistrationRules,
        in target: SubmittedCheckpoint
    ) async throws {
        guard let payloads else { return }
        let limit = min(Self.chunkBundles * 256, target.checkpoint.size - before.size)
        let leaves = try await store.leaves(of: log, from: before.size, limit: Int(limit))
        let transitions: [Transition]
        do throws(LeafError) {
            var read: [Transition] = []
            for leaf in leaves { read.append(try Transition(leaf: leaf)) }
            transitions = read
        } catch { throw WitnessFault.storage("the mirror of '\(log.origin)': \(error)") }
        let wanted = transitions.enumerated().filter {
            RegistrationRules.needsPayload($0.element)
        }.map { before.size + UInt64($0.offset) }
        let held = try await Self.payloads(of: wanted, payloads)
        var rules = before
        do throws(Violation) {
            for transition in transitions {
                try rules.admit(transition, held[rules.size])
            }
        } catch {
            let entry = error.entry.map { Int($0 - before.size) }
            try await condemn(target, error, leaf: entry.map { leaves[$0] })
        }
        try await store.register(log, rules)
    }

    /// Fetches payloads, several at once.
    private static func payloads(
        of entries: [UInt64],
        _ reader: PayloadReader
    ) async throws -> [UInt64: Salted] {
        try await withThrowingTaskGroup(of: (UInt64, Salted).self) { group in
            var held: [UInt64: Salted] = [:]
            for (offset, entry) in entries.enumerated() {
                if offset >= 8, let (index, payload) = try await group.next() {
                    held[index] = payload
                }
                group.addTask { (entry, try await reader.payload(of: entry)) }
            }
            for try await (index, payload) in group { held[index] = payload }
            return held
        }
    }
}
