public import CanonicalJSON
public import Contracts
public import Marine

/// What one member asks of one ledger, once.
public struct Command: Record, Hashable, Sendable {
    /// The ledger's origin: a command for one ledger is none for another.
    public var origin: String
    /// The member that asks.
    public var member: MemberID
    /// The member's own name for this command: a repeat under the same name is answered with the
    /// first receipt and changes nothing.
    public var id: Text<100>
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

extension Command {
    /// A command under a name that a member has given, which may be none.
    ///
    /// - Throws: `Refusal` with `textLength` where the name is empty or too long.
    public init(
        origin: String,
        member: MemberID,
        named name: String,
        expectedRevision: Int? = nil,
        instruction: Instruction,
        officer: Identifier? = nil
    ) throws(Refusal) {
        guard let id = try? Text<100>(name) else {
            throw Refusal(.textLength, ["field": "id", "limit": "100"])
        }
        self.init(
            origin: origin,
            member: member,
            id: id,
            expectedRevision: expectedRevision,
            instruction: instruction,
            officer: officer
        )
    }
}
