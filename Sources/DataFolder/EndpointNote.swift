import Contracts
import Ledger
import Logging
import Marine
import Notifier
import SQLiteFiles
import TransparencyLog

/// What the log's key signs of the webhook endpoints while the server runs: after a kill, it alone
/// says which there were.
enum EndpointNote {
    private static let title = "plimsoll endpoints v1"

    /// Seals by a log's key; what any of `logKeys` has signed counts as sealed.
    static func sealing(
        _ signer: NoteSigner,
        logKeys: [NoteVerifierKey],
        _ logger: Logger
    ) -> EndpointSealing {
        EndpointSealing(
            difference: { difference($0, logKeys: logKeys) },
            report: { difference in
                logger.critical(
                    """
                    the webhook endpoints may have been tampered with: none is registered or \
                    changed
                    """,
                    metadata: ["reason": "\(difference)"]
                )
            },
            note: { digest in
                let text = text(digest)
                return try SignedNote(text: text, signatures: [signer.sign(text)]).serialized
            }
        )
    }

    /// In what the endpoints differ from those that were signed, in words; `nil` where they do not.
    ///
    /// A file in which no endpoint was ever registered may have no seal yet.
    static func difference(
        _ seal: EndpointSeal,
        isSignedByLog: (SignedNote) -> Bool
    ) -> String? {
        guard let kept = seal.note else {
            return seal.count == 0 ? nil : "what the log's key has signed of them is gone"
        }
        guard let note = try? SignedNote(parsing: kept), isSignedByLog(note) else {
            return "what is kept as signed of them is none of the log's"
        }
        return note.text == text(seal.digest)
            ? nil : "they are not those that were signed: one was added, changed or removed"
    }

    /// The same, where any of `logKeys` may have signed.
    static func difference(_ seal: EndpointSeal, logKeys: [NoteVerifierKey]) -> String? {
        difference(seal) { (try? $0.verify(with: logKeys)) != nil }
    }

    /// The same of a folder's file, which nobody has open; `nil` too where there is no file, or one
    /// of an earlier program.
    ///
    /// - Throws: what keeps the file from being read.
    static func difference(
        in folder: String,
        logKeys: [NoteVerifierKey]
    ) async throws -> String? {
        let path = LedgerFolder.File.notifier.path(in: folder)
        guard try FilePlace.isThere(path) else { return nil }
        let source = try ReadOnlyFile(path, for: .owner)
        defer { source.discardCopy() }
        let deliveries = try DeliveryStore(reading: source)
        defer { try? deliveries.close() }
        guard !source.isOfEarlierProgram else { return nil }
        return difference(try await deliveries.endpointSeal(), logKeys: logKeys)
    }

    /// The keys that the log has had, and those that are held here.
    static func logKeys(_ held: LogKeys, _ consortium: Consortium.State?) -> [NoteVerifierKey] {
        let stated =
            (consortium?.formerLogKeys ?? []).map(\.key) + [consortium?.logKey].compactMap(\.self)
        return held.verifierKeys + stated.compactMap { try? NoteVerifierKey(parsing: $0.string) }
    }

    private static func text(_ digest: [UInt8]) -> String {
        "\(title)\n\(Base64.encode(digest))\n"
    }
}
