import CanonicalJSON
import Contracts
import HTTPTypes

extension RouteDescription {
    /// The group that the route stands in: what its path begins with.
    var tag: String {
        let parts = path.split(separator: "/").map(String.init)
        guard let first = parts.first else { return "" }
        return first == "v1" && parts.count > 1 ? parts[1] : parts.count > 1 ? first : "server"
    }

    /// Which keys the route asks for; an empty one says that none will do as well.
    var security: JSONValue {
        let key = JSONValue.object(["apiKey": .array([])])
        return switch access {
        case .everybody: .array([])
        case .anybody: .array([.object([:]), key])
        case .member, .command: .array([key])
        }
    }

    /// The statuses of the problems that the route can give, in order.
    var problemStatuses: [Int] {
        var statuses: Set<HTTPResponse.Status> = Set(problems)
        statuses.formUnion([.internalServerError, .serviceUnavailable])
        if query != nil { statuses.insert(.badRequest) }
        if !pathParameters.isEmpty { statuses.insert(.notFound) }
        if body != nil {
            statuses.formUnion([
                .badRequest, .contentTooLarge, .unsupportedMediaType, .unprocessableContent,
            ])
        }
        switch access {
        case .everybody: break
        case .anybody, .member: statuses.insert(.unauthorized)
        case .command:
            statuses.formUnion([
                .badRequest, .unauthorized, .forbidden, .notFound, .conflict,
                .preconditionFailed, .contentTooLarge, .unprocessableContent,
                .insufficientStorage,
            ])
        }
        return statuses.map(\.code).sorted()
    }
}

extension BodyDescription {
    /// Whether a request must have a body: an empty one is read as an empty object.
    var isRequired: Bool {
        switch content {
        case .readings: true
        case .arguments(let members, let names): members.contains { $0.isNeeded(besides: names) }
        case .record(let type, let names):
            switch type.description.content {
            case .cases: true
            case .members(let members): members.contains { $0.isNeeded(besides: names) }
            }
        }
    }
}

extension MemberDescription {
    fileprivate func isNeeded(besides names: Set<String>) -> Bool {
        !isOptional && !hasDefault && !names.contains(name)
    }
}
