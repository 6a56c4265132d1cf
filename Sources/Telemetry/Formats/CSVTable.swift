/// A logger's tables, line by line: a preamble, the header row, a units row, the rows; and again.
///
/// A line among the rows that is itself a header begins another table, as exports are joined and
/// repeat their head. The lines between the last row and such a header are its preamble; where they
/// state nothing, what was stated above the first table still holds.
struct CSVTable {
    private enum State {
        case preamble(CSVPreamble)
        /// The header's line has passed, and the next may state its units.
        case header(CSVHeader, CSVPreamble, line: Int, linesPassed: Int)
        /// Rows come, which ``rows`` reads.
        case rows
        case stopped
    }

    /// How many lines may come before the header row.
    static let preambleLineLimit = 200

    /// How many lines among the rows are looked at as headers, so that damaged rows without end
    /// cost little each.
    static let headerLookLimit = 10_000

    /// How many lines one record may fill, so that a stray quote spoils no more than its own line.
    static let recordLineLimit = 8

    /// A line among the rows that may be of the next table's preamble.
    private struct Doubtful {
        let line: Int
        let bytes: [UInt8]
        let rejection: Rejection
        let hasAllCells: Bool
    }

    private var state = State.preamble(CSVPreamble())
    /// Beside the state, so that a row changes it in place.
    private var rows: CSVRows?
    /// What was stated above the table in hand.
    private var preamble = CSVPreamble()
    private var doubtful: [Doubtful] = []
    private var lineCount = 0
    /// Whether a line before the header holds anything.
    private var hasText = false
    private var headerLooks = 0
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
        switch state {
        case .preamble: refuseHeader(into: &sink)
        case .header(let header, let preamble, let line, _):
            rows = CSVRows(header, preamble, line: line, into: &sink)
            state = .rows
        case .rows: rejectDoubtful(into: &sink)
        case .stopped: break
        }
    }

    private var separator: UInt8? {
        switch state {
        case .rows: rows?.separator
        case .header(let header, _, _, _): header.separator
        case .preamble, .stopped: nil
        }
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
        if separator != nil {
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
        case .rows:
            guard let outcome = rows?.take(bytes, line: line, into: &sink) else { return }
            switch outcome {
            case .taken: if !doubtful.isEmpty { rejectDoubtful(into: &sink) }
            case .unlikeRow(let rejection, let hasAllCells):
                doubt(bytes, rejection, hasAllCells: hasAllCells, line: line, into: &sink)
            }
        case .header(var header, let preamble, let headerLine, let passed):
            if preamble.isTOA5, passed < 2 {
                if passed == 0 {
                    _ = header.takeUnits(bytes, isTOA5: true)
                } else {
                    header.takeProcessing(bytes)
                }
                state = .header(header, preamble, line: headerLine, linesPassed: passed + 1)
                return
            }
            let isUnits = !preamble.isTOA5 && header.takeUnits(bytes)
            rows = CSVRows(header, preamble, line: headerLine, into: &sink)
            state = .rows
            if !isUnits { record(bytes, line: line, into: &sink) }
        case .preamble(var preamble):
            lineCount += 1
            if !bytes.trimmed(0..<bytes.count).isEmpty { hasText = true }
            if preamble.isTOA5 {
                open(CSVHeader.ofTOA5(bytes), preamble, line: line, into: &sink)
            } else if let header = CSVHeader.recognizing(bytes) {
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
        self.preamble = preamble
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
        state = .header(header, preamble, line: line, linesPassed: 0)
    }

    /// A line among the rows that is no row: the head of another table, or a damaged row.
    private mutating func doubt(
        _ bytes: Span<UInt8>,
        _ rejection: Rejection,
        hasAllCells: Bool,
        line: Int,
        into sink: inout UploadSink
    ) {
        if looksLikeHeader(bytes), let header = CSVHeader.recognizing(bytes) {
            var next = CSVPreamble()
            var states = false
            for passed in doubtful {
                if next.take(passed.bytes.span) {
                    states = true
                } else if passed.hasAllCells || passed.bytes.first.map(ASCII.isDigit) ?? false {
                    // No line of a preamble, and so a row that is lost.
                    sink.reject(passed.rejection, line: passed.line)
                }
            }
            doubtful.removeAll()
            return open(header, states ? next : preamble, line: line, into: &sink)
        }
        if doubtful.count >= Self.preambleLineLimit { rejectDoubtful(into: &sink) }
        var copy: [UInt8] = []
        copy.reserveCapacity(bytes.count)
        for index in 0..<bytes.count { copy.append(bytes[index]) }
        doubtful.append(
            Doubtful(line: line, bytes: copy, rejection: rejection, hasAllCells: hasAllCells)
        )
    }

    private mutating func looksLikeHeader(_ bytes: Span<UInt8>) -> Bool {
        guard headerLooks < Self.headerLookLimit, CSVHeader.mayNameTime(bytes) else { return false }
        headerLooks += 1
        return true
    }

    private mutating func rejectDoubtful(into sink: inout UploadSink) {
        let lines = doubtful
        doubtful.removeAll()
        for line in lines { sink.reject(line.rejection, line: line.line) }
    }

    private mutating func refuseHeader(into sink: inout UploadSink) {
        state = .stopped
        // Where there is no line there is no row that could be counted.
        if !hasText {
            return sink.leaveOut(Rejection(.headerMissing, "the upload is empty"), line: 1)
        }
        let reason =
            timelessLine == nil
            ? "no header row with a time and a measurement was found"
            : "the header row has no column for the time"
        sink.reject(Rejection(.headerMissing, reason), line: timelessLine ?? 1)
    }
}
