import CanonicalJSON
import Contracts
import Marine

/// The JSON Schemas (2020-12) of described types in the API's spelling, each named type once.
///
/// What a request holds must be noted before the first schema is made: such a type may leave out
/// what the reader can do without and takes no member that it does not name, while whatever is
/// only ever answered has all its members.
struct SchemaCollection {
    /// The schemas of named types so far.
    private(set) var components: [String: JSONValue] = [:]
    /// The types behind the names.
    private var types: [String: ObjectIdentifier] = [:]
    /// Members that a request's type may leave out beside those of its declaration.
    private var leftOut: [ObjectIdentifier: Set<String>] = [:]
    private var requested: Set<ObjectIdentifier> = []
    private let meanings: [ObjectIdentifier: ValueDescription]

    init() {
        meanings = Dictionary(
            HTTPAPIRecords.known.map { (ObjectIdentifier($0.type), $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// Notes that requests hold a shape.
    mutating func request(_ shape: JSONShape, leavingOut names: Set<String> = []) {
        switch shape {
        case .array(let element, _): request(element)
        case .map(_, let value): request(value)
        case .either(let shapes), .tuple(let shapes, _): for shape in shapes { request(shape) }
        case .object(let members): for member in members { request(member.shape) }
        case .named(let type) where !(type is any Described.Type):
            request(type.shape(in: .exchange))
        case .named(let type as any Described.Type), .record(let type):
            leftOut[ObjectIdentifier(type), default: []].formUnion(names)
            guard requested.insert(ObjectIdentifier(type)).inserted else { return }
            for member in type.description.allMembers { request(.named(member.type)) }
        default: break
        }
    }

    /// The schema of a shape, or a reference to it where its type has a name.
    mutating func schema(_ shape: JSONShape) -> JSONValue {
        switch shape {
        case .boolean: .object(["type": .string("boolean")])
        case .integer(let range): .integer(range)
        case .decimal(let example):
            .object([
                "description": .string("A decimal number; in requests also as a string."),
                "type": .array([.string("number"), .string("string")]),
                "pattern": .string(StringFormat.decimal.pattern ?? ""),
                "examples": .array([.number(example)]),
            ])
        case .string(let bytes, let format, let example): .string(bytes, format, example)
        case .choice(let names):
            .object(["type": .string("string"), "enum": .array(names.map(JSONValue.string))])
        case .array(let element, let count):
            JSONValue.object(["type": .string("array"), "items": schema(element)])
                .adding("minItems", count.lowerBound > 0 ? .integer(count.lowerBound) : nil)
                .adding("maxItems", count.upperBound < Int.max ? .integer(count.upperBound) : nil)
        case .tuple(let shapes, let example):
            JSONValue.object([
                "type": .string("array"), "prefixItems": .array(shapes.map { schema($0) }),
                "minItems": .integer(shapes.count), "maxItems": .integer(shapes.count),
            ]).adding(
                "examples",
                (try? JSONValue(parsing: Array(example.utf8))).map { .array([$0]) }
            )
        case .map(let key, let value):
            .object([
                "type": .string("object"), "propertyNames": schema(key),
                "additionalProperties": schema(value),
            ])
        case .record(let type): reference(type)
        case .named(let type): reference(type)
        case .object(let members):
            .object(
                properties: members.map { ($0.name, schema($0.shape).described($0.meaning)) },
                required: members.map(\.name)
            )
        case .either(let shapes): .object(["anyOf": .array(shapes.map { schema($0) })])
        case .any: .object([:])
        }
    }

    /// A reference to a type's schema, or the schema where the type has no name of its own.
    mutating func reference(_ type: any JSONShaped.Type) -> JSONValue {
        guard let name = name(of: type) else { return schema(type.shape(in: .exchange)) }
        if types.updateValue(ObjectIdentifier(type), forKey: name) == nil {
            let schema =
                if let described = type as? any Described.Type {
                    object(described)
                } else {
                    value(type)
                }
            components[name] = schema
        }
        return .object(["$ref": .string("#/components/schemas/\(name)")])
    }

    /// The schema of members without a type of their own.
    mutating func arguments(
        _ members: [MemberDescription],
        leavingOut names: Set<String>
    ) -> JSONValue {
        object(members, isRequested: true, leavingOut: names)
    }

    private mutating func object(_ type: any Described.Type) -> JSONValue {
        let description = type.description
        let isRequested = requested.contains(ObjectIdentifier(type))
        switch description.content {
        case .members(let members):
            return object(
                members,
                isRequested: isRequested,
                leavingOut: leftOut[ObjectIdentifier(type)] ?? []
            ).described(description.meaning)
        case .cases(let cases):
            let schemas = cases.map { one in
                if let discriminator = description.discriminator {
                    return told(one, by: discriminator, isRequested: isRequested)
                }
                let inner = object(one.members, isRequested: isRequested, leavingOut: [])
                return JSONValue.object(
                    properties: [(one.name, inner.described(one.meaning))],
                    required: [one.name]
                ).adding("additionalProperties", .bool(false))
            }
            return JSONValue.object(["oneOf": .array(schemas)]).described(description.meaning)
        }
    }

    /// A case with its own members beside the one that names it.
    private mutating func told(
        _ one: CaseDescription,
        by discriminator: String,
        isRequested: Bool
    ) -> JSONValue {
        let name = JSONValue.object([
            "type": .string("string"), "enum": .array([.string(one.name)]),
        ])
        return object(
            one.members,
            beside: [(discriminator, name)],
            isRequested: isRequested,
            leavingOut: []
        ).described(one.meaning)
    }

    private mutating func object(
        _ members: [MemberDescription],
        beside others: [(String, JSONValue)] = [],
        isRequested: Bool,
        leavingOut names: Set<String>
    ) -> JSONValue {
        var properties = others
        var required = others.map { $0.0 }
        for member in members.asAnswered(isRequested: isRequested)
        where member.since <= Edition.current.number {
            var schema = reference(member.type)
            let isLeftOut = member.absence == .leftOut && !isRequested
            if member.isOptional, !isLeftOut { schema = schema.orNull }
            properties.append((member.name, schema.described(member.meaning)))
            let isNeeded = !member.isOptional && !member.hasDefault && !names.contains(member.name)
            if isNeeded || !isRequested && !isLeftOut && member.since == 1 {
                required.append(member.name)
            }
        }
        return .object(properties: properties, required: required)
            .adding("additionalProperties", isRequested ? .bool(false) : nil)
    }

    private mutating func value(_ type: any JSONShaped.Type) -> JSONValue {
        let schema = schema(type.shape(in: .exchange))
        guard let known = meanings[ObjectIdentifier(type)] else { return schema }
        let cases = known.cases.map { "- `\($0.name)`: \($0.meaning)" }
        let meaning = ([known.meaning] + (cases.isEmpty ? [] : [""]) + cases)
        return schema.described(meaning.joined(separator: "\n"))
    }

    /// A type's name in the document, with its module where another has taken the name; none where
    /// the type is generic or the standard library's.
    private func name(of type: any JSONShaped.Type) -> String? {
        let whole = String(reflecting: type)
        var name: String
        if let described = type as? any Described.Type {
            name = described.publicName
        } else {
            guard let dot = whole.firstIndex(of: "."), !whole.hasPrefix("Swift."),
                !whole.contains("<"), !whole.contains("(")
            else { return nil }
            name = String(whole[whole.index(after: dot)...]).replacing("Answer", with: "")
        }
        if let taken = types[name], taken != ObjectIdentifier(type) { name = whole }
        return name
    }
}
