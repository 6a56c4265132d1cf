import Contracts
import Marine
import TestSamples

extension Attestor {
    /// A member's signature with the key of this number.
    static func by(_ number: Int) -> Attestor { .member(key: key(number).text) }
}

extension ContractHistory {
    static let logKey = logKeyText.string
    static let logKeyText: Text<400> = "plimsoll.example/ledger+0+AA"

    /// The assured holds key 1 and the auditor key 2; the assured has named it.
    static func signing() throws -> ContractHistory {
        var history = try founded()
        try history.take(
            .consortium(.registerKey(member: .auditor, publicKey: key(2), proof: .unproved)),
            by: .platform
        )
        try history.take(
            .consortium(
                .registerKey(
                    member: .assured,
                    publicKey: key(1),
                    auditors: [.auditor],
                    proof: .unproved
                )
            ),
            by: .assured
        )
        return history
    }

    /// The same after the assured's only key was revoked.
    static func locked() throws -> ContractHistory {
        var history = try signing()
        try history.take(
            .consortium(.revokeKey(member: .assured, publicKey: key(1))),
            by: .assured,
            on: .by(1)
        )
        return history
    }
}

extension RefusalCase {
    /// What is refused for want of a signature, and of the keys that make one.
    static let keys: [RefusalCase] = words + entitlements + proofs + logKeys

    private static let words: [RefusalCase] = [
        RefusalCase(
            .memberSignsItself,
            "the operator's attestation for a member that signs",
            ["member": "assured"],
            given: ContractHistory.signing,
            by: .assured,
            .openCover(.closeCover(cover: .cover))
        ),
        RefusalCase(
            .memberSignsItself,
            "a further key on the operator's attestation",
            given: ContractHistory.signing,
            by: .assured,
            .consortium(.registerKey(member: .assured, publicKey: key(3), proof: .unproved))
        ),
        RefusalCase(
            .memberLocked,
            "a locked member",
            ["member": "assured"],
            given: ContractHistory.locked,
            by: .assured,
            .consortium(.registerKey(member: .assured, publicKey: key(3), proof: .unproved))
        ),
    ]

    private static let entitlements: [RefusalCase] = [
        RefusalCase(
            .actorNotEntitled,
            "the operator revokes a member's key",
            ["actor": "plimsoll"],
            given: ContractHistory.signing,
            by: .platform,
            .consortium(.revokeKey(member: .assured, publicKey: key(1)))
        ),
        RefusalCase(
            .actorNotEntitled,
            "the operator restores a member's key",
            given: ContractHistory.locked,
            by: .platform,
            .consortium(.restoreKey(member: .assured, publicKey: key(3), proof: .unproved))
        ),
        RefusalCase(
            .actorNotEntitled,
            "the operator registers a key for a locked member",
            given: ContractHistory.locked,
            by: .platform,
            .consortium(.registerKey(member: .assured, publicKey: key(3), proof: .unproved))
        ),
        RefusalCase(
            .actorNotEntitled,
            "an auditor that the member has not named",
            given: {
                var history = try ContractHistory.signing()
                try history.take(
                    .consortium(.nameAuditors(member: .assured, auditors: [])),
                    by: .assured,
                    on: .by(1)
                )
                return history
            },
            by: .auditor,
            on: .by(2),
            .consortium(.revokeKey(member: .assured, publicKey: key(1)))
        ),
        RefusalCase(
            .memberNotLocked,
            "an auditor gives a member that signs another key",
            given: ContractHistory.signing,
            by: .auditor,
            on: .by(2),
            .consortium(.restoreKey(member: .assured, publicKey: key(3), proof: .unproved))
        ),
        RefusalCase(
            .auditorUnfit,
            "an auditor without a key, which the operator could register in its name",
            ["auditor": "auditor"],
            given: ContractHistory.founded,
            by: .assured,
            .consortium(
                .registerKey(
                    member: .assured,
                    publicKey: key(1),
                    auditors: [.auditor],
                    proof: .unproved
                )
            )
        ),
        RefusalCase(
            .auditorUnfit,
            "a member that is no auditor",
            ["auditor": "assured"],
            given: ContractHistory.signing,
            by: .auditor,
            on: .by(2),
            .consortium(.nameAuditors(member: .auditor, auditors: [.assured]))
        ),
        RefusalCase(
            .entriesRepeat,
            "the same auditors again",
            given: ContractHistory.signing,
            by: .assured,
            on: .by(1),
            .consortium(.nameAuditors(member: .assured, auditors: [.auditor]))
        ),
    ]

    private static let proofs: [RefusalCase] = [
        RefusalCase(
            .keyAlreadyRegistered,
            "rotation to another member's key",
            given: ContractHistory.signing,
            by: .assured,
            on: .by(1),
            .consortium(
                .rotateKey(member: .assured, old: key(1), new: key(2), proof: .unproved)
            )
        ),
        RefusalCase(
            .keyAlreadyRegistered,
            "restoration of a revoked key",
            given: ContractHistory.locked,
            by: .auditor,
            on: .by(2),
            .consortium(.restoreKey(member: .assured, publicKey: key(1), proof: .unproved))
        ),
        RefusalCase(
            .keyUnknown,
            "rotation of a key that the member has not",
            given: ContractHistory.signing,
            by: .assured,
            on: .by(1),
            .consortium(
                .rotateKey(member: .assured, old: key(2), new: key(3), proof: .unproved)
            )
        ),
        RefusalCase(
            .editionUnknown,
            "an edition that is in force already",
            ["edition": "\(Edition.current)", "inForce": "\(Edition.current)"],
            given: ContractHistory.signing,
            by: .platform,
            .consortium(.adoptEdition(edition: .current))
        ),
        RefusalCase(
            .editionUnknown,
            "an edition that is not released",
            ["edition": "\(Edition.current.number + 1)", "inForce": "\(Edition.current)"],
            given: ContractHistory.signing,
            by: .platform,
            .consortium(.adoptEdition(edition: Edition(Edition.current.number + 1)))
        ),
        RefusalCase(
            .editionUnknown,
            "an edition before the one in force",
            given: { try ContractHistory.founded().adoptingDraft() },
            by: .platform,
            .consortium(.adoptEdition(edition: .first))
        ),
        RefusalCase(
            .editionUnknown,
            "a founding by an edition that is not released",
            given: { ContractHistory() },
            by: .platform,
            .consortium(
                .found(
                    origin: "other",
                    operatorMember: .platform,
                    operatorName: "Other",
                    logKey: "other",
                    edition: .draft
                )
            )
        ),
    ]

    private static let logKeys: [RefusalCase] = [
        RefusalCase(
            .logKeyMustSign,
            "the log's key replaced on the operator's attestation",
            given: ContractHistory.signing,
            by: .platform,
            .consortium(
                .rotateLogKey(old: ContractHistory.logKeyText, new: "next", proof: .unproved)
            )
        ),
        RefusalCase(
            .logKeyMustSign,
            "the log's key replaced by a member's signature",
            given: ContractHistory.signing,
            by: .assured,
            on: .by(1),
            .consortium(
                .rotateLogKey(old: ContractHistory.logKeyText, new: "next", proof: .unproved)
            )
        ),
        RefusalCase(
            .logKeyMustSign,
            "the log's key replaced by the new one",
            given: ContractHistory.signing,
            by: .platform,
            on: .log(key: "next"),
            .consortium(
                .rotateLogKey(old: ContractHistory.logKeyText, new: "next", proof: .unproved)
            )
        ),
        RefusalCase(
            .logKeyMustSign,
            "the log's key vouches for anything else",
            given: ContractHistory.signing,
            by: .platform,
            on: .log(key: ContractHistory.logKey),
            .consortium(.listSanction(entry: "MV Aurora"))
        ),
        RefusalCase(
            .actorNotEntitled,
            "the log's key replaced for another than the operator",
            given: ContractHistory.signing,
            by: .leader,
            on: .log(key: ContractHistory.logKey),
            .consortium(
                .rotateLogKey(old: ContractHistory.logKeyText, new: "next", proof: .unproved)
            )
        ),
        RefusalCase(
            .keyAlreadyRegistered,
            "a log key that was in force before",
            given: {
                var history = try ContractHistory.signing()
                try history.take(
                    .consortium(
                        .rotateLogKey(
                            old: ContractHistory.logKeyText,
                            new: "next",
                            proof: .unproved
                        )
                    ),
                    by: .platform,
                    on: .log(key: ContractHistory.logKey)
                )
                return history
            },
            by: .platform,
            on: .log(key: "next"),
            .consortium(
                .rotateLogKey(old: "next", new: ContractHistory.logKeyText, proof: .unproved)
            )
        ),
    ]
}
