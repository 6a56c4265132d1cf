import HTTPTypes
import Hummingbird
import Ledger
import Logging
import NIOHTTP1

/// Turns whatever a route throws into problem details, and logs what is our own fault.
struct ProblemResponses: RouterMiddleware {
    let table: RouteTable

    func handle(
        _ request: Request,
        context: APIContext,
        next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch let error as HTTPParserError {
            // The connection is beyond repair; Hummingbird answers 400 and closes it.
            throw error
        } catch let error as HTTPError where error.status == .notFound {
            response = unknownPath(request).response
        } catch {
            let problem = Problem(error)
            log(error, problem, request, context)
            response = problem.response
        }
        response.headers[.xContentTypeOptions] = "nosniff"
        return response
    }

    /// No route took the request: another method would have, or none.
    private func unknownPath(_ request: Request) -> Problem {
        let allowed = table.methods(for: request.uri.path)
        guard !allowed.isEmpty else {
            let actions = table.actions(besides: request.uri.path)
            guard actions.isEmpty else { return .unknownAction(actions) }
            return Problem(.notFound, "pathUnknown", "There is nothing at this path.")
        }
        let listed = allowed.map(\.rawValue).joined(separator: ", ")
        return Problem(
            .methodNotAllowed,
            "methodNotAllowed",
            "This path answers to \(listed).",
            headers: [.allow: listed]
        )
    }

    /// Whether a server that is well says so too: many ask at once, or it is told to stop.
    ///
    /// A line for each request would let whoever asks fill the log.
    private static func isExpected(_ error: any Error) -> Bool {
        switch error {
        case let problem as Problem: problem.code != "memoryShort"
        case LedgerFault.overloaded, LedgerFault.stopping: true
        default: false
        }
    }

    private func log(
        _ error: any Error,
        _ problem: Problem,
        _ request: Request,
        _ context: APIContext
    ) {
        let isOurs = problem.status.kind == .serverError && !Self.isExpected(error)
        context.logger.log(
            level: isOurs ? .error : .debug,
            "request failed",
            metadata: [
                "method": "\(request.method)", "path": "\(request.uri.path)",
                "status": "\(problem.status.code)", "code": "\(problem.code)",
                "error":
                    "\(isOurs && !(error is Problem) ? String(reflecting: error) : problem.detail)",
            ]
        )
    }
}
