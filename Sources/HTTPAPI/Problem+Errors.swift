import Contracts
import HTTPTypes
import Hummingbird
import Ledger
import NIOCore
import Notifier
import Services
import Telemetry

// This file alone turns refusals and faults into statuses and codes.

extension Problem {
    /// The problem behind any error; what is unexpected says nothing of the inside.
    init(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let refusal as Refusal: self.init(refusal)
        case let fault as LedgerFault: self.init(fault)
        case let fault as LogStoreError: self.init(LedgerFault(reading: fault))
        case let service as ServiceError: self.init(service)
        case let refusal as UploadRefusal: self.init(refusal)
        case let error as NotifierError: self.init(error)
        case is NIOTooManyBytesError:
            self.init(.contentTooLarge, "contentTooLarge", "The body is too large.")
        case let error as any HTTPResponseError:
            self.init(error.status, "httpError", error.status.reasonPhrase)
        default:
            self.init(.internalServerError, "internalError", "Something failed on our side.")
        }
    }

    private init(_ refusal: UploadRefusal) {
        switch refusal {
        case .uploadTooLarge: self.init(.contentTooLarge, refusal.code, "\(refusal)")
        case .statementsMissing(let missing):
            self.init(
                .unprocessableContent,
                refusal.code,
                "No reading can be taken before what the upload leaves open is stated.",
                errors: missing.map(FieldError.init)
            )
        case .statementsContradict(let missing):
            self.init(
                .unprocessableContent,
                refusal.code,
                "No reading can be taken: what is stated of the upload contradicts itself.",
                errors: missing.map(FieldError.init)
            )
        }
    }

    private init(_ refusal: Refusal) {
        let code = refusal.code
        let figures = refusal.figures.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        let compared = figures.isEmpty ? "" : " (\(figures.joined(separator: ", ")))"
        let meaning = code.meaning.dropLast(code.meaning.hasSuffix(".") ? 1 : 0)
        self.init(
            Problem.status(of: code),
            "\(code)",
            "\(meaning)\(compared). \(code.remedy)"
        )
        answer.refusalNumber = refusal.code.rawValue
        if !refusal.figures.isEmpty { answer.figures = refusal.figures }
    }

    static func status(of code: Refusal.Code) -> HTTPResponse.Status {
        switch code {
        case .instanceUnknown, .memberUnknown, .keyUnknown: .notFound
        case .actorNotEntitled, .signatureRefused, .roleReserved, .memberSignsItself,
            .memberLocked, .keyRevoked, .logKeyMustSign:
            .forbidden
        case .revisionMismatch: .preconditionFailed
        case .tooLarge: .contentTooLarge
        case .actionNotFromThisState, .instanceExists, .alreadyFounded, .notFounded,
            .keyAlreadyRegistered, .sanctionsListUnchanged, .shipmentAlreadyAssigned, .claimOpen,
            .deviceAlreadyBound, .segmentAlreadyRecorded, .nothingNew, .sanctionsHold,
            .memberNotLocked, .editionUnknown, .logKeyNotHeld:
            .conflict
        default: .unprocessableContent
        }
    }

    private init(_ fault: LedgerFault) {
        let (code, detail) =
            switch fault {
            case .notCommitted:
                ("ledgerNotCommitted", "Nothing was committed. Send the same request again.")
            case .outcomeUnknown:
                (
                    "ledgerOutcomeUnknown",
                    "It may be on the ledger or not. The same request with the same "
                        + "Idempotency-Key finds out."
                )
            case .storageFull:
                (
                    "storageFull",
                    "There is no room left to write, and nothing was committed. What is there can "
                        + "be read; send the same request again once the operator has made room."
                )
            case .storageReadOnly:
                (
                    "storageReadOnly",
                    "The disk takes no writes, and nothing was committed. What is there can be "
                        + "read; send the same request again once it does."
                )
            case .unavailable:
                (
                    "storageUnavailable",
                    "A store cannot be used just now. Send the same request again later."
                )
            case .overloaded:
                ("ledgerOverloaded", "Too many commands wait. Send the same request again later.")
            case .stopping:
                ("ledgerStopping", "The ledger is stopping. Send the same request again later.")
            case .damaged(let place):
                (
                    "ledgerDamaged",
                    "What is stored is not what was written, at \(place). The operator must act."
                )
            case .disowned(let reason):
                ("ledgerDisowned", "No command is taken: \(reason). What is there can be read.")
            case .keyNotHeld:
                (
                    "logKeyNotHeld",
                    "No command is taken: the key that signs the ledger is not held here. The "
                        + "operator must act."
                )
            case .notSigned:
                (
                    "ledgerNotSigned",
                    "Nothing was committed: no checkpoint over it can be signed. The operator must "
                        + "act."
                )
            case .clockAhead(let entry, let latest):
                (
                    "clockAhead",
                    "Nothing was committed: the entry would be of \(entry), and none may be later "
                        + "than \(latest) now. The clock or the ledger's last entry is ahead of "
                        + "the time. The operator must act."
                )
            case .editionAhead(let entry, let edition, let latest):
                (
                    "ledgerEditionAhead",
                    "No command is taken: entry \(entry) of the ledger is of edition \(edition) of "
                        + "the rules or adopts it, and this program goes by \(latest). The "
                        + "operator must update it."
                )
            }
        self.init(Problem.status(of: fault), code, detail, headers: Problem.retryAfter(fault))
        answer.retryIsSafe = fault.retryIsSafe
        switch fault {
        case .damaged(let place): answer.figures = ["place": place]
        case .clockAhead(let entry, let latest):
            answer.figures = ["entry": "\(entry)", "latest": "\(latest)"]
        case .editionAhead(let entry, let edition, let latest):
            answer.figures = [
                "entry": "\(entry)", "edition": "\(edition)", "latest": "\(latest)",
            ]
        case .notCommitted, .outcomeUnknown, .storageFull, .storageReadOnly, .unavailable,
            .overloaded, .stopping, .disowned, .keyNotHeld, .notSigned:
            break
        }
    }

    private static func status(of fault: LedgerFault) -> HTTPResponse.Status {
        switch fault {
        case .storageFull: .insufficientStorage
        case .damaged: .internalServerError
        case .notCommitted, .outcomeUnknown, .storageReadOnly, .unavailable, .overloaded, .stopping,
            .disowned, .keyNotHeld, .notSigned, .clockAhead, .editionAhead:
            .serviceUnavailable
        }
    }

    /// A disk is not mended in a second; all else that passes, passes soon.
    private static func retryAfter(_ fault: LedgerFault) -> HTTPFields {
        switch fault {
        case .storageFull, .storageReadOnly: [.retryAfter: "10"]
        case .damaged, .disowned, .keyNotHeld, .notSigned, .clockAhead, .editionAhead: [:]
        case .notCommitted, .outcomeUnknown, .unavailable, .overloaded, .stopping:
            [.retryAfter: "1"]
        }
    }

    private init(_ error: ServiceError) {
        switch error {
        case .notFound(let kind, let id): self = .notFound(kind, id)
        case .forbidden(let reason): self.init(.forbidden, "forbidden", reason)
        case .invalid(let field, let code, let reason):
            // The services name a header as it is spelled, and a field as it is.
            let place: FieldError.Place =
                field.contains("-") ? .header(field) : .pointer("/\(field)")
            self.init(
                .unprocessableContent,
                code,
                reason,
                errors: [FieldError(place: place, code: code, detail: reason)]
            )
        }
    }

    private init(_ error: NotifierError) {
        switch error {
        case .endpointNotFound(let id): self = .notFound("webhook endpoint", id)
        case .deliveryNotFound(let id): self = .notFound("delivery", "\(id)")
        case .invalidURL(let reason):
            self = .fields([
                FieldError(place: .pointer("/url"), code: error.code, detail: reason)
            ])
        case .beyondLedger(let index, let size):
            self = .fields([
                FieldError(
                    place: .pointer("/from"),
                    code: error.code,
                    detail: error.description
                )
            ])
            answer.figures = ["from": "\(index)", "size": "\(size)"]
        case .tooManyEndpoints(let limit):
            self.init(.conflict, error.code, "A member may have \(limit) endpoints.")
        case .queueFull(let limit):
            self.init(
                .conflict,
                error.code,
                "\(limit) deliveries wait at this endpoint, and no more may. Send the request "
                    + "again when some have been made, or replay from an index."
            )
        case .requestReused:
            self.init(
                .unprocessableContent,
                error.code,
                "The Idempotency-Key was used with another request."
            )
        case .alreadyRun:
            self.init(.internalServerError, "internalError", "Something failed on our side.")
        // What the notifier's store cannot do now is told as of any other store.
        case .storageFull(let reason): self.init(LedgerFault.storageFull(reason: reason))
        case .storageReadOnly(let reason): self.init(LedgerFault.storageReadOnly(reason: reason))
        case .storageDamaged(let place): self.init(LedgerFault.damaged(place: place))
        case .storageUnavailable(let reason): self.init(LedgerFault.unavailable(reason: reason))
        }
    }
}

extension FieldError {
    /// What an upload leaves open, or states twice, and the parameter that states it.
    fileprivate init(_ missing: MissingStatement) {
        let column = missing.field.map { ", '\($0)'" } ?? ""
        self.init(
            place: .parameter(missing.subject.rawValue),
            code: missing.code.rawValue,
            detail: "line \(missing.line)\(column): \(missing.reason)"
        )
    }
}

extension HTTPResponse.Status {
    /// 507 (RFC 4918).
    static let insufficientStorage = HTTPResponse.Status(
        code: 507,
        reasonPhrase: "Insufficient Storage"
    )
}
