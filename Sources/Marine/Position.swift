public import CanonicalJSON

/// A place on the WGS 84 ellipsoid in millionths of a degree, about 0.11 m at the equator.
///
/// North and east are positive. The text is latitude, comma, longitude: "51.950000,4.140000".
public struct Position: TextCoded {
    /// The format of a position in a schema: latitude, comma, longitude.
    public static let format = StringFormat(
        "position",
        pattern: #"^[+-]?[0-9]*\.?[0-9]*,[+-]?[0-9]*\.?[0-9]*$"#
    )
    /// A position that reads.
    public static let example = "51.950000,4.140000"

    /// Millionths of a degree north of the equator, -90 000 000 to 90 000 000.
    public let latitudeMicrodegrees: Int32

    /// Millionths of a degree east of Greenwich, -180 000 000 to 180 000 000.
    ///
    /// Both ends are the antimeridian; which of them was given is kept.
    public let longitudeMicrodegrees: Int32

    /// Creates a position; a figure beyond its range is clamped to it.
    ///
    /// Input from outside comes through parsing or decoding, which refuse such a figure instead.
    @inlinable
    public init(latitudeMicrodegrees: Int32, longitudeMicrodegrees: Int32) {
        self.latitudeMicrodegrees = min(max(latitudeMicrodegrees, -90_000_000), 90_000_000)
        self.longitudeMicrodegrees = min(max(longitudeMicrodegrees, -180_000_000), 180_000_000)
    }

    /// Reads two decimal degrees from bytes; decimals past the sixth round half away from zero.
    ///
    /// - Throws: ``ParseError`` of ``DecimalText``, `latitudeOutOfRange` or `longitudeOutOfRange`.
    @inlinable
    public init(
        latitudeUTF8: some Collection<UInt8>,
        longitudeUTF8: some Collection<UInt8>
    ) throws(ParseError) {
        try self.init(
            DecimalText.scaled(latitudeUTF8, digits: 6, rounding: .halfAwayFromZero),
            DecimalText.scaled(longitudeUTF8, digits: 6, rounding: .halfAwayFromZero)
        )
    }

    /// Reads latitude, a comma and longitude, in decimal degrees without spaces.
    ///
    /// - Throws: ``ParseError`` with `positionMalformed`, one of ``DecimalText``,
    ///   `latitudeOutOfRange` or `longitudeOutOfRange`.
    public init(parsing text: String) throws(ParseError) {
        guard let comma = text.utf8.firstIndex(of: 0x2C) else {
            throw ParseError(
                code: "positionMalformed",
                reason: "\(ParseError.quoted(text)) is not latitude, comma, longitude"
            )
        }
        try self.init(
            latitudeUTF8: text.utf8[..<comma],
            longitudeUTF8: text.utf8[comma...].dropFirst()
        )
    }

    @usableFromInline
    init(_ latitude: Int64, _ longitude: Int64) throws(ParseError) {
        guard (-90_000_000...90_000_000).contains(latitude) else {
            throw Position.outOfRange("latitude", latitude, limit: 90)
        }
        guard (-180_000_000...180_000_000).contains(longitude) else {
            throw Position.outOfRange("longitude", longitude, limit: 180)
        }
        latitudeMicrodegrees = Int32(latitude)
        longitudeMicrodegrees = Int32(longitude)
    }

    /// Latitude, comma, longitude, with six decimals each.
    public var description: String {
        DecimalText.text(Int64(latitudeMicrodegrees), digits: 6) + ","
            + DecimalText.text(Int64(longitudeMicrodegrees), digits: 6)
    }

    private static func outOfRange(_ name: String, _ value: Int64, limit: Int) -> ParseError {
        ParseError(
            code: "\(name)OutOfRange",
            reason: "a \(name) of \(DecimalText.text(value, digits: 6)) degrees is outside "
                + "-\(limit) to \(limit)"
        )
    }
}
