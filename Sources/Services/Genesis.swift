import Contracts
import Ledger
import Marine
import TransparencyLog

extension Platform {
    /// Founds the ledger where it is empty, by its first entry, and issues the operator's first API
    /// key.
    ///
    /// - Returns: the key, shown this once; `nil` where the operator has one already.
    public func writeGenesisIfEmpty(operatorName: String) async throws -> String? {
        let member = try MemberID(parsing: "operator")
        if sequencer.consortium() == nil {
            let editions = Dictionary(
                uniqueKeysWithValues: ContractName.allCases.map { ($0.rawValue, currentEdition) }
            )
            _ = try await submit(
                .consortium(
                    .found(
                        origin: origin,
                        operatorMember: member,
                        operatorName: operatorName,
                        logKey: logKey.description,
                        editions: editions
                    )
                ),
                as: member,
                id: "found"
            )
        }
        // A crash between the founding and the first key must not lock the operator out.
        guard let held = sequencer.consortium()?.members[member], held.apiKeys.isEmpty else {
            return nil
        }
        let issued = try await issueAPIKey(
            for: member,
            as: Caller(member: member, roles: [.operator]),
            options: ChangeOptions()
        )
        return issued.secret
    }

    /// Puts the editions of this code in force on a ledger that was founded under earlier ones.
    ///
    /// It shows on the ledger as the operator's, and nothing that was decided before changes.
    public func adoptEditions() async throws {
        let consortium = try await consortium()
        let later = ContractName.allCases.filter { consortium.edition(of: $0) < currentEdition }
        guard !later.isEmpty else { return }
        let editions = Dictionary(
            uniqueKeysWithValues: later.map { ($0.rawValue, currentEdition) }
        )
        _ = try await submitAsOperator(
            .consortium(.adoptEditions(editions: editions)),
            id: "adopt-edition-\(currentEdition)"
        )
    }
}
