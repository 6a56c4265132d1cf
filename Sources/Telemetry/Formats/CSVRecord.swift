/// One record of a table, split into cells by RFC 4180.
///
/// Spaces around a cell are dropped, and a cell may be quoted after them. A record without quotes
/// is split in place; only one with quotes is copied.
struct CSVRecord {
    /// The range of each cell: in ``unquoted`` if ``isCopied``, otherwise in the record itself.
    private(set) var cells: [Range<Int>] = []

    /// The record with its quotes resolved.
    private(set) var unquoted: [UInt8] = []

    /// Whether the ranges of the cells are in ``unquoted``.
    private(set) var isCopied = false

    /// Splits a record.
    /// - Returns: False where a quoted cell goes on after its closing quote, or a quote stands
    ///   inside a cell that is not quoted.
    mutating func cut(_ bytes: Span<UInt8>, separator: UInt8) -> Bool {
        cells.removeAll(keepingCapacity: true)
        isCopied = false
        var start = 0
        for index in 0..<bytes.count {
            let byte = bytes[index]
            if byte == separator {
                cells.append(bytes.trimmed(start..<index))
                start = index + 1
            } else if byte == ASCII.quote {
                return cutQuoted(bytes, separator: separator)
            }
        }
        cells.append(bytes.trimmed(start..<bytes.count))
        return true
    }

    /// Looks for a quoted cell that is not closed.
    /// - Parameters:
    ///   - bytes: The record so far.
    ///   - separator: The separator, or nil where it is not known yet.
    /// - Returns: Whether the record ends inside a quoted cell, and so goes on in the next line.
    static func isOpen(_ bytes: Span<UInt8>, separator: UInt8?) -> Bool {
        var isQuoted = false
        var startsCell = true
        for index in 0..<bytes.count {
            let byte = bytes[index]
            if isQuoted {
                // A doubled quote closes and opens at once, so it needs no case of its own.
                if byte == ASCII.quote {
                    isQuoted = false
                    startsCell = index + 1 < bytes.count && bytes[index + 1] == ASCII.quote
                }
            } else if byte == ASCII.quote, startsCell {
                isQuoted = true
            } else if let separator {
                startsCell = byte == separator || (startsCell && byte == ASCII.space)
            } else {
                startsCell =
                    byte == ASCII.comma || byte == ASCII.semicolon || byte == ASCII.tab
                    || (startsCell && byte == ASCII.space)
            }
        }
        return isQuoted
    }

    private mutating func cutQuoted(_ bytes: Span<UInt8>, separator: UInt8) -> Bool {
        cells.removeAll(keepingCapacity: true)
        unquoted.removeAll(keepingCapacity: true)
        isCopied = true
        var index = 0
        while true {
            while index < bytes.count, bytes[index] != separator, ASCII.isSpace(bytes[index]) {
                index += 1
            }
            let start = unquoted.count
            if index < bytes.count, bytes[index] == ASCII.quote {
                guard let end = copyQuoted(bytes, from: index + 1) else { return false }
                index = end
                while index < bytes.count, bytes[index] != separator {
                    guard ASCII.isSpace(bytes[index]) else { return false }
                    index += 1
                }
            } else {
                while index < bytes.count, bytes[index] != separator {
                    guard bytes[index] != ASCII.quote else { return false }
                    unquoted.append(bytes[index])
                    index += 1
                }
            }
            let end = unquoted.count
            cells.append(unquoted.span.trimmed(start..<end))
            guard index < bytes.count else { return true }
            index += 1
        }
    }

    /// Copies up to the closing quote and returns the position after it, or nil if there is none.
    private mutating func copyQuoted(_ bytes: Span<UInt8>, from start: Int) -> Int? {
        var index = start
        while index < bytes.count {
            if bytes[index] == ASCII.quote {
                guard index + 1 < bytes.count, bytes[index + 1] == ASCII.quote else {
                    return index + 1
                }
                index += 1
            }
            unquoted.append(bytes[index])
            index += 1
        }
        return nil
    }
}
