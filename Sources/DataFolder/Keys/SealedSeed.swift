import Crypto
import CryptoExtras
import Foundation
import TransparencyLog

/// A log key's seed encrypted under a passphrase, as a text file of seven lines.
///
/// scrypt (RFC 7914) makes the key, ChaCha20-Poly1305 (RFC 8439) seals the seed, and all lines
/// before the last are authenticated with it:
///
///     plimsoll log key v1
///     vkey <the key's verifier key>
///     kdf scrypt <N> <r> <p>
///     salt <16 bytes in base64>
///     cipher chacha20-poly1305
///     nonce <12 bytes in base64>
///     sealed <32 bytes and the tag of 16 in base64>
struct SealedSeed {
    /// What it costs to try a passphrase.
    struct Cost: Hashable, Sendable {
        var rounds: Int
        var blockSize: Int
        var parallelism: Int

        /// 128 MiB and about half a second: OWASP's recommendation for scrypt.
        static let standard = Cost(rounds: 1 << 17, blockSize: 8, parallelism: 1)

        /// A file that asks for more than 1 GiB is not obeyed.
        var isBearable: Bool {
            rounds > 1 && rounds & (rounds - 1) == 0 && rounds <= 1 << 22
                && (1...64).contains(blockSize) && (1...16).contains(parallelism)
                && rounds * blockSize * 128 <= 1 << 30
        }
    }

    static let title = "plimsoll log key v1"
    private static let cipher = "chacha20-poly1305"

    let verifierKey: NoteVerifierKey
    private let cost: Cost
    private let salt: [UInt8]
    private let nonce: [UInt8]
    private let sealed: [UInt8]

    /// Seals a seed under a fresh salt and nonce.
    init(
        _ seed: [UInt8],
        of verifierKey: NoteVerifierKey,
        under passphrase: Passphrase,
        cost: Cost = .standard
    ) throws {
        self.verifierKey = verifierKey
        self.cost = cost
        salt = SymmetricKey(size: .bits128).withUnsafeBytes { Array($0) }
        nonce = Array(ChaChaPoly.Nonce())
        let head = SealedSeed.head(verifierKey, cost, salt, nonce)
        let box = try ChaChaPoly.seal(
            seed,
            using: try SealedSeed.key(passphrase, salt, cost),
            nonce: ChaChaPoly.Nonce(data: nonce),
            authenticating: Array(head.utf8)
        )
        sealed = Array(box.ciphertext) + Array(box.tag)
    }

    /// Reads the file's text strictly.
    init(parsing text: String) throws(LedgerFolderError) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        func value(_ name: String) throws(LedgerFolderError) -> String {
            guard let line = lines.popFirst(), line.hasPrefix("\(name) ") else {
                throw LedgerFolderError("its line '\(name)' is missing")
            }
            return String(line.dropFirst(name.count + 1))
        }
        func bytes(_ name: String, _ count: Int) throws(LedgerFolderError) -> [UInt8] {
            guard let bytes = Base64.decode(try value(name)), bytes.count == count else {
                throw LedgerFolderError("its line '\(name)' is not \(count) bytes in base64")
            }
            return bytes
        }
        guard lines.popFirst().map(String.init) == SealedSeed.title else {
            throw LedgerFolderError("it is of another version than '\(SealedSeed.title)'")
        }
        guard let read = try? NoteVerifierKey(parsing: try value("vkey")) else {
            throw LedgerFolderError("its line 'vkey' is no verifier key")
        }
        let kdf = try value("kdf").split(separator: " ")
        let numbers = kdf.dropFirst().compactMap { Int($0) }
        guard kdf.first == "scrypt", kdf.count == 4, numbers.count == 3 else {
            throw LedgerFolderError("its line 'kdf' is not scrypt with three numbers")
        }
        cost = Cost(rounds: numbers[0], blockSize: numbers[1], parallelism: numbers[2])
        guard cost.isBearable else { throw LedgerFolderError("its scrypt costs too much") }
        salt = try bytes("salt", 16)
        guard try value("cipher") == SealedSeed.cipher else {
            throw LedgerFolderError("its cipher is not \(SealedSeed.cipher)")
        }
        nonce = try bytes("nonce", 12)
        sealed = try bytes("sealed", 48)
        guard Array(lines) == [""] else { throw LedgerFolderError("it goes on after its end") }
        verifierKey = read
    }

    /// The file's text.
    var text: String {
        SealedSeed.head(verifierKey, cost, salt, nonce) + "sealed \(Base64.encode(sealed))\n"
    }

    /// The seed; whoever takes it wipes it.
    ///
    /// - Throws: `LedgerFolderError` where the passphrase is another, or the file was changed:
    ///   the two are not told apart.
    func open(with passphrase: Passphrase) throws -> [UInt8] {
        let head = SealedSeed.head(verifierKey, cost, salt, nonce)
        let key = try SealedSeed.key(passphrase, salt, cost)
        do {
            let box = try ChaChaPoly.SealedBox(
                nonce: ChaChaPoly.Nonce(data: nonce),
                ciphertext: sealed.prefix(32),
                tag: sealed.suffix(16)
            )
            var opened = try ChaChaPoly.open(box, using: key, authenticating: Array(head.utf8))
            defer { opened.resetBytes(in: 0..<opened.count) }
            return Array(opened)
        } catch {
            throw LedgerFolderError("the passphrase is wrong, or the file is damaged")
        }
    }

    private static func head(
        _ verifierKey: NoteVerifierKey,
        _ cost: Cost,
        _ salt: [UInt8],
        _ nonce: [UInt8]
    ) -> String {
        """
        \(title)
        vkey \(verifierKey)
        kdf scrypt \(cost.rounds) \(cost.blockSize) \(cost.parallelism)
        salt \(Base64.encode(salt))
        cipher \(cipher)
        nonce \(Base64.encode(nonce))

        """
    }

    private static func key(
        _ passphrase: Passphrase,
        _ salt: [UInt8],
        _ cost: Cost
    ) throws -> SymmetricKey {
        try passphrase.withBytes { bytes in
            try KDF.Scrypt.deriveKey(
                from: bytes,
                salt: salt,
                outputByteCount: 32,
                rounds: cost.rounds,
                blockSize: cost.blockSize,
                parallelism: cost.parallelism
            )
        }
    }
}
