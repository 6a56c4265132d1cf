public import CanonicalJSON
public import Contracts
public import Marine
public import TransparencyLog

/// Bytes with their salt: the ledger carries the salted digest, and the parties hold the bytes.
public struct Salted: Hashable, Sendable {
    /// How many bytes of salt: 128 bits cannot be guessed.
    public static let saltBytes = 16
    /// The most bytes that are kept behind one digest.
    public static let byteLimit = 1 << 20

    /// So many random bytes.
    public let salt: [UInt8]
    /// The canonical JSON.
    public let bytes: [UInt8]

    /// Salts bytes.
    public init(salt: [UInt8], bytes: [UInt8]) {
        self.salt = salt
        self.bytes = bytes
    }

    /// SHA-256 over salt and bytes, computed anew each time.
    public var digest: Hash { Hash.sha256(salt, bytes) }

    /// Draws a salt from the system's generator.
    public static func randomSalt() -> [UInt8] { SaltSource.draw(saltBytes) }
}

/// Who attests a command.
public enum Attestation: Record, Hashable, Sendable {
    /// It came in under the member's API key: only the operator attests it.
    case `operator`
    /// The member's own Ed25519 signature, which anyone can verify.
    case member(
        /// The public key in base64.
        key: String,
        /// The signature in base64.
        signature: String
    )
    /// The signature of the log's own key over the command that replaces it.
    case log(
        /// The verifier key.
        key: String,
        /// The signature in base64.
        signature: String
    )

    enum Discriminator { case by }

    /// Who attests the command, for the contracts' check of authorization.
    public var attestor: Attestor {
        switch self {
        case .operator: .operatorAlone
        case .member(let key, _): .member(key: key)
        case .log(let key, _): .log(key: key)
        }
    }

    /// The bytes that a member signs for a command with this salted digest on this ledger.
    public static func signedText(origin: String, commandDigest: Hash) -> [UInt8] {
        Array(signedText(origin: origin, digest: commandDigest.base64).utf8)
    }

    /// The same as text, around what stands in the digest's place.
    public static func signedText(origin: String, digest: String) -> String {
        "plimsoll command v1\n\(origin)\n\(digest)\n"
    }

    /// The bytes that a device signs for an upload whose bytes have this SHA-256, in base64.
    public static func signedUploadText(
        origin: String,
        shipment: InstanceID,
        digest: String
    ) -> [UInt8] {
        Array("plimsoll upload v1\n\(origin)\n\(shipment)\n\(digest)\n".utf8)
    }
}

/// A command as it is handed to the sequencer.
public final class Submission: Sendable {
    /// The command.
    public let command: Command
    /// The command's name.
    public let name: CommandName
    /// Its canonical bytes with their salt.
    public let salted: Salted
    /// The salted digest that the ledger carries.
    public let digest: Hash
    /// SHA-256 of the canonical bytes alone: the same command again has the same fingerprint.
    public let fingerprint: Hash
    /// Who attests it.
    public let attestation: Attestation
    /// The edition of the rules that its arguments were computed by, where any were: it must be in
    /// force when the command is decided.
    public let computedIn: Edition?

    /// A command that came in under an API key, with arguments that the platform computed by an
    /// edition of the rules, if it did.
    public convenience init(
        attestedByOperator command: Command,
        computedIn edition: Edition? = nil
    ) throws {
        try self.init(
            command,
            salt: Salted.randomSalt(),
            attestation: .operator,
            computedIn: edition
        )
    }

    /// A command that its member has signed, with the salt that the member chose.
    ///
    /// The signature is judged when the command is submitted.
    public init(
        _ command: Command,
        salt: [UInt8],
        attestation: Attestation,
        computedIn edition: Edition? = nil
    ) throws {
        self.command = command
        name = CommandName(member: command.member, id: command.id.string)
        let bytes = try command.canonicalBytes()
        salted = Salted(salt: salt, bytes: bytes)
        digest = salted.digest
        fingerprint = Hash.sha256(of: bytes)
        self.attestation = attestation
        computedIn = edition
    }
}
