import CanonicalJSON
import Contracts
import HTTPTypes
import Hummingbird
import Ledger
import Marine
import Services

extension Survey: Resource {
    static var noun: String { "survey" }
    static var path: String { "/v1/surveys" }
    static var subject: String { "survey" }
    static var memberActions: [MemberAction] { [action(.fileReport)] }
}

/// Adds the routes of surveys: appointing a surveyor to a claim, and filing the report.
func addSurveyRoutes(to table: RouteTable) {
    addListRoute(of: Survey.self, to: table)
    addResourceRoutes(of: Survey.self, to: table)
    table.command(
        .post,
        "\(Claim.path)/{id}/surveys",
        "claimAppointSurveyor",
        "Appoints a surveyor to a claim, who reads it and files a report.",
        reading: .instruction(
            Survey.Instruction.Action.appointSurveyor.rawValue,
            naming: [("claim", "id")],
            supplied: ["id"]
        ),
        appoint
    )
}

@Sendable
private func appoint(
    _ call: Call,
    _ caller: Caller,
    _ body: DeferredBody<Instruction>
) async throws -> Created<ChangeAnswer<InstanceAnswer<Survey>>> {
    let claim = try call.identifier(of: Claim.noun)
    let options = try call.options()
    _ = try await call.read(Claim.self, claim, as: caller)
    let commandID = call.platform.commandID(options)
    let id = call.platform.instanceID(Survey.prefix, for: caller.member, commandID: commandID)
    let asked = try await body.receive(supplying: [("id", id)])
    let change = try await asked.blaming {
        try await call.platform.change(
            Survey.self,
            id,
            asked.value,
            as: caller,
            commandID: commandID,
            expectedRevision: options.expectedRevision
        )
    }
    return change.created(Survey.self)
}
