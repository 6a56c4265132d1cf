public import CanonicalJSON
public import Marine

/// The inspection of damaged goods for one claim, by a surveyor whom the leader appoints.
public enum Survey {
    /// A survey after the transitions so far.
    public struct State: Record, Hashable, Sendable {
        /// The survey's identifier.
        public var id: InstanceID
        /// The claim.
        public var claim: InstanceID
        /// The insurer that appointed the surveyor.
        public var leader: MemberID
        /// Who inspects.
        public var surveyor: MemberID
        /// What is to be found out.
        public var scope: Text<2000>
        /// The members that were party to the claim, and may read the report.
        public var readers: [MemberID]
        /// When the surveyor was appointed.
        public var appointedAt: Instant
        /// What was found; absent until it is filed.
        public var report: Report?

        enum LedgerOnly { case readers }
    }

    /// A surveyor's report.
    public struct Report: Record, Hashable, Sendable {
        /// SHA-256 of the report's own document.
        public var digest: DigestText
        /// What was found, in words.
        public var findings: Text<2000>
        /// When the goods were inspected.
        public var surveyedAt: Instant
        /// When the report was filed.
        public var filedAt: Instant
    }

    /// Where a survey stands.
    public enum Stage: String, JSONCoded, Hashable, Sendable, CaseIterable {
        /// The surveyor is appointed.
        ///
        /// - Since: edition 2
        case appointed
        /// The report is filed, for good.
        ///
        /// - Since: edition 2
        case reported
    }

    /// What may be asked of a survey.
    public enum Command: ContractCommand, Record {
        /// Appoints the surveyor.
        indirect case appoint(
            /// The survey's identifier, made from the command's name.
            id: InstanceID,
            /// The claim whose goods are inspected.
            claim: InstanceID,
            /// Who inspects: a member that is a surveyor and no party to the claim.
            surveyor: MemberID,
            /// What is to be found out.
            scope: Text<2000>,
            /// The members that are party to the claim, and may read the report.
            readers: [MemberID]
        )
        /// Files the report.
        case fileReport(
            /// SHA-256 of the report's own document, which is kept elsewhere.
            digest: DigestText,
            /// What was found, in words.
            findings: Text<2000>,
            /// When the goods were inspected; not after the report is filed.
            surveyedAt: Instant
        )
    }

    /// What has happened to a survey.
    public enum Event: ContractEvent, Record {
        /// The surveyor was appointed.
        indirect case appointed(
            /// The survey as it begins, without a report.
            State
        )
        /// The report was filed.
        case reported(
            /// The report, for good.
            Report
        )
    }
}

extension Survey: UnchangedContract {
    /// The legal state graph.
    public static let graph = StateGraph([
        edge(.appoint, to: .appointed), edge(.fileReport, from: .appointed, to: .reported),
    ])

    /// Where a survey stands.
    public static func stage(of state: State) -> Stage {
        state.report == nil ? .appointed : .reported
    }

    /// The surveyor, and who was party to the claim.
    public static func parties(of state: State) -> Set<MemberID> {
        Set(state.readers + [state.surveyor, state.leader])
    }
}

extension Survey {
    /// Why what is asked of a survey is refused, beside what any contract refuses: 11xxx.
    public enum RefusalCode: Int, RefusalCodes {
        /// The member is no surveyor, or is party to the claim.
        ///
        /// - Remedy: Appoint a surveyor that is no party to the claim.
        /// - Since: edition 2
        case surveyorUnfit = 11_001
        /// The survey that is cited is of another claim, or no report is filed yet.
        ///
        /// - Remedy: Cite a survey of this claim whose report is filed.
        /// - Since: edition 2
        case reportMissing = 11_002
    }
}

extension Survey {
    /// Folds one event into the survey.
    public static func evolve(
        _ state: consuming State?,
        _ event: Event,
        in edition: Edition
    ) -> State? {
        switch event {
        case .appointed(let appointed):
            return state == nil ? appointed : nil
        case .reported(let report):
            guard var next = state else { return nil }
            next.report = report
            return next
        }
    }
}

extension Survey {
    /// Decides a command on a survey.
    public static func decide(
        _ state: State?,
        _ command: Command,
        _ context: Context
    ) throws(Refusal) -> [Event] {
        switch command {
        case .appoint(let id, let claim, let surveyor, let scope, let readers):
            guard state == nil else { throw Refusal(.instanceExists, ["survey": id.text]) }
            guard !readers.contains(surveyor) else {
                throw Refusal(.surveyorUnfit, ["surveyor": surveyor.text])
            }
            return [
                .appointed(
                    State(
                        id: id,
                        claim: claim,
                        leader: context.actor,
                        surveyor: surveyor,
                        scope: scope,
                        readers: readers,
                        appointedAt: context.at
                    )
                )
            ]
        case .fileReport(let digest, let findings, let surveyedAt):
            guard let state else { throw Refusal(.instanceUnknown) }
            guard state.report == nil else {
                throw Refusal(
                    .actionNotFromThisState,
                    ["action": command.action.rawValue, "state": stage(of: state).rawValue]
                )
            }
            try requireActor(context, among: [state.surveyor])
            try requirePast(surveyedAt, "surveyedAt", context)
            return [
                .reported(
                    Report(
                        digest: digest,
                        findings: findings,
                        surveyedAt: surveyedAt,
                        filedAt: context.at
                    )
                )
            ]
        }
    }
}
