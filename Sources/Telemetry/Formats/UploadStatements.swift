public import CanonicalJSON
public import Marine

/// The order of the parts in dates that do not show it.
public enum DateOrder: String, JSONCoded, CaseIterable, Hashable, Sendable {
    /// Day, month, year.
    case dayFirst
    /// Month, day, year.
    case monthFirst
    /// Year, month, day.
    case yearFirst
}

/// What a sender states about an upload because the upload itself does not.
///
/// A statement holds for all of the upload. What contradicts it in the upload is refused, each row
/// by itself; nothing is overridden.
public struct UploadStatements: Hashable, Sendable {
    /// The offset of local times in minutes east of UTC, -840...840.
    public var offsetMinutes: Int?

    /// The order of the parts in dates that do not show it.
    public var dateOrder: DateOrder?

    /// The device of readings that name none.
    public var device: DeviceName?

    /// The units of columns and members that state none.
    public var units: StatedUnits

    /// States what is given.
    public init(
        offsetMinutes: Int? = nil,
        dateOrder: DateOrder? = nil,
        device: DeviceName? = nil,
        units: StatedUnits = StatedUnits()
    ) {
        self.offsetMinutes = offsetMinutes
        self.dateOrder = dateOrder
        self.device = device
        self.units = units
    }

    /// Whether nothing is stated.
    public var isEmpty: Bool { self == UploadStatements() }

    /// What is stated about times.
    var times: StatedTimes { StatedTimes(order: dateOrder, offsetMinutes: offsetMinutes) }

    /// Reads an offset from UTC: `UTC`, `Z`, `+01:00`, `UTC-05:00`, `GMT+1`.
    ///
    /// - Throws: `ParseError` with `zoneUnknown`; a zone's name states no offset, as it changes in
    ///   summer.
    public static func zone(parsing text: String) throws(ParseError) -> Int {
        let bytes = Array(text.utf8)
        guard let offset = ZoneText.offsetMinutes(bytes.span, bytes.indices) else {
            throw ParseError(
                code: "zoneUnknown",
                reason: "it is an offset from UTC, such as UTC, +01:00 or UTC-05:00"
            )
        }
        return offset
    }

    /// The statements as the parameters of an upload, in one fixed order and spelling.
    public var parameters: [(name: String, value: String)] {
        [
            offsetMinutes.map { ("zone", ZoneText.text($0)) },
            units.isEmpty ? nil : ("unit", units.text),
            device.map { ("device", $0.string) },
            dateOrder.map { ("dateOrder", $0.rawValue) },
        ].compactMap(\.self)
    }

    /// The same statements as lines of one fixed spelling; empty where nothing is stated.
    public var canonicalText: String {
        parameters.map { "\($0.name)=\($0.value)\n" }.joined()
    }
}

/// The units that a sender states, at most one for each quantity.
public struct StatedUnits: Hashable, Sendable {
    private var units: [ReadingField: MeasurementUnit] = [:]

    /// States none.
    public init() {}

    /// Reads units between commas: `C`, `F` or `K` for temperature, `g` or `mg` for shock, `%` for
    /// charge.
    ///
    /// - Throws: `ParseError` with `unitUnknown`, or `repeated` where two are of one quantity.
    public init(parsing text: String) throws(ParseError) {
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let name = MeasurementUnit.plainName(String(part))
            let fields: [ReadingField] = [.temperature, .shock, .battery]
            guard
                let field = fields.first(where: { MeasurementUnit(name, for: $0) != nil }),
                let unit = MeasurementUnit(name, for: field)
            else {
                throw ParseError(
                    code: "unitUnknown",
                    reason: "it is C, F or K for temperature, g or mg for shock, % for charge"
                )
            }
            guard units.updateValue(unit, forKey: field) == nil else {
                throw ParseError(code: "repeated", reason: "two units are of one quantity")
            }
        }
    }

    /// Whether none is stated.
    public var isEmpty: Bool { units.isEmpty }

    /// The units between commas, temperature first.
    public var text: String {
        units.sorted { $0.key.bit < $1.key.bit }.map(\.value.symbol)
            .joined(separator: ",")
    }

    subscript(field: ReadingField) -> MeasurementUnit? { units[field] }
}

/// What is stated with an upload, as each reading in JSON needs it: plain values alone, so that
/// passing them on costs nothing.
struct ReadingDefaults {
    /// What is stated about times.
    let times: StatedTimes
    /// The place of the device that is stated, in the upload's table of devices.
    let device: Int?
    private let temperature: MeasurementUnit?
    private let shock: MeasurementUnit?
    private let battery: MeasurementUnit?

    init(_ stated: UploadStatements, device: Int?) {
        times = stated.times
        self.device = device
        temperature = stated.units[.temperature]
        shock = stated.units[.shock]
        battery = stated.units[.battery]
    }

    /// The unit of a field's figures: its own, or the format's.
    ///
    /// - Throws: Where another is stated with the upload.
    @inline(__always)
    func unit(
        of field: ReadingField,
        _ own: MeasurementUnit?
    ) throws(Rejection) -> MeasurementUnit {
        let unit = own ?? field.formatUnit
        let stated: MeasurementUnit? =
            switch field {
            case .temperature: temperature
            case .shock: shock
            case .battery: battery
            default: nil
            }
        guard let stated, stated != unit else { return unit }
        throw own == nil
            ? .formatUnitContradicts(field, stated) : .unitContradicts(unit, stated)
    }
}

/// Something that an upload leaves open and its sender has to state.
public struct MissingStatement: Hashable, Sendable {
    /// What has to be stated: `unit`, `zone`, `dateOrder` or `device`.
    public enum Subject: String, Hashable, Sendable {
        /// The unit of a column.
        case unit
        /// The offset of local times from UTC.
        case zone
        /// The order of day, month and year.
        case dateOrder
        /// The device that measured.
        case device
    }

    /// What has to be stated, as the upload's parameter is called.
    public var subject: Subject

    /// The line, counted from 1, that needs it first.
    public var line: Int

    /// The column or member as the upload spells it; nil where none is.
    public var field: String?

    /// The permanent code of the rejection.
    public var code: RejectionCode

    /// The reason in English, with what to add.
    public var reason: String
}
