/// Finds the readings of a JSON text as its bytes arrive.
///
/// The text is an array of readings, an object whose member `readings` is such an array, an EPCIS
/// document with its `eventList`, or one reading. Only the current element is kept, never the text.
/// An element that is no valid reading is rejected by itself; malformed text between elements ends
/// the reading of the upload.
struct JSONElements {
    private enum State {
        case start
        case object
        case elementOrEnd
        case element
        case inElement
        case afterElement
        case done
        case stopped
    }

    private let limit: Int
    private var state = State.start
    private var line = 1
    private var elementLine = 1
    private var nesting = JSONNesting()
    private var carry: [UInt8] = []
    private var isTooLong = false
    private var envelope = JSONEnvelope()
    private var head: JSONHead?

    init(limit: Int) { self.limit = limit }

    /// Takes the next bytes.
    mutating func consume(_ chunk: Span<UInt8>, into sink: inout UploadSink) {
        var index = 0
        while index < chunk.count, state != .stopped {
            if state == .inElement {
                index = element(chunk, from: index, into: &sink)
                continue
            }
            let byte = chunk[index]
            index += 1
            if byte == ASCII.lineFeed { line += 1 }
            if state == .object {
                outside(byte, into: &sink)
            } else if !ASCII.isSpace(byte) {
                between(byte, &index, into: &sink)
            }
        }
    }

    /// Ends the upload.
    mutating func finish(into sink: inout UploadSink) {
        defer { sink.resolveHeld(nil) }
        guard state != .done, state != .stopped else { return }
        let start = state == .inElement ? elementLine : state == .object ? envelope.line : line
        stop("the upload ends before its JSON text does", line: start, into: &sink)
    }

    private mutating func between(
        _ byte: UInt8,
        _ index: inout Int,
        into sink: inout UploadSink
    ) {
        switch (state, byte) {
        case (.start, ASCII.openBracket): state = .elementOrEnd
        case (.start, ASCII.openBrace):
            envelope.line = line
            state = .object
            outside(byte, into: &sink)
        case (.start, _):
            sink.reject(
                Rejection(.notAnObject, "an upload is an array or an object"),
                line: line
            )
            state = .stopped
        case (.elementOrEnd, ASCII.closeBracket), (.afterElement, ASCII.closeBracket):
            state = envelope.isOpen ? .object : .done
        case (.afterElement, ASCII.comma): state = .element
        case (.elementOrEnd, _), (.element, _):
            guard byte != ASCII.comma, byte != ASCII.closeBracket, byte != ASCII.closeBrace else {
                return stop("a reading is missing", line: line, into: &sink)
            }
            state = .inElement
            elementLine = line
            nesting = JSONNesting()
            isTooLong = false
            index -= 1
        default: stop("the text goes on where it should end", line: line, into: &sink)
        }
    }

    /// Advances to the end of the element or of the chunk and returns the position after it.
    private mutating func element(
        _ chunk: Span<UInt8>,
        from start: Int,
        into sink: inout UploadSink
    ) -> Int {
        var index = start
        while index < chunk.count {
            let byte = chunk[index]
            let step = nesting.step(byte)
            if step == .isPast { break }
            index += 1
            if byte == ASCII.lineFeed { line += 1 }
            if step == .isLast { break }
        }
        if !nesting.isComplete {
            keep(chunk, start..<index)
            return index
        }
        state = .afterElement
        if carry.isEmpty, !isTooLong, index - start <= limit {
            sink.acceptJSON(chunk.extracting(start..<index), line: elementLine, head: head)
            return index
        }
        keep(chunk, start..<index)
        if isTooLong {
            sink.rejectTooLong(line: elementLine)
        } else {
            sink.acceptJSON(carry.span, line: elementLine, head: head)
        }
        carry.removeAll(keepingCapacity: true)
        return index
    }

    private mutating func keep(_ chunk: Span<UInt8>, _ range: Range<Int>) {
        guard !isTooLong, carry.count + range.count <= limit else {
            isTooLong = true
            carry.removeAll(keepingCapacity: true)
            return
        }
        for index in range { carry.append(chunk[index]) }
    }

    private mutating func outside(_ byte: UInt8, into sink: inout UploadSink) {
        let step = envelope.take(byte)
        guard envelope.bytes.count <= limit else {
            sink.rejectTooLong(line: envelope.line)
            state = .stopped
            return
        }
        switch step {
        case .goesOn: break
        case .readingsOpen:
            state = .elementOrEnd
            head = envelope.head(&sink)
        case .isComplete:
            state = .done
            if envelope.isOpen {
                let end = envelope.head(&sink)
                sink.resolveHeld(end.device)
                let read = head?.temperatureUnit ?? ReadingField.temperature.formatUnit
                if end.isUnitUnclear || end.temperatureUnit.map({ $0 != read }) ?? false {
                    // They were read in the unit that was stated before them.
                    sink.refuseAll(.unitUnclear, line: envelope.line)
                }
                envelope.nameUnknownFields(to: &sink)
            } else {
                sink.acceptJSON(envelope.bytes.span, line: envelope.line)
            }
        }
    }

    private mutating func stop(_ reason: String, line: Int, into sink: inout UploadSink) {
        sink.reject(Rejection(.malformedJSON, reason), line: line)
        state = .stopped
    }
}
