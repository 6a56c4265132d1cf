extension JSONReader {
    /// Reads `true` or `false`.
    public mutating func bool() -> Bool? {
        if isOnTape { return boolOnTape() }
        guard separate() else { return nil }
        if passLiteral("true") { return true }
        if passLiteral("false") { return false }
        isBroken = true
        return nil
    }

    /// Reads a whole number: within ±(2^53 - 1) in the ledger's dialect.
    public mutating func integer() -> Int64? {
        if isOnTape { return integerOnTape() }
        guard separate() else { return nil }
        let negative = position < count && start[position] == UInt8(ascii: "-")
        if negative { position += 1 }
        let first = position
        var magnitude: UInt64 = 0
        while position < count {
            let digit = start[position] &- UInt8(ascii: "0")
            // 17 digits are more than enough, and far from an overflow.
            guard digit < 10, position - first < 17 else { break }
            magnitude = magnitude * 10 + UInt64(digit)
            position += 1
        }
        let length = position - first
        // No leading zero, and no minus before the one that may stand alone.
        guard length > 0, magnitude <= CanonicalSpelling.largestInteger,
            start[first] != UInt8(ascii: "0") || (length == 1 && !negative)
        else {
            isBroken = true
            return nil
        }
        return negative ? -Int64(magnitude) : Int64(magnitude)
    }

    /// Reads a whole number within a range.
    public mutating func integer(in range: ClosedRange<Int64>) -> Int64? {
        guard let number = integer() else { return nil }
        guard range.contains(number) else {
            refuse(
                "outOfRange",
                "This is from \(range.lowerBound) to \(range.upperBound), not \(number)."
            )
            return nil
        }
        return number
    }

    /// Reads a string.
    public mutating func string() -> String? {
        if isOnTape { return stringOnTape() }
        guard let utf8 = quoted() else { return nil }
        // The library's way to validate is slow, and most texts are ASCII.
        if CanonicalSpelling.isASCII(utf8) { return String(decoding: utf8, as: UTF8.self) }
        if let text = String(validating: utf8, as: UTF8.self) { return text }
        isBroken = true
        return nil
    }

    /// Reads a string of so many bytes in UTF-8.
    public mutating func string(_ bytes: ClosedRange<Int>) -> String? {
        guard let text = string() else { return nil }
        guard bytes.contains(text.utf8.count) else {
            refuse(
                "textLength",
                "This has \(bytes.lowerBound) to \(bytes.upperBound) bytes, not \(text.utf8.count)."
            )
            return nil
        }
        return text
    }

    /// Lends the bytes of a string to a closure that makes a value of them.
    ///
    /// They are not known to be well-formed UTF-8: the closure accepts nothing else than texts of
    /// ASCII. `nil` from it is a value that is wrong, for which `reason` then has the words.
    public mutating func asciiString<Value>(
        _ value: (UnsafeBufferPointer<UInt8>) -> Value?,
        orElse reason: (String) -> (code: String, detail: String)
    ) -> Value? {
        if isOnTape {
            guard var text = stringOnTape() else { return nil }
            if let value = text.withUTF8(value) { return value }
            let (code, detail) = reason(text)
            refuse(code, detail)
            return nil
        }
        guard let utf8 = quoted() else { return nil }
        let made = value(utf8)
        if made == nil { isBroken = true }
        return made
    }

    /// Reads one of the cases of an enumeration by its name.
    public mutating func choice<Value: CaseIterable & RawRepresentable<String>>(
        _ type: Value.Type = Value.self
    ) -> Value? {
        guard let name = string() else { return nil }
        if let value = Value(rawValue: name) { return value }
        if isOnTape {
            let names = Value.allCases.map(\.rawValue).joined(separator: ", ")
            refuse("valueUnknown", "This is one of \(names).")
        }
        isBroken = true
        return nil
    }

    /// Reads a number, or a string that holds one, as it is spelled.
    public mutating func decimal() -> String? {
        guard isOnTape else {
            isBroken = true
            return nil
        }
        return decimalOnTape()
    }

    /// Takes a value as it stands, whatever it is, by its bytes.
    public mutating func raw() -> [UInt8]? {
        guard isOnTape else {
            isBroken = true
            return nil
        }
        return rawOnTape()
    }
}

// MARK: Canonical bytes from left to right

extension JSONReader {
    /// Passes the name of a member, if it is there.
    mutating func passKey(_ name: StaticString) -> Bool {
        if isBroken { return false }
        var next = position
        if isSeparated {
            guard next < count, start[next] == UInt8(ascii: ",") else { return false }
            next += 1
        }
        let length = name.utf8CodeUnitCount
        guard count - next >= length + 3, start[next] == 0x22,
            start[next + length + 1] == 0x22, start[next + length + 2] == UInt8(ascii: ":")
        else { return false }
        let utf8 = name.utf8Start
        for index in 0..<length where start[next + 1 + index] != utf8[index] { return false }
        position = next + length + 3
        return true
    }

    private mutating func quoted() -> UnsafeBufferPointer<UInt8>? {
        guard separate(), pass(0x22) else { return nil }
        let rest = UnsafeBufferPointer(start: start + position, count: count - position)
        let length = CanonicalSpelling.plainPrefix(of: rest)
        position += length
        guard pass(0x22) else { return nil }
        return UnsafeBufferPointer(rebasing: rest[..<length])
    }

    // A value follows another exactly when the last byte ends one. No opening bracket and no colon
    // can be the last byte of a value.
    private var isSeparated: Bool {
        guard position > 0 else { return false }
        switch start[position - 1] {
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"): return false
        default: return true
        }
    }

    @inline(__always)
    mutating func separate() -> Bool {
        isSeparated ? pass(UInt8(ascii: ",")) : !isBroken
    }

    @inline(__always)
    mutating func pass(_ byte: UInt8) -> Bool {
        guard position < count, start[position] == byte, !isBroken else {
            isBroken = true
            return false
        }
        position += 1
        return true
    }

    mutating func passLiteral(_ literal: StaticString) -> Bool {
        let length = literal.utf8CodeUnitCount
        guard count - position >= length else { return false }
        for index in 0..<length where start[position + index] != literal.utf8Start[index] {
            return false
        }
        position += length
        return true
    }
}
