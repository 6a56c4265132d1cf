import CanonicalJSON
public import Contracts
public import Marine
public import TransparencyLog

/// One ledger entry: which contract moved along which edge, by whom, when, and the digests that
/// pin what is private about it.
public struct Transition: Hashable, Sendable {
    /// Which contract.
    public var contract: ContractName
    /// Which edition of its code.
    public var edition: Int
    /// Which instance.
    public var instance: InstanceID
    /// The ordinal of this transition for the instance, from 1.
    public var revision: Int
    /// The index of the instance's previous leaf; `nil` at revision 1.
    public var previous: UInt64?
    /// The edge taken.
    public var edge: StateGraph.Edge
    /// The member that acted.
    public var actor: MemberID
    /// The sequencer's instant; never decreasing along the ledger.
    public var at: Instant
    /// The salted digest of the command.
    public var command: Hash
    /// Which of the command's transitions this is, from 0.
    public var part: Int
    /// How many transitions the command has.
    public var parts: Int
    /// The salted digest of the payload.
    public var payload: Hash
    /// Who vouches for the command.
    public var attestation: Attestation

    /// States a transition.
    public init(
        contract: ContractName,
        edition: Int,
        instance: InstanceID,
        revision: Int,
        previous: UInt64?,
        edge: StateGraph.Edge,
        actor: MemberID,
        at: Instant,
        command: Hash,
        part: Int,
        parts: Int,
        payload: Hash,
        attestation: Attestation
    ) {
        self.contract = contract
        self.edition = edition
        self.instance = instance
        self.revision = revision
        self.previous = previous
        self.edge = edge
        self.actor = actor
        self.at = at
        self.command = command
        self.part = part
        self.parts = parts
        self.payload = payload
        self.attestation = attestation
    }

    /// Which instance of which contract.
    public var key: InstanceKey { InstanceKey(contract, instance) }

    /// The leaf: one canonical JSON object.
    public func leaf() throws -> [UInt8] {
        var writer = CanonicalWriter(capacity: 512)
        writer.beginObject()
        writer.key("action")
        writer.string(edge.action)
        writer.key("actor")
        writer.string(actor.text)
        writer.key("at")
        try writer.integer(at.millisecondsSinceEpoch)
        writer.key("attestation")
        writer.beginObject()
        writer.key("by")
        switch attestation {
        case .operatorAlone:
            writer.string("operator")
        case .member(let key, let signature):
            writer.string("member")
            writer.key("key")
            writer.string(key)
            writer.key("signature")
            writer.string(signature)
        case .log(let key, let signature):
            writer.string("log")
            writer.key("key")
            writer.string(key)
            writer.key("signature")
            writer.string(signature)
        }
        writer.endObject()
        writer.key("command")
        writer.string(command.base64)
        writer.key("contract")
        writer.string(contract.rawValue)
        writer.key("edition")
        try writer.integer(Int64(edition))
        writer.key("from")
        if let from = edge.from { writer.string(from) } else { writer.null() }
        writer.key("instance")
        writer.string(instance.text)
        writer.key("part")
        writer.beginArray()
        try writer.integer(Int64(part))
        try writer.integer(Int64(parts))
        writer.endArray()
        writer.key("payload")
        writer.string(payload.base64)
        writer.key("previous")
        if let previous { try writer.integer(Int64(previous)) } else { writer.null() }
        writer.key("revision")
        try writer.integer(Int64(revision))
        writer.key("to")
        writer.string(edge.to)
        writer.endObject()
        return writer.bytes
    }
}

/// A leaf that is not a transition.
public struct LeafError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let reason: String

    /// Says what is wrong.
    public init(_ reason: String) { self.reason = reason }

    /// What is wrong.
    public var description: String { reason }
}

extension Transition {
    /// Reads a leaf strictly: every field, no other, and the canonical bytes.
    public init(leaf: [UInt8]) throws(LeafError) {
        let value: JSONValue
        do { value = try JSONValue(parsing: leaf) } catch {
            throw LeafError("not JSON at byte \(error.offset): \(error.reason)")
        }
        guard let fields = value.objectValue else { throw LeafError("not an object") }
        guard fields.count == 14 else { throw LeafError("\(fields.count) fields, not 14") }
        contract = try Transition.read(fields, "contract") {
            $0.stringValue.flatMap(ContractName.init(rawValue:))
        }
        edition = try Transition.read(fields, "edition") { $0.integerValue.map { Int($0) } }
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
