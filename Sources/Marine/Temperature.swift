public import CanonicalJSON

/// A temperature in thousandths of a degree Celsius, from -273.150 to 1000.000.
///
/// The text is decimal Celsius, "4.310"; coded, it is the integer of milli-degrees.
public struct Temperature: CanonicalText, Comparable, JSONCoded {
    /// The lowest value, absolute zero: -273.150 degrees Celsius.
    public static let lowest = Temperature(milliCelsius: -273_150)

    /// The highest value: 1000.000 degrees Celsius.
    public static let highest = Temperature(milliCelsius: 1_000_000)

    /// Thousandths of a degree Celsius, -273 150 to 1 000 000.
    public let milliCelsius: Int32

    /// Creates a temperature; a figure beyond its range is clamped to it.
    ///
    /// Input from outside comes through parsing or decoding, which refuse such a figure instead.
    @inlinable
    public init(milliCelsius: Int32) {
        self.milliCelsius = min(max(milliCelsius, -273_150), 1_000_000)
    }

    /// Reads decimal degrees Celsius; decimals past the third are rounded, halves away from zero.
    public init(parsing text: String) throws(ParseError) {
        try self.init(parsingUTF8: text.utf8)
    }

    /// Reads decimal degrees Celsius from bytes; decimals past the third round half away from zero.
    ///
    /// - Throws: ``ParseError`` of ``DecimalText``, or `temperatureOutOfRange`.
    @inlinable
    public init(parsingUTF8 bytes: some Collection<UInt8>) throws(ParseError) {
        let value = try DecimalText.scaled(bytes, digits: 3, rounding: .halfAwayFromZero)
        guard let milliCelsius = Temperature.checked(value) else {
            throw Temperature.outOfRange(value)
        }
        self.init(milliCelsius: milliCelsius)
    }

    /// Decimal degrees Celsius with three decimals, "-18.000".
    public var description: String { DecimalText.text(Int64(milliCelsius), digits: 3) }

    /// Whether the left temperature is the colder.
    @inlinable
    public static func < (left: Temperature, right: Temperature) -> Bool {
        left.milliCelsius < right.milliCelsius
    }

    @inlinable
    static func checked(_ value: Int64) -> Int32? {
        (-273_150...1_000_000).contains(value) ? Int32(value) : nil
    }

    @usableFromInline @inline(never)
    static func outOfRange(_ value: Int64) -> ParseError {
        ParseError(
            code: "temperatureOutOfRange",
            reason: "\(DecimalText.text(value, digits: 3)) degrees Celsius is outside "
                + "\(lowest) to \(highest)"
        )
    }
}

extension Temperature {
    /// Writes the integer of milli-degrees on the ledger, decimal Celsius in answers.
    public func write(to writer: inout JSONWriter) {
        switch writer.dialect {
        case .ledger: writer.integer(Int64(milliCelsius))
        case .exchange: writer.number(description)
        }
    }

    /// Reads what ``write(to:)`` writes, and decimal Celsius in a string.
    public init?(from reader: inout JSONReader) {
        switch reader.dialect {
        case .ledger:
            guard let value = reader.integer(in: -273_150...1_000_000) else { return nil }
            self.init(milliCelsius: Int32(value))
        case .exchange:
            guard let text = reader.decimal() else { return nil }
            do throws(ParseError) {
                try self.init(parsing: text)
            } catch {
                reader.refuse(error.code, error.reason)
                return nil
            }
        }
    }

    /// An integer on the ledger, a decimal number elsewhere.
    public static func shape(in dialect: JSONDialect) -> JSONShape {
        switch dialect {
        case .ledger: .integer(-273_150...1_000_000)
        case .exchange: .decimal(example: "4.310")
        }
    }
}
