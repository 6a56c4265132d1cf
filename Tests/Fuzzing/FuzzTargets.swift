import CanonicalJSON
import Contracts
import Foundation
import Marine
import Services
import Telemetry
import TransparencyLog

// Built by Scripts/fuzz alone, with libFuzzer's main.

/// What a fuzzer feeds: each parser of what comes from outside,
/// and what must hold of what it takes.
private enum FuzzTarget: String, CaseIterable {
    case telemetry
    case csv
    case compound
    case statements
    case segment
    case json
    case reader
    case note
    case checkpoint
    case policy
    case tile
    case sanctions

    static let chosen =
        FuzzTarget(rawValue: ProcessInfo.processInfo.environment["PLIMSOLL_FUZZ"] ?? "") ?? .json

    func feed(_ bytes: [UInt8]) {
        switch self {
        case .telemetry: telemetry(bytes)
        case .csv: upload(bytes, .csv)
        case .compound: upload(bytes, bytes.first.map { $0 % 2 == 0 } ?? true ? .json : .ndjson)
        case .statements: statements(bytes)
        case .segment: segment(bytes)
        case .json: json(bytes)
        case .reader: reader(bytes)
        case .note: note(bytes)
        case .checkpoint: checkpoint(bytes)
        case .policy: policy(bytes)
        case .tile: tile(bytes)
        case .sanctions: sanctions(bytes)
        }
    }

    /// The first byte chooses the format, where the upload is cut in two, and whether its sender
    /// states what it leaves open.
    private func telemetry(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        upload(bytes, TelemetryFormat.allCases[Int(first) % TelemetryFormat.allCases.count])
    }

    /// The same in one format: `csv` begins with tables, their preambles and statements, `compound`
    /// with vendors' shapes, EPCIS and the DCSA's events.
    private func upload(_ bytes: [UInt8], _ format: TelemetryFormat) {
        guard let first = bytes.first else { return }
        let upload = Array(bytes.dropFirst())
        let stated = first >= 128 ? Self.allStated : UploadStatements()
        let whole = parsed([upload], format, stated)
        let cut = upload.count * Int(first / 4) / 64
        let parts = parsed([Array(upload[..<cut]), Array(upload[cut...])], format, stated)
        expect(whole?.readingCount == parts?.readingCount, "a cut upload reads otherwise")
        expect(whole?.rejected == parts?.rejected, "a cut upload is refused otherwise")
        expect(whole?.leftOut == parts?.leftOut, "a cut upload leaves out otherwise")
        expect(whole?.understood == parts?.understood, "a cut upload is understood otherwise")
        expect(
            whole?.withoutMeasurementCount == parts?.withoutMeasurementCount,
            "a cut upload is counted otherwise"
        )
        expect(
            whole?.readingCount == whole?.devices.reduce(0) { $0 + $1.samples.count },
            "readings are lost"
        )
        for devices in whole?.devices ?? [] {
            for packed in Segment.packing(devices) {
                let read = try? Segment(decoding: packed.encoded)
                expect(read == packed, "what is packed does not unpack")
            }
        }
    }

    /// Statements between line feeds - zone, unit, device, order of dates - and an upload behind
    /// them, whose format the first byte chooses: they change no instant, device or figure that the
    /// upload states itself, and are spelled in one way.
    private func statements(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        let format = TelemetryFormat.allCases[Int(first) % TelemetryFormat.allCases.count]
        let parts = bytes.dropFirst().split(
            separator: 10,
            maxSplits: 4,
            omittingEmptySubsequences: false
        )
        guard parts.count == 5 else { return }
        let texts = parts.prefix(4).map { String(decoding: $0, as: UTF8.self) }
        let stated = UploadStatements(
            offsetMinutes: try? UploadStatements.zone(parsing: texts[0]),
            dateOrder: DateOrder(rawValue: texts[3]),
            device: try? DeviceName(texts[2]),
            units: (try? StatedUnits(parsing: texts[1])) ?? StatedUnits()
        )
        let spelled = UploadStatements(
            offsetMinutes: stated.offsetMinutes.flatMap { _ in
                stated.parameters.first { $0.name == "zone" }
                    .flatMap { try? UploadStatements.zone(parsing: $0.value) }
            },
            dateOrder: stated.dateOrder,
            device: stated.device,
            units: (try? StatedUnits(parsing: stated.units.text)) ?? StatedUnits()
        )
        expect(spelled == stated, "statements do not read again")
        let body = Array(parts[4])
        let alone = parsed([body], format, UploadStatements())
        let with = parsed([body], format, stated)
        for devices in with?.devices ?? [] {
            guard let device = stated.device?.string else { break }
            let isOwn = devices.device == device || devices.device.hasPrefix("\(device)/")
            expect(isOwn, "another device than the stated one is read")
        }
        // Vendors' shapes leave the unit to the sender, and a bare name of a device to its model.
        let isOpen = alone?.understood.contains { [.thingsBoard, .chirpStack].contains($0.family) }
        guard let alone, let with, alone.missing.isEmpty, isOpen == false, stated.device == nil
        else { return }
        var own = ReadingSet()
        own.merge(alone.devices)
        let merged = own.merge(with.devices)
        expect(merged.accepted == 0, "a statement changes what the upload states itself")
    }

    private static let allStated = UploadStatements(
        offsetMinutes: 60,
        dateOrder: .dayFirst,
        device: "D",
        units: (try? StatedUnits(parsing: "F,mg,%")) ?? StatedUnits()
    )

    private func parsed(
        _ parts: [[UInt8]],
        _ format: TelemetryFormat,
        _ stated: UploadStatements
    ) -> ParsedUpload? {
        var parser = UploadParser(format: format, stated: stated)
        do {
            for part in parts { try parser.consume(part) }
            return parser.finish()
        } catch { return nil }
    }

    private func segment(_ bytes: [UInt8]) {
        guard let segment = try? Segment(decoding: bytes) else { return }
        expect(segment.encoded == bytes, "a segment has two spellings")
    }

    private func json(_ bytes: [UInt8]) {
        guard let value = try? JSONValue(parsing: bytes),
            let canonical = try? value.canonicalBytes()
        else { return }
        let again = try? JSONValue(parsing: canonical).canonicalBytes()
        expect(again == canonical, "canonical JSON is not a fixed point")
    }

    /// In one pass where it can, on a tape where it cannot: the two must agree.
    private func reader(_ bytes: [UInt8]) {
        let passed = JSONReader.passing(bytes) { Shape(from: &$0) }
        let read = try? JSONReader.canonical(Shape.self, from: bytes)
        if passed != nil { expect(read == passed, "two ways of reading differ") }
        let exchanged = try? JSONReader.read(Shape.self, from: bytes, .exchange)
        if let read { expect(exchanged == read, "the dialects differ on canonical bytes") }
    }

    private func note(_ bytes: [UInt8]) {
        guard let note = try? SignedNote(parsing: bytes) else { return }
        expect(Array(note.serialized.utf8) == bytes, "a note has two spellings")
        _ = try? AddCheckpointRequest(parsing: bytes)
    }

    private func checkpoint(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        if let proof = try? TlogProof(parsing: text) {
            expect((try? TlogProof(parsing: proof.text)) == proof, "a proof does not read again")
        }
        _ = try? AddCheckpointRequest(parsing: bytes)
        guard let checkpoint = try? Checkpoint(parsing: text) else { return }
        let again = try? Checkpoint(parsing: checkpoint.text)
        expect(again == checkpoint, "a checkpoint does not read again")
    }

    private func policy(_ bytes: [UInt8]) {
        guard let policy = try? TlogPolicy(parsing: bytes) else { return }
        expect((try? TlogPolicy(parsing: policy.bytes)) == policy, "a policy does not read again")
        _ = policy.isSatisfied(by: policy.witnesses.map(\.key))
        _ = policy.isSatisfied(by: [])
    }

    /// A path, a line feed, and the tile's bytes.
    private func tile(_ bytes: [UInt8]) {
        let path = bytes.prefix { $0 != 10 }
        let content = Array(bytes.dropFirst(path.count + 1))
        guard let place = try? TileCoordinate(parsing: String(decoding: path, as: UTF8.self)) else {
            return
        }
        expect(place.path.utf8.elementsEqual(path), "a path has two spellings")
        if case .entries = place.kind {
            guard let entries = try? EntryBundle.decode(content, width: place.width) else { return }
            expect((try? EntryBundle.encode(entries)) == content, "a bundle has two spellings")
        } else {
            _ = try? Tile.levels(content, width: place.width)
        }
    }

    /// The first byte chooses one XML file or OFAC's three, which a record separator divides.
    private func sanctions(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        let names = first % 2 == 0 ? ["sdn.xml"] : ["sdn.csv", "alt.csv", "add.csv"]
        let parts = bytes.dropFirst().split(
            separator: 0x1E,
            maxSplits: names.count - 1,
            omittingEmptySubsequences: false
        )
        let inputs = zip(names, parts).map { SanctionsFiles.Input(name: $0, bytes: Array($1)) }
        guard let list = try? SanctionsFiles(inputs, published: "2026-11-26") else { return }
        let again = try? SanctionsFiles(inputs.reversed(), published: "2026-11-26")
        expect(again?.entries == list.entries, "the order of the files matters")
        expect(again?.publication.content == list.publication.content, "one list, two contents")
        expect(list.publication.entryCount.value == list.entries.count, "entries are lost")
        expect(Set(list.entries.map(\.id)).count == list.entries.count, "an entry stands twice")
        let held = Dictionary(uniqueKeysWithValues: list.entries.map { ($0.id.string, $0.version) })
        let (removed, put) = list.changes(from: held)
        expect(removed.isEmpty && put.isEmpty, "a list differs from itself")
        for entry in list.entries {
            expect(!entry.names.array.isEmpty, "an entry has no name")
            let bytes = try? entry.canonicalBytes()
            let read = bytes.flatMap { try? JSONReader.canonical(ListedEntry.self, from: $0) }
            expect(read == entry, "an entry does not read again")
        }
    }

    private func expect(_ condition: Bool, _ reason: String) {
        if !condition { fatalError(reason) }
    }
}

/// A record with a member of each kind that the contracts have.
private struct Shape: JSONReadable, Equatable {
    var amount: Money
    var at: Instant
    var count: Int64
    var gone: Bool?
    var marks: [String]
    var name: Text<40>
    var parts: [String: Rate]

    init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let amount: Money? = reader.member("amount")
        let at: Instant? = reader.member("at")
        let count: Int64? = reader.member("count")
        let gone: Bool?? = reader.optional("gone")
        let marks: [String]? = reader.member("marks")
        let name: Text<40>? = reader.member("name")
        let parts: [String: Rate]? = reader.member("parts")
        reader.endObject()
        guard let amount, let at, let count, let gone, let marks, let name, let parts else {
            return nil
        }
        (self.amount, self.at, self.count, self.gone) = (amount, at, count, gone)
        (self.marks, self.name, self.parts) = (marks, name, parts)
    }
}

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    FuzzTarget.chosen.feed(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
