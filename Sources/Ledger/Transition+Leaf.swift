import CanonicalJSON
import Contracts
import Marine
public import TransparencyLog

/// The bytes of a leaf: one canonical JSON object with 14 members.
extension Transition {
    /// The leaf: one canonical JSON object.
    public func leaf() throws -> [UInt8] {
        var writer = CanonicalWriter(capacity: 640)
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
        command.withBase64 { writer.asciiString($0) }
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
        payload.withBase64 { writer.asciiString($0) }
        writer.key("previous")
        if let previous { try writer.integer(Int64(previous)) } else { writer.null() }
        writer.key("revision")
        try writer.integer(Int64(revision))
        writer.key("to")
        writer.string(edge.to)
        writer.endObject()
        return writer.bytes
    }

    /// Reads a leaf strictly: every field, no other, and the canonical bytes.
    public init(leaf: [UInt8]) throws(LeafError) {
        let read = CanonicalReader.read(leaf) { (reader) throws(UnexpectedShape) in
            try Transition(from: &reader)
        }
        if let read { self = read } else { self = try Transition(judging: leaf) }
    }

    /// Reads the members in their order; what they may not be is of another shape.
    private init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        try reader.key("action")
        let action = try reader.string()
        try reader.key("actor")
        actor = try Transition.identifier(from: &reader)
        try reader.key("at")
        let milliseconds = try reader.integer()
        at = Instant(millisecondsSinceEpoch: milliseconds)
        guard at.millisecondsSinceEpoch == milliseconds else { throw UnexpectedShape() }
        try reader.key("attestation")
        attestation = try Transition.attestation(from: &reader)
        try reader.key("command")
        command = try reader.asciiString { Hash(base64: $0) }
        try reader.key("contract")
        guard let contract = ContractName(rawValue: try reader.string()) else {
            throw UnexpectedShape()
        }
        self.contract = contract
        try reader.key("edition")
        edition = Int(try reader.integer())
        try reader.key("from")
        let from = try reader.passNull() ? nil : try reader.string()
        try reader.key("instance")
        instance = try Transition.identifier(from: &reader)
        try reader.key("part")
        try reader.beginArray()
        part = Int(try reader.integer())
        parts = Int(try reader.integer())
        guard part >= 0, part < parts, reader.passArrayEnd() else { throw UnexpectedShape() }
        try reader.key("payload")
        payload = try reader.asciiString { Hash(base64: $0) }
        try reader.key("previous")
        if try reader.passNull() {
            previous = nil
        } else {
            guard let index = UInt64(exactly: try reader.integer()) else {
                throw UnexpectedShape()
            }
            previous = index
        }
        try reader.key("revision")
        revision = Int(try reader.integer())
        try reader.key("to")
        edge = StateGraph.Edge(action: action, from: from, to: try reader.string())
        try reader.endObject()
    }

    private static func identifier(
        from reader: inout CanonicalReader
    ) throws(UnexpectedShape) -> Identifier {
        guard let identifier = try? Identifier(parsing: reader.string()) else {
            throw UnexpectedShape()
        }
        return identifier
    }

    private static func attestation(
        from reader: inout CanonicalReader
    ) throws(UnexpectedShape) -> Attestation {
        try reader.beginObject()
        try reader.key("by")
        let attestation: Attestation
        switch try reader.string() {
        case "operator":
            attestation = .operatorAlone
        case "member":
            try reader.key("key")
            let key = try reader.string()
            try reader.key("signature")
            attestation = .member(key: key, signature: try reader.string())
        case "log":
            try reader.key("key")
            let key = try reader.string()
            try reader.key("signature")
            attestation = .log(key: key, signature: try reader.string())
        default: throw UnexpectedShape()
        }
        try reader.endObject()
        return attestation
    }
}
