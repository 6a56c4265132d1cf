import Testing

@testable import Notifier

@Suite struct SlotSharesTests {
    /// Takes all that a member may have.
    private func fill(_ shares: inout SlotShares, _ member: String) -> Int {
        var count = 0
        while shares.free(for: member) > 0 {
            shares.take(1, for: member)
            count += 1
        }
        return count
    }

    @Test func `a member alone holds a fifth, and each that comes finds its share`() {
        var shares = SlotShares(total: 256)
        let held = (0..<5).map { fill(&shares, "member-\($0)") }
        #expect(held == [51, 41, 32, 26, 21])
        #expect(shares.free(for: "victim") > 0)
    }

    @Test func `what is offered at once is what may be taken one by one`() {
        var shares = SlotShares(total: 256)
        let offered = shares.free(for: "a")
        #expect(offered == 51)
        shares.take(offered, for: "a")
        #expect(shares.free(for: "a") == 0)
    }

    @Test func `a slot that is given back is free again`() {
        var shares = SlotShares(total: 1)
        #expect(shares.free(for: "a") == 1)
        shares.take(1, for: "a")
        #expect(shares.free(for: "a") == 0 && shares.free(for: "b") == 0)
        shares.give(backFrom: "a")
        #expect(shares.free(for: "b") == 1 && shares.taken == 0)
    }

    @Test func `members have their turns whatever the number of their endpoints`() {
        var order = TurnOrder()
        let endpoints = [("a1", "a"), ("a2", "a"), ("a3", "a"), ("b1", "b")]
        #expect(order.arrange(endpoints) == ["a1", "b1", "a2", "a3"])
        #expect(order.arrange(endpoints) == ["b1", "a1", "a2", "a3"])
        #expect(order.arrange(endpoints) == ["a1", "b1", "a2", "a3"])
    }
}
