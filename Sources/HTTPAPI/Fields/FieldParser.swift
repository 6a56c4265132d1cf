import CanonicalJSON

/// How a value of a body is read; what is wrong is noted at its place.
struct FieldParser<Value> {
    let read: (JSONValue, FieldPlace) -> Value?
}

extension FieldParser {
    /// A JSON object; members that the function does not ask for are unknown fields.
    static func object(_ read: @escaping (FieldReader) -> Value?) -> FieldParser {
        FieldParser { value, place in
            guard let members = value.objectValue else {
                place.fail("wrongType", "This must be an object.")
                return nil
            }
            let reader = FieldReader(members, at: place)
            let value = read(reader)
            reader.refuseOthers()
            return value
        }
    }

    /// A JSON array within a limit, every element read.
    static func list<Element>(
        of element: FieldParser<Element>,
        _ count: ClosedRange<Int>
    ) -> FieldParser where Value == [Element] {
        FieldParser { value, place in
            guard let elements = value.arrayValue else {
                place.fail("wrongType", "This must be an array.")
                return nil
            }
            guard count.contains(elements.count) else {
                place.fail(
                    "entryCount",
                    "This has \(count.lowerBound) to \(count.upperBound) entries, "
                        + "not \(elements.count)."
                )
                return nil
            }
            let read = elements.enumerated().map { offset, value in
                element.read(value, place.child(String(offset)))
            }
            let good = read.compactMap { $0 }
            return good.count == read.count ? good : nil
        }
    }
}

extension FieldParser where Value == String {
    /// A string of so many bytes in UTF-8.
    static func text(_ bytes: ClosedRange<Int> = 1...200) -> FieldParser {
        FieldParser { value, place in
            guard let text = value.stringValue else {
                place.fail("wrongType", "This must be a string.")
                return nil
            }
            guard bytes.contains(text.utf8.count) else {
                place.fail(
                    "textLength",
                    "This has \(bytes.lowerBound) to \(bytes.upperBound) bytes, "
                        + "not \(text.utf8.count)."
                )
                return nil
            }
            return text
        }
    }
}

extension FieldParser where Value == Bool {
    /// `true` or `false`.
    static var bool: FieldParser {
        FieldParser { value, place in
            if value.boolValue == nil { place.fail("wrongType", "This must be true or false.") }
            return value.boolValue
        }
    }
}

extension FieldParser where Value == Int64 {
    /// A whole number within a range.
    static func integer(_ range: ClosedRange<Int64>) -> FieldParser {
        FieldParser { value, place in
            guard let number = value.integerValue else {
                place.fail("wrongType", "This must be a whole number.")
                return nil
            }
            guard range.contains(number) else {
                place.fail(
                    "outOfRange",
                    "This is from \(range.lowerBound) to \(range.upperBound), not \(number)."
                )
                return nil
            }
            return number
        }
    }

    /// A duration in milliseconds: at most 100 years.
    static var milliseconds: FieldParser { .integer(0...3_155_760_000_000) }
}

extension FieldParser where Value == JSONValue {
    /// Any JSON object, as it stands.
    static var anyObject: FieldParser {
        FieldParser { value, place in
            if value.objectValue == nil { place.fail("wrongType", "This must be an object.") }
            return value.objectValue == nil ? nil : value
        }
    }
}
