public import CanonicalJSON
public import Marine

/// What a member asks of the ledger: one instruction may move several instances, all or none.
///
/// This is what a member signs. Each instruction is carried out by `Workflow.decide`, which turns
/// it into the contracts' own commands.
public indirect enum Instruction: Record, Hashable, Sendable {
    /// A command on members, keys or the sanctions list.
    case consortium(Consortium.Command)
    /// Opens a cover.
    case openCover(id: InstanceID, terms: CoverTerms)
    /// Ends a cover for new shipments.
    case closeCover(cover: InstanceID)
    /// Declares a shipment under a cover and has its certificate issued.
    case declare(cover: InstanceID, certificate: InstanceID, declaration: Declaration)
    /// Amends a certificate's particulars.
    case endorse(
        certificate: InstanceID,
        description: Text<200>?,
        consignee: Text<200>?,
        conveyance: Conveyance?,
        sailing: Instant?,
        reference: OptionalText<60>?
    )
    /// Cancels a certificate before the goods leave.
    case cancel(certificate: InstanceID, reason: Text<200>)
    /// Records premium received for a certificate.
    case payPremium(certificate: InstanceID, amount: Money)
    /// Registers the shipment of a certificate's goods.
    case registerShipment(
        id: InstanceID,
        certificate: InstanceID,
        party: Shipment.Party,
        container: ContainerNumber?
    )
    /// Binds a logger or tracker to a shipment.
    case bindDevice(shipment: InstanceID, device: String, publicKey: String?)
    /// Records that the goods left: the certificate attaches.
    case depart(shipment: InstanceID, at: Instant)
    /// Records an upload of readings and what all readings now show.
    case recordTelemetry(
        shipment: InstanceID,
        upload: Shipment.Upload,
        findings: TelemetryFindings
    )
    /// Records that the ship arrived.
    case arrive(shipment: InstanceID, at: Instant)
    /// Records that the goods were handed over: the certificate ends.
    case deliver(shipment: InstanceID, at: Instant)
    /// Gives notice of a loss.
    case notifyClaim(id: InstanceID, notice: Claim.Notice)
    /// Acknowledges a notice, without admission.
    case acknowledge(claim: InstanceID)
    /// Judges a claim by the straight-through list: settles it, or refers it with its reasons.
    case adjudicate(claim: InstanceID, paymentReference: Text<35>)
    /// Measures a loss.
    case adjust(claim: InstanceID, assessment: Assessment)
    /// Agrees a sum.
    case approve(claim: InstanceID, amount: Money)
    /// Refers a claim to a colleague with reasons.
    case refer(claim: InstanceID, reasons: Entries<1, 50, Text<2000>>)
    /// Declines a claim by a clause.
    case decline(claim: InstanceID, clause: Text<200>, reason: Text<2000>)
    /// Orders payment of the approved sum.
    case settle(claim: InstanceID, paymentReference: Text<35>)
    /// Closes a claim.
    case closeClaim(claim: InstanceID)

    /// The instance whose revision a caller may expect.
    public var subject: InstanceKey? {
        switch self {
        case .consortium:
            (try? Identifier(parsing: Consortium.instanceText)).map { .init(.consortium, $0) }
        case .openCover(let id, _): .init(.openCover, id)
        case .closeCover(let cover), .declare(let cover, _, _): .init(.openCover, cover)
        case .endorse(let id, _, _, _, _, _), .cancel(let id, _), .payPremium(let id, _):
            .init(.certificate, id)
        case .registerShipment(let id, _, _, _), .bindDevice(let id, _, _), .depart(let id, _),
            .recordTelemetry(let id, _, _), .arrive(let id, _), .deliver(let id, _):
            .init(.shipment, id)
        case .notifyClaim(let id, _), .acknowledge(let id), .adjudicate(let id, _),
            .adjust(let id, _), .approve(let id, _), .refer(let id, _),
            .decline(let id, _, _), .settle(let id, _), .closeClaim(let id):
            .init(.claim, id)
        }
    }
}
