import CanonicalJSON
import Marine
import TestSamples
import Testing

@testable import Contracts

/// With which keys a device is bound.
@Suite struct DeviceKeyTests {
    @Test func `a key is 44 characters, whose length in bytes says of which scheme it is`() throws {
        #expect(deviceKey(1).scheme == .ed25519)
        #expect(deviceKey(1).bytes.count == 32)
        #expect(deviceKey(1).text == key(1).text)
        #expect(pointKey(1).scheme == .p256)
        #expect(pointKey(1).bytes.count == 33)
        #expect(pointKey(1).bytes.first == 2)
        for key in [deviceKey(1), pointKey(1)] {
            #expect(key.text.utf8.count == 44)
            #expect(try DeviceKeyText(key.text) == key)
        }
    }

    @Test(
        arguments: [
            "", "eA==", text(44, of: "A"), "BA" + text(42, of: "A"), "AA" + text(42, of: "A"),
            text(43, of: "A"), text(42, of: "A") + "==", text(42, of: "A") + "B=",
            "AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA-", text(88, of: "A"),
        ]
    )
    func `another text is no key, and the refusal says what one is`(text: String) throws {
        let error = #expect(throws: ParseError.self) { try DeviceKeyText(text) }
        #expect(error?.code == "keyMalformed")
        #expect(error?.reason.contains("compressed form") == true)
    }

    @Test(arguments: Edition.known.filter { $0 <= .current })
    func `a P-256 key binds from the fifth edition on`(edition: Edition) throws {
        var history = try ContractHistory.registered(.sample, by: edition)
        let bind = Instruction.shipment(
            .bindDevice(shipment: .shipment, device: "GW-1", publicKey: pointKey(1))
        )
        guard edition >= .fifth else {
            let refusal = #expect(throws: Refusal.self) { try history.take(bind, by: .shipper) }
            #expect(refusal?.code == .keyMalformed)
            #expect(refusal?.figures["since"] == "5")
            #expect(refusal?.figures["inForce"] == "\(edition)")
            return
        }
        try history.take(bind, by: .shipper)
        let bound = try history.shipment().devices.last
        #expect(bound?.publicKey == pointKey(1))
    }

    /// x = 1, where the curve has no point.
    private static let pointless = constant { try DeviceKeyText("Ag" + text(41, of: "A") + "B") }

    @Test func `every edition asks that a P-256 key be a point`() {
        for edition in Edition.known {
            let refusal = #expect(throws: Refusal.self) {
                try Self.pointless.requireProof(in: edition)
            }
            #expect(refusal?.code == .keyMalformed)
        }
    }

    @Test func `what the first edition has bound of Ed25519 replays`() throws {
        let key = try DeviceKeyText("Ag" + text(41, of: "A") + "=")
        try key.requireProof(in: .first)
        #expect(!key.isPoint)
        #expect(throws: Refusal.self) { try key.requireProof(in: .second) }
    }
}
