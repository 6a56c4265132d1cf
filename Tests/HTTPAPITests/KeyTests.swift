import CanonicalJSON
import HTTPTypes
import Hummingbird
import Testing

/// Members' signing keys over HTTP.
@Suite struct KeyTests {
    @Test func `a key is registered with its proof, rotated, revoked, and restored`() async throws {
        try await Harbour.open { harbour in
            let (pen, second, third, auditor) = (
                try Pen(1), try Pen(2), try Pen(3), try Pen(4)
            )
            try await harbour.register(auditor, for: "auditor")
            try await harbour.register(pen, for: "leader", naming: ["auditor"])
            let listed = try await harbour.get("/v1/members/leader/keys", as: "stranger")
            #expect(listed.items.map { $0["fingerprint"]?.stringValue } == [pen.fingerprint])
            let member = try await harbour.get("/v1/members/leader", as: "stranger")
            #expect(member.json["auditors"] == .array([.string("auditor")]))

            let path = "/v1/members/leader/keys"
            let rotated = try await harbour.signed(
                "\(path)/\(pen.fingerprint)/actions/rotate",
                as: "leader",
                by: pen,
                #"{"publicKey": "\#(second.publicKey)", "proof": "\#(try second.proof("leader"))"}"#,
                name: "rotate"
            )
            #expect(rotated.status == .created, "\(rotated.text)")
            #expect(rotated.json["fingerprint"]?.stringValue == second.fingerprint)
            let late = try await harbour.signed(
                "/v1/sanctions",
                as: "leader",
                by: pen,
                #"{"entry": "x"}"#,
                name: "late"
            )
            #expect(late.status == .forbidden)
            #expect(late.code == "keyRevoked")

            // The auditor revokes what was stolen, under its own signature.
            let stolen = try await harbour.signed(
                "\(path)/\(second.fingerprint)/actions/revoke",
                as: "auditor",
                by: auditor,
                "",
                name: "stolen"
            )
            #expect(stolen.status == .ok, "\(stolen.text)")
            #expect(stolen.json["revokedAt"]?.isNull == false)
            let locked = try await harbour.get("/v1/members/leader", as: "leader")
            #expect(locked.json["lockedAt"]?.isNull == false)
            let refused = try await harbour.post(
                "/v1/sanctions",
                as: "leader",
                #"{"entry": "x"}"#
            )
            #expect(refused.code == "memberLocked")
            #expect(refused.status == .forbidden)

            let restoration =
                #"{"publicKey": "\#(third.publicKey)", "proof": "\#(try third.proof("leader"))"}"#
            let byOperator = try await harbour.post(
                "/v1/members/leader/actions/restoreKey",
                as: "operator",
                restoration
            )
            #expect(byOperator.code == "actorNotEntitled")
            let restored = try await harbour.signed(
                "/v1/members/leader/actions/restoreKey",
                as: "auditor",
                by: auditor,
                restoration,
                name: "restore"
            )
            #expect(restored.status == .created, "\(restored.text)")
            let again = try await harbour.signed(
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
        try await Harbour.open { harbour in
            let pen = try Pen(1)
            let path = "/v1/members/leader/keys"
            let bare = try await harbour.post(
                path,
                as: "leader",
                #"{"publicKey": "\#(pen.publicKey)"}"#
            )
            #expect(bare.errors == ["/proof missing"])
            let others = try await harbour.post(
                path,
                as: "leader",
                #"{"publicKey": "\#(pen.publicKey)", "proof": "\#(try pen.proof("broker"))"}"#
            )
            #expect(others.code == "keyNotProved")
            #expect(others.status == .unprocessableContent)
            let unnamed = try await harbour.post(
                path,
                as: "leader",
                """
                {"publicKey": "\(pen.publicKey)", "proof": "\(try pen.proof("leader"))",
                 "auditors": ["auditor"]}
                """
            )
            #expect(unnamed.code == "keyNotProved", "the proof is over the auditors too")
            let unfit = try await harbour.post(
                path,
                as: "leader",
                """
                {"publicKey": "\(pen.publicKey)",
                 "proof": "\(try pen.proof("leader", naming: "auditor"))", "auditors": ["auditor"]}
                """
            )
            #expect(unfit.code == "auditorUnfit", "an auditor without a key of its own")
        }
    }

    @Test func `the operator registers a first key, and then no other and revokes none`()
        async throws
    {
        try await Harbour.open { harbour in
            let (pen, second) = (try Pen(1), try Pen(2))
            func registration(_ pen: Pen) throws -> String {
                #"{"publicKey": "\#(pen.publicKey)", "proof": "\#(try pen.proof("leader"))"}"#
            }
            let path = "/v1/members/leader/keys"
            let first = try await harbour.post(path, as: "operator", try registration(pen))
            #expect(first.status == .created, "\(first.text)")
            let further = try await harbour.post(path, as: "operator", try registration(second))
            #expect(further.code == "actorNotEntitled")
            let revoked = try await harbour.post(
                "\(path)/\(pen.fingerprint)/actions/revoke",
                as: "operator",
                ""
            )
            #expect(revoked.code == "actorNotEntitled")
            let unknown = try await harbour.post(
                "\(path)/\(second.fingerprint)/actions/revoke",
                as: "operator",
                ""
            )
            #expect(unknown.status == .notFound)
            let action = try await harbour.post(
                "\(path)/\(pen.fingerprint)/actions/lend",
                as: "operator",
                ""
            )
            #expect(action.code == "actionUnknown")
        }
    }

    @Test func `an API key that a client made is known by its digest alone`() async throws {
        try await Harbour.open { harbour in
            let pen = try Pen(1)
            try await harbour.register(pen, for: "leader")
            // printf %s plimsoll_test | openssl sha256 -binary | base64
            let digest = "HDTFIp4LqVFscu91fDLEzWeH9q+DYkx1wA9b1eJi6bw="
            let drawn = try await harbour.prepare(
                "/v1/members/leader/api-keys",
                as: "leader",
                "",
                name: "k"
            )
            #expect(drawn.errors == ["/digest missing"])
            let issued = try await harbour.signed(
                "/v1/members/leader/api-keys",
                as: "leader",
                by: pen,
                #"{"digest": "\#(digest)"}"#,
                name: "k"
            )
            #expect(issued.status == .created, "\(issued.text)")
            #expect(issued.json["secret"]?.isNull == true)
        }
    }
}
