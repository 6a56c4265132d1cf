/// A logger's table, line by line: a preamble, the header row, the rows.
struct CSVTable {
    private enum State {
        case preamble(CSVPreamble)
        case rows(CSVRows)
        case stopped
    }

    /// How many lines may come before the header row.
    static let preambleLineLimit = 200

    /// How many lines one record may fill, so that a stray quote spoils no more than its own line.
    static let recordLineLimit = 8

    private var state = State.preamble(CSVPreamble())
    private var lineCount = 0
    private var timelessLine: Int?
    private var pending: [UInt8] = []
    private var pendingLine = 0
    private var pendingCount = 0

    /// Takes one line without its line feed.
    mutating func take(_ line: Span<UInt8>, line number: Int, into sink: inout UploadSink) {
        if pendingCount > 0 {
            extend(line, into: &sink)
        } else if CSVRecord.isOpen(line, separator: separator) {
            pendingLine = number
            extend(line, into: &sink)
        } else {
            record(line, line: number, into: &sink)
        }
    }

    /// Ends the table.
    mutating func finish(into sink: inout UploadSink) {
        while pendingCount > 0 { abandonPending(into: &sink) }
        guard case .preamble = state else { return }
        refuseHeader(into: &sink)
    }

    private var separator: UInt8? {
        if case .rows(let rows) = state { rows.separator } else { nil }
    }

    private mutating func extend(_ line: Span<UInt8>, into sink: inout UploadSink) {
        if pendingCount > 0 { pending.append(ASCII.lineFeed) }
        for index in 0..<line.count { pending.append(line[index]) }
        pendingCount += 1
        if !CSVRecord.isOpen(pending.span, separator: separator) {
            let whole = pending
            pending.removeAll(keepingCapacity: true)
            pendingCount = 0
            record(whole.span, line: pendingLine, into: &sink)
        } else if pendingCount >= Self.recordLineLimit || pending.count > sink.limits.lineBytes {
            abandonPending(into: &sink)
        }
    }

    /// Rejects the line that opened the quote and reads the lines after it again.
    private mutating func abandonPending(into sink: inout UploadSink) {
        let lines = pending.split(separator: ASCII.lineFeed, omittingEmptySubsequences: false)
        let first = pendingLine
        pending.removeAll(keepingCapacity: true)
        pendingCount = 0
        if case .rows = state {
            sink.reject(
                Rejection(.quoteMalformed, "a quoted cell is not closed"),
                line: first
            )
        }
        for (offset, line) in lines.enumerated().dropFirst() {
            let copy = Array(line)
            take(copy.span, line: first + offset, into: &sink)
        }
    }

    private mutating func record(
        _ bytes: Span<UInt8>,
        line: Int,
        into sink: inout UploadSink
    ) {
        switch state {
        case .stopped: return
        case .rows(var rows):
            state = .stopped
            rows.take(bytes, line: line, into: &sink)
            state = .rows(rows)
        case .preamble(var preamble):
            lineCount += 1
            if let header = CSVHeader.recognizing(bytes) {
                open(header, preamble, line: line, into: &sink)
            } else if lineCount >= Self.preambleLineLimit {
                refuseHeader(into: &sink)
            } else {
                if timelessLine == nil, CSVHeader.lacksOnlyTime(bytes) { timelessLine = line }
                preamble.take(bytes)
                state = .preamble(preamble)
            }
        }
    }

    private mutating func open(
        _ header: CSVHeader,
        _ preamble: CSVPreamble,
        line: Int,
        into sink: inout UploadSink
    ) {
        if let name = header.duplicate {
            sink.reject(
                Rejection(
                    .duplicateField,
                    field: name,
                    "two columns state the same; the file does not say which to believe"
                ),
                line: line
            )
            state = .stopped
            return
        }
        state = .rows(CSVRows(header, preamble, line: line, into: &sink))
    }

    private mutating func refuseHeader(into sink: inout UploadSink) {
        state = .stopped
        let reason =
            timelessLine == nil
            ? "no header row with a time and a measurement was found"
            : "the header row has no column for the time"
        sink.reject(Rejection(.headerMissing, reason), line: timelessLine ?? 1)
    }
}
