import CanonicalJSON
import Contracts
import Marine
import TransparencyLog

/// Reading a leaf field by field, after the one-pass reader has refused it, to say why.
extension Transition {
    /// Reads a leaf field by field, encodes it again and compares the bytes.
    init(judging leaf: [UInt8]) throws(LeafError) {
        let value: JSONValue
        do { value = try JSONValue(parsing: leaf) } catch {
            throw LeafError("not JSON at byte \(error.offset): \(error.reason)")
        }
        guard let fields = value.objectValue else { throw LeafError("not an object") }
        guard fields.count == 14 else { throw LeafError("\(fields.count) fields, not 14") }
        contract = try Transition.read(fields, "contract") {
            $0.stringValue.flatMap(ContractName.init(rawValue:))
        }
        edition = try Transition.read(fields, "edition") {
            $0.integerValue.map { Edition(Int($0)) }
        }
        instance = try Transition.identifier(fields, "instance")
        revision = try Transition.read(fields, "revision") { $0.integerValue.map { Int($0) } }
        previous = try Transition.read(fields, "previous") { value -> UInt64?? in
            value.isNull ? .some(nil) : value.integerValue.flatMap { UInt64(exactly: $0) }
        }
        edge = StateGraph.Edge(
            action: try Transition.text(fields, "action"),
            from: try Transition.read(fields, "from") { value -> String?? in
                value.isNull ? .some(nil) : value.stringValue
            },
            to: try Transition.text(fields, "to")
        )
        actor = try Transition.identifier(fields, "actor")
        at = try Transition.read(fields, "at") {
            $0.integerValue.map { Instant(millisecondsSinceEpoch: $0) }
        }
        command = try Transition.hash(fields, "command")
        payload = try Transition.hash(fields, "payload")
        (part, parts) = try Transition.read(fields, "part") { value in
            guard let pair = value.arrayValue, pair.count == 2, let part = pair[0].integerValue,
                let parts = pair[1].integerValue, part >= 0, part < parts
            else { return nil }
            return (Int(part), Int(parts))
        }
        attestation = try Transition.read(fields, "attestation") { value in
            switch (value["by"]?.stringValue, value["key"], value["signature"]) {
            case ("operator", nil, nil): .operatorAlone
            case ("member", .string(let key)?, .string(let signature)?):
                .member(key: key, signature: signature)
            case ("log", .string(let key)?, .string(let signature)?):
                .log(key: key, signature: signature)
            default: nil
            }
        }
        let again: [UInt8]
        do { again = try self.leaf() } catch { throw LeafError("a number beyond 2^53") }
        guard again == leaf else { throw LeafError("not in canonical form") }
    }

    private static func read<Value>(
        _ fields: [String: JSONValue],
        _ name: String,
        _ convert: (JSONValue) -> Value?
    ) throws(LeafError) -> Value {
        guard let field = fields[name] else { throw LeafError("\(name) is missing") }
        guard let value = convert(field) else { throw LeafError("\(name) is not what it must be") }
        return value
    }

    private static func text(
        _ fields: [String: JSONValue],
        _ name: String
    ) throws(LeafError) -> String {
        try read(fields, name) { $0.stringValue }
    }

    private static func identifier(
        _ fields: [String: JSONValue],
        _ name: String
    ) throws(LeafError) -> Identifier {
        try read(fields, name) { value in
            value.stringValue.flatMap { try? Identifier(parsing: $0) }
        }
    }

    private static func hash(
        _ fields: [String: JSONValue],
        _ name: String
    ) throws(LeafError) -> Hash {
        try read(fields, name) { $0.stringValue.flatMap { Hash(base64: $0) } }
    }
}
