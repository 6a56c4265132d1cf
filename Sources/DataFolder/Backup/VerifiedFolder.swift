import Contracts
import Foundation
import Ledger
import Marine
import SQLiteFiles
import Storage
import TransparencyLog

/// A folder of stores that nobody writes to, checked whole: the ledger against its tree and its
/// signature, the segments that it names, and that nothing derived is ahead of it.
struct VerifiedFolder {
    private static let page = 2000

    /// The checkpoint that the ledger ends with.
    let checkpoint: Checkpoint
    /// The same, as signed.
    let note: SignedNote
    /// How many segments the ledger names.
    let segments: Int
    /// The log's keys, as the ledger's own entries put them in force.
    let logKeys: LogKeyChain

    /// Checks a folder whose ledger must have had the log's key `trusted`; `lackingSegments` are
    /// known to be missing, by digest in base64.
    ///
    /// - Throws: `LedgerFault.damaged` naming the first bad place; what keeps it from reading.
    init(
        _ folder: String,
        trusting trusted: NoteVerifierKey,
        lackingSegments: Set<String> = []
    ) async throws {
        let path = LedgerFolder.File.ledger.path(in: folder)
        guard FileManager.default.fileExists(atPath: path) else {
            throw LedgerFolderError("\(path): there is no ledger here")
        }
        let ledger = try SQLiteLogStore(path: path)
        defer { try? ledger.close() }
        let head = try await ledger.head()
        guard let note = head.checkpoint else {
            throw LedgerFolderError("\(path): the ledger is empty")
        }
        try await LogCheck.requireIndexes(of: ledger)
        let telemetry = try SQLiteSegmentStore(path: LedgerFolder.File.telemetry.path(in: folder))
        defer { try? telemetry.close() }
        var check = LogCheck(
            of: ledger,
            origin: trusted.name,
            trusting: [trusted]
        )
        var segments = 0
        while check.edge.size < head.size {
            let entries = try await ledger.entries(
                from: check.edge.size,
                limit: VerifiedFolder.page
            )
            guard !entries.isEmpty else {
                throw LedgerFault.damaged(place: "entry \(check.edge.size): it is missing")
            }
            let transitions = try entries.map { try $0.transition() }
            try await check.examine(entries, transitions)
            for (entry, transition) in zip(entries, transitions) {
                for digest in try entry.segments(transition)
                where !lackingSegments.contains(Base64.encode(digest)) {
                    try await telemetry.requireSegment(digest)
                    segments += 1
                }
            }
        }
        try await check.end(at: head)
        try await VerifiedFolder.requireNothingAhead(of: head.size, in: folder)
        self.note = note
        logKeys = check.logKeys ?? LogKeyChain(from: trusted)
        self.segments = segments
        checkpoint = try Checkpoint(parsing: note.text)
    }

    private static func requireNothingAhead(of size: UInt64, in folder: String) async throws {
        let manager = FileManager.default
        for name in try manager.contentsOfDirectory(atPath: folder).sorted()
        where name.hasSuffix(".sqlite") {
            try LedgerFolder.requireWhole("\(folder)/\(name)")
        }
        for reader in LedgerReader.allCases {
            let file = reader.file
            let path = file.path(in: folder)
            guard manager.fileExists(atPath: path) else { continue }
            let source = try ReadOnlyFile(path, for: .owner)
            defer { source.discardCopy() }
            guard let fact = try await reader.ahead(of: size, in: source) else { continue }
            throw LedgerFault.damaged(
                place: "\(file.rawValue): \(fact), but the ledger has \(size) entries"
            )
        }
    }
}

extension LogEntry {
    /// What the leaf says.
    func transition() throws(LedgerFault) -> Transition {
        do { return try Transition(leaf: leaf) } catch {
            throw .damaged(place: "entry \(index): \(error)")
        }
    }

    /// The digests of the segments that the entry pins.
    func segments(_ transition: Transition) throws(LedgerFault) -> [[UInt8]] {
        guard transition.step == Shipment.step(.recordTelemetry), let payload else { return [] }
        guard
            case .shipment(let record)? = try? StepPayload.decode(
                .shipment,
                from: payload.bytes,
                in: transition.edition
            ),
            let upload = record.arguments.upload
        else { throw .damaged(place: "entry \(index): its payload is no upload's") }
        return upload.segments.compactMap { Base64.decode($0.digest.string) }
    }
}

extension SQLiteSegmentStore {
    /// Makes sure that a segment is there, and is the one that the digest names.
    func requireSegment(_ digest: [UInt8]) async throws {
        let name = Base64.encode(digest)
        guard let bytes = try await segment(digest: digest) else {
            throw LedgerFault.damaged(place: "segment \(name): it is missing")
        }
        guard Hash.sha256(of: bytes).bytes == digest else {
            throw LedgerFault.damaged(place: "segment \(name)")
        }
    }
}
