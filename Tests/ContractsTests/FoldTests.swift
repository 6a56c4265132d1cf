import Contracts
import Marine
import TestSamples
import Testing

@Suite("Fold and replay")
struct FoldTests {
    @Test func `the events of every tour fold to the states that were decided`() throws {
        for history in try ContractHistory.tours() {
            let replayed = try ContractHistory.replay(history.steps)
            #expect(replayed == history.states)
        }
    }

    @Test func `the same instructions decide the same steps`() throws {
        for (one, other) in zip(try ContractHistory.tours(), try ContractHistory.tours()) {
            #expect(one.steps == other.steps)
        }
    }

    @Test func `an event upon nothing, or upon another contract's state, folds to nothing`() throws
    {
        let history = try ContractHistory.settled()
        let consortium = try #require(history.states[InstanceKey(.consortium, Workflow.consortium)])
        let cover = try #require(history.states[InstanceKey(.openCover, .cover)])
        for step in history.steps {
            let stranger = step.key.contract == .consortium ? cover : consortium
            #expect(step.payload.evolve(stranger, in: .current) == nil)
            if step.edge.from != nil { #expect(step.payload.evolve(nil, in: .current) == nil) }
        }
    }

    @Test func `the event that begins an instance does not begin it again`() throws {
        for step in try ContractHistory.settled().steps where step.edge.from == nil {
            // A fact is noted again for each certificate that it is of.
            if step.key.contract.kind.isFact { continue }
            #expect(step.payload.evolve(step.state, in: .current) == nil, "\(step.edge.action)")
        }
    }

    @Test
    func `a fold does not stop at a figure that nobody could have decided`() throws {
        let onRisk = try changed(ContractHistory.declared().certificate().onRisk) {
            $0.insuredValue = Money(minorUnits: .min, currency: .usd)
        }
        let released = OpenCover.Event.released(
            certificate: .certificate,
            onRisk: onRisk,
            returnedPremium: onRisk.insuredValue
        )
        let payload = StepPayload.openCover(StepRecord(arguments: .close, events: [released]))
        #expect(
            payload.evolve(.openCover(try ContractHistory.declared().cover()), in: .current) != nil
        )
    }

    @Test func `what was decided stands, whatever a later tariff says`() throws {
        let history = try ContractHistory.declared()
        let issued = try #require(history.steps.last { $0.key.contract == .certificate })
        guard case .certificate(let record) = issued.payload else {
            Issue.record("the last step issues the certificate")
            return
        }
        let dearer = StepRecord(
            arguments: record.arguments,
            events: record.events.map { event in
                guard case .issued(let state) = event else { return event }
                return .issued(changed(state) { $0.premium = usd("777") })
            }
        )
        let folded = StepPayload.certificate(dearer).evolve(nil, in: .current)
        #expect(folded.flatMap(Certificate.unwrap)?.premium == usd("777"))
    }
}

extension ContractHistory {
    /// The states that the steps' events alone lead to, from nothing.
    static func replay(_ steps: [Step]) throws -> [InstanceKey: ContractState] {
        var states: [InstanceKey: ContractState] = [:]
        for step in steps {
            let next = try #require(
                step.payload.evolve(states[step.key], in: step.edition),
                "\(step.edge)"
            )
            #expect(next == step.state, "\(step.key) \(step.edge.action)")
            states[step.key] = next
        }
        return states
    }
}
