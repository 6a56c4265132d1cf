import HTTPClient
import Notifier
import TestSupport
import Testing

/// What members ask of their endpoints: registration, rotation, replay and redelivery.
@Suite struct NotifierEndpointTests {
    @Test func `a replay and a redelivery read the ledger again under the same ids`() async throws {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let receiver = try await HTTPReceiver()
        try await fixture.whileRunning { notifier in
            let endpoint = try await notifier.register(receiver.registration)
            for _ in 0..<5 { fixture.ledger.append() }
            let delivered = try await fixture.eventually {
                let page = try await notifier.deliveries(of: endpoint.id, state: .delivered)
                return page.items.count == 5 ? page.items : nil
            }
            try await notifier.redeliver(delivered[4].id, of: endpoint.id)
            await receiver.waitForRequests(6)
            #expect(receiver.received[5].header("webhook-id") == "nt-0")
            #expect(receiver.received[5].body == receiver.received[0].body)
            _ = try await fixture.eventually {
                try await notifier.endpoint(endpoint.id)?.pending == 0 ? true : nil
            }
            try await notifier.replay(endpoint.id, from: 3)
            await receiver.waitForRequests(8)
        }
        #expect(
            Set(receiver.received[6...].compactMap { $0.header("webhook-id") }) == ["nt-3", "nt-4"]
        )
        try await receiver.close()
    }

    @Test func `a rotated secret signs together with the old one until the overlap ends`()
        async throws
    {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let receiver = try await HTTPReceiver()
        try await fixture.whileRunning { notifier in
            let old = try await notifier.register(receiver.registration)
            let new = try await notifier.rotateSecret(of: old.id, overlapMilliseconds: 10_000)
            fixture.ledger.append()
            await receiver.waitForRequests(1)
            try receiver.received[0].verify(old, at: fixture.time.now)
            try receiver.received[0].verify(new, at: fixture.time.now)
            fixture.time.advance(by: 10_000)
            fixture.ledger.append()
            await receiver.waitForRequests(2)
            try receiver.received[1].verify(new, at: fixture.time.now)
            #expect(throws: StandardWebhooks.VerificationError.noMatchingSignature) {
                try receiver.received[1].verify(old, at: fixture.time.now)
            }
        }
        try await receiver.close()
    }

    @Test func `the name of a request holds over a restart, and the latest names are kept`()
        async throws
    {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let new = NewWebhookEndpoint(member: "acme", url: "https://example.com/")
        func named(_ key: Int, _ fingerprint: UInt8 = 0) -> NamedRequest<WebhookEndpoint> {
            let name = RequestName(member: "acme", key: "\(key)", fingerprint: [fingerprint])
            return NamedRequest(name) { Array($0.id.utf8) }
        }
        let made = try await fixture.whileRunning { notifier in
            try await notifier.register(new, named: named(0))
        }
        try await fixture.whileRunning { notifier in
            let repeated = await #expect(throws: RepeatedRequest.self) {
                try await notifier.register(new, named: named(0))
            }
            #expect(repeated?.answer == Array(made.id.utf8))
            await #expect(throws: NotifierError.requestReused("0")) {
                try await notifier.register(new, named: named(0, 1))
            }
            #expect(try await notifier.endpoints(of: "acme").items.count == 1)
            for key in 1..<1_000 { try await notifier.enable(made.id, named: named(key)) }
            await #expect(throws: RepeatedRequest.self) {
                try await notifier.enable(made.id, named: named(0))
            }
            try await notifier.enable(made.id, named: named(1_000))
            #expect(try await notifier.answer(to: named(0).name) == nil)
            #expect(try await notifier.answer(to: named(1).name) != nil)
        }
    }

    @Test(arguments: [
        "http://example.com/", "ftp://example.com/", "https://", "https://user:pw@example.com/",
        "https://example.com/#x", "https://example.com/ x", "https://10.0.0.1/",
        "https://2130706433/", "https://0x7f.1/", "https://[::1]/", "https://[::ffff:127.0.0.1]/",
        "https://ex\u{E4}mple.com/",
    ])
    func `a URL that cannot be used is refused at registration`(_ url: String) async throws {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        try await fixture.whileRunning(
            guard: AddressGuard(),
            adjusting: { $0.allowsPlainHTTP = false },
            { notifier in
                let error = await #expect(throws: NotifierError.self) {
                    try await notifier.register(NewWebhookEndpoint(member: "acme", url: url))
                }
                #expect(error?.code == "invalidURL")
            }
        )
    }

    @Test(arguments: ["", ".*", "a b", "a\nb", String(repeating: "x", count: 61)])
    func `what is no type of events is no pattern`(_ text: String) {
        #expect(EventPattern(text) == nil)
    }
}
