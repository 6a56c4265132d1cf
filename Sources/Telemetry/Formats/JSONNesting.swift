/// Finds where one JSON value ends, byte by byte.
struct JSONNesting {
    /// What a byte means for the value.
    enum Progress {
        /// The value goes on.
        case goesOn
        /// The byte is the value's last.
        case isLast
        /// The value ended before the byte.
        case isPast
    }

    private(set) var isComplete = false
    /// How many objects and arrays are open.
    private(set) var depth = 0
    private(set) var isInString = false
    private var isEscaped = false
    private var hasBegun = false

    @inline(__always)
    mutating func step(_ byte: UInt8) -> Progress {
        if isInString {
            if isEscaped {
                isEscaped = false
            } else if byte == ASCII.backslash {
                isEscaped = true
            } else if byte == ASCII.quote {
                isInString = false
                return endIfOutermost()
            }
            return .goesOn
        }
        switch byte {
        case ASCII.quote:
            guard depth > 0 || !hasBegun else { return past() }
            isInString = true
        case ASCII.openBrace, ASCII.openBracket:
            guard depth > 0 || !hasBegun else { return past() }
            depth += 1
        case ASCII.closeBrace, ASCII.closeBracket:
            guard depth > 0 else { return past() }
            depth -= 1
            return endIfOutermost()
        case ASCII.comma, ASCII.space, ASCII.tab, ASCII.lineFeed, ASCII.carriageReturn:
            if depth == 0 { return past() }
        default: break
        }
        hasBegun = true
        return .goesOn
    }

    @inline(__always)
    private mutating func endIfOutermost() -> Progress {
        guard depth == 0 else { return .goesOn }
        isComplete = true
        return .isLast
    }

    private mutating func past() -> Progress {
        isComplete = true
        return .isPast
    }
}
