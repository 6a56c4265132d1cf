import Contracts
import Foundation
import HTTPClient
import HTTPTypes
import Ledger
import Marine
import Services
import TransparencyLog

/// A served ledger under the load of `wrk`.
struct HTTPLoad: Sendable {
    private static let connections = 64
    private static let declarePath = "/v1/open-covers/cover-0/declarations"

    /// Whether `wrk` is there.
    static var isInstalled: Bool { ExternalProgram.find("wrk") != nil }

    /// A certificate to read.
    let certificatePath: String
    private let wrk: String
    private let key: String
    private let seconds: Int
    private let declareScript: String
    private let declaration: String

    /// A workload whose covers are in force today, so that shipments can be declared.
    static func workload(signed: Bool = false) throws -> Workload {
        let today = Int64(Date().timeIntervalSince1970) / 86_400
        return try Workload(
            start: Instant(millisecondsSinceEpoch: (today - 61) * 86_400_000),
            signed: signed
        )
    }

    /// Issues the assured an API key and writes the scripts of `wrk`; a certificate must exist to
    /// be read.
    init(
        _ folder: String,
        _ platform: Platform,
        _ workload: Workload,
        seconds: Int
    ) async throws {
        guard let wrk = ExternalProgram.find("wrk") else {
            throw BenchmarkError("wrk is not installed")
        }
        let issued = try await platform.issueAPIKey(
            for: workload.assured,
            as: Caller(member: workload.platform, roles: [.operator]),
            options: ChangeOptions()
        )
        try await platform.sequencer.bringViewUp()
        let listed = try await platform.view.instances(
            of: .certificate,
            for: nil,
            after: nil,
            limit: 1
        )
        guard let key = issued.secret, let certificate = listed.first?.key.instance else {
            throw BenchmarkError("the workload left no certificate to read")
        }
        certificatePath = "/v1/certificates/\(certificate)"
        self.wrk = wrk
        self.key = key
        self.seconds = seconds
        declareScript = "\(folder)/declare.lua"
        let body = HTTPLoad.declaration(sailing: workload.day(90))
        try HTTPLoad.declareScript(body)
            .write(toFile: declareScript, atomically: true, encoding: .utf8)
        declaration = body
    }

    /// Declarations per second, each of which leads to two transitions.
    func declare(at server: String) async throws -> Double {
        try await load("\(server)\(HTTPLoad.declarePath)", ["-s", declareScript])
    }

    /// What a read answers.
    func answer(_ url: String, at path: String) async throws -> BareServer.BareAnswer {
        try await answer(.get, url, path, CurlRequest(method: "GET", url: url))
    }

    /// What a declaration answers.
    func answerOfDeclaration(at server: String) async throws -> BareServer.BareAnswer {
        let url = "\(server)\(HTTPLoad.declarePath)"
        var request = CurlRequest(method: "POST", url: url, body: Array(declaration.utf8))
        request.headers = [
            .init("Content-Type", "application/json"), .init("Idempotency-Key", "first"),
        ]
        return try await answer(.post, url, HTTPLoad.declarePath, request)
    }

    private func answer(
        _ method: HTTPRequest.Method,
        _ url: String,
        _ path: String,
        _ request: CurlRequest
    ) async throws -> BareServer.BareAnswer {
        var request = request
        request.headers.append(.init("Authorization", "Bearer \(key)"))
        let client = try CurlClient()
        let response = try await client.send(request)
        await client.shutdown()
        guard (200..<300).contains(response.status) else {
            throw BenchmarkError("\(url) answers \(response.status)")
        }
        let type = response.headers.first { $0.name.lowercased() == "content-type" }
        return BareServer.BareAnswer(
            method: method,
            path: path,
            status: response.status,
            contentType: type?.value ?? "application/octet-stream",
            body: response.body
        )
    }

    /// Reads per second.
    func get(_ url: String) async throws -> Double { try await load(url, []) }

    private func load(_ url: String, _ options: [String]) async throws -> Double {
        let (status, output) = try await ExternalProgram.runDetached(
            wrk,
            ["-t2", "-c\(HTTPLoad.connections)", "-d\(seconds)s"]
                + ["-H", "Authorization: Bearer \(key)"] + options + [url]
        )
        guard status == 0, !output.contains("Non-2xx"),
            let line = output.split(separator: "\n").first(where: {
                $0.hasPrefix("Requests/sec:")
            }), let value = Double(line.dropFirst("Requests/sec:".count).filter { $0 != " " })
        else { throw BenchmarkError("wrk on \(url): \(output)") }
        return value
    }

    private static func declaration(sailing: Instant) -> String {
        """
        {"goods":"frozen shrimp","description":"1,200 cartons",\
        "cost":{"amount":"90.00","currency":"USD"},\
        "freight":{"amount":"10.00","currency":"USD"},"incoterm":"CIF",\
        "conveyance":{"imo":"9074729","ship":"MV Aurora","voyage":"900W"},\
        "from":"ECGYE","via":[],"to":"NLRTM","sailing":"\(sailing)",\
        "consignee":"Vishandel BV",\
        "agreedValue":{"amount":"100.00","currency":"USD"},"reference":"PO-1"}
        """
    }

    /// Each request has an idempotency key of its own, in every thread and round.
    private static func declareScript(_ body: String) -> String {
        """
        local run = tostring(os.time()) .. tostring({}):sub(8)
        local count = 0
        wrk.method = "POST"
        wrk.body = [[\(body)]]
        request = function()
            count = count + 1
            wrk.headers["Content-Type"] = "application/json"
            wrk.headers["Idempotency-Key"] = run .. "-" .. count
            return wrk.format()
        end

        """
    }
}
