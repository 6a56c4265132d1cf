import CanonicalJSON
import HTTPTypes
import Hummingbird
import Ledger
import NIOConcurrencyHelpers
import TransparencyLog

/// Adds the route of the API's own description.
func addDocumentRoute(to table: RouteTable) {
    let cache = NIOLockedValueBox<PublishedDocument?>(nil)
    table.open(
        .get,
        "/openapi.json",
        "serverDescription",
        "Describes this API: OpenAPI 3.1.",
        headers: [.ifNoneMatch]
    ) { [weak table] call in
        let document = cache.withLockedValue { cached in
            // The routes are all there once the first request comes.
            let document = cached ?? PublishedDocument(describing: table?.routes ?? [])
            cached = document
            return document
        }
        let known = call.request.headers[values: .ifNoneMatch]
            .flatMap { $0.filter { $0 != " " }.split(separator: ",") }.map(String.init)
        return document.answer(isKnown: known.contains(document.tag) || known == ["*"])
    }
}

/// The document's bytes and what names them.
private struct PublishedDocument: Sendable {
    let bytes: [UInt8]
    let tag: String

    init(describing routes: [RouteDescription]) {
        var writer = JSONWriter(.exchange, capacity: 1 << 17)
        OpenAPIDocument.json(of: routes).write(to: &writer)
        bytes = writer.bytes
        tag = "\"\(Hash.sha256(of: bytes).hex.prefix(32))\""
    }

    func answer(isKnown: Bool) -> PublishedAnswer {
        PublishedAnswer(bytes: isKnown ? nil : bytes, tag: tag)
    }
}

/// 200 with a document, or 304 where it is known.
private struct PublishedAnswer: RouteAnswer {
    let bytes: [UInt8]?
    let tag: String

    static var descriptions: [AnswerDescription] {
        [
            AnswerDescription(
                status: .ok,
                meaning: "The document.",
                mediaType: "application/json",
                type: LedgerObject.self,
                headers: [.digest]
            ),
            AnswerDescription(
                status: .notModified,
                meaning: "It is known already.",
                headers: [.digest]
            ),
        ]
    }

    var response: Response {
        let headers: HTTPFields = [.eTag: tag, .cacheControl: "no-cache"]
        guard let bytes else { return Response(status: .notModified, headers: headers) }
        return .bytes(bytes, as: "application/json", headers: headers)
    }
}
