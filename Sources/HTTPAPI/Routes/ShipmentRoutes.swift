import CanonicalJSON
import Contracts
import HTTPTypes
import Hummingbird
import Ledger
import Marine
import Services

extension Shipment: Resource {
    static var noun: String { "shipment" }
    static var path: String { "/v1/shipments" }
    static var subject: String { "shipment" }
    static var ownPaths: [Command.Action] { [.bindDevice, .recordTelemetry] }
    static var memberActions: [MemberAction] {
        [
            action(.depart), action(.arrive), action(.deliver), action(.releaseDevice),
            action(.withdrawUpload),
        ]
    }
}

/// Adds the routes of shipments: registering, binding devices and acting.
func addShipmentRoutes(to table: RouteTable) {
    addListRoute(of: Shipment.self, to: table)
    addResourceRoutes(of: Shipment.self, to: table)
    table.command(
        .post,
        Shipment.path,
        "shipmentRegister",
        "Registers the shipment of a certificate's goods.",
        reading: .json(supplying: ShipmentRegistration.supplied),
        register
    )
    table.command(
        .post,
        "\(Shipment.path)/{id}/devices",
        "shipmentBindDevice",
        "Binds a logger or tracker to a shipment.",
        reading: .json,
        bindDevice
    )
}

@Sendable
private func register(
    _ call: Call,
    _ caller: Caller,
    _ body: DeferredBody<ShipmentRegistration>
) async throws -> Created<ChangeAnswer<InstanceAnswer<Shipment>>> {
    let options = try call.options()
    let asked = try await body.receive()
    let registration = asked.value
    try registration.requireDistinctDevices()
    guard caller.authorization == .apiKey || registration.devices.isEmpty else {
        throw Problem.fields([
            FieldError(
                place: .pointer("/devices"),
                code: "commandOfItsOwn",
                detail: "A signature is over one command: each device is bound by a request of its "
                    + "own to the shipment's devices."
            )
        ])
    }
    let certificate = InstanceKey(.certificate, registration.certificate)
    guard try await call.platform.mayRead(certificate, caller) else {
        throw Problem.fields([
            FieldError(
                place: .pointer("/certificate"),
                code: "instanceUnknown",
                detail: "There is no certificate '\(registration.certificate)' that this member "
                    + "may read."
            )
        ])
    }
    let commandID = call.platform.commandID(options)
    let id = call.platform.instanceID(Shipment.prefix, for: caller.member, commandID: commandID)
    var change = try await asked.blaming {
        try await call.platform.change(
            Shipment.self,
            id,
            .shipment(
                .registerShipment(
                    id: id,
                    certificate: registration.certificate,
                    party: Shipment.Party(
                        shipper: registration.shipper,
                        carrier: registration.carrier
                    ),
                    container: registration.container
                )
            ),
            as: caller,
            commandID: commandID,
            expectedRevision: options.expectedRevision
        )
    }
    // Each device is a command of its own under a name made from the first: a retry goes on where
    // the first attempt stopped.
    var earlier: [Receipt] = []
    for (offset, device) in registration.devices.enumerated() {
        earlier += change.receipts
        change = try await call.platform.change(
            Shipment.self,
            id,
            .shipment(
                .bindDevice(
                    shipment: id,
                    device: device.id,
                    publicKey: device.publicKey,
                    from: device.from
                )
            ),
            as: caller,
            commandID: "\(commandID)/device/\(offset)"
        )
    }
    return change.created(Shipment.self, after: earlier)
}

@Sendable
private func bindDevice(
    _ call: Call,
    _ caller: Caller,
    _ body: DeferredBody<DeviceBinding>
) async throws -> OK<ChangeAnswer<InstanceAnswer<Shipment>>> {
    let id = try call.identifier(of: Shipment.noun)
    let options = try call.options()
    _ = try await call.read(Shipment.self, id, as: caller)
    let device = try await body.read()
    let change = try await call.platform.change(
        Shipment.self,
        id,
        .shipment(
            .bindDevice(
                shipment: id,
                device: device.id,
                publicKey: device.publicKey,
                from: device.from
            )
        ),
        as: caller,
        options
    )
    return change.changed(Shipment.self)
}
