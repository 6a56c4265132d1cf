extension TileCoordinate {
    /// Reads a path such as `tile/entries/x001/000.p/7`; every other spelling is refused.
    public init(parsing path: some StringProtocol) throws(LogFormatError) {
        // 64 levels, seven groups and a width: no path is longer.
        guard path.utf8.count <= 64 else { throw Self.fault("too long") }
        // An accent makes one character with the x before it, and would be dropped with it.
        guard path.utf8.allSatisfy({ $0 < 0x80 }) else { throw Self.fault("it is ASCII") }
        var parts = path.split(separator: "/", omittingEmptySubsequences: false)[...]
        guard parts.popFirst() == "tile", let kindText = parts.popFirst() else {
            throw Self.fault("a tile's path begins with tile/ and its level")
        }
        let kind: Kind
        if kindText == "entries" {
            kind = .entries
        } else {
            guard let level = Self.decimal(kindText), level <= 63 else {
                throw Self.fault("the level is a number from 0 to 63")
            }
            kind = .hashes(level: Int(level))
        }
        var width = Self.fullWidth
        if parts.count >= 2, let stem = parts.dropLast().last, stem.hasSuffix(".p") {
            guard let text = parts.popLast(), let number = Self.decimal(text),
                (1...255).contains(number)
            else { throw Self.fault("a partial width is a number from 1 to 255") }
            width = Int(number)
            parts.removeLast()
            parts.append(stem.dropLast(2))
        }
        try self.init(kind: kind, index: Self.index(parts), width: width)
    }

    private static func index<Part: StringProtocol>(
        _ groups: ArraySlice<Part>
    ) throws(LogFormatError) -> UInt64 {
        guard let last = groups.last, groups.count <= 6 else {
            throw fault("the index has one to six groups")
        }
        var index: UInt64 = 0
        for group in groups.dropLast() {
            guard group.utf8.first == UInt8(ascii: "x") else {
                throw fault("all groups but the last begin with x")
            }
            index = index * 1000 + (try threeDigits(group.dropFirst()))
            if index == 0 { throw fault("the index has no leading group of zeros") }
        }
        return index * 1000 + (try threeDigits(last))
    }

    private static func threeDigits(_ text: some StringProtocol) throws(LogFormatError) -> UInt64 {
        guard text.utf8.count == 3, isDigits(text), let value = UInt64(text) else {
            throw fault("a group of the index has three digits")
        }
        return value
    }

    private static func decimal(_ text: some StringProtocol) -> UInt64? {
        guard (1...3).contains(text.utf8.count), isDigits(text) else { return nil }
        guard text.utf8.first != UInt8(ascii: "0") || text.utf8.count == 1 else { return nil }
        return UInt64(text)
    }

    private static func isDigits(_ text: some StringProtocol) -> Bool {
        text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    }

    private static func fault(_ reason: String) -> LogFormatError {
        LogFormatError(code: .tilePath, reason: reason)
    }
}
