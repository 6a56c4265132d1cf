import CanonicalJSON
import Contracts
import HTTPTypes
import Hummingbird
import Marine
import Services

extension Accumulation: Resource {
    static var noun: String { "accumulation" }
    static var path: String { "/v1/accumulations" }
    static var subject: String { "accumulation" }
    static var memberActions: [MemberAction] { [action(.noteOther)] }
}

/// Adds the routes of accumulations: reading the insurer's own, one by its ship or place, and
/// noting what is on risk there beside the covers here.
func addAccumulationRoutes(to table: RouteTable) {
    addListRoute(of: Accumulation.self, to: table)
    addResourceRoutes(of: Accumulation.self, to: table)
    table.member(
        .get,
        "/v1/accumulation",
        "accumulationFind",
        "Says what the insurer that asks has on risk, over the covers that it leads, "
            + "on a ship or at a place.",
        query: [conveyanceParameter, locationParameter, currencyParameter],
        problems: [.notFound],
        find
    )
}

private let conveyanceParameter = parameter(
    "conveyance",
    "The ship's IMO number; this or a location.",
    IMONumber.init(parsing:)
)
private let locationParameter = parameter(
    "location",
    "The place's UN/LOCODE; this or a conveyance.",
    UNLocode.init(parsing:)
)
private let currencyParameter = parameter(
    "currency",
    "The covers' currency.",
    Currency.init(parsing:)
)

private func parameter<Value: CanonicalText & JSONShaped & Sendable>(
    _ name: String,
    _ meaning: String,
    _ read: @escaping @Sendable (String) throws(ParseError) -> Value
) -> QueryParameter<Value> {
    QueryParameter(name: name, meaning: meaning, shape: .named(Value.self), read: read)
}

@Sendable
private func find(
    _ call: Call,
    _ caller: Caller
) async throws -> OK<InstanceAnswer<Accumulation>> {
    let ship = try call.value(of: conveyanceParameter).map(Accumulation.subject)
    let place = try call.value(of: locationParameter).map(Accumulation.subject)
    guard let subject = ship ?? place, ship == nil || place == nil else {
        throw Problem.parameter("conveyance", "required", "give it or a location, and not both")
    }
    guard let currency = try call.value(of: currencyParameter) else {
        throw Problem.parameter("currency", "required", "give the currency of the covers")
    }
    let held = try await call.platform.accumulation(of: caller.member, currency, subject)
    guard let held else { throw Problem.notFound("accumulation", subject.string) }
    return InstanceAnswer(try await call.read(Accumulation.self, held.id, as: caller)).answer
}
