import GRDB
public import Ledger

extension SQLiteLogStore {
    /// Where the file's own structure is not whole, in SQLite's words; `nil` where it is.
    ///
    /// Pages that nothing refers to are looked at too: one that is both free and in use would be
    /// overwritten by some later append.
    public func damagedStructure() async throws(LogStoreError) -> String? {
        try await reading { db in
            let found = try String.fetchOne(db, sql: "PRAGMA quick_check(1)")
            return found == "ok" ? nil : "ledger.sqlite: \(found ?? "it cannot be checked")"
        }
    }
}
