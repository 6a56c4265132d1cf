/// Why a well-formed note cannot be trusted, or a key cannot sign one.
public enum NoteError: Error, Hashable, Sendable {
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
}
