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
            return "ledger.sqlite entry 5"
        },
        PlantedFault("tiles", "a tile is missing") { source in
            source.tile = { _ in nil }
            return "ledger.sqlite tile 0/0"
        },
        PlantedFault("checkpoints", "another key signed") { source in
            source.signer = LedgerWriter.successor
            return "ledger.sqlite checkpoint after size 0"
        },
        PlantedFault("transitions", "a revision is left out") { source in
            let index = try source.index(of: "depart")
            try source.write(index) { fields in
                fields["revision"] = .integer((fields["revision"]?.integerValue ?? 0) + 1)
            }
            return "ledger.sqlite entry \(index)"
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
            return "ledger.sqlite entry \(index)"
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
            return "ledger.sqlite entry \(index)"
        },
        PlantedFault("commands", "a command is missing from the index") { source in
            let missing = source.commands.remove(at: 4)
            return "ledger.sqlite command \(missing.member)/\(missing.id)"
        },
        PlantedFault("segments", "a segment's bytes are others") { source in
            let segment = source.segments[0]
            var bytes = segment.bytes
            bytes[20] ^= 1
            source.segments = [StoredSegment(digest: segment.digest, bytes: bytes)]
            return "telemetry.sqlite segment"
        },
        PlantedFault("segments", "a segment is missing") { source in
            source.segments = []
            return "telemetry.sqlite segment"
        },
        PlantedFault("findings", "the readings give others than were recorded") {
            let source = try AuditedSource { _, findings in
                findings.devices[0].maximum = celsius("-19")
            }
            return (source, "ledger.sqlite entry \(try source.index(of: "recordTelemetry"))")
        },
        PlantedFault("uploads", "the device signed another upload") {
            let source = try AuditedSource { upload, _ in
                upload.signature?.signature =
                    try AuditedSource.sign(Hash.sha256(of: [2]).bytes)
            }
            return (source, "ledger.sqlite entry \(try source.index(of: "recordTelemetry"))")
        },
        PlantedFault("view", "a row differs") { source in
            source.view.differences = ["party camaron"]
            return "view.sqlite"
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
        #expect(report.text.contains("\nNOT CLEAN. First: \(place)"))
        #expect(report.html.contains("NOT CLEAN"))
    }

    @Test func `the report as JSON names every section, and leaves out what is absent`()
        async throws
    {
        let fault = try #require(PlantedFault.all.first)
        let report = try await fault.plant().0.audit()
        var writer = JSONWriter()
        report.write(to: &writer)
        let read = try JSONValue(parsing: try writer.canonicalBytes())
        #expect(
            read.objectValue?.keys.sorted()
                == ["at", "origin", "root", "sections", "size", "verifierKey"]
        )
        #expect(read["size"]?.integerValue == Int64(report.size))
        let sections = read["sections"]?.arrayValue ?? []
        #expect(sections.map { $0["name"]?.stringValue } == report.sections.map(\.name))
        let found = try #require(sections.first { $0["name"]?.stringValue == fault.section })
        #expect(found["findingCount"]?.integerValue ?? 0 > 0)
        #expect(found["findings"]?[0]?["place"]?.stringValue == report.firstFinding?.place)
        #expect(found["incomplete"] == nil)
    }

    @Test func `an entry that is missing is found, and what follows is not judged`() async throws {
        var source = try AuditedSource()
        source.entries.remove(at: 4)
        let report = try await source.audit()
        #expect(report.firstFinding?.place == "ledger.sqlite entry 4", "\(report.text)")
        let chain = try #require(report.sections.first { $0.name == "transitions" })
        #expect(chain.examined == 4)
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
        let report = try await source.audit()
        #expect(report.isClean, "\(report.text)")
        #expect(report.text.hasSuffix("\nCLEAN AS FAR AS IT COULD READ"))
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
        #expect(report.isClean, "\(report.text)")
        let incomplete = report.sections.filter { $0.incomplete != nil }.map(\.name)
        #expect(incomplete == ["commands", "segments", "findings", "view"])
    }

    @Test func `of many findings the first twenty are kept and all are counted`() async throws {
        var source = try AuditedSource()
        source.view.differences = (1...30).map { "row \($0)" }
        let report = try await source.audit()
        let view = try #require(report.sections.last)
        #expect(view.findingCount == 30)
        #expect(view.findings.map(\.reason) == (1...20).map { "row \($0)" })
        #expect(report.text.contains("and 10 more"))
        #expect(report.html.contains("and 10 more"))
    }
}
