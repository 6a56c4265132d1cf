import CanonicalJSON
import Contracts
import Marine

extension Claim: Resource {
    static var noun: String { "claim" }
    static var path: String { "/v1/claims" }

    static func present(_ state: State) -> [String: JSONValue] {
        [
            "certificate": .id(state.notice.certificate),
            "shipment": .maybe(state.notice.shipment, JSONValue.id),
            "peril": .string(state.notice.peril.rawValue),
            "lossFrom": .instant(state.notice.lossFrom),
            "lossTo": .instant(state.notice.lossTo),
            "description": .string(state.notice.description),
            "estimate": .maybe(state.notice.estimate, JSONValue.money),
            "leader": .id(state.parties.leader),
            "followers": .list(state.parties.followers, JSONValue.id),
            "assured": .id(state.parties.assured),
            "broker": .maybe(state.parties.broker, JSONValue.id),
            "notifiedBy": .id(state.notifiedBy),
            "notifiedAt": .instant(state.notifiedAt),
            "adjustment": .maybe(state.adjustment, \.presented),
            "checks": .list(state.checks, JSONValue.check),
            "referralReasons": .list(state.referralReasons, JSONValue.string),
            "approved": .maybe(state.approved, JSONValue.money),
            "declinature": .maybe(state.declinature) { declinature in
                .object([
                    "clause": .string(declinature.clause), "reason": .string(declinature.reason),
                ])
            },
            "payment": .maybe(state.payment) { payment in
                .object([
                    "reference": .string(payment.reference), "amount": .money(payment.amount),
                    "payee": .id(payment.payee), "at": .instant(payment.at),
                ])
            },
            "changedAt": .instant(state.changedAt),
        ]
    }
}

extension Adjustment {
    var presented: JSONValue {
        .object([
            "assessment": assessment.presented,
            "insuredValue": .money(basis.insuredValue),
            "deductible": basis.deductible.presented,
            "loss": .money(loss),
            "payable": .money(payable),
        ])
    }
}

extension Assessment {
    /// The assessment under the name by which it is asked for.
    var presented: JSONValue {
        switch self {
        case .agreedLoss(let rate):
            .object(["agreedLoss": .object(["rate": .text(rate)])])
        case .partialLoss(let sound, let damaged):
            .object([
                "partialLoss": .object([
                    "grossSoundValue": .money(sound), "grossDamagedValue": .money(damaged),
                ])
            ])
        case .salvageLoss(let proceeds):
            .object(["salvageLoss": .object(["netProceeds": .money(proceeds)])])
        case .totalLoss:
            .object(["totalLoss": .object([:])])
        }
    }
}
