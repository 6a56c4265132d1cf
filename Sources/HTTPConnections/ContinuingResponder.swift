import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// An event that tells a connection that the body of its request is wanted (RFC 9110, 10.1.1).
struct BodyWanted: Sendable {
    /// Whether a client waits for it before it sends the body.
    static func isAwaited(by request: HTTPRequest) -> Bool {
        request.headerFields[.expect]?.lowercased() == "100-continue"
    }
}

/// Answers as another does, and tells the connection when that one begins to read a body for which
/// the client waits to be asked.
struct ContinuingResponder<Inner: HTTPResponder>: HTTPResponder
where Inner.Context: InitializableFromSource<ApplicationRequestContextSource> {
    /// The other's context, and the connection.
    struct ConnectedContext: InitializableFromSource {
        let inner: Inner.Context
        let channel: any Channel

        init(source: ApplicationRequestContextSource) {
            inner = Inner.Context(source: source)
            channel = source.channel
        }
    }

    let responder: Inner

    func respond(to request: Request, context: ConnectedContext) async throws -> Response {
        guard BodyWanted.isAwaited(by: request.head) else {
            return try await responder.respond(to: request, context: context.inner)
        }
        var asking = request
        asking.body = RequestBody(
            asyncSequence: AwaitedBody(body: request.body, channel: context.channel)
        )
        return try await responder.respond(to: asking, context: context.inner)
    }
}

/// A body that is asked for when it is first read.
private struct AwaitedBody: AsyncSequence, Sendable {
    struct AsyncIterator: AsyncIteratorProtocol {
        var base: RequestBody.AsyncIterator
        var channel: (any Channel)?

        mutating func next() async throws -> ByteBuffer? {
            if let channel {
                self.channel = nil
                channel.triggerUserOutboundEvent(BodyWanted(), promise: nil)
            }
            return try await base.next()
        }
    }

    let body: RequestBody
    let channel: any Channel

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(base: body.makeAsyncIterator(), channel: channel)
    }
}
