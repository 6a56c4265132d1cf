import CanonicalJSON
public import Marine

extension Certificate {
    /// The letters that identifiers of certificates begin with.
    public static let prefix = "crt"

    /// What a member asks of a certificate.
    public enum Instruction: ContractInstruction {
        /// Amends a certificate's particulars.
        indirect case endorse(
            /// The certificate.
            certificate: InstanceID,
            /// The goods, in place of what is said of them; as before where left out.
            description: Text<200>?,
            /// Who is to receive the goods; as before where left out.
            consignee: Text<200>?,
            /// The ship and voyage; as before where left out.
            conveyance: Conveyance?,
            /// When the ship is to sail; as before where left out.
            sailing: Instant?,
            /// The assured's own reference; as before where left out, taken off where empty.
            reference: OptionalText<60>?,
            /// Whether what takes an accumulation past its limit arose beyond the assured's
            /// control; it is then held covered up to twice the limit.
            ///
            /// - Since: edition 2
            beyondControl: Bool? = nil,
            /// When the voyage is planned to end; as before where left out.
            ///
            /// - Since: edition 2
            arrival: Instant? = nil,
            /// From when on the amendment holds: no earlier than it comes onto the ledger, and from
            /// then on where left out. Losses that began before go by what was declared then.
            ///
            /// - Since: edition 2
            effective: Instant? = nil
        )
        /// Accepts a certificate that was referred to the leader: it insures from now on.
        ///
        /// - Since: edition 2
        case acceptCertificate(
            /// The certificate, which waits for its leader.
            certificate: InstanceID
        )
        /// Refuses a certificate that was referred to the leader.
        ///
        /// - Since: edition 2
        case rejectCertificate(
            /// The certificate.
            certificate: InstanceID,
            /// Why it is refused.
            reason: Text<200>
        )
        /// Cancels a certificate before the goods leave.
        case cancel(
            /// The certificate.
            certificate: InstanceID,
            /// Why it is cancelled.
            reason: Text<200>
        )
        /// Records premium received for a certificate.
        case payPremium(
            /// The certificate.
            certificate: InstanceID,
            /// The sum received, in the currency of the premium.
            amount: Money
        )
        /// Assigns a certificate to a member: the buyer of the goods, or a bank that finances them.
        ///
        /// The holder asks for it, who is the assured at first. Who holds it reads the certificate
        /// and its claims, may notify one, and is paid.
        ///
        /// - Since: edition 2
        case assignCertificate(
            /// The certificate.
            certificate: InstanceID,
            /// Who is to hold it: an assured, a bank or a shipper, and none of its insurers.
            holder: MemberID
        )
        /// Screens a certificate against the sanctions lists as they are now; a hit that is new
        /// holds its payments.
        ///
        /// - Since: edition 2
        case screenCertificate(
            /// The certificate whose parties and ship are compared with the lists in force.
            certificate: InstanceID
        )
        /// Releases a hold: what was found is somebody or something else. Two officers decide so,
        /// each by an authority of its own.
        ///
        /// - Since: edition 2
        case releaseHold(
            /// The certificate.
            certificate: InstanceID,
            /// Which of its holds, from 1 on in the order in which they were found.
            hold: Whole<1, 1000>,
            /// Why what was found is not who or what is listed.
            reason: Text<2000>
        )
        /// Keeps a hold, or takes one up again that was released; two officers decide so.
        ///
        /// - Since: edition 2
        case keepHold(
            /// The certificate.
            certificate: InstanceID,
            /// Which of its holds, from 1 on in the order in which they were found.
            hold: Whole<1, 1000>,
            /// Why payment stays suspended.
            reason: Text<2000>
        )
    }

    /// The forms of its commands; an endorsement moves the cover where it moves the conveyance.
    public static func forms(in edition: Edition) -> [CommandForm] {
        edition >= .second ? secondForms : firstForms
    }

    private static let secondForms = forms(
        firstForms,
        changing: [
            form(
                .cancel,
                [
                    FormStep(step(.cancel)), FormStep(OpenCover.step(.release)),
                    Interest.steps(.drop, 0...Interest.perCertificate),
                    Accumulation.steps,
                ]
            ),
            form(
                .endorse,
                [
                    FormStep(step(.endorse)), FormStep(step(.hold), 0...1),
                    FormStep(OpenCover.step(.move), 0...1),
                ]
            ),
            form(
                .endorse,
                [
                    FormStep(step(.endorse)), FormStep(step(.hold), 0...1),
                    FormStep(step(.expose)), Accumulation.steps,
                ]
            ),
            form(.screenCertificate, [step(.hold)], by: [OpenCover.opener, .operator]),
            form(.releaseHold, [step(.decideHold)], by: [OpenCover.opener]),
            form(.keepHold, [step(.decideHold)], by: [OpenCover.opener]),
            form(.acceptCertificate, [step(.accept)], by: [OpenCover.opener]),
            form(
                .rejectCertificate,
                [
                    FormStep(step(.reject)), FormStep(OpenCover.step(.release)),
                    Interest.steps(.drop, 0...Interest.perCertificate), Accumulation.steps,
                ],
                by: [OpenCover.opener]
            ),
            form(
                .assignCertificate,
                [
                    FormStep(step(.transfer)), FormStep(step(.hold), 0...1),
                    FormStep(Shipment.step(.admit), 0...1),
                    FormStep(Claim.step(.passHolder), 0...100),
                ]
            ),
        ]
    )

    private static let firstForms: [CommandForm] = [
        form(.endorse, [step(.endorse)]),
        form(.endorse, [step(.endorse), OpenCover.step(.move)]),
        form(.cancel, [step(.cancel), OpenCover.step(.release)]),
        form(.payPremium, [step(.payPremium)]),
    ]

    /// Certificates are issued under a cover.
    public static var parent: ContractName? { .openCover }

    /// The cover.
    public static func parent(of state: State) -> InstanceID? { state.cover }

    /// Carries out an instruction on a certificate, and on its cover's accumulations.
    public static func carryOut(
        _ instruction: Instruction,
        _ run: inout InstructionRun
    ) throws(Refusal) {
        switch instruction {
        case .endorse(
            let id,
            let description,
            let consignee,
            let conveyance,
            let sailing,
            let ref,
            let beyondControl,
            let arrival,
            let effective
        ):
            try endorse(
                id,
                beyondControl: beyondControl == true,
                .endorse(
                    description: description,
                    consignee: consignee,
                    conveyance: conveyance,
                    sailing: sailing,
                    reference: ref,
                    arrival: arrival,
                    effective: effective
                ),
                &run
            )
        case .cancel(let id, let reason):
            let state = try run.require(Certificate.self, id)
            try run.take(Certificate.self, id, .cancel(reason: reason))
            try requireUnpaid(state, run)
            try run.takeOffRisk(state, returning: state.premium, .drop(certificate: id))
        case .acceptCertificate(let id):
            try run.take(Certificate.self, id, .accept)
        case .rejectCertificate(let id, let reason):
            let state = try run.require(Certificate.self, id)
            try run.take(Certificate.self, id, .reject(reason: reason))
            try run.takeOffRisk(state, returning: state.premium, .drop(certificate: id))
        case .assignCertificate(let id, let holder):
            try run.requireMembers([holder])
            try run.take(Certificate.self, id, .transfer(to: holder))
            try requireInterested(holder, run)
            try run.screen(id)
            if let shipment = try run.require(Certificate.self, id).shipment {
                try run.admit(holder, to: shipment)
            }
            for noted in try run.require(Certificate.self, id).claims where noted.withdrawn != true
            {
                try run.take(Claim.self, noted.claim, .passHolder(to: holder))
            }
        case .payPremium(let id, let amount):
            try run.take(Certificate.self, id, .payPremium(amount: amount))
        case .screenCertificate(let id):
            let leader = try run.require(Certificate.self, id).leader
            try requireActor(run.context, among: [leader].compactMap(\.self), orRole: .operator)
            guard try run.screen(id) else { throw Refusal(.nothingNew) }
        case .releaseHold(let id, let hold, let reason):
            try decideHold(id, hold.value, isReleased: true, reason, &run)
        case .keepHold(let id, let hold, let reason):
            try decideHold(id, hold.value, isReleased: false, reason, &run)
        }
    }

    private static func decideHold(
        _ id: InstanceID,
        _ number: Int,
        isReleased: Bool,
        _ reason: Text<2000>,
        _ run: inout InstructionRun
    ) throws(Refusal) {
        let state = try run.require(Certificate.self, id)
        try requireActor(run.context, among: [state.leader].compactMap(\.self))
        let first = try state.hold(number).first
        let isFirst = try AuthorityOfOfficers(run, state).requireReleasing(
            first: first.flatMap { $0.isReleased == isReleased ? $0.officers.first : nil }
        )
        try run.take(
            Certificate.self,
            id,
            .decideHold(hold: number, isReleased: isReleased, reason: reason, isFirst: isFirst)
        )
    }

    /// Refuses a holder that cannot have an interest in goods: whoever insures, carries, surveys or
    /// audits and neither owns nor finances anything.
    ///
    /// Marine Insurance Act 1906 s. 5 and s. 15.
    private static func requireInterested(
        _ holder: MemberID,
        _ run: InstructionRun
    ) throws(Refusal) {
        let interested: [Role] = [.assured, .bank, .shipper]
        let member = run.state(Consortium.self, Workflow.consortium)?.members[holder]
        guard let roles = member?.roles, interested.contains(where: roles.contains) else {
            throw Refusal(
                .holderUnfit,
                [
                    "holder": holder.text,
                    "being": member?.roles.map(\.rawValue).joined(separator: ", ") ?? "none",
                ]
            )
        }
    }

    /// Refuses to give back the premium of a certificate under which anything was paid, also what
    /// was not owed, from the third edition on.
    private static func requireUnpaid(_ state: State, _ run: InstructionRun) throws(Refusal) {
        guard run.context.edition >= .third else { return }
        for noted in state.claims {
            guard let claim = run.state(Claim.self, noted.claim),
                claim.payment != nil || claim.paidBefore > 0
            else { continue }
            let before = Money(
                minorUnits: claim.paidBefore,
                currency: state.insuredValue.currency
            )
            throw Refusal(
                .claimPaid,
                ["claim": claim.id.text, "paid": "\(claim.payment?.amount ?? before)"]
            )
        }
    }
}

extension Certificate.State {
    /// A hold by its number, from 1 on.
    func hold(_ number: Int) throws(Refusal) -> SanctionsHold {
        guard let holds, holds.indices.contains(number - 1) else {
            throw Refusal(
                .holdUnknown,
                ["hold": "\(number)", "holds": "\(holds?.count ?? 0)"]
            )
        }
        return holds[number - 1]
    }

    /// When its cover ends: as it was terminated, or as the carriage is limited
    /// since the second edition.
    func coverEnd(_ shipment: Shipment.State?, in edition: Edition) -> Instant? {
        terminatedAt ?? (edition >= .second ? shipment?.carriage?.to : nil)
    }

    /// The particulars by which a loss that began at an instant is judged: what is endorsed after
    /// it does not touch it.
    public func particulars(at instant: Instant) -> Declaration {
        superseded?.first { instant < $0.until }?.declaration ?? declaration
    }

    /// The declaration by whose schedule a delay is judged: the one in force when its arrival came
    /// due; `nil` where none declares an arrival.
    var schedule: Declaration? {
        for before in superseded ?? [] {
            if let due = before.declaration.arrival, due < before.until {
                return before.declaration
            }
        }
        return declaration.arrival == nil ? nil : declaration
    }

    /// What it adds to the cover's own accumulations: nothing where the leader's hold it.
    var onCover: OpenCover.OnRisk {
        guard exposures != nil else { return onRisk }
        return OpenCover.OnRisk(insuredValue: onRisk.insuredValue, conveyance: "", locations: [])
    }
}

extension Certificate.Instruction {
    /// The instance that it begins, if any.
    public var begun: BegunInstance? {
        switch self {
        case .endorse, .acceptCertificate, .rejectCertificate, .cancel, .payPremium,
            .assignCertificate, .screenCertificate, .releaseHold, .keepHold:
            nil
        }
    }
}
