public import CanonicalJSON
public import Marine

/// A member's own table of authority: which of its officers may decide what, and up to which sum.
///
/// There is one instance for each member that has set a table, of the member's own name. Nobody but
/// the member and auditors read it.
public enum Authority {
    /// A table after the transitions so far.
    public struct State: Record, Hashable, Sendable {
        /// Whose table it is.
        public var member: MemberID
        /// What it says.
        public var table: Table
        /// When it was set so.
        public var setAt: Instant

        enum Flattened { case table }
    }

    /// Who may decide what.
    public struct Table: Record, Hashable, Sendable {
        /// The officers that may decide something, each once.
        public var officers: Entries<0, 200, Grant>
        /// The sums above which a claim needs the approval of two officers, one for each currency.
        ///
        /// A sum of exactly this much needs one. Where a currency has none, one officer is enough
        /// up to its own limit.
        public var secondApprovalAbove: Entries<0, 20, Money> = []
    }

    /// What one officer may decide.
    public struct Grant: Record, Hashable, Sendable {
        /// The officer.
        public var officer: Identifier
        /// Whether it measures losses.
        public var adjusts: Bool = false
        /// Up to which sums it approves claims, one for each currency; it approves none in a
        /// currency that is not here.
        public var approvesUpTo: Entries<0, 20, Money> = []
        /// Whether it orders payments.
        public var settles: Bool = false
        /// Whether it releases and keeps sanctions holds, with another officer that does.
        public var releasesHolds: Bool = false
        /// Whether it grants payments that are not owed, up to the same sums as it approves.
        public var paysExGratia: Bool = false
    }

    /// A person that acts for a member.
    public struct Officer: Record, Hashable, Sendable {
        /// What the person goes by among the member's officers.
        public var id: Identifier
        /// The person's name.
        public var name: Text<200>
        /// The person's title, such as "Head of Claims".
        public var title: Text<200>
        /// When it was registered.
        public var registeredAt: Instant
        /// Whether the person registers officers and keys and sets the table of authority, and in
        /// return has no authority over claims; not where it is left out.
        public var administers: Bool?
        /// When it was retired; absent while it acts.
        public var retiredAt: Instant?
    }

    /// What one officer has approved, where another's approval is needed too.
    public struct Approval: Record, Hashable, Sendable {
        /// The officer.
        public var officer: Identifier
        /// The sum.
        public var amount: Money
        /// When.
        public var at: Instant
        /// Why it is paid though it is not owed; absent where it is owed.
        public var exGratia: Text<2000>?
    }

    /// What one insurer bears of a payment.
    public struct Contribution: Record, Hashable, Sendable {
        /// The insurer.
        public var insurer: MemberID
        /// The sum, in the payment's currency.
        public var amount: Money
    }

    /// Where a table stands: there is one place.
    public enum Stage: String, JSONCoded, Hashable, Sendable, CaseIterable {
        /// The member has set it.
        ///
        /// - Since: edition 2
        case inForce
    }

    /// What may be asked of a table.
    public enum Command: ContractCommand, Record {
        /// Sets the table, in place of the one before.
        case setAuthority(
            /// Whose table it is: the member that asks.
            member: MemberID,
            /// The whole table; what it leaves out is no officer's authority any more.
            table: Table
        )
    }

    /// What has happened to a table.
    public enum Event: ContractEvent, Record {
        /// The table was set.
        case authoritySet(
            /// Whose table it is.
            member: MemberID,
            /// The whole table, in force from this entry on.
            table: Table,
            /// When it came onto the ledger.
            at: Instant
        )
    }
}

extension Authority: UnchangedContract {
    /// The legal state graph.
    public static let graph = StateGraph([
        edge(.setAuthority, to: .inForce), edge(.setAuthority, from: .inForce, to: .inForce),
    ])

    /// Where a table stands.
    public static func stage(of state: State) -> Stage { .inForce }

    /// The member itself.
    public static func parties(of state: State) -> Set<MemberID> { [state.member] }

    /// What an officer may decide by a table; `nil` where nothing.
    static func grant(of officer: Identifier, in state: State?) -> Grant? {
        state?.table.officers.first { $0.officer == officer }
    }
}

extension Authority {
    /// Why what is asked of a table of authority, or by it, is refused: 10xxx.
    public enum RefusalCode: Int, RefusalCodes {
        /// The table contradicts itself: a sum that is not positive or stands twice for a currency,
        /// or an officer that administers.
        ///
        /// - Remedy: Correct the table: one positive sum for each currency, and no administrator in
        ///   it.
        /// - Since: edition 2
        case authorityMalformed = 10_001
        /// The member has officers, and the key is none of theirs.
        ///
        /// - Remedy: Use the key of one of the member's officers.
        /// - Since: edition 2
        case officerMissing = 10_002
        /// The member's table gives the officer no such authority.
        ///
        /// - Remedy: Have an officer ask that the member's table grants it.
        /// - Since: edition 2
        case authorityMissing = 10_003
        /// The sum is above the officer's limit.
        ///
        /// - Remedy: Have an officer ask whose limit is higher.
        /// - Since: edition 2
        case authorityExceeded = 10_004
        /// Who approves has measured the loss, or nobody can say that it has not.
        ///
        /// - Remedy: Have an officer approve that has not measured the loss.
        /// - Since: edition 2
        case approverIsAdjuster = 10_005
        /// One hand would measure the loss and approve it, which the cover does not accept.
        ///
        /// - Remedy: Appoint a second officer, or have the cover say that one is accepted.
        /// - Since: edition 2
        case oneOfficerNotAccepted = 10_006
        /// What was decided needs another officer: of a claim, who approves the same sum; of a
        /// sanctions hold, who decides the same.
        ///
        /// - Remedy: Have another officer decide the same.
        /// - Since: edition 2
        case secondApprovalNeeded = 10_007
        /// Who orders the payment has both measured and approved it, or has granted it alone.
        ///
        /// - Remedy: Have another officer order the payment.
        /// - Since: edition 2
        case settlerActedAlone = 10_008
    }
}

extension Authority {
    /// Folds one event into the table.
    public static func evolve(
        _ state: consuming State?,
        _ event: Event,
        in edition: Edition
    ) -> State? {
        switch event {
        case .authoritySet(let member, let table, let at):
            State(member: member, table: table, setAt: at)
        }
    }
}

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
