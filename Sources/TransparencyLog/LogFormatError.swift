/// Why a text or a file is not what a log's formats prescribe.
public struct LogFormatError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The permanent name of each kind of fault.
    public enum Code: String, Hashable, Sendable {
        /// A tile's or bundle's path is not the one canonical path.
        case tilePath
        /// A tile's bytes are not as many hashes as it is wide.
        case tileLength
        /// A bundle's framing does not fit its bytes or its width.
        case bundleFraming
        /// An entry is longer than a bundle can frame.
        case entryTooLong
        /// A frontier's hashes do not fit its size.
        case frontierShape
        /// A checkpoint's body is malformed.
        case checkpoint
        /// A signed note is malformed.
        case note
        /// A signed note, or its number of signatures, exceeds the limit.
        case noteTooLong
        /// A signature line is malformed.
        case signatureLine
        /// A key's name is empty or holds a space or a plus sign.
        case keyName
        /// A verifier key is malformed.
        case verifierKey
        /// A verifier key is of a type this library does not verify.
        case unsupportedAlgorithm
        /// A signing seed is not 32 bytes.
        case seedLength
        /// A transparency log proof is malformed.
        case proof
        /// A request for a witness's cosignature is malformed.
        case addCheckpointRequest
        /// A policy of logs, witnesses and their quorum is malformed.
        case policy
    }

    /// What kind of fault it is.
    public let code: Code
    /// What is wrong, in words for a person.
    public let reason: String

    /// Names a fault.
    public init(code: Code, reason: String) {
        self.code = code
        self.reason = reason
    }

    /// The code and the reason in one line.
    public var description: String { "\(code.rawValue): \(reason)" }
}
