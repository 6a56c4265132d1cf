import Contracts
import Crypto
import Ledger
import Logging
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
            _ = try await submit(
                .consortium(
                    .found(
                        origin: try Text(origin),
                        operatorMember: member,
                        operatorName: try Text(operatorName),
                        logKey: try Text(logKey.description),
                        edition: sequencer.limits.edition,
                        clock: ledgerClock
                    )
                ),
                as: member,
                id: "found"
            )
            try await keepSecret()
        }
        // A crash between the genesis entry and the first key must not lock the operator out.
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

    /// Puts the latest edition of the rules in force on a ledger of an earlier one.
    ///
    /// It shows on the ledger as the operator's, and nothing that was decided before changes. Where
    /// the operator cannot act now, for want of its signing key or as the clock is wrong, the
    /// ledger goes on by the edition that it has until the next start,
    /// and the program's log says so.
    public func adoptEdition() async throws {
        let latest = sequencer.limits.edition
        let held = try await consortium()
        guard held.edition < latest || held.edition >= .second && held.secret == nil else { return }
        let reason: String? =
            if let fault = sequencer.clockFault() { "\(fault)" } else {
                try await operatorKeyIsMissing()
            }
        if let reason {
            logger.warning(
                "the ledger goes on by the edition of the rules that it has",
                metadata: [
                    "edition": "\(held.edition)", "latest": "\(latest)", "reason": "\(reason)",
                ]
            )
            return
        }
        if held.edition < latest {
            _ = try await submitAsOperator(
                .consortium(.adoptEdition(edition: latest)),
                id: "adopt-edition-\(latest)"
            )
        }
        try await keepSecret()
    }

    /// Draws the secret that identifiers of facts are derived with, where the ledger keeps none.
    private func keepSecret() async throws {
        let consortium = try await consortium()
        guard consortium.secret == nil, consortium.edition >= .second else { return }
        let secret = SymmetricKey(size: .bits256).withUnsafeBytes { Base64.encode(Array($0)) }
        _ = try await submitAsOperator(
            .consortium(.keepSecret(secret: try SecretText(secret))),
            id: "keep-secret"
        )
    }
}
