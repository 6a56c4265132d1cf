import CanonicalJSON
import Contracts
import Crypto
import Foundation
import HTTPTypes
import TestSamples
import TestSupport
import Testing

@testable import HTTPAPI

/// Devices' signatures over what is uploaded.
@Suite struct UploadSignatureTests {
    @Test func `a device's signature over the body is checked and kept`() async throws {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            let name = try #require(HTTPField.Name("Upload-Signature"))
            let device = Curve25519.Signing.PrivateKey()
            let key = device.publicKey.rawRepresentation.base64EncodedString()
            let bound = try await api.post(
                "/v1/shipments/\(carriage.shipment)/devices",
                as: "assured",
                #"{"id": "GW=1", "publicKey": "\#(key)"}"#
            )
            #expect(bound.status == .ok, "\(bound.text)")
            // A key vouches for the readings of the device that is bound with it.
            let body = SampleRequests.readings(["3"])
                .replacingOccurrences(of: "TT-1", with: "GW=1")
            let digest = Data(SHA256.hash(data: Data(body.utf8))).base64EncodedString()
            let text =
                "plimsoll upload v1\nplimsoll.example/ledger\n\(carriage.shipment)\n\(digest)\n"
            let signature = try device.signature(for: Data(text.utf8)).base64EncodedString()
            let other = try await api.upload(
                body + " ",
                to: carriage.shipment,
                headers: [name: "GW=1=\(signature)"]
            )
            #expect(other.errors == ["Upload-Signature signatureWrong"])
            let malformed = try await api.upload(
                body,
                to: carriage.shipment,
                headers: [name: "GW=1"]
            )
            #expect(malformed.errors == ["Upload-Signature signatureMalformed"])
            let unbound = try await api.upload(
                body,
                to: carriage.shipment,
                headers: [name: "TT-1=\(signature)"]
            )
            #expect(unbound.errors == ["Upload-Signature signatureKeyNotBound"])
            let good = try await api.upload(
                body,
                to: carriage.shipment,
                headers: [name: "GW=1=\(signature)"]
            )
            #expect(good.json["accepted"]?.integerValue == 1, "\(good.text)")
            let shipment = try await api.get(
                "/v1/shipments/\(carriage.shipment)",
                as: "carrier"
            )
            #expect(shipment.json["unsignedUploads"]?.integerValue == 0)
        }
    }

    @Test func `a P-256 key's signature over the body is checked and kept`() async throws {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            let path = "/v1/shipments/\(carriage.shipment)"
            let name = try #require(HTTPField.Name("Upload-Signature"))
            let device = PointKey.device
            func bind(_ id: String, _ key: String) async throws -> Reply {
                try await api.post(
                    "\(path)/devices",
                    as: "assured",
                    #"{"id": "\#(id)", "publicKey": "\#(key)"}"#
                )
            }
            let uncompressed = try await bind(
                "GW-1",
                device.secret.publicKey.x963Representation.base64EncodedString()
            )
            #expect(uncompressed.errors == ["/publicKey keyMalformed"])
            #expect(uncompressed.text.contains("compressed form"))
            let pointless = try await bind("GW-1", "Ag" + text(41, of: "A") + "B")
            #expect(pointless.status == .unprocessableContent)
            #expect(pointless.code == "keyMalformed", "\(pointless.text)")
            let bound = try await bind("GW-1", device.deviceKey.text)
            #expect(bound.status == .ok, "\(bound.text)")
            let body = SampleRequests.readings(["3"])
                .replacingOccurrences(of: "TT-1", with: "GW-1")
            let digest = Data(SHA256.hash(data: Data(body.utf8))).base64EncodedString()
            let signed =
                "plimsoll upload v1\nplimsoll.example/ledger\n\(carriage.shipment)\n\(digest)\n"
            let signature = try device.sign(signed)
            func upload(_ body: String, _ signature: String) async throws -> Reply {
                try await api.upload(
                    body,
                    to: carriage.shipment,
                    headers: [name: "GW-1=\(signature)"]
                )
            }
            let other = try await upload(body + " ", signature)
            #expect(other.errors == ["Upload-Signature signatureWrong"])
            // As long as DER is at times, so that it ends as a signature does.
            let der = try await upload(body, Data(repeating: 0x30, count: 70).base64EncodedString())
            #expect(der.errors == ["Upload-Signature signatureMalformed"])
            #expect(der.text.contains("not DER"))
            let good = try await upload(body, signature)
            #expect(good.json["accepted"]?.integerValue == 1, "\(good.text)")
            // The other signature that verifies makes no other upload of it.
            let again = try await upload(body, PointKey.other(than: signature))
            #expect(again.status == .ok, "\(again.text)")
            #expect(again.json["accepted"]?.integerValue == 0)
            #expect(again.json["duplicates"]?.integerValue == 1)
            #expect(again.json["receipt"] == .null)
            #expect(again.headers[.eTag] == good.headers[.eTag])
            let shipment = try await api.get(path, as: "carrier")
            #expect(shipment.json["unsignedUploads"]?.integerValue == 0)
            #expect(shipment.json["uploads"]?.integerValue == 1, "\(shipment.text)")
        }
    }
}
