import CanonicalJSON
import Contracts
import Marine
import Services

/// What `POST /v1/shipments` asks for.
struct ShipmentRegistration: Record {
    /// The certificate of the goods.
    let certificate: InstanceID
    /// Who hands the goods over; whoever asks where none is named.
    let shipper: MemberID
    /// Who carries the goods, if a member.
    let carrier: MemberID?
    /// The container, where the goods travel in one.
    let container: ContainerNumber?
    /// The loggers to bind with the registration.
    var devices: Shipment.ForEachDevice<DeviceBinding> = []

    /// Whoever asks hands the goods over where nobody else is named.
    static let supplied = [SuppliedMember(name: "shipper") { _, caller in caller.member }]

    /// Refuses a device that is listed twice.
    func requireDistinctDevices() throws(Problem) {
        var seen: Set<String> = []
        let repeated = devices.indices.filter {
            !seen.insert(devices[$0].id.string).inserted
        }
        guard repeated.isEmpty else {
            throw .fields(
                repeated.map {
                    FieldError(
                        place: .pointer("/devices/\($0)/id"),
                        code: "entriesRepeat",
                        detail: "The device is listed before."
                    )
                }
            )
        }
    }
}

/// A logger to bind to a shipment.
struct DeviceBinding: Record {
    /// The name that its readings carry.
    let id: DeviceName
    /// The key with which the device or its gateway signs uploads: 32 bytes of Ed25519, or from
    /// edition 5 on 33 bytes of a P-256 point in compressed form; in base64.
    let publicKey: DeviceKeyText?
    /// From when on it travels with the goods; from the carriage's beginning on where left out.
    ///
    /// - Since: edition 4
    var from: Instant?
}
