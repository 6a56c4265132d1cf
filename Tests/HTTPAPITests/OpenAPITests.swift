import CanonicalJSON
import Contracts
import DataFolder
import HTTPTypes
import Hummingbird
import Telemetry
import TestSamples
import TestSupport
import Testing

@testable import HTTPAPI

/// The API's own document.
///
/// That it says what the server does is held against every request and answer of these tests, by
/// `TestAPI`.
@Suite struct OpenAPITests {
    @Test func `a path's names are those that have a meaning, and another is told`() {
        let path = "/v1/claims/{id}/surveys/{survey}/**"
        #expect(PathParameter.all(in: path).map(\.name) == ["id", "path"])
        #expect(PathParameter.unknown(in: path) == ["{survey}"])
        #expect(PathParameter.unknown(in: "/v1/claims/{id}").isEmpty)
    }

    @Test func `every route of the router is in the document and no other`() async throws {
        try await TestAPI.open(members: [], webhooks: true) { api in
            let router = makeRouter(platform: api.opened.platform, notifier: api.notifier)
            let routes = Set(router.routes.map { "\($0.method) \($0.path)" })
            // The router makes a HEAD of each GET by itself.
            let asked = routes.filter { route in
                !route.hasPrefix("HEAD") || !routes.contains("GET" + route.dropFirst(4))
            }
            let document = try await api.description().document
            let described = (document["paths"]?.objectValue ?? [:]).flatMap { path, item in
                (item.objectValue ?? [:]).keys.map { method in
                    "\(method.uppercased()) \(path.replacing("{path}", with: "**"))"
                }
            }
            #expect(Set(described) == Set(asked))
            #expect(described.count > 70)
        }
    }

    @Test func `every reference of the document leads somewhere`() async throws {
        try await TestAPI.open(members: [], webhooks: true) { api in
            let document = try await api.description().document
            let validator = JSONSchemaValidator(document: document)
            let references = document.all.compactMap { $0["$ref"]?.stringValue }
            #expect(references.count > 500)
            for reference in Set(references) {
                #expect(validator.target(of: reference) != nil, "\(reference)")
            }
            #expect(validator.target(of: "#/components/schemas/Nothing") == nil)
        }
    }

    @Test func `no text of the document has a link that leads nowhere from there`() async throws {
        try await TestAPI.open(members: [], webhooks: true) { api in
            let texts = texts(in: try await api.description().document)
            #expect(texts.count > 1_000)
            for text in texts {
                let hasLink =
                    text.contains("``") || text.contains("<doc:")
                    || text.contains(/\]\([a-zA-Z#\/]/)
                #expect(!hasLink, "\(text)")
            }
        }
    }

    /// Every string of a document, the members' names included.
    private func texts(in value: JSONValue) -> [String] {
        switch value {
        case .string(let text): [text]
        case .array(let values): values.flatMap(texts)
        case .object(let members): members.keys + members.values.flatMap(texts)
        default: []
        }
    }

    @Test func `every operation has a name of its own, a summary and described parameters`()
        async throws
    {
        try await TestAPI.open(members: [], webhooks: true) { api in
            let document = try await api.description().document
            let operations = (document["paths"]?.objectValue ?? [:]).values
                .flatMap { ($0.objectValue ?? [:]).values }
            let names = operations.compactMap { $0["operationId"]?.stringValue }
            #expect(Set(names).count == operations.count)
            for operation in operations {
                #expect(operation["summary"]?.stringValue?.hasSuffix(".") == true, "\(operation)")
                #expect(operation["tags"]?[0]?.stringValue?.isEmpty == false, "\(operation)")
            }
            for parameter in document.all where parameter["in"] != nil {
                #expect(parameter["description"]?.stringValue?.isEmpty == false, "\(parameter)")
                #expect(parameter["schema"]?.objectValue?.isEmpty == false, "\(parameter)")
            }
            let schemas = document["components"]?["schemas"]?.objectValue ?? [:]
            for (name, schema) in schemas {
                #expect(schema["description"]?.stringValue?.isEmpty == false, "\(name)")
            }
        }
    }

    @Test func `a format has one pattern, and every example of a pattern matches it`() async throws
    {
        try await TestAPI.open(members: [], webhooks: true) { api in
            let document = try await api.description().document
            let validator = JSONSchemaValidator(document: document)
            var patterns: [String: JSONValue] = [:]
            for schema in document.all {
                if let format = schema["format"]?.stringValue {
                    let pattern = schema["pattern"] ?? .null
                    #expect(patterns.updateValue(pattern, forKey: format) ?? pattern == pattern)
                }
                guard schema["pattern"] != nil else { continue }
                for example in schema["examples"]?.arrayValue ?? [] {
                    #expect(validator.faults(of: example, against: schema) == [], "\(example)")
                }
            }
            #expect(Set(["date-time", "identifier", "percent"]).isSubset(of: patterns.keys))
        }
    }

    @Test func `the refusals are listed with their numbers, statuses and meanings`() async throws {
        try await TestAPI.open(members: []) { api in
            let document = try await api.description().document
            let listed = document["x-refusals"]?.arrayValue ?? []
            #expect(
                listed.map { $0["refusalNumber"]?.integerValue }
                    == Refusal.Code.allCases.map { Int64($0.rawValue) }
            )
            #expect(listed.allSatisfy { $0["meaning"]?.stringValue?.hasSuffix(".") == true })
            let one = listed.first { $0["code"] == .string("conveyanceLimitExceeded") }
            #expect(one?["refusalNumber"]?.integerValue == 3007)
            #expect(one?["status"]?.integerValue == 422)
            #expect(
                one?["meaning"]
                    == .string("The conveyance would carry more than the cover's limit.")
            )
        }
    }

    @Test func `without webhooks their routes are not described`() async throws {
        try await TestAPI.open(members: []) { api in
            let paths = try await api.description().document["paths"]?.objectValue ?? [:]
            #expect(!paths.keys.contains { $0.contains("webhook") })
            #expect(paths["/v1/claims"] != nil)
        }
    }

    @Test func `the document needs no key, and is not sent again to whoever has it`() async throws {
        try await TestAPI.open(members: []) { api in
            let first = try await api.get("/openapi.json")
            #expect(first.json["openapi"] == .string("3.1.0"))
            #expect(first.headers[.contentType] == "application/json")
            let tag = try #require(first.headers[.eTag])
            for known in [tag, "\"other\", \(tag)", "*"] {
                let again = try await api.get("/openapi.json", headers: [.ifNoneMatch: known])
                #expect(again.status == .notModified)
                #expect(again.headers[.eTag] == tag)
                #expect(again.bytes.isEmpty)
            }
            let other = try await api.get("/openapi.json", headers: [.ifNoneMatch: "\"other\""])
            #expect(other.bytes == first.bytes)
        }
    }

    @Test func `what readings come as is what is taken`() async throws {
        try await TestAPI.open(members: []) { api in
            let upload = try await api.description()
                .operation(.post, "/v1/shipments/a/telemetry")
            let types = upload?.json["requestBody"]?["content"]?.objectValue ?? [:]
            #expect(Set(types.keys) == Set(TelemetryFormat.allCases.flatMap(\.contentTypes)))
            for format in TelemetryFormat.allCases {
                for type in format.contentTypes {
                    #expect(TelemetryFormat(contentType: type) == format, "\(type)")
                }
            }
        }
    }

    /// In requests, in answers and in every type that they are made of.
    @Test func `every member of every object says what it means`() async throws {
        try await TestAPI.open(members: [], webhooks: true) { api in
            let document = try await api.description().document
            var members = 0
            var unexplained: [String] = []
            func walk(_ value: JSONValue, _ place: String) {
                for (name, part) in value.objectValue ?? [:] where name != "properties" {
                    walk(part, "\(place)/\(name)")
                }
                for (name, schema) in value["properties"]?.objectValue ?? [:] {
                    members += 1
                    if schema["description"]?.stringValue?.isEmpty != false {
                        unexplained.append("\(place)/\(name)")
                    }
                    walk(schema, "\(place)/\(name)")
                }
                for (index, part) in (value.arrayValue ?? []).enumerated() {
                    walk(part, "\(place)/\(index)")
                }
            }
            walk(document, "")
            #expect(unexplained.sorted() == [])
            #expect(members > 500)
        }
    }

    @Test func `a request names what it may leave out, and an answer has all`() async throws {
        try await TestAPI.open(members: []) { api in
            let document = try await api.description().document
            let schemas = try #require(document["components"]?["schemas"])
            // Who asks leads, alone, where nothing else is said.
            let terms = try #require(schemas["CoverTerms"])
            let required = try #require(terms["required"]?.arrayValue)
            #expect(required.contains(.string("assured")))
            #expect(!required.contains(.string("leader")))
            #expect(!required.contains(.string("shares")))
            #expect(terms["additionalProperties"] == .bool(false))
            let admit = try await api.description().operation(.post, "/v1/members")?.json
            let body = admit?["requestBody"]?["content"]?["application/json"]?["schema"]
            let admission = body?["properties"]?.objectValue ?? [:]
            #expect(admission.keys.sorted() == ["id", "name", "roles"])
            #expect(body?["required"]?.arrayValue == [.string("name"), .string("roles")])
            let name = admission["name"]
            #expect(name?["maxLength"]?.integerValue == 200)
            #expect(name?["description"]?.stringValue?.contains("200 bytes of UTF-8") == true)
            let check = try #require(schemas["Check"]?["properties"]?.objectValue)
            #expect(check["figure"] != nil && check["clause"] != nil, "the edition in force")
            let certificate = try #require(schemas["Certificate"])
            // What came with a later edition is absent where an instance is of an earlier one.
            let stated = certificate["required"]?.arrayValue?.compactMap(\.stringValue) ?? []
            let shown = certificate["properties"]?.objectValue?.keys.map { $0 } ?? []
            #expect(stated.count > 20)
            #expect(
                Set(shown).subtracting(stated) == [
                    "interests", "holders", "leaderClause", "oneOfficerAccepted", "referral",
                    "holds", "sanctionsThreshold", "superseded",
                ]
            )
            #expect(certificate["additionalProperties"] == nil)
            #expect(certificate["properties"]?["stage"] == nil)
            #expect(certificate["properties"]?["remaining"] != nil)
            // The path names the certificate, and the rest may be left out.
            let endorse = try await api.description()
                .operation(.post, "/v1/certificates/a/actions/endorse")
            #expect(endorse?.json["requestBody"]?["required"] == .bool(false))
        }
    }
}
