import CanonicalJSON
import Contracts
import Crypto
import DataFolder
import HTTPTypes
import Services
import TestSupport
import Testing
import TransparencyLog

/// The voyages that the demo tells, through the router: their requests as they lie in the fixtures.
@Suite struct FixtureVoyageTests {
    @Test(arguments: FixtureVoyage.names)
    func `a voyage comes to what its fixture expects`(name: String) async throws {
        let voyage = try FixtureVoyage(name)
        try await TestAPI.open(members: voyage.parties) { api in
            let insured = try await insure(voyage, api)
            for event in voyage.events.dropFirst() {
                try api.clock.set(event.at)
                if event.action == "upload" {
                    try await upload(event, of: voyage, to: insured.shipment, api)
                } else {
                    let moved = try await api.post(
                        "/v1/shipments/\(insured.shipment)/actions/\(event.action)",
                        as: try voyage.party(.carrier),
                        #"{"at": "\#(event.at)"}"#
                    )
                    try #require(moved.status == .ok, "\(moved.text)")
                }
                try await ClaimsAutomation(
                    platform: api.opened.platform,
                    cursors: api.opened.cursors,
                    logger: silent
                ).follow()
            }
            try await self.expectFindings(of: voyage, insured.shipment, api)
            let claims = try await api.get(
                "/v1/claims?certificate=\(insured.certificate)",
                as: try voyage.party(.insurer)
            )
            let expected = voyage.expected["claim"]
            let isSettled = expected?["outcome"] == .string("settled")
            #expect(claims.items.count == (isSettled ? 1 : 0), "\(claims.text)")
            if let claim = claims.items.first {
                #expect(claim["state"] == expected?["outcome"])
                #expect(claim["peril"] == expected?["peril"])
                #expect(claim["adjustment"]?["loss"] == expected?["loss"])
                #expect(claim["payment"]?["amount"] == expected?["payment"])
                #expect(claim["part"] == expected?["part"])
                if let share = expected?["share"] {
                    #expect(
                        claim["adjustment"]?["assessment"]?["agreedLoss"]?["rate"] == share
                    )
                }
            }
        }
    }

    /// Holds what the carriage's readings show to figures that were computed by another program.
    private func expectFindings(
        of voyage: FixtureVoyage,
        _ shipment: String,
        _ api: TestAPI
    ) async throws {
        let found = try await api.get(
            "/v1/shipments/\(shipment)/findings",
            as: try voyage.party(.insurer)
        )
        let expected = try #require(voyage.expected["findings"])
        #expect(found.json["outside"] == expected["outside"])
        #expect((found.json["outside"]?.integerValue ?? 0) > 0)
        let devices = try #require(expected["devices"]?.arrayValue)
        #expect(found.json["devices"]?.arrayValue?.count == devices.count)
        for device in devices {
            let shown = found.json["devices"]?.arrayValue?.first {
                $0["device"] == device["device"]
            }
            for field in [
                "readings", "first", "last", "millisecondsAbove", "millisecondsBelow",
                "longestAboveMilliseconds", "longestBelowMilliseconds", "excursionCount",
                "gapCount", "longestGapMilliseconds", "gaps", "contradictions",
            ] {
                #expect(shown?[field] == device[field], "\(field)")
            }
            let measures = device["measures"]?.arrayValue ?? []
            #expect(shown?["measures"]?.arrayValue?.count ?? 0 == measures.count)
            for (index, measured) in measures.enumerated() {
                for (field, figure) in measured.objectValue ?? [:] {
                    #expect(shown?["measures"]?[index]?[field] == figure, "\(field)")
                }
            }
        }
    }

    /// Opens the cover, declares under it and registers the shipment, its devices with one key.
    private func insure(_ voyage: FixtureVoyage, _ api: TestAPI) async throws -> DeclaredShipment {
        let leader = try JSONValue(parsing: Array(voyage.cover.utf8))["leader"]?.stringValue
        let cover = try await api.openCover(voyage.cover, as: #require(leader))
        try api.clock.set(voyage.events[0].at)
        let certificate = try await api.post(
            "/v1/open-covers/\(cover.id)/declarations",
            as: try voyage.party(.assured),
            voyage.declaration
        )
        try #require(certificate.status == .created, "\(certificate.text)")
        for figure in ["insuredValue", "premium"] {
            #expect(certificate.json[figure] == voyage.expected["certificate"]?[figure])
        }
        var members = try #require(voyage.shipment.objectValue)
        members["certificate"] = .string(certificate.id)
        members["devices"] = .array(
            try #require(members["devices"]?.arrayValue).map { device in
                .object([
                    "id": device["id"] ?? .null,
                    "publicKey": .string(MemberKey.device.publicKey.text),
                ])
            }
        )
        let shipment = try await api.post(
            "/v1/shipments",
            as: try voyage.party(.assured),
            JSONSource.text(of: .object(members))
        )
        try #require(shipment.status == .created, "\(shipment.text)")
        return DeclaredShipment(
            cover: cover.id,
            certificate: certificate.id,
            shipment: shipment.id
        )
    }

    /// Uploads a file, signed by the device that recorded it.
    private func upload(
        _ event: FixtureVoyage.Event,
        of voyage: FixtureVoyage,
        to shipment: String,
        _ api: TestAPI
    ) async throws {
        let bytes = try voyage.bytes(event.file)
        let text = String(decoding: bytes, as: UTF8.self)
        let devices = voyage.shipment["devices"]?.arrayValue ?? []
        let device = try #require(
            devices.compactMap { $0["id"]?.stringValue }.first { text.contains($0) }
        )
        let digest = Base64.encode(Array(SHA256.hash(data: bytes)))
        let signed = "plimsoll upload v1\nplimsoll.example/ledger\n\(shipment)\n\(digest)\n"
        let signature = try MemberKey.device.secret.signature(for: Array(signed.utf8))
        let header = try #require(HTTPField.Name("Upload-Signature"))
        let reply = try await api.send(
            .post,
            "/v1/shipments/\(shipment)/telemetry",
            as: try voyage.party(.shipper),
            bytes,
            [
                .contentType: event.contentType,
                header: "\(device)=\(Base64.encode(Array(signature)))",
            ]
        )
        let expected = try #require(
            voyage.expected["uploads"]?.arrayValue?.first { $0["file"] == .string(event.file) }
        )
        #expect(reply.json["accepted"] == expected["accepted"], "\(reply.text.prefix(300))")
        #expect(reply.json["duplicates"] == expected["duplicates"])
        let lines = (reply.json["rejected"]?.arrayValue ?? []).map { $0["line"] }
        #expect(lines == expected["rejected"]?.arrayValue?.map { $0["line"] })
    }
}
