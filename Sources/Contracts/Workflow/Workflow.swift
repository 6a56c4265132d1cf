import Marine

/// Carries out an instruction: which contracts it moves, in which order, all or none.
///
/// As pure as the contracts themselves: what it reads are their states, what it gives are steps.
public enum Workflow {
    /// Decides an instruction against the states before it, and whether its word suffices.
    ///
    /// `read` gives the state of an instance before the instruction, `nil` if not begun; it is
    /// asked as often as a state is needed. There is at least one step; the first contract that
    /// refuses refuses the whole instruction.
    public static func decide(
        _ instruction: Instruction,
        _ context: Context,
        read: @escaping (InstanceKey) -> ContractState?
    ) throws(Refusal) -> [Step] {
        var run = InstructionRun(context: context, read: read)
        try run.state(Consortium.self, consortium)?
            .requireWord(context.attestor, of: context.actor, for: instruction)
        switch instruction {
        case .consortium(let command):
            try run.take(Consortium.self, consortium, command)
        case .openCover(let id, let terms):
            try requireMembers(terms.parties, &run)
            try run.take(OpenCover.self, id, .open(id: id, terms: terms))
        case .closeCover(let cover):
            try run.take(OpenCover.self, cover, .close)
        case .declare(let cover, let certificate, let declaration):
            try declare(cover, certificate, declaration, &run)
        case .endorse(let id, let description, let consignee, let conveyance, let sailing, let ref):
            try endorse(
                id,
                .endorse(
                    description: description,
                    consignee: consignee,
                    conveyance: conveyance,
                    sailing: sailing,
                    reference: ref
                ),
                &run
            )
        case .cancel(let certificate, let reason):
            let state = try run.require(Certificate.self, certificate)
            try run.take(Certificate.self, certificate, .cancel(reason: reason))
            try run.take(
                OpenCover.self,
                state.cover,
                .release(
                    certificate: certificate,
                    onRisk: state.onRisk,
                    returnedPremium: state.premium
                )
            )
        case .payPremium(let certificate, let amount):
            try run.take(Certificate.self, certificate, .payPremium(amount: amount))
        case .registerShipment, .bindDevice, .depart, .recordTelemetry, .arrive, .deliver:
            try carry(instruction, &run)
        case .notifyClaim, .acknowledge, .adjudicate, .adjust, .approve, .refer, .decline,
            .settle, .closeClaim:
            try claim(instruction, context, &run)
        }
        return run.steps
    }

    /// The one instance of the Consortium contract.
    public static let consortium: InstanceID = {
        // The text is a constant of this module and a legal identifier; a test holds that.
        guard let id = try? Identifier(parsing: Consortium.instanceText) else {
            preconditionFailure("the consortium's own name is not an identifier")
        }
        return id
    }()

    private static func declare(
        _ cover: InstanceID,
        _ certificate: InstanceID,
        _ declaration: Declaration,
        _ run: inout InstructionRun
    ) throws(Refusal) {
        let state = try run.require(OpenCover.self, cover)
        let events = try run.take(
            OpenCover.self,
            cover,
            .declare(certificate: certificate, declaration: declaration)
        )
        for case .declared(_, let onRisk, let rate, let premium) in events {
            try run.take(
                Certificate.self,
                certificate,
                .issue(
                    id: certificate,
                    cover: cover,
                    coverTerms: state.terms,
                    declaration: declaration,
                    onRisk: onRisk,
                    rate: rate,
                    premium: premium,
                    screeningHits: screened(declaration, state.terms.assured, &run)
                )
            )
        }
    }

    /// Who on a declaration is on the sanctions list; the payee is screened with it.
    static func screened(
        _ declaration: Declaration,
        _ assured: MemberID,
        _ run: inout InstructionRun
    ) -> [String] {
        guard let members = run.state(Consortium.self, consortium) else { return [] }
        let payee = members.members[assured]?.name ?? assured.text
        return SanctionsList.hits(
            among: declaration.screened + [payee],
            in: members.sanctions
        )
    }

    private static func endorse(
        _ certificate: InstanceID,
        _ command: Certificate.Command,
        _ run: inout InstructionRun
    ) throws(Refusal) {
        let before = try run.require(Certificate.self, certificate)
        try run.take(Certificate.self, certificate, command)
        let after = try run.require(Certificate.self, certificate)
        let sailing = after.declaration.sailing
        if sailing != before.declaration.sailing {
            let terms = try run.require(OpenCover.self, before.cover).terms
            guard sailing >= terms.inception, sailing < terms.expiry else {
                throw Refusal(
                    .outsideCoverPeriod,
                    ["figure": "\(sailing)", "limit": "\(terms.inception) to \(terms.expiry)"]
                )
            }
        }
        guard after.onRisk != before.onRisk else { return }
        try run.take(
            OpenCover.self,
            before.cover,
            .move(certificate: certificate, onRisk: before.onRisk, to: after.onRisk)
        )
    }

    private static func carry(
        _ instruction: Instruction,
        _ run: inout InstructionRun
    ) throws(Refusal) {
        switch instruction {
        case .registerShipment(let id, let certificate, let party, let container):
            var members: Set = [party.shipper]
            if let carrier = party.carrier { members.insert(carrier) }
            try requireMembers(members, &run)
            let state = try run.require(Certificate.self, certificate)
            let fallback = TelemetryTerms(
                lowerLimit: nil,
                upperLimit: nil,
                reportableGapMilliseconds: 86_400_000
            )
            try run.take(
                Shipment.self,
                id,
                .register(
                    id: id,
                    certificate: certificate,
                    certificateParties: Certificate.parties(of: state).sorted(),
                    party: party,
                    container: container,
                    terms: state.terms.telemetry ?? fallback
                )
            )
            try run.take(Certificate.self, certificate, .assign(shipment: id))
        case .bindDevice(let id, let device, let publicKey):
            try run.take(Shipment.self, id, .bindDevice(id: device, publicKey: publicKey))
        case .depart(let id, let at):
            let state = try run.require(Shipment.self, id)
            try run.take(Shipment.self, id, .depart(at: at))
            try run.take(Certificate.self, state.certificate, .attach(at: at))
        case .recordTelemetry(let id, let upload, let findings):
            try run.take(
                Shipment.self,
                id,
                .recordTelemetry(upload: upload, findings: findings)
            )
        case .arrive(let id, let at):
            try run.take(Shipment.self, id, .arrive(at: at))
        case .deliver(let id, let at):
            let state = try run.require(Shipment.self, id)
            try run.take(Shipment.self, id, .deliver(at: at))
            try run.take(Certificate.self, state.certificate, .terminate(at: at))
            let certificate = try run.require(Certificate.self, state.certificate)
            try run.take(
                OpenCover.self,
                certificate.cover,
                .release(
                    certificate: certificate.id,
                    onRisk: certificate.onRisk,
                    returnedPremium: .zero(certificate.premium.currency)
                )
            )
        default:
            preconditionFailure("not an instruction of the carriage")
        }
    }

    private static func requireMembers(
        _ members: Set<MemberID>,
        _ run: inout InstructionRun
    ) throws(Refusal) {
        let known = run.state(Consortium.self, consortium)?.members ?? [:]
        for member in members.sorted() where known[member] == nil {
            throw Refusal(.memberUnknown, ["member": member.text])
        }
    }
}
