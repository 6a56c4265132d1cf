import CanonicalJSON
import Foundation
import GRDB
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Ledger
import TestSamples
import TestSupport
import Testing
import TransparencyLog
import Witness

/// How a mirror goes on: in several requests, on its own, and once for two requests.
extension ValidationTests {
    @Test func `a long way is gone in several requests`() async throws {
        let home = try TestWitness()
        let log = TestLog(try LedgerWriter(ManyActs.acts(5000)).entries)
        let site = LogServer(log)
        try await site.open { witnessed in
            let hasty = Witness.Validation(timeLimitMilliseconds: 0)
            let body = try log.body(old: 0, size: log.size)
            try await home.serve(logs: [witnessed], validation: hasty) { client in
                let answer = try await client.add(body)
                #expect(answer.status == .serviceUnavailable)
                #expect(answer.text == "2048 of \(log.size) entries are checked so far\n")
                #expect(answer.headers[.retryAfter] == "1")
            }
            try await home.serve(logs: [witnessed], validation: hasty) { client in
                let answer = try await client.add(body)
                #expect(answer.text == "4096 of \(log.size) entries are checked so far\n")
                #expect(try await client.add(body).status == .ok)
            }
        }
    }

    @Test func `on its own a mirror goes the whole way, and a forgery is found unasked`()
        async throws
    {
        let home = try TestWitness()
        var log = TestLog(try LedgerWriter(ManyActs.acts(2500)).entries)
        let site = LogServer(log)
        let forged = try log.changing(2400) { $0["revision"] = .integer(7) }
        log.entries.removeSubrange(2300...)
        let honest = log
        site.publish(honest)
        try await site.open { witnessed in
            let hasty = Witness.Validation(timeLimitMilliseconds: 0)
            try await home.run(logs: [witnessed], validation: hasty) { witness in
                await witness.follow()
                #expect(try await witness.records()[0].checkedSize == 2300)
                site.publish(forged)
                await witness.follow()
                let record = try await witness.records()[0]
                #expect(record.checkedSize == 2300)
                #expect(record.finalRefusal?.entry == 2400)
                #expect(record.finalRefusal?.rule == .revision)
                // Nothing was submitted, and nothing will be cosigned.
                let body = try honest.body(old: 0, size: 2300)
                await #expect(throws: WitnessRefusal.self) {
                    try await witness.cosign(Array(body.utf8))
                }
            }
        }
    }

    @Test func `two requests at once are checked once`() async throws {
        let home = try TestWitness()
        let log = try ForgedLeaf.voyage()
        let site = LogServer(log)
        try await site.open { witnessed in
            try await home.run(logs: [witnessed], validation: Self.validation) { witness in
                let body = Array(try log.body(old: 0, size: log.size).utf8)
                let done = await withTaskGroup(of: Bool.self) { group in
                    for _ in 0..<8 {
                        group.addTask { (try? await witness.cosign(body)) != nil }
                    }
                    return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
                }
                #expect(done == 1)
                #expect(site.requests.count == 1)
            }
        }
    }
}
