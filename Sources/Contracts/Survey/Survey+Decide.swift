import Marine

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
