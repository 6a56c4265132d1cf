import Contracts
import Ledger

/// Requests for API keys that are under way, so that one that is sent again meanwhile gets the
/// answer of the first.
actor KeyRequests {
    /// What a request asks for, and what its caller calls it.
    struct Request: Hashable {
        let name: CommandName
        let member: MemberID
        let officer: Identifier?
        let expectedRevision: Int?
    }

    private var underWay: [Request: Task<IssuedAPIKey, any Error>] = [:]
    private let names = KeyedGate<CommandName>()

    /// Carries a request out, or waits for the same one.
    ///
    /// Another of the same name is carried out after it, so that the ledger judges it. It goes on
    /// where whoever asked first does not wait for it.
    func run(
        _ request: Request,
        _ issue: @escaping @Sendable () async throws -> IssuedAPIKey
    ) async throws -> IssuedAPIKey {
        if let same = underWay[request] { return try await same.value }
        let task = Task {
            try await names.alone(with: request.name) {
                defer { underWay[request] = nil }
                return try await issue()
            }
        }
        underWay[request] = task
        return try await task.value
    }
}
