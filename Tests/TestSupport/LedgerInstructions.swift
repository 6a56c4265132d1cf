package import Contracts
import TestSamples
import TransparencyLog

extension Instruction {
    package static let found = found(["claim": 1])

    /// The founding under edition 2 of every contract.
    package static let found2 = found(
        Dictionary(uniqueKeysWithValues: ContractName.allCases.map { ($0.rawValue, 2) })
    )

    private static func found(_ editions: [String: Int]) -> Instruction {
        .consortium(
            .found(
                origin: LedgerWriter.origin,
                operatorMember: .platform,
                operatorName: "Plimsoll Platform",
                logKey: LedgerWriter.signer.verifierKey.description,
                editions: editions
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
                old: LedgerWriter.signer.verifierKey.description,
                new: key,
                proof: constant { Base64.encode(try successor.sign(text).bytes) }
            )
        )
    }()

    package static func admit(_ member: MemberID, _ roles: [Role]) -> Instruction {
        .consortium(.admitMember(member: member, name: "Member \(member)", roles: roles))
    }

    package static func list(_ entry: String) -> Instruction {
        .consortium(.listSanction(entry: entry))
    }

    package static func delist(_ entry: String) -> Instruction {
        .consortium(.delistSanction(entry: entry))
    }
}
