import CanonicalJSON
import Foundation
import HTTPClient
import Notifier

/// A client of the HTTP interface for one member, through libcurl.
struct APIClient: Sendable {
    let curl: CurlClient
    let server: String
    let key: String

    /// The answer to a request, as any JSON: a server of a later version may answer more than is
    /// known here.
    struct Reply {
        let status: Int
        let body: JSONValue
        let bytes: [UInt8]
        /// After how long the server asks to be asked again.
        var retryAfterSeconds: Int64?

        var isSuccess: Bool { (200..<300).contains(status) }

        /// The problem in one line.
        var problem: String {
            let code = body["code"]?.stringValue ?? "HTTP \(status)"
            let detail = body["detail"]?.stringValue ?? String(decoding: bytes, as: UTF8.self)
            let fields = (body["errors"]?.arrayValue ?? []).map { error in
                let pointer =
                    (error["pointer"] ?? error["parameter"] ?? error["header"])?.stringValue ?? ""
                return "\(pointer): \(error["detail"]?.stringValue ?? "")"
            }
            return ([("\(code): \(detail)")] + fields).joined(separator: "; ")
        }
    }

    /// Sends a request and reads its JSON answer, whatever its status.
    func send(
        _ method: String,
        _ path: String,
        body: [UInt8] = [],
        type: String = "application/json",
        headers: [(String, String)] = [],
        onSent: (@Sendable (_ bytes: Int) -> Void)? = nil
    ) async throws -> Reply {
        var all = headers.map { CurlRequest.Header($0.0, $0.1) }
        if !key.isEmpty { all.append(CurlRequest.Header("Authorization", "Bearer \(key)")) }
        if !body.isEmpty { all.append(CurlRequest.Header("Content-Type", type)) }
        let response = try await curl.send(
            CurlRequest(
                method: method,
                url: server + path,
                headers: all,
                body: body,
                timeoutMilliseconds: 300_000,
                onSent: onSent
            )
        )
        let value = (try? JSONValue(parsing: response.body)) ?? .null
        return Reply(
            status: response.status,
            body: value,
            bytes: response.body,
            retryAfterSeconds: response.retryAfterSeconds
        )
    }

    /// Sends a request that must succeed.
    ///
    /// - Throws: `CommandFailure` with the problem that the server stated.
    @discardableResult
    func expect(
        _ method: String,
        _ path: String,
        _ body: JSONValue? = nil,
        headers: [(String, String)] = []
    ) async throws -> JSONValue {
        let bytes = try body.map { try $0.textBytes() } ?? []
        let answer = try await send(method, path, body: bytes, headers: headers)
        guard answer.isSuccess else {
            throw CommandFailure("\(method) \(path): \(answer.problem)")
        }
        return answer.body
    }
}

extension JSONValue {
    /// The value as JSON text; numbers go out as they came.
    func textBytes() throws -> [UInt8] {
        var writer = JSONWriter(.exchange)
        write(to: &writer)
        return try writer.canonicalBytes()
    }
}
