import Dispatch
import Testing

/// Suites that run the built program in processes of its own, one test after the other.
@Suite(.serialized, .onOwnThreads) enum ProcessTests {}

/// Runs tests away from the threads that all other tests share,
/// of which there are as many as cores.
///
/// Who waits for a process to end, or for a line that it prints, blocks its thread.
struct OwnThreads: SuiteTrait, TestTrait, TestScoping {
    var isRecursive: Bool { true }

    func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @Sendable () async throws -> Void
    ) async throws {
        try await withTaskExecutorPreference(BlockingThreads.shared) { try await function() }
    }
}

extension Trait where Self == OwnThreads {
    /// Tests that block their threads.
    static var onOwnThreads: OwnThreads { OwnThreads() }
}

/// As many threads as there are tasks that block.
private final class BlockingThreads: TaskExecutor {
    static let shared = BlockingThreads()

    private let queue = DispatchQueue(label: "plimsoll.tests.processes", attributes: .concurrent)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
