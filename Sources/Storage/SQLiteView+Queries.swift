public import Contracts
import GRDB
public import Ledger
import Marine
import SQLiteFiles

extension SQLiteView: LedgerQueries {
    /// Instances of a contract, oldest first, that a member is party to; all where it is `nil`.
    ///
    /// The list goes on after the one whose `first` is `after`.
    public func instances(
        of contract: ContractName,
        for member: MemberID?,
        after: UInt64?,
        limit: Int
    ) async throws -> [ListedInstance] {
        try await file.read { db in
            let after = after.map { Int64(clamping: $0) } ?? -1
            guard let member else {
                return try Row.fetchAll(
                    db,
                    sql: """
                        SELECT contract, id, first FROM instance
                        WHERE contract = ? AND first > ? ORDER BY first LIMIT ?
                        """,
                    arguments: [contract.rawValue, after, limit]
                ).map(SQLiteView.listed)
            }
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT i.contract, i.id, i.first
                    FROM party p JOIN instance i ON i.contract = p.contract AND i.first = p.first
                    WHERE p.member = ? AND p.contract = ? AND p.first > ?
                    ORDER BY p.first LIMIT ?
                    """,
                arguments: [member.text, contract.rawValue, after, limit]
            ).map(SQLiteView.listed)
        }
    }

    /// Claims that a filter admits, oldest first, that a member is party to; all where it is `nil`.
    public func claims(
        _ filter: ClaimFilter,
        for member: MemberID?,
        after: UInt64?,
        limit: Int
    ) async throws -> [ListedInstance] {
        try await file.read { db in
            var conditions = ["c.first > ?"]
            var arguments: [(any DatabaseValueConvertible)?] = [
                after.map { Int64(clamping: $0) } ?? -1
            ]
            for (column, value) in [
                ("c.stage", filter.stage), ("c.certificate", filter.certificate),
                ("c.shipment", filter.shipment),
            ] {
                guard let value else { continue }
                conditions.append("\(column) = ?")
                arguments.append(value)
            }
            if let member {
                conditions.append(
                    """
                    EXISTS (SELECT 1 FROM party p WHERE p.contract = 'claim'
                    AND p.first = c.first AND p.member = ?)
                    """
                )
                arguments.append(member.text)
            }
            arguments.append(limit)
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT i.contract, i.id, i.first
                    FROM claim c JOIN instance i ON i.contract = 'claim' AND i.first = c.first
                    WHERE \(conditions.joined(separator: " AND ")) ORDER BY c.first LIMIT ?
                    """,
                arguments: StatementArguments(arguments)
            ).map(SQLiteView.listed)
        }
    }

    /// The indices of an instance's transitions, oldest first, after a revision.
    ///
    /// `first` is the index of the instance's first entry.
    public func history(
        _ first: UInt64,
        after revision: Int,
        limit: Int
    ) async throws -> [UInt64] {
        try await file.read { db in
            try Int64.fetchAll(
                db,
                sql: """
                    SELECT idx FROM history WHERE first = ? AND revision > ?
                    ORDER BY revision LIMIT ?
                    """,
                arguments: [Int64(clamping: first), revision, limit]
            ).map { UInt64(clamping: $0) }
        }
    }

    /// The shipments that devices were bound to and that a member is party to: for each device the
    /// latest registered ones, at most `limit`, newest first.
    public func bindings(
        of devices: [String],
        for member: MemberID,
        limit: Int
    ) async throws -> [ListedBinding] {
        var found: [ListedBinding] = []
        // Others may read the file between the parts of a long list.
        for start in stride(from: 0, to: devices.count, by: SQLiteView.devicesPerRead) {
            let end = min(start + SQLiteView.devicesPerRead, devices.count)
            found += try await file.read { db in
                let statement = try db.cachedStatement(sql: SQLiteView.bindingsOfDevice)
                return try devices[start..<end].flatMap { device in
                    try Row.fetchAll(statement, arguments: [member.text, device, limit])
                        .map(SQLiteView.listed)
                        .map { ListedBinding(device: device, shipment: $0) }
                }
            }
        }
        return found
    }

    private static let devicesPerRead = 500

    /// Through the device's own rows alone, the last first: `CROSS JOIN` fixes the order.
    static let bindingsOfDevice = """
        SELECT i.contract, i.id, i.first
        FROM device d
        CROSS JOIN party p ON p.member = ? AND p.contract = 'shipment' AND p.first = d.first
        CROSS JOIN instance i ON i.contract = 'shipment' AND i.first = d.first
        WHERE d.name = ? ORDER BY d.first DESC LIMIT ?
        """

    /// The member that an API key speaks for, by the key's digest; `nil` if unknown.
    ///
    /// Whether the key still holds is for the ledger's fold to say.
    public func member(ofKeyDigest digest: String) async throws -> MemberID? {
        try await file.read { db in
            try String.fetchOne(
                db,
                sql: "SELECT member FROM api_key WHERE digest = ?",
                arguments: [digest]
            )
        }.flatMap { try? MemberID(parsing: $0) }
    }

    private static func listed(_ row: Row) throws -> ListedInstance {
        // A value of another kind than its column's would be a trap to read as if it were.
        guard let name = String.fromDatabaseValue(row[0]),
            let contract = ContractName(rawValue: name),
            let id = String.fromDatabaseValue(row[1]),
            let instance = try? InstanceID(parsing: id),
            let first = Int64.fromDatabaseValue(row[2]), first >= 0
        else { throw LedgerFault.damaged(place: "view: a row of instance does not read") }
        return ListedInstance(
            key: InstanceKey(contract, instance),
            first: UInt64(clamping: first)
        )
    }
}
