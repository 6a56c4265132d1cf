import Contracts
import HTTPTypes
import Ledger
import Marine
import Notifier
import Services
import Telemetry
import Testing

@testable import HTTPAPI

@Suite struct ProblemMappingTests {
    @Test func `every refusal keeps its number and is the caller's to mend`() {
        for code in Refusal.Code.allCases {
            let problem = Problem(Refusal(code, ["figure": "1"]))
            #expect(problem.code == "\(code)")
            #expect(problem.refusalNumber == code.rawValue)
            #expect(problem.figures == ["figure": "1"])
            #expect([403, 404, 409, 412, 413, 422].contains(problem.status.code), "\(code)")
            #expect(problem.retryIsSafe == nil)
        }
    }

    @Test(arguments: [
        (Refusal.Code.actionNotFromThisState, 409), (.instanceUnknown, 404),
        (.memberUnknown, 404), (.instanceExists, 409), (.actorNotEntitled, 403),
        (.signatureRefused, 403), (.revisionMismatch, 412), (.commandReused, 422),
        (.conveyanceLimitExceeded, 422), (.nothingNew, 409), (.sanctionsHold, 409),
        (.tooLarge, 413), (.premiumOverpaid, 422), (.lossAfterCoverEnded, 422),
    ])
    func `a refusal has the status of its kind`(code: Refusal.Code, status: Int) {
        #expect(Problem(Refusal(code)).status.code == status)
    }

    @Test(arguments: [
        (LedgerFault.notCommitted(reason: "disk I/O error at /var"), 503, "ledgerNotCommitted"),
        (.outcomeUnknown(reason: "disk I/O error at /var"), 503, "ledgerOutcomeUnknown"),
        (.overloaded(waiting: 20_000), 503, "ledgerOverloaded"),
        (.stopping, 503, "ledgerStopping"),
        (.storageFull(reason: "disk full at /var"), 507, "storageFull"),
        (.storageReadOnly(reason: "read-only at /var"), 503, "storageReadOnly"),
        (.unavailable(reason: "disk I/O error at /var"), 503, "storageUnavailable"),
        (.damaged(place: "entry 7"), 500, "ledgerDamaged"),
    ])
    func `a fault says whether a retry is safe and not where it happened`(
        fault: LedgerFault,
        status: Int,
        code: String
    ) {
        let problem = Problem(fault)
        #expect(problem.status.code == status)
        #expect(problem.code == code)
        #expect(problem.retryIsSafe == (status != 500))
        #expect((problem.headers[.retryAfter] != nil) == (status != 500))
        #expect(!problem.detail.contains("/var"))
    }

    @Test(arguments: [
        (LedgerFault.damaged(place: "entry 7"), 500, "ledgerDamaged"),
        (.disowned(reason: "witnesses know another history"), 503, "ledgerDisowned"),
        (.keyNotHeld(reason: "key at /var"), 503, "logKeyNotHeld"),
        (.notSigned(reason: "at /var"), 503, "ledgerNotSigned"),
        (.clockAhead(entry: .latest, latest: .earliest), 503, "clockAhead"),
        (
            .editionAhead(entry: 9, edition: Edition(2), latest: Edition(1)), 503,
            "ledgerEditionAhead"
        ),
    ])
    func `a retry is not called safe where it cannot succeed`(
        fault: LedgerFault,
        status: Int,
        code: String
    ) {
        let problem = Problem(fault)
        #expect(problem.status.code == status)
        #expect(problem.code == code)
        #expect(problem.retryIsSafe == false)
        #expect(problem.headers[.retryAfter] == nil)
        #expect(!problem.detail.contains("Send the same request again"))
        #expect(!problem.detail.contains("/var"))
    }

    @Test(arguments: [
        (NotifierError.storageFull(reason: "r"), LedgerFault.storageFull(reason: "r")),
        (.storageReadOnly(reason: "r"), .storageReadOnly(reason: "r")),
        (.storageUnavailable(reason: "r"), .unavailable(reason: "r")),
        (.storageDamaged(place: "p"), .damaged(place: "p")),
    ])
    func `what the notifier's store cannot do is told as of any other`(
        error: NotifierError,
        fault: LedgerFault
    ) {
        let (told, other) = (Problem(error), Problem(fault))
        #expect(told.status == other.status)
        #expect(told.code == other.code)
        #expect(told.detail == other.detail)
        #expect(told.figures == other.figures)
        #expect(told.retryIsSafe == other.retryIsSafe)
        #expect(told.headers == other.headers)
    }

    @Test func `damage names its place and nothing else`() {
        let problem = Problem(LogStoreError.damaged(place: "entry 7: its leaf"))
        #expect(problem.figures == ["place": "entry 7: its leaf"])
        #expect(
            problem.detail
                == "What is stored is not what was written, at entry 7: its leaf. "
                + "The operator must act."
        )
    }

    @Test func `a store that cannot be read is a fault, and an upload too large is 413`() {
        #expect(Problem(LogStoreError.unreadable(reason: "x")).code == "ledgerNotCommitted")
        #expect(Problem(LogStoreError.damaged(place: "x")).code == "ledgerDamaged")
        let upload = Problem(UploadRefusal.uploadTooLarge(limitBytes: 5))
        #expect(upload.status == .contentTooLarge)
        #expect(upload.detail.contains("5"))
    }

    @Test func `an error that nobody foresaw is 500 without its text`() {
        struct Surprise: Error { let secret = "hunter2" }
        let problem = Problem(Surprise())
        #expect(problem.status == .internalServerError)
        #expect(problem.code == "internalError")
        #expect(!problem.detail.contains("hunter2"))
    }

    @Test func `a service's no keeps its field, or its header`() {
        let field = Problem(ServiceError.invalid(field: "name", code: "bad", reason: "r"))
        #expect(field.errors?.map(\.pointer) == ["/name"])
        let header = Problem(
            ServiceError.invalid(field: "Upload-Signature", code: "bad", reason: "r")
        )
        #expect(header.errors?.map(\.header) == ["Upload-Signature"])
        #expect(Problem(ServiceError.forbidden(reason: "r")).status == .forbidden)
        #expect(Problem(ServiceError.notFound(kind: "claim", id: "x")).status == .notFound)
    }
}
