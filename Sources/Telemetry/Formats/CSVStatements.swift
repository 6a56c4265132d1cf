import Marine

/// What holds for all rows of a table: by its header, the lines above it, and its sender.
struct CSVStatements {
    /// The one offset of local times; nil where none is stated, or two are.
    private(set) var offsetMinutes: Int?

    /// Whether two different offsets are stated.
    let zonesDiffer: Bool

    /// The one order of dates; nil where none is stated.
    private(set) var order: DateOrder?

    /// The one device; nil where none is stated.
    private(set) var device: [UInt8]?

    /// Why no row can be read, if two statements contradict each other.
    private(set) var contradiction: Rejection?

    init(_ header: CSVHeader, _ preamble: CSVPreamble, _ stated: UploadStatements) {
        var offsets = preamble.offsets
        var orders = preamble.orders
        for column in header.columns {
            switch column {
            case .timestamp(let notes), .date(let notes), .time(let notes):
                if let offset = notes.offsetMinutes { offsets.insert(offset) }
                if let order = notes.order { orders.insert(order) }
            default: break
            }
        }
        if let offset = stated.offsetMinutes { offsets.insert(offset) }
        if let order = stated.dateOrder { orders.insert(order) }
        zonesDiffer = offsets.count > 1
        offsetMinutes = zonesDiffer ? nil : offsets.first
        if orders.count > 1 {
            contradiction = Rejection(
                .statementsContradict,
                about: .time,
                "two different orders of the date are stated"
            )
        } else {
            order = orders.first
        }
        takeDevice(header, preamble, stated)
    }

    private mutating func takeDevice(
        _ header: CSVHeader,
        _ preamble: CSVPreamble,
        _ stated: UploadStatements
    ) {
        // A device's bare name may be its model, so that a serial number stands before it.
        var named: Set<[UInt8]> = []
        if let device = header.device { named.insert(device) }
        if let device = stated.device { named.insert(Array(device.string.utf8)) }
        if let device = preamble.device, preamble.hasSerial || named.isEmpty {
            named.insert(device)
        }
        let hasTwo = header.hasTwoDevices || preamble.hasTwoDevices || named.count > 1
        let hasColumn = header.columns.contains(.device)
        if hasTwo, !hasColumn || stated.device != nil {
            contradiction = Rejection(
                .statementsContradict,
                about: .device,
                "the file, or the file and its sender, name two different devices"
            )
        }
        if !hasTwo { device = named.first }
    }

    /// The unit of a column of a field.
    ///
    /// - Parameters:
    ///   - field: What the column holds.
    ///   - own: What its name or the units row states.
    ///   - isContradicted: Whether the two state different ones.
    ///   - preamble: What stands above the table.
    ///   - stated: What the sender states.
    /// - Returns: The unit, nil where each value has to state its own.
    /// - Throws: Where two units are stated, or one that is not understood.
    static func unit(
        of field: ReadingField,
        _ own: MeasurementUnit?,
        isContradicted: Bool,
        _ preamble: CSVPreamble,
        _ stated: UploadStatements
    ) throws(Rejection) -> MeasurementUnit? {
        var units: Set<MeasurementUnit> = field == .temperature ? preamble.temperatureUnits : []
        if let own { units.insert(own) }
        if let unit = stated.units[field] { units.insert(unit) }
        guard units.count <= 1, !isContradicted else {
            throw Rejection(
                .statementsContradict,
                about: field,
                "two different units are stated for the column"
            )
        }
        if units.isEmpty, field == .temperature, preamble.hasUnknownUnit {
            throw Rejection(
                .unknownUnit,
                "the unit of the column is not understood; its values are left aside"
            )
        }
        return units.first ?? field.onlyUnit
    }
}
