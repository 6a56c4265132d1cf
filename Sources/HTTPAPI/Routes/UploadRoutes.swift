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
    /// Whether the key of a device with readings in it signed nothing.
    let isUnsigned: Bool

    /// - Parameter segments: What one member's upload brought, at least one segment.
    fileprivate init?(_ segments: [Shipment.SegmentRecord]) {
        guard let one = segments.first, let upload = one.upload, let by = one.by else { return nil }
        self.upload = upload
        self.by = by
        devices = Set(segments.map(\.device)).sorted { $0.string < $1.string }
        samples = segments.reduce(0) { $0 + $1.readings }
        first = segments.map(\.first).min() ?? one.first
        last = segments.map(\.last).max() ?? one.last
        isUnsigned = segments.contains { $0.unsigned == true }
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
        "Lists the uploads that brought a shipment something new and stand, oldest first; those "
            + "before the fourth edition of the rules are not told apart.",
        query: [digestParameter, keyParameter] + pageParameters,
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
    let page = try call.page()
    var digest = try call.value(of: digestParameter)
    let key = try call.value(of: keyParameter)
    let after = try call.numericCursor(page) ?? 0
    let viewed = try await call.read(Shipment.self, id, as: caller)
    if let key {
        let named = try await call.platform.uploadDigest(named: key, to: id, as: caller)
        guard let named, digest.map({ $0 == named }) ?? true else {
            return OK(PageAnswer([], next: nil))
        }
        digest = named
    }
    var order: [String] = []
    var parts: [String: [Shipment.SegmentRecord]] = [:]
    for segment in viewed.state.segments {
        guard let upload = segment.upload, let by = segment.by else { continue }
        guard digest.map({ $0 == upload }) ?? true, key == nil || by == caller.member else {
            continue
        }
        let key = "\(upload) \(by)"
        if parts[key] == nil { order.append(key) }
        parts[key, default: []].append(segment)
    }
    let start = Int(clamping: after)
    let shown = order.dropFirst(start).prefix(page.limit)
    let next = start + shown.count < order.count ? "\(start + shown.count)" : nil
    let items = shown.compactMap { parts[$0].flatMap(RecordedUploadAnswer.init) }
    return OK(PageAnswer(items, next: next))
}
