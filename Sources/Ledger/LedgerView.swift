public import Contracts

/// A fold of the ledger into query tables: derived, and rebuilt from the ledger at will.
public protocol LedgerView: Sendable {
    /// How many entries are folded in.
    func appliedSize() async throws -> UInt64

    /// Folds the next entries in, all or nothing. Entries already folded in are passed over.
    func apply(_ entries: [FoldedEntry]) async throws
}

/// One instance as a view lists it.
public struct ListedInstance: Hashable, Sendable {
    /// Which.
    public let key: InstanceKey
    /// The index of its first transition: what lists are ordered and continued by.
    public let first: UInt64

    /// Lists an instance.
    public init(key: InstanceKey, first: UInt64) {
        self.key = key
        self.first = first
    }
}

/// A shipment to which a device was bound, as a view lists it.
public struct ListedBinding: Hashable, Sendable {
    /// The device's name, as it was bound.
    public let device: String
    /// The shipment.
    public let shipment: ListedInstance

    /// Lists a binding.
    public init(device: String, shipment: ListedInstance) {
        self.device = device
        self.shipment = shipment
    }
}

/// Which claims are asked for; what is `nil` does not limit them.
public struct ClaimFilter: Hashable, Sendable {
    /// The stage that a claim must be in, by its name.
    public var stage: String?
    /// The certificate that it must be under.
    public var certificate: String?
    /// The shipment that it must be of.
    public var shipment: String?

    /// Asks for claims.
    public init(stage: String? = nil, certificate: String? = nil, shipment: String? = nil) {
        self.stage = stage
        self.certificate = certificate
        self.shipment = shipment
    }

    /// Whether a claim is asked for as it is now.
    public func admits(_ claim: Claim.State) -> Bool {
        stage.map { $0 == claim.stage.rawValue } ?? true
            && certificate.map { $0 == claim.notice.certificate.text } ?? true
            && shipment.map { $0 == claim.notice.shipment?.text } ?? true
    }
}

/// A view that answers what use cases ask of it.
///
/// It says where to look, by keys and indices alone: what an instance is, and what a key may do, is
/// asked of the ledger's fold, so that a row written into the view shows nobody anything else.
public protocol LedgerQueries: LedgerView {
    /// Instances of a contract, oldest first, that a member is party to; all where it is `nil`.
    ///
    /// The list goes on after the one whose `first` is `after`.
    func instances(
        of contract: ContractName,
        for member: MemberID?,
        after: UInt64?,
        limit: Int
    ) async throws -> [ListedInstance]

    /// Claims that a filter admits, oldest first, that a member is party to; all where it is `nil`.
    func claims(
        _ filter: ClaimFilter,
        for member: MemberID?,
        after: UInt64?,
        limit: Int
    ) async throws -> [ListedInstance]

    /// The indices of an instance's transitions, oldest first, after a revision.
    ///
    /// `first` is the index of the instance's first entry.
    func history(_ first: UInt64, after revision: Int, limit: Int) async throws -> [UInt64]

    /// The shipments that devices were bound to and that a member is party to: for each device the
    /// latest registered ones, at most `limit`, newest first.
    ///
    /// A binding that has ended is listed too.
    func bindings(
        of devices: [String],
        for member: MemberID,
        limit: Int
    ) async throws -> [ListedBinding]

    /// The member that an API key was issued to, by the key's digest; `nil` if unknown.
    ///
    /// Whether the key still holds is for the ledger's fold to say.
    func member(ofKeyDigest digest: String) async throws -> MemberID?
}
