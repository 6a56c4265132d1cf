import Marine

// What the cells of one row say.
extension CSVRows {
    /// Notes what else the row lacks, so that its sender is asked for all of it at once.
    func askForOthers(_ bytes: Span<UInt8>, line: Int, into sink: inout UploadSink) {
        var probe = self
        do throws(Rejection) {
            _ = try probe.device(bytes, &sink.devices)
        } catch {
            sink.ask(for: error, line: line)
        }
        if times.order == nil {
            let timeRange = timeCell.map { record.cells[$0] }
            for order in DateOrder.allCases {
                var ordered = times
                ordered.order = order
                do throws(Rejection) {
                    _ = try ordered.instant(bytes, record.cells[dateCell], timeRange: timeRange)
                } catch  where error.asksForStatement {
                    sink.ask(for: error.naming(names[dateCell]), line: line)
                } catch {}
            }
        }
        for column in figures where !isAbsent(bytes, record.cells[column.cell]) {
            var draft = ReadingDraft()
            do throws(Rejection) {
                try probe.figure(bytes, column, &draft)
            } catch {
                sink.ask(for: error, line: line)
            }
        }
    }

    /// A row of several channels: each that another channel's field is shared with is a device of
    /// its own, named after the device and the channel.
    mutating func channelRow(
        _ bytes: Span<UInt8>,
        _ time: Instant,
        _ device: Int,
        line: Int,
        into sink: inout UploadSink
    ) throws(Rejection) {
        var own = ReadingDraft()
        var drafts = [ReadingDraft](repeating: ReadingDraft(), count: channels.count)
        for column in figures where !isAbsent(bytes, record.cells[column.cell]) {
            if let channel = column.channel {
                try figure(bytes, column, &drafts[channel])
            } else {
                try figure(bytes, column, &own)
            }
        }
        try door(bytes, &own)
        var readings: [(device: Int, sample: Sample)] = []
        if let sample = own.finished(at: time, &faults) { readings.append((device, sample)) }
        let name = sink.devices.devices[device].device
        for (channel, draft) in zip(channels, drafts) {
            guard let sample = draft.finished(at: time, &faults) else { continue }
            let text = Array("\(name)/\(channel)".utf8)
            readings.append((try sink.devices.legalPlace(text.span, text.indices), sample))
        }
        sink.accept(readings, leavingOut: faults, line: line)
    }

    /// Reads one figure; one that cannot be read is left out of its row.
    ///
    /// - Throws: Where the unit of a temperature is not stated, or is stated twice: then the row is
    ///   not kept without it, so that its sender cannot miss what has to be added.
    @inline(__always)
    mutating func figure(
        _ bytes: Span<UInt8>,
        _ column: Figures,
        _ draft: inout ReadingDraft
    ) throws(Rejection) {
        do throws(Rejection) {
            if let fault = column.fault { throw columnFaults[fault] }
            let (number, own) = try CellNumber.read(
                bytes,
                record.cells[column.cell],
                allowsDecimalComma: separator != ASCII.comma,
                for: column.field
            )
            let unit = try unit(own, column)
            _ = draft.claim(column.field)
            try draft.set(column.field, number, unit: unit)
        } catch {
            let fault = error.naming(names[column.cell])
            let isOpen = fault.code == .unitMissing || fault.code == .statementsContradict
            if isOpen, column.field == .temperature { throw fault }
            faults.append(fault)
        }
    }

    @inline(__always)
    func unit(
        _ own: MeasurementUnit?,
        _ column: Figures
    ) throws(Rejection) -> MeasurementUnit {
        guard let unit = column.unit else {
            if let own { return own }
            throw Rejection(
                .unitMissing,
                "the unit is stated nowhere; put it into the column's name, or state it with the "
                    + "upload"
            )
        }
        guard let own, own != unit else { return unit }
        throw Rejection(
            .statementsContradict,
            about: .unit,
            "the value is in \(own.symbol), and \(unit.symbol) is stated for the column or with "
                + "the upload"
        )
    }

    @inline(__always)
    mutating func door(
        _ bytes: Span<UInt8>,
        _ draft: inout ReadingDraft
    ) throws(Rejection) {
        guard let doorCell, !isAbsent(bytes, record.cells[doorCell]) else { return }
        do throws(Rejection) {
            draft.setDoor(try DoorText.state(bytes, record.cells[doorCell]))
        } catch {
            faults.append(error.naming(names[doorCell]))
        }
    }

    func time(_ bytes: Span<UInt8>) throws(Rejection) -> Instant {
        let range = record.cells[dateCell]
        let timeRange = timeCell.map { record.cells[$0] }
        guard !isAbsent(bytes, range), timeRange.map({ !$0.isEmpty }) ?? true else {
            throw Rejection(.timeMissing, field: names[dateCell], "the row has no time")
        }
        do throws(Rejection) {
            return try times.instant(bytes, range, timeRange: timeRange)
        } catch {
            let rejection = error.naming(names[dateCell])
            if rejection.code == .timeAmbiguous, let contradiction = statements.contradiction {
                throw contradiction
            }
            guard rejection.code == .timeZoneMissing, let zone = statements.zoneContradiction
            else { throw rejection }
            throw zone.naming(names[dateCell])
        }
    }

    mutating func device(
        _ bytes: Span<UInt8>,
        _ devices: inout DeviceTable
    ) throws(Rejection) -> Int {
        guard let deviceCell else {
            guard let device = statements.device else {
                throw Rejection(
                    .deviceMissing,
                    "neither a column nor the lines above the table name one device; state it with "
                        + "the upload"
                )
            }
            return try devices.legalPlace(device.span, device.indices)
        }
        let range = deviceCell < record.cells.count ? record.cells[deviceCell] : 0..<0
        guard !range.isEmpty else {
            // A device that the first row alone names is that of all rows.
            if let firstDevice, firstDevice >= 0 {
                try requireStated(firstDevice, devices)
                return firstDevice
            }
            if let place = statedDevice { return place }
            if firstDevice == nil, let device = statements.device {
                return try devices.legalPlace(device.span, device.indices)
            }
            throw Rejection(
                .deviceMissing,
                field: names[deviceCell],
                firstDevice == nil
                    ? "the row names no device"
                    : "the row names no device, and the rows above name two"
            )
        }
        let place: Int
        do throws(Rejection) {
            place = try devices.legalPlace(bytes, range)
        } catch {
            throw error.naming(names[deviceCell])
        }
        if firstDevice != place { firstDevice = firstDevice == nil ? place : -1 }
        try requireStated(place, devices)
        return place
    }

    /// Refuses a device that a row names, where its sender states another.
    private func requireStated(_ place: Int, _ devices: DeviceTable) throws(Rejection) {
        guard let statedDevice, statedDevice != place else { return }
        throw Rejection.deviceContradicts(
            devices.devices[place].device,
            devices.devices[statedDevice].device
        ).naming(deviceCell.map { names[$0] } ?? "device")
    }

    /// Whether a cell says that nothing was measured.
    @inline(__always)
    func isAbsent(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        switch range.count {
        case 0: true
        case 1: bytes.equals(range, "-")
        case 2: bytes.equals(range, "--") || bytes.equalsIgnoringCase(range, "na")
        case 3:
            bytes.equals(range, "---") || bytes.equalsIgnoringCase(range, "n/a")
                || (isTOA5 && bytes.equalsIgnoringCase(range, "nan"))
        case 4: bytes.equalsIgnoringCase(range, "null")
        default: false
        }
    }
}
