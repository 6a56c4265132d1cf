import ArgumentParser
import DataFolder
import Foundation
import Notifier

/// What an operator does to the webhooks of a folder.
struct WebhookCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhook",
        abstract: "The webhooks of a data folder that no server has open.",
        subcommands: [LowerCursors.self, AcceptEndpoints.self]
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

        @OptionGroup var folder: FolderOptions

        @OptionGroup var logKey: PassphraseOptions

        func run() async throws {
            let passphrase = try logKey.passphrase()
            let lowered = try await FolderLock.holding(folder.data) {
                try await LedgerFolder.lowerCursors(in: folder.data, passphrase: passphrase)
            }
            print("\(lowered.endpoints) endpoints set back to \(lowered.size) entries")
            print("\(lowered.deliveries) deliveries of entries that there are not are dropped")
        }
    }

    /// Signs endpoints as they are.
    struct AcceptEndpoints: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "accept-endpoints",
            abstract: "Signs the webhook endpoints of a folder as they are, and lists them.",
            discussion: """
                Only where a start was refused as they are not those that were signed, and their \
                members have said which are theirs: what happens on the ledger is sent to each \
                from then on. The server must not be running on the folder.
                """
        )

        @OptionGroup var folder: FolderOptions

        @OptionGroup var logKey: PassphraseOptions

        func run() async throws {
            let passphrase = try logKey.passphrase()
            let accepted = try await FolderLock.holding(folder.data) {
                try await LedgerFolder.acceptEndpoints(in: folder.data, passphrase: passphrase)
            }
            guard let difference = accepted.difference else {
                return print("the endpoints are those that were signed: nothing is changed")
            }
            print("what differs: \(difference)")
            for endpoint in accepted.endpoints {
                let types = endpoint.types.map(\.text).joined(separator: ",")
                print(
                    "\(endpoint.id) \(endpoint.member) \(endpoint.url) of \(endpoint.createdAt)"
                        + (types.isEmpty ? "" : " for \(types)")
                )
            }
            print("signed as they are: \(accepted.endpoints.count) endpoints")
        }
    }
}
