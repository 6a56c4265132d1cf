import Contracts
import TestSamples
import TestSupport
import Testing
import TransparencyLog

@testable import Ledger

/// What the inbox gives the sequencer, and when.
@Suite struct InboxTests {
    private func inbox(_ ids: String..., limit: Int = 100) throws -> Inbox {
        let inbox = Inbox(limit: limit)
        for id in ids { _ = try inbox.push(CommitScript.command(id)) }
        return inbox
    }

    private func ids(_ work: Inbox.Work?) -> [String]? { work?.commands.map(\.name.id) }

    @Test func `commands come in order, no more than there is room for, then nothing is left`()
        async throws
    {
        let inbox = try inbox("a", "b", "c")
        #expect(ids(await inbox.next(room: 2, atLeast: 0, whileAppending: false)) == ["a", "b"])
        inbox.putBack([try CommitScript.command("b")])
        #expect(ids(await inbox.next(room: 2, atLeast: 0, whileAppending: false)) == ["b", "c"])
        #expect(await inbox.next(room: 2, atLeast: 0, whileAppending: false) == nil)
    }

    @Test func `the sequencer is started by the first command, and again once it was idle`()
        async throws
    {
        let inbox = try inbox()
        #expect(try inbox.push(CommitScript.command("a")))
        #expect(try !inbox.push(CommitScript.command("b")))
        _ = await inbox.next(room: 2, atLeast: 0, whileAppending: false)
        #expect(try !inbox.push(CommitScript.command("c")))
        _ = await inbox.next(room: 2, atLeast: 0, whileAppending: false)
        #expect(await inbox.next(room: 2, atLeast: 0, whileAppending: false) == nil)
        #expect(try inbox.push(CommitScript.command("d")))
    }

    @Test func `while an append is in flight so many commands are gathered as are asked for`()
        async throws
    {
        let inbox = try inbox("a")
        async let work = inbox.next(room: 4, atLeast: 3, whileAppending: true)
        for id in ["b", "c"] {
            for _ in 0..<100 { await Task.yield() }
            _ = try inbox.push(CommitScript.command(id))
        }
        #expect(ids(await work) == ["a", "b", "c"])
    }

    @Test func `the end of an append comes at once, with what has gathered`() async throws {
        let inbox = try inbox("a")
        async let work = inbox.next(room: 4, atLeast: 3, whileAppending: true)
        for _ in 0..<100 { await Task.yield() }
        inbox.appendEnded(.failure(.notWritten(reason: "no")))
        let found = await work
        #expect(ids(found) == ["a"])
        guard case .failure(.notWritten)? = found?.appendEnd else {
            Issue.record("the append ended with \(String(describing: found?.appendEnd))")
            return
        }
        // Without room the end alone is waited for.
        async let end = inbox.next(room: 0, atLeast: 3, whileAppending: true)
        _ = try inbox.push(CommitScript.command("b"))
        inbox.appendEnded(.success(()))
        let ended = await end
        #expect(ids(ended) == [])
        #expect(ended?.appendEnd != nil)
    }

    @Test func `commands beyond the limit are turned away, and all once it is stopping`()
        async throws
    {
        let inbox = try inbox("a", limit: 1)
        let second = try CommitScript.command("b")
        #expect(throws: LedgerFault.overloaded(waiting: 1)) { try inbox.push(second) }
        async let stopped: Void = inbox.stop()
        var fault: LedgerFault?
        while fault != .stopping {
            do throws(LedgerFault) { _ = try inbox.push(second) } catch { fault = error }
            await Task.yield()
        }
        #expect(ids(await inbox.next(room: 4, atLeast: 0, whileAppending: false)) == ["a"])
        #expect(await inbox.next(room: 4, atLeast: 0, whileAppending: false) == nil)
        await stopped
        await inbox.stop()
    }
}
