import Contracts
import GRDB
public import Ledger
import Marine

/// The rows that a view must hold for the entries so far, computed without a second view.
///
/// It tells table by table whether a view holds them and no others; to name the rows that differ, a
/// second view is folded. It takes 12 bytes of memory for each entry, about 60 for each instance,
/// and no more.
public struct ExpectedView: Sendable {
    /// How many entries the view has folded in; later ones have no rows in it.
    public let applied: UInt64

    /// The instance that an entry is of, by its first entry; by the entry's index.
    private var firsts: [UInt64] = []
    /// The instance's revision after an entry; by the entry's index.
    private var revisions: [UInt32] = []
    private var begun: [ContractName: [(first: UInt64, id: InstanceID)]] = [:]
    private var parties: [PartyList: [UInt64]] = [:]
    private var claims: [UInt64: Claim.State] = [:]
    private var apiKeys: [String: MemberID] = [:]
    /// The shipments that each device was bound to.
    private var devices: [String: Set<UInt64>] = [:]

    private struct PartyList: Hashable {
        let member: MemberID
        let contract: ContractName
    }

    /// Expects of a view what it has applied.
    public init(applied: UInt64) { self.applied = applied }

    /// Takes the next entries up, in the ledger's order.
    public mutating func take(_ entries: [FoldedEntry]) {
        for entry in entries where entry.index < applied { take(ViewChange(entry)) }
    }

    private mutating func take(_ change: ViewChange) {
        firsts.append(change.first)
        revisions.append(UInt32(clamping: change.revision))
        if let id = change.begun {
            begun[change.contract, default: []].append((change.first, id))
        }
        for member in change.newParties {
            parties[PartyList(member: member, contract: change.contract), default: []]
                .append(change.first)
        }
        if let claim = change.claim { claims[change.first] = claim }
        for key in change.issuedKeys where apiKeys[key.digest] == nil {
            apiKeys[key.digest] = key.member
        }
        for name in change.boundDevices { devices[name, default: []].insert(change.first) }
    }

    /// The tables in which a view does not hold just what is expected.
    public func tablesThatDiffer(in view: ViewSnapshot) async throws -> [String] {
        async let history = view.read(.history) { db in try holdsHistory(db) }
        async let others = view.read(.others) { db in
            var differing: [String] = []
            if try !holdsInstances(db) { differing.append("instance") }
            if try !holdsParties(db) { differing.append("party") }
            if try !holdsClaims(db) { differing.append("claim") }
            if try !holdsKeys(db) { differing.append("api_key") }
            if try !holdsDevices(db) { differing.append("device") }
            if try !holdsProgress(db) { differing.append("progress") }
            return differing
        }
        return try await (history ? [] : ["history"]) + others
    }

    /// As many rows as entries, no two under one key, and each names the entry that is that
    /// revision of that instance: so all expected rows are there, and no others.
    private func holdsHistory(_ db: Database) throws -> Bool {
        let rows = try PreparedStatement(
            "SELECT first, revision, idx FROM history ORDER BY first, revision",
            on: db
        )
        var count = 0
        var last: (Int64, Int64) = (-1, -1)
        while try rows.next() {
            let index = Int(rows.integer(2))
            guard index >= 0, index < firsts.count, rows.holds(Int64(index), at: 2),
                rows.holds(Int64(firsts[index]), at: 0),
                rows.holds(Int64(revisions[index]), at: 1),
                (rows.integer(0), rows.integer(1)) > last
            else { return false }
            last = (rows.integer(0), rows.integer(1))
            count += 1
        }
        return count == firsts.count
    }

    private func holdsInstances(_ db: Database) throws -> Bool {
        let rows = try PreparedStatement(
            "SELECT contract, first, id FROM instance ORDER BY contract, first",
            on: db
        )
        for contract in ContractName.allCases.sorted(by: { $0.rawValue < $1.rawValue }) {
            for one in begun[contract] ?? [] {
                guard try rows.next(), rows.holds(contract.rawValue, at: 0),
                    rows.holds(Int64(one.first), at: 1), rows.holds(one.id.text, at: 2)
                else { return false }
            }
        }
        return try !rows.next()
    }

    private func holdsParties(_ db: Database) throws -> Bool {
        let rows = try PreparedStatement(
            "SELECT member, contract, first FROM party ORDER BY member, contract, first",
            on: db
        )
        let lists = parties.sorted {
            ($0.key.member, $0.key.contract.rawValue) < ($1.key.member, $1.key.contract.rawValue)
        }
        for (list, firsts) in lists {
            // Parties may have been added in another order than the instances began.
            for first in firsts.sorted() {
                guard try rows.next(), rows.holds(list.member.text, at: 0),
                    rows.holds(list.contract.rawValue, at: 1), rows.holds(Int64(first), at: 2)
                else { return false }
            }
        }
        return try !rows.next()
    }

    private func holdsClaims(_ db: Database) throws -> Bool {
        let rows = try PreparedStatement(
            "SELECT first, certificate, shipment, stage FROM claim ORDER BY first",
            on: db
        )
        for (first, claim) in claims.sorted(by: { $0.key < $1.key }) {
            guard try rows.next(), rows.holds(Int64(first), at: 0),
                rows.holds(claim.notice.certificate.text, at: 1),
                claim.notice.shipment.map({ rows.holds($0.text, at: 2) }) ?? rows.isNull(2),
                rows.holds(claim.stage.rawValue, at: 3)
            else { return false }
        }
        return try !rows.next()
    }

    private func holdsKeys(_ db: Database) throws -> Bool {
        let rows = try PreparedStatement("SELECT digest, member FROM api_key", on: db)
        var count = 0
        while try rows.next() {
            guard let member = apiKeys[rows.text(0)], rows.holds(rows.text(0), at: 0),
                rows.holds(member.text, at: 1)
            else { return false }
            count += 1
        }
        return count == apiKeys.count
    }

    private func holdsDevices(_ db: Database) throws -> Bool {
        let rows = try PreparedStatement("SELECT name, first FROM device", on: db)
        var count = 0
        while try rows.next() {
            let first = rows.integer(1)
            guard first >= 0, rows.holds(first, at: 1),
                devices[rows.text(0)]?.contains(UInt64(first)) == true,
                rows.holds(rows.text(0), at: 0)
            else { return false }
            count += 1
        }
        // No two rows are under one key.
        return count == devices.values.reduce(0) { $0 + $1.count }
    }

    private func holdsProgress(_ db: Database) throws -> Bool {
        let rows = try PreparedStatement("SELECT size FROM progress", on: db)
        guard try rows.next(), rows.holds(Int64(firsts.count), at: 0) else { return false }
        return try !rows.next()
    }
}
