/// The figures of a table's cells, as loggers' programs write them.
enum CellNumber {
    /// Reads a plain decimal number; or one with a minus of Unicode, without its zero before the
    /// point, with a comma for the point, or with its unit behind it.
    ///
    /// In a table whose cells are divided by commas, a quoted comma divides thousands where three
    /// digits follow it, unless what stands before cannot be thousands; such a text has two
    /// readings and is refused.
    /// - Returns: The number, and the unit if the cell states one.
    /// - Throws: ``Rejection`` with `notANumber`, `exponentRefused`, `outOfRange` or `unknownUnit`.
    @inline(__always)
    static func read(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        allowsDecimalComma: Bool,
        for field: ReadingField
    ) throws(Rejection) -> (number: DecimalNumber, unit: MeasurementUnit?) {
        do throws(DecimalNumber.Fault) {
            return (
                try DecimalNumber(bytes, range, allowsDecimalComma: allowsDecimalComma), nil
            )
        } catch {
            guard error == .malformed else {
                throw NumberText.rejection(error, bytes, range, for: field)
            }
            return try readOtherwise(bytes, range, allowsDecimalComma: allowsDecimalComma, field)
        }
    }

    private static func readOtherwise(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        allowsDecimalComma: Bool,
        _ field: ReadingField
    ) throws(Rejection) -> (number: DecimalNumber, unit: MeasurementUnit?) {
        var text: [UInt8] = []
        var index = range.lowerBound
        if range.count > 3, bytes[index] == 0xE2, bytes[index + 1] == 0x88, bytes[index + 2] == 0x92
        {
            text.append(ASCII.minus)
            index += 3
        } else if bytes[index] == ASCII.minus || bytes[index] == ASCII.plus {
            text.append(bytes[index])
            index += 1
        }
        if index < range.upperBound, bytes[index] == ASCII.dot { text.append(ASCII.zero) }
        let start = text.count
        while index < range.upperBound,
            ASCII.isDigit(bytes[index]) || bytes[index] == ASCII.dot || bytes[index] == ASCII.comma
        {
            text.append(bytes[index])
            index += 1
        }
        let allowsComma = allowsDecimalComma || isDecimal(text[start...])
        let unit = try unit(bytes, bytes.trimmed(index..<range.upperBound), field, in: range)
        do throws(DecimalNumber.Fault) {
            let number = try DecimalNumber(
                text.span,
                text.indices,
                allowsDecimalComma: allowsComma
            )
            return (number, unit)
        } catch {
            throw NumberText.rejection(error, bytes, range, for: field)
        }
    }

    private static func unit(
        _ bytes: Span<UInt8>,
        _ rest: Range<Int>,
        _ field: ReadingField,
        in range: Range<Int>
    ) throws(Rejection) -> MeasurementUnit? {
        guard !rest.isEmpty else { return nil }
        guard let unit = MeasurementUnit(CSVColumnName(bytes, rest).name, for: field) else {
            throw NumberText.rejection(.malformed, bytes, range, for: field)
        }
        return unit
    }

    /// Whether the one comma in a figure can be no divider of thousands.
    private static func isDecimal(_ figure: ArraySlice<UInt8>) -> Bool {
        let parts = figure.split(separator: ASCII.comma, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].contains(ASCII.dot) else {
            return false
        }
        return parts[1].count != 3 || parts[0].count > 3 || parts[0].first == ASCII.zero
    }
}
