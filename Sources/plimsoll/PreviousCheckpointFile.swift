import Audit
import DataFolder
import Foundation
import TransparencyLog

/// A file with one signed checkpoint (C2SP tlog-checkpoint) or several one after the other.
enum PreviousCheckpointFile {
    /// The most bytes of such a file.
    private static let byteLimit = 1 << 20

    /// Reads the checkpoints of a file.
    static func read(_ path: String) throws -> [PreviousCheckpoint] {
        let bytes: [UInt8]
        do { bytes = try NamedFile.read(path, upTo: byteLimit + 1) } catch {
            throw CommandFailure("--previous: \(error)")
        }
        guard bytes.count <= byteLimit else {
            throw CommandFailure("--previous: \(path): it is longer than \(byteLimit) bytes")
        }
        let notes = notes(in: String(decoding: bytes, as: UTF8.self))
        guard !notes.isEmpty else {
            throw CommandFailure("--previous: \(path): it is empty, and no checkpoint")
        }
        return try notes.enumerated().map { number, text in
            do {
                return try PreviousCheckpoint(file: path, note: try SignedNote(parsing: text))
            } catch {
                let which = notes.count > 1 ? "its part \(number + 1)" : "it"
                throw CommandFailure(
                    "--previous: \(path): \(which) is not a signed checkpoint: \(error)"
                )
            }
        }
    }

    /// A note ends with its signatures, each in a line that begins with a dash.
    private static func notes(in text: String) -> [String] {
        var notes: [String] = []
        var note = ""
        var isSigned = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let isSignature = line.hasPrefix("\u{2014} ")
            if isSigned, !isSignature {
                notes.append(note)
                (note, isSigned) = ("", false)
            }
            // Blank lines between notes belong to neither.
            if note.isEmpty, line.isEmpty { continue }
            note += line + "\n"
            isSigned = isSignature
        }
        if !note.isEmpty { notes.append(note) }
        return notes
    }
}
