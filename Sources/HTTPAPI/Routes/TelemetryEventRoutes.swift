import CanonicalJSON
import Contracts
import HTTPTypes
import Hummingbird
import Ledger
import Marine
import NIOCore
import ServiceLifecycle
import Services

/// How streams of events are kept up.
public struct EventStreamTimes: Sendable {
    /// How long one may be silent before a comment is sent, and the API key is looked at again.
    public var heartbeat = Duration.seconds(15)
    /// When a client that lost one comes again, as it is told.
    public var retry = Duration.seconds(2)

    /// A comment after 15 seconds of silence, and 2 seconds before a client comes again.
    public init() {}
}

/// Adds the streams of events: of one shipment's readings, and of all the member's.
func addTelemetryEventRoutes(to table: RouteTable, times: EventStreamTimes = EventStreamTimes()) {
    table.member(
        .get,
        "\(Shipment.path)/{id}/telemetry/events",
        "telemetryEvents",
        "Streams what the ledger records of a shipment's readings (server-sent events).",
        query: [lastEventParameter],
        headers: [.lastEventID],
        problems: [.tooManyRequests]
    ) { [streams = table.streams] call, caller in
        let id = try call.identifier(of: Shipment.noun)
        _ = try await call.read(Shipment.self, id, as: caller)
        return try await EventStream(call, caller, of: id, streams, times)
    }
    table.member(
        .get,
        "/v1/telemetry/events",
        "telemetryFleetEvents",
        "Streams what the ledger records of the readings of the member's shipments (server-sent "
            + "events).",
        query: [lastEventParameter],
        headers: [.lastEventID],
        problems: [.tooManyRequests]
    ) { [streams = table.streams] call, caller in
        try await EventStream(call, caller, of: nil, streams, times)
    }
}

private let lastEventParameter = QueryParameter<UInt64>(
    name: "lastEventId",
    meaning: "The id of the last event that is known, where the client cannot send it as a header; "
        + "without either the stream begins with what comes next.",
    shape: .named(UInt64.self)
) { text throws(ParseError) in
    guard let index = DecimalIndex.parse(text) else { throw .eventIDMalformed }
    return index
}

extension ParseError {
    fileprivate static let eventIDMalformed = ParseError(
        code: "eventIdMalformed",
        reason: "it is the id of an event of this stream, which is an index of the ledger"
    )
}

/// 200 with events as they come, until either side ends it (HTML, section 9.2).
struct EventStream: RouteAnswer {
    let response: Response

    static var descriptions: [AnswerDescription] {
        [
            AnswerDescription(
                status: .ok,
                meaning: "Events `upload`, `findings` and `withdrawal`; the schema is that of the "
                    + "data of each.",
                mediaType: "text/event-stream",
                type: TelemetryEventMessage.self
            )
        ]
    }

    /// Begins a stream after the event that the client knows, or with what comes next.
    ///
    /// - Throws: a problem where the event is none of the ledger's, or too many streams are open.
    init(
        _ call: Call,
        _ caller: Caller,
        of shipment: InstanceID?,
        _ streams: OpenStreams,
        _ times: EventStreamTimes
    ) async throws {
        let size = await call.platform.sequencer.size()
        let next = try EventStream.known(call, size).map { $0 + 1 } ?? size
        let listener = Listener(
            platform: call.platform,
            caller: caller,
            authorization: call.request.headers[.authorization],
            shipment: shipment,
            times: times
        )
        let place = try streams.open(for: caller.member)
        response = Response(
            status: .ok,
            headers: [.contentType: "text/event-stream", .xAccelBuffering: "no"],
            body: ResponseBody { writer in
                try await listener.write(from: next, to: &writer)
                withExtendedLifetime(place) {}
            }
        )
    }

    /// The event that the client says it knows, by the header or else the query.
    private static func known(_ call: Call, _ size: UInt64) throws(Problem) -> UInt64? {
        if let text = try call.single(.lastEventID, "Last-Event-ID"), !text.isEmpty {
            guard let index = DecimalIndex.parse(text) else {
                let error = ParseError.eventIDMalformed
                throw .header("Last-Event-ID", error.code, error.reason)
            }
            guard index < size else {
                throw .header("Last-Event-ID", "beyondLedger", beyond(index, size))
            }
            return index
        }
        guard let index = try call.value(of: lastEventParameter) else { return nil }
        guard index < size else {
            throw .parameter("lastEventId", "beyondLedger", beyond(index, size))
        }
        return index
    }

    private static func beyond(_ index: UInt64, _ size: UInt64) -> String {
        "there is no entry \(index), the ledger has \(size): it is of another ledger, or entries "
            + "were lost; read all anew"
    }
}

/// Writes a stream's events to one client.
private struct Listener: Sendable {
    let platform: Platform
    let caller: Caller
    let authorization: String?
    /// The shipment; `nil` for all that the caller may read.
    let shipment: InstanceID?
    let times: EventStreamTimes

    /// Writes until the client goes, the services shut down or the API key holds no more.
    func write(from first: UInt64, to writer: inout any ResponseBodyWriter) async throws {
        var next = first
        let retry = times.retry.components.seconds * 1_000
        try await writer.write(ByteBuffer(string: "retry: \(retry)\n\n"))
        var lastWrite = ContinuousClock.now
        var lastCheck = lastWrite
        while !Task.isCancelled, !Task.isShuttingDownGracefully {
            let page = try await platform.telemetryEvents.page(from: next)
            for event in page.events where try await isShown(event) {
                try await writer.write(try Self.frame(event))
                lastWrite = .now
            }
            let isAtEnd = page.next == next || page.events.isEmpty
            next = page.next
            if lastCheck.duration(to: .now) >= times.heartbeat {
                guard try await mayListen() else { break }
                lastCheck = .now
            }
            if lastWrite.duration(to: .now) >= times.heartbeat {
                try await writer.write(ByteBuffer(string: ": \(next)\n\n"))
                lastWrite = .now
            }
            if isAtEnd, await platform.sequencer.size() <= next {
                await waitForMore(beyond: next, until: lastWrite.advanced(by: times.heartbeat))
            }
        }
        try await writer.finish(nil)
    }

    /// Whether the event is of a shipment that the stream is of and the caller may read now.
    private func isShown(_ event: TelemetryEvent) async throws -> Bool {
        if let shipment, shipment != event.shipment { return false }
        return try await platform.mayRead(InstanceKey(.shipment, event.shipment), caller)
    }

    /// Whether the API key is still the caller's.
    private func mayListen() async throws -> Bool {
        guard let key = authorization?.split(separator: " ").last else { return false }
        return try await platform.authenticate(apiKey: String(key))?.member == caller.member
    }

    /// Waits for the ledger to grow, for an instant, or for the services to shut down.
    private func waitForMore(beyond size: UInt64, until: ContinuousClock.Instant) async {
        let growth = platform.sequencer.growth
        await withTaskGroup { group in
            group.addTask { await growth.wait(beyond: size) }
            group.addTask { try? await Task.sleep(until: until, clock: .continuous) }
            group.addTask { try? await gracefulShutdown() }
            await group.next()
            group.cancelAll()
        }
    }

    /// An event with its id, on lines of their own; JSON has no line breaks here.
    ///
    /// - Throws: `LedgerFault.damaged` where the ledger has lost what it says.
    private static func frame(_ event: TelemetryEvent) throws(LedgerFault) -> ByteBuffer {
        guard let message = TelemetryEventMessage(event) else {
            throw .damaged(place: "entry \(event.index): its payload is missing")
        }
        var buffer = ByteBuffer(string: "id: \(event.index)\nevent: \(message.kind)\ndata: ")
        buffer.writeBytes(message.exchangeBytes)
        buffer.writeString("\n\n")
        return buffer
    }
}
