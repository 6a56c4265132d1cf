import ArgumentParser
import DataFolder
import Foundation
import Glibc
import NIOCore

/// Marine cargo insurance on a ledger that its members can verify.
@main
struct PlimsollCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plimsoll",
        abstract: "Marine cargo insurance on a ledger that its members can verify.",
        discussion: "Every option can also be set as PLIMSOLL_<OPTION> in the environment.",
        subcommands: [
            ServeCommand.self, DemoCommand.self, UploadCommand.self, AuditCommand.self,
            RebuildCommand.self, MemberCommand.self, KeyCommand.self,
            WitnessCommand.self, BenchCommand.self, BackupCommand.self,
            RestoreCommand.self, SendCommand.self, WebhookCommand.self,
            ClockCommand.self, SanctionsCommand.self,
        ]
    )
}

extension PlimsollCommand {
    /// Runs the command that the arguments name.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            exit(withError: CommandFailure.explaining(error))
        }
    }
}

/// Options as they stand in the environment.
enum Environment {
    /// The value of `PLIMSOLL_<name>`; `nil` where it is unset or empty.
    static func value(_ name: String) -> String? {
        let value = ProcessInfo.processInfo.environment["PLIMSOLL_\(name)"]
        return value?.isEmpty == true ? nil : value
    }

    /// Refuses options that name nothing.
    ///
    /// - Throws: `ValidationError`, with which the program ends as with any wrong use.
    static func requirePaths(_ options: (String, String?)...) throws {
        for (option, value) in options where value?.isEmpty == true {
            throw ValidationError("\(option): it is empty")
        }
    }

    /// The values of `PLIMSOLL_<name>` between commas; none where it is unset or empty.
    static func list(_ name: String) -> [String] {
        value(name)?.split(separator: ",").map(String.init) ?? []
    }
}

/// A failure reported in one line on standard error, with its exit code.
struct CommandFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    /// An error of the system's library in words that name the file and say what to do; any other
    /// as it is.
    static func explaining(_ error: any Error) -> any Error {
        if let error = error as? IOError { return CommandFailure("\(error)") }
        guard let error = error as? CocoaError else { return error }
        let path = error.filePath ?? error.url?.path ?? "a file"
        let underlying = error.underlying as? POSIXError
        let number: Int32? =
            switch error.code {
            case _ where underlying != nil: underlying?.code.rawValue
            case .fileNoSuchFile, .fileReadNoSuchFile: ENOENT
            case .fileReadNoPermission, .fileWriteNoPermission: EACCES
            case .fileWriteOutOfSpace: ENOSPC
            case .fileWriteVolumeReadOnly: EROFS
            case .fileWriteFileExists: EEXIST
            default: nil
            }
        guard let number else { return CommandFailure("\(path): \(error.localizedDescription)") }
        return NamedFile.failure(path, number)
    }
}

/// Writes a line to standard error.
func warn(_ line: String) {
    FileHandle.standardError.write(Data("\(line)\n".utf8))
}

/// Writes a line to standard output without buffering, also where that is a pipe or a file.
func say(_ line: String) {
    FileHandle.standardOutput.write(Data("\(line)\n".utf8))
}
