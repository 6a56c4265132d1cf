import HTTPTypes
import Hummingbird
import NIOConcurrencyHelpers
import Services

/// Puts routes on the router and remembers them, so that another method on a known path can be
/// told from an unknown path: the router itself knows no 405.
final class RouteTable: Sendable {
    private struct Known {
        let pattern: [Substring]
        var methods: [HTTPRequest.Method]
    }

    let platform: Platform
    private let router: RouterBox
    private let known = NIOLockedValueBox<[String: Known]>([:])

    init(platform: Platform, router: Router<APIContext>) {
        self.platform = platform
        self.router = RouterBox(router: router)
    }

    /// A route that needs no key; the caller is there where one was shown.
    func open(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ handler: @escaping @Sendable (Call) async throws -> Response
    ) {
        remember(method, path)
        router.router.on(RouterPath(path), method: method) { [platform] request, context in
            try await handler(Call(request: request, context: context, platform: platform))
        }
    }

    /// A route for members alone.
    func member(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ handler: @escaping @Sendable (Call, Caller) async throws -> Response
    ) {
        authenticated(method, path) { call, caller in
            if method != .get { try call.refuseAuthorization() }
            return try await handler(call, caller)
        }
    }

    /// A route for members alone whose request becomes one command: its member may sign it, and
    /// may ask for it first.
    func command(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ handler: @escaping @Sendable (Call, Caller) async throws -> Response
    ) {
        authenticated(method, path) { call, caller in
            var caller = caller
            caller.authorization = try call.authorization()
            do {
                return try await handler(call, caller)
            } catch let asked as CommandToSign {
                return try asked.response
            }
        }
    }

    private func authenticated(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ handler: @escaping @Sendable (Call, Caller) async throws -> Response
    ) {
        open(method, path) { call in
            guard let caller = call.context.caller else {
                throw Problem.unauthenticated("This needs an API key.")
            }
            var response = try await handler(call, caller)
            if response.headers[.cacheControl] == nil {
                response.headers[.cacheControl] = "no-store"
            }
            return response
        }
    }

    /// The methods that a path answers to; empty where there is no such path.
    func methods(for path: String) -> [HTTPRequest.Method] {
        let parts = path.split(separator: "/")
        let found = known.withLockedValue { known in
            known.values.filter { RouteTable.matches($0.pattern, parts) }
        }
        var methods = Set(found.flatMap(\.methods))
        if methods.contains(.get) { methods.insert(.head) }
        return methods.sorted { $0.rawValue < $1.rawValue }
    }

    private func remember(_ method: HTTPRequest.Method, _ path: String) {
        known.withLockedValue { known in
            known[path, default: Known(pattern: path.split(separator: "/"), methods: [])]
                .methods.append(method)
        }
    }

    private static func matches(_ pattern: [Substring], _ parts: [Substring]) -> Bool {
        for (offset, element) in pattern.enumerated() {
            if element == "**" { return parts.count > offset }
            guard offset < parts.count else { return false }
            guard element.first == "{" || element == parts[offset] else { return false }
        }
        return pattern.count == parts.count
    }
}

/// The router, which is no longer changed once it is built into a responder.
private struct RouterBox: @unchecked Sendable {
    let router: Router<APIContext>
}
