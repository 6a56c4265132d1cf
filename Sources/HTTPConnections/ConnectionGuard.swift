import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Holds one connection to the pace of its requests, and closes it where a body is not waited for.
///
/// It stands behind the HTTP codec; a handler of its own before the codec counts the bytes. All of
/// it runs on the connection's event loop.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// Counts the bytes as they come, and sees when the server asks for more.
    private final class ByteCounter: ChannelDuplexHandler, RemovableChannelHandler {
        typealias InboundIn = ByteBuffer
        typealias InboundOut = ByteBuffer
        typealias OutboundIn = IOData
        typealias OutboundOut = IOData

        private let owner: ConnectionGuard

        init(owner: ConnectionGuard) { self.owner = owner }

        func read(context: ChannelHandlerContext) {
            owner.progress.waits(at: .now)
            context.read()
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            owner.progress.received(Self.unwrapInboundIn(data).readableBytes, at: .now)
            owner.watch(context)
            context.fireChannelRead(data)
        }
    }

    /// How often a request that is coming is looked at.
    private static let interval = TimeAmount.seconds(1)
    /// How long a client may still read an answer that closes the connection.
    private static let linger = TimeAmount.seconds(2)

    private let registry: ConnectionRegistry
    private var progress: RequestProgress
    private var watching: Scheduled<Void>?
    private var closesAfterAnswer = false
    /// Whether a client waits to be told that it may send the body.
    private var asksFirst = false

    init(registry: ConnectionRegistry, pace: RequestPace) {
        self.registry = registry
        progress = RequestProgress(pace: pace)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let address = context.channel.remoteAddress?.ipAddress ?? ""
        guard registry.opened(context.channel, from: address) else {
            return context.close(promise: nil)
        }
        do {
            try context.pipeline.syncOperations.addHandler(
                ByteCounter(owner: self),
                position: .first
            )
        } catch { context.close(promise: nil) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        watching?.cancel()
        registry.closed(context.channel)
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        watching?.cancel()
        registry.closed(context.channel)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch Self.unwrapInboundIn(data) {
        case .head(let request):
            progress.begins()
            asksFirst = BodyWanted.isAwaited(by: request)
        case .body: asksFirst = false
        case .end: progress.ends()
        }
        context.fireChannelRead(data)
    }

    func write(
        context: ChannelHandlerContext,
        data: NIOAny,
        promise: EventLoopPromise<Void>?
    ) {
        let part = Self.unwrapOutboundIn(data)
        // An answer is the last word: no body is asked for after it.
        if case .head = part { asksFirst = false }
        switch part {
        case .head(var response) where progress.isInBody:
            // What is left of the body is not waited for: whoever sends it may take for ever.
            closesAfterAnswer = true
            response.headerFields[.connection] = "close"
            context.write(Self.wrapOutboundOut(.head(response)), promise: promise)
        case .end where closesAfterAnswer:
            let channel = context.channel
            context.writeAndFlush(data, promise: promise)
            channel.close(mode: .output, promise: nil)
            context.eventLoop.scheduleTask(in: Self.linger) { channel.close(promise: nil) }
        case .end:
            progress.answered()
            context.write(data, promise: promise)
        default:
            context.write(data, promise: promise)
        }
    }

    /// Tells a client that asks first that it may send the body, once the body is read: whatever
    /// the headers settle is answered without.
    func triggerUserOutboundEvent(
        context: ChannelHandlerContext,
        event: Any,
        promise: EventLoopPromise<Void>?
    ) {
        guard event is BodyWanted else {
            return context.triggerUserOutboundEvent(event, promise: promise)
        }
        guard asksFirst else {
            promise?.succeed()
            return
        }
        asksFirst = false
        context.writeAndFlush(
            Self.wrapOutboundOut(.head(HTTPResponse(status: .continue))),
            promise: promise
        )
    }

    private func watch(_ context: ChannelHandlerContext) {
        guard watching == nil else { return }
        watch(context.channel, NIOLoopBound(self, eventLoop: context.eventLoop))
    }

    private func watch(_ channel: any Channel, _ bound: NIOLoopBound<ConnectionGuard>) {
        watching = channel.eventLoop.scheduleTask(in: Self.interval) {
            let owner = bound.value
            owner.watching = nil
            guard owner.progress.isComing else { return }
            if owner.progress.isTooSlow(at: .now) {
                channel.close(promise: nil)
            } else {
                owner.watch(channel, bound)
            }
        }
    }
}
