import CCurl
import Foundation
import Synchronization

/// The thread that owns the multi handle, and the mailbox through which other threads reach it.
///
/// libcurl allows exactly one function on a multi handle from other threads, `curl_multi_wakeup`.
/// It is called under the mailbox's lock while the thread has not yet stopped, and the handle is
/// freed only after the thread marked itself stopped under the same lock.
final class CurlEngine: Sendable {
    struct PendingTransfer: Sendable {
        let id: UInt64
        let request: CurlRequest
        let continuation: CheckedContinuation<CurlResponse, any Error>
    }

    private struct Mailbox {
        var pending: [PendingTransfer] = []
        var cancellations: [UInt64] = []
        var transferCount = 0
        var lastIdentifier: UInt64 = 0
        var isStopping = false
        var isStopped = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let configuration: CurlClient.Configuration
    private let mailbox = Mutex(Mailbox())
    // Used by the engine's thread alone, save for the wake-up described above.
    private nonisolated(unsafe) let multi: UnsafeMutableRawPointer

    private static let globalInitialisation = ccurl_global_init()

    init(configuration: CurlClient.Configuration) throws(CurlError) {
        guard Self.globalInitialisation == CURLE_OK, let multi = curl_multi_init() else {
            throw .libraryFailed("initialisation")
        }
        self.configuration = configuration
        self.multi = multi
        _ = ccurl_multi_set_long(
            multi,
            CURLMOPT_MAX_TOTAL_CONNECTIONS,
            configuration.maximumConnections
        )
        _ = ccurl_multi_set_long(
            multi,
            CURLMOPT_MAX_HOST_CONNECTIONS,
            configuration.maximumHostConnections
        )
        _ = ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, configuration.maximumConnections)
    }

    // MARK: From any thread

    func start() {
        let thread = Thread { self.run() }
        thread.name = "plimsoll-curl"
        thread.start()
    }

    func nextIdentifier() -> UInt64 {
        mailbox.withLock { mailbox in
            mailbox.lastIdentifier += 1
            return mailbox.lastIdentifier
        }
    }

    func submit(_ pending: PendingTransfer) {
        let refusal: CurlError? = mailbox.withLock { mailbox in
            guard !mailbox.isStopping else { return .clientShutDown }
            guard mailbox.transferCount < configuration.maximumTransfers else {
                return .tooManyTransfers(limit: configuration.maximumTransfers)
            }
            mailbox.transferCount += 1
            mailbox.pending.append(pending)
            curl_multi_wakeup(multi)
            return nil
        }
        if let refusal {
            pending.continuation.resume(throwing: refusal)
        }
    }

    func cancel(_ id: UInt64) {
        mailbox.withLock { mailbox in
            guard !mailbox.isStopping else { return }
            mailbox.cancellations.append(id)
            curl_multi_wakeup(multi)
        }
    }

    func stop() {
        mailbox.withLock { mailbox in
            guard !mailbox.isStopping else { return }
            mailbox.isStopping = true
            curl_multi_wakeup(multi)
        }
    }

    func waitUntilStopped() async {
        await withCheckedContinuation { continuation in
            let isStopped = mailbox.withLock { mailbox in
                if !mailbox.isStopped {
                    mailbox.waiters.append(continuation)
                }
                return mailbox.isStopped
            }
            if isStopped {
                continuation.resume()
            }
        }
    }

    // MARK: On the engine's thread

    private func run() {
        var transfers: [UInt64: CurlTransfer] = [:]
        while true {
            let (pending, cancellations, isStopping) = takeMessages()
            for transfer in pending {
                begin(transfer, in: &transfers)
            }
            for id in cancellations {
                if let transfer = transfers[id] {
                    finish(transfer, with: .failure(CancellationError()), in: &transfers)
                }
            }
            if isStopping { break }
            var running: Int32 = 0
            _ = curl_multi_perform(multi, &running)
            finishCompleted(in: &transfers)
            // libcurl shortens the wait to its own next time-out; a message ends it at once.
            _ = curl_multi_poll(multi, nil, 0, 60_000, nil)
        }
        for transfer in Array(transfers.values) {
            finish(transfer, with: .failure(CurlError.clientShutDown), in: &transfers)
        }
        let waiters = mailbox.withLock { mailbox in
            mailbox.isStopped = true
            return mailbox.waiters
        }
        curl_multi_cleanup(multi)
        for waiter in waiters {
            waiter.resume()
        }
    }

    private func takeMessages() -> ([PendingTransfer], [UInt64], Bool) {
        mailbox.withLock { mailbox in
            let messages = (mailbox.pending, mailbox.cancellations, mailbox.isStopping)
            mailbox.pending = []
            mailbox.cancellations = []
            return messages
        }
    }

    private func begin(_ pending: PendingTransfer, in transfers: inout [UInt64: CurlTransfer]) {
        do throws(CurlError) {
            guard let handle = curl_easy_init() else {
                throw .libraryFailed("no easy handle")
            }
            let transfer = CurlTransfer(
                handle: handle,
                pending: pending,
                addressGuard: configuration.addressGuard
            )
            try transfer.configure(configuration)
            guard curl_multi_add_handle(multi, handle) == CURLM_OK else {
                throw .libraryFailed("the transfer could not be added")
            }
            transfers[pending.id] = transfer
        } catch {
            mailbox.withLock { $0.transferCount -= 1 }
            pending.continuation.resume(throwing: error)
        }
    }

    private func finishCompleted(in transfers: inout [UInt64: CurlTransfer]) {
        var remaining: Int32 = 0
        while let message = curl_multi_info_read(multi, &remaining) {
            guard message.pointee.msg == CURLMSG_DONE else { continue }
            // The message does not outlive the removal of its handle.
            let code = message.pointee.data.result
            guard let transfer = CurlTransfer.of(handle: message.pointee.easy_handle) else {
                continue
            }
            finish(transfer, with: transfer.result(code), in: &transfers)
        }
    }

    private func finish(
        _ transfer: CurlTransfer,
        with result: Result<CurlResponse, any Error>,
        in transfers: inout [UInt64: CurlTransfer]
    ) {
        curl_multi_remove_handle(multi, transfer.handle)
        transfers[transfer.id] = nil
        mailbox.withLock { $0.transferCount -= 1 }
        transfer.continuation.resume(with: result)
    }
}
