import Foundation
import HTTPClient
import Ledger
import Logging
import TransparencyLog

/// What came of asking a witness.
enum WitnessAnswer: Sendable {
    /// It cosigned; its valid signatures, of which there is at least one.
    case cosigned(NoteSignature)
    /// It has cosigned a newer checkpoint of this ledger than the one it was asked for.
    case isAhead(size: UInt64)
    /// It has shown that it cosigned more than the ledger has, or another history.
    case disowns(DivergentHistory.Cause)
}

/// Why a witness gave no answer to build upon; it may be asked again.
struct WitnessFailure: Error, CustomStringConvertible {
    let description: String
}

/// The asking of one witness (C2SP tlog-witness, "add-checkpoint").
struct WitnessExchange: Sendable {
    /// How often the size that the witness names is taken up in one exchange.
    private static let attempts = 3
    private static let responseBytes = 64 * 1024

    let witness: TlogPolicy.NamedWitness
    let url: String
    let logKey: NoteVerifierKey
    let formerKeys: [NoteVerifierKey]
    let store: any LogStore
    let client: CurlClient
    let timeoutMilliseconds: Int

    /// Asks for a cosignature on a checkpoint; `old` is what the witness is believed to have
    /// cosigned last, and is corrected by what it says.
    ///
    /// - Throws: `WitnessFailure` where the witness refuses, and shows nothing that bears it out.
    func cosign(
        _ note: SignedNote,
        size: UInt64,
        old: inout UInt64
    ) async throws -> WitnessAnswer {
        for _ in 0..<Self.attempts {
            if old > size { return .isAhead(size: old) }
            let response = try await post(
                AddCheckpointRequest(oldSize: old, proof: try await proof(old, size), note: note)
            )
            switch response.status {
            case 200:
                old = size
                return .cosigned(try cosignature(in: response.body, over: note))
            case 409:
                guard let theirs = Self.size(in: response.body) else {
                    throw WitnessFailure(description: "it answered 409 without a size")
                }
                // Before C2SP told the two apart, 409 also meant another root of the same size.
                guard theirs != old else { return try await evidence(of: "409 for its own size") }
                // A size beyond the ledger is not taken up: it may be made up.
                let committed = try await store.head().size
                if theirs > committed { return try await evidence(of: "409, naming \(theirs)") }
                old = theirs
                if theirs > size { return .isAhead(size: theirs) }
            case 422:
                return try await evidence(of: "422, an inconsistent tree")
            default:
                throw WitnessFailure(
                    description: "it answered \(response.status)\(Self.words(response.body))"
                )
            }
        }
        throw WitnessFailure(description: "its size changed with every answer")
    }

    private func post(_ request: AddCheckpointRequest) async throws -> CurlResponse {
        try await client.send(
            CurlRequest(
                method: "POST",
                url: "\(url)/add-checkpoint",
                headers: [.init("Content-Type", "text/plain; charset=utf-8")],
                body: Array(request.text.utf8),
                connectTimeoutMilliseconds: timeoutMilliseconds,
                timeoutMilliseconds: timeoutMilliseconds,
                maximumResponseBytes: Self.responseBytes
            )
        )
    }

    private func proof(_ old: UInt64, _ size: UInt64) async throws -> [Hash] {
        guard old > 0, old < size else { return [] }
        var tiles = PrefetchedTiles()
        // The boundary between old and new runs beside the path of the last old leaf.
        try await tiles.fetch(leaf: old - 1, in: size, from: store)
        return try TreeHashes(TileNodes(size: size, tiles: tiles))
            .consistencyProof(from: old, to: size)
    }

    /// The witness's own valid signature among the lines; all others are nobody's business here.
    private func cosignature(in body: [UInt8], over note: SignedNote) throws -> NoteSignature {
        let lines = String(decoding: body, as: UTF8.self).split(separator: "\n").prefix(100)
        for line in lines {
            guard let signature = try? NoteSignature(parsing: line),
                signature.name == witness.key.name, signature.keyID == witness.key.keyID,
                let alone = try? SignedNote(text: note.text, signatures: [signature]),
                (try? alone.verify(with: [witness.key]))?.isEmpty == false
            else { continue }
            return signature
        }
        throw WitnessFailure(description: "it answered 200 without a valid cosignature of its own")
    }

    /// Asks the witness for what bears its answer out: a checkpoint that it has cosigned and that
    /// one of this log's keys has signed, of more entries than are here or of another tree.
    ///
    /// Its word alone stops nothing, as one witness could then stop the ledger.
    private func evidence(of answer: String) async throws -> WitnessAnswer {
        let check = RollbackCheck(logKey: logKey, formerKeys: formerKeys, client: client)
        let finding: RollbackCheck.Finding
        do { finding = try await check.ask(WitnessAddress(key: witness.key, url: url)) } catch {
            throw WitnessFailure(
                description: "it answered \(answer), without evidence that holds: \(error)"
            )
        }
        guard finding.latest != nil else {
            throw WitnessFailure(
                description: "it answered \(answer), yet says that it has cosigned nothing"
            )
        }
        // Counted after the witness was asked: it may have cosigned what was published meanwhile.
        let size = try await store.head().size
        let verdict = try await finding.judge(size: size) { try await store.root(at: $0) }
        guard verdict != .continues else {
            throw WitnessFailure(
                description: "it answered \(answer), yet what it has cosigned is continued here"
            )
        }
        return .disowns(DivergentHistory.Cause(verdict, finding, size: size))
    }

    private static func size(in body: [UInt8]) -> UInt64? {
        let text = String(decoding: body.prefix(24), as: UTF8.self)
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let size = UInt64(digits), String(size) == digits, size <= UInt64(Int64.max) else {
            return nil
        }
        return size
    }

    private static func words(_ body: [UInt8]) -> String {
        let text = String(decoding: body.prefix(200), as: UTF8.self)
            .filter { $0 == " " || ($0.isASCII && !$0.isWhitespace) }
        return text.isEmpty ? "" : ": \(text)"
    }
}
