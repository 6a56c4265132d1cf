import DataFolder
import Foundation
import TransparencyLog

/// The value of `--vkey`: a verifier key, or a file that holds one or several.
enum VerifierKeys {
    /// The most bytes of such a file.
    private static let byteLimit = 1 << 20

    /// Reads the keys; blank lines of a file are passed over.
    ///
    /// - Returns: at least one key, none of them twice.
    /// - Throws: `CommandFailure` where it is neither a key nor a file of keys of one log.
    static func read(_ value: String) throws -> [NoteVerifierKey] {
        guard FileManager.default.fileExists(atPath: value) else { return [try key(value, value)] }
        let bytes: [UInt8]
        do { bytes = try NamedFile.read(value, upTo: byteLimit + 1) } catch {
            throw CommandFailure("--vkey: \(error)")
        }
        guard bytes.count <= byteLimit else {
            throw CommandFailure("--vkey: \(value): it is longer than \(byteLimit) bytes")
        }
        var keys: [NoteVerifierKey] = []
        for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
            let text = line.trimmingCharacters(in: CharacterSet.whitespaces)
            if text.isEmpty { continue }
            let key = try key(text, value)
            if !keys.contains(key) { keys.append(key) }
        }
        guard let first = keys.first else {
            throw CommandFailure("--vkey: \(value): there is no key in it")
        }
        guard keys.allSatisfy({ $0.name == first.name }) else {
            throw CommandFailure("--vkey: \(value): its keys are of several logs; give one's")
        }
        return keys
    }

    private static func key(_ text: String, _ value: String) throws -> NoteVerifierKey {
        do { return try NoteVerifierKey(parsing: text) } catch {
            throw CommandFailure(
                "--vkey: '\(value)': it is neither a file nor a verifier key: \(error.reason)"
            )
        }
    }
}
