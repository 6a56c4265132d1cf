public import CanonicalJSON
public import Contracts
public import Marine
public import TransparencyLog

/// One ledger entry: which contract moved along which edge, by whom, when, and the digests that
/// pin what is private about it.
///
/// The leaf is this record in canonical JSON, all members of it, for ever.
public struct Transition: Record, Hashable, Sendable {
    /// Which contract.
    public var contract: ContractName
    /// Which edition of its code.
    public var edition: Edition
    /// Which instance.
    public var instance: InstanceID
    /// The ordinal of this transition for the instance, from 1.
    public var revision: Int
    /// The index of the instance's previous leaf; `nil` at revision 1.
    public var previous: UInt64?
    /// The name of the edge taken.
    public var action: Text<40>
    /// The state before; `nil` where the action begins the instance.
    public var from: Text<40>?
    /// The state after.
    public var to: Text<40>
    /// The member that acted.
    public var actor: MemberID
    /// The sequencer's instant; never decreasing along the ledger.
    public var at: Instant
    /// The salted digest of the command.
    public var command: Hash
    /// Which of the command's transitions this is, and of how many.
    public var part: CommandPart
    /// The salted digest of the payload.
    public var payload: Hash
    /// Who attests the command.
    public var attestation: Attestation

    enum Nullable { case from, previous }

    /// The edge taken.
    public var edge: StateGraph.Edge {
        StateGraph.Edge(action: action.string, from: from?.string, to: to.string)
    }

    /// Which instance of which contract.
    public var key: InstanceKey { InstanceKey(contract, instance) }

    /// Which action of which contract.
    public var step: StepKind { StepKind(contract, edge.action) }
}

extension Transition {
    /// The leaf's bytes.
    ///
    /// - Throws: `CanonicalJSONError` where a number is beyond 2^53 - 1.
    public func leaf() throws(CanonicalJSONError) -> [UInt8] { try canonicalBytes() }

    /// Reads a leaf strictly: every member, no other, and the canonical bytes.
    ///
    /// - Throws: `LeafError` with the first thing that is wrong.
    public init(leaf: [UInt8]) throws(LeafError) {
        do throws(JSONReadingError) { try self.init(canonical: leaf) } catch {
            switch error {
            case .malformed(let error): throw LeafError("not JSON in canonical form: \(error)")
            case .fields: throw LeafError("\(error)")
            }
        }
    }
}

/// Which of a command's transitions one is: `[0,2]` is the first of two.
public struct CommandPart: JSONCoded, Hashable, Sendable {
    /// Its place, from 0.
    public var index: Int
    /// How many transitions the command has: more than `index`.
    public var count: Int

    /// Names a part.
    public init(_ index: Int, of count: Int) {
        self.index = index
        self.count = count
    }

    /// Whether it is the last.
    public var isLast: Bool { index + 1 == count }

    /// Writes place and count.
    public func write(to writer: inout JSONWriter) {
        writer.beginArray()
        writer.integer(Int64(index))
        writer.integer(Int64(count))
        writer.endArray()
    }

    /// Reads place and count.
    public init?(from reader: inout JSONReader) {
        guard let (index, count): (Int, Int) = reader.pair() else { return nil }
        guard index >= 0, index < count else {
            reader.refuse("outOfRange", "Part \(index) of \(count) is none.")
            return nil
        }
        self.init(index, of: count)
    }

    /// An array of two whole numbers.
    public static func shape(in dialect: JSONDialect) -> JSONShape {
        .tuple(
            [
                .integer(0...CanonicalJSON.largestInteger),
                .integer(1...CanonicalJSON.largestInteger),
            ],
            example: "[0,1]"
        )
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
