/// The outermost object of an upload: one reading, or what surrounds an array `readings`.
///
/// Its bytes are kept with the array emptied, so they stay small however long the array is.
struct JSONEnvelope {
    /// What a byte leads to.
    enum Step {
        /// The object goes on.
        case goesOn
        /// The array of readings has just opened; its elements are the caller's.
        case readingsOpen
        /// The object has ended.
        case isComplete
    }

    /// The line on which the object starts.
    var line = 1

    /// The object so far, with `[]` for the readings.
    private(set) var bytes: [UInt8] = []

    /// Whether the object surrounds an array of readings.
    private(set) var isOpen = false

    private var depth = 0
    private var isInString = false
    private var isEscaped = false
    private var mayBeName = false
    private var nameStart: Int?
    private var isReadings = false
    private var awaitsReadings = false

    /// Takes the next byte.
    mutating func take(_ byte: UInt8) -> Step {
        if awaitsReadings, !ASCII.isSpace(byte) {
            awaitsReadings = false
            if byte == ASCII.openBracket, !isOpen {
                isOpen = true
                bytes.append(contentsOf: [ASCII.openBracket, ASCII.closeBracket])
                return .readingsOpen
            }
        }
        bytes.append(byte)
        if isInString {
            takeInString(byte)
            return .goesOn
        }
        switch byte {
        case ASCII.quote:
            isInString = true
            nameStart = depth == 1 && mayBeName ? bytes.count : nil
            mayBeName = false
        case ASCII.openBrace, ASCII.openBracket:
            depth += 1
            mayBeName = depth == 1
        case ASCII.closeBrace, ASCII.closeBracket:
            depth -= 1
            return depth == 0 ? .isComplete : .goesOn
        case ASCII.comma: mayBeName = depth == 1
        case ASCII.colon:
            awaitsReadings = depth == 1 && isReadings
            isReadings = false
        default: break
        }
        return .goesOn
    }

    /// The rejections of members other than `readings`.
    func unknownMembers() -> [Rejection] {
        var cursor = JSONCursor()
        var rejections: [Rejection] = []
        let text = bytes.span
        do throws(Rejection) {
            guard cursor.take(ASCII.openBrace, text) else { return [] }
            repeat {
                let range = try cursor.string(text).range
                guard cursor.take(ASCII.colon, text) else {
                    throw cursor.malformed("a colon is missing", text)
                }
                try cursor.skipValue(text, depth: 2)
                let name = String(decoding: JSONText.unescaped(text, range), as: UTF8.self)
                if name != "readings", !JSONReading.ignored.contains(name) {
                    rejections.append(
                        Rejection(
                            .unknownField,
                            field: ASCII.excerpt(text, range),
                            "an upload holds no such member beside its readings"
                        )
                    )
                }
            } while cursor.take(ASCII.comma, text)
            guard cursor.take(ASCII.closeBrace, text) else {
                throw cursor.malformed("a comma or a closing brace is missing", text)
            }
        } catch {
            rejections.append(error)
        }
        return rejections
    }

    private mutating func takeInString(_ byte: UInt8) {
        if isEscaped {
            isEscaped = false
        } else if byte == ASCII.backslash {
            isEscaped = true
        } else if byte == ASCII.quote {
            isInString = false
            if let nameStart {
                isReadings = bytes[nameStart..<bytes.count - 1].elementsEqual("readings".utf8)
            }
            nameStart = nil
        }
    }
}
