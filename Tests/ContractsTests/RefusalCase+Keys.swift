import Contracts

extension Attestor {
    /// A member's signature with the key of this number.
    static func by(_ number: Int) -> Attestor { .member(key: key(number)) }
}

extension Book {
    static let logKey = "plimsoll.example/ledger+0+AA"
    static let editions = Dictionary(
        uniqueKeysWithValues: ContractName.allCases.map { ($0.rawValue, 2) }
    )

    /// Under edition 2 the assured holds key 1 and the auditor key 2; the assured has named it.
    static func signing() throws -> Book {
        var book = try founded(editions)
        try book.take(
            .consortium(.registerKey(member: .auditor, publicKey: key(2), proof: "p")),
            by: .platform
        )
        try book.take(
            .consortium(
                .registerKey(
                    member: .assured,
                    publicKey: key(1),
                    auditors: [.auditor],
                    proof: "p"
                )
            ),
            by: .assured
        )
        return book
    }

    /// The same after the assured's only key was revoked.
    static func locked() throws -> Book {
        var book = try signing()
        try book.take(
            .consortium(.revokeKey(member: .assured, publicKey: key(1))),
            by: .assured,
            on: .by(1)
        )
        return book
    }
}

extension RefusalCase {
    /// What is refused for want of a signature, and of the keys that make one.
    static let keys: [RefusalCase] = words + entitlements + proofs + logKeys

    private static let words: [RefusalCase] = [
        RefusalCase(
            .memberSignsItself,
            "the operator's word for a member that signs",
            ["member": "camaron"],
            given: Book.signing,
            by: .assured,
            .closeCover(cover: .cover)
        ),
        RefusalCase(
            .memberSignsItself,
            "a further key on the operator's word",
            given: Book.signing,
            by: .assured,
            .consortium(.registerKey(member: .assured, publicKey: key(3), proof: "p"))
        ),
        RefusalCase(
            .memberLocked,
            "a locked member",
            ["member": "camaron"],
            given: Book.locked,
            by: .assured,
            .consortium(.registerKey(member: .assured, publicKey: key(3), proof: "p"))
        ),
    ]

    private static let entitlements: [RefusalCase] = [
        RefusalCase(
            .actorNotEntitled,
            "the operator revokes a member's key",
            ["actor": "plimsoll"],
            given: Book.signing,
            by: .platform,
            .consortium(.revokeKey(member: .assured, publicKey: key(1)))
        ),
        RefusalCase(
            .actorNotEntitled,
            "the operator restores a member's key",
            given: Book.locked,
            by: .platform,
            .consortium(.restoreKey(member: .assured, publicKey: key(3), proof: "p"))
        ),
        RefusalCase(
            .actorNotEntitled,
            "the operator registers a key for a locked member",
            given: Book.locked,
            by: .platform,
            .consortium(.registerKey(member: .assured, publicKey: key(3), proof: "p"))
        ),
        RefusalCase(
            .actorNotEntitled,
            "an auditor that the member has not named",
            given: {
                var book = try Book.signing()
                try book.take(
                    .consortium(.nameAuditors(member: .assured, auditors: [])),
                    by: .assured,
                    on: .by(1)
                )
                return book
            },
            by: .auditor,
            on: .by(2),
            .consortium(.revokeKey(member: .assured, publicKey: key(1)))
        ),
        RefusalCase(
            .memberNotLocked,
            "an auditor gives a member that signs another key",
            given: Book.signing,
            by: .auditor,
            on: .by(2),
            .consortium(.restoreKey(member: .assured, publicKey: key(3), proof: "p"))
        ),
        RefusalCase(
            .auditorUnfit,
            "an auditor without a key, which the operator could register in its name",
            ["auditor": "auditor"],
            given: { try Book.founded(Book.editions) },
            by: .assured,
            .consortium(
                .registerKey(
                    member: .assured,
                    publicKey: key(1),
                    auditors: [.auditor],
                    proof: "p"
                )
            )
        ),
        RefusalCase(
            .auditorUnfit,
            "a member that is no auditor",
            ["auditor": "camaron"],
            given: Book.signing,
            by: .auditor,
            on: .by(2),
            .consortium(.nameAuditors(member: .auditor, auditors: [.assured]))
        ),
        RefusalCase(
            .entriesRepeat,
            "the same auditors again",
            given: Book.signing,
            by: .assured,
            on: .by(1),
            .consortium(.nameAuditors(member: .assured, auditors: [.auditor]))
        ),
    ]

    private static let proofs: [RefusalCase] = [
        RefusalCase(
            .keyNotProved,
            "a key that proves nothing",
            given: { try Book.founded(Book.editions) },
            by: .assured,
            .consortium(.registerKey(member: .assured, publicKey: key(1)))
        ),
        RefusalCase(
            .keyAlreadyRegistered,
            "rotation to another member's key",
            given: Book.signing,
            by: .assured,
            on: .by(1),
            .consortium(
                .rotateKey(member: .assured, old: key(1), new: key(2), proof: "p")
            )
        ),
        RefusalCase(
            .keyAlreadyRegistered,
            "restoration of a revoked key",
            given: Book.locked,
            by: .auditor,
            on: .by(2),
            .consortium(.restoreKey(member: .assured, publicKey: key(1), proof: "p"))
        ),
        RefusalCase(
            .keyUnknown,
            "rotation of a key that the member has not",
            given: Book.signing,
            by: .assured,
            on: .by(1),
            .consortium(
                .rotateKey(member: .assured, old: key(2), new: key(3), proof: "p")
            )
        ),
        RefusalCase(
            .editionUnknown,
            "rotation before its edition is adopted",
            ["inForce": "1", "asked": "2"],
            given: Book.keyed,
            by: .assured,
            .consortium(
                .rotateKey(member: .assured, old: key(1), new: key(2), proof: "p")
            )
        ),
        RefusalCase(
            .editionUnknown,
            "an edition that is in force already",
            ["contract": "claim", "edition": "2"],
            given: Book.signing,
            by: .platform,
            .consortium(.adoptEditions(editions: ["claim": 2]))
        ),
        RefusalCase(
            .editionUnknown,
            "an edition that nobody has written",
            given: Book.signing,
            by: .platform,
            .consortium(.adoptEditions(editions: ["claim": currentEdition + 1]))
        ),
        RefusalCase(
            .editionUnknown,
            "an edition of no contract",
            given: Book.founded,
            by: .platform,
            .consortium(.adoptEditions(editions: ["charter": 2]))
        ),
    ]

    private static let logKeys: [RefusalCase] = [
        RefusalCase(
            .logKeyMustSign,
            "the log's key replaced on the operator's word",
            given: Book.signing,
            by: .platform,
            .consortium(.rotateLogKey(old: Book.logKey, new: "next", proof: "p"))
        ),
        RefusalCase(
            .logKeyMustSign,
            "the log's key replaced by a member's signature",
            given: Book.signing,
            by: .assured,
            on: .by(1),
            .consortium(.rotateLogKey(old: Book.logKey, new: "next", proof: "p"))
        ),
        RefusalCase(
            .logKeyMustSign,
            "the log's key replaced by the new one",
            given: Book.signing,
            by: .platform,
            on: .log(key: "next"),
            .consortium(.rotateLogKey(old: Book.logKey, new: "next", proof: "p"))
        ),
        RefusalCase(
            .logKeyMustSign,
            "the log's key vouches for anything else",
            given: Book.signing,
            by: .platform,
            on: .log(key: Book.logKey),
            .consortium(.listSanction(entry: "MV Aurora"))
        ),
        RefusalCase(
            .actorNotEntitled,
            "the log's key replaced for another than the operator",
            given: Book.signing,
            by: .leader,
            on: .log(key: Book.logKey),
            .consortium(.rotateLogKey(old: Book.logKey, new: "next", proof: "p"))
        ),
        RefusalCase(
            .keyAlreadyRegistered,
            "a log key that was in force before",
            given: {
                var book = try Book.signing()
                try book.take(
                    .consortium(.rotateLogKey(old: Book.logKey, new: "next", proof: "p")),
                    by: .platform,
                    on: .log(key: Book.logKey)
                )
                return book
            },
            by: .platform,
            on: .log(key: "next"),
            .consortium(.rotateLogKey(old: "next", new: Book.logKey, proof: "p"))
        ),
    ]
}
