package import Contracts
package import Crypto
package import Ledger
import TestSamples
package import TransparencyLog

/// A signing key of the tests, made from one repeated byte: the same in every run.
package struct MemberKey: Sendable {
    package let secret: Curve25519.Signing.PrivateKey

    package init(byte: UInt8) {
        do {
            secret = try Curve25519.Signing.PrivateKey(
                rawRepresentation: [UInt8](repeating: byte, count: 32)
            )
        } catch { preconditionFailure("\(error)") }
    }

    package static let leader = MemberKey(byte: 1)
    package static let device = MemberKey(byte: 2)
    package static let stranger = MemberKey(byte: 3)
    package static let auditor = MemberKey(byte: 4)
    package static let second = MemberKey(byte: 5)

    package var publicKey: PublicKeyText {
        constant { try PublicKeyText(Base64.encode(secret.publicKey.rawRepresentation)) }
    }

    /// The public key as a device is bound with it.
    package var deviceKey: DeviceKeyText { DeviceKeyText(publicKey) }

    /// 32 bytes that stand for the digest of an API key.
    package var apiKeyDigest: DigestText { constant { try DigestText(publicKey.text) } }

    /// The signature over a command's digest for a ledger, with the text spelled out as the
    /// leaf format has it.
    package func attest(origin: String, digest: Hash) throws -> Attestation {
        let text = "plimsoll command v1\n\(origin)\n\(digest.base64)\n"
        let signature = try secret.signature(for: [UInt8](text.utf8))
        return .member(key: publicKey.text, signature: Base64.encode(signature))
    }

    /// The signature by which the key says whose it is to be, with the text spelled out as the
    /// ledger format has it.
    package func proof(
        _ member: MemberID,
        naming auditors: String = "",
        origin: String = LedgerWriter.origin,
        of other: MemberKey? = nil,
        officer: String? = nil
    ) -> SignatureText {
        let key = (other ?? self).publicKey
        let text =
            "plimsoll key v1\n\(origin)\n\(member)\n\(key)\n\(auditors)\n"
            + (officer.map { "\($0)\n" } ?? "")
        return constant {
            try SignatureText(Base64.encode(secret.signature(for: [UInt8](text.utf8))))
        }
    }

    /// A command signed with this key.
    package func sign(
        _ command: Command,
        salt: [UInt8] = [UInt8](repeating: 9, count: 16)
    ) throws -> Submission {
        let plain = try Submission(command, salt: salt, attestation: .operator)
        let attestation = try attest(origin: command.origin, digest: plain.salted.digest)
        return try Submission(command, salt: salt, attestation: attestation)
    }
}
