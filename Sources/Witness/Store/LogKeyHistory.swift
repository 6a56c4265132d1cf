import Contracts
import GRDB
import Marine
import TransparencyLog

/// The keys that a log has had, as the ledger's own transitions put them in force.
///
/// Each such transition is signed by the key before it.
struct LogKeyHistory: Hashable, Sendable {
    /// The verifier key in force.
    let inForce: String
    /// Those before it, oldest first.
    let former: [String]

    /// The keys in a checked state of the consortium.
    init(of state: Consortium.State) {
        inForce = state.logKey.string
        former = (state.formerLogKeys ?? []).map(\.key.string)
    }

    /// The stored keys of a log; nil where none of its transitions was ever checked with payloads.
    init?(of log: WitnessedLog, _ db: Database) throws {
        guard
            let row = try Row.fetchOne(
                db,
                sql: "SELECT logKey, formerLogKeys FROM log WHERE origin = ?",
                arguments: [log.origin]
            ), let inForce: String = row["logKey"]
        else { return nil }
        self.inForce = inForce
        former = (row["formerLogKeys"] as String).split(separator: " ").map(String.init)
    }

    /// Stores the keys, unless more are stored already: a mirror that is read again from the first
    /// entry begins with the first key.
    func keep(for log: Int64, _ db: Database) throws {
        let kept = try String.fetchOne(
            db,
            sql: "SELECT formerLogKeys FROM log WHERE id = ?",
            arguments: [log]
        )
        guard former.count >= (kept ?? "").split(separator: " ").count else { return }
        try db.execute(
            sql: "UPDATE log SET logKey = ?, formerLogKeys = ? WHERE id = ?",
            arguments: [inForce, former.joined(separator: " "), log]
        )
    }

    /// The keys to trust, given those that the witness was configured with.
    ///
    /// A key that was replaced is no longer trusted. The one in force is trusted if the ledger
    /// leads to it from a configured key. While the mirror of a witness configured with a later key
    /// has not reached it, the earlier keys are not trusted for that.
    func trusted(from first: [NoteVerifierKey]) -> [NoteVerifierKey] {
        var keys = first.filter { !former.contains($0.description) }
        // The first entry may state any text as a key; one that is no key can sign nothing.
        guard let key = try? NoteVerifierKey(parsing: inForce) else { return keys }
        let leads = first.contains { $0 == key || former.contains($0.description) }
        if leads, !keys.contains(key) { keys.append(key) }
        return keys
    }
}

extension WitnessStore {
    /// The keys trusted to sign for a log now: the configured ones, updated by the ledger's own
    /// transitions.
    func trustedKeys(of log: WitnessedLog) async throws -> [NoteVerifierKey] {
        try await read { db in
            guard let history = try LogKeyHistory(of: log, db) else { return log.keys }
            return history.trusted(from: log.keys)
        }
    }
}
