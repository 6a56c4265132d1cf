/// What the accepted readings of one shipment show, device by device.
///
/// Findings are a pure function of the set of accepted readings and the certificate's terms. The
/// order in which readings arrived, and the batches they arrived in, leave no trace, so an auditor
/// who evaluates the stored segments again must reach the same bytes.
public struct TelemetryFindings: Codable, Hashable, Sendable {
    /// One entry per device that reported anything, in ascending order of the device's UTF-8 bytes.
    public var devices: [DeviceFindings]

    /// Collects the findings of devices already in canonical order.
    public init(devices: [DeviceFindings]) {
        self.devices = devices
    }
}
