import CanonicalJSON
import Contracts
import Crypto
import Foundation
package import HTTPTypes
import TestSamples
import Testing
import TransparencyLog

/// What a client sends that signs: the texts are spelled out here, from the ledger format's page
/// and not from the code under test.
extension MemberKey {
    package var fingerprint: String {
        SHA256.hash(data: secret.publicKey.rawRepresentation).map { String(format: "%02x", $0) }
            .joined()
    }

    /// The three byte sequences of `Command-Signature`.
    package func header(_ canonical: String, salt: [UInt8] = [UInt8](repeating: 7, count: 16))
        throws
        -> String
    {
        let parts = try parts(canonical, salt)
        return "key=:\(parts.key):, salt=:\(parts.salt):, signature=:\(parts.signature):"
    }

    /// The body of `POST /v1/commands`.
    package func body(_ canonical: String, salt: [UInt8] = [UInt8](repeating: 7, count: 16)) throws
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
        let text = "plimsoll command v1\n\(sampleOrigin)\n\(Base64.encode(digest))\n"
        let signature = try secret.signature(for: Array(text.utf8))
        return (publicKey.text, Base64.encode(salt), Base64.encode(Array(signature)))
    }
}

extension HTTPField.Name {
    package static let idempotency = named("Idempotency-Key")
    package static let prefer = named("Prefer")
    package static let preferenceApplied = named("Preference-Applied")
    package static let replayed = named("Idempotency-Replayed")
    package static let commandSignature = named("Command-Signature")

    private static func named(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("'\(text)' is a name") }
        return name
    }
}

extension TestAPI {
    /// Registers a member's first key through its own API key.
    @discardableResult
    package func register(_ signer: MemberKey, for member: String, naming auditors: [String] = [])
        async throws
        -> Reply
    {
        let named = auditors.map { "\"\($0)\"" }.joined(separator: ",")
        let proof = signer.proof(id(member), naming: auditors.joined(separator: ","))
        return try await post(
            "/v1/members/\(member)/keys",
            as: member,
            """
            {"publicKey": "\(signer.publicKey)", "proof": "\(proof)", "auditors": [\(named)]}
            """
        )
    }

    /// Asks for the command that a request becomes.
    package func prepare(
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
    package func signed(
        _ path: String,
        as member: String,
        by signer: MemberKey,
        _ body: String,
        name: String,
        headers: HTTPFields = [:]
    ) async throws -> Reply {
        let asked = try await prepare(path, as: member, body, name: name, headers: headers)
        let canonical = try #require(asked.json["canonical"]?.stringValue, "\(asked.text)")
        var headers = headers
        headers[.idempotency] = name
        headers[.commandSignature] = try signer.header(canonical)
        return try await post(path, as: member, body, headers: headers)
    }

    /// How many entries the ledger has.
    package func size() async throws -> Int64 {
        try #require(try await get("/v1/ledger").json["size"]?.integerValue)
    }
}
