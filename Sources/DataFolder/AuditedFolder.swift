import Audit
import Foundation
import Glibc
import Ledger
import Notifier
import SQLiteFiles
import Storage

/// The stores of a data folder, opened to be read only: nothing in it is made or changed.
///
/// It may be served meanwhile, left by a process that was killed, or on a disk that takes no
/// writes. A store that is damaged keeps none of the others from being opened.
struct AuditedFolder {
    /// Why a store is not open.
    enum Closed: Hashable {
        /// There is no such file.
        case absent
        /// It is not what the program wrote; where.
        case damaged(String)
        /// It cannot be read now; why.
        case unavailable(String)
    }

    let ledger: SQLiteLogStore?
    let segments: SQLiteSegmentStore?
    let view: SQLiteView?
    let publication: SQLitePublicationStore?
    let deliveries: DeliveryStore?
    let cursors: SQLiteFollowerCursors?
    /// Whether a server may write to the folder meanwhile.
    let isServed: Bool
    /// Whether a process has the folder for itself.
    let isLocked: Bool
    /// The record of the last clean stop, as it was when the folder was opened; a server that stops
    /// meanwhile writes another.
    let stopNote: Result<Data?, SQLiteFileError>
    private let path: String
    /// Why stores are not open.
    private(set) var closed: [LedgerFolder.File: Closed] = [:]
    private var sources: [(file: LedgerFolder.File, source: ReadOnlyFile)] = []

    /// Opens what there is in a folder.
    ///
    /// - Throws: `LedgerFolderError` where there is no ledger, or it cannot be read now.
    init(_ path: String) throws {
        let isLocked = AuditedFolder.isLocked(path)
        self.path = path
        stopNote = Result { () throws(SQLiteFileError) in
            try FolderContents.bytes(of: "\(path)/\(CleanStop.name)")
        }
        let ledgerPath = LedgerFolder.File.ledger.path(in: path)
        do throws(SQLiteFileError) {
            guard try FilePlace.isThere(ledgerPath) else {
                throw .unavailable(reason: "\(ledgerPath): there is no ledger here")
            }
        } catch {
            switch error {
            case .unavailable(let reason): throw LedgerFolderError(reason)
            default: throw LedgerFolderError("\(error)")
            }
        }
        var sources: [(file: LedgerFolder.File, source: ReadOnlyFile)] = []
        var closed: [LedgerFolder.File: Closed] = [:]
        func opened<Store>(_ file: LedgerFolder.File, _ open: (ReadOnlyFile) throws -> Store)
            -> Store?
        {
            let place = file.path(in: path)
            do {
                guard try FilePlace.isThereWithCompanions(place) else {
                    closed[file] = .absent
                    return nil
                }
                let source = try ReadOnlyFile(place, isServed: isLocked, isExamined: true)
                sources.append((file, source))
                return try open(source)
            } catch {
                let reading = StoreFailure(error, of: file)
                closed[file] =
                    reading.isDamage ? .damaged(reading.text) : .unavailable(reading.text)
                return nil
            }
        }
        ledger = opened(.ledger) { try SQLiteLogStore(reading: $0) }
        segments = opened(.telemetry) { try SQLiteSegmentStore(reading: $0) }
        view = opened(.view) { try SQLiteView(reading: $0) }
        publication = opened(.publication) { try SQLitePublicationStore(reading: $0) }
        deliveries = opened(.notifier) { try DeliveryStore(reading: $0) }
        cursors = opened(.followers) { try SQLiteFollowerCursors(reading: $0) }
        self.isLocked = isLocked
        isServed = sources.contains { $0.source.condition == .inUse }
        self.sources = sources
        self.closed = closed
        if case .unavailable(let reason)? = closed[.ledger] {
            close()
            throw LedgerFolderError("\(path): the ledger cannot be read now: \(reason)")
        }
    }

    /// Why a store cannot be read; `nil` where it is open or not there.
    func failure(of file: LedgerFolder.File) -> String? {
        switch closed[file] {
        case .damaged(let text)?, .unavailable(let text)?: text
        case .absent?, nil: nil
        }
    }

    /// Whether an earlier program made a store.
    func isOfEarlierProgram(_ file: LedgerFolder.File) -> Bool {
        sources.contains { $0.file == file && $0.source.isOfEarlierProgram }
    }

    /// Makes sure that what was read as unchanging did not change.
    func requireUnchanged() throws {
        for (_, source) in sources { try source.requireUnchanged() }
    }

    /// Closes the stores and removes the copies.
    func close() {
        try? ledger?.close()
        try? segments?.close()
        try? view?.close()
        try? publication?.close()
        try? deliveries?.close()
        try? cursors?.close()
        for (_, source) in sources { source.discardCopy() }
    }

    /// Whether a process has the folder for itself, as a server does.
    static func isLocked(_ path: String) -> Bool {
        let descriptor = open("\(path)/lock", O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { Glibc.close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0
    }
}

extension AuditedFolder {
    /// Why the ledger must have had entries, where it has none; `nil` where it has some, or is
    /// just being founded.
    func lostLedger() async -> String? {
        guard !isLocked, let head = try? await ledger?.head(), head.size == 0,
            head.checkpoint == nil,
            let trace = try? FolderTraces.first(in: path, for: .visitor(isServed: false))
        else { return nil }
        return "it has no entry, but \(trace): the ledger is lost"
    }

    /// Looks through every file: its structure, its schema, its header and its storage classes.
    func files() async -> AuditedFiles {
        var files = AuditedFiles()
        files.unknownFiles = FolderContents.unknownFiles(in: path)
        files.links = FolderContents.links(in: path)
        for (name, reason, advice) in FolderContents.misplaced(in: path) {
            files.faults.append(.init(place: name, reason: reason, advice: advice))
        }
        for (file, reason) in closed {
            switch reason {
            case .absent where file == .telemetry: files.missing.append(file.rawValue)
            case .absent where file == .view: files.toBeMade.append(file.rawValue)
            case .absent: break
            case .damaged where files.faults.contains { $0.place.hasPrefix("\(file.rawValue)-") }:
                files.unexamined[file.rawValue] = "it is not opened, for what lies beside it"
            case .damaged(let text):
                files.faults.append(.init(place: file.rawValue, reason: text, advice: file.advice))
            case .unavailable(let text): files.unexamined[file.rawValue] = text
            }
        }
        if let reason = await lostLedger() {
            let file = LedgerFolder.File.ledger
            files.faults.append(.init(place: file.rawValue, reason: reason, advice: file.advice))
        }
        for (file, source) in sources {
            files.read.append(file.rawValue)
            if source.condition == .copied { files.copied.append(file.rawValue) }
            for difference in source.differences {
                files.faults.append(
                    .init(place: file.rawValue, reason: difference, advice: file.advice)
                )
            }
            do {
                for fault in try await source.faults() {
                    let place = fault.row.map { "\(file.rawValue) \($0)" } ?? file.rawValue
                    files.faults.append(
                        .init(place: place, reason: fault.reason, advice: file.advice)
                    )
                }
            } catch {
                let failure = StoreFailure(error, of: file)
                // What keeps it from being opened is named already.
                guard closed[file] == nil else { continue }
                if failure.isDamage {
                    files.faults.append(
                        .init(place: file.rawValue, reason: failure.text, advice: file.advice)
                    )
                } else {
                    files.unexamined[file.rawValue] = failure.text
                }
            }
        }
        return files
    }
}

extension LedgerFolder.File {
    /// How bad damage to the file is, and what to do about it.
    fileprivate var advice: AuditAdvice {
        switch self {
        case .ledger:
            AuditAdvice(
                .critical,
                "Keep this copy. Restore the newest backup into another folder with plimsoll "
                    + "restore, which can catch up from a mirror."
            )
        case .telemetry:
            AuditAdvice(
                .serious,
                "Restore the file from a backup; without one, move it away and have the shippers "
                    + "upload the same files again: the audit then names what is missing."
            )
        case .view:
            AuditAdvice(
                .minor,
                "Stop the server and run plimsoll rebuild: the view is folded again."
            )
        case .notifier:
            AuditAdvice(
                .serious,
                "Restore the file from a backup, or move it away: endpoints are then registered "
                    + "again, and may replay from any index."
            )
        case .publication:
            AuditAdvice(
                .serious,
                "Restore the file from a backup. Without one, move it away: checkpoints are "
                    + "cosigned and stamped anew, and what witnesses had shown is to be asked of "
                    + "them."
            )
        case .followers:
            AuditAdvice(
                .minor,
                "Nothing: the next start makes the cursors again, and the ledger is read from its "
                    + "start."
            )
        case .fold, .logKey, .nextLogKey, .identity:
            AuditAdvice(.serious, "Restore the file from a backup.")
        }
    }
}

/// What an error of any of a folder's stores says.
struct StoreFailure {
    /// Whether the store is damaged; otherwise it cannot be read now.
    let isDamage: Bool
    /// What is wrong, in words.
    let text: String

    init(_ error: any Error, of file: LedgerFolder.File) {
        switch error {
        case LogStoreError.damaged(let place), LedgerFault.damaged(let place),
            NotifierError.storageDamaged(let place), SQLiteFileError.damaged(let place):
            isDamage = true
            text = StoreFailure.words(place, file)
        case is LogStoreError, is LedgerFault, is NotifierError, is SQLiteFileError:
            isDamage = false
            text = "\(error)"
        default:
            let judged = SQLiteFileError(error, path: file.rawValue)
            if case .damaged(let place) = judged {
                isDamage = true
                text = StoreFailure.words(place, file)
            } else {
                isDamage = false
                text = "\(judged)"
            }
        }
    }

    /// The place without the file's name, which stands before it already.
    private static func words(_ place: String, _ file: LedgerFolder.File) -> String {
        let name = "\(file.rawValue): "
        return place.hasPrefix(name) ? String(place.dropFirst(name.count)) : place
    }
}
