import Contracts
import TestSamples
import TestSupport
import Testing

@testable import Ledger

/// Which states are held in memory, and that no instance is forgotten with its state.
@Suite struct InstanceTableTests {
    private let state: ContractState

    init() throws {
        let states = try LedgerWriter(Scenario.wholeVoyage).states
        state = try #require(states.first { $0.key.contract == .shipment }?.value)
    }

    private func key(_ number: Int) throws -> InstanceKey {
        InstanceKey(.shipment, try InstanceID(parsing: "s-\(number)"))
    }

    private func held(_ number: Int, revision: Int = 1) -> HeldInstance {
        HeldInstance(
            state: state,
            revision: revision,
            first: UInt64(number),
            lastIndex: UInt64(number + revision)
        )
    }

    @Test func `states beyond the limit are dropped, the least recently used, and locations kept`()
        throws
    {
        var table = InstanceTable(limit: 100)
        for number in 0..<10_000 {
            try table.put(key(number), held(number))
            // One that is used all along stays.
            guard case .held(let one) = table.find(try key(0)) else {
                Issue.record("the state in use was dropped after \(number)")
                return
            }
            #expect(one == held(0))
        }
        #expect(table.count == 10_000)
        var inMemory = 0
        for number in 0..<10_000 {
            #expect(try table.location(key(number)) == held(number).location)
            if try table.peek(key(number)) != nil { inMemory += 1 }
        }
        #expect((50...200).contains(inMemory))
        for number in 9_960..<10_000 { #expect(try table.peek(key(number)) != nil) }
        guard case .evicted(let location) = table.find(try key(5_000)) else {
            Issue.record("not dropped")
            return
        }
        #expect(location == held(5_000).location)
        guard case .none = table.find(try key(10_000)) else {
            Issue.record("one that never was")
            return
        }
    }

    @Test func `what has a long history is never dropped, nor anything without a limit`() throws {
        var table = InstanceTable(limit: 10)
        var unlimited = InstanceTable(limit: nil)
        let long = held(0, revision: InstanceTable.longHistory + 1)
        // It grew into a long one.
        for revision in 1...long.revision {
            table.put(try key(0), held(0, revision: revision))
        }
        for number in 1..<1_000 {
            table.put(try key(number), held(number))
            unlimited.put(try key(number), held(number))
        }
        #expect(table.peek(try key(0)) == long)
        #expect(table.lasting.map(\.key) == [try key(0)])
        for number in 1..<1_000 { #expect(try unlimited.peek(key(number)) == held(number)) }
    }

    @Test func `a state that is brought back is held again, with the revision it has`() throws {
        var table = InstanceTable(limit: 10)
        for number in 0..<100 { table.put(try key(number), held(number)) }
        guard case .evicted = table.find(try key(3)) else {
            Issue.record("not dropped")
            return
        }
        table.put(try key(3), held(3, revision: 2))
        for number in 0..<3 { table.put(try key(200 + number), held(number)) }
        guard case .held(let found) = table.find(try key(3)) else {
            Issue.record("not held")
            return
        }
        #expect(found == held(3, revision: 2))
        #expect(table.location(try key(3)) == found.location)
    }
}
