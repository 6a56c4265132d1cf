public import CanonicalJSON
public import Contracts

/// What one member asks of one ledger, once.
public struct Command: Record, Hashable, Sendable {
    /// How many bytes of UTF-8 a command's name has.
    public static let nameLengths = 1...100

    /// The ledger's origin: a command for one ledger is none for another.
    public var origin: String
    /// The member that asks.
    public var member: MemberID
    /// The member's own name for this command, of 1 to 100 bytes: a repeat under the same name is
    /// answered with the first receipt and changes nothing.
    public var id: String
    /// The revision that the instruction's subject must have; `nil` for any.
    public var expectedRevision: Int?
    /// What is asked.
    public var instruction: Instruction
    /// The officer to whom the API key belongs that the command came in under.
    ///
    /// Where a member signs it is the key's officer that acts, whom this may name, and no other.
    ///
    /// - Since: edition 2
    public var officer: Identifier?
}
