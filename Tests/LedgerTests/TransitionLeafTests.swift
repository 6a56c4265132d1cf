import Contracts
import Marine
import TestSamples
import TestSupport
import Testing
import TransparencyLog

@testable import Ledger

/// The leaf is a public format: its bytes are spelled out here by hand.
@Suite struct TransitionLeafTests {
    /// 32 bytes of 0 and of 255 in base64.
    static let zeros = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
    static let ones = "//////////////////////////////////////////8="

    static let firstLeaf = """
        {"action":"found","actor":"plimsoll","at":1767225600000,"attestation":{"by":"operator"},\
        "command":"\(zeros)","contract":"consortium","edition":1,"from":null,\
        "instance":"consortium","part":[0,1],"payload":"\(ones)","previous":null,"revision":1,\
        "to":"founded"}
        """

    static let laterLeaf = """
        {"action":"settle","actor":"leader","at":1767225600001,\
        "attestation":{"by":"member","key":"KEY","signature":"SIGNATURE"},\
        "command":"\(ones)","contract":"claim","edition":1,"from":"approved",\
        "instance":"claim-1","part":[4,5],"payload":"\(zeros)","previous":21,"revision":5,\
        "to":"settled"}
        """

    static func transition() throws -> Transition {
        Transition(
            contract: .consortium,
            edition: .first,
            instance: id("consortium"),
            revision: 1,
            previous: nil,
            action: "found",
            from: nil,
            to: "founded",
            actor: .platform,
            at: day(0),
            command: try #require(Hash(base64: zeros)),
            part: CommandPart(0, of: 1),
            payload: try #require(Hash(base64: ones)),
            attestation: .operator
        )
    }

    static func laterTransition() throws -> Transition {
        Transition(
            contract: .claim,
            edition: .first,
            instance: .claim,
            revision: 5,
            previous: 21,
            action: "settle",
            from: "approved",
            to: "settled",
            actor: .leader,
            at: day(0).advanced(byMilliseconds: 1),
            command: try #require(Hash(base64: ones)),
            part: CommandPart(4, of: 5),
            payload: try #require(Hash(base64: zeros)),
            attestation: .member(key: "KEY", signature: "SIGNATURE")
        )
    }

    @Test func `a leaf has exactly these bytes`() throws {
        let first = try Self.transition()
        #expect(String(decoding: try first.leaf(), as: UTF8.self) == Self.firstLeaf)
        let later = try Self.laterTransition()
        #expect(String(decoding: try later.leaf(), as: UTF8.self) == Self.laterLeaf)
    }

    @Test func `a leaf is read back as what it was`() throws {
        #expect(try Transition(leaf: [UInt8](Self.firstLeaf.utf8)) == Self.transition())
        #expect(try Transition(leaf: [UInt8](Self.laterLeaf.utf8)) == Self.laterTransition())
    }

    @Test func `every leaf of a voyage is read and written again to the same bytes`() throws {
        for entry in try LedgerWriter(Scenario.wholeVoyage).entries {
            let transition = try Transition(leaf: entry.leaf)
            #expect(try transition.leaf() == entry.leaf, "entry \(entry.index)")
        }
    }

    /// What is replaced in the later leaf, by what, and why the result is no leaf.
    static let broken: [(String, String, String)] = [
        (#""action":"settle","#, "", "a missing field"),
        (#","to":"settled""#, "", "a missing last field"),
        (#""previous":21,"#, "", "a missing field that may be null"),
        (#""to":"settled""#, #""to":"settled","zone":1"#, "one field more"),
        (#""action":"#, #""Action":"settle","action":"#, "one field more in front"),
        (#""revision":5,"#, #""revision":5,"revision":5,"#, "a field twice"),
        (#""revision":5,"#, #""revisions":5,"#, "a field of another name"),
        (
            #""action":"settle","actor":"leader""#,
            #""actor":"leader","action":"settle""#, "fields out of order"
        ),
        (#""edition":1"#, #""edition": 1"#, "white space"),
        (#"{"action""#, #" {"action""#, "white space before"),
        (#""settled"}"#, "\"settled\"}\n", "a line feed after"),
        (#""settled"}"#, #""settled"}}"#, "a byte after"),
        (#""settled"}"#, #""settled""#, "an open end"),
        (#""settle""#, #""\u0073ettle""#, "a needless escape"),
        (#""edition":1"#, #""edition":1.0"#, "a fraction"),
        (#""edition":1"#, #""edition":1e0"#, "an exponent"),
        (#""edition":1"#, #""edition":0"#, "no edition"),
        (#""edition":1"#, #""edition":-1"#, "an edition below 0"),
        (#""edition":1"#, #""edition":01"#, "a leading zero"),
        (#""edition":1"#, #""edition":-0"#, "minus zero"),
        (#""edition":1"#, #""edition":"1""#, "a text for a number"),
        (#""edition":1"#, #""edition":true"#, "a truth for a number"),
        (#""edition":1"#, #""edition":null"#, "null for a number"),
        (#""edition":1"#, #""edition":9007199254740992"#, "a number beyond 2^53 - 1"),
        (#""edition":1"#, #""edition":9223372036854775808"#, "a number beyond 64 bits"),
        (#""revision":5"#, #""revision":1e400"#, "a number beyond everything"),
        (#""revision":5"#, #""revision":"# + String(repeating: "9", count: 900), "900 digits"),
        (#""previous":21"#, #""previous":-1"#, "an index below 0"),
        (#""previous":21"#, #""previous":9007199254740992"#, "an index beyond 2^53 - 1"),
        (#""previous":21"#, #""previous":18446744073709551615"#, "the largest unsigned number"),
        (#""at":1767225600001"#, #""at":-1"#, "an instant before 1970"),
        (#""at":1767225600001"#, #""at":253402300800000"#, "an instant after 9999"),
        (#""at":1767225600001"#, #""at":"2026-01-01T00:00:00.001Z""#, "an instant as text"),
        (#""part":[4,5]"#, #""part":[5,5]"#, "a part beyond the last"),
        (#""part":[4,5]"#, #""part":[0,0]"#, "no parts"),
        (#""part":[4,5]"#, #""part":[-1,5]"#, "a part before the first"),
        (#""part":[4,5]"#, #""part":[4]"#, "half a part"),
        (#""part":[4,5]"#, #""part":[4,5,6]"#, "three numbers of a part"),
        (#""part":[4,5]"#, #""part":{"0":4,"1":5}"#, "an object for an array"),
        (#""from":"approved""#, #""from":7"#, "a number for a state"),
        (#""to":"settled""#, #""to":null"#, "null for a state"),
        (#""actor":"leader""#, #""actor":"Leader""#, "no identifier of a member"),
        (#""instance":"claim-1""#, #""instance":"""#, "an empty identifier"),
        (#""instance":"claim-1""#, #""instance":"claim/1""#, "no identifier of an instance"),
        (#""contract":"claim""#, #""contract":"wager""#, "no contract of ours"),
        (#""payload":"A"#, #""payload":"*"#, "a digest not in base64"),
        (#""payload":"AA"#, #""payload":"A"#, "a digest too short"),
        (#"AAA=","previous""#, #"AAB=","previous""#, "a digest with stray bits"),
        (#"{"by":"member","key":"KEY","signature":"SIGNATURE"}"#, #""member""#, "no attestation"),
        (#""by":"member""#, #""by":"notary""#, "nobody's attestation"),
        (#""by":"member","#, "", "an attestation by none"),
        (#","signature":"SIGNATURE""#, "", "a missing signature"),
        (#""key":"KEY","#, "", "a missing key"),
        (#""key":"KEY""#, #""key":7"#, "a number for a key"),
        (#""SIGNATURE""#, #""SIGNATURE","time":1"#, "an attestation with a field more"),
        (#""by":"member""#, #""by":"operator""#, "an operator's attestation with a key"),
    ]

    @Test(arguments: broken)
    func `a leaf of another shape is refused`(what: String, by: String, why: String) throws {
        let text = Self.laterLeaf.replacing(what, with: by, maxReplacements: 1)
        try #require(text != Self.laterLeaf, "\(why) changes nothing")
        #expect(throws: LeafError.self, "\(why)") {
            try Transition(leaf: [UInt8](text.utf8))
        }
    }

    @Test(arguments: ["", "null", "[]", "{}", "\"leaf\"", "17", "{\"a\":", "\u{FEFF}{}"])
    func `what is no object with fields is refused`(text: String) {
        #expect(throws: LeafError.self) { try Transition(leaf: [UInt8](text.utf8)) }
    }

    @Test func `bytes that are no text, or nest too deep, are refused`() {
        #expect(throws: LeafError.self) { try Transition(leaf: [0xFF, 0xFE]) }
        #expect(throws: LeafError.self) {
            try Transition(leaf: [UInt8](repeating: 0x5B, count: 100_000))
        }
        #expect(throws: LeafError.self) {
            try Transition(leaf: [UInt8](repeating: 0x20, count: 1 << 20))
        }
    }

    @Test func `every beginning of a leaf and every changed byte is refused or round-trips`()
        throws
    {
        let whole = [UInt8](Self.laterLeaf.utf8)
        for length in 0..<whole.count {
            #expect(throws: LeafError.self) { try Transition(leaf: Array(whole[..<length])) }
        }
        for place in whole.indices {
            for flip: UInt8 in [0x01, 0x02, 0x10, 0x20, 0x80] {
                var changed = whole
                changed[place] ^= flip
                guard let read = try? Transition(leaf: changed) else { continue }
                #expect(try read.leaf() == changed, "byte \(place)")
            }
        }
    }

    @Test func `the longest leaf fits in an entry bundle`() throws {
        var longest = try Self.laterTransition()
        longest.actor = id(String(repeating: "a", count: 48))
        longest.instance = id(String(repeating: "i", count: 48))
        longest.at = .latest
        longest.edition = Edition(1 << 52)
        longest.revision = 1 << 52
        longest.previous = 1 << 52
        longest.part = CommandPart((1 << 52) - 1, of: 1 << 52)
        longest.attestation = .member(
            key: MemberKey.leader.publicKey.text,
            signature: String(repeating: "A", count: 88)
        )
        for contract in ContractName.allCases {
            longest.contract = contract
            for edge in contract.graph(in: .current).edges {
                longest.action = try Text(edge.action)
                longest.from = try edge.from.map { try Text($0) }
                longest.to = try Text(edge.to)
                let leaf = try longest.leaf()
                #expect(leaf.count < 1024, "\(contract) \(edge.action)")
                #expect(leaf.count <= EntryBundle.maximumEntryBytes)
                #expect(try Transition(leaf: leaf) == longest)
            }
        }
    }

    @Test func `a transition with a number beyond 2^53 is not written`() throws {
        var transition = try Self.transition()
        transition.revision = 1 << 53
        #expect(throws: (any Error).self) { try transition.leaf() }
    }
}
