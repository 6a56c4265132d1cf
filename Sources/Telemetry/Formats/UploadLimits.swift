/// How much of an upload is accepted.
public struct UploadLimits: Hashable, Sendable {
    /// The greatest length of an upload in bytes, after any decompression.
    public var uploadBytes: Int

    /// The greatest length of one line, JSON element or CSV record in bytes.
    public var lineBytes: Int

    /// How many rejected lines are listed; further ones are counted only.
    public var listedRejections: Int

    /// How many parts of an upload are described in its answer.
    public static let describedParts = 20

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

    /// Nothing can be read before its sender states something; what, each thing once.
    case statementsMissing([MissingStatement])

    /// Nothing can be read as two statements differ, of the upload or of it and its sender; which,
    /// and what else is missing, each thing once.
    case statementsContradict([MissingStatement])

    /// Why nothing of an upload can be read.
    public init(_ missing: [MissingStatement]) {
        self =
            missing.contains { $0.code == .statementsContradict }
            ? .statementsContradict(missing) : .statementsMissing(missing)
    }

    /// The permanent code.
    public var code: String {
        switch self {
        case .uploadTooLarge: "uploadTooLarge"
        case .statementsMissing: "statementsMissing"
        case .statementsContradict: "statementsContradict"
        }
    }

    /// The reason in English, with the limit.
    public var description: String {
        switch self {
        case .uploadTooLarge(let limit): "an upload may hold at most \(limit) bytes"
        case .statementsMissing(let missing), .statementsContradict(let missing):
            "no reading can be taken: " + missing.map(\.reason).joined(separator: "; ")
        }
    }
}

/// What an upload held.
///
/// Each row, or reading in JSON, is one of three: read, rejected, or without a measurement.
public struct ParsedUpload: Sendable {
    /// The accepted readings by device, devices and samples in the order of the upload.
    public var devices: [DeviceSamples]

    /// The number of accepted readings, repetitions included; a row with several channels holds
    /// a reading of each.
    public var readingCount: Int

    /// The number of rows from which a reading was taken.
    public var readRowCount: Int

    /// The number of rows that state a time and no measurement, such as a logger's status lines.
    public var withoutMeasurementCount: Int

    /// The rejected lines in the order of the upload, up to the limit.
    public var rejected: [RejectedLine]

    /// The number of rejected lines, listed or not.
    public var rejectedCount: Int

    /// The fields that were left out while the rest of their row was kept, and the columns that
    /// were not understood; in the order of the upload, up to the limit.
    public var leftOut: [RejectedLine]

    /// The number of fields left out, listed or not.
    public var leftOutCount: Int

    /// How the upload was understood, its first parts.
    public var understood: [UnderstoodPart]

    /// What rejected lines lack that the sender can state, each thing once.
    public var missing: [MissingStatement]

    /// The same without the readings themselves.
    public var withoutReadings: ParsedUpload {
        var copy = self
        copy.devices = []
        return copy
    }

    /// The accepted readings one by one, grouped by device.
    public var readings: [Reading] { devices.flatMap(\.readings) }
}
