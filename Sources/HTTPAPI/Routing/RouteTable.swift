import CanonicalJSON
import HTTPConnections
import HTTPTypes
import Hummingbird
import NIOConcurrencyHelpers
import Services

/// Puts routes on the router and remembers what they are: the API's document follows from it, and
/// another method on a known path can be told from an unknown path, as the router knows no 405.
final class RouteTable: Sendable {
    /// A route's handler, which is given what the route's access and body call for.
    typealias OpenHandler<Answer> = @Sendable (Call) async throws -> Answer
    typealias MemberHandler<Answer> = @Sendable (Call, Caller) async throws -> Answer
    typealias BodyHandler<Value: Sendable, Answer> =
        @Sendable (Call, Caller, DeferredBody<Value>) async throws -> Answer

    private struct Contents {
        var routes: [RouteDescription] = []
        var authenticates = false
    }

    let platform: Platform
    /// Where a connection is noted on which a key was shown.
    let connections: ConnectionRegistry?
    /// The bodies that are being read.
    let bodies = BodyBudget()
    /// The exports and streams of events that are under way.
    let streams: OpenStreams
    private let router: RouterBox
    private let contents = NIOLockedValueBox(Contents())

    init(
        platform: Platform,
        connections: ConnectionRegistry? = nil,
        streams: OpenStreams = OpenStreams(),
        router: Router<APIContext>
    ) {
        self.platform = platform
        self.streams = streams
        self.connections = connections
        self.router = RouterBox(router: router)
    }

    /// All routes, in the order in which they were added.
    var routes: [RouteDescription] { contents.withLockedValue(\.routes) }

    /// Looks at API keys from here on.
    func authenticate() {
        contents.withLockedValue { $0.authenticates = true }
        router.router.add(middleware: Authentication(platform: platform, connections: connections))
    }

    /// A route that needs no key; the caller is there where one was shown.
    ///
    /// Where `query` is `nil`, any query is let pass.
    func open<Answer: RouteAnswer>(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ name: String,
        _ summary: String,
        query: [any DescribedParameter]? = [],
        headers: [RequestHeader] = [],
        problems: [HTTPResponse.Status] = [],
        _ handler: @escaping OpenHandler<Answer>
    ) {
        let route = RouteDescription(
            method: method,
            path: path,
            name: name,
            summary: summary,
            access: contents.withLockedValue(\.authenticates) ? .anybody : .everybody,
            answers: Answer.descriptions,
            query: query,
            headers: headers,
            problems: problems
        )
        add(route) { call in
            guard let query else { return try await handler(call).response }
            return try await handler(try call.reading(query)).response
        }
    }

    /// A route for members alone.
    func member<Answer: RouteAnswer>(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ name: String,
        _ summary: String,
        query: [any DescribedParameter] = [],
        headers: [RequestHeader] = [],
        readings: [String]? = nil,
        problems: [HTTPResponse.Status] = [],
        _ handler: @escaping MemberHandler<Answer>
    ) {
        let route = RouteDescription(
            method: method,
            path: path,
            name: name,
            summary: summary,
            access: .member,
            answers: Answer.descriptions,
            query: query,
            headers: headers,
            body: readings.map { BodyDescription(mediaTypes: $0, content: .readings) },
            problems: problems
        )
        add(route) { call, caller in try await handler(call, caller).response }
    }

    /// A route for members alone that reads a body.
    func member<Value, Answer: RouteAnswer>(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ name: String,
        _ summary: String,
        reading: BodyReading<Value>,
        headers: [RequestHeader] = [],
        problems: [HTTPResponse.Status] = [],
        _ handler: @escaping BodyHandler<Value, Answer>
    ) {
        let route = RouteDescription(
            method: method,
            path: path,
            name: name,
            summary: summary,
            access: .member,
            answers: Answer.descriptions,
            headers: headers,
            body: reading.description,
            problems: problems
        )
        add(route) { call, caller in
            let body = DeferredBody(call: call, caller: caller, reading: reading)
            return try await handler(call, caller, body).response
        }
    }

    /// A route for members alone that becomes one command: its member may sign it, and may ask
    /// for it first.
    func command<Answer: RouteAnswer>(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ name: String,
        _ summary: String,
        _ handler: @escaping MemberHandler<Answer>
    ) {
        add(command(method, path, name, summary, nil, Answer.self)) { call, caller in
            try await handler(call, caller).response
        }
    }

    /// A route for members alone whose body becomes one command.
    func command<Value, Answer: RouteAnswer>(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ name: String,
        _ summary: String,
        reading: BodyReading<Value>,
        _ handler: @escaping BodyHandler<Value, Answer>
    ) {
        let description = reading.description
        add(command(method, path, name, summary, description, Answer.self)) { call, caller in
            let body = DeferredBody(call: call, caller: caller, reading: reading)
            return try await handler(call, caller, body).response
        }
    }

    private func command<Answer: RouteAnswer>(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ name: String,
        _ summary: String,
        _ body: BodyDescription?,
        _ answer: Answer.Type
    ) -> RouteDescription {
        RouteDescription(
            method: method,
            path: path,
            name: name,
            summary: summary,
            access: .command,
            answers: Answer.descriptions + OK<CommandToSignAnswer>.descriptions,
            headers: RequestHeader.ofCommands,
            body: body
        )
    }

    private func add(_ route: RouteDescription, _ handler: @escaping MemberHandler<Response>) {
        add(route) { call in
            guard var caller = call.context.caller else {
                throw Problem.unauthenticated("This needs an API key.")
            }
            if case .command = route.access {
                caller.authorization = try call.authorization()
            } else if route.method != .get {
                try call.refuseAuthorization()
            }
            var response: Response
            do {
                response = try await handler(try call.reading(route.query ?? []), caller)
            } catch let asked as CommandToSign {
                response = try CommandToSignAnswer.answer(to: asked).response
            }
            if response.headers[.cacheControl] == nil {
                response.headers[.cacheControl] = "no-store"
            }
            return response
        }
    }

    private func add(_ route: RouteDescription, _ handler: @escaping OpenHandler<Response>) {
        let unknown = PathParameter.unknown(in: route.path)
        precondition(unknown.isEmpty, "\(route.name): \(unknown) is no `PathParameter`")
        contents.withLockedValue { $0.routes.append(route) }
        router.router.on(RouterPath(route.path), method: route.method) {
            [platform, bodies] request, context in
            let held = bodies.hold(for: context.caller?.member)
            let call = Call(request: request, context: context, platform: platform, held: held)
            return try await handler(call)
        }
    }
}

/// The router, which is no longer changed once it is built into a responder.
private struct RouterBox: @unchecked Sendable {
    let router: Router<APIContext>
}

extension RouteTable {
    /// The methods that a path answers to; empty where there is no such path.
    func methods(for path: String) -> [HTTPRequest.Method] {
        let parts = path.split(separator: "/")
        var methods = Set(routes.filter { $0.matches(parts) }.map(\.method))
        if methods.contains(.get) { methods.insert(.head) }
        return methods.sorted { $0.rawValue < $1.rawValue }
    }

    /// The actions of what an unknown action was asked of; empty where the path is of no such kind.
    func actions(besides path: String) -> [String] {
        var parts = path.split(separator: "/")
        guard parts.count > 1, parts[parts.count - 2] == "actions" else { return [] }
        parts.removeLast()
        return routes.compactMap { route in
            let pattern = route.path.split(separator: "/")
            guard pattern.count == parts.count + 1,
                RouteDescription.matches(pattern.dropLast(), parts[...])
            else { return nil }
            return pattern.last.map(String.init)
        }
    }
}

extension RouteDescription {
    fileprivate func matches(_ parts: [Substring]) -> Bool {
        RouteDescription.matches(path.split(separator: "/")[...], parts[...])
    }

    fileprivate static func matches(
        _ pattern: ArraySlice<Substring>,
        _ parts: ArraySlice<Substring>
    ) -> Bool {
        for (offset, element) in pattern.enumerated() {
            if element == "**" { return parts.count > offset }
            guard offset < parts.count else { return false }
            guard element.first == "{" || element == parts[parts.startIndex + offset] else {
                return false
            }
        }
        return pattern.count == parts.count
    }
}
