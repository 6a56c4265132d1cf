import GRDB
public import Ledger
public import SQLiteFiles

// How errors of SQLite files become faults of the ledger: this module alone knows both.

extension LedgerFault {
    /// The fault behind an error of a file that is kept beside the ledger's.
    public init(_ error: SQLiteFileError) {
        switch error {
        case .full(let reason): self = .storageFull(reason: reason)
        case .readOnly(let reason): self = .storageReadOnly(reason: reason)
        case .damaged(let place): self = .damaged(place: place)
        case .unavailable(let reason): self = .unavailable(reason: reason)
        }
    }
}

extension LogStoreError {
    /// The error of a failed read or opening of the ledger's file.
    init(reading error: any Error, path: String) {
        switch SQLiteFileError(error, path: path) {
        case .damaged(let place): self = .damaged(place: place)
        case .full(let reason), .readOnly(let reason), .unavailable(let reason):
            self = .unreadable(reason: reason)
        }
    }

    /// The error of a failed append.
    ///
    /// Where there is no room, or the file takes no writes, the frame of the log that commits the
    /// transaction is not there: SQLite writes it last. Any other failure of the commit itself,
    /// such as that of the flush, leaves it open whether the batch survives a loss of power.
    init(writing error: any Error, hasReachedCommit: Bool, path: String) {
        switch SQLiteFileError(error, path: path) {
        case .full(let reason): self = .full(reason: reason)
        case .readOnly(let reason): self = .readOnly(reason: reason)
        case .damaged(let place) where !hasReachedCommit: self = .damaged(place: place)
        case .damaged(let reason), .unavailable(let reason):
            self =
                hasReachedCommit ? .outcomeUnknown(reason: reason) : .notWritten(reason: reason)
        }
    }
}
