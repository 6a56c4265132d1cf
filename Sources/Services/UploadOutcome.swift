public import Ledger
public import Marine
public import Telemetry

/// What an upload came to.
public struct UploadOutcome: Sendable {
    /// SHA-256 of the bytes that came, in base64: what a withdrawal names it by.
    public var digest: Text<44>
    /// Readings that stated something new.
    public var accepted: Int
    /// Readings that stated nothing new.
    public var duplicates: Int
    /// How the upload was read: its rejected lines, what was left out, and what was understood.
    public var parsed: ParsedUpload
    /// The lines that were rejected, the first 1,000 of them.
    public var rejected: [RejectedLine] { parsed.rejected }
    /// How many lines were rejected in all, as it was recorded.
    public var rejectedCount: Int
    /// How many samples the segments hold: readings of one device and instant are one.
    public var stored: Int
    /// The digests of the segments that hold what was accepted, in base64.
    public var segments: [Text<44>]
    /// The receipt; `nil` where nothing was new.
    public var receipt: Receipt?
    /// The shipment's revision afterwards.
    public var revision: Int
    /// Whether the upload was recorded under its name before, and this is its first answer again.
    public var isRepeat = false
}
