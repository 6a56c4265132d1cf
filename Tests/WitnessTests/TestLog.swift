import CanonicalJSON
import Ledger
import TestSamples
import TestSupport
import TransparencyLog

/// A log in memory: entries, the tree over them by RFC 6962's own recursion,
/// and the key that signs.
struct TestLog: Sendable {
    var entries: [LogEntry]
    var signer = LedgerWriter.signer
    /// Who signs from some size on; at that size both do.
    var successor: (signer: NoteSigner, from: UInt64)?

    init(_ entries: [LogEntry] = []) { self.entries = entries }

    /// A log of texts that are no transitions: enough for a witness of the tree alone.
    init(texts: some Sequence<String>, signer: NoteSigner = LedgerWriter.signer) {
        self.signer = signer
        entries = []
        for text in texts { append(Array(text.utf8)) }
    }

    var origin: String { signer.verifierKey.name }
    var size: UInt64 { UInt64(entries.count) }
    var hashes: [Hash] { entries.map { RFC6962.leafHash($0.leaf) } }

    mutating func append(_ leaf: [UInt8], payload: Salted? = nil) {
        entries.append(LogEntry(index: size, leaf: leaf, payload: payload, command: nil))
    }

    /// The same log with one leaf written anew, in canonical form.
    func changing(_ index: Int, _ change: (inout [String: JSONValue]) -> Void) throws -> TestLog {
        var log = self
        let entry = entries[index]
        var fields = try JSONValue(parsing: entry.leaf).objectValue ?? [:]
        change(&fields)
        log.entries[index] = LogEntry(
            index: entry.index,
            leaf: try JSONValue.object(fields).canonicalBytes(),
            payload: entry.payload,
            command: entry.command
        )
        return log
    }

    func root(at size: UInt64) -> Hash { DefinitionTree(leaves: hashes).root(hashes[..<Int(size)]) }

    /// The signed checkpoint of the first `size` entries.
    func note(at size: UInt64) throws -> SignedNote {
        let checkpoint = try Checkpoint(origin: origin, size: size, root: root(at: size))
        guard let successor, size >= successor.from else {
            return try SignedCheckpoint.sign(checkpoint, by: signer)
        }
        return try SignedCheckpoint.sign(
            checkpoint,
            by: size == successor.from ? [signer, successor.signer] : [successor.signer]
        )
    }

    /// The body of an add-checkpoint request.
    func body(old: UInt64, size: UInt64) throws -> String {
        try AddCheckpointRequest(
            oldSize: old,
            proof: old <= size
                ? TreeHashes(DefinitionTree(leaves: hashes)).consistencyProof(from: old, to: size)
                : [],
            note: note(at: size)
        ).text
    }
}
