/// Finds out how a text ends its lines, and makes line feeds of carriage returns that stand alone.
///
/// The first end of a line decides: a line feed, with a carriage return before it or not, or a
/// carriage return alone, as loggers' programs of classic Mac OS wrote it.
struct LineEnds {
    private enum Kind {
        case undecided
        case lineFeeds
        case carriageReturns
    }

    private var kind = Kind.undecided
    private var holdsReturn = false

    /// Whether bytes pass unchanged from here on.
    var passes: Bool { kind == .lineFeeds }

    /// The next bytes, with line feeds at the ends of lines.
    mutating func normalized(_ chunk: Span<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(chunk.count + 1)
        for index in 0..<chunk.count {
            let byte = chunk[index]
            if kind == .undecided { decide(byte, into: &text) }
            if kind == .carriageReturns, byte == ASCII.carriageReturn {
                text.append(ASCII.lineFeed)
            } else if !(kind == .undecided && holdsReturn) {
                text.append(byte)
            }
        }
        return text
    }

    /// What was held back at the end.
    mutating func finish() -> [UInt8] {
        defer { holdsReturn = false }
        return holdsReturn ? [ASCII.lineFeed] : []
    }

    private mutating func decide(_ byte: UInt8, into text: inout [UInt8]) {
        if holdsReturn {
            holdsReturn = false
            kind = byte == ASCII.lineFeed ? .lineFeeds : .carriageReturns
            if kind == .carriageReturns { text.append(ASCII.lineFeed) }
        } else if byte == ASCII.carriageReturn {
            holdsReturn = true
        } else if byte == ASCII.lineFeed {
            kind = .lineFeeds
        }
    }
}
