import CanonicalJSON
import Contracts
import HTTPTypes
import HummingbirdTesting
import Ledger
import Marine
import TestSamples
import TestSupport
import Testing
import TransparencyLog
import Witness

/// With a member's API key, members and keys are checked too, whatever the operator's leaves say.
@Suite struct RegistrationTests {
    /// A ledger up to the members and the leader's key, with further acts that nobody judged.
    private func ledger(forging acts: [ForgedAct]) throws -> TestLog {
        var log = TestLog(try LedgerWriter(Scenario.foundedWithMembers).entries)
        for act in acts { try act.append(to: &log) }
        return log
    }

    @Test func `an honest ledger is cosigned`() async throws {
        let verdicts = try await Verdicts(of: ForgedLeaf.voyage())
        #expect(verdicts.with == "cosigned")
        #expect(verdicts.without == "cosigned")
    }

    @Test func `a key that was never registered signs nothing`() async throws {
        let log = try ledger(forging: [
            ForgedAct(.leader, .listSanction(entry: "name"), .listed, signer: .stranger)
        ])
        let verdicts = try await Verdicts(of: log)
        #expect(verdicts.with.hasPrefix("entry 9 breaks the rule 'key'"), "\(verdicts.with)")
        #expect(verdicts.without == "cosigned")
    }

    @Test func `another member's key signs nothing`() async throws {
        let log = try ledger(forging: [
            ForgedAct(.follower, .listSanction(entry: "name"), .listed, signer: .leader)
        ])
        let verdicts = try await Verdicts(of: log)
        #expect(verdicts.with.hasPrefix("entry 9 breaks the rule 'key'"), "\(verdicts.with)")
    }

    @Test func `the operator cannot slip a member another key`() async throws {
        let log = try ledger(forging: [
            ForgedAct(
                .platform,
                .registerKey(
                    member: .leader,
                    publicKey: MemberKey.stranger.publicKey,
                    proof: MemberKey.stranger.proof(.leader)
                ),
                .keyRegistered(
                    member: .leader,
                    publicKey: MemberKey.stranger.publicKey,
                    at: ForgedAct.at
                )
            )
        ])
        let verdicts = try await Verdicts(of: log)
        #expect(verdicts.with.hasPrefix("entry 9 breaks the rule 'decision'"), "\(verdicts.with)")
        #expect(verdicts.without == "cosigned")
    }

    @Test func `events that the contract would not decide are found`() async throws {
        let log = try ledger(forging: [
            ForgedAct(
                .platform,
                .admitMember(member: id("shadow"), name: "Shadow", roles: [.auditor]),
                .memberAdmitted(
                    member: id("shadow"),
                    name: "Shadow",
                    roles: [.operator],
                    at: ForgedAct.at
                )
            )
        ])
        let verdicts = try await Verdicts(of: log)
        #expect(verdicts.with.hasPrefix("entry 9 breaks the rule 'decision'"), "\(verdicts.with)")
    }

    @Test func `who is no member does nothing`() async throws {
        var log = try ForgedLeaf.voyage()
        let index = try ForgedLeaf.index(of: "payPremium", in: log)
        log = try log.changing(index) { $0["actor"] = .string("nobody") }
        let verdicts = try await Verdicts(of: log)
        #expect(
            verdicts.with.hasPrefix("entry \(index) breaks the rule 'member'"),
            "\(verdicts.with)"
        )
        #expect(verdicts.without == "cosigned")
    }

    @Test func `a payload that its leaf does not name is not the log's`() async throws {
        var log = try ForgedLeaf.voyage()
        let payload = try #require(log.entries[2].payload)
        log.entries[2] = LogEntry(
            index: 2,
            leaf: log.entries[2].leaf,
            payload: Salted(salt: [UInt8](repeating: 0xEE, count: 16), bytes: payload.bytes),
            command: nil
        )
        let verdicts = try await Verdicts(of: log)
        #expect(verdicts.with.hasPrefix("the log cannot be checked"), "\(verdicts.with)")
        #expect(verdicts.with.hasSuffix("/2: the payload is not the one of the leaf"))
    }

    @Test func `a payload that means nothing, although its leaf names it, is found`() async throws {
        let honest = try ForgedLeaf.voyage()
        let payload = Salted(salt: [1], bytes: Array(#"{"arguments":{},"events":[]}"#.utf8))
        var log = try honest.changing(2) { $0["payload"] = .string(payload.digest.base64) }
        log.entries[2] = LogEntry(
            index: 2,
            leaf: log.entries[2].leaf,
            payload: payload,
            command: nil
        )
        let verdicts = try await Verdicts(of: log)
        #expect(verdicts.with.hasPrefix("entry 2 breaks the rule 'payload'"), "\(verdicts.with)")
    }

    @Test func `a ledger that was founded under another origin is found`() async throws {
        var log = try ForgedLeaf.voyage()
        log.signer = try NoteSigner(
            name: "other.example/ledger",
            seed: [UInt8](repeating: 7, count: 32)
        )
        // Members' signatures name the origin too, so that there may be none.
        log.entries.removeSubrange(8...)
        let other = log
        try await LogServer(other).open { witnessed in
            let home = try TestWitness()
            let validation = Witness.Validation.patient(apiKeys: [other.origin: "plimsoll_key"])
            try await home.run(logs: [witnessed], validation: validation) { witness in
                let body = Array(try other.body(old: 0, size: 8).utf8)
                await #expect {
                    try await witness.cosign(body)
                } throws: { "\($0)".hasPrefix("entry 0 breaks the rule 'origin'") }
            }
        }
    }

    @Test func `a payload that is not to be had keeps the checkpoint from being cosigned`()
        async throws
    {
        let home = try TestWitness()
        let log = try ForgedLeaf.voyage()
        let site = LogServer(log)
        site.lie(at: "/v1/ledger/entries/4", nil)
        try await site.open { witnessed in
            try await home.serve(logs: [witnessed], validation: Verdicts.validation) { client in
                let body = try log.body(old: 0, size: log.size)
                let answer = try await client.add(body)
                #expect(answer.status == .serviceUnavailable)
                #expect(answer.text.contains("/v1/ledger/entries/4: HTTP 404"))
                site.tellTheTruth()
                #expect(try await client.add(body).status == .ok)
            }
        }
    }

    @Test func `a witness that gets its key later checks what it has mirrored before`()
        async throws
    {
        let home = try TestWitness()
        let log = try ledger(forging: [
            ForgedAct(.leader, .listSanction(entry: "name"), .listed, signer: .stranger)
        ])
        try await LogServer(log).open { witnessed in
            let body = Array(try log.body(old: 0, size: log.size).utf8)
            _ = try await home.run(logs: [witnessed], validation: Witness.Validation.patient()) {
                try await $0.cosign(body)
            }
            try await home.run(logs: [witnessed], validation: Verdicts.validation) { witness in
                let again = Array(try log.body(old: log.size, size: log.size).utf8)
                await #expect {
                    try await witness.cosign(again)
                } throws: { "\($0)".contains("'key'") }
            }
        }
    }

    @Test func `entries about API keys need not be readable`() async throws {
        let log = try ForgedLeaf.voyage()
        let site = LogServer(log)
        for action in ["issueAPIKey", "revokeAPIKey"] {
            let index = try ForgedLeaf.index(of: action, in: log)
            site.lie(at: "/v1/ledger/entries/\(index)", nil)
        }
        let home = try TestWitness()
        try await site.open { witnessed in
            try await home.serve(logs: [witnessed], validation: Verdicts.validation) { client in
                let body = try log.body(old: 0, size: log.size)
                #expect(try await client.add(body).status == .ok)
            }
        }
    }

    @Test func `an API key is for a platform's own URL`() async throws {
        let key = LedgerWriter.signer.verifierKey
        for url in [nil, "https://mirror.example/logs/1"] {
            let log = try WitnessedLog(keys: [key], url: url)
            await #expect(throws: WitnessSetupError.self) {
                try await TestWitness().run(logs: [log], validation: Verdicts.validation) { _ in }
            }
        }
    }
}

/// A transition of the Consortium that is written without asking the contract.
struct ForgedAct: Sendable {
    enum Outcome: Sendable {
        case listed, delisted
        case event(Consortium.Event)

        static func keyRevoked(member: MemberID, publicKey: PublicKeyText, at: Instant) -> Outcome {
            .event(.keyRevoked(member: member, publicKey: publicKey, at: at))
        }

        static func keyRegistered(
            member: MemberID,
            publicKey: PublicKeyText,
            at: Instant
        ) -> Outcome {
            .event(.keyRegistered(member: member, publicKey: publicKey, at: at))
        }

        static func memberAdmitted(
            member: MemberID,
            name: Text<200>,
            roles: [Role],
            at: Instant
        ) -> Outcome {
            .event(.memberAdmitted(member: member, name: name, roles: roles, at: at))
        }
    }

    static let at = day(3)

    let actor: MemberID
    let command: Consortium.Command
    let outcome: Outcome
    let signer: MemberKey?

    init(
        _ actor: MemberID,
        _ command: Consortium.Command,
        _ outcome: Outcome,
        signer: MemberKey? = nil
    ) {
        self.actor = actor
        self.command = command
        self.outcome = outcome
        self.signer = signer
    }

    func append(to log: inout TestLog) throws {
        let event: Consortium.Event =
            switch outcome {
            case .listed: .sanctionListed(entry: "name")
            case .delisted: .sanctionDelisted(entry: "name")
            case .event(let event): event
            }
        let payload = Salted(
            salt: [UInt8](repeating: UInt8(log.size), count: 16),
            bytes: try StepPayload.consortium(StepRecord(arguments: command, events: [event]))
                .canonicalBytes()
        )
        let digest = Hash.sha256(of: Array("command \(log.size)".utf8))
        let transition = Transition(
            contract: .consortium,
            edition: .current,
            instance: Workflow.consortium,
            revision: Int(log.size) + 1,
            previous: log.size - 1,
            action: try Text(command.action.rawValue),
            from: "founded",
            to: "founded",
            actor: actor,
            at: Self.at,
            command: digest,
            part: CommandPart(0, of: 1),
            payload: payload.digest,
            attestation: try signer?.attest(origin: log.origin, digest: digest) ?? .operator
        )
        log.append(try transition.leaf(), payload: payload)
    }
}
