import CanonicalJSON
import Marine
import TestSamples
import Testing

@testable import Contracts

@Suite("Forms of commands")
struct CommandFormTests {
    private let forms = CommandForm.all(in: .current)

    @Test func `every command that is decided has a form, and every form is some command's`()
        throws
    {
        var histories = try ContractHistory.tours()
        histories += try [
            ContractHistory.notified(), .acknowledged(), .notified(.sample, .above(hours(1))),
        ].map {
            try $0.after(
                .claim(.adjudicate(claim: .claim, paymentReference: "PAY-1")),
                by: .platform
            )
        }
        for seed: UInt64 in [1, 2, 3] {
            let walk = try Walk(seed: seed, instructions: 2_500)
            #expect(walk.falsehoods == [], "seed \(seed)")
            histories.append(walk.history)
            histories.append(try KeyWalk(seed: seed, instructions: 500).history)
        }
        var reached: Set<[StepKind]> = []
        for command in histories.flatMap(\.commands) {
            let kinds = command.map(\.kind)
            reached.insert(kinds)
            #expect(forms.contains { $0.begins(with: kinds, of: kinds.count) }, "\(kinds)")
        }
        // A certificate of the first edition alone is on risk by its cover, and moves on it.
        let earlier = [Certificate.step(.endorse), OpenCover.step(.move)]
        #expect(
            forms.filter { form in
                !reached.contains { form.begins(with: $0, of: $0.count) }
                    && !form.begins(with: earlier, of: 2)
            } == []
        )
    }

    @Test func `every instruction of every contract has a form, and no other has one`() {
        for contract in ContractName.allCases {
            let declared = Set(contract.kind.forms(in: .draft).map(\.instruction))
            #expect(declared == Set(instructions(of: contract.kind)), "\(contract)")
        }
    }

    private func instructions<Kind: Contract>(of kind: Kind.Type) -> [String] {
        Kind.Instruction.description.cases.map(\.name)
    }

    @Test(arguments: [Edition.first, .draft])
    func `forms are made of the graphs' actions, all of them, and are told apart`(
        edition: Edition
    ) {
        let forms = CommandForm.all(in: edition)
        let actions = ContractName.allCases.flatMap { contract in
            contract.graph(in: edition).edges.map { StepKind(contract, $0.action) }
        }
        #expect(Set(forms.flatMap(\.steps).map(\.kind)) == Set(actions))
        #expect(Set(forms).count == forms.count)
        #expect(forms.allSatisfy { !$0.steps.isEmpty })
    }

    @Test func `instances begin under one of the contract that theirs names`() throws {
        for history in try ContractHistory.tours() {
            for (key, state) in history.states {
                let parent = parent(of: state, key.contract.kind)
                #expect((parent == nil) == (key.contract.kind.parent == nil))
                if let contract = key.contract.kind.parent, let parent {
                    #expect(history.states[InstanceKey(contract, parent)] != nil)
                }
            }
        }
    }

    private func parent<Kind: Contract>(of state: ContractState, _ kind: Kind.Type) -> InstanceID? {
        Kind.unwrap(state).flatMap(Kind.parent)
    }

    @Test func `steps that are no form of the instruction are refused`() throws {
        var run = run(over: try .declared(), by: .broker)
        try run.take(Certificate.self, .certificate, .payPremium(amount: usd("1")))
        let asked = Instruction.certificate(.cancel(certificate: .certificate, reason: "sold"))
        let refusal = #expect(throws: Refusal.self) { try run.requireForm(of: asked) }
        #expect(refusal?.code == .actionNotFromThisState)
        #expect(refusal?.figures["steps"] == "certificate payPremium")
        let paid = Instruction.certificate(
            .payPremium(certificate: .certificate, amount: usd("1"))
        )
        #expect(throws: Never.self) { try run.requireForm(of: paid) }
    }

    @Test func `a command that lacks its last step is refused`() throws {
        var run = run(over: try .declared(), by: .leader)
        try run.take(Certificate.self, .certificate, .cancel(reason: "sold"))
        let asked = Instruction.certificate(.cancel(certificate: .certificate, reason: "sold"))
        #expect(throws: Refusal.self) { try run.requireForm(of: asked) }
    }

    @Test(arguments: [true, false])
    func `steps on instances that do not hang together are refused`(isOwn: Bool) throws {
        let history = try ContractHistory.registered().after(
            .openCover(
                .declare(cover: .cover, certificate: .second, declaration: .worth("1000"))
            ),
            by: .broker
        )
        var run = run(over: history, by: .carrier)
        try run.take(Shipment.self, .shipment, .depart(at: history.now))
        try run.take(
            Certificate.self,
            isOwn ? .certificate : .second,
            .attach(at: history.now)
        )
        let asked = Instruction.shipment(.depart(shipment: .shipment, at: history.now))
        if isOwn {
            try run.requireForm(of: asked)
        } else {
            #expect(throws: Refusal.self) { try run.requireForm(of: asked) }
        }
    }

    @Test func `an actor in no role of the form is refused`() throws {
        var run = run(over: try .covered(), by: .leader, roles: [.auditor])
        try run.take(OpenCover.self, .cover, .close)
        let refusal = #expect(throws: Refusal.self) {
            try run.requireForm(of: .openCover(.closeCover(cover: .cover)))
        }
        #expect(refusal?.code == .actorNotEntitled)
        #expect(refusal?.figures["roles"] == "insurer")
    }

    private func run(
        over history: ContractHistory,
        by actor: MemberID,
        roles: [Role]? = nil
    ) -> InstructionRun {
        let context = history.context(actor)
        let states = history.states
        return InstructionRun(
            context: Context(
                actor: actor,
                roles: roles ?? context.roles,
                attestor: .operatorAlone,
                at: history.now
            )
        ) { states[$0] }
    }
}
