import Marine

extension Authority {
    /// Decides a command on a table.
    public static func decide(
        _ state: State?,
        _ command: Command,
        _ context: Context
    ) throws(Refusal) -> [Event] {
        switch command {
        case .setAuthority(let member, let table):
            try requireActor(context, among: [member])
            let officers = table.officers.map(\.officer)
            guard Set(officers).count == officers.count else {
                throw Refusal(.entriesRepeat, ["field": "officers"])
            }
            for grant in table.officers { try requireLimits(grant.approvesUpTo.array) }
            try requireLimits(table.secondApprovalAbove.array)
            guard table != state?.table else { throw Refusal(.nothingNew) }
            return [.authoritySet(member: member, table: table, at: context.at)]
        }
    }

    /// Sums are positive, and one for each currency.
    private static func requireLimits(_ sums: [Money]) throws(Refusal) {
        for sum in sums where !sum.isPositive {
            throw Refusal(.authorityMalformed, ["figure": "\(sum)"])
        }
        let currencies = sums.map(\.currency)
        guard Set(currencies).count == currencies.count else {
            throw Refusal(
                .authorityMalformed,
                ["figure": sums.map(\.description).joined(separator: ", ")]
            )
        }
    }
}
