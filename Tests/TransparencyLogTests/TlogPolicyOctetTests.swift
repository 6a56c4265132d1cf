import Testing
import TransparencyLog

/// Beyond ASCII a policy is octets without a meaning (C2SP tlog-policy, "Character set").
@Suite struct TlogPolicyOctetTests {
    private static func key(_ number: UInt8) throws -> NoteVerifierKey {
        try NoteSigner(
            name: "w\(number).example",
            seed: [UInt8](repeating: number, count: 32),
            algorithm: .cosignatureV1
        ).verifierKey
    }

    /// A witness of each name, and the quorum of the first.
    private static func policy(_ names: [[UInt8]]) throws -> TlogPolicy {
        var bytes: [UInt8] = []
        for (number, name) in names.enumerated() {
            bytes += Array("witness ".utf8) + name
            bytes += Array(" \(try key(UInt8(number + 1)))\n".utf8)
        }
        return try TlogPolicy(parsing: bytes + Array("quorum ".utf8) + names[0])
    }

    @Test(arguments: [
        // The specification's own example: K, and the Kelvin sign.
        (Array("K".utf8), [0xE2, 0x84, 0xAA] as [UInt8]),
        // One letter with its accent, and the letter and the accent: the same text to Unicode.
        (Array("caf\u{E9}".utf8), Array("cafe\u{301}".utf8)),
        // Latin-1, which is no UTF-8; two names that would be shown alike.
        ([0x63, 0xE9], [0x63, 0xE8]),
    ])
    func `names that Unicode takes for one are two`(one: [UInt8], other: [UInt8]) throws {
        for names in [[one, other], [other, one]] {
            let policy = try Self.policy(names)
            #expect(policy.witnesses.map(\.name.octets) == names)
            #expect(policy.quorum.octets == names[0])
            #expect(try policy.isSatisfied(by: [Self.key(1)]))
            #expect(try !policy.isSatisfied(by: [Self.key(2)]))
            // Written and read again it is the same, to the octet.
            #expect(try TlogPolicy(parsing: policy.bytes) == policy)
        }
        #expect(throws: LogFormatError.self) { try Self.policy([one, one]) }
    }

    @Test func `a policy whose names differ in octets alone is another policy`() throws {
        let one = try Self.policy([Array("\u{E9}".utf8)])
        let other = try Self.policy([Array("e\u{301}".utf8)])
        #expect(one != other)
        #expect(one.bytes != other.bytes)
        // The trap: as texts they count as the same.
        #expect(one.text == other.text)
    }

    @Test func `members of a group are found by their octets`() throws {
        let composed = "\u{E9}"
        let decomposed = "e\u{301}"
        let key = try Self.key(1)
        let error = #expect(throws: LogFormatError.self) {
            try TlogPolicy(
                parsing: "witness \(composed) \(key)\ngroup g any \(decomposed)\nquorum g\n"
            )
        }
        #expect(error?.reason == "line 2: '\(decomposed)' is not defined before")
    }

    @Test func `comments may be of any octets but control characters`() throws {
        let comment: [UInt8] = [0x23, 0xE9, 0xFF, 0x80, 0x0A]
        #expect(try TlogPolicy(parsing: comment + Array("quorum none\n".utf8)).witnesses.isEmpty)
        for control in [0x00, 0x0B, 0x0D, 0x1F, 0x7F] as [UInt8] {
            let bytes = [0x23, control, 0x0A] + Array("quorum none\n".utf8)
            #expect(throws: LogFormatError.self) { try TlogPolicy(parsing: bytes) }
        }
    }

    @Test func `a name is quoted no longer than forty bytes`() throws {
        // One character to Swift, and 20,001 bytes.
        let name = "e" + String(repeating: "\u{301}", count: 10_000)
        let error = #expect(throws: LogFormatError.self) {
            try TlogPolicy(parsing: "quorum \(name)\n")
        }
        #expect(error?.reason.hasSuffix("' is not defined before") == true)
        #expect(error?.reason.utf8.count ?? 1000 < 100)
    }

    @Test func `an accent does not hide what a URL may not hold`() throws {
        let key = try Self.key(1)
        for url in ["http://x/?\u{301}a", "http://x/#\u{301}a"] {
            #expect(throws: LogFormatError.self) {
                try TlogPolicy(parsing: "witness a \(key) \(url)\nquorum a\n")
            }
        }
        // 2,048 bytes are the limit, however few characters they are.
        let host = "http://x/"
        let longest = host + String(repeating: "a", count: TlogPolicy.maximumURLBytes - 9)
        #expect(
            try TlogPolicy(parsing: "witness a \(key) \(longest)\nquorum a\n").witnesses[0].url
                == longest
        )
        let accents = host + "e" + String(repeating: "\u{301}", count: 1020)
        #expect(throws: LogFormatError.self) {
            try TlogPolicy(parsing: "witness a \(key) \(accents)\nquorum a\n")
        }
    }
}
