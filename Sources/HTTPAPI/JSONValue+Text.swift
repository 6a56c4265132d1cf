import CanonicalJSON

extension JSONValue {
    /// The value as JSON text: no white space, members in canonical order, numbers as written.
    ///
    /// Where all numbers are integers these are the canonical bytes, so that a payload can be
    /// hashed as it stands in an answer.
    var text: [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(1024)
        write(to: &out)
        return out
    }

    private func write(to out: inout [UInt8]) {
        switch self {
        case .null: out += "null".utf8
        case .bool(let value): out += (value ? "true" : "false").utf8
        case .number(let text): out += text.utf8
        case .string(let text): JSONValue.quote(text, to: &out)
        case .array(let elements):
            out.append(UInt8(ascii: "["))
            for (offset, element) in elements.enumerated() {
                if offset > 0 { out.append(UInt8(ascii: ",")) }
                element.write(to: &out)
            }
            out.append(UInt8(ascii: "]"))
        case .object(let members):
            out.append(UInt8(ascii: "{"))
            let ordered = members.sorted { JSONValue.precedes($0.key, $1.key) }
            for (offset, member) in ordered.enumerated() {
                if offset > 0 { out.append(UInt8(ascii: ",")) }
                JSONValue.quote(member.key, to: &out)
                out.append(UInt8(ascii: ":"))
                member.value.write(to: &out)
            }
            out.append(UInt8(ascii: "}"))
        }
    }

    /// Whether a name comes first by its UTF-16 code units (RFC 8785, 3.2.3).
    private static func precedes(_ left: String, _ right: String) -> Bool {
        for (one, other) in zip(left.utf8, right.utf8) where one != other {
            // Below U+E000 the order of the UTF-8 bytes is the same.
            guard max(one, other) < 0xEE else {
                return left.utf16.lexicographicallyPrecedes(right.utf16)
            }
            return one < other
        }
        return left.utf8.count < right.utf8.count
    }

    private static let hexadecimal = Array("0123456789abcdef".utf8)

    private static func quote(_ text: String, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        let isPlain = text.utf8.allSatisfy {
            $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
        }
        if isPlain { out += text.utf8 } else { escape(text, to: &out) }
        out.append(UInt8(ascii: "\""))
    }

    private static func escape(_ text: String, to out: inout [UInt8]) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): out += [UInt8(ascii: "\\"), byte]
            case 0x08: out += "\\b".utf8
            case 0x09: out += "\\t".utf8
            case 0x0A: out += "\\n".utf8
            case 0x0C: out += "\\f".utf8
            case 0x0D: out += "\\r".utf8
            case 0..<0x20:
                out += "\\u00".utf8
                out += [hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
            default: out.append(byte)
            }
        }
    }
}
