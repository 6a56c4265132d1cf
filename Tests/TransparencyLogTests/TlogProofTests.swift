import TestSamples
import Testing
import TransparencyLog

@Suite("Offline proofs")
struct TlogProofTests {
    // Index 5 of the eight classic leaves under the note of NoteFixture.
    @Test func `a proof is read, verified and written again`() throws {
        let keys = try NoteFixture.keys()
        let proof = try TlogProof(parsing: NoteFixture.proof)
        #expect(proof.index == 5)
        #expect(proof.text == NoteFixture.proof)
        let signed = try proof.verify(
            leafHash: ClassicLeaves.hashes[5],
            logKey: keys.log,
            witnesses: [keys.witness]
        )
        #expect(signed.checkpoint.size == 8)
        #expect(signed.cosignatures.count == 1)
        #expect(throws: ProofError.rootMismatch) {
            try proof.verify(leafHash: ClassicLeaves.hashes[4], logKey: keys.log)
        }
        #expect(throws: NoteError.noKnownSignature) {
            let other = try NoteSigner(name: "x", seed: Array(repeating: 1, count: 32))
            _ = try proof.verify(
                leafHash: ClassicLeaves.hashes[5],
                logKey: other.verifierKey
            )
        }
    }

    @Test func `a proof is built from a tree and a note`() throws {
        let tree = TreeHashes(DefinitionTree(leaves: ClassicLeaves.hashes))
        let proof = try TlogProof(
            index: 5,
            hashes: tree.inclusionProof(index: 5, size: 8),
            note: SignedNote(parsing: NoteFixture.note)
        )
        #expect(proof.text == NoteFixture.proof)
        let extra = try TlogProof(
            index: 5,
            hashes: proof.hashes,
            note: proof.note,
            extra: Array("salt".utf8)
        )
        #expect(extra.text.hasPrefix("c2sp.org/tlog-proof@v1\nextra c2FsdA==\nindex 5\n"))
        #expect(try TlogProof(parsing: extra.text) == extra)
    }

    @Test func `a proof of the only leaf has no hashes`() throws {
        let signer = try NoteSigner(name: "log", seed: Array(repeating: 1, count: 32))
        let leaf = RFC6962.leafHash(Array("cargo".utf8))
        let note = try SignedCheckpoint.sign(
            Checkpoint(origin: "log", size: 1, root: leaf),
            by: signer
        )
        let proof = try TlogProof(parsing: TlogProof(index: 0, hashes: [], note: note).text)
        #expect(try proof.verify(leafHash: leaf, logKey: signer.verifierKey).checkpoint.size == 1)
    }

    @Test(arguments: [
        ("c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v2"),
        ("index 5", "index 05"), ("index 5", "index  5"), ("index 5\n", ""),
        ("index 5", "extra \nindex 5"), ("index 5", "extra AAA\nindex 5"),
        ("index 5", "extra AAAA\nextra AAAA\nindex 5"), ("index 5", "index 5\nindex 5"),
        ("vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=", "vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4="),
        ("=\n\nledger", "=\nledger"), ("index 5", "index -1"),
    ])
    func `a malformed proof is refused`(part: String, replacement: String) {
        let text = NoteFixture.proof.replacing(part, with: replacement, maxReplacements: 1)
        #expect {
            try TlogProof(parsing: text)
        } throws: { ($0 as? LogFormatError)?.code == .proof }
    }

    @Test func `a proof has at most sixty-four hashes`() throws {
        let note = try SignedNote(parsing: NoteFixture.note)
        let hashes = [Hash](repeating: RFC6962.emptyRoot, count: 65)
        let longest = try TlogProof(index: 0, hashes: Array(hashes.prefix(64)), note: note)
        #expect(try TlogProof(parsing: longest.text) == longest)
        #expect(throws: LogFormatError.self) {
            try TlogProof(index: 0, hashes: hashes, note: note)
        }
        let long = longest.text.replacing(
            "index 0\n",
            with: "index 0\n\(RFC6962.emptyRoot.base64)\n"
        )
        #expect(throws: LogFormatError.self) { try TlogProof(parsing: long) }
    }
}
