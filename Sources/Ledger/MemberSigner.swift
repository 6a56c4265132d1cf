public import Contracts
public import Crypto
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
    public func submission(of command: Command) throws -> Submission {
        let salt = Salted.randomSalt()
        let digest = try Submission(command, salt: salt, attestation: .operatorAlone).digest
        return try Submission(
            command,
            salt: salt,
            attestation: attest(origin: command.origin, digest: digest)
        )
    }

    /// The signature by which the key says that it is to be a member's.
    public func proof(
        origin: String,
        member: MemberID,
        auditors: [MemberID] = []
    ) throws -> String {
        try sign(
            ProofOfPossession.text(
                origin: origin,
                member: member,
                publicKey: publicKey,
                auditors: auditors
            )
        )
    }

    private func sign(_ text: [UInt8]) throws -> String {
        Base64.encode(Array(try key.signature(for: text)))
    }
}
