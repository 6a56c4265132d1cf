import CanonicalJSON
public import Marine

extension Survey {
    /// The letters that identifiers of surveys begin with.
    public static let prefix = "srv"

    /// What a member asks of a survey.
    public enum Instruction: ContractInstruction {
        /// Appoints a surveyor to a claim, who reads it and files a report.
        case appointSurveyor(
            /// The survey's name.
            id: InstanceID,
            /// The claim.
            claim: InstanceID,
            /// Who inspects: a member that is a surveyor and no party to the claim.
            surveyor: MemberID,
            /// What is to be found out.
            scope: Text<2000>
        )
        /// Files a surveyor's report, for good.
        case fileReport(
            /// The survey.
            survey: InstanceID,
            /// SHA-256 of the report's own document.
            digest: DigestText,
            /// What was found, in words.
            findings: Text<2000>,
            /// When the goods were inspected; not after the ledger's own instant.
            surveyedAt: Instant
        )
    }

    /// The forms of its commands.
    public static let forms: [CommandForm] = [
        form(
            .appointSurveyor,
            [
                FormStep(step(.appoint)), FormStep(Claim.step(.admitSurveyor)),
                FormStep(Certificate.step(.admit), 0...1), FormStep(Shipment.step(.admit), 0...1),
            ],
            by: [OpenCover.opener]
        ),
        form(.fileReport, [step(.fileReport)], by: [.surveyor]),
    ]

    /// Surveys are made for a claim.
    public static var parent: ContractName? { .claim }

    /// The claim.
    public static func parent(of state: State) -> InstanceID? { state.claim }

    /// Carries out an instruction on a survey, and on its claim.
    public static func carryOut(
        _ instruction: Instruction,
        _ run: inout InstructionRun
    ) throws(Refusal) {
        switch instruction {
        case .appointSurveyor(let id, let claim, let surveyor, let scope):
            let state = try run.require(Claim.self, claim)
            let certificate = try Claim.byLeader(claim, &run)
            try AuthorityOfOfficers(run, certificate).requireAdjusting()
            try run.requireMembers([surveyor])
            let members = run.state(Consortium.self, Workflow.consortium)?.members
            guard members?[surveyor]?.roles.contains(.surveyor) == true else {
                throw Refusal(.surveyorUnfit, ["surveyor": surveyor.text])
            }
            // Who was appointed before may be appointed again.
            let readers = Claim.parties(of: state).subtracting(state.surveyors ?? [])
            try run.take(
                Survey.self,
                id,
                .appoint(
                    id: id,
                    claim: claim,
                    surveyor: surveyor,
                    scope: scope,
                    readers: readers.sorted()
                )
            )
            try run.take(Claim.self, claim, .admitSurveyor(surveyor: surveyor))
            if !Certificate.parties(of: certificate).contains(surveyor) {
                try run.take(Certificate.self, certificate.id, .admit(surveyor: surveyor))
            }
            if let shipment = certificate.shipment { try run.admit(surveyor, to: shipment) }
        case .fileReport(let survey, let digest, let findings, let surveyedAt):
            try run.take(
                Survey.self,
                survey,
                .fileReport(digest: digest, findings: findings, surveyedAt: surveyedAt)
            )
        }
    }
}

extension Survey.Instruction {
    /// The instance that it begins, if any.
    public var begun: BegunInstance? {
        switch self {
        case .appointSurveyor(let id, let claim, _, _):
            BegunInstance(Survey.prefix, id, under: InstanceKey(.claim, claim))
        case .fileReport: nil
        }
    }
}
