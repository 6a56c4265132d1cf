import CanonicalJSON
import Foundation
import HTTPClient
import Notifier
import Testing

/// Commands that the server has acknowledged.
private actor Acknowledged {
    private(set) var receipts: [String: (index: Int64, leafHash: String)] = [:]

    func add(_ id: String, _ index: Int64, _ leafHash: String) {
        receipts[id] = (index, leafHash)
    }
}

@Suite struct KillTests {
    private static let isSlow = ProcessInfo.processInfo.environment["PLIMSOLL_SLOW"] != nil

    @Test func `what was acknowledged before kill -9 is there afterwards, once`() async throws {
        let folder = try TemporaryFolder()
        let curl = try CurlClient()
        let acknowledged = Acknowledged()
        var operatorKey = ""
        for round in 0..<(KillTests.isSlow ? 20 : 3) {
            let server = try ServerProcess(data: folder.path)
            if let key = server.operatorKey { operatorKey = key }
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
            #expect(audit.status == 0, "\(audit.output)")
        }
        let server = try ServerProcess(data: folder.path)
        try await confirm(acknowledged, server.url, operatorKey, curl, sample: .max)
        #expect(server.stop() == 0)
        await curl.shutdown()
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
                        let body = #"{"id":"\#(id)","name":"\#(id)","roles":["assured"]}"#
                        guard
                            let answer = try? await ask(
                                curl,
                                "POST",
                                "\(url)/v1/members",
                                key: key,
                                body: body,
                                idempotencyKey: id
                            ),
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
            let body = #"{"id":"\#(id)","name":"\#(id)","roles":["assured"]}"#
            let again = try await ask(
                curl,
                "POST",
                "\(url)/v1/members",
                key: key,
                body: body,
                idempotencyKey: id
            )
            #expect(again.body["receipt"]?["index"]?.integerValue == receipt.index, "\(id)")
        }
    }
}
