import ArgumentParser
import DataFolder
import Foundation

/// What an operator does to the webhooks of a folder.
struct WebhookCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhook",
        abstract: "The webhooks of a data folder that no server has open.",
        subcommands: [LowerCursors.self]
    )

    /// Sets endpoints back that are ahead of the ledger.
    struct LowerCursors: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "lower-cursors",
            abstract: "Sets endpoints that are ahead of the ledger's end back to it.",
            discussion: """
                Only where entries were given up on purpose, or a replay was asked for from beyond \
                the end: what receivers were told of such entries they must forget, as others take \
                their indexes. The server must not be running on the folder.
                """
        )

        @Option(help: "The data folder.")
        var data: String = Environment.value("DATA") ?? "./plimsoll-data"

        func run() async throws {
            guard FileManager.default.fileExists(atPath: data) else {
                throw CommandFailure("\(data): there is no such folder")
            }
            let lock = try FolderLock(path: data)
            defer { lock.release() }
            let lowered = try await LedgerFolder.lowerCursors(in: data)
            print("\(lowered.endpoints) endpoints set back to \(lowered.size) entries")
            print("\(lowered.deliveries) deliveries of entries that there are not are dropped")
        }
    }
}
