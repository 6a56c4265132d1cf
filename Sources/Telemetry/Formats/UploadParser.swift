/// Reads an upload of readings as its bytes arrive.
///
/// Feed it chunks cut anywhere, then finish it. It keeps the accepted readings and the current
/// line, never the upload. Valid lines are kept whatever the others are, and how the upload was cut
/// into chunks does not change the result.
public struct UploadParser: Sendable {
    private enum Reader {
        case json(JSONElements)
        case ndjson(LineSplitter)
        case csv(LineSplitter, CSVTable)
        case unreadable
    }

    private var reader: Reader
    private var sink: UploadSink
    private var start: [UInt8] = []
    private var hasStarted = false
    private var byteCount = 0
    private var decoder: UTF16Decoder?
    /// Tables alone may end their lines with carriage returns.
    private var lineEnds: LineEnds?

    /// Prepares to read an upload in a format.
    ///
    /// - Parameters:
    ///   - format: The format.
    ///   - limits: How much is accepted.
    ///   - devices: The devices whose readings count, others' lines being rejected; nil where every
    ///     device's do.
    ///   - stated: What the sender states for what the upload does not.
    public init(
        format: TelemetryFormat,
        limits: UploadLimits = UploadLimits(),
        devices: Set<String>? = nil,
        stated: UploadStatements = UploadStatements()
    ) {
        sink = UploadSink(limits: limits, bound: devices, stated: stated)
        if format == .csv { lineEnds = LineEnds() }
        switch format {
        case .json: reader = .json(JSONElements(limit: limits.lineBytes))
        case .ndjson: reader = .ndjson(LineSplitter(limit: limits.lineBytes))
        case .csv: reader = .csv(LineSplitter(limit: limits.lineBytes), CSVTable())
        }
    }

    /// Takes the next bytes of the upload.
    /// - Throws: ``UploadRefusal`` once the upload is longer than its limit.
    public mutating func consume(_ chunk: [UInt8]) throws(UploadRefusal) {
        try consume(chunk.span)
    }

    /// Takes the next bytes of the upload.
    /// - Throws: ``UploadRefusal`` once the upload is longer than its limit.
    public mutating func consume(_ chunk: UnsafeRawBufferPointer) throws(UploadRefusal) {
        let bytes = chunk.assumingMemoryBound(to: UInt8.self)
        try consume(bytes.span)
    }

    /// Takes the next bytes of the upload.
    /// - Throws: ``UploadRefusal`` once the upload is longer than its limit.
    public mutating func consume(_ chunk: Span<UInt8>) throws(UploadRefusal) {
        byteCount += chunk.count
        guard byteCount <= sink.limits.uploadBytes else {
            throw .uploadTooLarge(limitBytes: sink.limits.uploadBytes)
        }
        var index = 0
        // The first three bytes are held back to look for a byte order mark.
        while !hasStarted, index < chunk.count {
            start.append(chunk[index])
            index += 1
            if start.count == 3 { begin() }
        }
        if index < chunk.count { decode(chunk.extracting(index..<chunk.count)) }
    }

    /// Ends the upload and returns what it held.
    ///
    /// Readings already taken with ``takeDevices()`` are only counted.
    public mutating func finish() -> ParsedUpload {
        if !hasStarted { begin() }
        if let rest = decoder?.finish() { normalize(rest.span) }
        if let rest = lineEnds?.finish() { read(rest.span) }
        let current = reader
        let noBytes: [UInt8] = []
        reader = .unreadable
        switch current {
        case .json(var elements): elements.finish(into: &sink)
        case .ndjson(var lines):
            if let last = lines.finish() {
                Self.ndjson(last, lines, noBytes.span, into: &sink)
            }
        case .csv(var lines, var table):
            if let last = lines.finish() {
                Self.csv(last, lines, noBytes.span, &table, into: &sink)
            }
            table.finish(into: &sink)
        case .unreadable: break
        }
        return ParsedUpload(
            devices: sink.devices.takeSamples(),
            readingCount: sink.readingCount,
            readRowCount: sink.readRowCount,
            withoutMeasurementCount: sink.withoutMeasurementCount,
            rejected: sink.rejected,
            rejectedCount: sink.rejectedCount,
            leftOut: sink.leftOut,
            leftOutCount: sink.leftOutCount,
            understood: sink.understood.parts,
            missing: sink.missing
        )
    }

    /// Hands over the readings accepted so far, so that a long upload need not be held whole.
    public mutating func takeDevices() -> [DeviceSamples] { sink.devices.takeSamples() }

    private mutating func begin() {
        hasStarted = true
        decoder = UTF16Decoder(firstBytes: start)
        if start == [0xEF, 0xBB, 0xBF] { start = [] }
        let held = start
        start = []
        decode(held.span)
    }

    private mutating func decode(_ chunk: Span<UInt8>) {
        guard let text = decoder?.decode(chunk) else { return normalize(chunk) }
        normalize(text.span)
    }

    private mutating func normalize(_ chunk: Span<UInt8>) {
        guard lineEnds?.passes == false, let text = lineEnds?.normalized(chunk) else {
            return read(chunk)
        }
        read(text.span)
    }

    private mutating func read(_ chunk: Span<UInt8>) {
        // Moved out and back in, so that its storage is changed in place and not copied.
        let current = reader
        reader = .unreadable
        switch consume current {
        case .json(var elements):
            elements.consume(chunk, into: &sink)
            reader = .json(elements)
        case .ndjson(var lines):
            var position = 0
            while let line = lines.next(in: chunk, at: &position) {
                Self.ndjson(line, lines, chunk, into: &sink)
            }
            reader = .ndjson(lines)
        case .csv(var lines, var table):
            var position = 0
            while let line = lines.next(in: chunk, at: &position) {
                Self.csv(line, lines, chunk, &table, into: &sink)
            }
            reader = .csv(lines, table)
        case .unreadable: break
        }
    }

    @inline(__always)
    private static func ndjson(
        _ line: LineSplitter.Line,
        _ lines: borrowing LineSplitter,
        _ chunk: Span<UInt8>,
        into sink: inout UploadSink
    ) {
        switch line {
        case .tooLong: sink.rejectTooLong(line: lines.number)
        case .inChunk(let range):
            let inner = chunk.trimmed(range)
            if !inner.isEmpty { sink.acceptJSON(chunk.extracting(inner), line: lines.number) }
        case .inCarry:
            let bytes = lines.carry.span
            let inner = bytes.trimmed(0..<bytes.count)
            if !inner.isEmpty { sink.acceptJSON(bytes.extracting(inner), line: lines.number) }
        }
    }

    @inline(__always)
    private static func csv(
        _ line: LineSplitter.Line,
        _ lines: borrowing LineSplitter,
        _ chunk: Span<UInt8>,
        _ table: inout CSVTable,
        into sink: inout UploadSink
    ) {
        switch line {
        case .tooLong: sink.rejectTooLong(line: lines.number)
        case .inChunk(let range):
            table.take(chunk.extracting(range), line: lines.number, into: &sink)
        case .inCarry: table.take(lines.carry.span, line: lines.number, into: &sink)
        }
    }
}
