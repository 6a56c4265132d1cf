public import CanonicalJSON
import Contracts
import Marine
public import TransparencyLog

/// The bytes of a leaf: one canonical JSON object with 14 members.
extension Transition {
    /// The leaf: one canonical JSON object.
    public func leaf() throws -> [UInt8] {
        var writer = JSONWriter(capacity: 640)
        writer.beginObject()
        writer.key("action")
        writer.string(edge.action)
        writer.key("actor")
        writer.string(actor.text)
        writer.key("at")
        writer.integer(at.millisecondsSinceEpoch)
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
        writer.integer(Int64(edition.number))
        writer.key("from")
        if let from = edge.from { writer.string(from) } else { writer.null() }
        writer.key("instance")
        writer.string(instance.text)
        writer.key("part")
        writer.beginArray()
        writer.integer(Int64(part))
        writer.integer(Int64(parts))
        writer.endArray()
        writer.key("payload")
        payload.withBase64 { writer.asciiString($0) }
        writer.key("previous")
        if let previous { writer.integer(Int64(previous)) } else { writer.null() }
        writer.key("revision")
        writer.integer(Int64(revision))
        writer.key("to")
        writer.string(edge.to)
        writer.endObject()
        return try writer.canonicalBytes()
    }

    /// Reads a leaf strictly: every field, no other, and the canonical bytes.
    public init(leaf: [UInt8]) throws(LeafError) {
        let read = JSONReader.passing(leaf) { reader in Transition(from: &reader) }
        if let read { self = read } else { self = try Transition(judging: leaf) }
    }
}

extension Transition: JSONReadable {
    /// Reads the members in their order.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let action: String? = reader.member("action")
        let actor: Identifier? = reader.member("actor")
        let at: Instant? = reader.member("at")
        let attestation: Attestation? = reader.member("attestation")
        let command: Hash? = reader.member("command")
        let contract: ContractName? = reader.member("contract")
        let edition: Int? = reader.member("edition")
        let from: String?? = reader.member("from") { reader in reader.nullable() }
        let instance: Identifier? = reader.member("instance")
        let part: (Int, Int)? = reader.member("part") { reader in reader.pair() }
        let payload: Hash? = reader.member("payload")
        let previous: UInt64?? = reader.member("previous") { reader in reader.nullable() }
        let revision: Int? = reader.member("revision")
        let to: String? = reader.member("to")
        reader.endObject()
        guard let action, let actor, let at, let attestation, let command, let contract,
            let edition, let from, let instance, let part, part.0 >= 0, part.0 < part.1,
            let payload, let previous, let revision, let to
        else { return nil }
        self.init(
            contract: contract,
            edition: Edition(edition),
            instance: instance,
            revision: revision,
            previous: previous,
            edge: StateGraph.Edge(action: action, from: from, to: to),
            actor: actor,
            at: at,
            command: command,
            part: part.0,
            parts: part.1,
            payload: payload,
            attestation: attestation
        )
    }
}

extension Attestation: JSONReadable {
    /// Reads the attestation.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let by: String? = reader.member("by")
        if by == "operator" {
            reader.endObject()
            self = .operatorAlone
            return
        }
        let key: String? = reader.member("key")
        let signature: String? = reader.member("signature")
        reader.endObject()
        guard let by, let key, let signature else { return nil }
        switch by {
        case "member": self = .member(key: key, signature: signature)
        case "log": self = .log(key: key, signature: signature)
        default: return nil
        }
    }
}

/// A SHA-256 hash, 32 bytes in base64.
extension Hash: JSONCoded {
    /// Writes 32 bytes in base64.
    public func write(to writer: inout JSONWriter) { withBase64 { writer.asciiString($0) } }

    /// Reads 32 bytes in base64.
    public init?(from reader: inout JSONReader) {
        let read = reader.asciiString {
            Hash(base64: $0)
        } orElse: { _ in
            ("digestMalformed", "This is 32 bytes in padded base64.")
        }
        guard let read else { return nil }
        self = read
    }

    /// A string of 44 characters.
    public static func shape(in dialect: JSONDialect) -> JSONShape {
        .string(
            bytes: 44...44,
            format: .base64("sha256"),
            example: "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
        )
    }
}
