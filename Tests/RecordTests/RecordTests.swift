import CanonicalJSON
import Contracts
import TestSupport
import Testing

/// Every described type of every module is filled from its own description, written and read.
///
/// What a generator forgot, wrote in another order or read under another name shows here: the text
/// is made from the declaration alone, and must come back byte for byte.
@Suite struct RecordTests {
    static let records = DescribedModule.all.flatMap(\.records).compactMap {
        $0 as? any Record.Type
    }

    @Test(arguments: records.indices, [true, false])
    func `every member of every type is read and written back`(index: Int, isFull: Bool) throws {
        try check(Self.records[index], isFull: isFull)
    }

    @Test(arguments: records.indices)
    func `every member that is wrong is told at once, by its place`(index: Int) throws {
        try checkWrong(Self.records[index])
    }

    private func checkWrong<Value: Record>(_ type: Value.Type) throws {
        let members: [(path: String, members: [MemberDescription])] =
            switch type.description.content {
            case .members(let members): [("", members)]
            case .cases(let cases):
                // Beside a member that names the case, the others are the whole's.
                type.description.discriminator == nil
                    ? cases.map { ("/\($0.name)", $0.members) } : cases.map { ("", $0.members) }
            }
        let told = type.description.discriminator.map { discriminator in
            type.description.cases.map { (discriminator, JSONValue.string($0.name)) }
        }
        for (place, (path, members)) in members.enumerated() {
            // Nothing that has a shape is a list of lists of lists.
            let shaped = members.filter { $0.scope != .answerOnly && !$0.type.takesAnything }
            let wrong = JSONValue.array([.array([.array([])])])
            let own = shaped.map { ($0.name, wrong) } + (told.map { [$0[place]] } ?? [])
            var body = JSONValue.object(Dictionary(uniqueKeysWithValues: own))
            if !path.isEmpty { body = .object([String(path.dropFirst()): body]) }
            var writer = JSONWriter(.exchange)
            body.write(to: &writer)
            let faults = faults(of: Value.self, in: writer.bytes)
            for member in shaped {
                #expect(
                    faults.contains { $0.pointer.hasPrefix("\(path)/\(member.name)") },
                    "\(type) \(path) \(member.name)"
                )
            }
        }
    }

    /// What is told of a text's members; nothing where it reads.
    private func faults<Value: Record>(of type: Value.Type, in text: [UInt8]) -> [FieldFault] {
        do {
            _ = try JSONReader.read(type, from: text, .exchange)
            return []
        } catch {
            switch error {
            case .fields(let faults): return faults
            case .malformed: return []
            }
        }
    }

    @Test func `every module describes types, and each has a meaning and a name of its own`() {
        for module in DescribedModule.all {
            let names = module.records.map { $0.description.name }
            #expect(!names.isEmpty || !module.values.isEmpty, "\(module.name)")
            #expect(Set(names).count == names.count, "\(module.name)")
            for record in module.records {
                #expect(!record.description.meaning.isEmpty, "\(record)")
            }
        }
    }

    @Test(arguments: ContractName.allCases)
    func `every contract describes its state, commands, events and instructions`(
        contract: ContractName
    ) {
        let described = Set(Self.records.map(ObjectIdentifier.init))
        for type in types(of: contract.kind) {
            #expect(described.contains(ObjectIdentifier(type)), "\(type)")
        }
    }

    private func types<Kind: Contract>(of kind: Kind.Type) -> [any Record.Type] {
        [Kind.State.self, Kind.Command.self, Kind.Event.self, Kind.Instruction.self]
    }

    private func check<Value: Record>(_ type: Value.Type, isFull: Bool) throws {
        for text in RecordSample(isFull: isFull, .ledger).texts(of: type) {
            let spelled = String(decoding: text, as: UTF8.self)
            let read = JSONReader.passing(text) { reader in Value(from: &reader) }
            if !holdsMap(type) { #expect(read != nil, "\(type): \(spelled)") }
            let value = try JSONReader.canonical(Value.self, from: text)
            #expect(try value.canonicalBytes() == text, "\(type): \(spelled)")
            if case .members(let members) = type.description.content {
                try checkMissing(members, in: text, of: type)
            }
        }
        for text in RecordSample(isFull: isFull, .exchange).texts(of: type) {
            _ = try JSONReader.read(Value.self, from: text, .exchange)
        }
    }

    /// A member that must be there and is not, and one that nobody knows, are named.
    private func checkMissing<Value: Record>(
        _ members: [MemberDescription],
        in text: [UInt8],
        of type: Value.Type
    ) throws {
        guard case .object(var object) = try JSONValue(parsing: text) else { return }
        for member in members where member.scope != .answerOnly {
            guard !member.isOptional || member.absence == .null else { continue }
            var less = object
            less[member.name] = nil
            #expect(throws: JSONReadingError.self, "\(type) without \(member.name)") {
                try JSONReader.canonical(Value.self, from: JSONValue.object(less).canonicalBytes())
            }
        }
        object["zzz"] = .null
        #expect(throws: JSONReadingError.self, "\(type) with more") {
            try JSONReader.canonical(Value.self, from: JSONValue.object(object).canonicalBytes())
        }
    }

    /// Members whose names are data, and any JSON, are read on a tape alone.
    private func holdsMap(_ type: any Described.Type) -> Bool {
        func holds(_ shape: JSONShape) -> Bool {
            switch shape {
            case .map, .any: true
            case .tuple(let shapes, _): shapes.contains(where: holds)
            case .array(let element, _): holds(element)
            case .record(let type): holdsMap(type)
            case .named(let type): holds(type.shape(in: .ledger))
            case .either(let shapes): shapes.contains(where: holds)
            case .object(let members): members.contains { holds($0.shape) }
            default: false
            }
        }
        switch type.description.content {
        case .members(let members): return members.contains { holds($0.type.shape(in: .ledger)) }
        case .cases(let cases):
            return cases.flatMap(\.members).contains { holds($0.type.shape(in: .ledger)) }
        }
    }
}

extension JSONShaped {
    /// Whether any JSON value is one of the type's.
    fileprivate static var takesAnything: Bool {
        if case .any = shape(in: .exchange) { return true }
        return false
    }
}
