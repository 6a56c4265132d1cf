import DataFolder
import Logging
import TransparencyLog

/// What a folder was last published by, held against what a start asks for.
enum RecordedPolicy {
    /// Refuses a start that names no policy over a folder that was published by one: what members
    /// were told is witnessed would no longer be asked for, and nobody would notice.
    ///
    /// Another policy than the recorded one is named, and so is meant; it is only said.
    static func check(
        in data: String,
        against settings: PublicationSettings?,
        logger: Logger
    ) async throws {
        guard let recorded = try await LedgerFolder.recordedPolicy(in: data) else { return }
        let text = String(decoding: recorded, as: UTF8.self)
        let policy = try? TlogPolicy(parsing: recorded)
        guard let settings, settings.isPolicyStated else {
            // By timestamps alone it was published before, and is again.
            if let policy, !policy.asksForWitnesses, settings != nil { return }
            throw CommandFailure(
                "\(LedgerFolder.File.publication.path(in: data)): this ledger was last published "
                    + "by a policy, and none is given. Start with --policy FILE (or --witness, or "
                    + "PLIMSOLL_POLICY); to publish by none from now on, start once with "
                    + "--leave-policy. The recorded policy:\n\(text)"
            )
        }
        if let policy, policy.witnesses == settings.policy.witnesses,
            policy.groups == settings.policy.groups, policy.quorum == settings.policy.quorum
        {
            return
        }
        logger.warning("another policy than before is in force", metadata: ["before": "\(text)"])
    }
}
