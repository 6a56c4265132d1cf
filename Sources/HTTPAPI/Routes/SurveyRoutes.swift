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

/// Whom a leader appoints to a claim.
struct SurveyAppointment: Record {
    /// Who inspects: a member that is a surveyor and no party to the claim.
    let surveyor: MemberID
    /// What is to be found out.
    let scope: Text<2000>
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
        reading: .json,
        appoint
    )
}

@Sendable
private func appoint(
    _ call: Call,
    _ caller: Caller,
    _ body: DeferredBody<SurveyAppointment>
) async throws -> Created<ChangeAnswer<InstanceAnswer<Survey>>> {
    let claim = try call.identifier(of: Claim.noun)
    let options = try call.options()
    _ = try await call.read(Claim.self, claim, as: caller)
    let asked = try await body.receive()
    let commandID = call.platform.commandID(options)
    let id = call.platform.instanceID(Survey.prefix, for: caller.member, commandID: commandID)
    let change = try await asked.blaming {
        try await call.platform.change(
            Survey.self,
            id,
            .survey(
                .appointSurveyor(
                    id: id,
                    claim: claim,
                    surveyor: asked.value.surveyor,
                    scope: asked.value.scope
                )
            ),
            as: caller,
            commandID: commandID,
            expectedRevision: options.expectedRevision
        )
    }
    return change.created(Survey.self)
}
