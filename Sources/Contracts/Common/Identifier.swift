public import CanonicalJSON
public import Marine

/// The name of a member or of a contract's instance: what the ledger calls it for ever.
///
/// As many characters as ``lengths`` says, of `a-z`, `0-9` and `-`, the first a letter or a digit.
public struct Identifier: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// How many characters, each of one byte.
    public static let lengths = 1...48
    private static let format = StringFormat("identifier", pattern: "^[a-z0-9][a-z0-9-]*$")

    /// The characters themselves.
    public let text: String

    /// Reads an identifier strictly.
    ///
    /// - Throws: `ParseError` `identifier` naming what is wrong.
    public init(parsing text: String) throws(ParseError) {
        let bytes = text.utf8
        guard Self.lengths.contains(bytes.count) else {
            throw ParseError(
                code: "identifier",
                reason:
                    "an identifier has \(Self.lengths.lowerBound) to \(Self.lengths.upperBound) "
                    + "characters, not \(bytes.count)"
            )
        }
        var offset = 0
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                offset += 1
            case UInt8(ascii: "-") where offset > 0:
                offset += 1
            default:
                throw ParseError(
                    code: "identifier",
                    reason: "an identifier holds a-z, 0-9 and '-', not at its start; "
                        + "character \(offset + 1) is another"
                )
            }
        }
        self.text = text
    }

    /// The characters themselves.
    public var description: String { text }

    /// Orders by UTF-8 bytes.
    public static func < (left: Identifier, right: Identifier) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

extension Identifier: JSONCoded, JSONKey {
    /// Writes the characters.
    public func write(to writer: inout JSONWriter) { writer.string(text) }

    /// Reads the characters, strictly.
    public init?(from reader: inout JSONReader) {
        let parse = { (text: String) throws(ParseError) in try Identifier(parsing: text) }
        guard let identifier = reader.parsed(parse) else { return nil }
        self = identifier
    }

    /// A string of the identifier's lengths.
    public static func shape(in dialect: JSONDialect) -> JSONShape {
        .string(bytes: lengths, format: format, example: "limmat-marine")
    }

    /// The identifier as the name of a member.
    public var key: String { text }

    /// Reads the identifier from the name of a member.
    public init?(key: String) {
        guard let read = try? Identifier(parsing: key) else { return nil }
        self = read
    }
}

/// A member of the consortium.
public typealias MemberID = Identifier

/// One open cover, certificate, shipment or claim.
public typealias InstanceID = Identifier

/// Which instance of which contract.
public struct InstanceKey: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The contract.
    public let contract: ContractName
    /// The instance.
    public let instance: InstanceID

    /// Names an instance.
    public init(_ contract: ContractName, _ instance: InstanceID) {
        self.contract = contract
        self.instance = instance
    }

    /// The contract and the instance, with a slash between.
    public var description: String { "\(contract.rawValue)/\(instance)" }

    /// Orders by contract, then by instance.
    public static func < (left: InstanceKey, right: InstanceKey) -> Bool {
        (left.contract.rawValue, left.instance) < (right.contract.rawValue, right.instance)
    }
}
