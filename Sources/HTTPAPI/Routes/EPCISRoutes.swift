import CanonicalJSON
import Contracts
import HTTPTypes
import Hummingbird
import Marine
import NIOCore
import Services
import Telemetry
import TransparencyLog

/// Adds the routes of GS1 EPCIS 2.0 (its REST binding, section 12): capturing events, and the
/// events of the member's shipments.
func addEPCISRoutes(to table: RouteTable) {
    let jobs = CaptureJobs()
    table.member(
        .post,
        "/v1/epcis/capture",
        "epcisCapture",
        "Captures EPCIS 2.0 events: each sensor reading goes to the shipment with whose goods its "
            + "device travels.",
        headers: [.idempotencyKey, .captureErrorBehaviour, .captureErrorBehaviourLong],
        readings: captureTypes,
        problems: [.conflict, .insufficientStorage]
    ) { call, caller in
        try await capture(call, caller, jobs)
    }
    table.member(
        .get,
        "/v1/epcis/capture",
        "epcisCaptureJobs",
        "Lists the member's latest capture jobs, the latest first, as far as the server has run "
            + "since."
    ) { _, caller in
        OK(PageAnswer(await jobs.jobs(of: caller.member), next: nil))
    }
    table.member(
        .get,
        "/v1/epcis/capture/{id}",
        "epcisCaptureJob",
        "Says what became of a capture job."
    ) { call, caller in
        let id = try call.identifier(of: "capture job")
        guard let job = await jobs.job(id.text, of: caller.member) else {
            throw Problem.notFound("capture job", id.text)
        }
        return OK(job)
    }
    table.member(
        .get,
        "/v1/epcis/events",
        "epcisEvents",
        "Gives the readings of the member's shipments as EPCIS 2.0 events, page by page.",
        query: [perPageParameter, tokenParameter, fromParameter, toParameter],
        events
    )
}

/// The content types of EPCIS documents in JSON.
private let captureTypes = ["application/json", "application/ld+json"]

extension HTTPField.Name {
    /// What is to become of the other events where one cannot be captured.
    fileprivate static let captureErrorBehaviour = name("GS1-Capture-Error-Behaviour")
    /// The same by a name that some clients give it.
    fileprivate static let captureErrorBehaviourLong = name("GS1-EPCIS-Capture-Error-Behaviour")
    /// RFC 8288.
    fileprivate static let link = name("Link")

    private static func name(_ text: String) -> HTTPField.Name {
        // All of them are tokens.
        HTTPField.Name(text) ?? .contentType
    }
}

extension RequestHeader {
    fileprivate static let captureErrorBehaviour = RequestHeader(
        name: .captureErrorBehaviour,
        meaning: "`rollback` captures all events or none, and is meant where nothing is said; "
            + "`proceed` captures as many as can be.",
        shape: .choice(CaptureErrorBehaviour.allCases.map(\.rawValue))
    )
    fileprivate static let captureErrorBehaviourLong = RequestHeader(
        name: .captureErrorBehaviourLong,
        meaning: "The same as GS1-Capture-Error-Behaviour.",
        shape: .choice(CaptureErrorBehaviour.allCases.map(\.rawValue))
    )
}

extension AnswerHeader {
    fileprivate static let link = AnswerHeader(
        name: .link,
        meaning: "The next page, with `rel=\"next\"`; absent with the last."
    )
}

/// 202 with where a capture job is, and the job as JSON.
private struct Captured: RouteAnswer {
    let job: CaptureJobAnswer

    static var descriptions: [AnswerDescription] {
        [
            .json(
                CaptureJobAnswer.self,
                .accepted,
                "The events came, and the job says what became of them.",
                headers: [.location]
            )
        ]
    }

    var response: Response {
        .json(
            job,
            status: .accepted,
            headers: [.location: "/v1/epcis/capture/\(job.captureID)"]
        )
    }
}

private func behaviour(_ call: Call) throws(Problem) -> CaptureErrorBehaviour {
    var stated: CaptureErrorBehaviour?
    for (name, spelled) in [
        (HTTPField.Name.captureErrorBehaviour, "GS1-Capture-Error-Behaviour"),
        (.captureErrorBehaviourLong, "GS1-EPCIS-Capture-Error-Behaviour"),
    ] {
        guard let text = try call.single(name, spelled) else { continue }
        guard let value = CaptureErrorBehaviour(rawValue: text.lowercased()),
            stated == nil || stated == value
        else {
            throw .header(spelled, "valueUnknown", "it is rollback or proceed, and stated once")
        }
        stated = value
    }
    return stated ?? .rollback
}

private func capture(
    _ call: Call,
    _ caller: Caller,
    _ jobs: CaptureJobs
) async throws -> Captured {
    let options = try call.options()
    let behaviour = try behaviour(call)
    let type = (call.request.headers[.contentType] ?? "").prefix { $0 != ";" }.lowercased()
    guard captureTypes.contains(type) else {
        let accepted = captureTypes.joined(separator: ", ")
        throw Problem(
            .unsupportedMediaType,
            "contentTypeUnsupported",
            "EPCIS events come as \(accepted).",
            headers: [.accept: accepted]
        )
    }
    try call.requireAnnounced()
    let start = call.platform.clock()
    var upload = call.platform.beginFleetUpload(format: .json)
    try await call.receive(&upload, nil)
    let outcome: CaptureOutcome
    do {
        outcome = try await call.platform.capture(
            upload,
            isWhole: behaviour == .rollback,
            as: caller,
            idempotencyKey: options.idempotencyKey
        )
    } catch let refusal as UploadRefusal {
        // What an event lacks has to stand in it: there are no parameters here.
        guard case .statementsMissing(let missing) = refusal else { throw refusal }
        throw Problem(
            .badRequest,
            "eventsIncomplete",
            "No event can be captured: "
                + missing.map { "line \($0.line): \($0.reason)" }.joined(separator: "; ")
        )
    }
    try requireEPCIS(outcome.parsed)
    let job = CaptureJobAnswer(
        "cap-" + Hex.encode((0..<10).map { _ in UInt8.random(in: .min ... .max) }),
        outcome,
        behaviour,
        from: start,
        to: call.platform.clock()
    )
    await jobs.add(job, of: caller.member)
    return Captured(job: job)
}

/// Refuses a body that is no EPCIS document at all.
private func requireEPCIS(_ parsed: ParsedUpload) throws(Problem) {
    let rows = parsed.readRowCount + parsed.rejectedCount + parsed.withoutMeasurementCount
    guard rows == parsed.rejectedCount, let first = parsed.rejected.first,
        [.malformedJSON, .notAnObject, .encodingUnsupported].contains(first.code)
    else { return }
    throw Problem(
        .badRequest,
        "epcisMalformed",
        "The body is no EPCIS document in JSON: line \(first.line): \(first.reason)."
    )
}

// MARK: Events

private let perPageParameter = QueryParameter.number(
    "perPage",
    1...1_000,
    "The most events of the page; 100 where it is left out."
)
private let tokenParameter = QueryParameter<EventPlace>(
    name: "nextPageToken",
    meaning: "What the link to the next page says.",
    shape: .string(example: "0-0-100"),
    read: EventPlace.init(parsing:)
)
private let fromParameter = QueryParameter.instant("GE_eventTime", "Events from this instant on.")
private let toParameter = QueryParameter.instant("LT_eventTime", "Events before this instant.")

/// Where a page of events begins: a shipment, a device of it, and a sample of that.
private struct EventPlace: Sendable {
    /// The index after which the shipment began; `nil` for the first.
    var after: UInt64?
    var device = 0
    var sample = 0

    init() {}

    init(parsing text: String) throws(ParseError) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let device = DecimalIndex.parse(parts[1]),
            let sample = DecimalIndex.parse(parts[2]), device < 1 << 20, sample < 1 << 40
        else {
            throw ParseError(code: "tokenMalformed", reason: "it is what the page before said")
        }
        if !parts[0].isEmpty {
            guard let after = DecimalIndex.parse(parts[0]) else {
                throw ParseError(code: "tokenMalformed", reason: "it is what the page before said")
            }
            self.after = after
        }
        self.device = Int(device)
        self.sample = Int(sample)
    }

    var text: String { "\(after.map(String.init) ?? "")-\(device)-\(sample)" }
}

/// 200 with a page of events as an EPCIS query document.
private struct EventsAnswer: RouteAnswer {
    let bytes: [UInt8]
    let next: String?

    static var descriptions: [AnswerDescription] {
        [
            AnswerDescription(
                status: .ok,
                meaning: "An EPCIS query document with the events of the page.",
                mediaType: "application/ld+json",
                headers: [.link]
            )
        ]
    }

    var response: Response {
        var headers: HTTPFields = [.contentType: "application/ld+json"]
        if let next { headers[.link] = "<\(next)>; rel=\"next\"" }
        return Response(
            status: .ok,
            headers: headers,
            body: .init(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}

@Sendable
private func events(_ call: Call, _ caller: Caller) async throws -> EventsAnswer {
    let perPage = try call.value(of: perPageParameter) ?? 100
    let from = try call.value(of: fromParameter)
    let to = try call.value(of: toParameter)
    var place = try call.value(of: tokenParameter) ?? EventPlace()
    var document = ReadingExport(.epcis, at: call.platform.clock(), isQuery: true)
    var written = 0
    var next: EventPlace?
    pages: while true {
        let page = try await call.platform.list(
            Shipment.self,
            as: caller,
            after: place.after,
            limit: 1
        )
        guard let shipment = page.items.first else { break }
        let devices = Platform.devices(of: shipment.state)
        while place.device < devices.count {
            let device = devices[place.device]
            let marked = try await call.platform.markedReadings(of: device, in: shipment)
            while place.sample < marked.samples.count {
                let sample = marked.samples[place.sample]
                let isAsked =
                    from.map { sample.time >= $0 } ?? true && to.map { sample.time < $0 } ?? true
                if isAsked, written == perPage {
                    next = place
                    break pages
                }
                if isAsked {
                    document.write(sample, of: device, marked.marks(at: place.sample))
                    written += 1
                }
                place.sample += 1
            }
            place.device += 1
            place.sample = 0
        }
        guard let after = page.next else { break }
        place = EventPlace()
        place.after = after
    }
    document.end()
    let query = [
        "perPage=\(perPage)", from.map { "GE_eventTime=\($0)" }, to.map { "LT_eventTime=\($0)" },
        next.map { "nextPageToken=\($0.text)" },
    ].compactMap(\.self).joined(separator: "&")
    return EventsAnswer(
        bytes: document.take(),
        next: next == nil ? nil : "/v1/epcis/events?\(query)"
    )
}
