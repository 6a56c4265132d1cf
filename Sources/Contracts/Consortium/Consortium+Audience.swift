public import Marine

extension Consortium {
    /// Who may read what the steps of an action hold; every member reads the leaves.
    public enum Audience: Hashable, Sendable {
        /// Everybody, members or not: what whoever trusts the ledger has to follow.
        case everybody
        /// Every member.
        case members
        /// The member that the command names, who asked for it, the operator and auditors.
        case memberNamed
        /// The operator and auditors.
        case auditors

        /// Whether every member is among them.
        public var holdsEveryMember: Bool { self == .everybody || self == .members }
    }

    /// Who may read what a step holds; `nil` for one of another contract, whose parties read it.
    ///
    /// An action that this program does not know is for as few as there may be.
    public static func audience(of step: StepKind) -> Audience? {
        guard step.contract == name else { return nil }
        return Command.Action(rawValue: step.action)?.audience ?? .auditors
    }
}

extension Consortium.Command.Action {
    /// Who may read what its steps hold.
    public var audience: Consortium.Audience {
        switch self {
        // Whoever trusts the old key follows to the new one.
        case .rotateLogKey: .everybody
        case .found, .admitMember, .registerKey, .revokeKey, .rotateKey, .restoreKey,
            .nameAuditors, .listSanction, .delistSanction, .adoptEdition, .registerOfficer,
            .retireOfficer:
            .members
        case .issueAPIKey, .revokeAPIKey: .memberNamed
        // What identifiers of facts are derived with: who has it can try out what they are of.
        case .keepSecret: .auditors
        }
    }
}

extension Consortium.Command {
    /// The member that it is about; `nil` where it is about the ledger itself.
    public var member: MemberID? {
        switch self {
        case .admitMember(let member, _, _), .registerKey(let member, _, _, _, _),
            .revokeKey(let member, _), .rotateKey(let member, _, _, _),
            .restoreKey(let member, _, _), .nameAuditors(let member, _),
            .issueAPIKey(let member, _, _, _), .revokeAPIKey(let member, _),
            .registerOfficer(let member, _, _, _, _), .retireOfficer(let member, _):
            member
        case .found, .listSanction, .delistSanction, .rotateLogKey, .adoptEdition, .keepSecret:
            nil
        }
    }

    /// The officer that it registers or retires; `nil` where it does neither.
    public var registeredOfficer: Identifier? {
        switch self {
        case .registerOfficer(_, let officer, _, _, _), .retireOfficer(_, let officer): officer
        case .found, .admitMember, .registerKey, .revokeKey, .rotateKey, .restoreKey,
            .nameAuditors, .issueAPIKey, .revokeAPIKey, .listSanction, .delistSanction,
            .rotateLogKey, .adoptEdition, .keepSecret:
            nil
        }
    }

    /// The name or IMO number that it puts on the sanctions list or takes off; `nil` where it does
    /// neither.
    public var sanction: Text<200>? {
        switch self {
        case .listSanction(let entry), .delistSanction(let entry): entry
        case .found, .admitMember, .registerKey, .revokeKey, .rotateKey, .restoreKey,
            .nameAuditors, .issueAPIKey, .revokeAPIKey, .rotateLogKey, .adoptEdition,
            .keepSecret, .registerOfficer, .retireOfficer:
            nil
        }
    }
}
