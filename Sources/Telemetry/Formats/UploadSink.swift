import Marine

/// Collects what the parsers accept and what they reject.
struct UploadSink {
    let limits: UploadLimits
    /// What the sender states with the upload.
    let stated: UploadStatements
    private let defaults: ReadingDefaults
    var devices: DeviceTable
    /// How the upload is understood, part by part.
    var understood = PartLog()
    private(set) var readingCount = 0
    private(set) var readRowCount = 0
    private(set) var withoutMeasurementCount = 0
    private(set) var rejected: [RejectedLine] = []
    private(set) var rejectedCount = 0
    private(set) var leftOut: [RejectedLine] = []
    private(set) var leftOutCount = 0
    private(set) var missing: [MissingStatement] = []

    /// The fields left out of the reading in hand.
    private var faults: [Rejection] = []

    /// The devices whose readings count; nil where every device's do.
    private let bound: Set<String>?

    /// The place of the device last found bound, so that a run of its readings costs one look-up.
    private var boundPlace: Int?

    init(limits: UploadLimits, bound: Set<String>?, stated: UploadStatements) {
        self.limits = limits
        self.bound = bound
        self.stated = stated
        var devices = DeviceTable()
        let place = stated.device.map { devices.place(of: $0) }
        self.devices = devices
        defaults = ReadingDefaults(stated, device: place)
    }

    /// Readings whose device the text around them has not named yet.
    private var held: [(sample: Sample, line: Int)] = []

    /// Takes a row that holds one reading and nothing that is left out.
    @inline(__always)
    mutating func accept(_ sample: Sample, device: Int, line: Int) {
        guard device >= 0 else { return held.append((sample, line)) }
        if device != boundPlace, bound != nil {
            if let refused = notBound(device) { return reject(refused, line: line) }
            boundPlace = device
        }
        devices.append(sample, at: device)
        readingCount += 1
        readRowCount += 1
        understood.count(1)
    }

    /// Takes a row: its readings, and the fields of it that are left out.
    ///
    /// A row without a reading is rejected for the first of its faults; with no fault either, it is
    /// one without a measurement.
    mutating func accept(
        _ readings: [(device: Int, sample: Sample)],
        leavingOut faults: [Rejection],
        line: Int
    ) {
        var faults = faults
        var taken = 0
        for (device, sample) in readings {
            guard device >= 0 else {
                held.append((sample, line))
                for fault in faults { leaveOut(fault, line: line) }
                return
            }
            if let refused = notBound(device) {
                faults.append(refused)
            } else {
                devices.append(sample, at: device)
                taken += 1
            }
        }
        if taken > 0 {
            readingCount += taken
            readRowCount += 1
            understood.count(taken)
            for fault in faults { leaveOut(fault, line: line) }
        } else if let first = faults.first {
            reject(first, line: line)
            for fault in faults.dropFirst() { leaveOut(fault, line: line) }
        } else {
            withoutMeasurementCount += 1
        }
    }

    /// Ends the text around readings: those that name no device are of its device, if it has one,
    /// or of the one that is stated with the upload.
    mutating func resolveHeld(_ device: Int?) {
        let waiting = held
        held = []
        for (sample, line) in waiting {
            if let device, let place = defaults.device, device != place {
                let (own, stated) = (devices.devices[device].device, devices.devices[place].device)
                reject(.deviceContradicts(own, stated), line: line)
            } else if let device = device ?? defaults.device {
                accept(sample, device: device, line: line)
            } else {
                reject(.deviceMissing, line: line)
            }
        }
    }

    /// Rejects a row, or what is no row.
    mutating func reject(_ rejection: Rejection, line: Int) {
        rejectedCount += 1
        note(rejection, line: line)
        guard rejected.count < limits.listedRejections else { return }
        rejected.append(RejectedLine(rejection, line: line))
    }

    /// Rejects every reading of the upload, for what is found out after them.
    mutating func refuseAll(_ rejection: Rejection, line: Int) {
        // One of the rows is counted as it is named.
        rejectedCount += max(0, readRowCount - 1)
        (readingCount, readRowCount) = (0, 0)
        devices.removeSamples()
        reject(rejection, line: line)
    }

    /// Names a field that is left out of a row, or of all rows.
    mutating func leaveOut(_ fault: Rejection, line: Int) {
        leftOutCount += 1
        note(fault, line: line)
        guard leftOut.count < limits.listedRejections else { return }
        leftOut.append(RejectedLine(fault, line: line))
    }

    mutating func rejectTooLong(line: Int) {
        reject(
            Rejection(.lineTooLong, "a line may hold at most \(limits.lineBytes) bytes"),
            line: line
        )
    }

    /// Parses one JSON value that should hold readings and keeps what comes of it.
    @inline(__always)
    mutating func acceptJSON(_ bytes: Span<UInt8>, line: Int, head: JSONHead? = nil) {
        do throws(Rejection) {
            if !faults.isEmpty { faults.removeAll() }
            let read = try JSONReading.parse(
                bytes,
                defaults,
                head,
                devices: &devices,
                faults: &faults
            )
            if let sample = read.sample {
                understood.note(
                    read.fields,
                    .reading,
                    line: line,
                    stated,
                    temperatureUnit: read.temperatureUnit
                )
                if faults.isEmpty {
                    accept(sample, device: read.device, line: line)
                } else {
                    accept([(read.device, sample)], leavingOut: faults, line: line)
                }
            } else if read.isCompound {
                CompoundReadings.take(bytes, head, line: line, into: &self)
            } else {
                accept([], leavingOut: faults, line: line)
            }
        } catch {
            reject(error, line: line)
        }
    }

    private func notBound(_ device: Int) -> Rejection? {
        guard let bound else { return nil }
        let name = devices.devices[device].device
        guard !bound.contains(name) else { return nil }
        return Rejection(
            .deviceNotBound,
            field: "device",
            "the device '\(name)' is not bound to the shipment; bind it and upload again"
        )
    }

    /// Notes that a row lacks a statement, if that is why it is rejected.
    mutating func ask(for rejection: Rejection, line: Int) { note(rejection, line: line) }

    private mutating func note(_ rejection: Rejection, line: Int) {
        let subject: MissingStatement.Subject
        switch rejection.code {
        case .unitMissing: subject = .unit
        case .timeZoneMissing: subject = .zone
        case .timeAmbiguous: subject = .dateOrder
        case .deviceMissing: subject = .device
        case .statementsContradict: subject = rejection.subject ?? .zone
        default: return
        }
        let isKnown = missing.contains {
            $0.subject == subject && $0.field == rejection.field && $0.code == rejection.code
        }
        guard !isKnown, missing.count < UploadLimits.describedParts else { return }
        missing.append(
            MissingStatement(
                subject: subject,
                line: line,
                field: rejection.field,
                code: rejection.code,
                reason: rejection.reason
            )
        )
    }
}

extension RejectedLine {
    fileprivate init(_ rejection: Rejection, line: Int) {
        self.init(
            line: line,
            field: rejection.field,
            code: rejection.code,
            reason: rejection.reason
        )
    }
}
