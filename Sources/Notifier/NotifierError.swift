/// Why the notifier did not do what was asked of it.
public enum NotifierError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The URL cannot be used for a webhook.
    case invalidURL(String)
    /// The description, or a type pattern, is too long, or there are too many patterns.
    case invalidEndpoint(String)
    /// The member has as many endpoints as a member may have.
    case tooManyEndpoints(limit: Int)
    /// There is no endpoint with that id.
    case endpointNotFound(String)
    /// There is no such delivery at that endpoint.
    case deliveryNotFound(Int64)
    /// The notifier runs or has run already.
    case alreadyRun

    /// The permanent code of the error.
    public var code: String {
        switch self {
        case .invalidURL: "invalidURL"
        case .invalidEndpoint: "invalidEndpoint"
        case .tooManyEndpoints: "tooManyEndpoints"
        case .endpointNotFound: "endpointNotFound"
        case .deliveryNotFound: "deliveryNotFound"
        case .alreadyRun: "alreadyRun"
        }
    }

    /// A short account in English.
    public var description: String {
        switch self {
        case .invalidURL(let reason): "the URL cannot be used: \(reason)"
        case .invalidEndpoint(let reason): "the endpoint cannot be registered: \(reason)"
        case .tooManyEndpoints(let limit): "a member has at most \(limit) endpoints"
        case .endpointNotFound(let id): "there is no endpoint \(id)"
        case .deliveryNotFound(let id): "there is no delivery \(id)"
        case .alreadyRun: "a notifier runs once"
        }
    }
}
