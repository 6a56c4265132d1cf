import CanonicalJSON

/// The outermost object of an upload: one reading, or what surrounds an array `readings`.
///
/// Its bytes are kept with the array emptied, so they stay small however long the array is.
struct JSONEnvelope {
    /// What a byte leads to.
    enum Progress {
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

    private var nesting = JSONNesting()

    /// Takes the next byte.
    mutating func take(_ byte: UInt8) -> Progress {
        if byte == ASCII.openBracket, !isOpen, nesting.depth == 1, !nesting.isInString,
            awaitsReadings
        {
            isOpen = true
            bytes.append(contentsOf: [ASCII.openBracket, ASCII.closeBracket])
            return .readingsOpen
        }
        bytes.append(byte)
        return nesting.step(byte) == .goesOn ? .goesOn : .isComplete
    }

    /// The rejections of members other than `readings`, and of a second array of readings.
    func unknownFields() -> [Rejection] {
        bytes.withUnsafeBufferPointer { text in
            var scanner = JSONReading.scanner(of: text)
            var rejections: [Rejection] = []
            var isStated = false
            do throws(Rejection) {
                var next = try scanner.rejecting { it throws(JSONError) in try it.firstMember() }
                while let name = next {
                    try scanner.rejecting { it throws(JSONError) in try it.skipValue() }
                    let characters = scanner.characters(of: name)
                    if characters == Array("readings".utf8) {
                        if isStated { rejections.append(.secondReadings) }
                        isStated = true
                    } else if !JSONReading.isIgnored(characters) {
                        rejections.append(.unknownField(ASCII.excerpt(text.span, name.range)))
                    }
                    next = try scanner.rejecting { it throws(JSONError) in try it.nextMember() }
                }
            } catch {
                rejections.append(error)
            }
            return rejections
        }
    }

    /// Whether the object so far ends with the name `readings` and its colon.
    ///
    /// What comes before may be damaged; a quote that is escaped belongs to a longer name.
    private var awaitsReadings: Bool {
        var rest = bytes[...]
        for part in [":", "\"readings\""] {
            while let byte = rest.last, ASCII.isSpace(byte) { rest.removeLast() }
            guard rest.suffix(part.utf8.count).elementsEqual(part.utf8) else { return false }
            rest.removeLast(part.utf8.count)
        }
        return rest.last != ASCII.backslash
    }
}

extension Rejection {
    fileprivate static let secondReadings = Rejection(
        .duplicateField,
        field: "readings",
        "the readings of an upload stand in one array; these were not read"
    )

    fileprivate static func unknownField(_ name: String) -> Rejection {
        Rejection(
            .unknownField,
            field: name,
            "an upload holds no such member beside its readings"
        )
    }
}
