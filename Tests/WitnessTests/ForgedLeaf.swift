import CanonicalJSON
import Contracts
import Ledger
import TestSupport
import Testing
import TransparencyLog
import Witness

/// One way in which an operator may falsify a ledger, each breaking one rule first.
struct ForgedLeaf: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let rule: Rule
    /// Changes the honest ledger of a whole voyage, and says at which entry it is broken.
    let forge: @Sendable (inout TestLog) throws -> Int

    private init(
        _ name: String,
        _ rule: Rule,
        _ forge: @escaping @Sendable (inout TestLog) throws -> Int
    ) {
        testDescription = name
        self.rule = rule
        self.forge = forge
    }

    // Instances that do not hang together are in `WorkflowTests`.

    /// From the founding to the paid claim, and what comes after.
    static func voyage() throws -> TestLog {
        TestLog(try LedgerWriter(Scenario.wholeVoyage + Scenario.aftermath).entries)
    }

    /// The first entry of an action.
    static func index(of action: String, in log: TestLog) throws -> Int {
        for (index, entry) in log.entries.enumerated()
        where try Transition(leaf: entry.leaf).edge.action == action { return index }
        throw NoSuchEntry(action: action)
    }

    struct NoSuchEntry: Error { let action: String }

    /// Writes one field of the first entry of an action.
    private static func writing(
        _ name: String,
        _ rule: Rule,
        _ action: String,
        _ field: String,
        _ value: @escaping @Sendable (JSONValue) -> JSONValue
    ) -> ForgedLeaf {
        ForgedLeaf(name, rule) { log in
            let index = try index(of: action, in: log)
            log = try log.changing(index) { $0[field] = value($0[field] ?? .null) }
            return index
        }
    }

    static let all: [ForgedLeaf] = [
        ForgedLeaf("a leaf that is not canonical", .leaf) { log in
            let entry = log.entries[3]
            log.entries[3] = LogEntry(
                index: 3,
                leaf: [UInt8(ascii: " ")] + entry.leaf,
                payload: entry.payload,
                command: nil
            )
            return 3
        },
        ForgedLeaf("a leaf of no bytes", .leaf) { log in
            log.entries[3] = LogEntry(index: 3, leaf: [], payload: nil, command: nil)
            return 3
        },
        writing("a contract that nobody knows", .leaf, "open", "contract") { _ in
            .string("lottery")
        },
        writing("edition nought", .leaf, "open", "edition") { _ in .integer(0) },
        ForgedLeaf("a ledger that begins otherwise", .founding) { log in
            log.entries.removeFirst()
            return 0
        },
        ForgedLeaf("a second founding", .founding) { log in
            log.append(log.entries[0].leaf)
            return log.entries.count - 1
        },
        writing("another consortium", .founding, "found", "instance") { _ in .string("shadow") },
        writing("an edge that the graph has not", .edge, "arrive", "to") { _ in
            .string("delivered")
        },
        writing("an action that the graph has not", .edge, "settle", "action") { _ in
            .string("seize")
        },
        ForgedLeaf("a settlement of a claim that nobody approved", .state) { log in
            let index = try index(of: "settle", in: log)
            log = try log.changing(index) { $0["instance"] = .string("claim-2") }
            return index
        },
        ForgedLeaf("an instance begun twice", .state) { log in
            let index = try index(of: "register", in: log)
            log = try log.changing(index + 2) { fields in
                let first = try? JSONValue(parsing: log.entries[index].leaf).objectValue
                for name in ["action", "contract", "from", "to", "instance"] {
                    fields[name] = first?[name]
                }
            }
            return index + 2
        },
        writing("a revision left out", .revision, "depart", "revision") {
            .integer(($0.integerValue ?? 0) + 1)
        },
        writing("a revision told again", .revision, "depart", "revision") {
            .integer(($0.integerValue ?? 0) - 1)
        },
        writing("a history cut short", .previous, "depart", "previous") { _ in .null },
        writing("a history led astray", .previous, "depart", "previous") {
            .integer(($0.integerValue ?? 0) - 1)
        },
        writing("an instant before its predecessor's", .instant, "depart", "at") {
            .integer(($0.integerValue ?? 0) - 86_400_000 * 40)
        },
        ForgedLeaf("a part left out", .parts) { log in
            let index = try index(of: "issue", in: log)
            log.entries.remove(at: index)
            return index
        },
        writing("a part by another member", .parts, "issue", "actor") { _ in
            .string("broker")
        },
        writing("a part under another attestation", .parts, "issue", "attestation") { _ in
            .object([
                "by": .string("member"), "key": .string(MemberKey.leader.publicKey.text),
                "signature": .string("AAAA"),
            ])
        },
        writing("a part of another command", .parts, "issue", "command") { _ in
            .string(MemberKey.stranger.publicKey.text)
        },
        writing("more parts than there are", .parts, "issue", "part") { _ in
            .array([.integer(1), .integer(3)])
        },
        writing("a command that begins with its second part", .parts, "payPremium", "part") { _ in
            .array([.integer(1), .integer(2)])
        },
        ForgedLeaf("a certificate that no cover declares", .workflow) { log in
            let index = try index(of: "declare", in: log)
            log.entries.remove(at: index)
            log = try log.changing(index) { $0["part"] = .array([.integer(0), .integer(1)]) }
            return index
        },
        ForgedLeaf("a declaration without its certificate", .workflow) { log in
            let index = try index(of: "declare", in: log)
            log.entries.remove(at: index + 1)
            log = try log.changing(index) { $0["part"] = .array([.integer(0), .integer(1)]) }
            return index
        },
        ForgedLeaf("a departure that pays premium", .workflow) { log in
            let index = try index(of: "depart", in: log) + 1
            log = try log.changing(index) { fields in
                fields["action"] = .string("payPremium")
                fields["to"] = fields["from"]
            }
            return index
        },
        ForgedLeaf("a delivery that leaves the cover at risk", .workflow) { log in
            let index = try index(of: "deliver", in: log)
            log.entries.remove(at: index + 2)
            for part in 0...1 {
                log = try log.changing(index + part) {
                    $0["part"] = .array([.integer(Int64(part)), .integer(2)])
                }
            }
            return index
        },
        ForgedLeaf("a command used again", .commandReused) { log in
            let bind = try index(of: "bindDevice", in: log)
            let digest = try Transition(leaf: log.entries[bind].leaf).command
            let index = try index(of: "recordTelemetry", in: log)
            log = try log.changing(index) { $0["command"] = .string(digest.base64) }
            return index
        },
        ForgedLeaf("a command cut short at the end", .commandCut) { log in
            let index = try index(of: "issue", in: log)
            log.entries.removeSubrange(index...)
            return index - 1
        },
        writing("a member's signature over another command", .signature, "open", "command") { _ in
            .string(MemberKey.stranger.publicKey.text)
        },
        writing("a signature in another's name", .signature, "open", "attestation") { old in
            .object([
                "by": .string("member"), "key": .string(MemberKey.stranger.publicKey.text),
                "signature": old["signature"] ?? .null,
            ])
        },
    ]
}
