import CanonicalJSON
import HTTPTypes
import TestSamples
import TestSupport
import Testing

/// What holds requests and answers against the API's document is held here against answers that
/// are wrong.
@Suite struct APIDescriptionTests {
    @Test func `an answer that was broken is found`() async throws {
        try await TestAPI.open { api in
            let cover = try await api.post("/v1/open-covers", as: "leader", SampleRequests.cover())
            let path = "/v1/open-covers/\(cover.id)"
            let read = try await api.get(path, as: "leader")
            let description = try await api.description()
            func faults(_ change: (inout [String: JSONValue]) -> Void) throws -> [String] {
                var members = try #require(read.json.objectValue)
                change(&members)
                let bytes = try writing(.object(members))
                let broken = Reply(status: read.status, headers: read.headers, bytes: bytes)
                return description.faults(.get, path, nil, broken)
            }
            #expect(try faults { _ in } == [])
            #expect(try faults { $0["assured"] = nil }.count == 1)
            #expect(try faults { $0["assured"] = .string("No Identifier") }.count == 1)
            #expect(try faults { $0["assured"] = .null }.isEmpty == false)
            #expect(try faults { $0["broker"] = .null } == [])
            #expect(try faults { $0["revision"] = .string("1") }.count == 1)
            #expect(try faults { $0["state"] = .string("ajar") }.count == 1)
            #expect(try faults { $0["more"] = .bool(true) }.count == 1)
            #expect(try faults { $0["inception"] = .string("2026-02-30T00:00:00Z") }.count == 1)
            #expect(try faults { $0["goods"] = .array([]) }.count == 1)
        }
    }

    @Test func `a status, a header or a content type that is not described is found`()
        async throws
    {
        try await TestAPI.open { api in
            let description = try await api.description()
            let member = try await api.get("/v1/members/leader", as: "leader")
            func faults(_ status: HTTPResponse.Status, _ headers: HTTPFields) -> [String] {
                let reply = Reply(status: status, headers: headers, bytes: member.bytes)
                return description.faults(.get, "/v1/members/leader", nil, reply)
            }
            #expect(faults(.ok, member.headers) == [])
            #expect(faults(.accepted, member.headers).count == 1)
            var more = member.headers
            more[.location] = "/v1/members/leader"
            #expect(faults(.ok, more).count == 1)
            more = member.headers
            more[.contentType] = "text/plain"
            #expect(faults(.ok, more).count == 1)
            #expect(description.faults(.put, "/v1/members/leader", nil, member).count == 1)
            #expect(description.faults(.get, "/v1/members/a?page=2", nil, member).count == 1)
        }
    }

    @Test(arguments: [
        (#"{"name": "A", "roles": ["bank"]}"#, 0),
        (#"{"name": "A", "roles": ["bank"], "id": null}"#, 0),
        (#"{"name": "", "roles": ["bank"]}"#, 1),
        (#"{"name": "A", "roles": []}"#, 1),
        (#"{"name": "A", "roles": ["banker"]}"#, 1),
        (#"{"name": "A"}"#, 1),
        (#"{"name": "A", "roles": ["bank"], "role": "bank"}"#, 1),
        (#"{"name": 1, "roles": "bank"}"#, 2),
        ("", 1),
    ])
    func `a body that the document does not describe is found`(body: String, count: Int)
        async throws
    {
        try await TestAPI.open(members: []) { api in
            // Whether the server takes the body is known to the server: here the document is asked.
            let admitted = try await api.post(
                "/v1/members",
                as: "operator",
                #"{"name": "B", "roles": ["bank"]}"#
            )
            let faults = try await api.description()
                .faults(.post, "/v1/members", Array(body.utf8), admitted)
            #expect(faults.count == count, "\(faults)")
            // The document says of a body what the server says.
            let answered = try await api.post("/v1/members", as: "operator", body)
            #expect((answered.status == .created) == (count == 0), "\(answered.text)")
        }
    }

    private func writing(_ value: JSONValue) throws -> [UInt8] {
        var writer = JSONWriter(.exchange)
        value.write(to: &writer)
        return writer.bytes
    }
}

@Suite struct JSONSchemaValidatorTests {
    @Test(arguments: [
        (#"{"type": "string"}"#, "1", 1), (#"{"type": "integer"}"#, "1.5", 1),
        (#"{"type": ["string", "null"]}"#, "null", 0), (#"{"enum": ["a"]}"#, #""b""#, 1),
        (#"{"minLength": 2}"#, #""a""#, 1), (#"{"maxLength": 2}"#, #""é́""#, 0),
        (#"{"maxLength": 1}"#, #""ab""#, 1), (#"{"minimum": 1}"#, "0", 1),
        (#"{"maximum": 1}"#, "2", 1), (#"{"pattern": "^a+$"}"#, #""ab""#, 1),
        (#"{"minItems": 1}"#, "[]", 1), (#"{"maxItems": 0}"#, "[1]", 1),
        (#"{"items": {"type": "null"}}"#, "[null, 1, 2]", 2),
        (#"{"required": ["a"]}"#, "{}", 1),
        (#"{"properties": {"a": {"type": "null"}}}"#, #"{"a": 1}"#, 1),
        (#"{"properties": {}, "additionalProperties": false}"#, #"{"a": 1}"#, 1),
        (#"{"additionalProperties": {"type": "null"}}"#, #"{"a": 1}"#, 1),
        (#"{"propertyNames": {"pattern": "^b$"}}"#, #"{"a": 1}"#, 1),
        (#"{"anyOf": [{"type": "null"}, {"type": "string"}]}"#, "1", 1),
        (#"{"anyOf": [{"type": "null"}, {"type": "number"}]}"#, "1", 0),
        (#"{"oneOf": [{"type": "number"}, {"type": "integer"}]}"#, "1", 1),
        (#"{"format": "date-time"}"#, #""yesterday""#, 1),
        (#"{"contentEncoding": "base64"}"#, #""AB""#, 1),
        (##"{"$ref": "#/nowhere"}"##, "1", 1), (#"{"minimun": 1}"#, "1", 1),
        ("true", "1", 1),
    ])
    func `each keyword finds what it is for`(schema: String, value: String, count: Int) throws {
        let schema = try JSONValue(parsing: Array(schema.utf8))
        let value = try JSONValue(parsing: Array(value.utf8))
        let faults = JSONSchemaValidator(document: .object([:])).faults(of: value, against: schema)
        #expect(faults.count == count, "\(faults)")
    }
}
