/// Why an exchange gave no response.
///
/// A response with an error status is not an error here.
public enum CurlError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The request itself is malformed; nothing was sent.
    case invalidRequest(String)
    /// Every address of the host was refused by the address guard; nothing was sent.
    case addressRefused(address: String, range: String)
    /// The name could not be resolved or no connection could be made; nothing was sent.
    case couldNotConnect(String)
    /// The time allowed ran out; the outcome is unknown.
    case timedOut
    /// The response is longer than allowed; the outcome at the peer is unknown.
    case responseTooLarge(limit: Int)
    /// TLS could not be agreed or the peer's certificate is not trusted; nothing was sent.
    case tlsFailed(String)
    /// The exchange broke off; the outcome is unknown. The code is libcurl's.
    case transferFailed(code: Int32, reason: String)
    /// More transfers are waiting than the client takes; nothing was sent.
    case tooManyTransfers(limit: Int)
    /// The client was shut down; the outcome is unknown.
    case clientShutDown
    /// libcurl could not be initialised or ran out of memory; nothing was sent.
    case libraryFailed(String)

    /// Whether the peer may have received and acted on the request.
    public var isOutcomeUnknown: Bool {
        switch self {
        case .timedOut, .responseTooLarge, .transferFailed, .clientShutDown: true
        default: false
        }
    }

    /// Whether the fault is this machine's, and says nothing about the peer.
    public var isLocalFault: Bool {
        switch self {
        case .clientShutDown, .tooManyTransfers, .libraryFailed: true
        default: false
        }
    }

    /// A short account in English, without the URL.
    public var description: String {
        switch self {
        case .invalidRequest(let reason): "invalid request: \(reason)"
        case .addressRefused(let address, let range): "address \(address) refused: \(range)"
        case .couldNotConnect(let reason): "could not connect: \(reason)"
        case .timedOut: "timed out"
        case .responseTooLarge(let limit): "response longer than \(limit) bytes"
        case .tlsFailed(let reason): "TLS failed: \(reason)"
        case .transferFailed(let code, let reason): "transfer failed (\(code)): \(reason)"
        case .tooManyTransfers(let limit): "more than \(limit) transfers waiting"
        case .clientShutDown: "the HTTP client was shut down"
        case .libraryFailed(let reason): "libcurl failed: \(reason)"
        }
    }
}
