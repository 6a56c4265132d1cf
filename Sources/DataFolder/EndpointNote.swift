import Ledger
import Notifier
import TransparencyLog

/// What the log's key signs of the webhook endpoints while the server runs: after a kill, it alone
/// says which there were.
enum EndpointNote {
    private static let title = "plimsoll endpoints v1"

    /// Seals by a log's key.
    static func sealing(_ signer: NoteSigner) -> EndpointSealing {
        EndpointSealing { digest in
            let text = text(digest)
            return try SignedNote(text: text, signatures: [signer.sign(text)]).serialized
        }
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

    private static func text(_ digest: [UInt8]) -> String {
        "\(title)\n\(Base64.encode(digest))\n"
    }
}
