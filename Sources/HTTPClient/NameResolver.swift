import Foundation
import Synchronization

/// Resolves names on threads of its own, before a transfer begins: a name whose servers do not
/// answer holds up nobody but those who ask for it.
///
/// The C library's look-up can neither be cancelled nor given a deadline. Whoever asks stops
/// waiting after the time allowed, the thread goes on until the library gives up, and whoever asks
/// for the same name meanwhile waits for the same thread.
final class NameResolver: Sendable {
    typealias LookUp = @Sendable (_ name: String) -> Result<[IPAddress], CurlError>

    /// The most threads at once; further names wait for one.
    static let threadLimit = 256
    /// How long an answer is used again, as libcurl itself would.
    private static let lifetime = Duration.seconds(60)
    private static let cacheLimit = 4_096

    private typealias Waiter = CheckedContinuation<[IPAddress], any Error>

    private struct State {
        var questions: [String: [UInt64: Waiter]] = [:]
        var waitingNames: [String] = []
        var threadCount = 0
        var lastWaiter: UInt64 = 0
        var answers: [String: (addresses: [IPAddress], until: ContinuousClock.Instant)] = [:]
        var isStopped = false
    }

    private let lookUp: LookUp
    private let threadLimit: Int
    private let state = Mutex(State())

    init(threadLimit: Int = NameResolver.threadLimit, lookUp: @escaping LookUp) {
        self.threadLimit = threadLimit
        self.lookUp = lookUp
    }

    /// The addresses of a name, in the order in which the library would have them tried.
    ///
    /// - Throws: ``CurlError``, or `CancellationError` where the task is cancelled.
    func addresses(of name: String, within time: Duration) async throws -> [IPAddress] {
        let name = name.lowercased()
        let (known, id) = state.withLock { state in
            state.lastWaiter += 1
            return (state.answers[name], state.lastWaiter)
        }
        if let known, known.until > .now { return known.addresses }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { waiter in
                ask(name, id, waiter)
                if Task.isCancelled { give(CancellationError(), to: id, of: name) }
                Task {
                    try await Task.sleep(for: time)
                    give(
                        CurlError.couldNotConnect("Resolving timed out: \(name)"),
                        to: id,
                        of: name
                    )
                }
            }
        } onCancel: {
            give(CancellationError(), to: id, of: name)
        }
    }

    /// Lets nobody wait any longer; threads end when the library lets them.
    func stop() {
        let waiters = state.withLock { state in
            state.isStopped = true
            let waiters = state.questions.values.flatMap(\.values)
            state.questions = [:]
            state.waitingNames = []
            return waiters
        }
        for waiter in waiters { waiter.resume(throwing: CurlError.clientShutDown) }
    }

    private func ask(_ name: String, _ id: UInt64, _ waiter: Waiter) {
        let (isRefused, needsThread) = state.withLock { state in
            guard !state.isStopped else { return (true, false) }
            let isAsked = state.questions[name] != nil
            state.questions[name, default: [:]][id] = waiter
            guard !isAsked else { return (false, false) }
            state.waitingNames.append(name)
            guard state.threadCount < threadLimit else { return (false, false) }
            state.threadCount += 1
            return (false, true)
        }
        if isRefused { waiter.resume(throwing: CurlError.clientShutDown) }
        guard needsThread else { return }
        let thread = Thread { [self] in answerAll() }
        thread.name = "plimsoll-names"
        thread.start()
    }

    private func give(_ error: any Error, to id: UInt64, of name: String) {
        // The question stays, so that the thread at it serves whoever asks next.
        state.withLock { $0.questions[name]?.removeValue(forKey: id) }?.resume(throwing: error)
    }

    private func answerAll() {
        while let name = nextName() {
            let answer = lookUp(name)
            let waiters = state.withLock { state in
                if case .success(let addresses) = answer {
                    if state.answers.count >= Self.cacheLimit { state.answers = [:] }
                    state.answers[name] = (addresses, .now + Self.lifetime)
                }
                return state.questions.removeValue(forKey: name) ?? [:]
            }
            for waiter in waiters.values { waiter.resume(with: answer) }
        }
    }

    private func nextName() -> String? {
        state.withLock { state in
            while !state.waitingNames.isEmpty {
                let name = state.waitingNames.removeFirst()
                // Nobody waits for it any more: the next who asks puts it in the queue again.
                if state.questions[name]?.isEmpty != false {
                    state.questions[name] = nil
                    continue
                }
                return name
            }
            state.threadCount -= 1
            return nil
        }
    }
}

extension NameResolver {
    /// The system's own look-up, with the machine's hosts file and name servers.
    static let system: LookUp = { name in
        var hints = addrinfo()
        // No kind of socket is named: each address then comes once per kind, and is kept once.
        hints.ai_family = AF_UNSPEC
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(name, nil, &hints, &list)
        defer { if let list { freeaddrinfo(list) } }
        var addresses: [IPAddress] = []
        var next = list
        while let info = next {
            if let address = info.pointee.ai_addr.flatMap({ IPAddress($0) }),
                !addresses.contains(address)
            {
                addresses.append(address)
            }
            next = info.pointee.ai_next
        }
        guard code == 0, !addresses.isEmpty else {
            return .failure(.couldNotConnect("Could not resolve host: \(name)"))
        }
        return .success(addresses)
    }
}
