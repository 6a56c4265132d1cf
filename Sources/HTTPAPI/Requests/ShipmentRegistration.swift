import Contracts
import Marine

/// What `POST /v1/shipments` asks for.
struct ShipmentRegistration {
    /// A logger to bind with the registration.
    struct Device {
        let id: String
        let publicKey: String?
    }

    let certificate: InstanceID
    let party: Shipment.Party
    let container: ContainerNumber?
    let devices: [Device]

    /// Reads a registration; whoever asks is the shipper where none is named.
    static func reading(_ caller: MemberID) -> (FieldReader) -> ShipmentRegistration? {
        { fields in
            let certificate = fields.required("certificate", .identifier)
            let shipper = fields.member("shipper", .identifier, default: caller)
            let carrier = fields.optional("carrier", .identifier)
            let container = fields.optional("container", .parsed(ContainerNumber.self))
            let devices = fields.member(
                "devices",
                .list(of: .object(Device.read), 0...Shipment.Limit.devices),
                default: []
            )
            guard let certificate, let shipper, let carrier, let container, let devices else {
                return nil
            }
            var seen: Set<String> = []
            for (offset, device) in devices.enumerated() where !seen.insert(device.id).inserted {
                fields.place.child("devices").child("\(offset)").child("id")
                    .fail("entriesRepeat", "The device is listed before.")
            }
            return ShipmentRegistration(
                certificate: certificate,
                party: Shipment.Party(shipper: shipper, carrier: carrier),
                container: container,
                devices: devices
            )
        }
    }
}

extension ShipmentRegistration.Device {
    static func read(_ fields: FieldReader) -> ShipmentRegistration.Device? {
        let id = fields.required("id", .device)
        let publicKey = fields.optional("publicKey", .publicKey)
        guard let id, let publicKey else { return nil }
        return ShipmentRegistration.Device(id: id, publicKey: publicKey)
    }
}
