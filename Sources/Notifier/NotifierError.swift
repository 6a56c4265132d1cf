import SQLiteFiles

/// Why the notifier did not do what was asked of it.
public enum NotifierError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The URL cannot be used for a webhook.
    case invalidURL(String)
    /// The member has as many endpoints as a member may have.
    case tooManyEndpoints(limit: Int)
    /// As many deliveries wait at the endpoint as may.
    case queueFull(limit: Int)
    /// The ledger ends before the index from which an endpoint is to be told.
    case beyondLedger(index: UInt64, size: UInt64)
    /// There is no endpoint with that id.
    case endpointNotFound(String)
    /// There is no such delivery at that endpoint.
    case deliveryNotFound(Int64)
    /// The member has used the name for another request.
    case requestReused(String)
    /// The notifier runs or has run already.
    case alreadyRun
    /// There is no room to write what it keeps; what is there can be read.
    case storageFull(reason: String)
    /// What it keeps cannot be written to; it can be read.
    case storageReadOnly(reason: String)
    /// What it keeps is not what was written.
    case storageDamaged(place: String)
    /// What it keeps cannot be read or written now.
    case storageUnavailable(reason: String)

    /// The permanent code of the error.
    public var code: String {
        switch self {
        case .invalidURL: "invalidURL"
        case .tooManyEndpoints: "tooManyEndpoints"
        case .queueFull: "queueFull"
        case .beyondLedger: "beyondLedger"
        case .endpointNotFound: "endpointNotFound"
        case .deliveryNotFound: "deliveryNotFound"
        case .requestReused: "commandReused"
        case .alreadyRun: "alreadyRun"
        case .storageFull: "storageFull"
        case .storageReadOnly: "storageReadOnly"
        case .storageDamaged: "storageDamaged"
        case .storageUnavailable: "storageUnavailable"
        }
    }

    /// A short account in English.
    public var description: String {
        switch self {
        case .invalidURL(let reason): "the URL cannot be used: \(reason)"
        case .tooManyEndpoints(let limit): "a member has at most \(limit) endpoints"
        case .queueFull(let limit): "at most \(limit) deliveries wait at the endpoint"
        case .beyondLedger(let index, let size):
            "\(index) is beyond the end of the ledger, which has \(size) entries"
        case .endpointNotFound(let id): "there is no endpoint \(id)"
        case .deliveryNotFound(let id): "there is no delivery \(id)"
        case .requestReused(let key): "\(key) was another request's name"
        case .alreadyRun: "a notifier runs once"
        case .storageFull(let reason): "there is no room to write: \(reason)"
        case .storageReadOnly(let reason): "the disk takes no writes: \(reason)"
        case .storageDamaged(let place): "the notifier's file is damaged at \(place)"
        case .storageUnavailable(let reason): "the notifier's file cannot be used now: \(reason)"
        }
    }
}

extension NotifierError {
    /// What an error of the notifier's file is called here.
    init(_ error: SQLiteFileError) {
        switch error {
        case .full(let reason): self = .storageFull(reason: reason)
        case .readOnly(let reason): self = .storageReadOnly(reason: reason)
        case .damaged(let place): self = .storageDamaged(place: place)
        case .unavailable(let reason): self = .storageUnavailable(reason: reason)
        }
    }
}
