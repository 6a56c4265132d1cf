import Audit
import CanonicalJSON
import DataFolder
import Foundation
import HTTPTypes
import Hummingbird
import Ledger
import NIOCore
import Publication
import Services
import Storage
import Synchronization
import TestSupport
import Testing
import Timestamping
import TransparencyLog

/// Checkpoints as an authority stamps them, from the followers to the audit.
@Suite struct TimestampTests {
    @Test func `checkpoints are stamped, served and audited offline`() async throws {
        let folder = try TemporaryFolder()
        let data = folder.path("data")
        let authority = try TestAuthority()
        let asked = Mutex(0)
        let server = try await LoopbackServer { request, body in
            asked.withLock { $0 += 1 }
            guard request.headers[.contentType] == "application/timestamp-query" else {
                return .plain(.unsupportedMediaType)
            }
            return .plain(try authority.reply(to: body))
        }
        let root = try TrustedAuthorities(pem: authority.root)
        let timestamping = Timestamper.Configuration(
            url: server.url,
            authorities: root,
            intervalSeconds: 1
        )
        try await PublishedPlatform.open(data, timestamping: timestamping) { published in
            try await published.admit(3, "p")
            var items: [JSONValue] = []
            for _ in 0..<200 where items.count < 2 {
                try await published.admit(1, "q\(items.count)")
                items =
                    try await published.get("/v1/ledger/timestamps").json["items"]?.arrayValue ?? []
                try await Task.sleep(for: .milliseconds(100))
            }
            #expect(items.count >= 2)
            for item in items {
                let size = try #require(item["size"]?.integerValue)
                #expect(item["authority"] == .string("CN=The tsa"))
                let reply = try await published.get("/ledger/timestamps/\(size)")
                #expect(reply.type == "application/timestamp-reply")
                let note = try await published.get("/ledger/timestamps/\(size)/note")
                #expect(try authority.opensslVerifies(reply.bytes, over: note.bytes))
                let stamped = try SignedNote(parsing: note.bytes)
                #expect(stamped.signatures.count == 1)
                #expect(try Checkpoint(parsing: stamped.text).size == UInt64(size))
            }
            #expect(try await published.get("/ledger/timestamps/99999").status == 404)
            let stated = try await published.get("/v1/ledger").json["timestamping"]
            #expect(stated?["url"] == .string(server.url))
            #expect(stated?["latest"]?["size"] != nil)
        }
        try await server.stop()
        // At most one in an interval of a second, however often the ledger grew.
        let report = try await FolderAudit.run(
            path: data,
            logKey: nil,
            policy: nil,
            authorities: root
        )
        #expect(report.findingCount == 0, "\(report.text)")
        let section = try #require(
            report.sections.first { $0.name == "timestampSignatures" }
        )
        #expect(section.examined >= 2)
        #expect(section.incomplete == nil)
        let others = try TrustedAuthorities(pem: TestAuthority().root)
        let distrusting = try await FolderAudit.run(
            path: data,
            logKey: nil,
            policy: nil,
            authorities: others
        )
        #expect(distrusting.verdict == .findings)
        #expect(distrusting.firstFinding?.place.contains("publication.sqlite timestamp") == true)
    }
}
