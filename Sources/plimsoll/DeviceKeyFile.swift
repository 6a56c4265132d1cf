import Crypto
import DataFolder
import Foundation
import TransparencyLog

/// The key pair of a device or its gateway in a PEM file: of Ed25519 (RFC 8410), or of P-256 in
/// PKCS #8 or SEC 1, as OpenSSL reads and writes them.
enum DeviceKeyFile {
    case ed25519(SigningKeyFile)
    case p256(P256.Signing.PrivateKey)

    /// Reads a PEM file.
    ///
    /// - Throws: `CommandFailure` where the file holds neither, or its key is encrypted.
    init(path: String) throws {
        if let pair = try? SigningKeyFile(path: path) {
            self = .ed25519(pair)
            return
        }
        let text = String(
            decoding: try NamedFile.read(path, upTo: SigningKeyFile.limitBytes),
            as: UTF8.self
        )
        // OpenSSL writes the curve's name before a SEC 1 key.
        let blocks = ["EC PRIVATE KEY", "PRIVATE KEY"].compactMap { label in
            text.range(of: "-----BEGIN \(label)-----").map { String(text[$0.lowerBound...]) }
        }
        guard let pem = blocks.first,
            let key = try? P256.Signing.PrivateKey(pemRepresentation: pem)
        else {
            throw CommandFailure(
                "\(path): neither an Ed25519 nor a P-256 key in PEM that is not encrypted"
            )
        }
        self = .p256(key)
    }

    /// The public key as the ledger carries it, in base64: 32 bytes, or a point of 33.
    var publicKey: String {
        switch self {
        case .ed25519(let pair): pair.publicKey
        case .p256(let key): Base64.encode(Array(key.publicKey.compressedRepresentation))
        }
    }

    /// A signature of 64 bytes in base64; of P-256 with SHA-256, r and s.
    func sign(_ message: [UInt8]) throws -> String {
        switch self {
        case .ed25519(let pair): try pair.sign(message)
        case .p256(let key):
            Base64.encode(Array(try key.signature(for: message).rawRepresentation))
        }
    }
}
