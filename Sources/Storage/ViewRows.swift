import Contracts
import GRDB
import Ledger
import Marine

/// What one entry adds to the query tables.
struct ViewRows {
    private let instance: PreparedStatement
    private let history: PreparedStatement
    private let party: PreparedStatement
    private let claim: PreparedStatement
    private let apiKey: PreparedStatement

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
    }

    func take(_ entry: FoldedEntry) throws {
        let contract = entry.transition.contract
        let first = Int64(entry.first)
        if entry.before == nil {
            try instance.bind(contract.rawValue, at: 1)
            try instance.bind(first, at: 2)
            try instance.bind(entry.transition.instance.text, at: 3)
            try instance.run()
        }
        try history.bind(first, at: 1)
        try history.bind(Int64(entry.transition.revision), at: 2)
        try history.bind(Int64(entry.index), at: 3)
        try history.run()
        switch entry.state {
        case .consortium:
            // Every member may read the consortium: no list is needed to say so.
            return try takeKeys(entry.payload)
        case .claim(let state):
            try claim.bind(first, at: 1)
            try claim.bind(state.notice.certificate.text, at: 2)
            try claim.bind(state.notice.shipment?.text, at: 3)
            try claim.bind(state.stage.rawValue, at: 4)
            try claim.run()
        case .openCover, .certificate, .shipment:
            break
        }
        // Who is party to an instance is settled when it begins.
        guard entry.before == nil else { return }
        for member in entry.state.parties {
            try party.bind(member.text, at: 1)
            try party.bind(contract.rawValue, at: 2)
            try party.bind(first, at: 3)
            try party.run()
        }
    }

    private func takeKeys(_ payload: StepPayload) throws {
        guard case .consortium(let record) = payload else { return }
        for event in record.events {
            guard case .apiKeyIssued(let member, _, let digest, _) = event else { continue }
            try apiKey.bind(digest, at: 1)
            try apiKey.bind(member.text, at: 2)
            try apiKey.run()
        }
    }
}
