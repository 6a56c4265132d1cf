/// Lets one in at a time under each key, in the order in which they came.
actor KeyedGate<Key: Hashable & Sendable> {
    private var busy: Set<Key> = []
    private var waiting: [Key: [CheckedContinuation<Void, Never>]] = [:]

    /// Runs a body while no other runs under the key.
    nonisolated(nonsending) func alone<Value>(
        with key: Key,
        _ body: () async throws -> Value
    ) async throws -> Value {
        await enter(key)
        do {
            let value = try await body()
            await leave(key)
            return value
        } catch {
            await leave(key)
            throw error
        }
    }

    private func enter(_ key: Key) async {
        guard !busy.insert(key).inserted else { return }
        await withCheckedContinuation { waiting[key, default: []].append($0) }
    }

    private func leave(_ key: Key) {
        guard var queue = waiting[key], !queue.isEmpty else {
            busy.remove(key)
            return
        }
        let next = queue.removeFirst()
        waiting[key] = queue.isEmpty ? nil : queue
        next.resume()
    }
}
