import CanonicalJSON
import Foundation
import HTTPClient
import Notifier
import TestSupport
import Testing

/// Commands that the server has acknowledged, and those that it was killed over.
private actor Acknowledged {
    private(set) var receipts: [String: (index: Int64, leafHash: String)] = [:]
    private(set) var unanswered: Set<String> = []

    func add(_ id: String, _ index: Int64, _ leafHash: String) {
        receipts[id] = (index, leafHash)
        unanswered.remove(id)
    }

    func sent(_ id: String) { unanswered.insert(id) }
}

extension ProcessTests {
    /// The server killed under load, again and again, over one ledger.
    @Suite struct KillTests {
        private static let isSlow = ProcessInfo.processInfo.environment["PLIMSOLL_SLOW"] != nil

        @Test func `what was acknowledged before kill -9 is there afterwards, once`() async throws {
            let folder = try TemporaryFolder()
            let curl = try CurlClient()
            let acknowledged = Acknowledged()
            var operatorKey = ""
            var founded: Int64 = 0
            for round in 0..<(KillTests.isSlow ? 50 : 3) {
                let server = try ServerProcess(data: folder.path)
                if let key = server.operatorKey {
                    operatorKey = key
                    founded = try await size(server.url, curl)
                }
                try await settle(acknowledged, server.url, operatorKey, curl)
                try await confirm(acknowledged, server.url, operatorKey, curl, sample: 20)
                let before = await acknowledged.receipts.count
                let attack = Task { [operatorKey] in
                    await storm(round, server.url, operatorKey, curl, acknowledged)
                }
                let enough = before + 20 + round % 7 * 5
                let patience = ContinuousClock.now + .seconds(60)
                while await acknowledged.receipts.count < enough, ContinuousClock.now < patience {
                    try await Task.sleep(for: .milliseconds(2))
                }
                #expect(await acknowledged.receipts.count >= enough)
                server.killNow()
                await attack.value
                // Restarting checks the tree every time; the whole audit grows with the ledger.
                guard !KillTests.isSlow || round % 10 == 9 else { continue }
                let audit = try ServerProcess.run(["audit", "--data", folder.path])
                // A view that is behind after a kill is examined as far as it goes.
                #expect(audit.status == 0 || audit.status == 3, "\(audit.output)")
            }
            let server = try ServerProcess(data: folder.path)
            try await settle(acknowledged, server.url, operatorKey, curl)
            try await confirm(acknowledged, server.url, operatorKey, curl, sample: .max)
            // Each command has one entry of its own, and there is no other.
            let receipts = await acknowledged.receipts
            #expect(Set(receipts.values.map(\.index)).count == receipts.count)
            #expect(try await size(server.url, curl) == founded + Int64(receipts.count))
            #expect(server.stop() == 0)
            let audit = try ServerProcess.run(["audit", "--data", folder.path])
            #expect(audit.status == 0, "\(audit.output)")
            await curl.shutdown()
        }

        private func size(_ url: String, _ curl: CurlClient) async throws -> Int64 {
            let ledger = try await ask(curl, "GET", "\(url)/v1/ledger", key: nil)
            return try #require(ledger.body["size"]?.integerValue)
        }

        /// Sends again what was never answered: it is taken now, or was taken then, and in neither
        /// case refused as a member that is there already.
        private func settle(
            _ acknowledged: Acknowledged,
            _ url: String,
            _ key: String,
            _ curl: CurlClient
        ) async throws {
            for id in await acknowledged.unanswered {
                let answer = try await LedgerImage.admit(id, url, key, curl)
                #expect(answer.status == 201, "\(id): \(answer.body)")
                guard let index = answer.body["receipt"]?["index"]?.integerValue,
                    let hash = answer.body["receipt"]?["leafHash"]?.stringValue
                else { continue }
                await acknowledged.add(id, index, hash)
            }
        }

        /// Eight clients admit members until the server is gone.
        private func storm(
            _ round: Int,
            _ url: String,
            _ key: String,
            _ curl: CurlClient,
            _ kept: Acknowledged
        ) async {
            await withTaskGroup(of: Void.self) { group in
                for client in 0..<8 {
                    group.addTask {
                        for number in 0..<2000 {
                            let id = "m-\(round)-\(client)-\(number)"
                            await kept.sent(id)
                            guard
                                let answer = try? await LedgerImage.admit(id, url, key, curl),
                                answer.status == 201,
                                let index = answer.body["receipt"]?["index"]?.integerValue,
                                let hash = answer.body["receipt"]?["leafHash"]?.stringValue
                            else { return }
                            await kept.add(id, index, hash)
                        }
                    }
                }
            }
        }

        /// Every acknowledged command is at its index with its hash, and a repeat says the same.
        private func confirm(
            _ acknowledged: Acknowledged,
            _ url: String,
            _ key: String,
            _ curl: CurlClient,
            sample: Int
        ) async throws {
            for (id, receipt) in await acknowledged.receipts.prefix(sample) {
                let entry = try await ask(
                    curl,
                    "GET",
                    "\(url)/v1/ledger/entries/\(receipt.index)",
                    key: key
                )
                #expect(entry.body["leafHash"]?.stringValue == receipt.leafHash, "\(id)")
                let again = try await LedgerImage.admit(id, url, key, curl)
                #expect(again.body["receipt"]?["index"]?.integerValue == receipt.index, "\(id)")
            }
        }
    }
}
