import Testing
import TransparencyLog

@Suite("Signed notes, checkpoints and cosignatures")
struct NoteTests {
    @Test func `a note that others accept is accepted`() throws {
        let keys = try NoteFixture.keys()
        let note = try SignedNote(parsing: NoteFixture.note)
        #expect(note.serialized == NoteFixture.note)
        let signed = try SignedCheckpoint.open(note, logKey: keys.log, witnesses: [keys.witness])
        #expect(signed.checkpoint.origin == "ledger.example/cargo")
        #expect(signed.checkpoint.size == 8)
        #expect(signed.checkpoint.root == RFC6962.root(of: ClassicLeaves.hashes))
        #expect(signed.checkpoint.text == NoteFixture.text)
        #expect(signed.cosignatures.map(\.key) == [keys.witness])
        #expect(signed.cosignatures.map(\.time) == [1_767_225_600])
    }

    @Test func `the seeds make the same keys and the same note`() throws {
        let log = try NoteSigner(name: "ledger.example/cargo", seed: Array(0x00...0x1F))
        let witness = try NoteSigner(
            name: "witness.example/w1",
            seed: Array(0x20...0x3F),
            algorithm: .cosignatureV1
        )
        #expect(log.verifierKey.description == NoteFixture.logKey)
        #expect(witness.verifierKey.description == NoteFixture.witnessKey)
        let checkpoint = try Checkpoint(
            origin: "ledger.example/cargo",
            size: 8,
            root: RFC6962.root(of: ClassicLeaves.hashes)
        )
        let note = try SignedCheckpoint.sign(checkpoint, by: log)
        let cosigned = try note.adding([witness.cosign(note.text, at: 1_767_225_600)])
        #expect(cosigned.serialized == NoteFixture.note)
    }

    // The example of the signed-note specification.
    @Test func `the specification's own example is accepted`() throws {
        let key = try NoteVerifierKey(
            parsing: "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
        )
        let note = try SignedNote(
            parsing: """
                This is an example message.

                \u{2014} example.com/foo \
                Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYj\
                OBH3mFXmRKuwHjG1Yu72IneyaQM=

                """
        )
        #expect(try note.verify(with: [key]).map(\.key) == [key])
    }

    @Test func `a changed size is refused`() throws {
        let keys = try NoteFixture.keys()
        let note = try SignedNote(parsing: NoteFixture.note.replacing("\n8\n", with: "\n9\n"))
        #expect(throws: NoteError.badSignature(keyName: keys.log.name)) {
            try SignedCheckpoint.open(note, logKey: keys.log)
        }
        #expect(throws: NoteError.badSignature(keyName: keys.witness.name)) {
            try note.verify(with: [keys.witness])
        }
    }

    @Test func `unknown lines are ignored, also of a key with a known name or a known ID`() throws {
        let keys = try NoteFixture.keys()
        let original = try SignedNote(parsing: NoteFixture.note)
        let postQuantum = try NoteSignature(
            name: "witness.example/pq",
            keyID: 0x0102_0304,
            bytes: [UInt8](repeating: 6, count: 2428)
        )
        let sameName = try NoteSignature(name: keys.log.name, keyID: 1, bytes: [1])
        let sameID = try NoteSignature(name: "another", keyID: keys.log.keyID, bytes: [1])
        let note = try SignedNote(
            text: original.text,
            signatures: [postQuantum, sameName, sameID] + original.signatures
        )
        let read = try SignedNote(parsing: note.serialized)
        #expect(read == note)
        #expect(try read.verify(with: [keys.log, keys.witness]).count == 2)
    }

    @Test func `one bad signature of a known key condemns the note`() throws {
        let keys = try NoteFixture.keys()
        let note = try SignedNote(parsing: NoteFixture.note)
        let bad = try NoteSignature(
            name: keys.log.name,
            keyID: keys.log.keyID,
            bytes: [UInt8](repeating: 0, count: 64)
        )
        let short = try NoteSignature(
            name: keys.witness.name,
            keyID: keys.witness.keyID,
            bytes: [1]
        )
        #expect(throws: NoteError.badSignature(keyName: keys.log.name)) {
            try note.adding([bad]).verify(with: [keys.log])
        }
        #expect(throws: NoteError.badSignature(keyName: keys.witness.name)) {
            try SignedCheckpoint.open(
                note.adding([short]),
                logKey: keys.log,
                witnesses: [keys.witness]
            )
        }
    }

    @Test func `a witness cannot speak for the log, nor one log for another`() throws {
        let keys = try NoteFixture.keys()
        let note = try SignedNote(parsing: NoteFixture.note)
        let stranger = try NoteSigner(name: "stranger", seed: Array(repeating: 9, count: 32))
        #expect(throws: NoteError.missingSignature(keyName: "stranger")) {
            try SignedCheckpoint.open(
                note,
                logKey: stranger.verifierKey,
                witnesses: [keys.witness]
            )
        }
        #expect(throws: NoteError.noKnownSignature) {
            try SignedCheckpoint.open(note, logKey: stranger.verifierKey)
        }
        #expect(throws: NoteError.unexpectedOrigin("ledger.example/cargo")) {
            try SignedCheckpoint.open(note, origin: "ledger.example/hulls", logKey: keys.log)
        }
    }

    @Test func `of several cosignatures of one witness the latest counts`() throws {
        let keys = try NoteFixture.keys()
        let witness = try NoteSigner(
            name: "witness.example/w1",
            seed: Array(0x20...0x3F),
            algorithm: .cosignatureV1
        )
        let note = try SignedNote(parsing: NoteFixture.note)
        let more = try note.adding([
            witness.cosign(note.text, at: 1_767_225_700), witness.cosign(note.text, at: 5),
        ])
        let signed = try SignedCheckpoint.open(more, logKey: keys.log, witnesses: [keys.witness])
        #expect(signed.cosignatures.map(\.time) == [1_767_225_700])
    }

    @Test func `a key makes only its own kind of signature`() throws {
        let log = try NoteSigner(name: "log", seed: Array(repeating: 1, count: 32))
        let witness = try NoteSigner(
            name: "witness",
            seed: Array(repeating: 2, count: 32),
            algorithm: .cosignatureV1
        )
        #expect(throws: NoteError.wrongAlgorithm(keyName: "witness")) { try witness.sign("a\n") }
        #expect(throws: NoteError.wrongAlgorithm(keyName: "log")) { try log.cosign("a\n", at: 0) }
        #expect(throws: NoteError.timeOutOfRange) { try witness.cosign("a\n", at: 1 << 63) }
        #expect(throws: LogFormatError.self) { try NoteSigner(name: "log", seed: [1]) }
    }

    @Test func `the text ends at the last empty line`() throws {
        let key = try NoteSigner(name: "k", seed: Array(repeating: 3, count: 32))
        for text in ["a\n\nb\n", "a\n\n", "\n", "\n\n\n", "é\u{301}\n"] {
            let note = try SignedNote(text: text, signatures: [key.sign(text)])
            let read = try SignedNote(parsing: note.serialized)
            #expect(Array(read.text.utf8) == Array(text.utf8))
            #expect(try read.verify(with: [key.verifierKey]).count == 1)
        }
    }

    @Test(
        arguments: [
            ("", .note), ("a\n", .note), ("a\n\n", .note), ("a\n\n\u{2014} k AAAAAAA=", .note),
            ("\n\u{2014} k AAAAAAA=\n", .note),
            ("a\r\n\n\u{2014} k AAAAAAA=\n", .note), ("a\tb\n\n\u{2014} k AAAAAAA=\n", .note),
            ("a\n\n- k AAAAAAA=\n", .signatureLine), ("a\n\n\u{2014} k AAAAAA==\n", .signatureLine),
            ("a\n\n\u{2014} k AAAAAAA\n", .signatureLine), ("a\n\n\u{2014}  AAAAAAA=\n", .keyName),
            ("a\n\n\u{2014} k+l AAAAAAA=\n", .keyName),
            ("a\n\n\u{2014} k\u{a0}l AAAAAAA=\n", .keyName),
            ("a\n\n\u{2014} k l AAAAAAA=\n", .signatureLine),
            ("a\n\n\u{2014} k AAAAAAB=\n", .signatureLine),
        ] as [(String, LogFormatError.Code)]
    )
    func `a malformed note is refused`(note: String, code: LogFormatError.Code) {
        #expect {
            try SignedNote(parsing: note)
        } throws: { ($0 as? LogFormatError)?.code == code }
    }

    @Test func `a note that is not UTF-8, too long or signed too often is refused`() throws {
        let note = Array("a\n\n\u{2014} k AAAAAAA=\n".utf8)
        #expect(try SignedNote(parsing: note).signatures.count == 1)
        #expect(throws: LogFormatError.self) { try SignedNote(parsing: [0xFF] + note) }
        let long = [UInt8](repeating: 0x61, count: SignedNote.maximumBytes) + note
        #expect {
            try SignedNote(parsing: long)
        } throws: { ($0 as? LogFormatError)?.code == .noteTooLong }
        func signed(_ count: Int) -> String {
            "a\n\n" + String(repeating: "\u{2014} k AAAAAAA=\n", count: count)
        }
        #expect(try SignedNote(parsing: signed(100)).signatures.count == 100)
        #expect {
            try SignedNote(parsing: signed(101))
        } throws: { ($0 as? LogFormatError)?.code == .noteTooLong }
    }

    @Test(arguments: [
        "", "o\n", "o\n8\n", "o\n8\nAAAA\n", "\n8\n\(zeroRoot)\n", "o\n08\n\(zeroRoot)\n",
        "o\n+8\n\(zeroRoot)\n", "o\n-8\n\(zeroRoot)\n", "o\n8 \n\(zeroRoot)\n",
        "o\n18446744073709551616\n\(zeroRoot)\n", "o\n8\n\(zeroRoot)", "o\n8\n\(zeroRoot)\n\n",
        "o\n8\n\(zeroRoot)\nx\n\ny\n", "o\n\n\(zeroRoot)\n", "o\n٨\n\(zeroRoot)\n",
    ])
    func `a malformed checkpoint is refused`(text: String) {
        #expect {
            try Checkpoint(parsing: text)
        } throws: { ($0 as? LogFormatError)?.code == .checkpoint }
    }

    private static let zeroRoot = String(repeating: "A", count: 43) + "="

    @Test func `extension lines are kept`() throws {
        let text = "o\n0\n\(Self.zeroRoot)\nx\ny\n"
        let checkpoint = try Checkpoint(parsing: text)
        #expect(checkpoint.extensions == ["x", "y"])
        #expect(checkpoint.text == text)
    }

    @Test(
        arguments: [
            ("", .verifierKey), ("a+b", .verifierKey),
            (
                "ledger.example/cargo+1d3e9b05+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
                .verifierKey
            ),
            (
                "ledger.example/cargo+1D3E9B04+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
                .verifierKey
            ),
            (
                "ledger.example/hulls+1d3e9b04+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
                .verifierKey
            ),
            ("a+00000000+AQ==", .verifierKey), ("a+00000000+", .verifierKey),
            ("a+00000000+BgAA", .unsupportedAlgorithm), ("a b+00000000+\(zeroKey)", .keyName),
            ("+00000000+\(zeroKey)", .keyName),
        ] as [(String, LogFormatError.Code)]
    )
    func `a malformed verifier key is refused`(vkey: String, code: LogFormatError.Code) {
        #expect {
            try NoteVerifierKey(parsing: vkey)
        } throws: { ($0 as? LogFormatError)?.code == code }
    }

    private static let zeroKey = "AQ" + String(repeating: "A", count: 42)
}
