public import Contracts

extension Sequencer {
    /// The state of an instance after the latest durable transition that this node has folded.
    ///
    /// - Throws: `LedgerFault` where the state must be folded again and the ledger is not
    ///   readable or not what was written.
    public nonisolated(nonsending) func instance(
        _ key: InstanceKey
    ) async throws -> HeldInstance? {
        while true {
            switch committed.find(key) {
            case .held(let held): return held
            case .none: return nil
            case .away(let place): try await bring(key, place)
            }
        }
    }

    /// The consortium's members and keys.
    public nonisolated func consortium() -> Consortium.State? {
        committed.withFold { $0.consortium }
    }

    /// Folds a state again from the instance's own transitions, and holds it.
    nonisolated(nonsending) func bring(_ key: InstanceKey, _ place: InstanceLocation) async throws {
        committed.bring(key, try await store.instance(key, at: place))
    }
}
