/// How slow a request may be.
public struct RequestPace: Sendable {
    /// From the first byte of a request to the end of its headers.
    public var headers = Duration.seconds(10)
    /// How long a body may take whatever its rate.
    public var grace = Duration.seconds(15)
    /// Bytes a second of a body, on the average of the time waited for it.
    public var leastBytesPerSecond = 512
    /// How long one request may be waited for in all.
    public var request = Duration.seconds(900)

    /// 10 seconds for the headers, then 512 bytes a second and 15 minutes in all.
    public init() {}
}

/// How far the request on a connection has come, and whether it comes fast enough.
///
/// A pure state machine: it is told what happened and when, on a monotonic clock. Time counts only
/// while the server waits for bytes: a client is not held to account for a server that is not
/// reading.
struct RequestProgress {
    private enum Phase: Equatable {
        /// Nothing of the next request has come.
        case idle
        /// Some of its headers.
        case headers
        /// Its headers, and not all of its body.
        case body
        /// All of it.
        case whole
    }

    private let pace: RequestPace
    private var phase = Phase.idle
    /// Bytes of the body.
    private var bytes = 0
    /// Time waited for the bytes of the request so far.
    private var waited = Duration.zero
    /// Since when the server waits for bytes; `nil` while it does not read.
    private var waitingSince: ContinuousClock.Instant?

    init(pace: RequestPace = RequestPace()) { self.pace = pace }

    /// Whether there is a request of which something is still to come.
    var isComing: Bool { phase == .headers || phase == .body }

    /// Whether the headers of a request are there and its body is not whole.
    var isInBody: Bool { phase == .body }

    /// The server began to wait for bytes.
    mutating func waits(at now: ContinuousClock.Instant) {
        if waitingSince == nil { waitingSince = now }
    }

    /// Bytes came, not yet known of what.
    mutating func received(_ count: Int, at now: ContinuousClock.Instant) {
        if phase == .idle {
            phase = .headers
        } else if let waitingSince {
            waited += now - waitingSince
        }
        waitingSince = nil
        if phase == .body { bytes += count }
    }

    /// The headers of a request are there.
    mutating func begins() {
        phase = .body
        bytes = 0
        waited = .zero
    }

    /// A request is whole.
    mutating func ends() { phase = .whole }

    /// The request was answered; what comes next is another.
    mutating func answered() {
        guard phase == .whole else { return }
        phase = .idle
        waited = .zero
    }

    /// Whether the request has been waited for long enough.
    func isTooSlow(at now: ContinuousClock.Instant) -> Bool {
        let waited = waited + (waitingSince.map { now - $0 } ?? .zero)
        switch phase {
        case .idle, .whole: return false
        case .headers: return waited > pace.headers
        case .body:
            guard waited > pace.grace else { return false }
            let seconds = Int(waited.components.seconds)
            return waited > pace.request || bytes / pace.leastBytesPerSecond < seconds
        }
    }
}
