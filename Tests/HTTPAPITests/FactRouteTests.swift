import CanonicalJSON
import Contracts
import DataFolder
import HTTPTypes
import Ledger
import Services
import TestSamples
import TestSupport
import Testing

/// A container that two certificates insure and a logger that two shipments hold: what the leading
/// insurer says of either, over HTTP.
@Suite struct FactRouteTests {
    private static let reason = #"{"reason": "Part loads of two sellers."}"#

    /// Two certificates for one container, whose shipments hold loggers of one name in turn.
    private static func insureTwice(_ api: TestAPI) async throws -> (DeclaredShipment, String) {
        let first = try await api.declareShipment()
        // Who is a member of both frees the loggers first.
        for device in ["TT-1", "TT-2"] {
            let released = try await api.post(
                "/v1/shipments/\(first.shipment)/actions/releaseDevice",
                as: "carrier",
                #"{"device": "\#(device)", "at": "2026-03-01T08:00:00Z"}"#
            )
            try #require(released.status == .ok, "\(released.text)")
        }
        let second = try await api.declareShipment()
        let certificate = try await api.get(
            "/v1/certificates/\(second.certificate)",
            as: "leader"
        )
        return (second, try #require(certificate.json["interests"]?[0]?.stringValue))
    }

    private static func state<Kind: Contract>(
        _ kind: Kind.Type,
        _ instance: String,
        _ api: TestAPI
    ) async throws -> Kind.State {
        let key = InstanceKey(Kind.name, id(instance))
        let held = try await api.opened.platform.sequencer.instance(key)
        return try #require(held.flatMap { Kind.unwrap($0.state) })
    }

    @Test func `the leader sets its certificate apart on an interest, and nobody else does`()
        async throws
    {
        try await TestAPI.open { api in
            let (second, interest) = try await Self.insureTwice(api)
            let path = "/v1/certificates/\(second.certificate)/interests"
            func ask(_ interest: String, _ member: String) async throws -> Reply {
                try await api.post("\(path)/\(interest)/actions/setApart", as: member, Self.reason)
            }
            #expect(try await ask(interest, "stranger").status == .notFound)
            #expect(try await ask("int-none", "leader").status == .notFound)
            #expect(try await ask(interest, "assured").code == "actorNotEntitled")
            #expect(try await ask(interest, "follower").code == "actorNotEntitled")
            let before = try await Self.state(Interest.self, interest, api)
            #expect(before.beside(id(second.certificate)).count == 1)
            let said = try await ask(interest, "leader")
            #expect(said.status == .ok, "\(said.text)")
            #expect(said.json["certificate"] == .string(second.certificate))
            #expect(said.json["interest"] == .string(interest))
            #expect(said.json["reason"] == .string("Part loads of two sellers."))
            #expect(said.json["receipts"]?.arrayValue?.count == 1)
            // The other certificate is another insurer's business.
            let other = before.insurances.map(\.certificate.text).filter {
                $0 != second.certificate
            }
            #expect(other.count == 1 && other.allSatisfy { !said.text.contains($0) })
            let after = try await Self.state(Interest.self, interest, api)
            #expect(after.beside(id(second.certificate)).isEmpty)
            #expect(try await ask(interest, "leader").code == "nothingNew")
        }
    }

    @Test func `the leader says whose evidence a logger is, and nobody else does`() async throws {
        try await TestAPI.open { api in
            let (second, _) = try await Self.insureTwice(api)
            let history = try await api.get(
                "/v1/shipments/\(second.shipment)/history",
                as: "leader"
            )
            let bound = try #require(
                history.items.first { $0["action"] == .string("bindDevice") }?["receipt"]?["index"]
            )
            // The logger's own instance moves beside the shipment that binds it.
            let entry = try await api.get(
                "/v1/ledger/entries/\((bound.integerValue ?? 0) + 1)",
                as: "leader"
            )
            #expect(entry.json["leaf"]?["contract"] == .string("evidence"), "\(entry.text)")
            let logger = try #require(entry.json["leaf"]?["instance"]?.stringValue)
            func ask(_ logger: String, _ member: String) async throws -> Reply {
                try await api.post(
                    "/v1/shipments/\(second.shipment)/evidence/\(logger)/actions/assign",
                    as: member,
                    Self.reason
                )
            }
            #expect(try await ask(logger, "stranger").status == .notFound)
            #expect(try await ask("evd-none", "leader").code == "instanceUnknown")
            #expect(try await ask(logger, "auditor").status == .forbidden)
            #expect(try await ask(logger, "assured").code == "actorNotEntitled")
            #expect(try await Self.state(Evidence.self, logger, api).assigned == nil)
            let said = try await ask(logger, "leader")
            #expect(said.status == .ok, "\(said.text)")
            #expect(said.json["shipment"] == .string(second.shipment))
            #expect(said.json["evidence"] == .string(logger))
            let held = try await Self.state(Evidence.self, logger, api)
            #expect(held.holders.count == 2)
            #expect(held.assigned?.shipment == id(second.shipment))
            #expect(
                held.holders.allSatisfy {
                    $0.shipment.text == second.shipment || !said.text.contains($0.shipment.text)
                }
            )
            #expect(try await ask(logger, "leader").code == "nothingNew")
        }
    }
}
