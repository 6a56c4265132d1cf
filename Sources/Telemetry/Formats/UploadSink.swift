/// Where the formats put what they read, and what they could not.
struct UploadSink {
    let limits: UploadLimits
    var devices = DeviceTable()
    private(set) var readingCount = 0
    private(set) var rejected: [RejectedLine] = []
    private(set) var rejectedCount = 0

    init(limits: UploadLimits) { self.limits = limits }

    @inline(__always)
    mutating func accept(_ sample: Sample, device: Int) {
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
            accept(sample, device: device)
        } catch {
            reject(error, line: line)
        }
    }
}
