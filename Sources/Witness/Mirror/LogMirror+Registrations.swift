import Ledger
import TransparencyLog

extension LogMirror {
    /// Checks the next stored leaves against the Consortium's payloads.
    func register(from size: UInt64, in target: SubmittedCheckpoint) async throws {
        guard let payloads else { return }
        let before: RegistrationRules
        if let kept = registrations, kept.size == size {
            before = kept
        } else {
            before = try await store.registrations(of: log)
        }
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
        }.map { (index: before.size + UInt64($0.offset), digest: $0.element.payload) }
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
        // A state is only ever replaced by folding an event into it.
        try await store.register(log, rules, changing: !wanted.isEmpty)
        registrations = rules
    }

    /// Fetches payloads, several at once.
    private static func payloads(
        of entries: [(index: UInt64, digest: Hash)],
        _ reader: PayloadReader
    ) async throws -> [UInt64: Salted] {
        try await withThrowingTaskGroup(of: (UInt64, Salted).self) { group in
            var held: [UInt64: Salted] = [:]
            for (offset, entry) in entries.enumerated() {
                if offset >= 8, let (index, payload) = try await group.next() {
                    held[index] = payload
                }
                group.addTask {
                    (entry.index, try await reader.payload(of: entry.index, digest: entry.digest))
                }
            }
            for try await (index, payload) in group { held[index] = payload }
            return held
        }
    }
}
