package import Contracts
package import Marine
import TestSamples
import TransparencyLog

extension Instruction {
    package static let found = found(by: .current)

    /// The founding by an edition.
    package static func found(by edition: Edition) -> Instruction {
        .consortium(
            .found(
                origin: constant { try Text(LedgerWriter.origin) },
                operatorMember: .platform,
                operatorName: "Plimsoll Platform",
                logKey: constant { try Text(LedgerWriter.signer.verifierKey.description) },
                edition: edition
            )
        )
    }

    /// The log's key is replaced by its successor.
    package static let rotateLogKey: Instruction = {
        let successor = LedgerWriter.successor
        let key = successor.verifierKey.description
        let text = "plimsoll log key v1\n\(LedgerWriter.origin)\n\(key)\n"
        return .consortium(
            .rotateLogKey(
                old: constant { try Text(LedgerWriter.signer.verifierKey.description) },
                new: constant { try Text(key) },
                proof: constant { try SignatureText(Base64.encode(successor.sign(text).bytes)) }
            )
        )
    }()

    /// A member's first key, with its proof.
    package static func register(_ key: MemberKey, for member: MemberID) -> Instruction {
        .consortium(
            .registerKey(
                member: member,
                publicKey: key.publicKey,
                proof: key.proof(member)
            )
        )
    }

    package static func admit(_ member: MemberID, _ roles: Roles) -> Instruction {
        .consortium(.admitMember(member: member, name: "Member \(member)", roles: roles))
    }

    package static func list(_ entry: String) -> Instruction {
        .consortium(.listSanction(entry: constant { try Text(entry) }))
    }

    package static func delist(_ entry: String) -> Instruction {
        .consortium(.delistSanction(entry: constant { try Text(entry) }))
    }
}
