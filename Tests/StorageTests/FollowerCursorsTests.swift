import Storage
import TestSupport
import Testing

@Suite struct FollowerCursorsTests {
    @Test func `each follower has its own place, from 0, and keeps it`() async throws {
        let home = try LogLocation(.memory)
        let path = home.path("followers.sqlite")
        let cursors = try SQLiteFollowerCursors(path: path)
        #expect(try await cursors.next(of: "automation") == 0)
        try await cursors.advance("automation", to: 7)
        try await cursors.advance("notifier", to: 3)
        try await cursors.advance("automation", to: 9)
        #expect(try await cursors.next(of: "automation") == 9)
        #expect(try await cursors.next(of: "notifier") == 3)
        #expect(try await cursors.next(of: "Notifier") == 0)
        try cursors.close()

        let again = try SQLiteFollowerCursors(path: path)
        #expect(try await again.next(of: "automation") == 9)
        // A follower may be sent back, to read again.
        try await again.advance("automation", to: 0)
        #expect(try await again.next(of: "automation") == 0)
        #expect(try await again.next(of: "notifier") == 3)
        try again.close()
        withExtendedLifetime(home) {}
    }

    @Test func `followers that lose their file read from the start`() async throws {
        let home = try LogLocation(.memory)
        let cursors = try SQLiteFollowerCursors(path: home.path("new.sqlite"))
        #expect(try await cursors.next(of: "automation") == 0)
        try cursors.close()
        withExtendedLifetime(home) {}
    }
}
