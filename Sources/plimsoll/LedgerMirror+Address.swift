import Foundation
import HTTPClient
import Ledger
import Services

extension LedgerMirror {
    /// A mirror by what an operator calls it.
    ///
    /// A folder with a ledger in it is the data folder or a backup of a node; any other folder
    /// holds a log's tiles as files. A URL is that of a node's HTTP interface where it answers at
    /// `/ledger/checkpoint`, and else the prefix of a log's tiles.
    init(named address: String, key: String, curl: CurlClient) async throws {
        if address.hasPrefix("http://") || address.hasPrefix("https://") {
            let server = address.hasSuffix("/") ? String(address.dropLast()) : address
            let client = APIClient(curl: curl, server: server, key: key)
            let isNode = try await client.send("GET", "/ledger/checkpoint").isSuccess
            let store: any LogStore =
                if isNode { try await RemoteLogStore(client: client) } else {
                    TileLogStore(client: client)
                }
            self.init(name: server, store: store)
            return
        }
        let ledger = LedgerFolder.File.ledger.path(in: address)
        guard !FileManager.default.fileExists(atPath: ledger) else {
            try self.init(folder: address)
            return
        }
        guard FileManager.default.fileExists(atPath: "\(address)/checkpoint") else {
            throw CommandFailure("\(address): neither a data folder nor a log's tiles")
        }
        self.init(name: address, store: TileLogStore(folder: address))
    }
}
