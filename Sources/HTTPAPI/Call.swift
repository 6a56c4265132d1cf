import CanonicalJSON
import Contracts
import HTTPTypes
import Hummingbird
import Logging
import Marine
import NIOCore
import Services

/// One request as a route sees it: strictly read headers, path, query and body.
struct Call: Sendable {
    /// The most bytes of a JSON body.
    static let bodyLimit = 1 << 20

    let request: Request
    let context: APIContext
    let platform: Platform

    /// An identifier in the path; one that cannot be is none that exists.
    func identifier(_ name: String = "id", of kind: String) throws(Problem) -> Identifier {
        let text = context.parameters.get(name) ?? ""
        do {
            return try Identifier(parsing: text)
        } catch {
            throw .notFound(kind, String(text.prefix(48)))
        }
    }

    /// An index on the ledger in the path.
    func index(_ name: String = "index") throws(Problem) -> UInt64 {
        let text = context.parameters.get(name) ?? ""
        guard let index = DecimalIndex.parse(text) else {
            throw .notFound("ledger entry", String(text.prefix(48)))
        }
        return index
    }

    /// The body as JSON; an empty one is an empty object.
    func body() async throws -> Body {
        let bytes = try await collect()
        guard !bytes.isEmpty else { return try parsed(Array("{}".utf8)) }
        let type = (request.headers[.contentType] ?? "").prefix { $0 != ";" }
        let trimmed = type.filter { $0 != " " }.lowercased()
        guard trimmed == "application/json" else {
            throw Problem(
                .unsupportedMediaType,
                "contentTypeUnsupported",
                "The body must be application/json.",
                headers: [.accept: "application/json"]
            )
        }
        guard request.headers[.contentEncoding].map({ $0.lowercased() == "identity" }) ?? true
        else {
            throw Problem(
                .unsupportedMediaType,
                "contentEncodingUnsupported",
                "Only telemetry may be sent compressed."
            )
        }
        return try parsed(bytes)
    }

    private func parsed(_ bytes: [UInt8]) throws(Problem) -> Body {
        do {
            return Body(
                document: try JSONDocument(
                    parsing: bytes,
                    limits: JSONLimits(maximumBytes: Call.bodyLimit, maximumDepth: 32)
                )
            )
        } catch {
            throw .malformedJSON(error)
        }
    }

    private func collect() async throws -> [UInt8] {
        if let announced = request.headers[.contentLength].flatMap({ Int($0) }),
            announced > Call.bodyLimit
        {
            throw Problem.contentTooLarge(limitBytes: Call.bodyLimit)
        }
        var bytes: [UInt8] = []
        for try await buffer in request.body {
            guard bytes.count + buffer.readableBytes <= Call.bodyLimit else {
                throw Problem.contentTooLarge(limitBytes: Call.bodyLimit)
            }
            bytes += buffer.readableBytesView
        }
        return bytes
    }

    /// Runs a change, and names the field of the body behind a refusal of an unknown name.
    func blaming<Value>(_ body: Body, _ change: () async throws -> Value) async throws -> Value {
        do {
            return try await change()
        } catch let refusal as Refusal
            where [.instanceUnknown, .memberUnknown].contains(refusal.code)
        {
            let errors = refusal.figures.values.sorted().flatMap { text in
                body.document.pointers(to: text).map { pointer in
                    FieldError(
                        place: .pointer(pointer),
                        code: "\(refusal.code)",
                        detail: "\(refusal)"
                    )
                }
            }
            guard !errors.isEmpty else { throw refusal }
            throw Problem.fields(errors)
        }
    }
}

/// A decimal index without sign or needless zeros.
enum DecimalIndex {
    static func parse(_ text: some StringProtocol) -> UInt64? {
        guard let index = UInt64(text), String(index) == text, index <= UInt64(Int64.max) else {
            return nil
        }
        return index
    }
}
