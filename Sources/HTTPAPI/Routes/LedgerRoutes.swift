import CanonicalJSON
import Contracts
import HTTPTypes
import Hummingbird
import Ledger
import Publication
import Services
import TransparencyLog

/// Adds the ledger as members read it: what it is, its entries and their proofs.
func addLedgerRoutes(to table: RouteTable) {
    table.open(.get, "/v1/ledger", "ledgerRead", "Says which ledger this is.", describe)
    table.open(
        .get,
        "/v1/ledger/entries/{index}",
        "entryRead",
        "Reads an entry; whoever may read its instance gets the payload and the command.",
        query: [waitParameter],
        readEntry
    )
    table.open(
        .get,
        "/v1/ledger/entries/{index}/proof",
        "entryProof",
        "Proves that a checkpoint's tree has an entry: as JSON, or as text (c2sp.org/tlog-proof) "
            + "where that is asked for by `format` or `Accept`.",
        query: [formatParameter, checkpointParameter],
        prove
    )
}

private let waitParameter = QueryParameter.number(
    "wait",
    0...30,
    "For how many seconds to wait until the entry is witnessed."
)
private let formatParameter = QueryParameter<ProofFormat>.choice("format", "How to answer.")
private let checkpointParameter = QueryParameter<CheckpointChoice>.choice(
    "checkpoint",
    "Which checkpoint the proof leads to; the newest witnessed that covers the entry, else the "
        + "newest, where it is left out."
)

/// How a proof is spelled.
enum ProofFormat: String, JSONCoded, CaseIterable, Sendable {
    /// JSON.
    case json
    /// The text of c2sp.org/tlog-proof.
    case tlogProof = "tlog-proof"
}

@Sendable
private func describe(_ call: Call) async throws -> OK<LedgerAnswer> {
    let (note, checkpoint) = try await call.latestCheckpoint()
    let platform = call.platform
    let answer = LedgerAnswer(
        origin: platform.origin,
        vkey: "\(platform.logKey)",
        previousVkeys: try await platform.formerLogKeys().map(FormerLogKeyAnswer.init),
        size: checkpoint.size,
        root: checkpoint.root,
        checkpoint: note.serialized,
        policy: platform.policy,
        sizes: LedgerSizesAnswer(
            committed: try await platform.store.head().size,
            published: checkpoint.size,
            witnessed: platform.publication.witnessed?.size ?? 0
        ),
        timestamping: try await platform.timestamping()
    )
    return OK(answer, headers: [.cacheControl: "no-cache"])
}

@Sendable
private func readEntry(
    _ call: Call
) async throws -> Either<OK<EntryAnswer>, OK<EntryInFullAnswer>> {
    let seconds = try call.value(of: waitParameter) ?? 0
    let entry = try await call.entry()
    let publication = call.platform.publication
    await publication.wait(for: entry.index, .witnessed, seconds: seconds)
    let transition = try Transition(leaf: entry.leaf)
    let answer = EntryAnswer(
        index: entry.index,
        status: publication.status(of: entry.index),
        leafHash: RFC6962.leafHash(entry.leaf),
        leaf: LedgerObject(bytes: entry.leaf)
    )
    let headers: HTTPFields = [.cacheControl: "no-store"]
    guard try await mayRead(entry, transition, call) else {
        return .first(OK(answer, headers: headers))
    }
    guard let payload = entry.payload else {
        throw LedgerFault.damaged(place: "entry \(entry.index): its payload is missing")
    }
    let whole = EntryInFullAnswer(
        entry: answer,
        payload: SaltedObject(payload),
        command: entry.command.map(SaltedObject.init)
    )
    return .second(OK(whole, headers: headers))
}

/// Whether the caller may read what an entry holds: a party to its instance, within the audience
/// that a command of the consortium has.
private func mayRead(
    _ entry: LogEntry,
    _ transition: Transition,
    _ call: Call
) async throws -> Bool {
    let audience = Consortium.audience(of: transition.step)
    if audience == .everybody { return true }
    guard let caller = call.context.caller,
        try await call.platform.mayRead(transition.key, caller)
    else { return false }
    switch audience {
    case nil, .everybody, .members: return true
    case .memberNamed, .auditors:
        if caller.roles.contains(.operator) || caller.readsEverything
            || caller.member == transition.actor
        {
            return true
        }
        return audience == .memberNamed && caller.member == member(in: entry, transition)
    }
}

/// The member that a command of the consortium names.
private func member(in entry: LogEntry, _ transition: Transition) -> MemberID? {
    guard let payload = entry.payload,
        case .consortium(let record)? = try? StepPayload.decode(
            .consortium,
            from: payload.bytes,
            in: transition.edition
        )
    else { return nil }
    return record.arguments.member
}

@Sendable
private func prove(_ call: Call) async throws -> Either<OK<ProofAnswer>, MediaAnswer<PlainText>> {
    let wantsText =
        switch try call.value(of: formatParameter) {
        case nil: call.request.headers[.accept]?.hasPrefix("text/plain") ?? false
        case .json: false
        case .tlogProof: true
        }
    let choice = try call.value(of: checkpointParameter)
    let entry = try await call.entry()
    let (note, checkpoint) = try await call.checkpoint(covering: entry.index, choice)
    var tiles = PrefetchedTiles()
    try await tiles.fetch(leaf: entry.index, in: checkpoint.size, from: call.platform.store)
    let hashes = try TreeHashes(TileNodes(size: checkpoint.size, tiles: tiles))
        .inclusionProof(index: entry.index, size: checkpoint.size)
    let headers: HTTPFields = [.cacheControl: "no-cache", .vary: "Accept"]
    if wantsText {
        let proof = try TlogProof(index: entry.index, hashes: hashes, note: note)
        return .second(MediaAnswer(Array(proof.text.utf8), headers: headers))
    }
    let answer = ProofAnswer(
        index: entry.index,
        status: call.platform.publication.status(of: entry.index),
        leafHash: RFC6962.leafHash(entry.leaf),
        size: checkpoint.size,
        root: checkpoint.root,
        hashes: hashes,
        checkpoint: note.serialized
    )
    return .first(OK(answer, headers: headers))
}

extension Call {
    /// The entry that the path names.
    fileprivate func entry() async throws -> LogEntry {
        let index = try index()
        guard let entry = try await platform.store.entries(at: [index]).first else {
            throw Problem.notFound("ledger entry", "\(index)")
        }
        return entry
    }
}
