/// Rows of comma-separated values after RFC 4180: fields in quotes may hold commas,
/// line ends and doubled quotes.
struct CommaSeparatedRows {
    /// A row with the line that it begins on.
    struct Row {
        let line: Int
        let fields: [String]
    }

    /// Why the text is none.
    struct Malformed: Error {
        let line: Int
        let reason: String
    }

    /// The most bytes of a field.
    static let fieldLimit = 65_536

    private let bytes: [UInt8]
    private var place = 0
    private var line = 1

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
    }

    /// The next row that is not empty; `nil` at the end.
    mutating func next() throws(Malformed) -> Row? {
        while place < bytes.count {
            let first = line
            let fields = try row()
            // OFAC's files end in the control character 26, an end of file of long ago.
            if fields == [""] || fields == ["\u{1A}"] { continue }
            return Row(line: first, fields: fields)
        }
        return nil
    }

    private mutating func row() throws(Malformed) -> [String] {
        var fields: [String] = []
        var field: [UInt8] = []
        var (isQuoted, wasQuoted) = (false, false)
        while true {
            guard place < bytes.count else {
                guard !isQuoted else { throw malformed("a quoted field does not end") }
                fields.append(try text(field))
                return fields
            }
            let byte = bytes[place]
            place += 1
            if byte == 10 { line += 1 }
            if isQuoted {
                if byte != UInt8(ascii: "\"") {
                    field.append(byte)
                } else if place < bytes.count, bytes[place] == UInt8(ascii: "\"") {
                    field.append(byte)
                    place += 1
                } else {
                    isQuoted = false
                }
            } else {
                switch byte {
                case UInt8(ascii: "\"") where field.allSatisfy({ $0 == 0x20 }) && !wasQuoted:
                    field = []
                    (isQuoted, wasQuoted) = (true, true)
                case UInt8(ascii: ","):
                    fields.append(try text(field))
                    (field, wasQuoted) = ([], false)
                case 13 where place < bytes.count && bytes[place] == 10: continue
                case 10, 13:
                    fields.append(try text(field))
                    return fields
                case 0x20 where wasQuoted: continue
                default:
                    guard !wasQuoted else { throw malformed("something follows a quoted field") }
                    field.append(byte)
                }
            }
            guard field.count <= Self.fieldLimit else { throw malformed("a field is too long") }
        }
    }

    private func text(_ bytes: [UInt8]) throws(Malformed) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw malformed("this is not UTF-8")
        }
        return text.trimmed
    }

    private func malformed(_ reason: String) -> Malformed { Malformed(line: line, reason: reason) }
}
