import CanonicalJSON
import Contracts
import Marine

extension Certificate: Resource {
    static var noun: String { "certificate" }
    static var path: String { "/v1/certificates" }

    static var memberActions: [MemberAction<Certificate>] {
        [
            MemberAction("endorse", endorse),
            MemberAction("cancel") { fields, id in
                fields.required("reason", .text(1...200)).map {
                    .cancel(certificate: id, reason: $0)
                }
            },
            MemberAction("payPremium") { fields, id in
                fields.required("amount", .money).map { .payPremium(certificate: id, amount: $0) }
            },
        ]
    }

    @Sendable
    private static func endorse(_ fields: FieldReader, _ id: InstanceID) -> Instruction? {
        let description = fields.optional("description", .text(1...200))
        let consignee = fields.optional("consignee", .text(1...200))
        let conveyance = fields.optional("conveyance", .object(Conveyance.read))
        let sailing = fields.optional("sailing", .instant)
        let reference = fields.optional("reference", .text(0...60))
        guard let description, let consignee, let conveyance, let sailing, let reference else {
            return nil
        }
        return .endorse(
            certificate: id,
            description: description,
            consignee: consignee,
            conveyance: conveyance,
            sailing: sailing,
            reference: reference
        )
    }

    static func present(_ state: State) -> [String: JSONValue] {
        [
            "cover": .id(state.cover),
            "declaration": state.declaration.presented,
            "terms": state.terms.presented,
            "insurers": .list(state.insurers, \.presented),
            "assured": .id(state.assured),
            "broker": .maybe(state.broker, JSONValue.id),
            "insuredValue": .money(state.insuredValue),
            "rate": .text(state.rate),
            "premium": .money(state.premium),
            "premiumPaid": .money(state.premiumPaid),
            "premiumDue": .instant(state.premiumDue),
            "issuedAt": .instant(state.issuedAt),
            "shipment": .maybe(state.shipment, JSONValue.id),
            "attachedAt": .maybe(state.attachedAt, JSONValue.instant),
            "terminatedAt": .maybe(state.terminatedAt, JSONValue.instant),
            "claims": .list(state.claims) { noted in
                .object([
                    "claim": .id(noted.claim), "peril": .string(noted.peril.rawValue),
                    "lossFrom": .instant(noted.lossFrom), "open": .bool(noted.open),
                ])
            },
            "approved": .money(state.approved),
            "remaining": .money(state.remaining),
        ]
    }
}

extension Declaration {
    /// The particulars under the names by which they are declared.
    var presented: JSONValue {
        .object([
            "goods": .string(goods),
            "description": .string(description),
            "cost": .money(cost),
            "freight": .money(freight),
            "incoterm": .string(incoterm.rawValue),
            "conveyance": .object([
                "imo": .text(conveyance.imo), "ship": .string(conveyance.ship),
                "voyage": .string(conveyance.voyage),
            ]),
            "from": .text(from),
            "via": .list(via) { .text($0) },
            "to": .text(to),
            "sailing": .instant(sailing),
            "consignee": .string(consignee),
            "agreedValue": .maybe(agreedValue, JSONValue.money),
            "reference": .string(reference),
        ])
    }
}
