import Contracts
import Marine
import TestSamples
import Testing

@Suite("Attestation")
struct SigningTests {
    @Test func `a member that holds a key acts by its signature`() throws {
        let history = try ContractHistory.signing()
        let declare = Instruction.consortium(.nameAuditors(member: .assured, auditors: []))
        #expect(history.refusal(declare, by: .assured)?.code == .memberSignsItself)
        #expect(history.refusal(declare, by: .assured, on: .by(1)) == nil)
        #expect(history.refusal(declare, by: .assured, on: .by(2))?.code == .signatureRefused)
        #expect(history.refusal(declare, by: .assured, on: .by(9))?.code == .signatureRefused)
    }

    @Test func `a member without a key acts on the operator's attestation until it holds one`()
        throws
    {
        let list = Instruction.consortium(.listSanction(entry: "MV Aurora"))
        let founded = try ContractHistory.founded()
        #expect(founded.refusal(list, by: .leader) == nil)
        let keyed = try founded.after(
            .consortium(.registerKey(member: .leader, publicKey: key(1), proof: .unproved)),
            by: .platform
        )
        #expect(keyed.refusal(list, by: .leader)?.code == .memberSignsItself)
        #expect(keyed.refusal(list, by: .leader, on: .by(1)) == nil)
    }

    @Test func `readings are taken from a member that signs and from one that is locked`() throws {
        var history = try ContractHistory.underway()
        try history.take(
            .consortium(.registerKey(member: .shipper, publicKey: key(7), proof: .unproved)),
            by: .shipper
        )
        history.now = day(45)
        let arrive = Instruction.shipment(.arrive(shipment: .shipment, at: day(45)))
        #expect(history.refusal(arrive, by: .shipper)?.code == .memberSignsItself)
        #expect(history.refusal(.record(.above(0)), by: .shipper) == nil)
        try history.take(
            .consortium(.revokeKey(member: .shipper, publicKey: key(7))),
            by: .shipper,
            on: .by(7)
        )
        #expect(history.refusal(arrive, by: .shipper)?.code == .memberLocked)
        #expect(history.refusal(arrive, by: .shipper, on: .by(7))?.code == .keyRevoked)
        #expect(history.refusal(.record(.above(0)), by: .shipper) == nil)
    }

    @Test func `a revoked key signs nothing more, and the one in its place does`() throws {
        var history = try ContractHistory.signing()
        try history.take(
            .consortium(.rotateKey(member: .assured, old: key(1), new: key(3), proof: .unproved)),
            by: .assured,
            on: .by(1)
        )
        let name = Instruction.consortium(.nameAuditors(member: .assured, auditors: []))
        #expect(history.refusal(name, by: .assured, on: .by(1))?.code == .keyRevoked)
        #expect(history.refusal(name, by: .assured, on: .by(3)) == nil)
        let member = try #require(history.consortium?.members[.assured])
        #expect(member.signingKeys.map(\.publicKey) == [key(1), key(3)])
        #expect(member.signingKeys.map { $0.revokedAt != nil } == [true, false])
        #expect(member.lockedAt == nil)
    }

    @Test func `the last key's revocation locks, and the auditor's restoration unlocks`() throws {
        var history = try ContractHistory.locked()
        #expect(history.consortium?.members[.assured]?.lockedAt == day(0))
        let restore = Instruction.consortium(
            .restoreKey(member: .assured, publicKey: key(3), proof: .unproved)
        )
        #expect(history.refusal(restore, by: .auditor)?.code == .memberSignsItself)
        #expect(history.refusal(restore, by: .assured, on: .by(1))?.code == .keyRevoked)
        try history.take(restore, by: .auditor, on: .by(2))
        #expect(history.consortium?.members[.assured]?.lockedAt == nil)
        let name = Instruction.consortium(.nameAuditors(member: .assured, auditors: []))
        #expect(history.refusal(name, by: .assured)?.code == .memberSignsItself)
        #expect(history.refusal(name, by: .assured, on: .by(3)) == nil)
    }

    @Test func `an auditor that the member has named revokes a stolen key`() throws {
        var history = try ContractHistory.signing()
        try history.take(
            .consortium(.registerKey(member: .assured, publicKey: key(3), proof: .unproved)),
            by: .assured,
            on: .by(1)
        )
        try history.take(
            .consortium(.revokeKey(member: .assured, publicKey: key(1))),
            by: .auditor,
            on: .by(2)
        )
        let member = try #require(history.consortium?.members[.assured])
        #expect(member.holdsKey && member.lockedAt == nil && !member.signs(with: key(1).text))
        #expect(member.auditors == [.auditor], "a further key leaves the auditors as they were")
    }

    @Test func `the log's key in force hands on, and the ledger remembers those before`() throws {
        var history = try ContractHistory.signing()
        let rotations: [(Text<400>, Text<400>)] = [
            (ContractHistory.logKeyText, "second"), ("second", "third"),
        ]
        for (old, new) in rotations {
            try history.take(
                .consortium(.rotateLogKey(old: old, new: new, proof: .unproved)),
                by: .platform,
                on: .log(key: old.string)
            )
        }
        #expect(history.consortium?.logKey == "third")
        #expect(
            history.consortium?.formerLogKeys?.map(\.key.string)
                == [ContractHistory.logKey, "second"]
        )
        let stale = Instruction.consortium(
            .rotateLogKey(old: "second", new: "fourth", proof: .unproved)
        )
        #expect(
            history.refusal(stale, by: .platform, on: .log(key: "second"))?.code == .logKeyMustSign
        )
        #expect(
            history.refusal(stale, by: .platform, on: .log(key: "third"))?.code == .logKeyMustSign
        )
    }
}
