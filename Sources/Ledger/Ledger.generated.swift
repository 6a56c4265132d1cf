// swift-format-ignore-file
// Made by Scripts/make-records from the declarations of this module. Not edited by hand.

public import CanonicalJSON
public import Contracts
import Marine
import TransparencyLog

extension Command {
    /// Makes one from its members.
    public init(origin: String, member: MemberID, id: String, expectedRevision: Int? = nil, instruction: Instruction, _: Void = ()) {
        self.init(origin: origin, member: member, id: id, expectedRevision: expectedRevision, instruction: instruction)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let expectedRevision: Int?? = reader.optional("expectedRevision")
        let id: String? = reader.member("id")
        let instruction: Instruction? = reader.member("instruction")
        let member: MemberID? = reader.member("member")
        let origin: String? = reader.member("origin")
        reader.endObject()
        guard let expectedRevision, let id, let instruction, let member, let origin else { return nil }
        self.init(origin: origin, member: member, id: id, expectedRevision: expectedRevision, instruction: instruction)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.optional("expectedRevision", expectedRevision)
        writer.member("id", id)
        writer.member("instruction", instruction)
        writer.member("member", member)
        writer.member("origin", origin)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Command", "What one member asks of one ledger, once.", members: [
            MemberDescription("origin", String.self, "The ledger's origin: a command for one ledger is none for another."),
            MemberDescription("member", MemberID.self, "The member that asks."),
            MemberDescription("id", String.self, "The member's own name for this command, of ``nameLengths`` bytes: a repeat under the same name is answered with the first receipt and changes nothing."),
            MemberDescription("expectedRevision", Int.self, "The revision that the instruction's subject must have; `nil` for any.", isOptional: true),
            MemberDescription("instruction", Instruction.self, "What is asked."),
        ])
    }
}

/// The described types of this module.
package enum LedgerRecords {
    /// All of them, by name.
    package static let all: [any Described.Type] = [
        Command.self,
    ]

    /// The other types of this module that are coded, by name.
    package static let values: [ValueDescription] = [
        ValueDescription(Hash.self, "A SHA-256 hash, 32 bytes in base64."),
    ]

    /// The described types of this module and of those that they are made of.
    package static let described: [any Described.Type] = [
        ContractsRecords.all,
        LedgerRecords.all,
        MarineRecords.all,
    ].flatMap { $0 }

    /// The other coded types of the same modules.
    package static let known: [ValueDescription] = [
        ContractsRecords.values,
        LedgerRecords.values,
        MarineRecords.values,
    ].flatMap { $0 }
}
