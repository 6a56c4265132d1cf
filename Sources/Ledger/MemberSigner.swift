public import Contracts
public import Crypto
import Ed25519
public import Marine
public import TransparencyLog

/// A member's signing key at hand: it signs commands, and proves that it is the member's.
public struct MemberSigner: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    /// Takes up an Ed25519 key.
    public init(_ key: Curve25519.Signing.PrivateKey) { self.key = key }

    /// The public key as the ledger carries it: 32 bytes in base64.
    public var publicKey: String { Base64.encode(Array(key.publicKey.rawRepresentation)) }

    /// The attestation of a command by its salted digest.
    public func attest(origin: String, digest: Hash) throws -> Attestation {
        let text = Attestation.signedText(origin: origin, commandDigest: digest)
        return .member(key: publicKey, signature: try sign(text))
    }

    /// A command with a salt of its own, signed.
    public func submission(
        of command: Command,
        computedIn edition: Edition? = nil
    ) throws -> Submission {
        let salt = Salted.randomSalt()
        let digest = try Submission(command, salt: salt, attestation: .operator).digest
        return try Submission(
            command,
            salt: salt,
            attestation: attest(origin: command.origin, digest: digest),
            computedIn: edition
        )
    }

    /// The signature by which the key says that it is to be a member's.
    public func proof(
        origin: String,
        member: MemberID,
        auditors: [MemberID] = [],
        officer: Identifier? = nil
    ) throws -> String {
        try sign(
            ProofOfPossession.text(
                origin: origin,
                member: member,
                publicKey: publicKey,
                auditors: auditors,
                officer: officer
            )
        )
    }

    private func sign(_ text: [UInt8]) throws -> String {
        Base64.encode(Array(try key.signature(for: text)))
    }
}

extension Attestation {
    /// Whether the signature, where there is one, is right for a command's digest on a ledger.
    public func holds(origin: String, digest: Hash) -> Bool {
        switch self {
        case .operator:
            return true
        case .member(let key, let signature):
            return Attestation.verify(
                key: key,
                signature: signature,
                text: Attestation.signedText(origin: origin, commandDigest: digest)
            )
        case .log(let key, let signature):
            guard let read = try? NoteVerifierKey(parsing: key), read.algorithm == .ed25519 else {
                return false
            }
            return Attestation.verify(
                key: Base64.encode(read.publicKey),
                signature: signature,
                text: Attestation.signedText(origin: origin, commandDigest: digest)
            )
        }
    }

    /// Whether an Ed25519 signature over a text is that of a key; key and signature in base64.
    public static func verify(key: String, signature: String, text: [UInt8]) -> Bool {
        guard let key = Base64.decode(key).flatMap({ Ed25519PublicKey($0) }),
            let signature = Base64.decode(signature)
        else { return false }
        return key.verifies(signature, over: text)
    }
}
