import Contracts
import Marine

/// What is insured, agreed and paid, kept from commands and events alone: beside the contracts, so
/// that their own sums can be held against it.
///
/// It takes each command as it is accepted and says what of it must never be.
struct PaymentModel {
    /// A certificate, as it was issued and what became of it.
    struct Insurance {
        var issued: Certificate.State
        var issuedAt: Instant
        var holder: MemberID
        var shipment: InstanceID?
        var ended: Instant?
        /// Whether each of its sanctions holds stands.
        var holds: [Bool] = []

        var leader: MemberID { issued.insurers[0].member }
        var value: Money { issued.insuredValue }
    }

    /// A loss that is claimed.
    struct Loss {
        var certificate: InstanceID
        var from: Instant
        var to: Instant
        /// The last adjustment's.
        var measured = Int64(0)
        /// The largest that any was.
        var mostMeasured = Int64(0)
        /// What was measured when a sum was last agreed.
        var agreedMeasured = Int64(0)
        var payable = Int64(0)
        var adjustedBy: Identifier?
        var consents: Set<MemberID> = []
        var first: Authority.Approval?
        /// What is agreed and not paid yet.
        var agreed: Money?
        var isOwed = true
        /// What was agreed as owed in all, but what came back and is to be paid again.
        var committed = Int64(0)

        func isOne(with other: Loss) -> Bool { from <= other.to && other.from <= to }
    }

    struct Paid {
        var claim: InstanceID
        var certificate: InstanceID
        var amount: Int64
        /// What was agreed: more than is paid where an insurer has not consented.
        var agreed: Int64
        var isOwed: Bool
        var isReturned = false
    }

    /// A certificate on goods that others may insure too, from when on as it was planned.
    struct Place {
        var certificate: InstanceID
        var from: Instant
        var isApart = false
    }

    var insurances: [InstanceID: Insurance] = [:]
    var losses: [InstanceID: Loss] = [:]
    /// By the payment's reference.
    var payments: [InstanceID: Paid] = [:]
    /// By the goods: a container, a bill or a lot.
    var goods: [[String]: [Place]] = [:]
    var bound: [InstanceID: [String: Instant]] = [:]
    var departed: [InstanceID: Instant] = [:]
    var officers: [MemberID: Set<Identifier>] = [:]
    var tables: [MemberID: Authority.Table] = [:]
    /// Who has agreed a claim's sum.
    var approvers: [InstanceID: [Identifier]] = [:]
    /// How often the automaton paid, and how often a person's decision was paid.
    var straightThrough = 0
    var byHand = 0
    /// How often an approval came beside others' on the same goods.
    var shared = 0
    private(set) var found: [String] = []

    /// Takes an accepted command.
    ///
    /// - Returns: what of it must never be.
    mutating func take(_ asked: AskedCommand, _ steps: [Step], after: ContractHistory) -> [String] {
        found = []
        if let secret = after.consortium { note(asked, secret) }
        for step in steps { take(step, of: asked, steps, after) }
        return found
    }

    /// Where a certificate counts another sum as approved than was agreed under it.
    func differences(_ history: ContractHistory) -> [String] {
        var committed: [InstanceID: Int64] = [:]
        for loss in losses.values { committed[loss.certificate, default: 0] += loss.committed }
        return insurances.keys.compactMap { id in
            let state = history.states[InstanceKey(.certificate, id)].flatMap(Certificate.unwrap)
            let agreed = committed[id] ?? 0
            guard let state, state.approved.minorUnits == agreed,
                agreed <= state.insuredValue.minorUnits
            else { return "\(id) counts \(state?.approved as Any), not \(agreed)" }
            return nil
        }
    }

    mutating func fail(_ text: String) { found.append(text) }

    /// The goods that a command names, before its steps are looked at.
    private mutating func note(_ asked: AskedCommand, _ consortium: Consortium.State) {
        switch asked.instruction {
        case .openCover(.declare(_, let certificate, let declaration)):
            insure(
                certificate,
                from: declaration.sailing,
                [Self.bill(declaration.billOfLading), Self.lot(declaration.lot)]
            )
        case .shipment(
            .registerShipment(_, let certificate, _, let container, let bill, let lot)
        ):
            guard let sailing = insurances[certificate]?.issued.declaration.sailing else { return }
            let keys = [container.map { ["container", "\($0)"] }, Self.bill(bill), Self.lot(lot)]
            insure(certificate, from: sailing, keys)
        case .interest(.setApart(let interest, let certificate, _)):
            for (key, places) in goods
            where consortium.factID(Interest.self, key) == interest {
                goods[key] = places.map { place in
                    var place = place
                    if place.certificate == certificate { place.isApart = true }
                    return place
                }
            }
        default: return
        }
    }

    private mutating func insure(
        _ certificate: InstanceID,
        from: Instant,
        _ keys: [[String]?]
    ) {
        for key in keys.compactMap(\.self)
        where goods[key]?.contains(where: { $0.certificate == certificate }) != true {
            goods[key, default: []].append(Place(certificate: certificate, from: from))
        }
    }

    private static func bill(_ text: Text<35>?) -> [String]? {
        text.map { ["billOfLading", folded($0.string)] }
    }

    private static func lot(_ text: Text<60>?) -> [String]? {
        text.map { ["lot", folded($0.string)] }
    }

    /// Capital letters and digits alone; what the tests name is ASCII.
    private static func folded(_ text: String) -> String {
        String(text.uppercased().filter { $0.isLetter || $0.isNumber })
    }

    private mutating func take(
        _ step: Step,
        of asked: AskedCommand,
        _ steps: [Step],
        _ after: ContractHistory
    ) {
        let instance = step.key.instance
        switch step.payload {
        case .consortium(let record): for event in record.events { take(event) }
        case .authority(let record):
            for case .authoritySet(let member, let table, _) in record.events {
                tables[member] = table
            }
        case .openCover: checkLines(step.state)
        case .certificate(let record):
            for event in record.events { take(event, of: instance, asked.at) }
        case .shipment(let record):
            for event in record.events {
                if case .deviceBound(let device) = event {
                    bound[instance, default: [:]][device.id.string] = asked.at
                }
            }
            if step.edge.action == "depart" { departed[instance] = asked.at }
        case .claim(let record):
            for event in record.events { take(event, of: instance, asked, steps, after) }
        case .paymentReference(let record):
            for event in record.events { take(event, of: instance, steps) }
        case .interest, .evidence, .survey, .accumulation, .screeningList: return
        }
    }

    private mutating func take(_ event: Consortium.Event) {
        switch event {
        case .officerRegistered(let member, let officer) where officer.administers != true:
            officers[member, default: []].insert(officer.id)
        case .officerRetired(let member, let officer, _):
            officers[member]?.remove(officer)
        default: return
        }
    }

    private mutating func take(
        _ event: Certificate.Event,
        of id: InstanceID,
        _ at: Instant
    ) {
        switch event {
        case .issued(let state):
            insurances[id] = Insurance(issued: state, issuedAt: at, holder: state.assured)
            checkShares(of: state)
        case .endorsed(let declaration, _, _): insurances[id]?.issued.declaration = declaration
        case .accepted: insurances[id]?.issuedAt = at
        case .assigned(let shipment, _): insurances[id]?.shipment = shipment
        case .terminated(let ended): insurances[id]?.ended = ended
        case .transferred(let holder): insurances[id]?.holder = holder
        case .held(let hits, _): insurances[id]?.holds += hits.map { _ in true }
        case .holdDecided(let hold, let ruling, false):
            insurances[id]?.holds[hold - 1] = !ruling.isReleased
        case .cancelled, .rejected:
            for key in goods.keys { goods[key]?.removeAll { $0.certificate == id } }
        default: return
        }
    }
}
