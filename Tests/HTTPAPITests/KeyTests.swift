import CanonicalJSON
import HTTPTypes
import Hummingbird
import TestSamples
import TestSupport
import Testing

/// Members' signing keys over HTTP.
@Suite struct KeyTests {
    @Test func `a key is registered with its proof, rotated, revoked, and restored`() async throws {
        try await TestAPI.open { api in
            let (signer, second, third, auditor) = (
                MemberKey(byte: 1), MemberKey(byte: 2), MemberKey(byte: 3), MemberKey(byte: 4)
            )
            try await api.register(auditor, for: "auditor")
            try await api.register(signer, for: "leader", naming: ["auditor"])
            let listed = try await api.get("/v1/members/leader/keys", as: "stranger")
            #expect(listed.items.map { $0["fingerprint"]?.stringValue } == [signer.fingerprint])
            let member = try await api.get("/v1/members/leader", as: "stranger")
            #expect(member.json["auditors"] == .array([.string("auditor")]))

            let path = "/v1/members/leader/keys"
            let rotated = try await api.signed(
                "\(path)/\(signer.fingerprint)/actions/rotate",
                as: "leader",
                by: signer,
                #"{"publicKey": "\#(second.publicKey)", "proof": "\#(second.proof(.leader))"}"#,
                name: "rotate"
            )
            #expect(rotated.status == .created, "\(rotated.text)")
            #expect(rotated.json["fingerprint"]?.stringValue == second.fingerprint)
            let late = try await api.signed(
                "/v1/sanctions",
                as: "leader",
                by: signer,
                #"{"entry": "x"}"#,
                name: "late"
            )
            #expect(late.status == .forbidden)
            #expect(late.code == "keyRevoked")

            // The auditor revokes what was stolen, under its own signature.
            let stolen = try await api.signed(
                "\(path)/\(second.fingerprint)/actions/revoke",
                as: "auditor",
                by: auditor,
                "",
                name: "stolen"
            )
            #expect(stolen.status == .ok, "\(stolen.text)")
            #expect(stolen.json["revokedAt"]?.isNull == false)
            let locked = try await api.get("/v1/members/leader", as: "leader")
            #expect(locked.json["lockedAt"]?.isNull == false)
            let refused = try await api.post(
                "/v1/sanctions",
                as: "leader",
                #"{"entry": "x"}"#
            )
            #expect(refused.code == "memberLocked")
            #expect(refused.status == .forbidden)

            let restoration =
                #"{"publicKey": "\#(third.publicKey)", "proof": "\#(third.proof(.leader))"}"#
            let byOperator = try await api.post(
                "/v1/members/leader/actions/restoreKey",
                as: "operator",
                restoration
            )
            #expect(byOperator.code == "actorNotEntitled")
            let restored = try await api.signed(
                "/v1/members/leader/actions/restoreKey",
                as: "auditor",
                by: auditor,
                restoration,
                name: "restore"
            )
            #expect(restored.status == .created, "\(restored.text)")
            let again = try await api.signed(
                "/v1/sanctions",
                as: "leader",
                by: third,
                #"{"entry": "x"}"#,
                name: "again"
            )
            #expect(again.status == .ok, "\(again.text)")
        }
    }

    @Test func `a key without its proof, or another's, is not registered`() async throws {
        try await TestAPI.open { api in
            let signer = MemberKey(byte: 1)
            let path = "/v1/members/leader/keys"
            let bare = try await api.post(
                path,
                as: "leader",
                #"{"publicKey": "\#(signer.publicKey)"}"#
            )
            #expect(bare.errors == ["/proof missing"])
            let others = try await api.post(
                path,
                as: "leader",
                #"{"publicKey": "\#(signer.publicKey)", "proof": "\#(signer.proof(.broker))"}"#
            )
            #expect(others.code == "keyNotProved")
            #expect(others.status == .unprocessableContent)
            let unnamed = try await api.post(
                path,
                as: "leader",
                """
                {"publicKey": "\(signer.publicKey)", "proof": "\(signer.proof(.leader))",
                 "auditors": ["auditor"]}
                """
            )
            #expect(unnamed.code == "keyNotProved", "the proof is over the auditors too")
            let unfit = try await api.post(
                path,
                as: "leader",
                """
                {"publicKey": "\(signer.publicKey)",
                 "proof": "\(signer.proof(.leader, naming: "auditor"))", "auditors": ["auditor"]}
                """
            )
            #expect(unfit.code == "auditorUnfit", "an auditor without a key of its own")
        }
    }

    @Test func `the operator registers a first key, and then no other and revokes none`()
        async throws
    {
        try await TestAPI.open { api in
            let (signer, second) = (MemberKey(byte: 1), MemberKey(byte: 2))
            func registration(_ signer: MemberKey) throws -> String {
                #"{"publicKey": "\#(signer.publicKey)", "proof": "\#(signer.proof(.leader))"}"#
            }
            let path = "/v1/members/leader/keys"
            let first = try await api.post(path, as: "operator", try registration(signer))
            #expect(first.status == .created, "\(first.text)")
            let further = try await api.post(path, as: "operator", try registration(second))
            #expect(further.code == "actorNotEntitled")
            let revoked = try await api.post(
                "\(path)/\(signer.fingerprint)/actions/revoke",
                as: "operator",
                ""
            )
            #expect(revoked.code == "actorNotEntitled")
            let unknown = try await api.post(
                "\(path)/\(second.fingerprint)/actions/revoke",
                as: "operator",
                ""
            )
            #expect(unknown.status == .notFound)
            let action = try await api.post(
                "\(path)/\(signer.fingerprint)/actions/lend",
                as: "operator",
                ""
            )
            #expect(action.code == "actionUnknown")
        }
    }

    @Test func `an API key that a client made is known by its digest alone`() async throws {
        try await TestAPI.open { api in
            let signer = MemberKey(byte: 1)
            try await api.register(signer, for: "leader")
            // printf %s plimsoll_test | openssl sha256 -binary | base64
            let digest = "HDTFIp4LqVFscu91fDLEzWeH9q+DYkx1wA9b1eJi6bw="
            let drawn = try await api.prepare(
                "/v1/members/leader/api-keys",
                as: "leader",
                "",
                name: "k"
            )
            #expect(drawn.errors == ["/digest missing"])
            let issued = try await api.signed(
                "/v1/members/leader/api-keys",
                as: "leader",
                by: signer,
                #"{"digest": "\#(digest)"}"#,
                name: "k"
            )
            #expect(issued.status == .created, "\(issued.text)")
            #expect(issued.json["secret"]?.isNull == true)
        }
    }
}
