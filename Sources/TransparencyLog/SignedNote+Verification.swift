import Ed25519

/// A signature that has been verified.
public struct VerifiedSignature: Hashable, Sendable {
    /// The key that made it.
    public let key: NoteVerifierKey
    /// When it was made by the cosigner's own clock, in POSIX seconds; only cosignatures say.
    public let time: UInt64?
}

extension SignedNote {
    /// The signatures of known keys, in the order of their lines.
    ///
    /// A line whose name and key ID together match no key is ignored. A line that matches a key and
    /// is not a valid signature of it makes the whole note invalid. Throws `noKnownSignature` where
    /// nothing is left.
    public func verify(with keys: [NoteVerifierKey]) throws(NoteError) -> [VerifiedSignature] {
        var verified: [VerifiedSignature] = []
        for signature in signatures {
            guard let key = keys.first(where: signature.names) else { continue }
            guard let valid = key.verify(signature.bytes, over: text) else {
                throw .badSignature(keyName: key.name)
            }
            if !verified.contains(valid) { verified.append(valid) }
        }
        guard !verified.isEmpty else { throw .noKnownSignature }
        return verified
    }
}

extension NoteVerifierKey {
    /// The signature over a text as verified by this key; nil where it is not valid.
    func verify(_ signature: [UInt8], over text: String) -> VerifiedSignature? {
        switch algorithm {
        case .ed25519:
            guard isEd25519(signature, over: Array(text.utf8)) else { return nil }
            return VerifiedSignature(key: self, time: nil)
        case .cosignatureV1:
            guard signature.count == 8 + 64 else { return nil }
            let time = signature[..<8].reduce(0) { $0 << 8 | UInt64($1) }
            guard time <= Cosignature.latestTime,
                isEd25519(Array(signature[8...]), over: Cosignature.message(text, at: time))
            else { return nil }
            return VerifiedSignature(key: self, time: time)
        }
    }

    private func isEd25519(_ signature: [UInt8], over message: [UInt8]) -> Bool {
        Ed25519PublicKey(publicKey)?.verifies(signature, over: message) ?? false
    }
}

/// The message of C2SP tlog-cosignature, "Ed25519 signed message".
enum Cosignature {
    static let latestTime = UInt64(Int64.max)

    static func message(_ checkpointText: String, at posixSeconds: UInt64) -> [UInt8] {
        Array("cosignature/v1\ntime \(posixSeconds)\n\(checkpointText)".utf8)
    }
}

/// Why a well-formed note cannot be trusted, or a key cannot sign one.
public enum NoteError: Error, Hashable, Sendable, CustomStringConvertible {
    /// No key that the verifier knows has signed the note.
    case noKnownSignature
    /// The one key that must have signed the note has not.
    case missingSignature(keyName: String)
    /// A signature bears the name and ID of a known key, yet is not that key's.
    case badSignature(keyName: String)
    /// The checkpoint is another log's.
    case unexpectedOrigin(String)
    /// The key's algorithm does not make this kind of signature.
    case wrongAlgorithm(keyName: String)
    /// The time of a cosignature lies beyond 2^63 - 1 seconds.
    case timeOutOfRange
    /// The cryptographic library failed to sign.
    case signingFailed

    /// What is wrong, in words for a person.
    public var description: String {
        switch self {
        case .noKnownSignature: "no key that is known here has signed it"
        case .missingSignature(let name): "the key of \(name) that must sign it has not"
        case .badSignature(let name): "its signature by \(name) is not right"
        case .unexpectedOrigin(let origin): "it is of another log, \(origin)"
        case .wrongAlgorithm(let name): "the key of \(name) makes no such signature"
        case .timeOutOfRange: "the time of a cosignature is beyond what can be stated"
        case .signingFailed: "it could not be signed"
        }
    }
}
