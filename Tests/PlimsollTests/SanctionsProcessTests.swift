import CanonicalJSON
import Contracts
import Foundation
import HTTPClient
import Marine
import TestSamples
import TestSupport
import Testing

extension ProcessTests {
    /// A published list, adopted by the command line, and what is declared after it.
    @Suite struct SanctionsProcessTests {
        private static let begin = "2026-02-20T08:00:00Z"

        private static func file(_ name: String) -> String {
            URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .appendingPathComponent("../../Fixtures/sanctions/\(name)").path
        }

        @Test func `a declaration is held by what is on an adopted list, and by nothing else`()
            async throws
        {
            let home = try ServedFolder()
            let curl = try CurlClient()
            try await home.serve(["--clock", Self.begin]) { url, key in
                let server = Server(url: url, key: key, curl: curl)
                let cover = try await server.openCover()
                let before = try await server.declare("Made-Up Development Bank", cover)
                #expect(try await server.holds(of: before, cover).isEmpty)

                let load = ["sanctions", "load", "--server", url, "--key", key]
                let dry = try home.run(load + ["--dry-run", Self.file("un-consolidated.xml")])
                #expect(dry.status == 0, "\(dry.output)")
                #expect(try await server.lists().isEmpty)
                for (files, source, count) in [
                    (["un-consolidated.xml"], "un", "3 entries"),
                    (["sdn.xml"], "ofac", "4 entries"),
                ] {
                    let loaded = try home.run(load + files.map(Self.file))
                    #expect(loaded.status == 0, "\(loaded.output)")
                    #expect(loaded.output.contains(source), "\(loaded.output)")
                    #expect(loaded.output.contains(count), "\(loaded.output)")
                    let again = try home.run(load + files.map(Self.file))
                    #expect(again.output.hasSuffix("unchanged\n"), "\(again.output)")
                }
                #expect(Set(try await server.lists()) == ["un", "ofac"])

                let clean = try await server.declare("Rotterdam Fish BV", cover)
                #expect(try await server.holds(of: clean, cover).isEmpty)
                // By a name that is spelled otherwise, and by the ship's number under another name.
                let named = try await server.declare("Made-Up Development Bank", cover)
                let hit = try #require(try await server.holds(of: named, cover).first)
                #expect(hit["part"] == .string("consignee"))
                #expect(hit["list"] == .string("un") && hit["entry"] == .string("KPe.991"))
                #expect(hit["listed"] == .string("MADE UP DEVELOPMENT BANK"))
                let ship = Conveyance(
                    imo: constant { try IMONumber(parsing: "9187629") },
                    ship: "MV Nobody",
                    voyage: "1"
                )
                let aboard = try await server.declare("Rotterdam Fish BV", cover, aboard: ship)
                let lists = try await server.holds(of: aboard, cover).map {
                    $0["list"]?.stringValue
                }
                #expect(Set(lists) == ["un", "ofac"])
                // What was declared before is held once somebody screens it again.
                let screened = try await server.post(
                    "/v1/certificates/\(before)/actions/screenCertificate",
                    "{}",
                    as: cover.leader
                )
                #expect(screened.status == 200, "\(screened.body)")
                #expect(try await server.holds(of: before, cover).count == 1)
            }
            await curl.shutdown()
        }
    }
}

/// A server, asked by its operator and by members.
private struct Server {
    let url: String
    let key: String
    let curl: CurlClient

    func post(
        _ path: String,
        _ body: String,
        as key: String? = nil
    ) async throws -> (status: Int, body: JSONValue) {
        try await ask(curl, "POST", "\(url)\(path)", key: key ?? self.key, body: body)
    }

    /// Members, and a cover that one insurer leads and alone insures.
    ///
    /// - Returns: the cover, and the keys of its assured and its leader.
    func openCover() async throws -> (id: String, key: String, leader: String) {
        var keys: [String: String] = [:]
        for (member, role) in [("leader", "insurer"), ("assured", "assured"), ("broker", "broker")]
        {
            let body = #"{"id":"\#(member)","name":"The \#(member)","roles":["\#(role)"]}"#
            let admitted = try await post("/v1/members", body)
            #expect(admitted.status == 201, "\(admitted.body)")
            let issued = try await post("/v1/members/\(member)/api-keys", "{}")
            keys[member] = try #require(issued.body["secret"]?.stringValue, "\(issued.body)")
        }
        let terms = changed(CoverTerms.salmon) {
            $0.shares = [CoverTerms.Share(member: .leader, rate: .one)]
            $0.limitPerConveyance = usd("5000000")
            $0.limitPerLocation = usd("9000000")
        }
        let opened = try await post(
            "/v1/open-covers",
            SampleRequests.cover(terms),
            as: keys["leader"]
        )
        #expect(opened.status == 201, "\(opened.body)")
        return (
            try #require(opened.body["id"]?.stringValue), try #require(keys["assured"]),
            try #require(keys["leader"])
        )
    }

    /// - Returns: the certificate.
    func declare(
        _ consignee: Text<200>,
        _ cover: (id: String, key: String, leader: String),
        aboard conveyance: Conveyance = .aurora
    ) async throws -> String {
        let declaration = changed(Declaration.salmon) {
            $0.consignee = consignee
            $0.conveyance = conveyance
        }
        let declared = try await post(
            "/v1/open-covers/\(cover.id)/declarations",
            SampleRequests.declaration(declaration),
            as: cover.key
        )
        #expect(declared.status == 201, "\(declared.body)")
        return try #require(declared.body["id"]?.stringValue)
    }

    /// The hits that hold a certificate's payments.
    func holds(
        of certificate: String,
        _ cover: (id: String, key: String, leader: String)
    ) async throws -> [JSONValue] {
        let path = "\(url)/v1/certificates/\(certificate)"
        let shown = try await ask(curl, "GET", path, key: cover.leader)
        #expect(shown.status == 200, "\(shown.body)")
        return (shown.body["holds"]?.arrayValue ?? []).compactMap { $0["hit"] }
    }

    /// The lists in force, by their sources.
    func lists() async throws -> [String] {
        let shown = try await ask(curl, "GET", "\(url)/v1/sanctions/publications", key: key)
        return (shown.body["items"]?.arrayValue ?? []).compactMap { $0["source"]?.stringValue }
    }
}
