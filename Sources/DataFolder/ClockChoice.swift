import Contracts
import Ledger
public import Marine
import Services

/// The clock by which a data folder is opened.
///
/// Which clock a ledger goes by stands in its genesis entry for ever; a folder is opened by that
/// one or not at all.
public enum ClockChoice: Hashable, Sendable {
    /// The machine's.
    case machine
    /// One that the operator sets. It shows the instant given, at least that of the ledger's last
    /// entry; without one it goes on from that entry.
    case simulated(from: Instant?)
    /// The one that the ledger was founded with; a simulated one goes on from the last entry.
    case founded
}

extension ClockChoice {
    /// The simulated clock of a folder that is opened so; `nil` where it goes by the machine's.
    ///
    /// `snapshot` is the fold of its ledger; `nil` where that is yet to be founded.
    ///
    /// - Throws: `LedgerFolderError` where the ledger goes by another clock, or by one that shows
    ///   more than the instant given.
    func simulatedClock(
        _ snapshot: FoldSnapshot?,
        in folder: String
    ) throws(LedgerFolderError) -> SimulatedClock? {
        guard let snapshot, let consortium = snapshot.consortium else {
            guard case .simulated(let start) = self else { return nil }
            guard let start else { throw .noInstantToBegin(folder) }
            return SimulatedClock(at: start)
        }
        switch (self, consortium.clock) {
        case (.machine, nil), (.founded, nil):
            return nil
        case (.machine, .simulated):
            throw .foundedWithSimulatedClock(folder, snapshot.lastAt)
        case (.simulated, nil):
            throw .foundedWithMachineClock(folder)
        case (.founded, .simulated), (.simulated(nil), .simulated):
            return SimulatedClock(at: snapshot.lastAt)
        case (.simulated(let start?), .simulated):
            guard start >= snapshot.lastAt else {
                throw .clockWouldGoBack(folder, snapshot.lastAt, to: start)
            }
            return SimulatedClock(at: start)
        }
    }
}

extension LedgerFolderError {
    static func noInstantToBegin(_ folder: String) -> LedgerFolderError {
        LedgerFolderError(
            "\(folder): there is no ledger yet whose clock could go on. Nothing was founded. Name "
                + "the instant at which a new ledger's clock begins: --clock 2026-01-01T00:00:00Z"
        )
    }

    fileprivate static func foundedWithSimulatedClock(
        _ folder: String,
        _ last: Instant
    ) -> LedgerFolderError {
        LedgerFolderError(
            "\(folder): its ledger was founded with a simulated clock, which shows \(last), and "
                + "goes by no other. Nothing was served. Start it with --clock simulated, or with "
                + "--clock and an instant from then on"
        )
    }

    fileprivate static func foundedWithMachineClock(_ folder: String) -> LedgerFolderError {
        LedgerFolderError(
            "\(folder): its ledger was founded with the machine's clock, and goes by no other. "
                + "Nothing was served. Start it without --clock; a ledger with a simulated clock "
                + "is founded in another folder"
        )
    }

    fileprivate static func clockWouldGoBack(
        _ folder: String,
        _ last: Instant,
        to start: Instant
    ) -> LedgerFolderError {
        LedgerFolderError(
            "\(folder): its ledger's clock shows \(last) and does not go back to \(start). Nothing "
                + "was served. Start it with --clock simulated to go on from there, or with a "
                + "later instant"
        )
    }
}
