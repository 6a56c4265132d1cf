import CanonicalJSON
import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import TestSamples
import TestSupport
import Testing

/// What one signature is over.
extension SignedCommandTests {
    @Test func `one signature is over one command`() async throws {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            let reply = try await api.prepare(
                "/v1/shipments",
                as: "assured",
                #"{"certificate": "\#(carriage.certificate)", "devices": [{"id": "TT-5"}]}"#,
                name: "s"
            )
            #expect(reply.errors == ["/devices commandOfItsOwn"])
        }
    }

    @Test func `the revision in If-Match is part of what is signed`() async throws {
        try await TestAPI.open { api in
            let signer = MemberKey(byte: 1)
            try await api.register(signer, for: "leader")
            let opened = try await api.signed(
                "/v1/open-covers",
                as: "leader",
                by: signer,
                SampleRequests.cover(),
                name: "cover"
            )
            let path = "/v1/open-covers/\(opened.id)/actions/close"
            let asked = try await api.prepare(
                path,
                as: "leader",
                "",
                name: "close",
                headers: [.ifMatch: "\"1\""]
            )
            #expect(asked.json["command"]?["expectedRevision"]?.integerValue == 1)
            let canonical = try #require(asked.json["canonical"]?.stringValue)
            let header = try signer.header(canonical)
            let without = try await api.post(
                path,
                as: "leader",
                "",
                headers: [.idempotency: "close", .commandSignature: header]
            )
            #expect(without.code == "signatureRefused")
            let closed = try await api.post(
                path,
                as: "leader",
                "",
                headers: [
                    .idempotency: "close", .commandSignature: header, .ifMatch: "\"1\"",
                ]
            )
            #expect(closed.json["state"]?.stringValue == "closed", "\(closed.text)")
        }
    }
}
