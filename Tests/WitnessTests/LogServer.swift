import CanonicalJSON
import HTTPTypes
import Hummingbird
import Ledger
import NIOCore
import Synchronization
import TestSupport
import TransparencyLog
import Witness

/// A log's own server, on a real socket: honest over whatever log it is given, unless told to lie.
final class LogServer: Sendable {
    private struct State {
        var log: TestLog
        var requests: [String] = []
        /// What is served at a path instead; nil is 404.
        var lies: [String: [UInt8]?] = [:]
    }

    private let state: Mutex<State>

    init(_ log: TestLog) { state = Mutex(State(log: log)) }

    /// The paths asked for so far.
    var requests: [String] { state.withLock { $0.requests } }

    func forgetRequests() { state.withLock { $0.requests = [] } }

    func publish(_ log: TestLog) { state.withLock { $0.log = log } }

    func lie(at path: String, _ bytes: [UInt8]?) { state.withLock { $0.lies[path] = .some(bytes) } }

    func tellTheTruth() { state.withLock { $0.lies = [:] } }

    /// Listens on a free port for as long as the test uses it.
    func open<Value: Sendable>(
        _ body: @escaping @Sendable (WitnessedLog) async throws -> Value
    ) async throws -> Value {
        let server = try await LoopbackServer { [self] request, _ in answer(request.uri.path) }
        let key = state.withLock { $0.log.signer.verifierKey }
        let value = try await body(WitnessedLog(keys: [key], url: "\(server.url)/ledger"))
        try await server.stop()
        return value
    }

    private func answer(_ path: String) -> Response {
        let bytes = state.withLock { state -> [UInt8]? in
            state.requests.append(path)
            if let lie = state.lies[path] { return lie }
            return LogServer.honest(path, state.log)
        }
        guard let bytes else { return Response(status: .notFound) }
        return Response(
            status: .ok,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }

    static func honest(_ path: String, _ log: TestLog) -> [UInt8]? {
        if path == "/ledger/checkpoint" {
            return (try? log.note(at: log.size)).map { Array($0.serialized.utf8) }
        }
        let entries = "/v1/ledger/entries/"
        if path.hasPrefix(entries) {
            guard let index = Int(path.dropFirst(entries.count)),
                log.entries.indices.contains(index), let payload = log.entries[index].payload,
                let value = try? JSONValue(parsing: payload.bytes)
            else { return nil }
            let answer = JSONValue.object([
                "payload": .object([
                    "salt": .string(Base64.encode(payload.salt)), "value": value,
                ])
            ])
            return try? answer.canonicalBytes()
        }
        guard let tile = try? TileCoordinate(parsing: path.dropFirst("/ledger/".count)) else {
            return nil
        }
        let first = Int(tile.index) * 256
        guard case .hashes(let level) = tile.kind else {
            let bundle = log.entries.dropFirst(first).prefix(tile.width).map(\.leaf)
            return bundle.count == tile.width ? try? EntryBundle.encode(bundle) : nil
        }
        var hashes = log.hashes
        for _ in 0..<level {
            hashes = stride(from: 0, to: hashes.count / 256 * 256, by: 256).map {
                RFC6962.root(of: hashes[$0..<($0 + 256)])
            }
        }
        let own = hashes.dropFirst(first).prefix(tile.width)
        return own.count == tile.width ? own.flatMap(\.bytes) : nil
    }
}
