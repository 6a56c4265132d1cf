public import Contracts

/// The member on whose behalf a request acts.
public struct Caller: Hashable, Sendable {
    /// The member.
    public let member: MemberID
    /// Its roles as the Consortium has them.
    public let roles: Set<Role>
    /// What authorizes its commands.
    public var authorization: Authorization
    /// The officer to whom its API key belongs; `nil` where that is the member's own.
    public let officer: Identifier?

    /// What a caller gives with a request for a change.
    public enum Authorization: Hashable, Sendable {
        /// Its API key alone: the operator will attest that it was shown.
        case apiKey
        /// Its own signature over the very command that the request becomes.
        case signature(CommandSignature)
        /// Nothing yet: it asks for the command, to sign it.
        case awaited
    }

    /// Names a caller.
    public init(
        member: MemberID,
        roles: Set<Role>,
        authorization: Authorization = .apiKey,
        officer: Identifier? = nil
    ) {
        self.officer = officer
        self.member = member
        self.roles = roles
        self.authorization = authorization
    }

    /// Whether the member may read what it is no party to: auditors alone.
    public var readsEverything: Bool { roles.contains(.auditor) }

    /// The member whose parties limit a list; `nil` where nothing does.
    var listedFor: MemberID? { readsEverything ? nil : member }
}

/// How a change is asked for.
public struct ChangeOptions: Hashable, Sendable {
    /// The caller's own name for the command; the same again gives the first answer again.
    public var idempotencyKey: String?
    /// The revision that the instance must have.
    public var expectedRevision: Int?

    /// States the options.
    public init(idempotencyKey: String? = nil, expectedRevision: Int? = nil) {
        self.idempotencyKey = idempotencyKey
        self.expectedRevision = expectedRevision
    }
}

/// What a service cannot do, beside what contracts refuse and the ledger's faults.
public enum ServiceError: Error, Hashable, Sendable {
    /// There is no such thing, or the caller is no party to it: the two are not told apart.
    case notFound(kind: String, id: String)
    /// The caller's roles do not allow it.
    case forbidden(reason: String)
    /// A field's value is wrong.
    case invalid(field: String, code: String, reason: String)
}
