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

/// One thing that is wrong with a ledger or beside it, and the one section that must find it.
struct PlantedFault: Sendable, CustomTestStringConvertible {
    let section: String
    let testDescription: String
    /// Plants it.
    ///
    /// - Returns: the source, and how the place begins where it is to be found first.
    let plant: @Sendable () throws -> (AuditedSource, place: String)

    init(
        _ section: String,
        _ what: String,
        plant: @escaping @Sendable () throws -> (AuditedSource, place: String)
    ) {
        self.section = section
        testDescription = "\(section): \(what)"
        self.plant = plant
    }

    /// Changes a source that is right.
    init(
        _ section: String,
        _ what: String,
        change: @escaping @Sendable (inout AuditedSource) throws -> String
    ) {
        self.init(section, what) {
            var source = try AuditedSource()
            let place = try change(&source)
            return (source, place)
        }
    }

    static let all = [
        PlantedFault("leaves", "a hash in a tile is not its leaf's") { source in
            source.tile = { hashes in
                var hashes = hashes
                hashes[5 * 32] ^= 1
                return hashes
            }
            return "hand-made ledger entry 5"
        },
        PlantedFault("tiles", "a tile is missing") { source in
            source.tile = { _ in nil }
            return "hand-made ledger tile 0/0"
        },
        PlantedFault("checkpoints", "another key signed") { source in
            source.signer = LedgerWriter.successor
            return "hand-made ledger checkpoint after size 0"
        },
        PlantedFault("payloads", "a payload's bytes are others") { source in
            source.damagePayload(6)
            return "hand-made ledger entry 6"
        },
        PlantedFault("payloads", "a payload is lost with its salt") { source in
            source.damagePayload(6, keeping: nil)
            return "hand-made ledger entry 6"
        },
        PlantedFault("payloads", "a command is lost") { source in
            source.loseCommand(5)
            return "hand-made ledger entry 5"
        },
        PlantedFault("transitions", "a revision is left out") { source in
            let index = try source.index(of: "depart")
            try source.write(index) { fields in
                fields["revision"] = .integer((fields["revision"]?.integerValue ?? 0) + 1)
            }
            return "hand-made ledger entry \(index)"
        },
        PlantedFault("signatures", "a member's signature is over something else") { source in
            let index = try source.index(of: "open")
            let other = try MemberKey.leader.attest(
                origin: sampleOrigin,
                digest: Hash.sha256(of: [1])
            )
            guard case .member(let key, let signature) = other else { return "" }
            try source.write(index) { fields in
                fields["attestation"] = .object([
                    "by": .string("member"), "key": .string(key), "signature": .string(signature),
                ])
            }
            return "hand-made ledger entry \(index)"
        },
        PlantedFault("contracts", "an amount is not what was asked for") { source in
            let index = try source.index(of: "payPremium")
            let entry = source.entries[index]
            let payload = try #require(entry.payload)
            let text = String(decoding: payload.bytes, as: UTF8.self)
            #expect(text.contains("USD 550.00"))
            let forged = Salted(
                salt: payload.salt,
                bytes: Array(text.replacing("USD 550.00", with: "USD 540.00").utf8)
            )
            try source.write(index, payload: forged) { fields in
                fields["payload"] = .string(forged.digest.base64)
            }
            return "hand-made ledger entry \(index)"
        },
        PlantedFault("commands", "a command is missing from the index") { source in
            let missing = source.commands.remove(at: 4)
            return "hand-made ledger command \(missing.member)/\(missing.id)"
        },
        PlantedFault("segments", "a segment's bytes are others") { source in
            let segment = source.segments[0]
            var bytes = segment.bytes
            bytes[20] ^= 1
            source.segments = [StoredSegment(digest: segment.digest, bytes: bytes)]
            return "telemetry segment"
        },
        PlantedFault("segments", "a segment is missing") { source in
            source.segments = []
            return "telemetry segment"
        },
        PlantedFault("findings", "the readings give others than were recorded") {
            let source = try AuditedSource { _, findings in
                findings.devices[0].maximum = celsius("-19")
            }
            return (source, "hand-made ledger entry \(try source.index(of: "recordTelemetry"))")
        },
        PlantedFault("uploads", "the device signed another upload") {
            let source = try AuditedSource { upload, _ in
                upload.signature?.signature =
                    try Text(AuditedSource.sign(Hash.sha256(of: [2]).bytes))
            }
            return (source, "hand-made ledger entry \(try source.index(of: "recordTelemetry"))")
        },
        PlantedFault("view", "a row differs") { source in
            source.view.differences = ["party camaron"]
            return "view"
        },
    ]
}

/// The auditor alone, over a source that is made by hand.
@Suite struct AuditorTests {
    @Test func `a right source is clean, and every section has looked at something`() async throws {
        let report = try await AuditedSource().audit()
        #expect(report.isClean, "\(report.text)")
        for section in report.sections {
            #expect(section.examined > 0, "\(section.name)")
            #expect(section.incomplete == nil, "\(section.name)")
        }
        #expect(report.text.hasSuffix("\nCLEAN"))
        #expect(report.origin == sampleOrigin)
        #expect(report.at == "\(day(60))")
        #expect(report.sections.allSatisfy { $0.state == .ok && $0.total == $0.examined })
        #expect(Set(report.sections.map(\.name)) == Set(PlantedFault.all.map(\.section)))
    }

    @Test(arguments: PlantedFault.all)
    func `each section finds its own fault, and no other finds any`(
        fault: PlantedFault
    ) async throws {
        let (source, place) = try fault.plant()
        let report = try await source.audit()
        let found = report.sections.filter { $0.findingCount > 0 }
        #expect(found.map(\.name) == [fault.section], "\(report.text)")
        #expect(report.firstFinding?.place.hasPrefix(place) == true, "\(report.text)")
        #expect(report.verdict == .findings)
        #expect(report.text.contains("\nNOT CLEAN") && report.text.contains(" First: \(place)"))
        #expect(report.html.contains("NOT CLEAN"))
    }

    @Test func `the report as JSON states the verdict and names every section`()
        async throws
    {
        let fault = try #require(PlantedFault.all.first)
        let report = try await fault.plant().0.audit()
        var writer = JSONWriter(.exchange)
        report.write(to: &writer)
        let read = try JSONValue(parsing: try writer.canonicalBytes())
        #expect(
            read.objectValue?.keys.sorted()
                == ["at", "inputs", "origin", "root", "sections", "size", "verdict"]
        )
        #expect(read["verdict"]?.stringValue == "findings")
        #expect(read["size"]?.integerValue == Int64(report.size))
        let sections = read["sections"]?.arrayValue ?? []
        #expect(sections.map { $0["name"]?.stringValue } == report.sections.map(\.name))
        let found = try #require(sections.first { $0["name"]?.stringValue == fault.section })
        #expect(found["findingCount"]?.integerValue ?? 0 > 0)
        #expect(found["findings"]?[0]?["place"]?.stringValue == report.firstFinding?.place)
        #expect(found["findings"]?[0]?["entry"]?.integerValue == 5)
        #expect(found["findings"]?[0]?["since"]?.stringValue?.hasSuffix("Z") == true)
        #expect(found["state"]?.stringValue == "findings")
        #expect(found["severity"]?.stringValue == "critical")
        #expect(found["total"] == found["examined"] && found["unlisted"]?.integerValue == 0)
        #expect(found["incomplete"] == .null)
    }

    @Test func `an entry that is missing is found, and what follows is not judged`() async throws {
        var source = try AuditedSource()
        source.entries.remove(at: 4)
        let report = try await source.audit()
        #expect(report.firstFinding?.place == "hand-made ledger entry 4", "\(report.text)")
        let chain = try #require(report.sections.first { $0.name == "transitions" })
        #expect(chain.state == .part)
        #expect(chain.examined == 4 && chain.total == source.entries.count)
        #expect(chain.incomplete?.contains("entry 4 is missing") == true)
    }

    @Test func `payloads that are not open are no finding where they may lack`() async throws {
        var source = try AuditedSource()
        let last = source.entries.count - 1
        let entry = source.entries[last]
        source.entries[last] = LogEntry(
            index: entry.index,
            leaf: entry.leaf,
            payload: nil,
            command: entry.command
        )
        #expect(try await !source.audit().isClean)
        source.isPartial = true
        source.loseCommand(last)
        let report = try await source.audit()
        #expect(report.verdict == .incomplete && report.findingCount == 0, "\(report.text)")
        let payloads = try #require(report.sections.first { $0.name == "payloads" })
        #expect(payloads.state == .part && payloads.examined == last && payloads.total == last + 1)
        #expect(report.text.contains("\nINCOMPLETE: nothing found in what was examined"))
    }

    @Test func `what is not had is said, and is no finding`() async throws {
        let source = try AuditedSource()
        let report = try await Auditor(
            AuditSource(
                store: HandMadeLog(source),
                logKey: LedgerWriter.signer.verifierKey,
                checkpoints: nil,
                commands: nil,
                segments: nil,
                view: nil
            )
        ).run(at: day(60))
        #expect(report.verdict == .incomplete && report.findingCount == 0, "\(report.text)")
        #expect(report.unfinished.allSatisfy { $0.state == .notExamined && $0.total > 0 })
        let incomplete = report.sections.filter { $0.incomplete != nil }.map(\.name)
        #expect(incomplete == ["commands", "segments", "findings", "view"])
    }

    @Test func `of many findings a page shows a hundred, and says how many more there are`()
        async throws
    {
        var source = try AuditedSource()
        let limit = AuditSection.findingLimit
        source.view.differences = (1...limit + 30).map { "row \($0)" }
        let report = try await source.audit()
        let view = try #require(report.sections.last)
        #expect(view.findingCount == limit + 30 && view.unlisted == 30)
        #expect(view.findings.map(\.reason) == (1...limit).map { "row \($0)" })
        #expect(report.text.contains("and \(limit - 70) more: --format json names them"))
        #expect(report.html.contains("and \(limit - 70) more"))
        #expect(report.html.contains(">row 100<") && !report.html.contains(">row 101<"))
    }

    @Test func `every bad payload is named, and what does not depend on it is judged`() async throws
    {
        var source = try AuditedSource()
        source.view.differences = ["party camaron"]
        for index in source.entries.indices { source.damagePayload(index) }
        let report = try await source.audit()
        let payloads = try #require(report.sections.first { $0.name == "payloads" })
        #expect(payloads.findings.map(\.entry) == source.entries.map(\.index))
        for index in source.entries.indices {
            #expect(report.text.contains("\n         hand-made ledger entry \(index): its payload"))
        }
        #expect(report.sections.last?.findings.map(\.reason) == ["party camaron"])
        // The commands and the salts are there, and tell what the payloads were.
        #expect(report.unfinished.isEmpty, "\(report.text)")
        #expect(report.findingCount == source.entries.count + 1)
    }

    @Test func `where a payload and its command are lost the replay ends, and says so everywhere`()
        async throws
    {
        var source = try AuditedSource()
        let size = source.entries.count
        let lost = try source.index(of: "open")
        for index in [lost, size - 1] { source.damagePayload(index, keeping: nil) }
        source.loseCommand(lost)
        source.segments[0] = StoredSegment(digest: source.segments[0].digest, bytes: [1])
        let report = try await source.audit()
        let sections = Dictionary(
            uniqueKeysWithValues: report.sections.map { ($0.name, $0) }
        )
        #expect(sections["payloads"]?.findings.map(\.entry).contains(UInt64(size - 1)) == true)
        #expect(sections["payloads"]?.findingCount == 3)
        for name in ["transitions", "contracts"] {
            let section = try #require(sections[name])
            #expect(section.state == .part, "\(name)")
            #expect(section.examined == lost && section.total == size, "\(name)")
            #expect(section.incomplete?.contains("the payload of entry \(lost) is lost") == true)
        }
        #expect(sections["view"]?.state == .notExamined && sections["view"]?.total == size)
        #expect(sections["findings"]?.state == .notExamined && sections["findings"]?.total == 1)
        #expect(sections["segments"]?.state == .part && sections["segments"]?.findingCount == 1)
        #expect(sections["signatures"]?.total ?? 0 > 0, "\(report.text)")
        #expect(sections["leaves"]?.state == .ok && sections["checkpoints"]?.state == .ok)
        #expect(report.verdict == .findings)
    }

    @Test func `a missing segment is found once, and nothing is claimed of what follows from it`()
        async throws
    {
        var source = try AuditedSource()
        source.segments = []
        let report = try await source.audit()
        #expect(report.findingCount == 1)
        let findings = try #require(report.sections.first { $0.name == "findings" })
        #expect(findings.state == .notExamined && findings.total == 1)
    }

    @Test func `the ledger extends every checkpoint from before, or the one it does not is found`()
        async throws
    {
        var source = try AuditedSource()
        let size = UInt64(source.entries.count)
        func previous(_ file: String, _ note: SignedNote) throws -> PreviousCheckpoint {
            try PreviousCheckpoint(file: file, note: note)
        }
        source.previous = [
            try previous("a", source.note(3)), try previous("b", source.note(size)),
        ]
        let clean = try await source.audit()
        #expect(clean.isClean, "\(clean.text)")
        #expect(clean.sections.first { $0.name == "previous" }?.examined == 2)
        #expect(clean.inputs.previous.map(\.size) == [3, size])
        #expect(clean.text.contains("a: 3 entries, "))
        let stranger = try NoteSigner(
            name: "other.example/ledger",
            seed: [UInt8](repeating: 7, count: 32),
            algorithm: .ed25519
        )
        for (note, reason) in [
            (try source.note(3, root: Hash.sha256(of: [3])), "the ledger does not extend it"),
            (try source.note(size + 1), "it is ahead: the ledger has only \(size) entries"),
            (
                try source.note(3, by: LedgerWriter.successor),
                "this note is not signed by the log's key"
            ),
            (
                try source.note(3, origin: "other.example/ledger", by: stranger),
                "it is of another log"
            ),
        ] {
            source.previous = [try previous("kept", note)]
            let report = try await source.audit()
            let found = report.sections.flatMap(\.findings)
            #expect(found.count == 1, "\(report.text)")
            #expect(found.first?.place.hasPrefix("kept checkpoint") == true)
            #expect(found.first?.reason.hasPrefix(reason) == true, "\(report.text)")
        }
    }

    @Test func `the page says of each finding what, where, since when, how bad and what to do`()
        async throws
    {
        let fault = try #require(PlantedFault.all.first { $0.section == "payloads" })
        let report = try await fault.plant().0.audit()
        let finding = try #require(report.firstFinding)
        for (name, value) in [
            ("What", finding.reason), ("Where", finding.place),
            ("Since", "\(finding.since ?? "?"), the entry&#39;s instant"), ("How bad", "serious"),
        ] {
            #expect(report.html.contains("<tr><th>\(name)</th><td>\(value)</td></tr>"), "\(name)")
        }
        #expect(report.html.contains("<tr><th>What to do</th><td>Fetch the entry"))
        #expect(report.html.contains("<td>by hand</td>"))
    }
}
