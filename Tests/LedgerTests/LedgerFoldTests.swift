import CanonicalJSON
import Contracts
import Ledger
import Marine
import TestSamples
import TestSupport
import Testing
import TransparencyLog

/// The fold takes an entry only where it follows from those before it.
@Suite struct LedgerFoldTests {
    @Test func `a whole voyage folds to the states that were decided`() throws {
        let writer = try LedgerWriter(Scenario.wholeVoyage)
        var fold = LedgerFold()
        for (entry, expected) in zip(writer.entries, 0...) {
            let folded = try fold.apply(entry)
            #expect(folded.index == UInt64(expected))
            #expect(folded.state == fold.instance(folded.transition.key)?.state)
        }
        #expect(fold.size == writer.size)
        #expect(fold.lastAt == day(45))
        let facts = fold.keys.filter { $0.contract.kind.isFact }
        #expect(Set(facts.map(\.contract)).isSuperset(of: [.interest, .evidence]))
        #expect(
            fold.keys.filter { !facts.contains($0) }
                == [.certificate, .claim, .consortium, .cover, .shipment]
        )
        for (key, state) in writer.states { #expect(fold.instance(key)?.state == state) }
        #expect(fold.consortium?.members.count == 7)
    }

    /// One way in which an entry of the voyage is broken.
    struct Breakage: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Which entry: the cover's opening is 9, and 10 is its first declaration.
        let index: Int
        let reason: String
        let change: @Sendable (LogEntry) throws -> LogEntry

        init(
            _ what: String,
            at index: Int,
            _ reason: String,
            _ change: @escaping @Sendable (LogEntry) throws -> LogEntry
        ) {
            testDescription = what
            self.index = index
            self.reason = reason
            self.change = change
        }

        /// Breaks a field of the leaf.
        init(
            _ what: String,
            at index: Int,
            _ reason: String,
            field: String,
            _ value: JSONValue
        ) {
            self.init(what, at: index, reason) { entry in try entry.with(field, value) }
        }
    }

    static let breakages: [Breakage] = [
        Breakage("an entry left out", at: 9, "follows entry 9") { entry in
            LogEntry(
                index: 10,
                leaf: entry.leaf,
                payload: entry.payload,
                command: entry.command
            )
        },
        Breakage("an entry twice", at: 9, "follows entry 9") { entry in
            LogEntry(
                index: 8,
                leaf: entry.leaf,
                payload: entry.payload,
                command: entry.command
            )
        },
        Breakage("a leaf that is not JSON", at: 9, "not JSON") { entry in
            LogEntry(index: 9, leaf: [0x7B], payload: entry.payload, command: nil)
        },
        Breakage("a leaf with a space more", at: 9, "canonical") { entry in
            LogEntry(index: 9, leaf: entry.leaf + [0x20], payload: entry.payload, command: nil)
        },
        Breakage(
            "a revision skipped",
            at: 10,
            "revision 3 follows 1",
            field: "revision",
            .integer(3)
        ),
        Breakage(
            "a revision again",
            at: 10,
            "revision 1 follows 1",
            field: "revision",
            .integer(1)
        ),
        Breakage(
            "a first revision of 2",
            at: 9,
            "revision 2 follows 0",
            field: "revision",
            .integer(2)
        ),
        Breakage(
            "another entry as previous",
            at: 10,
            "previous",
            field: "previous",
            .integer(8)
        ),
        Breakage("no previous", at: 10, "previous", field: "previous", .null),
        Breakage(
            "a previous for the first",
            at: 9,
            "previous",
            field: "previous",
            .integer(8)
        ),
        Breakage(
            "another state before",
            at: 10,
            "from closed",
            field: "from",
            .string("closed")
        ),
        Breakage("no state before", at: 10, "from null", field: "from", .null),
        Breakage(
            "a state before the first",
            at: 9,
            "from open",
            field: "from",
            .string("open")
        ),
        Breakage(
            "another state after",
            at: 9,
            "do not lead to closed",
            field: "to",
            .string("closed")
        ),
        Breakage(
            "an instant before its predecessor's",
            at: 9,
            "instant",
            field: "at",
            .integer(day(0).millisecondsSinceEpoch - 1)
        ),
        Breakage("a payload that is lost", at: 9, "missing") { entry in
            LogEntry(index: 9, leaf: entry.leaf, payload: nil, command: entry.command)
        },
        Breakage("a payload with a byte changed", at: 9, "digest") { entry in
            let payload = try #require(entry.payload)
            var bytes = payload.bytes
            bytes[bytes.count / 2] ^= 1
            return LogEntry(
                index: 9,
                leaf: entry.leaf,
                payload: Salted(salt: payload.salt, bytes: bytes),
                command: entry.command
            )
        },
        Breakage("a payload with another salt", at: 9, "digest") { entry in
            let payload = try #require(entry.payload)
            return LogEntry(
                index: 9,
                leaf: entry.leaf,
                payload: Salted(salt: payload.salt.reversed() + [0], bytes: payload.bytes),
                command: entry.command
            )
        },
        Breakage("a payload that is not JSON", at: 9, "does not read") { entry in
            try entry.with(payload: Array("{".utf8))
        },
        Breakage("a payload with a space more", at: 9, "does not read") { entry in
            try entry.with(payload: try #require(entry.payload).bytes + [0x20])
        },
        Breakage("another contract's payload", at: 9, "does not read") { entry in
            let founding = try LedgerWriter(Scenario.founding).entries[0]
            return try entry.with(payload: try #require(founding.payload).bytes)
        },
        Breakage("events that fit no state before", at: 9, "do not lead to") { entry in
            let closing = try LedgerWriter(
                Scenario.foundedWithMembers + Scenario.cover + [
                    ScenarioCommand(
                        "close",
                        by: .leader,
                        .openCover(.closeCover(cover: .cover)),
                        at: day(2),
                        signer: .leader
                    )
                ]
            ).entries[10]
            return try entry.with(payload: try #require(closing.payload).bytes)
        },
        Breakage("no events", at: 9, "do not lead to") { entry in
            let bytes = try #require(entry.payload).bytes
            guard case .object(var record) = try JSONValue(parsing: bytes) else { return entry }
            record["events"] = .array([])
            return try entry.with(payload: try JSONValue.object(record).canonicalBytes())
        },
    ]

    @Test(arguments: breakages)
    func `an entry that does not follow is refused by its index`(breakage: Breakage) throws {
        let writer = try LedgerWriter(Scenario.wholeVoyage)
        var fold = LedgerFold()
        for entry in writer.entries[..<breakage.index] { try fold.apply(entry) }
        let broken = try breakage.change(writer.entries[breakage.index])
        let error = try #require(
            #expect(throws: ReplayError.self) { try fold.apply(broken) }
        )
        #expect(error.index == broken.index)
        #expect(error.reason.contains(breakage.reason), "\(error)")
        #expect(error.description.hasPrefix("entry \(broken.index): "))

        // Nothing of it is kept: the right entries still follow.
        #expect(fold.size == UInt64(breakage.index))
        for entry in writer.entries[breakage.index...] { try fold.apply(entry) }
        for (key, state) in writer.states { #expect(fold.instance(key)?.state == state) }
    }
}

extension LogEntry {
    /// The entry with a field of its leaf replaced.
    func with(_ field: String, _ value: JSONValue) throws -> LogEntry {
        guard case .object(var fields) = try JSONValue(parsing: leaf) else { return self }
        fields[field] = value
        return LogEntry(
            index: index,
            leaf: try JSONValue.object(fields).canonicalBytes(),
            payload: payload,
            command: command
        )
    }

    /// The entry with another payload, whose digest its leaf names.
    func with(payload bytes: [UInt8]) throws -> LogEntry {
        let salted = Salted(salt: [UInt8](repeating: 1, count: 16), bytes: bytes)
        let named = try with("payload", .string(salted.digest.base64))
        return LogEntry(index: index, leaf: named.leaf, payload: salted, command: command)
    }
}
