import Contracts
import Ledger
import Marine
import Services
import TestSamples
import TestSupport
import Testing
import TransparencyLog

/// What a start makes of a ledger of an earlier edition of the rules.
@Suite struct EditionAdoptionTests {
    private let store = MemoryLogStore()

    /// A platform over the store, as a program opens it whose latest edition is this.
    private func platform(
        latest: Edition,
        signer: MemberSigner? = nil,
        clock: Instant = day(1),
        clockGuard: ClockGuard? = nil
    ) async throws -> Platform {
        let view = RecordingView()
        var limits = Sequencer.Limits()
        limits.edition = latest
        let key = LedgerWriter.signer.verifierKey
        let sequencer = Sequencer(
            origin: key.name,
            store: store,
            view: view,
            keys: LogKeys(LedgerWriter.signer),
            limits: limits,
            logger: silent,
            clockGuard: clockGuard
        ) { clock }
        try await sequencer.start()
        return Platform(
            sequencer: sequencer,
            store: store,
            view: view,
            segments: InMemorySegmentStore(),
            logKey: key,
            operatorSigner: signer,
            logger: silent
        ) { clock }
    }

    private func found(withKey: Bool = false) async throws {
        let first = try await platform(latest: .first)
        _ = try await first.writeGenesisIfEmpty(operatorName: "Operator")
        #expect(try await first.consortium().secret == nil)
        if withKey {
            let key = MemberKey.leader
            _ = try await first.submit(
                .consortium(
                    .registerKey(
                        member: .operator,
                        publicKey: key.publicKey,
                        proof: key.proof(.operator)
                    )
                ),
                as: .operator,
                id: "key"
            )
        }
        await first.sequencer.stop()
    }

    @Test func `it adopts the latest and keeps a secret, once`() async throws {
        try await found()
        let platform = try await platform(latest: .current)
        let before = await platform.sequencer.size()
        try await platform.adoptEdition()
        #expect(try await platform.consortium().edition == .current)
        #expect(try await platform.consortium().secret != nil)
        #expect(await platform.sequencer.size() == before + 2)
        try await platform.adoptEdition()
        #expect(await platform.sequencer.size() == before + 2)
    }

    @Test func `without the operator's key it goes on as it was, and adopts it with the key`()
        async throws
    {
        try await found(withKey: true)
        let without = try await platform(latest: .current)
        let before = await without.sequencer.size()
        try await without.adoptEdition()
        #expect(try await without.consortium().edition == .first)
        #expect(await without.sequencer.size() == before)
        await without.sequencer.stop()
        let signer = MemberSigner(MemberKey.leader.secret)
        let with = try await platform(latest: .current, signer: signer)
        try await with.adoptEdition()
        #expect(try await with.consortium().edition == .current)
        #expect(try await with.consortium().secret != nil)
    }

    @Test func `while its last entry is ahead of the clock it goes on as it was`() async throws {
        try await found()
        let behind = day(0)
        let platform = try await platform(
            latest: .current,
            clock: behind,
            clockGuard: ClockGuard(clock: { behind }, uptime: { 0 })
        )
        try await platform.adoptEdition()
        #expect(try await platform.consortium().edition == .first)
    }
}
