import HTTPConnections
import HTTPTypes
public import Hummingbird
import NIOCore
public import Services

/// What is known of a request beside the request itself.
public struct APIContext: RequestContext {
    /// What Hummingbird keeps.
    public var coreContext: CoreRequestContextStorage
    /// The member that asks; `nil` where no API key was shown.
    public var caller: Caller?
    /// The connection that it came on.
    let channel: any Channel

    /// Begins a request that nobody is yet known to have made.
    public init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}

/// Finds the member behind `Authorization: Bearer <API key>`.
///
/// A request without a key goes on without a caller: the routes that need one refuse it. A key
/// that is shown and is nobody's is refused everywhere.
struct Authentication: RouterMiddleware {
    /// The most bytes of a header that is looked at.
    static let headerLimit = 512

    let platform: Platform
    let connections: ConnectionRegistry?

    func handle(
        _ request: Request,
        context: APIContext,
        next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        let given = request.headers[values: .authorization]
        guard let header = given.first else { return try await next(request, context) }
        guard given.count == 1, header.utf8.count <= Authentication.headerLimit else {
            throw Problem.unauthenticated(
                "There must be one Authorization header, and no long one."
            )
        }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else {
            throw Problem.unauthenticated(
                "The Authorization header is not 'Bearer' and an API key."
            )
        }
        guard let caller = try await platform.authenticate(apiKey: String(parts[1])) else {
            throw Problem.unauthenticated("The API key is unknown or revoked.", error: true)
        }
        connections?.known(context.channel)
        var context = context
        context.caller = caller
        return try await next(request, context)
    }
}
