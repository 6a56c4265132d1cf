import Contracts
import Marine
import TestSamples

extension RefusalCase {
    /// What the consortium refuses: 2xxx.
    static let consortium: [RefusalCase] = [
        RefusalCase(
            .alreadyFounded,
            "a second founding",
            given: ContractHistory.founded,
            by: .platform,
            .consortium(
                .found(
                    origin: "other",
                    operatorMember: .platform,
                    operatorName: "Other",
                    logKey: "other",
                    edition: .current
                )
            )
        ),
        RefusalCase(
            .actorNotEntitled,
            "founding for another",
            given: { ContractHistory() },
            by: .stranger,
            .consortium(
                .found(
                    origin: "other",
                    operatorMember: .platform,
                    operatorName: "Other",
                    logKey: "other",
                    edition: .current
                )
            )
        ),
        RefusalCase(
            .notFounded,
            "admitting before the founding",
            given: { ContractHistory() },
            by: .platform,
            .consortium(.admitMember(member: .leader, name: "Early", roles: [.insurer]))
        ),
        RefusalCase(
            .memberUnknown,
            "a key of no member",
            ["member": "unknown"],
            given: ContractHistory.founded,
            by: .platform,
            .consortium(.registerKey(member: .unknown, publicKey: key(1), proof: .unproved))
        ),
        RefusalCase(
            .memberUnknown,
            "a cover for no member",
            ["member": "unknown"],
            given: ContractHistory.founded,
            by: .leader,
            .openCover(.openCover(id: .cover, terms: changed(.sample) { $0.assured = .unknown }))
        ),
        RefusalCase(
            .memberUnknown,
            "a shipper who is no member",
            ["member": "unknown"],
            given: ContractHistory.declared,
            by: .assured,
            .register(.shipment, for: .certificate, shipper: .unknown)
        ),
        RefusalCase(
            .roleReserved,
            "a second operator",
            ["role": "operator"],
            given: ContractHistory.founded,
            by: .platform,
            .consortium(.admitMember(member: .unknown, name: "Second", roles: [.operator]))
        ),
        RefusalCase(
            .keyMalformed,
            "a point of small order",
            given: ContractHistory.founded,
            by: .assured,
            .consortium(
                .registerKey(
                    member: .assured,
                    publicKey: constant { try PublicKeyText("AQ" + text(41, of: "A") + "=") },
                    proof: .unproved
                )
            )
        ),
        RefusalCase(
            .keyAlreadyRegistered,
            "another member's key",
            given: { try ContractHistory.keyed() },
            by: .broker,
            .consortium(.registerKey(member: .broker, publicKey: key(1), proof: .unproved))
        ),
        RefusalCase(
            .keyAlreadyRegistered,
            "an API key issued twice",
            given: {
                try ContractHistory.founded().after(
                    .consortium(.issueAPIKey(member: .bank, id: id("k"), digest: apiKeyDigest(1))),
                    by: .bank
                )
            },
            by: .bank,
            .consortium(.issueAPIKey(member: .bank, id: id("k"), digest: apiKeyDigest(2)))
        ),
        RefusalCase(
            .keyUnknown,
            "revoking what was never registered",
            given: ContractHistory.founded,
            by: .assured,
            .consortium(.revokeKey(member: .assured, publicKey: key(1)))
        ),
        RefusalCase(
            .keyUnknown,
            "revoking no API key",
            ["key": "k"],
            given: ContractHistory.founded,
            by: .assured,
            .consortium(.revokeAPIKey(member: .assured, id: id("k")))
        ),
        RefusalCase(
            .keyUnknown,
            "revoking a key twice",
            given: {
                try ContractHistory.keyed().after(
                    .consortium(
                        .registerKey(member: .assured, publicKey: key(2), proof: .unproved)
                    ),
                    by: .assured,
                    on: .by(1)
                ).after(
                    .consortium(.revokeKey(member: .assured, publicKey: key(1))),
                    by: .assured,
                    on: .by(2)
                )
            },
            by: .assured,
            on: .by(2),
            .consortium(.revokeKey(member: .assured, publicKey: key(1)))
        ),
        RefusalCase(
            .sanctionsListUnchanged,
            "listing a name twice",
            ["entry": "mv aurora"],
            given: {
                try ContractHistory.founded().after(
                    .consortium(.listSanction(entry: "MV Aurora")),
                    by: .leader
                )
            },
            by: .platform,
            .consortium(.listSanction(entry: " mv-AURORA"))
        ),
        RefusalCase(
            .sanctionsListUnchanged,
            "delisting what is not listed",
            given: ContractHistory.founded,
            by: .leader,
            .consortium(.delistSanction(entry: "MV Aurora"))
        ),
        RefusalCase(
            .textLength,
            "listing a name of nothing but signs",
            ["field": "entry"],
            given: ContractHistory.founded,
            by: .leader,
            .consortium(.listSanction(entry: " -.- "))
        ),
        RefusalCase(
            .tooManyEntries,
            "a 201st signing key",
            ["limit": "200"],
            given: {
                var history = try ContractHistory.founded()
                for number in 1...200 {
                    try history.take(
                        .consortium(
                            .registerKey(member: .bank, publicKey: key(number), proof: .unproved)
                        ),
                        by: .bank,
                        on: number == 1 ? .operatorAlone : .by(1)
                    )
                }
                return history
            },
            by: .bank,
            on: .by(1),
            .consortium(.registerKey(member: .bank, publicKey: key(201), proof: .unproved))
        ),
        RefusalCase(
            .tooManyEntries,
            "a 101st API key",
            ["limit": "100"],
            given: {
                var history = try ContractHistory.founded()
                for number in 1...100 {
                    try history.take(
                        .consortium(
                            .issueAPIKey(
                                member: .bank,
                                id: id("k-\(number)"),
                                digest: apiKeyDigest(number)
                            )
                        ),
                        by: .bank
                    )
                }
                return history
            },
            by: .bank,
            .consortium(.issueAPIKey(member: .bank, id: id("k-101"), digest: apiKeyDigest(101)))
        ),
        RefusalCase(
            .actorNotEntitled,
            "the operator adds a key beside the member's own",
            given: { try ContractHistory.keyed() },
            by: .platform,
            .consortium(.registerKey(member: .assured, publicKey: key(2), proof: .unproved))
        ),
    ]
}

extension ContractHistory {
    /// The assured has registered a signing key of its own.
    static func keyed() throws -> ContractHistory {
        try founded().after(
            .consortium(.registerKey(member: .assured, publicKey: key(1), proof: .unproved)),
            by: .assured
        )
    }
}
