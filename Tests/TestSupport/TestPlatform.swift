package import Contracts
package import DataFolder
import Foundation
package import Ledger
package import Logging
package import Marine
package import Services
import Synchronization
package import TestSamples

/// Says nothing.
package let silent = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

/// The time of day, as a server has it.
package let systemTime: @Sendable () -> Instant = {
    Instant(millisecondsSinceEpoch: Int64(Date().timeIntervalSince1970 * 1000))
}

/// A platform over a data folder, opened as `plimsoll serve` opens one.
///
/// The folder is one of its own, gone with it, unless a path is given.
package final class TestPlatform: Sendable {
    /// Where the data folder is.
    package let path: String
    private let folder: TemporaryFolder
    private let choice: ClockChoice
    private let clock: @Sendable () -> Instant
    private let current: Mutex<OpenedPlatform>

    /// Opens the platform and admits members, in their order.
    package init(
        at path: String? = nil,
        members: [SampleMember] = [],
        choosing choice: ClockChoice = .machine,
        clock: @escaping @Sendable () -> Instant = systemTime
    ) async throws {
        let folder = try TemporaryFolder()
        self.folder = folder
        self.path = path ?? folder.path("data")
        self.choice = choice
        self.clock = clock
        current = Mutex(try await TestPlatform.open(self.path, choosing: choice, clock: clock))
        for member in members { try await admit(member) }
    }

    package var opened: OpenedPlatform { current.withLock { $0 } }
    package var platform: Platform { opened.platform }

    /// Opens the folder again after it was closed.
    package func open() async throws {
        // A simulated clock goes on from the last entry.
        let choice = choice == .machine ? choice : .simulated(from: nil)
        let again = try await TestPlatform.open(path, choosing: choice, clock: clock)
        current.withLock { $0 = again }
    }

    /// Closes the folder; it may be opened again.
    package func close() async throws { try await opened.close() }

    /// Closes the folder and opens it again.
    package func reopen() async throws {
        try await close()
        try await open()
    }

    /// Admits a member, on the operator's attestation.
    package func admit(_ member: SampleMember) async throws {
        _ = try await platform.consort(
            .admitMember(member: member.id, name: member.name, roles: member.roles),
            as: TestPlatform.operatorCaller,
            options: ChangeOptions()
        )
    }

    /// Issues a member an API key.
    ///
    /// - Returns: its secret.
    package func issueAPIKey(for member: MemberID) async throws -> String {
        let issued = try await platform.issueAPIKey(
            for: member,
            as: TestPlatform.operatorCaller,
            options: ChangeOptions()
        )
        guard let secret = issued.secret else { throw NoSecret(member: member) }
        return secret
    }

    /// An API key without a secret, which is shown to whoever asks for it first.
    package struct NoSecret: Error { let member: MemberID }

    package static let operatorCaller = Caller(member: .operator, roles: [.operator])

    /// Opens a data folder without a platform of a test's own around it.
    package static func open(
        _ path: String,
        choosing choice: ClockChoice = .machine,
        clockGuard: ClockGuard? = nil,
        clock: @escaping @Sendable () -> Instant = systemTime
    ) async throws -> OpenedPlatform {
        try await LedgerFolder.open(
            path: path,
            origin: sampleOrigin,
            logger: silent,
            choosing: choice,
            clockGuard: clockGuard,
            clock: clock
        )
    }
}

extension ManualClock {
    /// Moves the clock, never backwards.
    package func set(_ text: String) throws {
        set(max(now, try Instant(parsing: text)))
    }
}
