import CanonicalJSON
import DataFolder
import HTTPTypes
import Marine
import NIOConcurrencyHelpers
import TestSamples
import TestSupport
import Testing

/// The ledger's clock as members read it and the operator sets it.
@Suite struct ClockRouteTests {
    private static let path = "/v1/clock"

    private static func simulated(
        _ body: @escaping @Sendable (TestAPI) async throws -> Void
    ) async throws {
        let beginning = instant("2026-03-01T08:00:00Z")
        let world = try await TestPlatform(
            members: [.named(.leader)],
            choosing: .simulated(from: beginning)
        )
        let keys = NIOLockedValueBox(["operator": try #require(world.opened.operatorKey)])
        let leader = try await world.issueAPIKey(for: .leader)
        keys.withLockedValue { $0["leader"] = leader }
        try await TestAPI.serve(world.opened, keys: keys, body)
        try await world.close()
    }

    private static func set(_ api: TestAPI, _ at: String, as member: String) async throws -> Reply {
        try await api.post(path, as: member, #"{"at": "\#(at)"}"#)
    }

    @Test func `the operator sets a simulated clock forward, and every member reads it`()
        async throws
    {
        try await Self.simulated { api in
            let first = try await api.get(Self.path, as: "leader")
            #expect(first.status == .ok)
            #expect(first.json["clock"] == .string("simulated"))
            #expect(first.json["at"] == .string("2026-03-01T08:00:00.000Z"))
            let moved = try await Self.set(api, "2026-03-02T07:00:00+01:00", as: "operator")
            #expect(moved.status == .ok, "\(moved.text)")
            #expect(moved.json["at"] == .string("2026-03-02T06:00:00.000Z"))
            #expect(try await api.get(Self.path, as: "leader").json == moved.json)
            // The same again is no step back.
            #expect(try await Self.set(api, "2026-03-02T06:00:00Z", as: "operator").status == .ok)
        }
    }

    @Test func `nobody else sets it, and nobody without a key reads it`() async throws {
        try await Self.simulated { api in
            let refused = try await Self.set(api, "2026-03-02T06:00:00Z", as: "leader")
            #expect(refused.status == .forbidden)
            #expect(try await api.get(Self.path).status == .unauthorized)
            let shown = try await api.get(Self.path, as: "leader")
            #expect(shown.json["at"] == .string("2026-03-01T08:00:00.000Z"))
        }
    }

    @Test func `a step back and what is no instant are refused at the field`() async throws {
        try await Self.simulated { api in
            let back = try await Self.set(api, "2026-03-01T07:59:59.999Z", as: "operator")
            #expect(back.status == .unprocessableContent)
            #expect(back.errors == ["/at clockGoesBack"])
            let malformed = try await Self.set(api, "tomorrow", as: "operator")
            #expect(malformed.status == .unprocessableContent)
            #expect(malformed.errors.allSatisfy { $0.hasPrefix("/at ") }, "\(malformed.errors)")
            let shown = try await api.get(Self.path, as: "leader")
            #expect(shown.json["at"] == .string("2026-03-01T08:00:00.000Z"))
        }
    }

    @Test func `the machine's clock is read and not set`() async throws {
        try await TestAPI.open { api in
            let shown = try await api.get(Self.path, as: "broker")
            #expect(shown.json["clock"] == .string("machine"))
            #expect(shown.json["at"] == .string("2026-03-01T08:00:00.000Z"))
            let set = try await Self.set(api, "2030-01-01T00:00:00Z", as: "operator")
            #expect(set.status == .unprocessableContent)
            #expect(set.errors == ["/at clockNotSimulated"])
        }
    }
}
