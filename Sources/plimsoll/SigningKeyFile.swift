import Crypto
import DataFolder
import Foundation
import Glibc
import Ledger
import TransparencyLog

/// An Ed25519 key pair in a PEM file (RFC 8410 PKCS #8), as OpenSSL reads and writes it.
struct SigningKeyFile {
    /// The DER before the 32 bytes of the seed: version 0, algorithm 1.3.101.112, octet strings.
    private static let prefix: [UInt8] = [
        0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04,
        0x20,
    ]

    static let limitBytes = 1 << 16

    let key: Curve25519.Signing.PrivateKey

    init() { key = Curve25519.Signing.PrivateKey() }

    /// Reads a PEM file.
    init(path: String) throws {
        let text = String(
            decoding: try NamedFile.read(path, upTo: SigningKeyFile.limitBytes),
            as: UTF8.self
        )
        let body = text.split(separator: "\n").filter { !$0.hasPrefix("-----") }.joined()
        guard text.contains("-----BEGIN PRIVATE KEY-----"), let der = Base64.decode(body),
            der.count == 48, Array(der.prefix(16)) == SigningKeyFile.prefix
        else { throw CommandFailure("\(path): not an unencrypted Ed25519 key in PEM (PKCS #8)") }
        key = try Curve25519.Signing.PrivateKey(rawRepresentation: der.suffix(32))
    }

    /// The public key as the ledger carries it: 32 bytes in base64.
    var publicKey: String { Base64.encode(Array(key.publicKey.rawRepresentation)) }

    /// The key as it signs commands and proves that it is a member's.
    var signer: MemberSigner { MemberSigner(key) }

    /// An Ed25519 signature in base64.
    func sign(_ message: [UInt8]) throws -> String {
        Base64.encode(Array(try key.signature(for: message)))
    }

    /// Writes the PEM file, readable by its owner alone; an existing file is left alone.
    func write(to path: String) throws {
        let der = SigningKeyFile.prefix + Array(key.rawRepresentation)
        let text =
            "-----BEGIN PRIVATE KEY-----\n\(Base64.encode(der))\n-----END PRIVATE KEY-----\n"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            guard errno == EEXIST else { throw NamedFile.failure(path, errno) }
            throw CommandFailure("\(path): exists already, and is left alone; name another file")
        }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0
        else {
            let reason = errno
            unlink(path)
            throw NamedFile.failure(path, reason)
        }
    }
}
