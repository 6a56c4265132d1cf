import CanonicalJSON
import Contracts
import HTTPTypes
import Hummingbird
import Marine
import Services

/// What a leading insurer said of its certificate beside the others that insure the same container.
struct SetApartAnswer: Answer {
    /// The certificate.
    let certificate: InstanceID
    /// The interest, on which other certificates are too.
    let interest: InstanceID
    /// Why the certificate insures other goods.
    let reason: Text<200>
}

/// Whose evidence a leading insurer said that a logger or a set of readings is.
struct EvidenceAssignmentAnswer: Answer {
    /// The shipment.
    let shipment: InstanceID
    /// The logger or the readings, which other shipments hold too.
    let evidence: InstanceID
    /// Why it is this shipment's.
    let reason: Text<200>
}

/// Adds the routes by which a leading insurer says what a fact across
/// certificates means for its own.
///
/// Who else is on the fact stays unsaid: the paths go through the certificate and the shipment that
/// the insurer reads, and the answers hold what it said.
func addFactRoutes(to table: RouteTable) {
    table.command(
        .post,
        "\(Certificate.path)/{id}/interests/{interest}/actions/setApart",
        "certificateSetApart",
        "Says that the certificate insures other goods than the others on one of its interests do.",
        reading: .instruction(
            Interest.Instruction.Action.setApart.rawValue,
            naming: [("certificate", "id"), ("interest", "interest")]
        ),
        setApart
    )
    table.command(
        .post,
        "\(Shipment.path)/{id}/evidence/{evidence}/actions/assign",
        "shipmentAssignEvidence",
        "Says that a logger or readings that several shipments hold are this one's evidence.",
        reading: .instruction(
            Evidence.Instruction.Action.assignEvidence.rawValue,
            naming: [("shipment", "id"), ("evidence", "evidence")]
        ),
        assign
    )
}

@Sendable
private func setApart(
    _ call: Call,
    _ caller: Caller,
    _ body: DeferredBody<Instruction>
) async throws -> OK<ChangeAnswer<SetApartAnswer>> {
    let id = try call.identifier(of: Certificate.noun)
    let interest = try call.identifier("interest", of: "interest")
    let options = try call.options()
    let certificate = try await call.read(Certificate.self, id, as: caller)
    guard certificate.state.interests?.contains(interest) == true else {
        throw Problem.notFound("interest", interest.text)
    }
    let asked = try await body.read()
    let reason = try asked.reason
    let change = try await call.platform.change(
        Interest.self,
        interest,
        asked,
        as: caller,
        options
    )
    return change.changed(SetApartAnswer(certificate: id, interest: interest, reason: reason))
}

@Sendable
private func assign(
    _ call: Call,
    _ caller: Caller,
    _ body: DeferredBody<Instruction>
) async throws -> OK<ChangeAnswer<EvidenceAssignmentAnswer>> {
    let id = try call.identifier(of: Shipment.noun)
    let evidence = try call.identifier("evidence", of: "evidence")
    let options = try call.options()
    _ = try await call.read(Shipment.self, id, as: caller)
    let asked = try await body.read()
    let reason = try asked.reason
    let change = try await call.platform.change(
        Evidence.self,
        evidence,
        asked,
        as: caller,
        options
    )
    return change.changed(
        EvidenceAssignmentAnswer(shipment: id, evidence: evidence, reason: reason)
    )
}

extension Instruction {
    /// What a leading insurer says of a fact and why.
    fileprivate var reason: Text<200> {
        get throws(UnexpectedCommand) {
            switch self {
            case .interest(.setApart(_, _, let reason)),
                .evidence(.assignEvidence(_, _, let reason)):
                return reason
            case .consortium, .openCover, .certificate, .shipment, .claim, .authority,
                .paymentReference, .survey, .screeningList, .accumulation:
                throw UnexpectedCommand(action: action)
            }
        }
    }
}
