import Contracts
import Crypto
import Foundation
import Ledger
public import Logging
public import Marine
import Services
public import TransparencyLog

/// Replaces the log's signing key by a transition that the key in force signs.
///
/// Whatever cuts it short, the folder then holds every key that may be in force, and the next
/// start settles by the ledger itself which one is. The folder must not be served meanwhile.
public enum LogKeyRotation {
    /// What a rotation came to.
    public struct Outcome: Sendable {
        /// The verifier key until now.
        public let old: NoteVerifierKey
        /// The verifier key from now on.
        public let new: NoteVerifierKey
        /// The index of the transition.
        public let index: UInt64
    }

    /// How far a rotation has come; a test cuts it short after any of these.
    enum Milestone: CaseIterable {
        /// The new key is durable beside the one in force.
        case successorKept
        /// The transition is on the ledger, and the checkpoint signed with both keys.
        case committed
        /// The files are those of the new key alone.
        case settled
    }

    /// Rotates the key of a data folder that no server has open.
    ///
    /// The new key is kept under the same passphrase as the old one.
    public static func run(
        path: String,
        passphrase: Passphrase?,
        logger: Logger,
        clock: @escaping @Sendable () -> Instant
    ) async throws -> Outcome {
        try await run(
            LogKeyFolder(folder: path, passphrase: passphrase),
            path: path,
            logger: logger,
            clock: clock
        ) { _ in }
    }

    static func run(
        _ keys: LogKeyFolder,
        path: String,
        logger: Logger,
        clock: @escaping @Sendable () -> Instant,
        reached: (Milestone) throws -> Void
    ) async throws -> Outcome {
        guard try keys.key() != nil else {
            throw LedgerFolderError("\(path): there is no log key here; is this a data folder?")
        }
        let opened = try await LedgerFolder.open(
            path: path,
            keys: keys,
            origin: nil,
            operatorName: "",
            operatorSigner: nil,
            logger: logger,
            choosing: .founded,
            clock: clock
        )
        do {
            let outcome = try await rotate(keys, opened, reached)
            try await opened.closeUnserved()
            return outcome
        } catch {
            try await opened.closeUnserved()
            throw error
        }
    }

    private static func rotate(
        _ keys: LogKeyFolder,
        _ opened: OpenedPlatform,
        _ reached: (Milestone) throws -> Void
    ) async throws -> Outcome {
        let platform = opened.platform
        let consortium = try await platform.consortium()
        guard let old = opened.logKeys.inForce(consortium) else {
            throw LedgerFolderError("the log's key in force, \(consortium.logKey), is not here")
        }
        let new = try keys.createSuccessor(origin: platform.origin)
        try reached(.successorKept)
        opened.logKeys.hold(new)
        let command = try Command(
            origin: platform.origin,
            member: consortium.operatorMember,
            named: "rotate-log-key/\(Hex.encode(new.verifierKey.publicKey))",
            expectedRevision: nil,
            instruction: .consortium(
                .rotateLogKey(
                    old: try Text(old.verifierKey.description),
                    new: try Text(new.verifierKey.description),
                    proof: try SignatureText(
                        new.raw(
                            ProofOfPossession.text(
                                origin: platform.origin,
                                logKey: new.verifierKey.description
                            )
                        )
                    )
                )
            )
        )
        let receipt: CommandReceipt
        do {
            receipt = try await platform.sequencer.submit(try submission(command, by: old))
        } catch let refusal as Refusal {
            try keys.settle(consortium)
            throw refusal
        }
        try reached(.committed)
        try keys.settle(try await platform.consortium())
        try reached(.settled)
        return Outcome(
            old: old.verifierKey,
            new: new.verifierKey,
            index: receipt.receipts[0].index
        )
    }

    private static func submission(
        _ command: Command,
        by signer: NoteSigner
    ) throws -> Submission {
        let salt = Salted.randomSalt()
        let digest = try Submission(command, salt: salt, attestation: .operator).digest
        let text = Attestation.signedText(origin: command.origin, commandDigest: digest)
        return try Submission(
            command,
            salt: salt,
            attestation: .log(
                key: signer.verifierKey.description,
                signature: try signer.raw(text)
            )
        )
    }
}

extension NoteSigner {
    /// The bare Ed25519 signature over a text, in base64.
    fileprivate func raw(_ text: [UInt8]) throws -> String {
        Base64.encode(try sign(String(decoding: text, as: UTF8.self)).bytes)
    }
}
