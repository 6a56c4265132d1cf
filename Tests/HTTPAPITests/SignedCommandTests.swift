import CanonicalJSON
import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import TestSamples
import TestSupport
import Testing

/// Members that sign for themselves over HTTP.
@Suite struct SignedCommandTests {
    @Test func `a request is asked for as a command, signed, and sent again`() async throws {
        try await TestAPI.open { api in
            let signer = MemberKey(byte: 1)
            let registered = try await api.register(signer, for: "leader")
            #expect(registered.status == .created)
            #expect(registered.json["fingerprint"]?.stringValue == signer.fingerprint)
            #expect(
                registered.headers[.location] == "/v1/members/leader/keys/\(signer.fingerprint)"
            )
            let size = try await api.size()
            let asked = try await api.prepare(
                "/v1/open-covers",
                as: "leader",
                SampleRequests.cover(),
                name: "cover-1"
            )
            #expect(asked.status == .ok)
            #expect(asked.headers[.preferenceApplied] == "return=command")
            #expect(try await api.size() == size, "nothing is changed")
            let canonical = try #require(asked.json["canonical"]?.stringValue)
            let command = try #require(asked.json["command"])
            #expect(try JSONValue(parsing: Array(canonical.utf8)) == command)
            #expect(command["member"]?.stringValue == "leader")
            #expect(command["origin"]?.stringValue == sampleOrigin)
            #expect(command["id"]?.stringValue == "cover-1")
            #expect(
                asked.json["digestText"]?.stringValue?.hasPrefix("plimsoll command v1\n") == true
            )

            let opened = try await api.post(
                "/v1/open-covers",
                as: "leader",
                SampleRequests.cover(),
                headers: [
                    .idempotency: "cover-1", .commandSignature: try signer.header(canonical),
                ]
            )
            #expect(opened.status == .created, "\(opened.text)")
            let id = command["instruction"]?["openCover"]?["id"]?.stringValue
            #expect(opened.id == id)
            let index = try #require(opened.json["receipt"]?["index"]?.integerValue)
            let entry = try await api.get("/v1/ledger/entries/\(index)", as: "leader")
            let attestation = entry.json["leaf"]?["attestation"]
            #expect(attestation?["by"]?.stringValue == "member")
            #expect(attestation?["key"]?.stringValue == signer.publicKey.text)
            #expect(entry.json["command"]?["value"] == command)
        }
    }

    @Test func `every change of a member that signs needs its signature, and readings do not`()
        async throws
    {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            try await api.carry(carriage.shipment)
            let signers = [
                "leader": MemberKey(byte: 1), "broker": MemberKey(byte: 2),
                "assured": MemberKey(byte: 3),
            ]
            for (member, signer) in signers { try await api.register(signer, for: member) }
            let size = try await api.size()
            let requests: [(String, String, String)] = [
                ("leader", "/v1/open-covers", SampleRequests.cover()),
                ("leader", "/v1/open-covers/\(carriage.cover)/actions/close", ""),
                (
                    "broker", "/v1/open-covers/\(carriage.cover)/declarations",
                    SampleRequests.declaration()
                ),
                (
                    "leader", "/v1/certificates/\(carriage.certificate)/actions/payPremium",
                    #"{"amount": {"amount": "1.00", "currency": "USD"}}"#
                ),
                (
                    "assured", "/v1/shipments/\(carriage.shipment)/devices",
                    #"{"id": "TT-99"}"#
                ),
                ("leader", "/v1/sanctions", #"{"entry": "MV Nowhere"}"#),
                ("leader", "/v1/sanctions/actions/delist", #"{"entry": "MV Nowhere"}"#),
                ("leader", "/v1/members/leader/api-keys", ""),
                (
                    "assured", "/v1/claims",
                    """
                    {"certificate": "\(carriage.certificate)", "peril": "theft",
                     "lossFrom": "2026-03-03T00:00:00Z", "lossTo": "2026-03-03T01:00:00Z",
                     "description": "Gone"}
                    """
                ),
                (
                    "leader", "/v1/members/leader/keys",
                    """
                    {"publicKey": "\(MemberKey(byte: 9).publicKey)", \
                    "proof": "\(MemberKey(byte: 9).proof(.leader))"}
                    """
                ),
            ]
            for (member, path, body) in requests {
                let reply = try await api.post(path, as: member, body)
                #expect(reply.status == .forbidden, "\(path): \(reply.text)")
                #expect(reply.code == "memberSignsItself", "\(path)")
                #expect(reply.json["refusalNumber"]?.integerValue == 2010)
            }
            #expect(try await api.size() == size)
            let quote = try await api.post(
                "/v1/open-covers/\(carriage.cover)/quotes",
                as: "leader",
                SampleRequests.declaration()
            )
            #expect(quote.status == .ok, "a quotation changes nothing")
            let uploaded = try await api.upload(
                SampleRequests.readings(["3.0", "3.5", "3.0"]),
                to: carriage.shipment
            )
            #expect(uploaded.json["accepted"]?.integerValue == 3, "\(uploaded.text)")
        }
    }

    @Test func `whole commands are taken as their member has built them`() async throws {
        try await TestAPI.open { api in
            let signer = MemberKey(byte: 1)
            try await api.register(signer, for: "leader")
            let canonical = """
                {"id":"list-1","instruction":{"consortium":{"_0":{"listSanction":\
                {"entry":"MV Example"}}}},"member":"leader","origin":"plimsoll.example/ledger"}
                """
            let taken = try await api.post(
                "/v1/commands",
                as: "leader",
                try signer.body(canonical)
            )
            #expect(taken.status == .ok, "\(taken.text)")
            #expect(taken.json["receipts"]?.arrayValue?.count == 1)
            let again = try await api.post(
                "/v1/commands",
                as: "leader",
                try signer.body(canonical, salt: [UInt8](repeating: 8, count: 16))
            )
            #expect(again.json == taken.json)
            #expect(again.headers[.replayed] == "true")
            // A key is the command's own name, or it would name another request.
            let key = try #require(HTTPField.Name("Idempotency-Key"))
            let body = try signer.body(canonical)
            let named = try await api.post(
                "/v1/commands",
                as: "leader",
                body,
                headers: [key: "list-1"]
            )
            #expect(named.json == taken.json)
            let other = try await api.post(
                "/v1/commands",
                as: "leader",
                body,
                headers: [key: "list-2"]
            )
            #expect(other.errors == ["Idempotency-Key idempotencyKeyMismatch"], "\(other.text)")
        }
    }

    /// Signed commands that must not be taken, with the code each is refused by.
    enum Wrong: String, CaseIterable {
        case otherKey, otherMembersKey, otherCommand, otherLedger, otherName, anotherMember
        case anotherMembersInstance, foreignIdentifier, readings, unknownMember, otherSpelling
        case rotatesLogKey

        var status: HTTPResponse.Status {
            switch self {
            case .foreignIdentifier, .readings, .unknownMember, .otherSpelling, .otherLedger:
                .unprocessableContent
            default: .forbidden
            }
        }

        var code: String {
            switch self {
            case .otherKey, .otherMembersKey, .otherCommand, .otherName: "signatureRefused"
            case .otherLedger: "originMismatch"
            case .anotherMember: "forbidden"
            case .anotherMembersInstance: "actorNotEntitled"
            case .foreignIdentifier: "identifierNotDerived"
            case .readings: "instructionNotTaken"
            case .unknownMember, .otherSpelling: "fieldsInvalid"
            case .rotatesLogKey: "logKeyMustSign"
            }
        }
    }

    private static func command(
        _ instruction: String,
        id: String = "c-1",
        member: String = "stranger",
        origin: String = sampleOrigin
    ) -> String {
        #"{"id":"\#(id)","instruction":\#(instruction),"#
            + #""member":"\#(member)","origin":"\#(origin)"}"#
    }

    @Test(arguments: Wrong.allCases)
    func `what its member has not signed for this ledger is refused by its code`(
        wrong: Wrong
    ) async throws {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            let signer = MemberKey(byte: 1)
            try await api.register(signer, for: "stranger")
            try await api.register(MemberKey(byte: 2), for: "broker")
            let size = try await api.size()
            let cancel = #"{"cancel":{"certificate":"\#(carriage.certificate)","reason":"mine"}}"#
            let own = Self.command(cancel)
            let body =
                switch wrong {
                case .otherKey: try MemberKey(byte: 9).body(own)
                case .otherMembersKey: try MemberKey(byte: 2).body(own)
                case .otherCommand:
                    try signer.body(own).replacingOccurrences(of: "\"mine\"", with: "\"theirs\"")
                case .otherName:
                    try signer.body(own).replacingOccurrences(of: "c-1", with: "c-2")
                case .otherLedger: try signer.body(Self.command(cancel, origin: "other.example"))
                case .anotherMember:
                    try MemberKey(byte: 2).body(Self.command(cancel, member: "broker"))
                case .anotherMembersInstance: try signer.body(own)
                case .foreignIdentifier:
                    try signer.body(
                        Self.command(
                            """
                            {"notifyClaim":{"id":"clm-mine","notice":{"certificate":\
                            "\(carriage.certificate)","description":"x","lossFrom":1,"lossTo":2,\
                            "peril":"theft"}}}
                            """
                        )
                    )
                case .readings:
                    try signer.body(
                        Self.command(
                            """
                            {"recordTelemetry":{"findings":{"devices":[]},"shipment":\
                            "\(carriage.shipment)","upload":{"accepted":0,"digest":"x",\
                            "duplicates":0,"rejected":0,"segments":[]}}}
                            """
                        )
                    )
                case .unknownMember:
                    try signer.body(String(own.dropLast()) + ",\"extra\":1}")
                case .otherSpelling:
                    try signer.body(
                        own.replacingOccurrences(of: carriage.certificate, with: "NOT-ID")
                    )
                case .rotatesLogKey:
                    try signer.body(
                        Self.command(
                            """
                            {"consortium":{"_0":{"rotateLogKey":{"new":"a","old":"b",\
                            "proof":"\(SignatureText.unproved)"}}}}
                            """
                        )
                    )
                }
            let reply = try await api.post("/v1/commands", as: "stranger", body)
            // The log's key is judged first of all where it is none for this ledger.
            let code = wrong == .rotatesLogKey ? ["logKeyMustSign", "keyMalformed"] : [wrong.code]
            #expect(code.contains(reply.code ?? ""), "\(reply.text)")
            if wrong != .rotatesLogKey { #expect(reply.status == wrong.status, "\(reply.text)") }
            #expect(try await api.size() == size)
        }
    }

    @Test(arguments: [
        ("key=:AA==:", "length"), ("", "syntax"), ("key", "syntax"), ("key=AA==", "syntax"),
        ("key=:not base64:", "syntax"), ("KEY", "syntax"), ("extra=:AA==:", "missing"),
        ("repeated", "repeated"), ("unknown", "unknownField"), ("quoted", "syntax"),
        ("unpadded", "syntax"),
    ])
    func `the header is read strictly`(shape: String, code: String) async throws {
        try await TestAPI.open { api in
            let signer = MemberKey(byte: 1)
            let right = try signer.header("{}")
            let header =
                switch shape {
                case "repeated": right + ", " + right.split(separator: ",")[0]
                case "unknown": right + ", extra=:AA==:"
                case "quoted": right.replacingOccurrences(of: ":", with: "\"")
                case "unpadded": right.replacingOccurrences(of: "=:,", with: ":,")
                default: shape
                }
            let reply = try await api.post(
                "/v1/sanctions",
                as: "leader",
                #"{"entry": "MV Nowhere"}"#,
                headers: [.idempotency: "x", .commandSignature: header]
            )
            #expect(reply.status == .badRequest, "\(reply.text)")
            #expect(reply.errors == ["Command-Signature \(code)"], "\(reply.text)")
        }
    }

    @Test func `a signature names its command, and is taken where a command is asked for`()
        async throws
    {
        try await TestAPI.open { api in
            let header = try MemberKey(byte: 1).header("{}")
            let unnamed = try await api.post(
                "/v1/sanctions",
                as: "leader",
                #"{"entry": "MV Nowhere"}"#,
                headers: [.commandSignature: header]
            )
            #expect(unnamed.errors == ["Idempotency-Key missing"])
            let unasked = try await api.post(
                "/v1/sanctions",
                as: "leader",
                #"{"entry": "MV Nowhere"}"#,
                headers: [.prefer: "return=command"]
            )
            #expect(unasked.errors == ["Idempotency-Key missing"])
            let both = try await api.post(
                "/v1/sanctions",
                as: "leader",
                #"{"entry": "MV Nowhere"}"#,
                headers: [
                    .prefer: "wait=1, return=command", .idempotency: "x",
                    .commandSignature: header,
                ]
            )
            #expect(both.errors == ["Prefer contradiction"])
            let elsewhere = try await api.post(
                "/v1/open-covers/cov-x/quotes",
                as: "leader",
                "{}",
                headers: [.idempotency: "x", .prefer: "return=command"]
            )
            #expect(elsewhere.errors == ["Prefer notTaken"])
            let other = try await api.post(
                "/v1/sanctions",
                as: "leader",
                #"{"entry": "MV Nowhere"}"#,
                headers: [.prefer: "return=minimal"]
            )
            #expect(other.status == .ok, "another preference is passed over")
        }
    }
}
