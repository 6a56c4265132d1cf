import CanonicalJSON

/// The outermost object of an upload: one reading, or what surrounds an array `readings`, or the
/// `eventList` of an EPCIS document.
///
/// Its bytes are kept with the array emptied, so they stay small however long the array is.
struct JSONEnvelope {
    /// What a byte leads to.
    enum Progress {
        /// The object goes on.
        case goesOn
        /// The array of readings has just opened; its elements are the caller's.
        case readingsOpen
        /// The object has ended.
        case isComplete
    }

    /// The line on which the object starts.
    var line = 1

    /// The object so far, with `[]` for the readings.
    private(set) var bytes: [UInt8] = []

    /// Whether the object surrounds an array of readings.
    private(set) var isOpen = false

    private var nesting = JSONNesting()
    private var openedName = ""

    /// Takes the next byte.
    mutating func take(_ byte: UInt8) -> Progress {
        if byte == ASCII.openBracket, !isOpen, !nesting.isInString, awaitsReadings {
            isOpen = true
            openedName = endsWithName("\"eventList\"") ? "\"eventList\"" : "\"readings\""
            bytes.append(contentsOf: [ASCII.openBracket, ASCII.closeBracket])
            return .readingsOpen
        }
        bytes.append(byte)
        return nesting.step(byte) == .goesOn ? .goesOn : .isComplete
    }

    /// What the object so far states for all its readings.
    ///
    /// A statement that contradicts another is named as left out, and neither is believed.
    func head(_ sink: inout UploadSink) -> JSONHead {
        var head = JSONHead()
        head.isOpen = nesting.depth > 0
        let closing = [UInt8](repeating: ASCII.closeBrace, count: nesting.depth)
        guard let value = try? JSONValue(parsing: bytes + closing, limits: JSONReading.limits),
            let members = value.objectValue
        else { return head }
        let names = Set(Self.deviceMembers.compactMap { members[$0]?.stringValue }).sorted()
        if names.count == 1, let name = names.first {
            let text = Array(name.utf8)
            head.device = sink.devices.place(text.span, text.indices)
        } else if names.count > 1, !head.isOpen {
            sink.leaveOut(
                Rejection(
                    .statementsContradict,
                    about: .device,
                    "the readings are of more than one device here: "
                        + names.map { "'\($0)'" }.joined(separator: " and ")
                ),
                line: line
            )
        }
        let units = Self.unitMembers.compactMap { members[$0]?.stringValue }
            .compactMap { MeasurementUnit(MeasurementUnit.plainName($0), for: .temperature) }
        if Set(units).count == 1 { head.temperatureUnit = units.first }
        let stated = Self.unitMembers.filter { members[$0].map { $0 != .null } ?? false }.count
        head.isUnitUnclear = stated > units.count || Set(units).count > 1
        return head
    }

    /// Names the members that say nothing which is understood, and a second array of readings.
    func nameUnknownFields(to sink: inout UploadSink) {
        bytes.withUnsafeBufferPointer { text in
            var scanner = JSONReading.scanner(of: text)
            var isStated = false
            do throws(Rejection) {
                var next = try scanner.rejecting { it throws(JSONError) in try it.firstMember() }
                while let member = next {
                    try scanner.rejecting { it throws(JSONError) in try it.skipValue() }
                    let name = String(decoding: scanner.characters(of: member), as: UTF8.self)
                    if name == "readings" {
                        if isStated { sink.reject(.secondReadings, line: line) }
                        isStated = true
                    } else if !isDocument, !Self.isKnown(name) {
                        sink.leaveOut(
                            .unknownField(ASCII.excerpt(text.span, member.range)),
                            line: line
                        )
                    }
                    next = try scanner.rejecting { it throws(JSONError) in try it.nextMember() }
                }
            } catch {
                sink.reject(error, line: line)
            }
        }
    }

    /// The members that name the device of readings beside them.
    static let deviceMembers = [
        "device", "deviceId", "device_id", "deviceID", "serial", "serialNumber", "serial_number",
        "imei",
    ]
    /// The members that state the unit of temperatures.
    static let unitMembers = [
        "temperatureUnit", "tempUnit", "temperature_unit", "temp_unit", "unit",
    ]

    private static func isKnown(_ name: String) -> Bool {
        deviceMembers.contains(name) || unitMembers.contains(name) || JSONReading.isIgnored(name)
    }

    /// Whether the object so far ends with the name of an array of readings and its colon.
    ///
    /// What comes before may be damaged; a quote that is escaped belongs to a longer name.
    private var awaitsReadings: Bool {
        if nesting.depth == 1, endsWithName("\"readings\"") { return true }
        return 1...4 ~= nesting.depth && endsWithName("\"eventList\"")
    }

    /// Whether the object is an EPCIS document, whose other members say nothing about the cargo.
    private var isDocument: Bool { !bytes.isEmpty && openedName == "\"eventList\"" }

    private func endsWithName(_ name: String) -> Bool {
        var rest = bytes[...]
        for part in [":", name] {
            while let byte = rest.last, ASCII.isSpace(byte) { rest.removeLast() }
            guard rest.suffix(part.utf8.count).elementsEqual(part.utf8) else { return false }
            rest.removeLast(part.utf8.count)
        }
        return rest.last != ASCII.backslash
    }
}

extension Rejection {
    fileprivate static let secondReadings = Rejection(
        .duplicateField,
        field: "readings",
        "the readings of an upload stand in one array; these were not read"
    )

    fileprivate static func unknownField(_ name: String) -> Rejection {
        Rejection(
            .unknownField,
            field: name,
            "an upload holds no such member beside its readings"
        )
    }
}
