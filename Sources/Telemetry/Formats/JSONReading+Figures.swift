import CanonicalJSON
import Marine

// The figures of a reading.
extension JSONReading {
    /// A field that the reading has stated before: the same figure again says nothing new, as where
    /// a temperature comes in two units.
    mutating func takeAgain(
        _ field: ReadingField,
        _ unit: MeasurementUnit?,
        _ name: JSONScanner.StringToken,
        _ bytes: Span<UInt8>
    ) throws(Rejection) {
        let twice = Rejection(
            .duplicateField,
            "the reading states the \(field.rawValue) twice, and not alike"
        )
        guard field != .device, field != .time else { throw twice }
        let first = draft
        let firstUnit = temperatureUnit
        let known = faults.count
        draft.clear(field)
        if field.hasUnit, scanner.next != ASCII.openBrace, !scanner.passNull() {
            try number(name, field, unit, bytes)
            if draft.agrees(with: first, on: field, within: firstUnit == temperatureUnit ? 0 : 60) {
                // Celsius is believed before a figure that was converted.
                if field != .temperature || temperatureUnit != .celsius {
                    draft = first
                    temperatureUnit = firstUnit
                }
                return
            }
            draft.clear(field)
            if faults.count > known { faults.removeLast() }
            return faults.append(twice.naming(ASCII.excerpt(bytes, name.range)))
        }
        try leaveOut(name, bytes, twice)
    }

    @inline(__always)
    mutating func number(
        _ name: JSONScanner.StringToken,
        _ field: ReadingField,
        _ named: MeasurementUnit?,
        _ bytes: Span<UInt8>
    ) throws(Rejection) {
        let range: Range<Int>
        switch scanner.next {
        case ASCII.openBrace:
            isCompound = true
            throw Rejection(.wrongType, "the value is not a number")
        case ASCII.openBracket, UInt8(ascii: "t"), UInt8(ascii: "f"):
            return try leaveOut(name, bytes, Rejection(.wrongType, "the value is not a number"))
        case ASCII.quote:
            range = try scanner.rejecting { it throws(JSONError) in try it.string() }.range
        default:
            let start = scanner.position
            guard let number = try? scanner.number(), Self.endsNumber(scanner.next) else {
                let end = (start..<bytes.count).first { Self.endsNumber(bytes[$0]) } ?? bytes.count
                throw NumberText.rejection(.malformed, bytes, start..<end)
            }
            range = number
        }
        let number: DecimalNumber
        do throws(DecimalNumber.Fault) {
            number = try DecimalNumber(bytes, range)
        } catch {
            let fault = NumberText.rejection(error, bytes, range, for: field)
            return faults.append(fault.naming(ASCII.excerpt(bytes, name.range)))
        }
        do throws(Rejection) {
            let around = field == .temperature ? named ?? head?.temperatureUnit : named
            let unit = try defaults.unit(of: field, around)
            if field == .temperature { temperatureUnit = unit }
            try draft.set(field, number, unit: unit)
        } catch {
            let fault = error.naming(ASCII.excerpt(bytes, name.range))
            if field == .temperature, fault.code == .statementsContradict {
                // A member that follows may state the unit; the slower reader looks at all of them.
                isCompound = true
                throw fault
            }
            faults.append(fault)
        }
    }

    /// Whether a number cannot go on with this byte; `nil` is the end of the text.
    private static func endsNumber(_ byte: UInt8?) -> Bool {
        guard let byte else { return true }
        return byte == ASCII.comma || byte == ASCII.closeBrace || byte == ASCII.closeBracket
            || ASCII.isSpace(byte)
    }
}
