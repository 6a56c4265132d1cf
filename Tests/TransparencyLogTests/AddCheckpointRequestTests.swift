import TestSamples
import Testing
import TransparencyLog

@Suite("Requests for a cosignature")
struct AddCheckpointRequestTests {
    @Test func `a request is read, proves what it says and is written again`() throws {
        let request = try AddCheckpointRequest(parsing: CosignatureVector.request)
        #expect(request.oldSize == 3)
        #expect(request.proof.count == 4)
        #expect(request.text == CosignatureVector.request)
        let signed = try SignedCheckpoint.open(request.note, logKey: NoteFixture.keys().log)
        try RFC6962.verifyConsistency(
            from: request.oldSize,
            to: signed.checkpoint.size,
            oldRoot: RFC6962.root(of: ClassicLeaves.hashes.prefix(3)),
            newRoot: signed.checkpoint.root,
            proof: request.proof
        )
    }

    @Test func `a request is built from tiles and a note`() throws {
        var edge = TileEdge()
        for hash in ClassicLeaves.hashes { edge.append(hash) }
        var tiles = StoredTiles()
        tiles.store(edge.partialTiles)
        let tree = TreeHashes(TileNodes(size: 8, tiles: tiles))
        let log = try NoteSigner(name: "ledger.example/cargo", seed: Array(0x00...0x1F))
        let request = try AddCheckpointRequest(
            oldSize: 3,
            proof: tree.consistencyProof(from: 3, to: 8),
            note: SignedCheckpoint.sign(
                Checkpoint(origin: "ledger.example/cargo", size: 8, root: edge.root),
                by: log
            )
        )
        #expect(request.text == CosignatureVector.request)
    }

    @Test func `a first request has no proof`() throws {
        let note = try SignedNote(parsing: NoteFixture.note)
        let request = try AddCheckpointRequest(oldSize: 0, proof: [], note: note)
        #expect(request.text == "old 0\n\n" + NoteFixture.note)
        #expect(try AddCheckpointRequest(parsing: request.text) == request)
    }

    @Test(arguments: [
        ("old 3\n", ""), ("old 3", "old 03"), ("old 3", "old -3"), ("old 3", "old +3"),
        ("old 3", "old  3"), ("old 3", "Old 3"), ("old 3", "old 3 "), ("old 3", "old"),
        ("old 3", "old 18446744073709551616"), ("old 3\n", "old 3\r\n"), ("old 3\n", "\nold 3\n"),
        ("f+c=\nB1", "f+c=\r\nB1"), ("f+c=\nB1", "f+c= \nB1"), ("f+c=", "f+d="), ("f+c=", "f+c"),
        ("ApjRIpBtz8EIkstTpzmS/FufST6kybrbJ7eRtBJ6f+c=", "ApjRIpBtz8EIkstTpzmS/FufST6kybrbJ7c="),
        ("9uQ=\n\nledger", "9uQ=\nledger"),
    ])
    func `a malformed request is refused`(part: String, replacement: String) {
        let text = CosignatureVector.request.replacing(part, with: replacement, maxReplacements: 1)
        #expect(text != CosignatureVector.request)
        #expect {
            try AddCheckpointRequest(parsing: text)
        } throws: { ($0 as? LogFormatError)?.code == .addCheckpointRequest }
    }

    @Test(arguments: [
        ("8\nXcna", "8\n\nXcna"), ("\n\n\u{2014}", "\n\u{2014}"), ("MgU=\n", "MgU="),
        ("\u{2014}", "-"),
    ])
    func `a request whose checkpoint is no signed note is refused`(
        part: String,
        replacement: String
    ) throws {
        let text = CosignatureVector.request.replacing(part, with: replacement, maxReplacements: 1)
        #expect(text != CosignatureVector.request)
        #expect(throws: LogFormatError.self) {
            let request = try AddCheckpointRequest(parsing: text)
            _ = try Checkpoint(parsing: request.note.text)
        }
    }

    @Test func `a request has at most sixty-three hashes and 64 KiB`() throws {
        let note = try SignedNote(parsing: NoteFixture.note)
        let hashes = [Hash](repeating: RFC6962.emptyRoot, count: 64)
        let longest = try AddCheckpointRequest(
            oldSize: 1,
            proof: Array(hashes.prefix(63)),
            note: note
        )
        #expect(try AddCheckpointRequest(parsing: longest.text) == longest)
        #expect(throws: LogFormatError.self) {
            try AddCheckpointRequest(oldSize: 1, proof: hashes, note: note)
        }
        let one = RFC6962.emptyRoot.base64
        #expect {
            try AddCheckpointRequest(
                parsing: longest.text.replacing("old 1\n", with: "old 1\n\(one)\n")
            )
        } throws: { ($0 as? LogFormatError)?.code == .addCheckpointRequest }
        let bytes = [UInt8](repeating: 0x61, count: AddCheckpointRequest.maximumBytes + 1)
        #expect {
            try AddCheckpointRequest(parsing: bytes)
        } throws: { ($0 as? LogFormatError)?.code == .addCheckpointRequest }
        #expect {
            try AddCheckpointRequest(parsing: [0x6F, 0xFF, 0x0A])
        } throws: { ($0 as? LogFormatError)?.code == .addCheckpointRequest }
    }
}
