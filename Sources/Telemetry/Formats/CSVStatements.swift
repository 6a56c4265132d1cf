import Marine

/// What holds for all rows of a table: by its header, the lines above it, and its sender.
struct CSVStatements {
    /// How local times are read.
    private(set) var times = TimestampText()

    /// The one device; nil where none is stated.
    private(set) var device: [UInt8]?

    /// Why no row can be read, if two statements contradict each other.
    private(set) var contradiction: Rejection?

    /// Why no local time can be read, if two statements about the zone contradict each other.
    private(set) var zoneContradiction: Rejection?

    init(_ header: CSVHeader, _ preamble: CSVPreamble, _ stated: UploadStatements) {
        times.stated = stated.times
        var offsets = preamble.offsets
        var orders = preamble.orders
        var zones = preamble.zoneNames
        for column in header.columns {
            switch column {
            case .timestamp(let notes), .date(let notes), .time(let notes):
                if let offset = notes.offsetMinutes { offsets.insert(offset) }
                if let order = notes.order { orders.insert(order) }
                if let zone = notes.zoneName { zones.insert(zone) }
            default: break
            }
        }
        takeZone(offsets, zones, stated)
        takeOrder(orders, stated)
        takeDevice(header, preamble, stated)
    }

    private mutating func takeZone(
        _ offsets: Set<Int>,
        _ zones: Set<ZoneName>,
        _ stated: UploadStatements
    ) {
        let texts = offsets.sorted().map(ZoneText.text)
        zoneContradiction = Self.contradiction(
            .zone,
            "offset from UTC",
            texts,
            stated.offsetMinutes.map(ZoneText.text)
        )
        times.zoneName = zones.count == 1 ? zones.first : nil
        times.offsetMinutes =
            zoneContradiction == nil ? offsets.first ?? stated.offsetMinutes : nil
        if let offset = times.offsetMinutes,
            let zone = zones.first(where: { !$0.offsets.contains(offset) })
        {
            times.offsetMinutes = nil
            zoneContradiction = Rejection(
                .statementsContradict,
                about: .zone,
                "the file's times are in \(zone.text), and \(ZoneText.text(offset)) is stated, "
                    + "which \(zone.text) is not"
            )
        }
    }

    private mutating func takeOrder(_ orders: Set<DateOrder>, _ stated: UploadStatements) {
        contradiction = Self.contradiction(
            .dateOrder,
            "order of the date",
            orders.map(\.rawValue).sorted(),
            stated.dateOrder?.rawValue
        )
        if contradiction == nil { times.order = orders.first ?? stated.dateOrder }
    }

    private mutating func takeDevice(
        _ header: CSVHeader,
        _ preamble: CSVPreamble,
        _ stated: UploadStatements
    ) {
        // A device's bare name may be its model, so that a serial number stands before it.
        var named: Set<[UInt8]> = []
        for device in header.devices { named.insert(device) }
        let isModel = !preamble.hasSerial && (!named.isEmpty || stated.device != nil)
        if !isModel { for device in preamble.devices { named.insert(device) } }
        let texts = named.map { String(decoding: $0, as: UTF8.self) }.sorted()
        let conflict = Self.contradiction(.device, "device", texts, stated.device?.string)
        // Rows that name their own device are of that, whatever the lines above say.
        if conflict == nil {
            device = named.first ?? stated.device.map { Array($0.string.utf8) }
        } else if !header.columns.contains(.device) || (stated.device != nil && named.count == 1) {
            contradiction = conflict
        }
    }

    /// The unit of a column of a field.
    ///
    /// - Parameters:
    ///   - field: What the column holds.
    ///   - own: What its name or the units row states.
    ///   - other: What the one states where the other states something else.
    ///   - preamble: What stands above the table.
    ///   - stated: What the sender states.
    /// - Returns: The unit, nil where each value has to state its own.
    /// - Throws: Where two units are stated, or one that is not understood.
    static func unit(
        of field: ReadingField,
        _ own: MeasurementUnit?,
        contradictedBy other: MeasurementUnit?,
        _ preamble: CSVPreamble,
        _ stated: UploadStatements
    ) throws(Rejection) -> MeasurementUnit? {
        var units: Set<MeasurementUnit> = field == .temperature ? preamble.temperatureUnits : []
        if let own { units.insert(own) }
        if let other { units.insert(other) }
        let texts = units.map(\.symbol).sorted()
        if let conflict = contradiction(.unit, "unit", texts, stated.units[field]?.symbol) {
            throw conflict
        }
        if units.isEmpty, field == .temperature, let unknown = preamble.unknownUnit {
            if let conflict = contradiction(.unit, "unit", [unknown], stated.units[field]?.symbol) {
                throw conflict
            }
            throw Rejection(
                .unknownUnit,
                "the unit '\(unknown)' is not understood; the column's values are left aside"
            )
        }
        return units.first ?? stated.units[field] ?? field.onlyUnit
    }

    /// The rejection where a file states two of something, or one and its sender another.
    private static func contradiction(
        _ subject: MissingStatement.Subject,
        _ thing: String,
        _ inFile: [String],
        _ stated: String?
    ) -> Rejection? {
        if inFile.count > 1 {
            return Rejection(
                .statementsContradict,
                about: subject,
                "the file states more than one \(thing): \(inFile.joined(separator: " and "))"
            )
        }
        guard let own = inFile.first, let stated, own != stated else { return nil }
        return Rejection(
            .statementsContradict,
            about: subject,
            "the \(thing) is \(own) by the file, and \(stated) is stated with the upload; leave "
                + "the \(subject.rawValue) out, or correct it"
        )
    }
}
