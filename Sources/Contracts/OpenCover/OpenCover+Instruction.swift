import CanonicalJSON
public import Marine

extension OpenCover {
    /// The letters that identifiers of covers begin with.
    public static let prefix = "cov"

    /// What a member asks of a cover.
    public enum Instruction: ContractInstruction {
        /// Opens a cover.
        indirect case openCover(
            /// The cover's identifier; over HTTP made from the command's name.
            id: InstanceID,
            /// The terms that the cover is opened on.
            terms: CoverTerms
        )
        /// Ends a cover for new shipments.
        case closeCover(
            /// The cover, whose certificates run on.
            cover: InstanceID
        )
        /// Declares a shipment under a cover and has its certificate issued.
        indirect case declare(
            /// The cover, which is open.
            cover: InstanceID,
            /// The certificate's identifier; over HTTP made from the command's name.
            certificate: InstanceID,
            /// The goods, the voyage and the values.
            declaration: Declaration
        )
        /// Writes the member's line on a slip, or raises it;
        /// the slip binds once all insurers named have.
        ///
        /// - Since: edition 2
        case subscribe(
            /// The cover.
            cover: InstanceID,
            /// The line: more than 0 and at most 100 %, and more than one written before.
            line: Rate
        )
    }

    /// The forms of its commands.
    public static func forms(in edition: Edition) -> [CommandForm] {
        edition >= .second ? secondForms : firstForms
    }

    private static let secondForms = forms(
        firstForms,
        changing: [
            form(.subscribe, [step(.subscribe)], by: [opener]),
            form(
                .declare,
                [
                    FormStep(step(.declare)), FormStep(Certificate.step(.issue)),
                    FormStep(Certificate.step(.hold), 0...1),
                    Interest.steps(.insure, 0...2), FormStep(Certificate.step(.insure), 0...1),
                    Accumulation.steps,
                ]
            ),
        ]
    )

    private static let firstForms: [CommandForm] = [
        form(.openCover, [step(.open)], by: [opener]),
        // The leader, who has opened it.
        form(.closeCover, [step(.close)], by: [opener]),
        form(.declare, [step(.declare), Certificate.step(.issue)]),
    ]

    /// Carries out an instruction on a cover, and on the certificate that a declaration issues.
    public static func carryOut(
        _ instruction: Instruction,
        _ run: inout InstructionRun
    ) throws(Refusal) {
        switch instruction {
        case .openCover(let id, let terms):
            try run.requireMembers(terms.parties)
            try terms.requireFit(run)
            try run.take(OpenCover.self, id, .open(id: id, terms: terms))
        case .closeCover(let cover):
            try run.take(OpenCover.self, cover, .close)
        case .subscribe(let cover, let line):
            try run.take(OpenCover.self, cover, .subscribe(line: line))
        case .declare(let cover, let certificate, let declaration):
            try declare(cover, certificate, declaration, &run)
        }
    }

    private static func declare(
        _ cover: InstanceID,
        _ certificate: InstanceID,
        _ declaration: Declaration,
        _ run: inout InstructionRun
    ) throws(Refusal) {
        let state = try run.require(OpenCover.self, cover)
        // Where it would go does not hang on its value, which is only known once it is quoted.
        let planned = try run.exposures(
            of: declaration,
            worth: .zero(state.terms.currency),
            to: state.terms.leader
        )
        let events = try run.take(
            OpenCover.self,
            cover,
            .declare(
                certificate: certificate,
                declaration: declaration,
                accumulated: planned.isEmpty ? nil : run.accumulated(planned)
            )
        )
        let hits = run.hits(declaration, state.terms)
        for case .declared(_, let onRisk, let rate, let premium, let referral) in events {
            let exposures = planned.map { exposure in
                var exposure = exposure
                exposure.span.amount = onRisk.insuredValue
                return exposure
            }
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
                    screeningHits: hits,
                    exposures: exposures.isEmpty ? nil : exposures,
                    referral: referral
                )
            )
            if !hits.isEmpty { try run.screen(certificate) }
            let interests = try run.insure(
                InsuredGoods(billOfLading: declaration.billOfLading, lot: declaration.lot),
                by: run.require(Certificate.self, certificate)
            )
            if !interests.isEmpty {
                try run.take(Certificate.self, certificate, .insure(interests: interests))
            }
            try run.hold(exposures, for: state.terms.leader)
        }
    }
}

extension OpenCover.Instruction {
    /// The instance that it begins, if any.
    public var begun: BegunInstance? {
        switch self {
        case .openCover(let id, _): BegunInstance(OpenCover.prefix, id)
        case .declare(let cover, let id, _):
            BegunInstance(Certificate.prefix, id, under: InstanceKey(.openCover, cover))
        case .closeCover, .subscribe: nil
        }
    }
}
