import Foundation
import GRDB
import SQLiteFiles

/// The names of members' requests, so that a request that is sent again changes nothing.
extension DeliveryStore {
    /// How many names of one member are kept: the latest, however old they are.
    ///
    /// A number needs no clock, so that no clock that is set makes a name forgotten.
    static let namesKeptPerMember = 1_000

    /// What was answered to a request of this name; nil where there was none.
    ///
    /// - Throws: ``NotifierError/requestReused(_:)`` where the name was another request's.
    func answer(to name: RequestName) async throws -> [UInt8]? {
        try await file.read { try Self.answer(to: name, in: $0) }
    }

    /// Carries out a change, and keeps its answer under its name in the same transaction.
    ///
    /// - Throws: ``RepeatedRequest`` where it was carried out before.
    static func idempotently<Value>(
        _ request: NamedRequest<Value>?,
        in database: Database,
        _ change: (Database) throws -> Value
    ) throws -> Value {
        guard let request else { return try change(database) }
        if let answer = try answer(to: request.name, in: database) {
            throw RepeatedRequest(answer: answer)
        }
        let value = try change(database)
        try keep(request.answer(value), of: request.name, in: database)
        return value
    }

    private static func answer(to name: RequestName, in database: Database) throws -> [UInt8]? {
        guard
            let row = try Row.fetchOne(
                database,
                sql: "SELECT fingerprint, answer FROM request WHERE member = ? AND key = ?",
                arguments: [name.member, name.key]
            )
        else { return nil }
        guard row["fingerprint"] == Data(name.fingerprint) else {
            throw NotifierError.requestReused(name.key)
        }
        return [UInt8](row["answer"] as Data)
    }

    private static func keep(
        _ answer: [UInt8],
        of name: RequestName,
        in database: Database
    ) throws {
        try database.execute(
            sql: "INSERT INTO request (member, key, fingerprint, answer) VALUES (?, ?, ?, ?)",
            arguments: [name.member, name.key, Data(name.fingerprint), Data(answer)]
        )
        try database.execute(
            sql: """
                DELETE FROM request WHERE member = :member AND id <= (
                    SELECT id FROM request WHERE member = :member
                    ORDER BY id DESC LIMIT 1 OFFSET :kept)
                """,
            arguments: ["member": name.member, "kept": namesKeptPerMember]
        )
    }
}
