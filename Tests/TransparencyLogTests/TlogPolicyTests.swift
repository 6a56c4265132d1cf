import Testing
import TransparencyLog

/// The keys are those of the note that other implementations accepted, and of RFC 8032's seeds.
@Suite struct TlogPolicyTests {
    private static let logText =
        "ledger.example/cargo+1d3e9b04+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
    private static let witnessText =
        "witness.example/w1+20324abe+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X"

    private static func key(_ number: UInt8) throws -> NoteVerifierKey {
        try NoteSigner(
            name: "w\(number).example",
            seed: [UInt8](repeating: number, count: 32),
            algorithm: .cosignatureV1
        ).verifierKey
    }

    /// Witnesses named a to f with the keys 1 to 6, then the lines given.
    private static func policy(_ lines: String) throws -> TlogPolicy {
        let witnesses = try zip("abcdef", 1...6).map { name, number in
            "witness \(name) \(try key(UInt8(number)))\n"
        }
        return try TlogPolicy(parsing: witnesses.joined() + lines)
    }

    @Test func `a policy is read with its comments, tabs and URLs, and written without`() throws {
        let policy = try TlogPolicy(
            parsing: """
                # the consortium's policy

                log \(Self.logText) https://ledger.example/cargo//
                \t witness\tharbour \(Self.witnessText)   http://127.0.0.1:8101
                  # one of them suffices
                group either any harbour
                quorum either
                """
        )
        #expect(policy.logs.map { "\($0.key)" } == [Self.logText])
        #expect(policy.logs[0].url == "https://ledger.example/cargo")
        #expect(policy.witnesses.map(\.name) == ["harbour"])
        #expect(policy.groups[0].threshold == .any)
        let text = """
            log \(Self.logText) https://ledger.example/cargo
            witness harbour \(Self.witnessText) http://127.0.0.1:8101
            group either any harbour
            quorum either

            """
        #expect(policy.text == text)
        #expect(try TlogPolicy(parsing: text) == policy)
    }

    @Test(arguments: [
        ("quorum none\n", "", true), ("quorum a\n", "a", true), ("quorum a\n", "bcdef", false),
        ("group g all a b c\nquorum g\n", "abc", true),
        ("group g all a b c\nquorum g\n", "ab", false),
        ("group g any a b c\nquorum g\n", "c", true),
        ("group g any a b c\nquorum g\n", "def", false),
        ("group g 2 a b c\nquorum g\n", "bc", true),
        ("group g 2 a b c\nquorum g\n", "bde", false),
        ("group g 2 a b c\ngroup h any d e\ngroup q all g h\nquorum q\n", "abe", true),
        ("group g 2 a b c\ngroup h any d e\ngroup q all g h\nquorum q\n", "abc", false),
        ("group g 2 a b c\ngroup h any d e\ngroup q all g h\nquorum q\n", "ade", false),
        ("group g 2 a b c\ngroup h any d e\ngroup q 2 g h f\nquorum q\n", "abf", true),
        ("group g 2 a b c\ngroup h any d e\ngroup q 2 g h f\nquorum q\n", "af", false),
    ])
    func `the quorum is met or not by who has cosigned`(
        lines: String,
        present: String,
        isMet: Bool
    ) throws {
        let keys = try zip("abcdef", 1...6).filter { present.contains($0.0) }
            .map { try Self.key(UInt8($0.1)) }
        #expect(try Self.policy(lines).isSatisfied(by: keys) == isMet)
    }

    @Test func `a key of nobody's counts for nothing`() throws {
        let policy = try Self.policy("group g 2 a b c\nquorum g\n")
        #expect(try !policy.isSatisfied(by: [Self.key(1), Self.key(9)]))
        // The same key twice is one witness.
        #expect(try !policy.isSatisfied(by: [Self.key(1), Self.key(1)]))
    }

    @Test(arguments: [
        ("", "there is no quorum line"),
        ("quorum a\nquorum a\n", "line 8: there is a quorum line already"),
        ("quorum\n", "line 7: it is not quorum NAME|none"),
        ("quorum z\n", "line 7: 'z' is not defined before"),
        ("quorum a\r\n", "line 7: it holds a control character"),
        ("quorum a b\n", "line 7: it is not quorum NAME|none"),
        ("group g 0 a\n", "line 7: the threshold is not any, all or a number from 1 to 1"),
        ("group g 3 a b\n", "line 7: the threshold is not any, all or a number from 1 to 2"),
        ("group g 01 a b\n", "line 7: the threshold is not any, all or a number from 1 to 2"),
        ("group g most a b\n", "line 7: the threshold is not any, all or a number from 1 to 2"),
        ("group g any\n", "line 7: it is not group NAME K|any|all MEMBER..."),
        ("group g any a a\n", "line 7: 'a' is in group 'g' already"),
        ("group g any a\ngroup h any a\n", "line 8: 'a' is in group 'g' already"),
        ("group g any g\n", "line 7: 'g' is not defined before"),
        ("group a any b\n", "line 7: 'a' is defined already"),
        ("group none any b\n", "line 7: nothing may be named none"),
        ("group g any none\n", "line 7: 'none' is not defined before"),
        ("threshold 3\n", "line 7: 'threshold' is not log, witness, group or quorum"),
        ("log abc\n", "line 7: a verifier key is a name, an ID and base64, joined by plus signs"),
        ("witness z \(logText)\n", "line 7: a witness's key is of type 04, not 01"),
        ("log \(witnessText)\n", "line 7: a log's key is of type 01, not 04"),
        ("witness z \(witnessText) ftp://x\n", "line 7: 'ftp://x' is no http or https URL"),
        ("witness z \(witnessText) http:///x\n", "line 7: 'http:///x' is no http or https URL"),
        (
            "witness z \(witnessText) http://x/?a\n",
            "line 7: 'http://x/?a' is a prefix, and has no query"
        ),
        (
            "witness y \(witnessText)\nwitness z \(witnessText)\n",
            "line 8: another witness has the same public key"
        ),
        ("log \(logText)\nlog \(logText)\n", "line 8: another log has the same public key"),
    ])
    func `what is malformed is refused with its line`(lines: String, reason: String) throws {
        let error = #expect(throws: LogFormatError.self) { try Self.policy(lines) }
        #expect(error?.code == .policy)
        #expect(error?.reason == reason)
    }

    @Test func `one public key under two names is one witness too many`() throws {
        let seed = [UInt8](repeating: 1, count: 32)
        let other = try NoteSigner(name: "other", seed: seed, algorithm: .cosignatureV1)
        #expect(throws: LogFormatError.self) {
            try Self.policy("witness z \(other.verifierKey)\nquorum z\n")
        }
    }

    @Test func `sixty-four of a kind are read and no more`() throws {
        let lines = try (1...65).map { "witness n\($0) \(try Self.key(UInt8($0)))\n" }
        let most =
            lines.dropLast().joined() + "group g all "
            + (1...64).map { "n\($0)" }.joined(separator: " ") + "\nquorum g\n"
        #expect(try TlogPolicy(parsing: most).witnesses.count == 64)
        #expect(throws: LogFormatError.self) {
            try TlogPolicy(parsing: lines.joined() + "quorum n1\n")
        }
        #expect(throws: LogFormatError.self) {
            try TlogPolicy(parsing: "quorum none\n" + String(repeating: "#\n", count: 40_000))
        }
    }

    @Test func `all of some witnesses, as a shorthand`() throws {
        let policy = try TlogPolicy(allOf: [
            (try Self.key(1), "http://a.example"), (try Self.key(2), "http://b.example/w/"),
        ])
        #expect(try !policy.isSatisfied(by: [Self.key(1)]))
        #expect(try policy.isSatisfied(by: [Self.key(2), Self.key(1)]))
        #expect(policy.witnesses[1].url == "http://b.example/w")
        #expect(try !TlogPolicy(allOf: []).asksForWitnesses)
    }
}
