import Contracts
import GRDB
import Ledger
import Marine

/// The changes that one entry makes to the query tables, as written and as the audit expects.
struct ViewChange {
    let contract: ContractName
    /// The index of the instance's first entry, which identifies it in the tables.
    let first: UInt64
    let revision: Int
    let index: UInt64
    /// The instance's name, where the entry begins it.
    let begun: InstanceID?
    /// The members that may read the instance since this entry: those of its beginning, and whoever
    /// is let in later.
    ///
    /// Nobody is shut out again.
    ///
    /// The consortium's are not listed: every member may read it.
    let newParties: Set<MemberID>
    /// The claim as it is now.
    let claim: Claim.State?
    /// The API keys that were issued: digest and member.
    let issuedKeys: [(digest: String, member: MemberID)]
    /// The names of the devices that were bound to the shipment.
    let boundDevices: [String]

    init(_ entry: FoldedEntry) {
        contract = entry.transition.contract
        first = entry.first
        revision = entry.transition.revision
        index = entry.index
        let begins = entry.before == nil
        begun = begins ? entry.transition.instance : nil
        newParties = ViewChange.newParties(entry)
        claim = Claim.unwrap(entry.state)
        issuedKeys = ViewChange.keys(entry.payload)
        boundDevices = ViewChange.devices(entry.payload)
    }

    private static func newParties(_ entry: FoldedEntry) -> Set<MemberID> {
        guard entry.transition.contract != .consortium else { return [] }
        guard let before = entry.before else { return entry.state.parties }
        let parties = entry.state.parties
        return parties.count == before.parties.count ? [] : parties.subtracting(before.parties)
    }

    private static func keys(_ payload: StepPayload) -> [(digest: String, member: MemberID)] {
        guard case .consortium(let record) = payload else { return [] }
        return record.events.compactMap { event in
            guard case .apiKeyIssued(let member, _, let digest, _, _) = event else { return nil }
            return (digest.text, member)
        }
    }

    private static func devices(_ payload: StepPayload) -> [String] {
        guard case .shipment(let record) = payload else { return [] }
        return record.events.compactMap { event in
            guard case .deviceBound(let device) = event else { return nil }
            return device.id.string
        }
    }
}

/// Writes what entries add to the query tables.
struct ViewRows {
    private let instance: PreparedStatement
    private let history: PreparedStatement
    private let party: PreparedStatement
    private let claim: PreparedStatement
    private let apiKey: PreparedStatement
    private let device: PreparedStatement

    init(_ db: Database, _ statements: StatementCache) throws {
        instance = try statements.statement(
            "INSERT INTO instance (contract, first, id) VALUES (?, ?, ?)",
            on: db
        )
        history = try statements.statement(
            "INSERT INTO history (first, revision, idx) VALUES (?, ?, ?)",
            on: db
        )
        party = try statements.statement(
            """
            INSERT INTO party (member, contract, first) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
            """,
            on: db
        )
        claim = try statements.statement(
            """
            INSERT INTO claim (first, certificate, shipment, stage) VALUES (?, ?, ?, ?)
            ON CONFLICT (first) DO UPDATE SET stage = excluded.stage
            """,
            on: db
        )
        apiKey = try statements.statement(
            """
            INSERT INTO api_key (digest, member) VALUES (?, ?) ON CONFLICT DO NOTHING
            """,
            on: db
        )
        device = try statements.statement(
            "INSERT INTO device (name, first) VALUES (?, ?) ON CONFLICT DO NOTHING",
            on: db
        )
    }

    func take(_ entry: FoldedEntry) throws {
        let change = ViewChange(entry)
        let contract = change.contract.rawValue
        let first = Int64(change.first)
        if let begun = change.begun {
            try instance.bind(contract, at: 1)
            try instance.bind(first, at: 2)
            try instance.bind(begun.text, at: 3)
            try instance.run()
        }
        try history.bind(first, at: 1)
        try history.bind(Int64(change.revision), at: 2)
        try history.bind(Int64(change.index), at: 3)
        try history.run()
        if let state = change.claim {
            try claim.bind(first, at: 1)
            try claim.bind(state.notice.certificate.text, at: 2)
            try claim.bind(state.notice.shipment?.text, at: 3)
            try claim.bind(state.stage.rawValue, at: 4)
            try claim.run()
        }
        for member in change.newParties {
            try party.bind(member.text, at: 1)
            try party.bind(contract, at: 2)
            try party.bind(first, at: 3)
            try party.run()
        }
        for key in change.issuedKeys {
            try apiKey.bind(key.digest, at: 1)
            try apiKey.bind(key.member.text, at: 2)
            try apiKey.run()
        }
        for name in change.boundDevices {
            try device.bind(name, at: 1)
            try device.bind(first, at: 2)
            try device.run()
        }
    }
}
