import CanonicalJSON
import Contracts
import HTTPTypes
import TestSamples
import TestSupport
import Testing

/// Routes that no other test hears a success of: each answer is held against the document.
@Suite struct DescribedAnswerTests {
    @Test func `an endpoint is disabled, enabled, and told everything again`() async throws {
        try await TestAPI.open(webhooks: true) { api in
            let made = try await api.post(
                "/v1/webhook-endpoints",
                as: "assured",
                #"{"url": "https://hooks.example/in", "description": "books"}"#
            )
            let path = "/v1/webhook-endpoints/\(made.id)"
            let disabled = try await api.post("\(path)/actions/disable", as: "assured", "")
            #expect(disabled.json["disabledAt"]?.stringValue != nil, "\(disabled.text)")
            let enabled = try await api.post("\(path)/actions/enable", as: "assured", "{}")
            #expect(enabled.json["disabledAt"] == .null, "\(enabled.text)")
            let again = try await api.post("\(path)/actions/replay", as: "assured", #"{"from": 1}"#)
            #expect(again.json["next"]?.integerValue == 1, "\(again.text)")
            let read = try await api.get(path, as: "assured")
            #expect(read.json["description"] == .string("books"))
            let more = try await api.post("\(path)/actions/enable", as: "assured", #"{"a": 1}"#)
            #expect(more.errors == ["/a unknownField"])
            let none = try await api.post("\(path)/deliveries", as: "assured", #"{"delivery": 7}"#)
            #expect(none.status == .notFound)
        }
    }

    @Test func `a member's key is read by its fingerprint, and its auditors named anew`()
        async throws
    {
        try await TestAPI.open { api in
            let (signer, auditor) = (MemberKey(byte: 1), MemberKey(byte: 4))
            try await api.register(auditor, for: "auditor")
            try await api.register(signer, for: "leader", naming: ["auditor"])
            let key = try await api.get(
                "/v1/members/leader/keys/\(signer.fingerprint)",
                as: "stranger"
            )
            #expect(key.json["publicKey"] == .string(signer.publicKey.text))
            let named = try await api.signed(
                "/v1/members/leader/actions/nameAuditors",
                as: "leader",
                by: signer,
                #"{"auditors": []}"#,
                name: "name"
            )
            #expect(named.json["auditors"] == .array([]), "\(named.text)")
            #expect(named.json["receipts"]?.arrayValue?.count == 1)
        }
    }

    @Test func `a claim is judged by the straight-through list as its leader asks`() async throws {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            try await api.carry(carriage.shipment)
            let notified = try await api.post(
                "/v1/claims",
                as: "assured",
                """
                {"certificate": "\(carriage.certificate)", "peril": "theft",
                 "lossFrom": "2026-03-03T00:00:00Z", "lossTo": "2026-03-03T00:00:00Z",
                 "description": "A carton is missing"}
                """
            )
            let path = "/v1/claims/\(notified.id)"
            let judged = try await api.post("\(path)/actions/adjudicate", as: "leader", "")
            #expect(judged.json["state"] == .string("referred"), "\(judged.text)")
            let read = try await api.get(path, as: "assured")
            #expect(read.json["checks"]?.arrayValue?.isEmpty == false)
            let history = try await api.get(
                "/v1/open-covers/\(carriage.cover)/history",
                as: "leader"
            )
            #expect(history.items.first?["action"] == .string("open"), "\(history.text)")
            let policy = try await api.get("/ledger/policy")
            #expect(policy.text.hasSuffix("quorum none\n"))
        }
    }
}
