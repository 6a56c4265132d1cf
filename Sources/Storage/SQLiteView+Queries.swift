import CanonicalJSON
public import Contracts
import GRDB
public import Marine

/// One instance as the view has it.
public struct ViewedInstance: Hashable, Sendable {
    /// Which.
    public let key: InstanceKey
    /// The index of its first transition: what lists are ordered and continued by.
    public let first: UInt64
    /// The index of its latest.
    public let last: UInt64
    /// How many transitions it has had.
    public let revision: Int
    /// Its state as canonical JSON.
    public let state: String
}

/// One transition as the view lists it.
public struct ViewedTransition: Hashable, Sendable {
    /// Its index.
    public let index: UInt64
    /// The instance's revision after it.
    public let revision: Int
    /// The edge taken.
    public let edge: StateGraph.Edge
    /// Who acted.
    public let actor: String
    /// When.
    public let at: Instant
}

extension SQLiteView {
    /// One instance; `nil` where there is none.
    public func instance(_ key: InstanceKey) async throws -> ViewedInstance? {
        try await pool.read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT contract, id, first, last, revision, state FROM instance
                    WHERE contract = ? AND id = ?
                    """,
                arguments: [key.contract.rawValue, key.instance.text]
            ).flatMap(SQLiteView.viewed)
        }
    }

    /// Instances of a contract, oldest first, that a member is party to; all where it is `nil`.
    ///
    /// The list goes on after the one whose `first` is `after`.
    public func instances(
        of contract: ContractName,
        for member: MemberID?,
        after: UInt64?,
        limit: Int
    ) async throws -> [ViewedInstance] {
        try await pool.read { db in
            let after = after.map { Int64(clamping: $0) } ?? -1
            guard let member else {
                return try Row.fetchAll(
                    db,
                    sql: """
                        SELECT contract, id, first, last, revision, state FROM instance
                        WHERE contract = ? AND first > ? ORDER BY first LIMIT ?
                        """,
                    arguments: [contract.rawValue, after, limit]
                ).compactMap(SQLiteView.viewed)
            }
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT i.contract, i.id, i.first, i.last, i.revision, i.state
                    FROM party p JOIN instance i ON i.contract = p.contract AND i.id = p.id
                    WHERE p.member = ? AND p.contract = ? AND p.first > ?
                    ORDER BY p.first LIMIT ?
                    """,
                arguments: [member.text, contract.rawValue, after, limit]
            ).compactMap(SQLiteView.viewed)
        }
    }

    /// Claims, oldest first, by the filters given; for a member or for all.
    public func claims(
        for member: MemberID?,
        stage: String?,
        certificate: String?,
        shipment: String?,
        after: UInt64?,
        limit: Int
    ) async throws -> [ViewedInstance] {
        try await pool.read { db in
            var conditions = ["c.first > ?"]
            var arguments: [(any DatabaseValueConvertible)?] = [
                after.map { Int64(clamping: $0) } ?? -1
            ]
            for (column, value) in [
                ("c.stage", stage), ("c.certificate", certificate), ("c.shipment", shipment),
            ] {
                guard let value else { continue }
                conditions.append("\(column) = ?")
                arguments.append(value)
            }
            if let member {
                conditions.append(
                    """
                    EXISTS (SELECT 1 FROM party p WHERE p.contract = 'claim' AND p.id = c.id
                    AND p.member = ?)
                    """
                )
                arguments.append(member.text)
            }
            arguments.append(limit)
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT i.contract, i.id, i.first, i.last, i.revision, i.state
                    FROM claim c JOIN instance i ON i.contract = 'claim' AND i.id = c.id
                    WHERE \(conditions.joined(separator: " AND ")) ORDER BY c.first LIMIT ?
                    """,
                arguments: StatementArguments(arguments)
            ).compactMap(SQLiteView.viewed)
        }
    }

    /// An instance's transitions, oldest first, after a revision.
    public func history(
        _ key: InstanceKey,
        after revision: Int,
        limit: Int
    ) async throws -> [ViewedTransition] {
        try await pool.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT idx, revision, action, came, went, actor, at FROM transition
                    WHERE contract = ? AND id = ? AND revision > ? ORDER BY revision LIMIT ?
                    """,
                arguments: [key.contract.rawValue, key.instance.text, revision, limit]
            ).map { row in
                ViewedTransition(
                    index: UInt64(row[0] as Int64),
                    revision: row[1],
                    edge: .init(action: row[2], from: row[3], to: row[4]),
                    actor: row[5],
                    at: Instant(millisecondsSinceEpoch: row[6])
                )
            }
        }
    }

    /// The member that an API key speaks for, by the key's digest; `nil` if unknown or revoked.
    public func member(ofKeyDigest digest: String) async throws -> MemberID? {
        try await pool.read { db in
            try String.fetchOne(
                db,
                sql: "SELECT member FROM api_key WHERE digest = ? AND revoked = 0",
                arguments: [digest]
            )
        }.flatMap { try? MemberID(parsing: $0) }
    }

    /// The members that are party to an instance.
    public func parties(of key: InstanceKey) async throws -> [MemberID] {
        try await pool.read { db in
            try String.fetchAll(
                db,
                sql: "SELECT member FROM party WHERE contract = ? AND id = ? ORDER BY member",
                arguments: [key.contract.rawValue, key.instance.text]
            )
        }.compactMap { try? MemberID(parsing: $0) }
    }

    /// Whether a member is party to an instance.
    public func isParty(_ member: MemberID, to key: InstanceKey) async throws -> Bool {
        try await pool.read { db in
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM party
                    WHERE contract = ? AND id = ? AND member = ?)
                    """,
                arguments: [key.contract.rawValue, key.instance.text, member.text]
            )
                ?? false
        }
    }

    private static func viewed(_ row: Row) -> ViewedInstance? {
        guard let contract = ContractName(rawValue: row[0]),
            let instance = try? InstanceID(parsing: row[1])
        else { return nil }
        return ViewedInstance(
            key: InstanceKey(contract, instance),
            first: UInt64(row[2] as Int64),
            last: UInt64(row[3] as Int64),
            revision: row[4],
            state: row[5]
        )
    }
}

extension ViewedInstance {
    /// The state, read as its contract's.
    public func state<Kind: Contract>(of kind: Kind.Type) throws -> Kind.State {
        try CanonicalJSON.decode(Kind.State.self, from: Array(state.utf8))
    }
}
