import CanonicalJSON
import HTTPTypes
import Hummingbird
import Ledger
import Marine
import Publication
import Services
import TransparencyLog

/// Adds what is published beside the tiles: the witnessed checkpoint, the policy, timestamps.
func addPublicationRoutes(to table: RouteTable) {
    table.open(.get, "/ledger/witnessed/checkpoint") { call in
        _ = try call.query()
        guard let witnessed = call.platform.publication.witnessed else {
            throw Problem(
                .notFound,
                "notWitnessed",
                "No checkpoint has been cosigned as the policy asks."
            )
        }
        return .note(witnessed.cosigned)
    }
    table.open(.get, "/ledger/policy") { call in
        _ = try call.query()
        return .bytes(
            call.platform.policyBytes,
            as: "text/plain; charset=utf-8",
            headers: [.cacheControl: "no-cache"]
        )
    }
    table.open(.get, "/ledger/timestamps/{size}") { call in
        let timestamp = try await call.timestamp()
        return .bytes(
            timestamp.reply,
            as: "application/timestamp-reply",
            headers: [.cacheControl: "public, max-age=86400"]
        )
    }
    table.open(.get, "/ledger/timestamps/{size}/note") { call in
        let timestamp = try await call.timestamp()
        return .bytes(
            timestamp.note,
            as: "text/plain; charset=utf-8",
            headers: [.cacheControl: "public, max-age=86400"]
        )
    }
    table.open(.get, "/v1/ledger/timestamps", listTimestamps)
}

@Sendable
private func listTimestamps(_ call: Call) async throws -> Response {
    let page = try call.page(try call.query("limit", "after"))
    let after = try call.numericCursor(page)
    guard let terms = call.platform.publication.terms else {
        return .page([TimestampAnswer](), next: nil)
    }
    let found = try await terms.store.timestamps(after: after, limit: page.limit + 1)
    let shown = found.prefix(page.limit)
    return .page(
        shown.map(TimestampAnswer.init),
        next: found.count > shown.count ? shown.last.map { "\($0.size)" } : nil
    )
}

extension Response {
    /// A signed note, which may be another the next time.
    static func note(_ note: SignedNote) -> Response {
        .bytes(
            Array(note.serialized.utf8),
            as: "text/plain; charset=utf-8",
            headers: [.cacheControl: "no-cache"]
        )
    }
}

extension Platform {
    /// The newest checkpoint that is published, with the cosignatures gathered so far.
    func publishedNote() async throws -> SignedNote? {
        if let newest = publication.newest { return newest.cosigned }
        return try await store.head().checkpoint
    }

    /// The policy that members hold checkpoints against.
    fileprivate var policyBytes: [UInt8] {
        publication.terms?.policy.bytes
            ?? Array("log \(logKey)\nquorum \(TlogPolicy.none)\n".utf8)
    }

    /// The policy as answers have it.
    var policy: PolicyAnswer {
        PolicyAnswer(publication.terms?.policy, text: String(decoding: policyBytes, as: UTF8.self))
    }

    /// Where timestamps come from, and the latest; `nil` where none are asked for.
    func timestamping() async throws -> TimestampingAnswer? {
        guard let terms = publication.terms, let url = terms.timestampURL else { return nil }
        let latest = try await terms.store.newestTimestamp().map(TimestampAnswer.init)
        return TimestampingAnswer(url: url, latest: latest)
    }
}

extension Call {
    /// How long a proof waits for a checkpoint that is about to be published, in seconds.
    private static let patienceSeconds = 2

    /// The newest checkpoint published, as signed and as read.
    func latestCheckpoint() async throws -> (SignedNote, Checkpoint) {
        guard let note = try await platform.publishedNote() else {
            throw LedgerFault.notCommitted(reason: "the ledger is not founded yet")
        }
        return (note, try Checkpoint(parsing: note.text))
    }

    /// The checkpoint that a proof about an entry leads to.
    ///
    /// Where none is chosen, it is the newest that is witnessed if it covers the entry, else the
    /// newest that is published.
    func checkpoint(
        covering index: UInt64,
        _ choice: String?
    ) async throws -> (SignedNote, Checkpoint) {
        guard [nil, "latest", "witnessed"].contains(choice) else {
            throw Problem.parameter("checkpoint", "valueUnknown", "it is latest or witnessed")
        }
        let publication = platform.publication
        if choice != "latest", let witnessed = publication.witnessed, index < witnessed.size {
            return (witnessed.cosigned, try Checkpoint(parsing: witnessed.note.text))
        }
        guard choice != "witnessed" else {
            throw Problem(
                .notFound,
                "notWitnessed",
                "No checkpoint that covers entry \(index) has been cosigned as the policy asks."
            )
        }
        await publication.wait(for: index, .published, seconds: Call.patienceSeconds)
        let (note, checkpoint) = try await latestCheckpoint()
        guard index < checkpoint.size else {
            throw Problem(
                .notFound,
                "notPublished",
                "Entry \(index) is committed, and no published checkpoint covers it yet.",
                headers: [.retryAfter: "1"]
            )
        }
        return (note, checkpoint)
    }

    /// The timestamp that the path names.
    fileprivate func timestamp() async throws -> StoredTimestamp {
        _ = try query()
        let size = try index("size")
        guard let terms = platform.publication.terms,
            let timestamp = try await terms.store.timestamp(of: size)
        else { throw Problem.notFound("timestamp of a checkpoint", "\(size)") }
        return timestamp
    }
}
