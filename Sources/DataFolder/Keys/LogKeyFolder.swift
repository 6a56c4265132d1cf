import Contracts
import Crypto
import Foundation
import Marine
public import TransparencyLog

/// The log's keys in a data folder: the one in force, and its successor until it is settled
/// whether that one has come into force.
struct LogKeyFolder {
    private let folder: String
    private let passphrase: Passphrase?
    private let cost: SealedSeed.Cost

    init(
        folder: String,
        passphrase: Passphrase?,
        cost: SealedSeed.Cost = .standard
    ) {
        self.folder = folder
        self.passphrase = passphrase
        self.cost = cost
    }

    /// The key; `nil` where there is none.
    func key() throws -> NoteSigner? { try read(.logKey)?.signer }

    /// The key that was about to come into force when a rotation was cut short.
    func successor() throws -> NoteSigner? { try read(.nextLogKey)?.signer }

    /// Makes the first key of a new ledger.
    func create(origin: String) throws -> NoteSigner {
        try LedgerFolder.makePrivateFolder("\(folder)/keys")
        // The key goes last: a folder with a key has its verifier key.
        return try make(origin, at: .logKey) { try writeIdentity($0) }
    }

    /// Makes a key that is to come into force.
    func createSuccessor(origin: String) throws -> NoteSigner {
        try make(origin, at: .nextLogKey) { _ in }
    }

    private func make(
        _ origin: String,
        at file: LedgerFolder.File,
        first: (NoteVerifierKey) throws -> Void
    ) throws -> NoteSigner {
        try passphrase?.requireLength()
        var seed = Curve25519.Signing.PrivateKey().rawRepresentation.map { $0 }
        defer { seed.wipe() }
        let signer = try NoteSigner(name: origin, seed: seed)
        try first(signer.verifierKey)
        try write(seed, signer.verifierKey, to: file, under: passphrase)
        return signer
    }

    /// Brings the files to what the ledger says: its key in force stays, and no other.
    ///
    /// The identity goes first. Cut short after it, the successor is still there to be settled by
    /// the next start; the other way round the key in force would be another than the one stated.
    ///
    /// - Returns: whether a successor had come into force.
    @discardableResult
    func settle(_ consortium: Consortium.State) throws -> Bool {
        try discardDrafts()
        try state(consortium)
        guard let next = try read(.nextLogKey, justVerifierKey: true)?.verifierKey else {
            return false
        }
        guard next.description == consortium.logKey.string else {
            // It never was in force, and never will be: it has signed nothing.
            try PrivateFile.remove(path(.nextLogKey))
            return false
        }
        try PrivateFile.move(path(.nextLogKey), to: path(.logKey))
        return true
    }

    /// Refuses an identity that names neither the ledger's key in force nor one before it.
    func requireIdentity(of consortium: Consortium.State) throws {
        let stated = try LedgerFolder.verifierKey(in: folder).description
        guard stated != consortium.logKey.string,
            !(consortium.formerLogKeys ?? []).contains(where: { $0.key.string == stated })
        else { return }
        throw LedgerFolderError(
            "\(path(.identity)): it names another key than the ledger's, \(consortium.logKey). Put "
                + "that key's line there"
        )
    }

    /// States the ledger's key in force.
    private func state(_ consortium: Consortium.State) throws {
        try requireIdentity(of: consortium)
        try state(try NoteVerifierKey(parsing: consortium.logKey.string))
    }

    /// States the key in force of a ledger that has been caught up with.
    func state(_ inForce: NoteVerifierKey) throws {
        guard try LedgerFolder.verifierKey(in: folder) != inForce else { return }
        try writeIdentity(inForce)
    }

    /// Puts a signing key in place that is kept elsewhere, as it is kept there.
    ///
    /// - Throws: `LedgerFolderError` where it is not that of a verifier key.
    func install(_ source: String, of verifierKey: NoteVerifierKey) throws {
        guard var bytes = try PrivateFile.read(source) else {
            throw LedgerFolderError("\(source): missing or not readable")
        }
        defer { bytes.wipe() }
        let held = try held(bytes, from: source, justVerifierKey: true).verifierKey
        guard held == verifierKey else {
            throw LedgerFolderError("\(source): it is the key of \(held), not of \(verifierKey)")
        }
        try PrivateFile.replace(path(.logKey), with: bytes)
    }

    /// Removes a key that was replaced after the folder's ledger had been copied.
    ///
    /// - Returns: whether the key in force is there, if only as the one that was to come.
    func retain(_ inForce: NoteVerifierKey) throws -> Bool {
        if try read(.nextLogKey, justVerifierKey: true)?.verifierKey == inForce { return true }
        guard let held = try read(.logKey, justVerifierKey: true)?.verifierKey else {
            return false
        }
        if held != inForce { try PrivateFile.remove(path(.logKey)) }
        return held == inForce
    }

    /// Removes what was written of files that were not yet in place when a process was killed.
    private func discardDrafts() throws {
        for file in [LedgerFolder.File.logKey, .nextLogKey, .identity] {
            try PrivateFile.discardDraft(of: path(file))
        }
    }

    /// Refuses a passphrase that is too short for the keys that would be put under it: those that
    /// lie in clear, and the first one where there is none yet.
    ///
    /// - Throws: `LedgerFolderError`.
    func requireSealable() throws {
        guard let passphrase else { return }
        let held = try [LedgerFolder.File.logKey, .nextLogKey].compactMap { file in
            try read(file, justVerifierKey: true)
        }
        guard held.isEmpty || held.contains(where: { !$0.isSealed }) else { return }
        try passphrase.requireLength()
    }

    /// Puts keys that lie in clear under the passphrase, where there is one.
    ///
    /// - Returns: whether there were such keys.
    func sealWhatIsPlain() throws -> Bool {
        guard let passphrase else { return false }
        var found = false
        for file in [LedgerFolder.File.nextLogKey, .logKey] {
            guard var held = try read(file), !held.isSealed else { continue }
            defer { held.seed.wipe() }
            try passphrase.requireLength()
            try write(held.seed, held.verifierKey, to: file, under: passphrase)
            found = true
        }
        return found
    }

    /// Puts the keys under another passphrase, or under none.
    ///
    /// - Returns: the key's verifier key.
    func protect(under other: Passphrase?) throws -> NoteVerifierKey {
        try other?.requireLength()
        // The successor first: were it left behind under the old passphrase, a rotation that was
        // cut short could not be settled.
        for file in [LedgerFolder.File.nextLogKey, .logKey] {
            guard var held = try read(file) else { continue }
            defer { held.seed.wipe() }
            try write(held.seed, held.verifierKey, to: file, under: other)
            if file == .logKey { return held.verifierKey }
        }
        throw LedgerFolderError("\(path(.logKey)): missing; is this a data folder?")
    }

    private struct Held {
        let verifierKey: NoteVerifierKey
        var seed: [UInt8]
        var isSealed = true

        var signer: NoteSigner {
            get throws { try NoteSigner(name: verifierKey.name, seed: seed) }
        }
    }

    private func read(
        _ file: LedgerFolder.File,
        justVerifierKey: Bool = false
    ) throws -> Held? {
        guard var bytes = try PrivateFile.read(path(file)) else { return nil }
        defer { bytes.wipe() }
        return try held(bytes, from: path(file), justVerifierKey: justVerifierKey)
    }

    private func held(
        _ bytes: [UInt8],
        from place: String,
        justVerifierKey: Bool
    ) throws -> Held {
        do {
            guard bytes.starts(with: SealedSeed.title.utf8.prefix(14)) else {
                return try plain(bytes)
            }
            let sealed = try SealedSeed(parsing: String(decoding: bytes, as: UTF8.self))
            if justVerifierKey { return Held(verifierKey: sealed.verifierKey, seed: []) }
            guard let passphrase else {
                throw LedgerFolderError(
                    "it is encrypted: give --log-key-passphrase-file, or "
                        + "PLIMSOLL_LOG_KEY_PASSPHRASE"
                )
            }
            let held = Held(
                verifierKey: sealed.verifierKey,
                seed: try sealed.open(with: passphrase)
            )
            guard try held.signer.verifierKey == held.verifierKey else {
                throw LedgerFolderError("its seed is not that of the verifier key it names")
            }
            return held
        } catch let error as LedgerFolderError {
            throw LedgerFolderError("\(place): \(error)")
        }
    }

    /// 64 hexadecimal digits and a line feed, which is how an unprotected seed is kept.
    private func plain(_ bytes: [UInt8]) throws -> Held {
        var digits = bytes
        defer { digits.wipe() }
        if digits.last == UInt8(ascii: "\n") { digits.removeLast() }
        guard digits.count == 64, let seed = Hex.decode(String(decoding: digits, as: UTF8.self))
        else { throw LedgerFolderError("not 32 bytes in hexadecimal") }
        let name = try LedgerFolder.verifierKey(in: folder).name
        return Held(
            verifierKey: try NoteSigner(name: name, seed: seed).verifierKey,
            seed: seed,
            isSealed: false
        )
    }

    private func write(
        _ seed: [UInt8],
        _ verifierKey: NoteVerifierKey,
        to file: LedgerFolder.File,
        under passphrase: Passphrase?
    ) throws {
        var bytes: [UInt8]
        if let passphrase {
            let sealed = try SealedSeed(seed, of: verifierKey, under: passphrase, cost: cost)
            bytes = Array(sealed.text.utf8)
        } else {
            bytes = Array("\(Hex.encode(seed))\n".utf8)
        }
        defer { bytes.wipe() }
        try PrivateFile.replace(path(file), with: bytes)
    }

    private func writeIdentity(_ verifierKey: NoteVerifierKey) throws {
        try PrivateFile.replace(
            path(.identity),
            with: Array("\(verifierKey)\n".utf8),
            mode: 0o644
        )
    }

    private func path(_ file: LedgerFolder.File) -> String { file.path(in: folder) }
}

extension LedgerFolder {
    /// Encrypts the log's key in a folder that no server has open under another passphrase, or
    /// under none.
    ///
    /// - Returns: the key's verifier key.
    public static func protectLogKey(
        in path: String,
        passphrase: Passphrase?,
        under other: Passphrase?
    ) throws -> NoteVerifierKey {
        try LogKeyFolder(folder: path, passphrase: passphrase).protect(under: other)
    }
}
