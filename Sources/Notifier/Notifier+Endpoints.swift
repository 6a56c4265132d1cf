import HTTPClient
import Marine

/// Requests of members and the operator.
///
/// Each change throws ``RepeatedRequest`` where it was carried out before
/// under the name it is given.
extension Notifier {
    /// Registers an endpoint.
    ///
    /// - Parameters:
    ///   - new: the member, the URL and the event types.
    ///   - index: the ledger index to begin at, at most the ledger's size; nil begins with what
    ///     happens from now on.
    ///   - request: what the member calls the registration.
    /// - Returns: the endpoint; its secret is to be shown to the member this once.
    /// - Throws: ``NotifierError``, of which ``NotifierError/beyondLedger(index:size:)`` is an
    ///   index that the ledger has not come to.
    public func register(
        _ new: NewWebhookEndpoint,
        startingAt index: UInt64? = nil,
        named request: NamedRequest<WebhookEndpoint>? = nil
    ) async throws -> WebhookEndpoint {
        try EndpointURL.validate(
            new.registration.url.string,
            allowsPlainHTTP: configuration.allowsPlainHTTP,
            addressGuard: client.addressGuard
        )
        let size = try await source.size()
        let start = index ?? size
        try Notifier.require(start, within: size)
        let endpoint = try await store.createEndpoint(
            new,
            startingAt: start,
            now: clock.now(),
            named: request
        )
        ingestSignals.continuation.yield()
        return endpoint
    }

    /// What was answered to a request of this name; nil where there was none.
    ///
    /// Of each member the latest 1,000 names are kept.
    ///
    /// - Throws: ``NotifierError/requestReused(_:)`` where the name was another request's.
    public func answer(to name: RequestName) async throws -> [UInt8]? {
        try await store.answer(to: name)
    }

    /// An endpoint; nil where there is none.
    public func endpoint(_ id: String) async throws -> WebhookEndpoint? {
        try await store.endpoint(id)?.shown(by: waiting)
    }

    /// The endpoints of a member, or of all where `member` is nil; `limit` is clamped to 1...1000.
    public func endpoints(
        of member: String?,
        limit: Int = 100,
        after: String? = nil
    ) async throws -> WebhookEndpointPage {
        let page = try await store.endpoints(of: member, limit: limit, after: after)
        return WebhookEndpointPage(items: page.items.map { $0.shown(by: waiting) }, next: page.next)
    }

    /// Deletes an endpoint and the record of its deliveries; false where there is none.
    @discardableResult
    public func delete(_ id: String) async throws -> Bool {
        try await store.deleteEndpoint(id)
    }

    /// Stops sending to an endpoint; what is pending and what comes is kept for ``enable(_:)``.
    ///
    /// - Throws: ``NotifierError/endpointNotFound(_:)``.
    @discardableResult
    public func disable(
        _ id: String,
        named request: NamedRequest<WebhookEndpoint>? = nil
    ) async throws -> WebhookEndpoint {
        try await store.disableEndpoint(
            id,
            reason: .requested,
            now: clock.now(),
            named: request
        )
    }

    /// Sends to an endpoint again, from where it was left.
    ///
    /// - Throws: ``NotifierError/endpointNotFound(_:)``.
    @discardableResult
    public func enable(
        _ id: String,
        named request: NamedRequest<WebhookEndpoint>? = nil
    ) async throws -> WebhookEndpoint {
        let endpoint = try await store.enableEndpoint(id, named: request)
        examine([id])
        ingestSignals.continuation.yield()
        return endpoint
    }

    /// Gives an endpoint a new secret; the old one signs too until the overlap has passed.
    ///
    /// - Throws: ``NotifierError/endpointNotFound(_:)``.
    public func rotateSecret(
        of id: String,
        to secret: WebhookSecret = .random(),
        overlapMilliseconds: Int64 = 86_400_000,
        named request: NamedRequest<WebhookEndpoint>? = nil
    ) async throws -> WebhookEndpoint {
        try await store.rotateSecret(
            of: id,
            to: secret,
            overlapEndsAt: waiting.now()
                + min(max(0, overlapMilliseconds), DeliveryStore.maximumOverlapMilliseconds),
            named: request
        )
    }

    /// Tells an endpoint again of everything from a ledger index on, under the same message ids.
    ///
    /// What is still pending keeps its place and its attempts. From the ledger's size on there is
    /// nothing yet, and the endpoint is told of what comes.
    ///
    /// - Throws: ``NotifierError/endpointNotFound(_:)``, or
    ///   ``NotifierError/beyondLedger(index:size:)`` where the ledger has not come to the index.
    @discardableResult
    public func replay(
        _ id: String,
        from index: UInt64,
        named request: NamedRequest<WebhookEndpoint>? = nil
    ) async throws -> WebhookEndpoint {
        try Notifier.require(index, within: try await source.size())
        let endpoint = try await store.moveCursor(of: id, to: index, named: request)
        ingestSignals.continuation.yield()
        return endpoint
    }

    /// A cursor ahead of the ledger says that entries are lost, and keeps a server from starting:
    /// none is kept because a member asks for it.
    private static func require(_ index: UInt64, within size: UInt64) throws(NotifierError) {
        guard index <= size else { throw .beyondLedger(index: index, size: size) }
    }

    /// An endpoint's deliveries, the newest first; `limit` is clamped to 1...1000.
    ///
    /// - Throws: ``NotifierError/endpointNotFound(_:)``.
    public func deliveries(
        of endpoint: String,
        state: WebhookDelivery.State? = nil,
        limit: Int = 100,
        after: Int64? = nil
    ) async throws -> WebhookDeliveryPage {
        let page = try await store.deliveries(
            of: endpoint,
            state: state,
            limit: limit,
            after: after
        )
        return WebhookDeliveryPage(items: page.items.map { $0.shown(by: waiting) }, next: page.next)
    }

    /// Sends a delivered or dead delivery once more, with its whole schedule before it; one that is
    /// pending is attempted now.
    ///
    /// - Throws: ``NotifierError/deliveryNotFound(_:)``, or ``NotifierError/queueFull(limit:)``
    ///   where as many deliveries wait at the endpoint as may.
    @discardableResult
    public func redeliver(
        _ delivery: Int64,
        of endpoint: String,
        named request: NamedRequest<WebhookDelivery>? = nil
    ) async throws -> WebhookDelivery {
        let queued = try await store.redeliver(
            delivery,
            of: endpoint,
            now: waiting.now(),
            configuration.pending,
            named: request
        )
        examine([endpoint])
        return queued
    }
}
