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
    table.open(.get, "/v1/ledger", describe)
    table.open(.get, "/v1/ledger/entries/{index}", readEntry)
    table.open(.get, "/v1/ledger/entries/{index}/proof", prove)
}

@Sendable
private func describe(_ call: Call) async throws -> Response {
    _ = try call.query()
    let (note, checkpoint) = try await call.latestCheckpoint()
    let former = try await call.platform.formerLogKeys().map(FormerLogKeyAnswer.init)
    let committed = try await call.platform.store.head().size
    let timestamping = try await call.platform.timestamping()
    return .object(headers: [.cacheControl: "no-cache"]) { writer in
        writer.member("origin", call.platform.origin)
        writer.member("vkey", "\(call.platform.logKey)")
        writer.member("previousVkeys", former)
        writer.member("size", checkpoint.size)
        writer.member("root", checkpoint.root)
        writer.member("checkpoint", note.serialized)
        writer.member("policy", call.platform.policy)
        writer.key("sizes")
        writer.beginObject()
        writer.member("committed", committed)
        writer.member("published", checkpoint.size)
        writer.member("witnessed", call.platform.publication.witnessed?.size ?? 0)
        writer.endObject()
        writer.optional("timestamping", timestamping)
    }
}

@Sendable
private func readEntry(_ call: Call) async throws -> Response {
    let seconds = try call.number("wait", in: try call.query("wait"), 0...30, default: 0)
    let entry = try await call.entry()
    let publication = call.platform.publication
    await publication.wait(for: entry.index, .witnessed, seconds: seconds)
    let transition = try Transition(leaf: entry.leaf)
    let isEntitled = try await mayRead(entry, transition, call)
    return .object(headers: [.cacheControl: "no-store"]) { writer in
        writer.member("index", entry.index)
        writer.member("status", publication.status(of: entry.index).rawValue)
        writer.member("leafHash", RFC6962.leafHash(entry.leaf))
        writer.key("leaf")
        writer.raw(entry.leaf)
        guard isEntitled else { return }
        writer.optional("payload", entry.payload.map(SaltedAnswer.init))
        writer.optional("command", entry.command.map(SaltedAnswer.init))
    }
}

/// What replaces the log's key is open to all: whoever trusts the old key follows to the new one.
private func mayRead(
    _ entry: LogEntry,
    _ transition: Transition,
    _ call: Call
) async throws -> Bool {
    if transition.contract == .consortium, transition.edge.action == "rotateLogKey" { return true }
    guard let caller = call.context.caller else { return false }
    return try await call.platform.mayRead(transition.key, caller)
        && caller.mayReadKeys(of: entry, transition)
}

@Sendable
private func prove(_ call: Call) async throws -> Response {
    let query = try call.query("format", "checkpoint")
    let wantsText: Bool
    switch query["format"] {
    case nil: wantsText = call.request.headers[.accept]?.hasPrefix("text/plain") ?? false
    case "json": wantsText = false
    case "tlog-proof": wantsText = true
    default: throw Problem.parameter("format", "valueUnknown", "it is json or tlog-proof")
    }
    let entry = try await call.entry()
    let (note, checkpoint) = try await call.checkpoint(covering: entry.index, query["checkpoint"])
    var tiles = PrefetchedTiles()
    try await tiles.fetch(leaf: entry.index, in: checkpoint.size, from: call.platform.store)
    let hashes = try TreeHashes(TileNodes(size: checkpoint.size, tiles: tiles))
        .inclusionProof(index: entry.index, size: checkpoint.size)
    let headers: HTTPFields = [.cacheControl: "no-cache", .vary: "Accept"]
    if wantsText {
        let proof = try TlogProof(index: entry.index, hashes: hashes, note: note)
        return .bytes(
            Array(proof.text.utf8),
            as: "text/plain; charset=utf-8",
            headers: headers
        )
    }
    return .object(headers: headers) { writer in
        writer.member("index", entry.index)
        writer.member("status", call.platform.publication.status(of: entry.index).rawValue)
        writer.member("leafHash", RFC6962.leafHash(entry.leaf))
        writer.member("size", checkpoint.size)
        writer.member("root", checkpoint.root)
        writer.member("hashes", hashes)
        writer.member("checkpoint", note.serialized)
    }
}

extension Caller {
    /// Whether an entry is open to the caller where it is about an API key: such an entry is for
    /// the member that the key speaks for, the operator and auditors, as the list of keys is.
    fileprivate func mayReadKeys(of entry: LogEntry, _ transition: Transition) -> Bool {
        guard transition.contract == .consortium,
            ["issueAPIKey", "revokeAPIKey"].contains(transition.edge.action)
        else { return true }
        if roles.contains(.operator) || readsEverything || member == transition.actor {
            return true
        }
        guard let payload = entry.payload,
            case .consortium(let record)? = try? StepPayload.decode(
                .consortium,
                from: payload.bytes
            )
        else { return false }
        switch record.arguments {
        case .issueAPIKey(let named, _, _), .revokeAPIKey(let named, _): return named == member
        default: return false
        }
    }
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
