/// Decimal numbers as the log's texts write them.
enum UnsignedDecimal {
    /// Reads ASCII digits without a leading zero, unless the number is 0.
    static func parse(_ text: some StringProtocol) -> UInt64? {
        guard let first = text.utf8.first, first != UInt8(ascii: "0") || text.utf8.count == 1,
            text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 })
        else { return nil }
        return UInt64(text)
    }
}
