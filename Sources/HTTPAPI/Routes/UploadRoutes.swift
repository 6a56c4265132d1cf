import CanonicalJSON
import Contracts
import HTTPTypes
import Hummingbird
import Marine
import Services
import TransparencyLog

/// An upload that is on the ledger.
struct RecordedUploadAnswer: Answer {
    /// SHA-256 of the bytes that came, in base64: what a withdrawal names it by.
    let upload: Text<44>
    /// Who uploaded it.
    let by: MemberID
    /// The devices with readings in it that were new.
    let devices: [DeviceName]
    /// How many samples it brought.
    let samples: Int
    /// The earliest of them.
    let first: Instant
    /// The latest of them.
    let last: Instant
    /// The device whose signature came with it; absent where none did.
    let signedBy: DeviceName?
    /// When it came onto the ledger.
    let at: Instant

    enum Omittable { case signedBy }

    /// Nil where it brought nothing.
    fileprivate init?(_ taken: TakenUpload) {
        let segments = taken.upload.segments
        guard let one = segments.first else { return nil }
        upload = taken.upload.digest
        by = taken.by
        devices = Set(segments.map(\.device)).sorted { $0.string < $1.string }
        samples = segments.reduce(0) { $0 + $1.readings }
        first = segments.map(\.first).min() ?? one.first
        last = segments.map(\.last).max() ?? one.last
        signedBy = taken.upload.signature?.device
        at = taken.at
    }
}

/// Adds the route that says which uploads of a shipment are on the ledger.
///
/// By it whoever lost a connection asks what was taken, and whoever withdraws an upload finds its
/// digest.
func addUploadRoutes(to table: RouteTable) {
    table.member(
        .get,
        "\(Shipment.path)/{id}/uploads",
        "shipmentUploads",
        "Lists the uploads that brought a shipment something new and stand, oldest first; a page "
            + "may be empty and not the last.",
        query: [digestParameter, keyParameter, QueryParameter<String>.after],
        uploads
    )
}

private let digestParameter = QueryParameter<Text<44>>(
    name: "digest",
    meaning: "Uploads of these bytes alone: their SHA-256 in base64.",
    shape: .string(example: "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
) { text throws(ParseError) in
    // A plus sign in a query is often sent as it is, and read as a space.
    let spelled = text.replacing(" ", with: "+")
    guard spelled.utf8.count == 44, let digest = Base64.decode(spelled), digest.count == 32
    else {
        throw ParseError(code: "digestMalformed", reason: "it is a SHA-256 in base64")
    }
    return try Text(spelled)
}

private let keyParameter = QueryParameter<String>(
    name: "key",
    meaning: "The upload alone that the caller made under this Idempotency-Key.",
    shape: .string(example: "upload-1")
) { text throws(ParseError) in
    guard 1...100 ~= text.utf8.count else {
        throw ParseError(code: "keyMalformed", reason: "it is an Idempotency-Key")
    }
    return text
}

@Sendable
private func uploads(
    _ call: Call,
    _ caller: Caller
) async throws -> OK<PageAnswer<RecordedUploadAnswer>> {
    let id = try call.identifier(of: Shipment.noun)
    let digest = try call.value(of: digestParameter)
    let key = try call.value(of: keyParameter)
    let page = PageQuery(limit: PageQuery.limit, after: try call.value(of: .after))
    let after = try call.numericCursor(page) ?? 0
    let viewed = try await call.read(Shipment.self, id, as: caller)
    let found: [TakenUpload]
    var next: UInt64?
    if let key {
        let named = try await call.platform.recordedUpload(named: key, to: viewed, as: caller)
        found = [named].compactMap(\.self)
    } else {
        let some = try await call.platform.recordedUploads(
            of: viewed,
            as: caller,
            after: Int(clamping: after)
        )
        (found, next) = (some.items, some.next)
    }
    let asked = found.filter { taken in digest.map { $0 == taken.upload.digest } ?? true }
    return OK(PageAnswer(asked.compactMap(RecordedUploadAnswer.init), next: next.map(String.init)))
}
