import Contracts
import Foundation
import Ledger
import Logging
import Marine
import Notifier
import Publication
import SQLiteFiles
import Services
import Storage
import TransparencyLog

/// A data folder as a start finds it, looked at from end to end before anything in it is changed.
///
/// Every reason to refuse a start is found here, and every file is opened to be read only: a start
/// that is refused leaves the folder as it was, with the record of its last clean stop. All that is
/// made is a view in a file aside, which takes the view's place later or goes.
struct FolderInspection: Sendable {
    /// What becomes of the view.
    enum View: Sendable, Equatable {
        /// It is as the server left it, and at the ledger's end.
        case kept
        /// It is made anew: it has been folded aside, in the file named, where there is a ledger.
        case remade(draft: String?)
    }

    /// The files that are as they were when the server last stopped in order.
    let untouched: Set<LedgerFolder.File>
    /// The fold of the whole ledger, which was found right; `nil` where there is none yet.
    let snapshot: FoldSnapshot?
    let view: View
    /// Why the ledger may take no commands, by what was published from it; `nil` where nothing
    /// speaks against it.
    let divergence: String?
    /// Whether the webhook endpoints are sealed as they are: they are of an earlier program, and
    /// the record of its clean stop vouches for them.
    let adoptsEndpoints: Bool
    /// Whether the folder is as a server left it that stopped in order, or has no ledger yet.
    let wasSealed: Bool

    /// Removes what was made aside.
    func abandon() {
        if case .remade(let draft?) = view { SQLiteFile.discard(draft) }
    }
}

/// One look at a folder.
struct FolderInspector {
    let folder: String
    let keys: LogKeyFolder
    let logKeys: LogKeys
    /// Whether what witnesses have shown against the ledger does not count.
    let dismissesEvidence: Bool
    let logger: Logger

    private var draft: String { LedgerFolder.File.view.path(in: folder) + ".draft" }

    /// Looks at everything, in the order in which the reasons to refuse matter most.
    ///
    /// - Throws: `LedgerFolderError` with what is wrong and what to do, or `LedgerFault` where
    ///   something cannot be read now.
    func run() async throws -> FolderInspection {
        let held = logKeys.verifierKeys
        try await requireIdentity(of: held)
        let stop = CleanStop.Found(in: folder, by: held)
        let untouched = CleanStop.untouched(in: folder, logKeys: held)
        guard let source = try source(of: .ledger) else { return try await newLedger(untouched) }
        let broken: [CleanStop.BrokenSeal]
        do throws(SQLiteFileError) {
            broken = try CleanStop.brokenSeals(in: folder, logKeys: held)
        } catch { throw LedgerFault(error) }
        if let first = broken.first { throw LedgerFolderError.brokenSeal(first, in: folder) }
        defer { source.discardCopy() }
        let ledger: SQLiteLogStore
        do { ledger = try SQLiteLogStore(reading: source) } catch { throw unopened(error) }
        defer { try? ledger.close() }
        let head: LogHead
        do { head = try await ledger.head() } catch { throw unopened(error) }
        guard head.size > 0 || head.checkpoint != nil else { return try await newLedger(untouched) }
        try await requireKeys(held, of: ledger, head)
        try requireSize(of: head)
        try requireWhole(untouched)
        try await requireNobodyAhead(of: head.size)
        if case .absent = stop {
            logger.notice(
                """
                the server did not stop in order, or the record of it is gone: everything is \
                checked
                """,
                metadata: ["record": "\(folder)/\(CleanStop.name)"]
            )
        }
        let inspection = try await inspect(ledger, head, untouched, stop)
        // Where the key is another than the ledger's, or the ledger is damaged, that is said first.
        do { try require(stop, of: head) } catch {
            inspection.abandon()
            throw error
        }
        return inspection
    }

    /// Refuses a record that no server left so: the next clean stop would seal what was changed
    /// with it.
    func require(_ found: CleanStop.Found, of head: LogHead) throws(LedgerFolderError) {
        switch found {
        case .absent: return
        case .invalid(let reason): throw .invalidStop(reason, in: folder)
        case .signed(let stop):
            // That of an earlier program does not name a checkpoint.
            guard stop.checkpoint.isEmpty || stop.checkpoint == head.checkpoint?.text else {
                throw .invalidStop("it is of another state of the ledger", in: folder)
            }
        }
    }

    /// A folder whose ledger is yet to be founded, as after a start that was cut short.
    private func newLedger(
        _ untouched: Set<LedgerFolder.File>
    ) async throws -> FolderInspection {
        try FolderTraces.requireNone(in: folder)
        return FolderInspection(
            untouched: untouched,
            snapshot: nil,
            view: .remade(draft: nil),
            divergence: nil,
            adoptsEndpoints: false,
            wasSealed: true
        )
    }

    /// Where the ledger's end is cut off, that is said, and not that others have read on.
    private func requireSize(of head: LogHead) throws {
        guard let note = head.checkpoint, let signed = try? Checkpoint(parsing: note.text),
            signed.size != head.size
        else { return }
        throw LedgerFolderError.damagedLedger(
            folder,
            "checkpoint: it is of \(signed.size) entries, the ledger has \(head.size)"
        )
    }

    /// Refuses a damaged database that cannot be made again, of those that the record of the last
    /// clean stop does not say to be untouched.
    private func requireWhole(_ untouched: Set<LedgerFolder.File>) throws {
        for file in [LedgerFolder.File.telemetry, .notifier, .publication]
        where !untouched.contains(file) {
            guard let source = try source(of: file) else { continue }
            defer { source.discardCopy() }
            do throws(SQLiteFileError) { try source.requireWhole() } catch {
                throw refusal(LedgerFault(error), of: file)
            }
        }
        // The others are opened below.
        guard let source = try source(of: .telemetry) else { return }
        defer { source.discardCopy() }
        do { try SQLiteSegmentStore(reading: source).close() } catch {
            throw refusal(error, of: .telemetry)
        }
    }

    /// Refuses what has read more entries than the ledger has: entries are lost, and others would
    /// take their places unread.
    private func requireNobodyAhead(of size: UInt64) async throws {
        for reader in [LedgerReader.view, .followers, .notifier] {
            let file = reader.file
            let fact: String?
            do {
                guard let source = try source(of: file) else { continue }
                defer { source.discardCopy() }
                fact = try await reader.ahead(of: size, in: source)
            } catch {
                // What is derived is made anew.
                if file != .notifier { continue }
                throw refusal(error, of: file)
            }
            if let fact { throw LedgerFolderError.ahead(reader, fact, of: size, in: folder) }
        }
    }

    /// Folds the whole ledger, or takes up the fold of the last clean stop, and checks it.
    private func inspect(
        _ ledger: SQLiteLogStore,
        _ head: LogHead,
        _ untouched: Set<LedgerFolder.File>,
        _ stop: CleanStop.Found
    ) async throws -> FolderInspection {
        let found = try await foundView(untouched, at: head.size)
        SQLiteFile.discard(draft)
        var aside: SQLiteView?
        do {
            if found != .kept { aside = try SQLiteView(path: draft) }
            let logKeys = logKeys
            let store = VerifiedLogStore(ledger, origin: logKeys.verifierKeys[0].name) {
                logKeys.verifierKeys
            }
            let sequencer = Sequencer(
                origin: logKeys.verifierKeys[0].name,
                store: store,
                view: aside ?? CompleteView(size: head.size),
                keys: logKeys,
                logger: logger,
                clock: { Instant(millisecondsSinceEpoch: 0) }
            )
            let fold = FoldFile(folder: folder)
            let left = logKeys.verifierKeys.lazy
                .compactMap { fold.read(logKey: $0, logger: logger) }.first
            try await start(sequencer, from: left)
            if let consortium = sequencer.consortium() { try keys.requireIdentity(of: consortium) }
            try requireOwnSignatures(head, sequencer.consortium())
            let adoptsEndpoints = try await requireEndpoints(sequencer.consortium(), stop, head)
            let divergence = try await divergence(of: sequencer, store)
            let snapshot = try await sequencer.snapshot()
            try aside?.close()
            return FolderInspection(
                untouched: untouched,
                snapshot: snapshot,
                view: found,
                divergence: divergence,
                adoptsEndpoints: adoptsEndpoints,
                wasSealed: stop.isSigned
            )
        } catch {
            try? aside?.close()
            SQLiteFile.discard(draft)
            throw unwritten(error)
        }
    }

    private func start(_ sequencer: Sequencer, from snapshot: FoldSnapshot?) async throws {
        do { try await sequencer.start(from: snapshot) } catch let fault as LedgerFault {
            switch fault {
            case .damaged(let place): throw LedgerFolderError.damagedLedger(folder, place)
            case .keyNotHeld:
                let inForce = sequencer.consortium()?.logKey.string ?? "unknown"
                throw LedgerFolderError.keyOfAnotherTerm(logKeys.verifierKeys, inForce, in: folder)
            default: throw fault
            }
        }
    }

    /// The view is a fold: one that is not surely whole is folded again.
    private func foundView(
        _ untouched: Set<LedgerFolder.File>,
        at size: UInt64
    ) async throws -> FolderInspection.View {
        do {
            guard untouched.contains(.view), let source = try source(of: .view) else {
                return .remade(draft: draft)
            }
            defer { source.discardCopy() }
            let view = try SQLiteView(reading: source)
            defer { try? view.close() }
            return try await view.appliedSize() == size ? .kept : .remade(draft: draft)
        } catch {
            logger.warning("the view is made again", metadata: ["damaged": "\(error)"])
            return .remade(draft: draft)
        }
    }

    /// Holds the ledger against what was published from it.
    private func divergence(
        of sequencer: Sequencer,
        _ store: any LogStore
    ) async throws -> String? {
        guard let source = try source(of: .publication) else { return nil }
        defer { source.discardCopy() }
        let record: SQLitePublicationStore
        do { record = try SQLitePublicationStore(reading: source) } catch {
            throw refusal(error, of: .publication)
        }
        defer { try? record.close() }
        let inForce = logKeys.inForce(sequencer.consortium())
        do {
            return try await PublishedRecord(
                record,
                at: source.path,
                against: store,
                called: LedgerFolder.File.ledger.rawValue,
                logKeys: try LogKeyChain(
                    held: inForce?.verifierKey ?? logKeys.verifierKeys[0],
                    after: try await sequencer.formerLogKeys(in: store)
                ),
                logger: logger
            ).divergence(countingEvidence: !dismissesEvidence)
        } catch let error as PublicationError {
            throw LedgerFolderError(error.description)
        }
    }

    func source(of file: LedgerFolder.File) throws -> ReadOnlyFile? {
        let path = file.path(in: folder)
        do throws(SQLiteFileError) {
            guard try FilePlace.isThere(path) else { return nil }
            return try ReadOnlyFile(path, for: .owner)
        } catch { throw LedgerFault(error) }
    }

    private func unopened(_ error: any Error) -> any Error {
        switch error {
        case LogStoreError.damaged(let place): LedgerFolderError.damagedLedger(folder, place)
        case LogStoreError.unreadable(let reason): LedgerFolderError.unopenedLedger(folder, reason)
        default: error
        }
    }

    private func unwritten(_ error: any Error) -> any Error {
        switch error {
        case LedgerFault.storageFull(let reason):
            LedgerFolderError(
                "\(folder): there is no room to write: \(reason). Nothing was served. Make room on "
                    + "that disk, and start again"
            )
        case LedgerFault.storageReadOnly(let reason):
            LedgerFolderError(
                "\(folder): the disk takes no writes: \(reason). Nothing was served. Let it be "
                    + "written to, and start again"
            )
        default: error
        }
    }

    func refusal(_ error: any Error, of file: LedgerFolder.File) -> any Error {
        switch error {
        case LedgerFault.damaged(let place), NotifierError.storageDamaged(let place):
            LedgerFolderError.damaged(file, place, in: folder)
        default: error
        }
    }
}

/// Stands for a view that has all there is, and takes nothing.
private struct CompleteView: LedgerView {
    let size: UInt64

    func appliedSize() async throws -> UInt64 { size }
    func apply(_ entries: [FoldedEntry]) async throws {}
}
