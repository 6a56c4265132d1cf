import Contracts
public import Ledger
public import Logging
import Marine
public import ServiceLifecycle

/// The follower that opens claims for what telemetry shows, and judges them.
///
/// It acts for the operator under the authority that each certificate's terms grant, and names
/// its commands after what caused them: reading the ledger again changes nothing.
public struct ClaimsAutomation: Service {
    /// What its cursor is kept under.
    package static let name = "claims-automation"
    /// What the entry is kept under since which readings of the future wait.
    static let waitingName = "claims-automation-waiting"
    /// All that it keeps cursors under.
    package static let cursorNames: Set = [name, waitingName]
    static let page = 500

    let platform: Platform
    let waiting = WaitingReadings()
    let cursors: any FollowerCursors
    private let logger: Logger

    /// Puts the follower on a platform.
    public init(platform: Platform, cursors: any FollowerCursors, logger: Logger) {
        self.platform = platform
        self.cursors = cursors
        self.logger = logger
    }

    /// Follows the ledger until the task is cancelled or the services shut down.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var isFound = false
            while !Task.isCancelled {
                do {
                    if !isFound { try await findWaiting() }
                    isFound = true
                    let next = try await follow()
                    await waitForMore(beyond: next)
                    try await judgeWhatIsPast()
                } catch {
                    logger.error("claims automation waits", metadata: ["error": "\(error)"])
                    try? await Task.sleep(for: .seconds(error is Refusal ? 10 : 1))
                }
            }
        }
    }

    /// Reads from the cursor to the ledger's end.
    ///
    /// - Returns: the index of the next entry.
    @discardableResult
    public func follow() async throws -> UInt64 {
        var next = try await cursors.next(of: ClaimsAutomation.name)
        let size = await platform.sequencer.size()
        if next > size {
            // Its file is not this ledger's. Reading all again is harmless, skipping is not.
            logger.warning("the cursor is ahead of the ledger", metadata: ["cursor": "\(next)"])
            next = 0
        }
        while true {
            let entries = try await platform.store.entries(from: next, limit: ClaimsAutomation.page)
            guard let last = entries.last else { return next }
            for entry in entries {
                let transition = try Transition(leaf: entry.leaf)
                try await react(to: transition, at: entry.index)
            }
            next = last.index + 1
            try await keepWaiting(before: next)
            try await cursors.advance(ClaimsAutomation.name, to: next)
        }
    }

    private func react(to transition: Transition, at index: UInt64) async throws {
        switch transition.contract {
        case .shipment:
            let action = Shipment.Command.Action(rawValue: transition.action.string)
            guard action?.changesEvidence == true else { return }
            guard let shipment = try await state(Shipment.self, transition.instance) else { return }
            waiting.note(shipment, at: index)
            let edition = platform.edition
            if edition >= .second, shipment.isOutdated(in: edition, at: platform.clock()) {
                // Its own entry has what follows looked at.
                return try await evaluate(shipment.id, causedBy: index)
            }
            try await judge(shipment, causedBy: index)
        case .claim:
            guard transition.step == Claim.step(.notify) else { return }
            try await adjudicate(transition.instance, causedBy: index)
        case .consortium, .openCover, .certificate, .interest, .evidence, .authority,
            .paymentReference, .survey, .screeningList, .accumulation:
            return
        }
    }

    private func evaluate(_ shipment: InstanceID, causedBy index: UInt64) async throws {
        try await evaluate(shipment, named: "auto/evaluate/\(shipment)/\(index)")
    }

    func evaluate(_ shipment: InstanceID, named name: String) async throws {
        do { try await platform.evaluate(shipment, named: name) } catch let refusal as Refusal {
            if refusal.code.isOfSigning { throw refusal }
            // Whoever moved the shipment meanwhile caused an entry that is met in its turn.
            guard refusal.code != .revisionMismatch else { return }
            note(refusal, of: name)
        } catch let fault as LedgerFault {
            guard case .damaged(let place) = fault else { throw fault }
            logger.error(
                "a shipment's readings cannot be judged",
                metadata: ["shipment": "\(shipment)", "damaged": "\(place)"]
            )
        }
    }

    /// Notifies a claim for each loss that the certificate's parts show and none is noted for, and
    /// judges what is open.
    private func judge(_ shipment: Shipment.State, causedBy index: UInt64) async throws {
        guard let certificate = try await state(Certificate.self, shipment.certificate) else {
            return
        }
        let edition = platform.edition
        guard edition >= .second else {
            return try await judgeByPeril(shipment, certificate, causedBy: index)
        }
        let parts = certificate.terms.insuredParts(in: edition)
        for part in parts {
            for loss in try await unnoted(part, shipment, certificate, edition) {
                try await notify(loss, part, shipment, certificate)
            }
        }
        let perils = Set(parts.map(\.peril))
        let open = (try await state(Certificate.self, shipment.certificate))?.claims ?? []
        for noted in open where noted.open && perils.contains(noted.peril) {
            try await adjudicate(noted.claim, causedBy: index)
        }
    }

    /// The losses under a part that no claim is for.
    ///
    /// A loss that a claim overlaps is that claim's; where all of those are decided, what came
    /// after them is judged by itself.
    private func unnoted(
        _ part: CoverPart,
        _ shipment: Shipment.State,
        _ certificate: Certificate.State,
        _ edition: Edition
    ) async throws -> [PerilLoss] {
        let name = certificate.terms.parts == nil ? nil : part.name
        let claims = certificate.claims.filter {
            $0.withdrawn != true && $0.peril == part.peril && ($0.part == nil || $0.part == name)
        }
        // A loss that went on after it was notified is that claim's as far as it was judged.
        var ends: [InstanceID: Instant] = [:]
        for noted in claims {
            let end = max(noted.lossFrom, noted.lossTo ?? noted.lossFrom)
            let shown = try await state(Claim.self, noted.claim)?.lossShownTo
            ends[noted.claim] = max(end, shown ?? end)
        }
        func claimed(_ loss: PerilLoss) -> [Certificate.NotedClaim] {
            claims.filter { claim in
                (claim.lossFrom...(ends[claim.claim] ?? claim.lossFrom)).overlaps(loss.period)
            }
        }
        func losses(within bounds: LossBounds = LossBounds()) -> [PerilLoss] {
            part.judge(
                shipment,
                of: certificate,
                at: platform.clock(),
                within: bounds,
                in: edition
            ).losses
        }
        var found: [PerilLoss] = []
        for loss in losses() {
            let own = claimed(loss)
            guard !own.isEmpty else {
                found.append(loss)
                continue
            }
            guard try await areDecided(own) else { continue }
            let end = own.compactMap { ends[$0.claim] }.max()
            found += losses(within: LossBounds(after: end)).filter { later in
                claimed(later).isEmpty && later.period.overlaps(loss.period)
                    && !found.contains(later)
            }
        }
        return found
    }

    private func areDecided(_ claims: [Certificate.NotedClaim]) async throws -> Bool {
        for noted in claims where noted.open {
            guard let claim = try await state(Claim.self, noted.claim),
                [.declined, .settled, .closed].contains(claim.stage)
            else { return false }
        }
        return true
    }

    private func notify(
        _ loss: PerilLoss,
        _ part: CoverPart,
        _ shipment: Shipment.State,
        _ certificate: Certificate.State
    ) async throws {
        guard let member = platform.sequencer.consortium()?.operatorMember else { return }
        let name =
            "auto/notify/\(certificate.id)/\(part.name)/\(loss.from.millisecondsSinceEpoch)"
        let claim = platform.instanceID(Claim.prefix, for: member, commandID: name)
        guard !certificate.claims.contains(where: { $0.claim == claim }) else { return }
        let words =
            "\(certificate.terms.parts == nil ? "Telemetry" : part.name.string) breaks the "
            + "certificate's terms: \(loss.figure); asked: \(part.asked(in: platform.edition))"
        let notice = Claim.Notice(
            certificate: certificate.id,
            shipment: shipment.id,
            peril: part.peril,
            lossFrom: loss.from,
            lossTo: max(loss.from, loss.to),
            description: Text(cutting: words) ?? "Telemetry breaks the certificate's terms.",
            estimate: nil,
            part: certificate.terms.parts == nil ? nil : part.name
        )
        try await ask(.claim(.notifyClaim(id: claim, notice: notice)), name: name)
    }

    /// As the first edition has it: one claim for a certificate's peril.
    private func judgeByPeril(
        _ shipment: Shipment.State,
        _ certificate: Certificate.State,
        causedBy index: UInt64
    ) async throws {
        guard let trigger = certificate.terms.effectiveTrigger(in: platform.edition) else { return }
        let breach = trigger.breach(
            in: shipment.findings,
            isComplete: shipment.isOver(at: platform.clock(), in: platform.edition),
            by: platform.edition
        )
        if let breach {
            try await notify(breach, trigger, shipment, certificate)
        }
        let open = (try await state(Certificate.self, shipment.certificate))?.claims ?? []
        for noted in open where noted.open && noted.peril == trigger.peril {
            try await adjudicate(noted.claim, causedBy: index)
        }
    }

    private func notify(
        _ breach: TemperatureBreach,
        _ trigger: TemperatureTrigger,
        _ shipment: Shipment.State,
        _ certificate: Certificate.State
    ) async throws {
        guard let member = platform.sequencer.consortium()?.operatorMember else { return }
        let name = "auto/notify/\(certificate.id)/\(trigger.peril.rawValue)"
        let claim = platform.instanceID(Claim.prefix, for: member, commandID: name)
        guard !certificate.claims.contains(where: { $0.claim == claim }) else { return }
        let words =
            "Telemetry breaks the certificate's terms: \(breach.figure); "
            + "asked: \(trigger.limitText)"
        let notice = Claim.Notice(
            certificate: certificate.id,
            shipment: shipment.id,
            peril: trigger.peril,
            lossFrom: breach.from,
            lossTo: breach.to,
            description: Text(cutting: words) ?? "Telemetry breaks the certificate's terms.",
            estimate: nil
        )
        try await ask(.claim(.notifyClaim(id: claim, notice: notice)), name: name)
    }

    private func adjudicate(_ claim: InstanceID, causedBy index: UInt64) async throws {
        guard let state = try await state(Claim.self, claim),
            [.notified, .acknowledged, .referred].contains(state.stage)
        else { return }
        if let id = state.notice.shipment,
            let shipment = try await self.state(Shipment.self, id),
            shipment.isOutdated(in: platform.edition, at: platform.clock())
        {
            try await evaluate(id, causedBy: index)
        }
        try await ask(
            .claim(.adjudicate(claim: claim, paymentReference: Claim.paymentReference(of: claim))),
            name: "auto/adjudicate/\(claim)/\(index)"
        )
    }

    /// A refusal is an answer too: what a contract will not take is noted and passed over.
    ///
    /// But where the operator's key is missing nothing is taken, and nothing may be passed over.
    private func ask(_ instruction: Instruction, name: String) async throws {
        do {
            _ = try await platform.submitAsOperator(instruction, id: name)
        } catch let refusal as Refusal {
            if refusal.code.isOfSigning { throw refusal }
            note(refusal, of: name)
        }
    }

    private func note(_ refusal: Refusal, of name: String) {
        guard refusal.code != .nothingNew, refusal.code != .commandReused else { return }
        logger.notice(
            "automation refused",
            metadata: ["command": "\(name)", "refusal": "\(refusal)"]
        )
    }

    func state<Kind: Contract>(
        _ kind: Kind.Type,
        _ instance: InstanceID
    ) async throws -> Kind.State? {
        try await platform.sequencer.instance(InstanceKey(Kind.name, instance))
            .flatMap { Kind.unwrap($0.state) }
    }
}

extension Shipment.Command.Action {
    /// Whether what the readings show of the carriage may be another after it.
    fileprivate var changesEvidence: Bool {
        switch self {
        case .recordTelemetry, .evaluate, .depart, .arrive, .deliver, .releaseDevice,
            .withdrawUpload:
            true
        case .register, .bindDevice, .admit, .mergeSegments, .splitSegments: false
        }
    }
}
