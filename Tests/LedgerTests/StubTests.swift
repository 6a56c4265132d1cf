import LedgerTestSupport
import Testing
@Test func `stub works`() { stub(1) }
