import Audit
import CanonicalJSON
import Contracts
import Ledger
import Marine
import Telemetry
import TestSamples
import TestSupport
import Testing
import TransparencyLog

/// What a report claims: proof where there is proof, and of what it could
/// not read that it could not.
@Suite struct HonestReportTests {
    private func section(_ name: String, _ report: AuditReport) throws -> AuditSection {
        try #require(report.sections.first { $0.name == name })
    }

    @Test
    func `entries that cannot be read are named, and all that does not need them is examined`()
        async throws
    {
        var source = try AuditedSource()
        let size = source.entries.count
        source.unreadable = [5, 6]
        let report = try await source.audit()
        let leaves = try section("leaves", report)
        #expect(leaves.state == .part && leaves.examined == size - 2 && leaves.total == size)
        #expect(leaves.findings.map(\.entry) == [5, 6])
        #expect(leaves.findings.allSatisfy { $0.reason.hasPrefix("it cannot be read: a page") })
        #expect(leaves.findings.allSatisfy { $0.remedy?.contains("files") == true })
        // The tile has the hashes of the two, so that the root can be compared.
        #expect(try section("checkpoints", report).state == .ok)
        #expect(try section("tiles", report).state == .ok)
        let payloads = try section("payloads", report)
        #expect(payloads.examined == size - 2 && payloads.left == 2 && payloads.findingCount == 0)
        let chain = try section("transitions", report)
        #expect(chain.incomplete?.contains("entry 5 cannot be read") == true, "\(report.text)")
        #expect(chain.findingCount == 0)
        #expect(report.verdict == .findings)
    }

    @Test func `where a leaf and its hash are lost, no root is called another`() async throws {
        var source = try AuditedSource()
        let size = UInt64(source.entries.count)
        source.unreadable = [5]
        source.tile = { Array($0.prefix(5 * 32)) }
        source.previous = [
            try PreviousCheckpoint(file: "a", note: source.note(3)),
            try PreviousCheckpoint(file: "b", note: source.note(size)),
        ]
        let report = try await source.audit()
        let checkpoints = try section("checkpoints", report)
        #expect(checkpoints.findingCount == 0 && checkpoints.left == 1, "\(report.text)")
        let previous = try section("previous", report)
        #expect(previous.findingCount == 0 && previous.examined == 1 && previous.total == 2)
        #expect(previous.incomplete == "roots that cover leaf 5, of which nothing is left")
        #expect(!report.text.contains("proof"), "\(report.text)")
    }

    @Test func `tiles that cannot be read are named once, and the leaves still give the root`()
        async throws
    {
        var source = try AuditedSource()
        source.tilesAreUnreadable = true
        let report = try await source.audit()
        let tiles = try section("tiles", report)
        #expect(tiles.findings.map(\.place) == ["hand-made ledger tile 0/0"], "\(report.text)")
        #expect(tiles.state == .notExamined)
        #expect(try section("leaves", report).state == .ok)
        #expect(try section("checkpoints", report).state == .ok)
        #expect(try section("contracts", report).state == .ok)
        #expect(report.findingCount == 1)
    }

    @Test func `a note from before that the log has not signed proves nothing`() async throws {
        var source = try AuditedSource()
        let forged = try source.note(3, root: Hash.sha256(of: [3]), by: LedgerWriter.successor)
        source.previous = [try PreviousCheckpoint(file: "kept", note: forged)]
        let report = try await source.audit()
        let finding = try #require(report.firstFinding)
        #expect(finding.reason.hasPrefix("this note is not signed by the log's key"))
        #expect(finding.severity == .minor)
        #expect(finding.remedy?.hasPrefix("It proves nothing") == true)
        #expect(!report.text.contains("history was"), "\(report.text)")
        #expect(!report.text.contains("Signature(") && !report.text.contains("keyName"))
        #expect(report.html.contains("<tr><th>What to do</th><td>It proves nothing"))
        let signed = try source.note(3, root: Hash.sha256(of: [3]))
        source.previous = [try PreviousCheckpoint(file: "kept", note: signed)]
        let proved = try await source.audit()
        #expect(proved.firstFinding?.remedy == nil)
        #expect(proved.text.contains("critical: Keep the earlier checkpoint"), "\(proved.text)")
    }

    /// The last command is the upload: an entry of its own,
    /// and one more for the readings as evidence.
    @Test(arguments: [
        (Edition.second, -5 * 60 * 1000, nil as Int?), (.second, -5 * 60 * 1000 - 1, 2),
        (.second, -1_000_000_000_000, nil), (.first, -5 * 60 * 1000 - 1, 1),
    ])
    func `entries ahead of the auditor's clock by more than five minutes are named`(
        edition: Edition,
        milliseconds: Int,
        count: Int?
    ) async throws {
        let source = try AuditedSource(foundedBy: edition)
        let instants = try source.entries.map { try Transition(leaf: $0.leaf).at }
        let last = try #require(instants.last)
        let clock = last.advanced(byMilliseconds: Int64(milliseconds))
        let bound = clock.advanced(byMilliseconds: ClockGuard.boundMilliseconds)
        let ahead = instants.filter { $0 > bound }
        if let count { #expect(ahead.count == count) }
        let report = try await source.audit(at: clock)
        let chain = try section("transitions", report)
        #expect(chain.findingCount == (ahead.isEmpty ? 0 : 1), "\(report.text)")
        guard let finding = chain.findings.first else { return }
        #expect(finding.entry == UInt64(instants.count - ahead.count))
        #expect(finding.reason.contains("is ahead of this machine's clock"))
        #expect(
            finding.reason.contains("and so are \(ahead.count - 1) entries after it")
                == (ahead.count > 1)
        )
    }

    @Test func `an unfinished section says what it counts, and that there may be more`()
        async throws
    {
        var source = try AuditedSource()
        let lost = try source.index(of: "open")
        source.damagePayload(lost, keeping: nil)
        source.loseCommand(lost)
        let report = try await source.audit()
        let size = source.entries.count
        #expect(report.text.contains("\(lost) of at least \(size) entries"), "\(report.text)")
        #expect(report.text.contains("of at least 1 uploads"), "\(report.text)")
        #expect(report.html.contains(">\(lost) of at least \(size) entries</td>"))
        let clean = try await AuditedSource().audit()
        #expect(clean.text.contains(" \(size) leaves ") && clean.text.contains(" 1 segments "))
        #expect(!clean.text.contains("at least"))
    }

    @Test func `a segment that no entry pins is named: what an upload leaves as a remark alone`()
        async throws
    {
        var source = try AuditedSource()
        let samples = DeviceSamples(
            device: "TT-9",
            samples: [
                Sample(
                    time: day(31),
                    temperature: celsius("-20"),
                    humidityMilliPercent: nil,
                    position: nil
                )
            ]
        )
        let left = StoredSegment(try #require(Segment.packing(samples).first)) {
            Hash.sha256(of: $0).bytes
        }
        source.segments.append(left)
        let clean = try await source.audit()
        #expect(clean.isClean, "\(clean.text)")
        let digest = Base64.encode(left.digest)
        #expect(try section("segments", clean).remark?.contains(": 1, \(digest)") == true)
        #expect(clean.text.contains("note: segments that no entry"))
        #expect(clean.html.replacing("<wbr>", with: "").contains(digest))
        // What is no segment was stored by no upload.
        let stray: [UInt8] = [1, 2, 3]
        source.segments.append(.init(digest: Hash.sha256(of: stray).bytes, bytes: stray))
        let report = try await source.audit()
        let finding = try #require(report.firstFinding)
        #expect(report.findingCount == 1, "\(report.text)")
        #expect(finding.place == "telemetry segment \(Hash.sha256(of: stray))")
        #expect(finding.reason.hasPrefix("it is no segment, and no entry that was read pins it"))
        #expect(finding.remedy?.hasPrefix("Find out who wrote the row") == true)
    }
}
