import Contracts
import GRDB
import TransparencyLog

/// The keys that a ledger's own transitions have put in force, one after the other.
///
/// Each was put in force by a transition that the one before it signed.
struct LogKeyHistory: Hashable, Sendable {
    /// The verifier key in force.
    let inForce: String
    /// Those before it, oldest first.
    let former: [String]

    /// The keys of a consortium as far as it is checked.
    init(of state: Consortium.State) {
        inForce = state.logKey
        former = (state.formerLogKeys ?? []).map(\.key)
    }

    /// What is kept of a log; nil where none of its transitions was ever checked with payloads.
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

    /// Keeps the keys, unless what is kept goes further: a mirror that is read anew begins with
    /// the founding's key.
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

    /// The keys to trust, where these were trusted at first.
    ///
    /// A key that was replaced is trusted no more. The one in force is trusted if the ledger leads
    /// to it from a key trusted at first; a witness that was set up with a later key, and is still
    /// on its way there, trusts no earlier one for that.
    func trusted(from first: [NoteVerifierKey]) -> [NoteVerifierKey] {
        var keys = first.filter { !former.contains($0.description) }
        // A founding may name anything; what is no key signs nothing.
        guard let key = try? NoteVerifierKey(parsing: inForce) else { return keys }
        let leads = first.contains { $0 == key || former.contains($0.description) }
        if leads, !keys.contains(key) { keys.append(key) }
        return keys
    }
}

extension WitnessStore {
    /// The keys trusted to sign for a log now: those that the witness was set up with, as the
    /// ledger's own transitions have replaced them.
    func trustedKeys(of log: WitnessedLog) async throws -> [NoteVerifierKey] {
        try await read { db in
            guard let history = try LogKeyHistory(of: log, db) else { return log.keys }
            return history.trusted(from: log.keys)
        }
    }
}
