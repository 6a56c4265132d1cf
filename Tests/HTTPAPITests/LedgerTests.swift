import CanonicalJSON
import Contracts
import Crypto
import DataFolder
import Foundation
import HTTPTypes
import Ledger
import Marine
import Services
import TestSamples
import TestSupport
import Testing
import TransparencyLog

@Suite struct LedgerTests {
    @Test func `tiles, bundles and checkpoint agree with RFC 6962 over all entries`() async throws {
        try await TestAPI.open(members: []) { api in
            try await fill(api, to: 300)
            let key = try NoteVerifierKey(
                parsing: try #require(
                    try await api.get("/v1/ledger").json["vkey"]?.stringValue
                )
            )
            let signed = try await api.get("/ledger/checkpoint")
            #expect(signed.headers[.contentType] == "text/plain; charset=utf-8")
            #expect(signed.headers[.cacheControl] == "no-cache")
            let checkpoint = try SignedCheckpoint.open(
                SignedNote(parsing: signed.bytes),
                logKey: key
            ).checkpoint
            #expect(checkpoint.size == 300)
            let full = try await api.get("/ledger/tile/entries/000")
            let rest = try await api.get("/ledger/tile/entries/001.p/44")
            let leaves =
                try EntryBundle.decode(full.bytes, width: 256)
                + EntryBundle.decode(rest.bytes, width: 44)
            // RFC 6962, section 2.1, spelled out here.
            let hashes = leaves.map { sha256([0] + $0) }
            #expect(root(hashes[...]) == checkpoint.root.bytes)
            let level0 = try await api.get("/ledger/tile/0/000")
            #expect(level0.bytes == hashes[..<256].flatMap { $0 })
            #expect(level0.headers[.contentType] == "application/octet-stream")
            #expect(level0.headers[.cacheControl] == "public, max-age=31536000, immutable")
            let edge = try await api.get("/ledger/tile/0/001.p/44")
            #expect(edge.bytes == hashes[256...].flatMap { $0 })
            let above = try await api.get("/ledger/tile/1/000.p/1")
            #expect(above.bytes == root(hashes[..<256]))
        }
    }

    @Test func `a tile is served as far as it is there and under its one name`() async throws {
        let table: [(path: String, hashes: Int?)] = [
            ("0/000.p/1", 1), ("0/000.p/255", 255), ("0/001.p/7", 7), ("0/001.p/45", nil),
            ("0/001", nil), ("0/002", nil), ("1/000", nil), ("1/000.p/2", nil),
            ("2/000.p/1", nil), ("8/000", nil), ("64/000", nil), ("0/0", nil), ("00/000", nil),
            ("0/x000/000", nil), ("0/000.p/0", nil), ("0/000.p/256", nil), ("0/000.p/01", nil),
            ("0//000", nil), ("0/000/", nil), ("entries/001", nil), ("entries/001.p/45", nil),
            ("entries/x001/000", nil), ("0/%3000", nil),
        ]
        try await TestAPI.open(members: []) { api in
            try await fill(api, to: 300)
            for (path, hashes) in table {
                let reply = try await api.get("/ledger/tile/\(path)")
                #expect(reply.status == (hashes == nil ? .notFound : .ok), "\(path)")
                if let hashes { #expect(reply.bytes.count == hashes * 32, "\(path)") }
            }
        }
    }

    @Test func `an inclusion proof verifies as JSON and as a tlog-proof`() async throws {
        try await TestAPI.open(members: []) { api in
            try await fill(api, to: 300)
            let ledger = try await api.get("/v1/ledger")
            let key = try NoteVerifierKey(
                parsing: try #require(ledger.json["vkey"]?.stringValue)
            )
            let rootText = try #require(ledger.json["root"]?.stringValue)
            let root = try #require(Hash(base64: rootText))
            for index in [0, 17, 255, 256, 299] as [UInt64] {
                let path = "/v1/ledger/entries/\(index)/proof"
                let proof = try await api.get(path)
                let leaf = try #require(
                    proof.json["leafHash"]?.stringValue.flatMap { Hash(base64: $0) }
                )
                let hashes = (proof.json["hashes"]?.arrayValue ?? []).compactMap {
                    $0.stringValue.flatMap { Hash(base64: $0) }
                }
                try RFC6962.verifyInclusion(
                    of: leaf,
                    at: index,
                    in: 300,
                    proof: hashes,
                    root: root
                )
                for reply in [
                    try await api.get(path, headers: [.accept: "text/plain"]),
                    try await api.get("\(path)?format=tlog-proof"),
                ] {
                    let standard = try TlogProof(parsing: reply.text)
                    #expect(try standard.verify(leafHash: leaf, logKey: key).checkpoint.size == 300)
                    #expect(standard.index == index)
                }
            }
            #expect(try await api.get("/v1/ledger/entries/300/proof").status == .notFound)
            #expect(try await api.get("/v1/ledger/entries/-1").status == .notFound)
            #expect(try await api.get("/v1/ledger/entries/007").status == .notFound)
        }
    }

    @Test func `an entry's payload hashes to the digest in its leaf`() async throws {
        try await TestAPI.open(members: []) { api in
            let entry = try await api.get("/v1/ledger/entries/0", as: "operator")
            for part in ["payload", "command"] {
                let salt = try #require(
                    entry.json[part]?["salt"]?.stringValue.flatMap { Data(base64Encoded: $0) }
                )
                let value = try #require(entry.json[part]?["value"]).canonicalBytes()
                // The answer carries the canonical bytes themselves.
                #expect(entry.text.contains(String(decoding: value, as: UTF8.self)))
                let digest = Data(sha256(Array(salt) + value)).base64EncodedString()
                #expect(entry.json["leaf"]?[part] == .string(digest))
            }
            #expect(entry.json["leaf"]?["action"] == .string("found"))
        }
    }

    @Test func `the ledger says who it is and health and readiness answer`() async throws {
        try await TestAPI.open(members: []) { api in
            let ledger = try await api.get("/v1/ledger")
            #expect(ledger.json["origin"] == .string("plimsoll.example/ledger"))
            #expect(ledger.json["policy"]?["quorum"] == .string("none"))
            #expect(ledger.json["size"]?.integerValue == 3)
            #expect(try await api.get("/healthz").status == .ok)
            #expect(try await api.get("/readyz").json["size"]?.integerValue == 3)
            let head = try await api.send(.head, "/ledger/checkpoint", nil)
            #expect(head.status == .ok)
            #expect(head.bytes.isEmpty)
        }
    }
}

/// Admits members until the ledger has so many entries.
func fill(_ api: TestAPI, to size: Int) async throws {
    let platform = api.opened.platform
    let present = Int(await platform.sequencer.size())
    let member = try MemberID(parsing: "operator")
    try await withThrowingTaskGroup(of: Void.self) { group in
        for number in present..<size {
            group.addTask {
                let id = try MemberID(parsing: "member-\(number)")
                _ = try await platform.submit(
                    .consortium(.admitMember(member: id, name: "\(id)", roles: [.bank])),
                    as: member,
                    id: "fill/\(number)"
                )
            }
        }
        try await group.waitForAll()
    }
}

private func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

private func root(_ hashes: ArraySlice<[UInt8]>) -> [UInt8] {
    guard hashes.count > 1 else { return hashes.first ?? [] }
    var split = 1
    while split * 2 < hashes.count { split *= 2 }
    let middle = hashes.startIndex + split
    return sha256([1] + root(hashes[..<middle]) + root(hashes[middle...]))
}
