import Audit
import CanonicalJSON
import Contracts
import Crypto
import Ledger
import Marine
import Synchronization
import Telemetry
import TestSamples
import TestSupport
import Testing
import Timestamping
import TransparencyLog

/// Everything that an audit reads, made by hand: a whole voyage,
/// of which a test may change any part.
struct AuditedSource: Sendable {
    /// The ledger's entries; tiles and checkpoint are made from them, unless they are changed too.
    var entries: [LogEntry]
    /// The index of commands.
    var commands: [RecordedCommand]
    /// The segments of readings, by digest.
    var segments: [StoredSegment]
    /// What the view answers.
    var view = ViewVerdict(differences: [], behind: 0)
    /// Changes the hashes of the one tile that the tree has.
    var tile: @Sendable ([UInt8]) -> [UInt8]? = { $0 }
    /// Who signs the checkpoint.
    var signer = LedgerWriter.signer
    /// What was published, and what it is held against.
    var publication: AuditedPublication?
    /// Checkpoints from before.
    var previous: [PreviousCheckpoint] = []
    /// Whether payloads may lack.
    var isPartial = false
    /// Entries that the store says it cannot read.
    var unreadable: Set<UInt64> = []
    /// Whether the store can read no tile.
    var tilesAreUnreadable = false

    /// A voyage that audits clean, with further acts; `record` changes what its upload states.
    ///
    /// An edition other than that of the founding is adopted before the upload is recorded.
    init(
        and further: [ScenarioCommand] = [],
        latest: Edition = .current,
        _ samples: DeviceSamples = Self.samples,
        foundedBy founding: Edition = .current,
        recordedIn recording: Edition? = nil,
        evaluatedIn evaluation: Edition? = nil,
        signedBy point: PointKey? = nil,
        record change: (inout Shipment.Upload, inout TelemetryFindings) throws -> Void = { _, _ in }
    ) throws {
        let edition = recording ?? founding
        let segment = try #require(Segment.packing(samples).first)
        let stored = StoredSegment(segment) { Hash.sha256(of: $0).bytes }
        var upload = Shipment.Upload.sample(
            try Text(Base64.encode(stored.digest)),
            "TT-1",
            deviceKey: point?.deviceKey ?? MemberKey.device.deviceKey
        )
        upload.digest = try Text(Hash.sha256(of: stored.bytes).base64)
        upload.accepted = segment.count
        upload.segments[0].readings = segment.count
        upload.segments[0].first = segment.first
        upload.segments[0].last = segment.last
        if edition >= .second {
            upload.segments[0].content = DigestText(bytes: Hash.sha256(of: segment.unnamed).bytes)
        }
        upload.signature?.signature = try Text(Self.sign(stored.digest, by: point))
        var readings = ReadingSet()
        _ = readings.merge(segment)
        var findings = TelemetryEvaluation.findings(
            of: readings,
            terms: try #require(CertificateTerms.frozen.telemetry),
            within: CarriageWindow(from: day(30)),
            asOf: (evaluation ?? edition) >= .fourth ? day(45) : nil,
            in: evaluation ?? edition
        )
        // The first edition knows of no carriage.
        if edition < .second { findings.outside = nil }
        // Nor do the first two look for signs, and the first three for faults.
        for place in findings.devices.indices {
            if edition < .third { findings.devices[place].signals = nil }
            if edition < .fourth { findings.devices[place].flagged = nil }
        }
        if edition < .fourth { findings.ahead = nil }
        findings.asOf = edition >= .fourth ? day(45) : nil
        try change(&upload, &findings)
        let recorded = ScenarioCommand(
            "record",
            by: .shipper,
            .shipment(.recordTelemetry(shipment: .shipment, upload: upload, findings: findings)),
            at: day(45)
        )
        let adoption = ScenarioCommand(
            "adopt first",
            by: .platform,
            .consortium(.adoptEdition(edition: edition)),
            at: day(44)
        )
        let writer = try LedgerWriter(
            Scenario.founded(
                by: founding,
                Scenario.foundedWithMembers + Scenario.cover + Scenario.certificate
            )
                + Scenario.shipment.dropLast().map { $0.binding(with: point?.deviceKey) }
                + (edition > founding ? [adoption] : []) + [recorded] + further,
            latest: latest
        )
        entries = writer.entries
        commands = writer.commands
        segments = [stored]
    }

    /// A ledger of these acts, without readings.
    init(of acts: [ScenarioCommand], latest: Edition) throws {
        let writer = try LedgerWriter(acts, latest: latest)
        entries = writer.entries
        commands = writer.commands
        segments = []
    }

    /// An hour of readings in the band.
    private static let samples = readings(Array(repeating: "-20", count: 6))

    /// Readings whose last one counts in the mean of the first edition alone.
    static let warming = readings(["-20", "-20", "-20", "-19"])

    private static func readings(_ temperatures: [String]) -> DeviceSamples {
        DeviceSamples(
            device: "TT-1",
            samples: temperatures.enumerated().map { number, temperature in
                Sample(
                    time: day(31).advanced(byMilliseconds: hours(0, minutes: 10 * Int64(number))),
                    temperature: celsius(temperature),
                    humidityMilliPercent: nil,
                    position: nil
                )
            }
        )
    }

    /// The device's signature over an upload's digest, with the text spelled
    /// out as the format has it.
    static func sign(_ digest: [UInt8], by point: PointKey? = nil) throws -> String {
        let hash = Base64.encode(digest)
        let text = "plimsoll upload v1\n\(sampleOrigin)\nshipment-1\n\(hash)\n"
        if let point { return try point.sign(text) }
        return Base64.encode(try MemberKey.device.secret.signature(for: Array(text.utf8)))
    }

    /// The first entry of an action.
    func index(of action: String) throws -> Int {
        try #require(
            try entries.firstIndex { try Transition(leaf: $0.leaf).edge.action == action }
        )
    }

    /// The checkpoint of the first entries.
    func note(
        _ size: UInt64,
        root: Hash? = nil,
        origin: String = sampleOrigin,
        by signer: NoteSigner = LedgerWriter.signer
    ) throws -> SignedNote {
        let leaves = entries.prefix(Int(size)).map { RFC6962.leafHash($0.leaf) }
        return try SignedCheckpoint.sign(
            Checkpoint(origin: origin, size: size, root: root ?? RFC6962.root(of: leaves)),
            by: signer
        )
    }

    /// Keeps other bytes than an entry's leaf names; none where `bytes` is `nil`.
    mutating func damagePayload(_ index: Int, keeping bytes: [UInt8]? = Array("{}".utf8)) {
        let entry = entries[index]
        entries[index] = LogEntry(
            index: entry.index,
            leaf: entry.leaf,
            payload: bytes.flatMap { bytes in
                entry.payload.map { Salted(salt: $0.salt, bytes: bytes) }
            },
            command: entry.command
        )
    }

    /// Loses an entry's command.
    mutating func loseCommand(_ index: Int) {
        let entry = entries[index]
        entries[index] = LogEntry(
            index: entry.index,
            leaf: entry.leaf,
            payload: entry.payload,
            command: nil
        )
    }

    /// Writes a leaf anew, in canonical form.
    mutating func write(
        _ index: Int,
        payload: Salted? = nil,
        _ change: (inout [String: JSONValue]) -> Void
    ) throws {
        let entry = entries[index]
        var fields = try #require(try JSONValue(parsing: entry.leaf).objectValue)
        change(&fields)
        entries[index] = LogEntry(
            index: entry.index,
            leaf: try JSONValue.object(fields).canonicalBytes(),
            payload: payload ?? entry.payload,
            command: entry.command
        )
    }

    /// Audits the source as it is now.
    func audit(
        latest: Edition = .current,
        at now: Instant = day(60)
    ) async throws -> AuditReport {
        let store = try HandMadeLog(self)
        let held = InMemorySegmentStore()
        try await held.put(segments)
        let commands = commands
        let taken = Mutex(0)
        let view = view
        let source = AuditSource(
            store: store,
            logKey: LedgerWriter.signer.verifierKey,
            checkpoints: nil,
            isPartial: isPartial,
            commands: AuditedCommands(
                page: { from, limit throws(LogStoreError) in
                    Array(commands.filter { $0.first >= from }.prefix(limit))
                },
                damage: { () throws(LogStoreError) in nil }
            ),
            segments: held,
            view: AuditedView(
                take: { entries in taken.withLock { $0 += entries.count } },
                verdict: { _ in view }
            ),
            publication: publication,
            previous: previous,
            location: "by hand"
        )
        return try await Auditor(source, latest: latest).run(at: now)
    }
}

/// The ledger of a source, as a log store that is only read.
struct HandMadeLog: LogStore {
    private let kept: [LogEntry]
    private let checkpoint: SignedNote
    private let hashes: [UInt8]?
    private let unreadable: Set<UInt64>
    private let tilesAreUnreadable: Bool

    var name: String { "hand-made ledger" }

    init(_ source: AuditedSource) throws {
        kept = source.entries
        let leaves = source.entries.map { RFC6962.leafHash($0.leaf) }
        checkpoint = try SignedCheckpoint.sign(
            Checkpoint(
                origin: sampleOrigin,
                size: UInt64(leaves.count),
                root: RFC6962.root(of: leaves)
            ),
            by: source.signer
        )
        hashes = source.tile(leaves.flatMap(\.bytes))
        unreadable = source.unreadable
        tilesAreUnreadable = source.tilesAreUnreadable
    }

    /// As a store does that meets a damaged page on the way.
    private func require(_ entries: [LogEntry]) throws(LogStoreError) -> [LogEntry] {
        if entries.contains(where: { unreadable.contains($0.index) }) {
            throw .damaged(place: "a page of entries")
        }
        return entries
    }

    func head() -> LogHead { LogHead(size: UInt64(kept.count), checkpoint: checkpoint) }

    func append(_ batch: LogBatch, expecting size: UInt64) throws(LogStoreError) {
        throw .notWritten(reason: "an audit writes nothing")
    }

    func entries(from index: UInt64, limit: Int) throws(LogStoreError) -> [LogEntry] {
        try require(Array(kept.drop { $0.index < index }.prefix(limit)))
    }

    func entries(at indices: [UInt64]) throws(LogStoreError) -> [LogEntry] {
        try require(indices.compactMap { index in kept.first { $0.index == index } })
    }

    func commands(named names: [CommandName]) -> [RecordedCommand] { [] }

    func tile(level: Int, index: UInt64, width: Int) throws(LogStoreError) -> [UInt8]? {
        if tilesAreUnreadable { throw .damaged(place: "a page of tiles") }
        return level == 0 && index == 0 ? hashes.map { Array($0.prefix(width * 32)) } : nil
    }

    func leaves(from index: UInt64, width: Int) throws(LogStoreError) -> [[UInt8]] {
        try entries(from: index, limit: width).map(\.leaf)
    }
}

extension ScenarioCommand {
    /// The same, binding a device with another key where it binds one.
    fileprivate func binding(with key: DeviceKeyText?) -> ScenarioCommand {
        guard let key,
            case .shipment(.bindDevice(let shipment, let device, _?, let from)) = instruction
        else { return self }
        return changed(self) {
            $0.instruction = .shipment(
                .bindDevice(shipment: shipment, device: device, publicKey: key, from: from)
            )
        }
    }
}
