import CanonicalJSON
import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Testing
import TransparencyLog

/// A member's signing key as a client has it: the texts that it signs are spelled out here, from
/// the ledger format's page and not from the code under test.
struct Pen {
    static let origin = "test.example/ledger"

    let key: Curve25519.Signing.PrivateKey

    init(_ byte: UInt8) throws {
        key = try Curve25519.Signing.PrivateKey(
            rawRepresentation: [UInt8](repeating: byte, count: 32)
        )
    }

    var publicKey: String { Base64.encode(Array(key.publicKey.rawRepresentation)) }

    var fingerprint: String {
        SHA256.hash(data: key.publicKey.rawRepresentation).map { String(format: "%02x", $0) }
            .joined()
    }

    func proof(_ member: String, naming auditors: String = "") throws -> String {
        try sign("plimsoll key v1\n\(Pen.origin)\n\(member)\n\(publicKey)\n\(auditors)\n")
    }

    /// The three byte sequences of `Command-Signature`.
    func header(_ canonical: String, salt: [UInt8] = [UInt8](repeating: 7, count: 16)) throws
        -> String
    {
        let parts = try parts(canonical, salt)
        return "key=:\(parts.key):, salt=:\(parts.salt):, signature=:\(parts.signature):"
    }

    /// The body of `POST /v1/commands`.
    func body(_ canonical: String, salt: [UInt8] = [UInt8](repeating: 7, count: 16)) throws
        -> String
    {
        let parts = try parts(canonical, salt)
        return """
            {"command": \(canonical), "key": "\(parts.key)", "salt": "\(parts.salt)",
             "signature": "\(parts.signature)"}
            """
    }

    private func parts(
        _ canonical: String,
        _ salt: [UInt8]
    ) throws -> (key: String, salt: String, signature: String) {
        let digest = Array(SHA256.hash(data: salt + Array(canonical.utf8)))
        let text = "plimsoll command v1\n\(Pen.origin)\n\(Base64.encode(digest))\n"
        return (publicKey, Base64.encode(salt), try sign(text))
    }

    private func sign(_ text: String) throws -> String {
        Base64.encode(Array(try key.signature(for: Array(text.utf8))))
    }
}

extension HTTPField.Name {
    static let idempotency = named("Idempotency-Key")
    static let prefer = named("Prefer")
    static let preferenceApplied = named("Preference-Applied")
    static let replayed = named("Idempotency-Replayed")
    static let commandSignature = named("Command-Signature")

    private static func named(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("'\(text)' is a name") }
        return name
    }
}

extension Harbour {
    /// Registers a member's first key through its own API key.
    @discardableResult
    func register(_ pen: Pen, for member: String, naming auditors: [String] = []) async throws
        -> Reply
    {
        let named = auditors.map { "\"\($0)\"" }.joined(separator: ",")
        let proof = try pen.proof(member, naming: auditors.joined(separator: ","))
        return try await post(
            "/v1/members/\(member)/keys",
            as: member,
            """
            {"publicKey": "\(pen.publicKey)", "proof": "\(proof)", "auditors": [\(named)]}
            """
        )
    }

    /// Asks for the command that a request becomes.
    func prepare(
        _ path: String,
        as member: String,
        _ body: String,
        name: String,
        headers: HTTPFields = [:]
    ) async throws -> Reply {
        var headers = headers
        headers[.idempotency] = name
        headers[.prefer] = "return=command"
        return try await post(path, as: member, body, headers: headers)
    }

    /// Asks for the command, signs it, and sends the request with the signature.
    func signed(
        _ path: String,
        as member: String,
        by pen: Pen,
        _ body: String,
        name: String,
        headers: HTTPFields = [:]
    ) async throws -> Reply {
        let asked = try await prepare(path, as: member, body, name: name, headers: headers)
        let canonical = try #require(asked.json["canonical"]?.stringValue, "\(asked.text)")
        var headers = headers
        headers[.idempotency] = name
        headers[.commandSignature] = try pen.header(canonical)
        return try await post(path, as: member, body, headers: headers)
    }

    /// How many entries the ledger has.
    func size() async throws -> Int64 {
        try #require(try await get("/v1/ledger").json["size"]?.integerValue)
    }
}
