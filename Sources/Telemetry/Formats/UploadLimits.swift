/// How much of an upload is accepted.
public struct UploadLimits: Hashable, Sendable {
    /// The greatest length of an upload in bytes, after any decompression.
    public var uploadBytes: Int

    /// The greatest length of one line, JSON element or CSV record in bytes.
    public var lineBytes: Int

    /// How many rejected lines are listed; further ones are counted only.
    public var listedRejections: Int

    /// States the limits: 64 MiB an upload, 64 KiB a line, 1,000 rejections listed, unless given.
    public init(
        uploadBytes: Int = 64 << 20,
        lineBytes: Int = 64 << 10,
        listedRejections: Int = 1_000
    ) {
        self.uploadBytes = uploadBytes
        self.lineBytes = lineBytes
        self.listedRejections = listedRejections
    }
}

/// Why an upload as a whole is refused; nothing of it may be kept.
public enum UploadRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// The upload is longer than its limit.
    case uploadTooLarge(limitBytes: Int)

    /// The permanent code.
    public var code: String { "uploadTooLarge" }

    /// The reason in English, with the limit.
    public var description: String {
        switch self {
        case .uploadTooLarge(let limit): "an upload may hold at most \(limit) bytes"
        }
    }
}

/// What an upload held.
public struct ParsedUpload: Sendable {
    /// The accepted readings by device, devices and samples in the order of the upload.
    public var devices: [DeviceSamples]

    /// The number of accepted readings, repetitions included.
    public var readingCount: Int

    /// The rejected lines in the order of the upload, up to the limit.
    public var rejected: [RejectedLine]

    /// The number of rejected lines, listed or not.
    public var rejectedCount: Int

    /// The accepted readings one by one, grouped by device.
    public var readings: [Reading] { devices.flatMap(\.readings) }
}
