import HTTPClient
import Logging

/// One attempt at one delivery: reads what to send, signs it with the present time, sends it and
/// records the outcome.
///
/// A crash between the receiver's answer and the record leaves the delivery pending, so it is sent
/// again with the same `webhook-id`: at least once.
struct DeliveryAttempt: Sendable {
    /// A response beyond this is cut off: only its status matters.
    private static let maximumResponseBytes = 16 << 10
    /// How long a slot stays taken where the platform itself failed.
    ///
    /// On a full disk no outcome can be recorded, and without the pause the same message would be
    /// sent over and over.
    private static let faultPauseMilliseconds: Int64 = 30_000

    let store: DeliveryStore
    let source: any NotificationSource
    let client: CurlClient
    let configuration: NotifierConfiguration
    let clock: NotifierClock
    let waiting: WaitingTime
    let logger: Logger

    func run(_ delivery: Int64) async {
        do {
            guard let input = try await store.attemptInput(for: delivery) else { return }
            let record = try await attempt(input)
            let reason = try await store.record(
                record,
                disableAfterMilliseconds: configuration.disableAfterMilliseconds
            )
            log(input, record, disabled: reason)
        } catch is CancellationError {
            return
        } catch {
            logger.error(
                "A delivery could not be read, sent or recorded",
                metadata: ["delivery": "\(delivery)", "error": "\(error)"]
            )
            try? await clock.sleep(Self.faultPauseMilliseconds)
        }
    }

    private func attempt(_ input: AttemptInput) async throws -> AttemptRecord {
        let startedAt = Moment(shown: clock.now(), waiting: waiting.now())
        guard let body = try await body(of: input) else {
            return AttemptRecord(
                delivery: input.delivery.id,
                verdict: AttemptVerdict(next: .dead, pauseEndpointUntil: nil),
                startedAt: startedAt.shown,
                endedAt: startedAt.shown,
                status: nil,
                error: "the ledger no longer gives this notification",
                address: nil,
                waitingOffset: startedAt.waiting - startedAt.shown
            )
        }
        do {
            let response = try await client.send(request(input, body: body, now: startedAt))
            return record(
                input,
                startedAt: startedAt,
                outcome: .response(
                    status: response.status,
                    retryAfterSeconds: response.retryAfterSeconds
                ),
                status: response.status,
                error: nil,
                address: response.primaryAddress
            )
        } catch let error as CurlError where !error.isLocalFault {
            return record(
                input,
                startedAt: startedAt,
                outcome: .noResponse,
                status: nil,
                error: error.description,
                address: nil
            )
        }
    }

    /// A moment as it is shown and signed, and in the time by which things wait.
    private struct Moment {
        let shown: Int64
        let waiting: Int64
    }

    private func body(of input: AttemptInput) async throws -> [UInt8]? {
        let found = try await source.notifications(from: input.delivery.index, limit: 1).first
        guard let found, found.id == input.delivery.notification,
            found.parties.contains(input.endpoint.member)
        else { return nil }
        return input.body ?? WebhookBody.bytes(of: found, for: input.endpoint.member)
    }

    private func request(_ input: AttemptInput, body: [UInt8], now: Moment) -> CurlRequest {
        let signed = StandardWebhooks.headers(
            id: input.delivery.notification,
            timestampSeconds: now.shown / 1_000,
            body: body,
            secrets: input.endpoint.secrets(at: now.waiting)
        )
        return CurlRequest(
            method: "POST",
            url: input.endpoint.url,
            headers: [CurlRequest.Header("Content-Type", "application/json")] + signed,
            body: body,
            connectTimeoutMilliseconds: configuration.timeoutMilliseconds,
            timeoutMilliseconds: configuration.timeoutMilliseconds,
            maximumResponseBytes: Self.maximumResponseBytes,
            overflow: .truncate,
            schemes: configuration.allowsPlainHTTP ? [.http, .https] : [.https]
        )
    }

    private func record(
        _ input: AttemptInput,
        startedAt: Moment,
        outcome: AttemptVerdict.Outcome,
        status: Int?,
        error: String?,
        address: String?
    ) -> AttemptRecord {
        let ended = waiting.now()
        let verdict = AttemptVerdict.of(
            outcome,
            attempts: input.delivery.attempts + 1,
            schedule: configuration.schedule,
            jitter: .random(in: -1_000...1_000),
            throttlePauseMilliseconds: configuration.throttlePauseMilliseconds,
            now: ended
        )
        return AttemptRecord(
            delivery: input.delivery.id,
            verdict: verdict,
            startedAt: startedAt.shown,
            endedAt: startedAt.shown + ended - startedAt.waiting,
            status: status,
            error: error,
            address: address,
            waitingOffset: startedAt.waiting - startedAt.shown
        )
    }

    private func log(
        _ input: AttemptInput,
        _ record: AttemptRecord,
        disabled reason: WebhookEndpoint.DisabledReason?
    ) {
        let metadata: Logger.Metadata = [
            "endpoint": "\(input.endpoint.id)",
            "notification": "\(input.delivery.notification)",
            "attempt": "\(input.delivery.attempts + 1)",
            "status": "\(record.status.map(String.init) ?? "none")",
            "error": "\(record.error ?? "none")",
        ]
        if record.verdict.next == .delivered {
            logger.debug("Delivered", metadata: metadata)
        } else {
            logger.info("An attempt failed", metadata: metadata)
        }
        if let reason {
            logger.warning(
                "An endpoint was disabled",
                metadata: metadata.merging(["reason": "\(reason.rawValue)"]) { first, _ in first }
            )
        }
    }
}
