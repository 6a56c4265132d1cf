import ArgumentParser
import DataFolder
import Foundation
import Logging
import TransparencyLog

/// The data folder that a command works on while no server does.
struct FolderOptions: ParsableArguments {
    @Option(help: "The data folder.")
    var data: String = Environment.value("DATA") ?? "./plimsoll-data"

    func validate() throws { try Environment.requirePaths(("--data", data)) }
}

/// Where the passphrase of the log's key comes from: never from the command line itself.
struct PassphraseOptions: ParsableArguments {
    @Option(
        name: .customLong("log-key-passphrase-file"),
        help: """
            The file whose first line is the passphrase of the log's key; or the passphrase itself \
            as PLIMSOLL_LOG_KEY_PASSPHRASE.
            """
    )
    var file: String?

    /// The passphrase; `nil` where none is given.
    func passphrase() throws -> Passphrase? {
        try PassphraseOptions.read(
            file ?? Environment.value("LOG_KEY_PASSPHRASE_FILE"),
            "LOG_KEY_PASSPHRASE"
        )
    }

    static func read(_ file: String?, _ name: String) throws -> Passphrase? {
        if let file { return try Passphrase(file: file) }
        return try Environment.value(name).map {
            try Passphrase(Array($0.utf8), from: "PLIMSOLL_\(name)")
        }
    }
}

extension KeyCommand {
    /// Encrypts the log's key.
    struct Protect: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Encrypts the log's key, changes its passphrase, or takes it off.",
            discussion: """
                The server must not be running on the folder. What lay on the disk before may \
                still be in blocks that are free: where that matters, rotate the key as well.
                """
        )

        @Option(help: "The data folder.")
        var data: String = Environment.value("DATA") ?? "./plimsoll-data"

        @OptionGroup var current: PassphraseOptions

        @Option(
            help: """
                The file whose first line is the new passphrase; or the passphrase itself as \
                PLIMSOLL_LOG_KEY_NEW_PASSPHRASE.
                """
        )
        var newPassphraseFile: String?

        @Flag(help: "Takes the passphrase off: the key lies in clear from then on.")
        var remove = false

        func run() async throws {
            let new = try PassphraseOptions.read(newPassphraseFile, "LOG_KEY_NEW_PASSPHRASE")
            guard (new == nil) == remove else {
                throw ValidationError("give either a new passphrase or --remove")
            }
            let passphrase = try current.passphrase()
            try await LogKeyCommand.withFolder(data) {
                let key = try LedgerFolder.protectLogKey(
                    in: data,
                    passphrase: passphrase,
                    under: new
                )
                print(remove ? "\(key) lies in clear" : "\(key) is encrypted")
            }
        }
    }

    /// Replaces the log's key.
    struct RotateLog: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rotate-log",
            abstract: "Replaces the log's key by a transition that the present one signs.",
            discussion: """
                The server must not be running on the folder. The new key lies under the same \
                passphrase. If this is cut short, the next start of any kind settles which key is \
                in force. Tell those who verify the ledger the new verifier key; whoever holds an \
                old one follows by /v1/ledger.
                """
        )

        @OptionGroup var folder: FolderOptions

        @OptionGroup var current: PassphraseOptions

        func run() async throws {
            let passphrase = try current.passphrase()
            try await LogKeyCommand.withFolder(folder.data) {
                let outcome = try await LogKeyRotation.run(
                    path: folder.data,
                    passphrase: passphrase,
                    logger: Logger(label: "plimsoll") { StreamLogHandler.standardError(label: $0) },
                    clock: PlatformServer.clock
                )
                print("Entry \(outcome.index) replaces \(outcome.old)")
                print("Verifier key: \(outcome.new)")
            }
        }
    }
}

/// What commands on the log's key share.
enum LogKeyCommand {
    /// Runs a body on a data folder that exists and that no server uses.
    static func withFolder(_ path: String, _ body: () async throws -> Void) async throws {
        guard FileManager.default.fileExists(atPath: LedgerFolder.File.logKey.path(in: path))
        else { throw CommandFailure("\(path): there is no log key here; is this a data folder?") }
        try await FolderLock.holding(path, body)
    }
}
