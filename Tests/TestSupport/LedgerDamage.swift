import Testing

/// A change to the ledger's file, and what whoever meets it must name.
package struct LedgerDamage: Sendable, CustomTestStringConvertible {
    package let sql: String
    package let place: String

    package init(_ sql: String, _ place: String) {
        self.sql = sql
        self.place = place
    }

    package var testDescription: String { sql }
}
