import Contracts
import Crypto
public import Telemetry

/// A device's signature as it came with an upload.
public struct ClaimedSignature: Hashable, Sendable {
    /// The bound device that is said to have signed.
    public let device: String
    /// The signature's 64 bytes in base64.
    public let signature: String

    /// States a signature.
    public init(device: String, signature: String) {
        self.device = device
        self.signature = signature
    }
}

/// A body of readings being received: fed with its bytes as they come.
public protocol ReceivingUpload: Sendable {
    /// Takes the next bytes of the body.
    ///
    /// - Throws: `UploadRefusal` where the upload is larger than its limit.
    mutating func consume(_ bytes: [UInt8]) throws(UploadRefusal)
}

/// What is read of a body, and its digest.
struct UploadBody: Sendable {
    let stated: UploadStatements
    private var parser: UploadParser
    private var digest = SHA256()

    /// Reads the readings of some devices; of every device where they are `nil`.
    init(format: TelemetryFormat, devices: Set<String>?, stated: UploadStatements) {
        self.stated = stated
        parser = UploadParser(format: format, devices: devices, stated: stated)
    }

    mutating func consume(_ bytes: [UInt8]) throws(UploadRefusal) {
        digest.update(data: bytes)
        try parser.consume(bytes)
    }

    /// Ends the body: what it held, and the SHA-256 of its bytes.
    ///
    /// - Throws: `UploadRefusal.statementsMissing` where nothing can be read before the sender
    ///   states something, and `statementsContradict` where two statements differ.
    mutating func finish() throws(UploadRefusal) -> (ParsedUpload, digest: [UInt8]) {
        let parsed = parser.finish()
        if parsed.readingCount == 0, !parsed.missing.isEmpty {
            throw UploadRefusal(parsed.missing)
        }
        return (parsed, Array(digest.finalize()))
    }
}

/// An upload to one shipment being received.
public struct TelemetryUpload: ReceivingUpload {
    let shipment: Viewed<Shipment.State>
    var body: UploadBody

    /// Takes the next bytes of the body.
    ///
    /// - Throws: `UploadRefusal` where the upload is larger than its limit.
    public mutating func consume(_ bytes: [UInt8]) throws(UploadRefusal) {
        try body.consume(bytes)
    }
}
