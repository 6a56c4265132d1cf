/// Collects what the parsers accept and what they reject.
struct UploadSink {
    let limits: UploadLimits
    var devices = DeviceTable()
    private(set) var readingCount = 0
    private(set) var rejected: [RejectedLine] = []
    private(set) var rejectedCount = 0

    /// The devices whose readings count; nil where every device's do.
    private let bound: Set<String>?

    /// The place of the device last found bound, so that a run of its readings costs one look-up.
    private var boundPlace: Int?

    init(limits: UploadLimits, bound: Set<String>?) {
        self.limits = limits
        self.bound = bound
    }

    @inline(__always)
    mutating func accept(_ sample: Sample, device: Int, line: Int) {
        if device != boundPlace, let bound {
            guard bound.contains(devices.devices[device].device) else {
                return reject(
                    Rejection(
                        .deviceNotBound,
                        field: "device",
                        "the device is not bound to the shipment; bind it and upload again"
                    ),
                    line: line
                )
            }
            boundPlace = device
        }
        devices.append(sample, at: device)
        readingCount += 1
    }

    mutating func reject(_ rejection: Rejection, line: Int) {
        rejectedCount += 1
        guard rejected.count < limits.listedRejections else { return }
        rejected.append(
            RejectedLine(
                line: line,
                field: rejection.field,
                code: rejection.code,
                reason: rejection.reason
            )
        )
    }

    mutating func rejectTooLong(line: Int) {
        reject(
            Rejection(.lineTooLong, "a line may hold at most \(limits.lineBytes) bytes"),
            line: line
        )
    }

    /// Parses one JSON object and keeps what comes of it.
    @inline(__always)
    mutating func acceptJSON(_ bytes: Span<UInt8>, line: Int) {
        do throws(Rejection) {
            let (device, sample) = try JSONReading.parse(bytes, devices: &devices)
            accept(sample, device: device, line: line)
        } catch {
            reject(error, line: line)
        }
    }
}
