/// An asynchronous HTTP client over libcurl: one multi handle on one thread of its own.
///
/// Redirects are never followed and proxies from the environment are ignored. The address guard
/// belongs to the client and not to a request, because libcurl does not consult it for a pooled
/// connection: every connection in a client's pool has passed the same guard.
public final class CurlClient: Sendable {
    /// What holds for every request of a client.
    public struct Configuration: Sendable {
        /// Judges each address before a connection; nil allows every address.
        public var addressGuard: AddressGuard?
        /// The most connections open at once; further transfers wait.
        public var maximumConnections: Int
        /// The most connections to one host; zero sets no limit of its own.
        public var maximumHostConnections: Int
        /// The most transfers in progress or waiting; further ones are refused.
        public var maximumTransfers: Int
        /// The longest a pooled connection is used, in seconds: bounds how stale a judged address
        /// can be.
        public var maximumConnectionAgeSeconds: Int
        /// A PEM file of certificate authorities to trust instead of the system's.
        public var certificateAuthorityFile: String?
        /// The value of `User-Agent`.
        public var userAgent: String

        /// Creates a configuration; the defaults suit a command-line client, with the guard off.
        public init(
            addressGuard: AddressGuard? = nil,
            maximumConnections: Int = 256,
            maximumHostConnections: Int = 0,
            maximumTransfers: Int = 10_000,
            maximumConnectionAgeSeconds: Int = 300,
            certificateAuthorityFile: String? = nil,
            userAgent: String = "Plimsoll/1"
        ) {
            self.addressGuard = addressGuard
            self.maximumConnections = maximumConnections
            self.maximumHostConnections = maximumHostConnections
            self.maximumTransfers = maximumTransfers
            self.maximumConnectionAgeSeconds = maximumConnectionAgeSeconds
            self.certificateAuthorityFile = certificateAuthorityFile
            self.userAgent = userAgent
        }
    }

    /// Judges each address before a connection; nil allows every address.
    public let addressGuard: AddressGuard?

    private let engine: CurlEngine
    private let resolver: NameResolver

    /// Starts a client and its thread.
    ///
    /// - Throws: ``CurlError/libraryFailed(_:)`` where libcurl cannot be initialised.
    public convenience init(configuration: Configuration = Configuration()) throws(CurlError) {
        try self.init(configuration: configuration, lookUp: NameResolver.system)
    }

    /// Starts a client that has names looked up by a function, which may block.
    package init(
        configuration: Configuration = Configuration(),
        lookUp: @escaping @Sendable (_ name: String) -> Result<[IPAddress], CurlError>
    ) throws(CurlError) {
        addressGuard = configuration.addressGuard
        resolver = NameResolver(lookUp: lookUp)
        engine = try CurlEngine(configuration: configuration)
        engine.start()
    }

    deinit {
        resolver.stop()
        engine.stop()
    }

    /// Sends a request and waits for the whole response.
    ///
    /// - Throws: ``CurlError``, or `CancellationError` where the task is cancelled; a cancelled
    ///   exchange is broken off and its outcome unknown.
    public func send(_ request: CurlRequest) async throws -> CurlResponse {
        try Task.checkCancellation()
        try request.validate()
        let request = try await resolved(request)
        let id = engine.nextIdentifier()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                engine.submit(
                    CurlEngine.PendingTransfer(id: id, request: request, continuation: continuation)
                )
                // The handler below may have run before the transfer was there to cancel.
                if Task.isCancelled {
                    engine.cancel(id)
                }
            }
        } onCancel: {
            engine.cancel(id)
        }
    }

    /// The request with its host's addresses and the time that is left for it.
    private func resolved(_ request: CurlRequest) async throws -> CurlRequest {
        guard let host = NamedHost(url: request.url) else { return request }
        let begin = ContinuousClock.now
        let time = min(request.connectTimeoutMilliseconds, request.timeoutMilliseconds)
        let addresses = try await resolver.addresses(of: host.name, within: .milliseconds(time))
        let used = Int((ContinuousClock.now - begin) / .milliseconds(1))
        var request = request
        request.resolution = host.resolved(to: addresses)
        request.connectTimeoutMilliseconds = max(1, request.connectTimeoutMilliseconds - used)
        request.timeoutMilliseconds = max(1, request.timeoutMilliseconds - used)
        return request
    }

    /// Ends the client: transfers in progress fail with ``CurlError/clientShutDown``, connections
    /// are closed and the thread has ended when this returns.
    public func shutdown() async {
        resolver.stop()
        engine.stop()
        await engine.waitUntilStopped()
    }
}
