import CanonicalJSON
import Contracts
import Marine
import TestSamples
import TestSupport
import Testing

@testable import Ledger

/// What is read in one pass, against what a tape makes of the same, and what is written of both.
@Suite struct OnePassReadingTests {
    /// Instructions that no entry of the fixture carries.
    private static let instructions = [
        #"{"adjust":{"assessment":{"agreedLoss":{"rate":"60"}},"claim":"claim-1"}}"#,
        #"{"adjust":{"assessment":{"partialLoss":{"grossDamagedValue":"USD 5.00","#
            + #""grossSoundValue":"USD 9.00"}},"claim":"claim-1"}}"#,
        #"{"adjust":{"assessment":{"salvageLoss":{"netProceeds":"JPY 7"}},"claim":"claim-1"}}"#,
        #"{"adjust":{"assessment":{"totalLoss":{}},"claim":"claim-1"}}"#,
        #"{"approve":{"amount":"USD 21.50","claim":"claim-1"}}"#,
        #"{"refer":{"claim":"claim-1","reasons":["large","späte Anzeige"]}}"#,
        #"{"settle":{"claim":"claim-1","paymentReference":"PAY-1"}}"#,
    ]

    private static let onRisk =
        #"{"conveyance":"9074729/101W","insuredValue":"USD 5.00","locations":["ECGYE","NLRTM"]}"#

    /// Payloads that no entry of the fixture carries.
    private static let payloads: [(ContractName, String)] = [
        (
            .openCover,
            #"{"arguments":{"move":{"certificate":"c","onRisk":\#(onRisk),"to":\#(onRisk)}},"#
                + #""events":[{"moved":{"certificate":"c","onRisk":\#(onRisk),"to":\#(onRisk)}}]}"#
        ),
        (
            .claim,
            #"{"arguments":{"refer":{"checks":[{"figure":"3","limit":"2","name":"gap","#
                + #""outcome":"failed"}],"reasons":["gap"]}},"events":[{"referred":{"at":5,"#
                + #""by":"plimsoll","checks":[],"reasons":["gap"]}}]}"#
        ),
    ]

    /// The entries of every released edition's ledger.
    private static func fixtures() throws -> [LogEntry] {
        try (1...Edition.current.number).flatMap { try LedgerFixture(edition: $0).entries }
    }

    private static func commands() throws -> [[UInt8]] {
        let made = instructions.map {
            #"{"expectedRevision":3,"id":"c","instruction":\#($0),"member":"m","origin":"o"}"#
        }
        return try fixtures().compactMap { $0.command?.bytes }
            + made.map { [UInt8]($0.utf8) }
    }

    private static func records() throws -> [(ContractName, [UInt8])] {
        let kept = try fixtures().map { entry in
            (
                try Transition(leaf: entry.leaf).contract,
                try #require(entry.payload).bytes
            )
        }
        return kept + payloads.map { ($0, [UInt8]($1.utf8)) }
    }

    /// Whether one pass does not take this: escapes, and members whose names are data.
    private static func isForTape(_ bytes: [UInt8]) -> Bool {
        bytes.contains(UInt8(ascii: "\\"))
    }

    /// Reads, writes and reads again by both ways; says whether the bytes were a value at all.
    private static func compare<Value: JSONCoded & Hashable>(
        _ type: Value.Type,
        _ bytes: [UInt8]
    ) throws -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        let wanted =
            CanonicalJSON.isCanonical(bytes)
            ? try? JSONReader.read(type, from: bytes, .ledger) : nil
        #expect((try? JSONReader.canonical(type, from: bytes)) == wanted, "\(text)")
        let passed = JSONReader.passing(bytes) { reader in Value(from: &reader) }
        #expect(passed == nil || passed == wanted, "\(text)")
        guard let wanted else { return false }
        var writer = JSONWriter()
        wanted.write(to: &writer)
        let written = try writer.canonicalBytes()
        // What is accepted is one spelling, and the one that is written.
        #expect(written == bytes, "\(text)")
        guard !isForTape(written) else { return true }
        #expect(passed == wanted, "one pass does not read \(text)")
        return true
    }

    private static func compare(_ contract: ContractName, _ bytes: [UInt8]) throws -> Bool {
        func compare<Kind: Contract>(_ kind: Kind.Type) throws -> Bool {
            try Self.compare(StepRecord<Kind.Command, Kind.Event>.self, bytes)
        }
        return try compare(contract.kind)
    }

    @Test func `every instruction and every command and event of a contract is among the samples`()
        throws
    {
        var instructions: Set<String> = []
        for bytes in try Self.commands() {
            #expect(try Self.compare(Command.self, bytes))
            let members = try JSONValue(parsing: bytes)["instruction"]?.objectValue
            instructions.formUnion(members?.keys.map { $0 } ?? [])
        }
        let known = CommandForm.all(in: .current).filter { form in
            form.steps.first?.kind.contract != .consortium
        }
        #expect(instructions == Set(known.map(\.instruction)).union(["consortium"]))

        var actions: [ContractName: Set<String>] = [:]
        var events: [ContractName: Set<String>] = [:]
        for (contract, bytes) in try Self.records() {
            #expect(try Self.compare(contract, bytes))
            let payload = try JSONValue(parsing: bytes)
            actions[contract, default: []].formUnion(
                payload["arguments"]?.objectValue?.keys.map { $0 } ?? []
            )
            for event in payload["events"]?.arrayValue ?? [] {
                events[contract, default: []].formUnion(event.objectValue?.keys.map { $0 } ?? [])
            }
        }
        let contracts = ContractName.allCases.filter { $0 != .consortium && $0.since <= .current }
        for contract in contracts {
            #expect(actions[contract] == Set(contract.graph(in: .current).edges.map(\.action)))
        }
        let described = Dictionary(
            LedgerRecords.described.map { ($0.description.name, $0.description) }
        ) { first, _ in first }
        for contract in contracts {
            let name = contract.rawValue.prefix(1).uppercased() + contract.rawValue.dropFirst()
            let declared = try #require(described["\(name).Event"]).cases
                .filter { $0.since <= Edition.current.number }
            #expect(events[contract] == Set(declared.map(\.name)), "\(contract)")
        }
    }

    @Test(arguments: CommandStormTests.seeds)
    func `changed values are written and read alike by both ways`(seed: UInt64) throws {
        print("reading in one pass with seed \(seed)")
        let commands = try Self.commands()
        let records = try Self.records()
        var change = try TextMutation(seed: seed, of: commands + records.map(\.1))
        var values = 0
        for _ in 0..<12 {
            for bytes in commands {
                values += try Self.compare(Command.self, change.made(to: bytes)) ? 1 : 0
            }
            for (contract, bytes) in records {
                values += try Self.compare(contract, change.made(to: bytes)) ? 1 : 0
            }
        }
        // Most changes leave no value; enough must.
        #expect(values > 100)
    }

    @Test func `an integer beyond 2^53 is refused at its place`() throws {
        let bytes = try #require(try Self.commands().first)
        var command = try Command(canonical: bytes)
        command.expectedRevision = 1 << 53
        #expect {
            try command.canonicalBytes()
        } throws: { error in
            guard let error = error as? CanonicalJSONError else { return false }
            return error.code == .integerOutOfRange && error.path == "/expectedRevision"
        }
    }

    @Test func `a member out of order, unknown or missing is refused`() throws {
        let text =
            #"{"id":"c","instruction":{"acknowledge":{"claim":"x"}},"member":"m","origin":"o"}"#
        func read(_ text: String) throws -> Command { try Command(canonical: [UInt8](text.utf8)) }
        func refused(_ text: String) -> String {
            do throws(JSONReadingError) {
                _ = try Command(canonical: [UInt8](text.utf8))
                return ""
            } catch {
                switch error {
                case .malformed(let error): return error.code.rawValue
                case .fields(let faults): return faults.map { "\($0.pointer) \($0.code)" }.joined()
                }
            }
        }
        #expect(try read(text).id == "c")
        #expect(
            refused(text.replacing(#","origin""#, with: #","more":1,"origin""#))
                == "/more unknownField"
        )
        #expect(refused(text + " ") == "notCanonical")
        let reordered = text.replacing(#""id":"c","#, with: "")
            .replacing(#""o"}"#, with: #""o","id":"c"}"#)
        #expect(refused(reordered) == "notCanonical")
        #expect(refused(text.replacing(#""id":"c","#, with: "")) == "/id missing")
        #expect(refused(text.replacing("acknow", with: "know")) == "/instruction choiceMalformed")
    }
}

/// Changes JSON at random: members and elements are left out or doubled, scalars replaced by
/// others of the samples, or by ones at the ends of their ranges.
private struct TextMutation {
    private var random: SeededGenerator
    private var strings = ["", "x", "é\u{1F600}", "a\"b\\c\nd", "USD 5.00", "JPY -7", "100"]
    private let integers: [Int64] = [0, 1, -1, 253_402_300_800_000, CanonicalJSON.largestInteger]

    init(seed: UInt64, of samples: [[UInt8]]) throws {
        random = SeededGenerator(seed: seed)
        var found: Set<String> = []
        for sample in samples { Self.strings(of: try JSONValue(parsing: sample), into: &found) }
        strings += found.sorted()
    }

    private static func strings(of value: JSONValue, into found: inout Set<String>) {
        if let text = value.stringValue { found.insert(text) }
        for element in value.arrayValue ?? [] { strings(of: element, into: &found) }
        for member in value.objectValue ?? [:] { strings(of: member.value, into: &found) }
    }

    mutating func made(to bytes: [UInt8]) throws -> [UInt8] {
        let value = try JSONValue(parsing: bytes)
        var steps = Int.random(in: 1...3, using: &random)
        var changed = value
        while steps > 0 {
            changed = change(changed)
            steps -= 1
        }
        return try changed.canonicalBytes()
    }

    private mutating func change(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(var members):
            guard let name = members.keys.sorted().randomElement(using: &random) else {
                return value
            }
            let goesDeeper = Int.random(in: 0..<6, using: &random) > 0
            members[name] = goesDeeper ? members[name].map { change($0) } : nil
            return .object(members)
        case .array(var elements):
            guard let place = elements.indices.randomElement(using: &random) else {
                return value
            }
            switch Int.random(in: 0..<6, using: &random) {
            case 0: elements.remove(at: place)
            case 1: elements.append(elements[place])
            default: elements[place] = change(elements[place])
            }
            return .array(elements)
        case .string: return .string(strings.randomElement(using: &random) ?? "")
        case .number: return .integer(integers.randomElement(using: &random) ?? 0)
        case .bool(let truth): return .bool(!truth)
        case .null: return value
        }
    }
}
