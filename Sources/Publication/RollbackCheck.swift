import Foundation
public import HTTPClient
public import TransparencyLog

/// A witness to be asked what it has cosigned.
public struct WitnessAddress: Hashable, Sendable {
    /// The key that it cosigns with.
    public let key: NoteVerifierKey
    /// Where it answers (C2SP tlog-witness: the monitoring prefix), without a slash at its end.
    public let url: String

    /// Names a witness; the key must be one that cosigns.
    public init(key: NoteVerifierKey, url: String) throws(PublicationError) {
        guard key.algorithm == .cosignatureV1 else {
            throw PublicationError("\(key): it is the key of a log, not of a witness")
        }
        self.key = key
        self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
    }

    /// Reads `VKEY=URL`.
    public init(parsing text: String) throws(PublicationError) {
        // The base64 in a key may end in equals signs of its own; a URL begins with its scheme.
        guard let separator = text.range(of: "=http") else {
            throw PublicationError("'\(text)' is not VKEY=URL")
        }
        let key: NoteVerifierKey
        do { key = try NoteVerifierKey(parsing: String(text[..<separator.lowerBound])) } catch {
            throw PublicationError("'\(text)': \(error.reason)")
        }
        try self.init(key: key, url: String(text[text.index(after: separator.lowerBound)...]))
    }
}

/// What witnesses have cosigned of a ledger, against a copy of it.
///
/// A witness never cosigns what does not continue the largest tree that it has seen. A copy that
/// has less than that tree has lost entries; to serve it would be to sign another history.
public struct RollbackCheck: Sendable {
    /// What one witness knows.
    public struct Finding: Sendable {
        /// The witness.
        public let witness: WitnessAddress
        /// The largest checkpoint that it has cosigned; `nil` where it has cosigned none.
        public let latest: SignedCheckpoint?
    }

    /// The longest that a witness may take, in milliseconds.
    private static let timeoutMilliseconds = 20_000
    private static let noteBytes = 64 * 1024

    private let logKeys: [NoteVerifierKey]
    private let origin: String
    private let client: CurlClient

    /// A check of the ledger that a key signs, and that the former keys have signed before it.
    ///
    /// What a witness cosigned before the log's key was replaced counts as what it cosigned since.
    public init(
        logKey: NoteVerifierKey,
        formerKeys: [NoteVerifierKey],
        client: CurlClient
    ) {
        logKeys = [logKey] + formerKeys
        origin = logKey.name
        self.client = client
    }

    /// Asks a witness for the largest checkpoint that it has cosigned.
    ///
    /// - Throws: `PublicationError` where it cannot be asked, or answers with something else than
    ///   a checkpoint that carries both its own signature and that of one of the log's keys.
    public func ask(_ witness: WitnessAddress) async throws -> Finding {
        let id = Hash.sha256(of: Array(origin.utf8)).hex
        let url = "\(witness.url)/\(id)/checkpoint"
        let answer: CurlResponse
        do {
            answer = try await client.send(
                CurlRequest(
                    url: url,
                    timeoutMilliseconds: RollbackCheck.timeoutMilliseconds,
                    maximumResponseBytes: RollbackCheck.noteBytes
                )
            )
        } catch {
            throw PublicationError("witness \(witness.key.name) at \(url): \(error)")
        }
        if answer.status == 404 { return Finding(witness: witness, latest: nil) }
        guard answer.status == 200 else {
            throw PublicationError(
                "witness \(witness.key.name) at \(url): it answered \(answer.status)"
            )
        }
        do {
            let signed = try SignedCheckpoint.open(
                try SignedNote(parsing: answer.body),
                origin: origin,
                logKeys: logKeys,
                witnesses: [witness.key]
            )
            guard signed.cosignatures.contains(where: { $0.key == witness.key }) else {
                throw NoteError.missingSignature(keyName: witness.key.name)
            }
            return Finding(witness: witness, latest: signed)
        } catch {
            throw PublicationError(
                "witness \(witness.key.name) at \(url): no checkpoint that it cosigned and that a "
                    + "key known here as this log's has signed: \(error)"
            )
        }
    }
}

extension RollbackCheck.Finding {
    /// How a copy of the ledger stands to what the witness has cosigned.
    public enum Verdict: Hashable, Sendable {
        /// The copy continues it, or is the same.
        case continues
        /// The copy has fewer entries: some are lost.
        case behind
        /// The copy is another history.
        case fork
    }

    /// Judges a copy; `root` gives the root of its first entries, up to its own size.
    public func judge(
        size: UInt64,
        root: (UInt64) async throws -> Hash
    ) async throws -> Verdict {
        // Every tree continues the empty one.
        guard let latest, latest.checkpoint.size > 0 else { return .continues }
        if latest.checkpoint.size > size { return .behind }
        return try await root(latest.checkpoint.size) == latest.checkpoint.root
            ? .continues : .fork
    }

    /// When the witness cosigned, in words.
    public var when: String {
        guard let time = latest?.cosignatures.first(where: { $0.key == witness.key })?.time else {
            return "at an unknown time"
        }
        let date = Date(timeIntervalSince1970: TimeInterval(time))
        return "on \(ISO8601DateFormatter().string(from: date))"
    }
}
