import CanonicalJSON
import Contracts
import Marine

extension OpenCover: Resource {
    static var noun: String { "open cover" }
    static var path: String { "/v1/open-covers" }
    static var ownPaths: [String] { ["declare"] }

    static var memberActions: [MemberAction<OpenCover>] {
        [MemberAction("close") { _, cover in .closeCover(cover: cover) }]
    }

    static func present(_ state: State) -> [String: JSONValue] {
        var members = state.terms.presented
        members["openedAt"] = .instant(state.openedAt)
        members["declarations"] = .count(state.declarations)
        members["declaredValue"] = .money(state.declaredValue)
        members["earnedPremium"] = .money(state.earnedPremium)
        members["onRiskByConveyance"] = .object(state.byConveyance.mapValues(JSONValue.money))
        members["onRiskByLocation"] = .object(state.byLocation.mapValues(JSONValue.money))
        return members
    }
}

extension CoverTerms {
    /// The slip under the names by which a cover is opened.
    var presented: [String: JSONValue] {
        [
            "reference": .string(reference),
            "leader": .id(leader),
            "shares": .list(shares, \.presented),
            "assured": .id(assured),
            "broker": .maybe(broker, JSONValue.id),
            "inception": .instant(inception),
            "expiry": .instant(expiry),
            "currency": .string(currency.code),
            "limitPerConveyance": .money(limitPerConveyance),
            "limitPerLocation": .money(limitPerLocation),
            "valuation": .object([
                "basis": .string(valuation.basis.rawValue), "uplift": .text(valuation.uplift),
            ]),
            "depositPremium": .money(depositPremium),
            "minimumPremium": .money(minimumPremium),
            "goods": .list(goods) { accepted in
                .object([
                    "goods": .string(accepted.goods), "rate": .text(accepted.rate),
                    "terms": accepted.terms.presented,
                ])
            },
            "countries": .list(countries, JSONValue.string),
        ]
    }
}

extension CoverTerms.Share {
    var presented: JSONValue { .object(["member": .id(member), "rate": .text(rate)]) }
}

extension OpenCover.Quote {
    /// A quotation: the figures, every check, and why it would be refused if it would.
    var presented: JSONValue {
        .object([
            "accepted": .bool(refusals.isEmpty),
            "insuredValue": .maybe(insuredValue, JSONValue.money),
            "rate": .maybe(rate) { .text($0) },
            "premium": .maybe(premium, JSONValue.money),
            "checks": .list(checks, JSONValue.check),
            "refusals": .list(refusals) { refusal in
                .object([
                    "code": .string("\(refusal.code)"),
                    "refusalNumber": .count(refusal.code.rawValue),
                    "figures": .object(refusal.figures.mapValues(JSONValue.string)),
                ])
            },
        ])
    }
}
