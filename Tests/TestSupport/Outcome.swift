package import Contracts
package import Ledger

/// What a command came to, as a value that tests compare.
package enum Outcome: Hashable, Sendable {
    case done([UInt64], isRepeat: Bool)
    case refused(Refusal.Code)
    case fault(LedgerFault)
    case other(String)

    package init(_ body: () async throws -> CommandReceipt) async {
        do {
            let receipt = try await body()
            self = .done(receipt.receipts.map(\.index), isRepeat: receipt.isRepeat)
        } catch let error as Refusal {
            self = .refused(error.code)
        } catch let error as LedgerFault {
            self = .fault(error)
        } catch {
            self = .other("\(error)")
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
