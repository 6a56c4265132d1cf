package import Contracts
package import Ledger

/// What a command came to, as a value that tests compare.
package enum Outcome: Hashable, Sendable {
    case done([UInt64], isRepeat: Bool)
    case refused(Refusal.Code)
    case fault(LedgerFault)
    case other(String)

    package init(_ body: () async throws -> CommandReceipt) async {
        do { self.init(.success(try await body())) } catch { self.init(.failure(error)) }
    }

    package init(_ result: Result<CommandReceipt, any Error>) {
        switch result {
        case .success(let receipt):
            self = .done(receipt.receipts.map(\.index), isRepeat: receipt.isRepeat)
        case .failure(let error as Refusal): self = .refused(error.code)
        case .failure(let error as LedgerFault): self = .fault(error)
        case .failure(let error): self = .other("\(error)")
        }
    }

    /// Whether the caller is told that nothing was committed.
    package var isNotCommitted: Bool {
        guard case .fault(.notCommitted) = self else { return false }
        return true
    }

    /// Whether the caller is told that the outcome is not known.
    package var isUnknown: Bool {
        guard case .fault(.outcomeUnknown) = self else { return false }
        return true
    }
}
