package import CanonicalJSON

/// Values of described types, made from nothing but what they say of themselves.
package struct RecordSample {
    /// Whether optional members are there.
    package let isFull: Bool
    /// The dialect that the values are spelled in.
    package let dialect: JSONDialect

    package init(isFull: Bool, _ dialect: JSONDialect) {
        self.isFull = isFull
        self.dialect = dialect
    }

    /// Texts of a described type: one, or one for each case of an enumeration.
    package func texts(of type: any Described.Type) -> [[UInt8]] {
        values(of: type).map { value in
            var writer = JSONWriter(.exchange)
            value.write(to: &writer)
            return writer.bytes
        }
    }

    private func values(of type: any Described.Type) -> [JSONValue] {
        switch type.description.content {
        case .members(let members): [object(members)]
        case .cases(let cases): cases.map { self.case($0, toldBy: type.description.discriminator) }
        }
    }

    private func `case`(_ one: CaseDescription, toldBy discriminator: String?) -> JSONValue {
        let members = object(one.members)
        guard let discriminator else { return .object([one.name: members]) }
        var object = members.objectValue ?? [:]
        object[discriminator] = .string(one.name)
        return .object(object)
    }

    private func object(_ members: [MemberDescription]) -> JSONValue {
        var object: [String: JSONValue] = [:]
        for member in members where member.scope != .answerOnly {
            guard isFull || !member.isOptional else {
                if member.absence == .null, dialect == .ledger { object[member.name] = .null }
                continue
            }
            if !isFull, member.hasDefault, dialect == .exchange { continue }
            object[member.name] = value(member.type.shape(in: dialect))
        }
        return .object(object)
    }

    private func value(_ shape: JSONShape) -> JSONValue {
        switch shape {
        case .boolean: .bool(true)
        case .integer(let range): .integer(min(max(1, range.lowerBound), range.upperBound))
        case .decimal(let example): .number(example)
        case .string(_, _, let example): .string(example)
        case .choice(let names): .string(names.last ?? "")
        case .array(let element, let count):
            .array(
                [JSONValue](
                    repeating: value(element),
                    count: isFull
                        ? min(max(1, count.lowerBound), count.upperBound) : count.lowerBound
                )
            )
        case .tuple(_, let example): (try? JSONValue(parsing: Array(example.utf8))) ?? .null
        case .map(let key, let element):
            isFull ? .object([value(key).stringValue ?? "": value(element)]) : .object([:])
        case .record(let type): values(of: type).first ?? .null
        case .named(let type): value(type.shape(in: dialect))
        case .either(let shapes): shapes.first.map(value) ?? .null
        case .object(let members):
            .object(Dictionary(uniqueKeysWithValues: members.map { ($0.name, value($0.shape)) }))
        case .any: .object(["any": .bool(true)])
        }
    }
}
