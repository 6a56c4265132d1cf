import HTTPClient
import Notifier
import Synchronization
import TestSupport
import Testing

/// One member's trouble is not another's.
@Suite struct NotifierFairnessTests {
    @Test func `hanging receivers of two members leave a third its slots`() async throws {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let gate = Gate()
        let hanging = try await HTTPReceiver { _ in
            await gate.pass()
            return .ok
        }
        let healthy = try await HTTPReceiver()
        try await fixture.whileRunning(
            adjusting: {
                $0.maximumConcurrency = 40
                $0.stopGraceMilliseconds = 50
            },
            { notifier in
                for member in ["one", "two"] {
                    for _ in 0..<50 {
                        _ = try await notifier.register(
                            NewWebhookEndpoint(member: member, url: hanging.url)
                        )
                    }
                }
                let victim = try await notifier.register(
                    NewWebhookEndpoint(member: "victim", url: healthy.url)
                )
                fixture.ledger.append(parties: ["one", "two"])
                await hanging.waitForRequests(12)
                for _ in 0..<20 { fixture.ledger.append(parties: ["victim"]) }
                await healthy.waitForRequests(20)
                _ = try await fixture.eventually {
                    try await notifier.endpoint(victim.id)?.pending == 0 ? true : nil
                }
                // A fifth of 40, and a fifth of what is left.
                #expect(hanging.received.count <= 8 + 6)
            }
        )
        await gate.open()
        try await hanging.close()
        try await healthy.close()
    }

    @Test func `a stop ends in time though no receiver answers, and the attempts are made again`()
        async throws
    {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let gate = Gate()
        let receiver = try await HTTPReceiver { _ in
            await gate.pass()
            return .ok
        }
        let id = try await fixture.whileRunning(
            adjusting: {
                $0.stopGraceMilliseconds = 100
                // An attempt that was waited for would end with the day.
                $0.timeoutMilliseconds = 86_400_000
            },
            { notifier in
                let endpoint = try await notifier.register(
                    NewWebhookEndpoint(member: "acme", url: receiver.url)
                )
                fixture.ledger.append()
                await receiver.waitForRequests(1)
                return endpoint.id
            }
        )
        await gate.open()
        try await fixture.whileRunning { notifier in
            let delivered = try await fixture.eventually {
                try await notifier.deliveries(of: id, state: .delivered).items.first
            }
            #expect(delivered.attempts == 1)
        }
        try await receiver.close()
    }

    @Test func `a replay of everything holds up nothing that happens now`() async throws {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let receiver = try await HTTPReceiver()
        for _ in 0..<20_000 { fixture.ledger.append(parties: ["someone else"]) }
        try await fixture.whileRunning(
            adjusting: { $0.batchSize = 2 },
            { notifier in
                let idle = try await notifier.register(
                    NewWebhookEndpoint(member: "idle", url: receiver.url),
                    startingAt: 0
                )
                _ = try await notifier.register(
                    NewWebhookEndpoint(member: "acme", url: receiver.url)
                )
                for number in 1...5 {
                    fixture.ledger.append()
                    await receiver.waitForRequests(number)
                }
                // 10,000 batches are still under way.
                let cursor = try await notifier.endpoint(idle.id)?.next
                #expect(cursor.map { $0 < 20_000 } == true)
            }
        )
        try await receiver.close()
    }

    @Test func `an endpoint that catches up is told everything, in order`() async throws {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let receiver = try await HTTPReceiver()
        for number in 0..<100 {
            fixture.ledger.append(parties: number.isMultiple(of: 3) ? ["acme"] : ["other"])
        }
        try await fixture.whileRunning(
            adjusting: {
                $0.batchSize = 4
                $0.concurrencyPerEndpoint = 1
            },
            { notifier in
                _ = try await notifier.register(
                    NewWebhookEndpoint(member: "acme", url: receiver.url),
                    startingAt: 0
                )
                await receiver.waitForRequests(34)
            }
        )
        #expect(
            receiver.received.map { $0.header("webhook-id") }
                == (0..<34).map { "nt-\(3 * $0)" }
        )
        try await receiver.close()
    }
}
