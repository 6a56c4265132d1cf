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
    table.open(
        .get,
        "/ledger/witnessed/checkpoint",
        "ledgerWitnessedCheckpoint",
        "Reads the newest checkpoint that is cosigned as the policy asks.",
        problems: [.notFound]
    ) { call in
        guard let witnessed = call.platform.publication.witnessed else {
            throw Problem(
                .notFound,
                "notWitnessed",
                "No checkpoint has been cosigned as the policy asks."
            )
        }
        return MediaAnswer(witnessed.cosigned)
    }
    table.open(
        .get,
        "/ledger/policy",
        "ledgerPolicy",
        "Reads the policy that members hold checkpoints against (c2sp.org/tlog-policy)."
    ) { call in
        MediaAnswer<PlainText>(call.platform.policyBytes, headers: [.cacheControl: "no-cache"])
    }
    let timestamp = "/ledger/timestamps/{size}"
    table.open(
        .get,
        timestamp,
        "ledgerTimestamp",
        "Reads the timestamp of the checkpoint of a size (RFC 3161)."
    ) { call in
        MediaAnswer<TimestampReplyType>(try await call.timestamp().reply, headers: forADay)
    }
    table.open(
        .get,
        "\(timestamp)/note",
        "ledgerTimestampNote",
        "Reads the signed note that a timestamp is of."
    ) { call in
        MediaAnswer<PlainText>(try await call.timestamp().note, headers: forADay)
    }
    table.open(
        .get,
        "/v1/ledger/timestamps",
        "ledgerTimestampList",
        "Lists the timestamps by size.",
        query: pageParameters,
        listTimestamps
    )
}

private let forADay: HTTPFields = [.cacheControl: "public, max-age=86400"]

@Sendable
private func listTimestamps(_ call: Call) async throws -> OK<PageAnswer<TimestampAnswer>> {
    let page = try call.page()
    let after = try call.numericCursor(page)
    guard let terms = call.platform.publication.terms else { return OK(PageAnswer([], next: nil)) }
    let found = try await terms.store.timestamps(after: after, limit: page.limit + 1)
    let shown = found.prefix(page.limit)
    return OK(
        PageAnswer(
            shown.map(TimestampAnswer.init),
            next: found.count > shown.count ? shown.last.map { "\($0.size)" } : nil
        )
    )
}

extension MediaAnswer<PlainText> {
    /// A signed note, which may be another the next time.
    init(_ note: SignedNote) {
        self.init(Array(note.serialized.utf8), headers: [.cacheControl: "no-cache"])
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
        _ choice: CheckpointChoice?
    ) async throws -> (SignedNote, Checkpoint) {
        let publication = platform.publication
        if choice != .latest, let witnessed = publication.witnessed, index < witnessed.size {
            return (witnessed.cosigned, try Checkpoint(parsing: witnessed.note.text))
        }
        guard choice != .witnessed else {
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
        let size = try index("size")
        guard let terms = platform.publication.terms,
            let timestamp = try await terms.store.timestamp(of: size)
        else { throw Problem.notFound("timestamp of a checkpoint", "\(size)") }
        return timestamp
    }
}

/// Which checkpoint a proof leads to.
enum CheckpointChoice: String, JSONCoded, CaseIterable, Sendable {
    /// The newest that is published.
    case latest
    /// The newest that is cosigned as the policy asks.
    case witnessed
}
