import ArgumentParser
import Foundation

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
            RestoreCommand.self, SendCommand.self,
        ]
    )
}

/// Options as they stand in the environment.
enum Environment {
    /// The value of `PLIMSOLL_<name>`; `nil` where it is unset or empty.
    static func value(_ name: String) -> String? {
        let value = ProcessInfo.processInfo.environment["PLIMSOLL_\(name)"]
        return value?.isEmpty == true ? nil : value
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
}

/// Writes a line to standard error.
func warn(_ line: String) {
    FileHandle.standardError.write(Data("\(line)\n".utf8))
}

/// Writes a line to standard output without buffering, also where that is a pipe or a file.
func say(_ line: String) {
    FileHandle.standardOutput.write(Data("\(line)\n".utf8))
}
