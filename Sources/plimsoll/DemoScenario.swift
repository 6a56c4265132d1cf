import CanonicalJSON
import Contracts
import Foundation
import HTTPClient
import Notifier
import Services
import TransparencyLog

/// The demo's members, each with its own key, acting over the HTTP interface.
actor DemoScenario {
    let curl: CurlClient
    let server: String
    private let origin: String
    let operatorClient: APIClient
    let receiver: WebhookReceiver
    var clients: [String: APIClient] = [:]
    private var results: [DemoResult] = []
    var surprises: [String] = []

    init(
        curl: CurlClient,
        server: String,
        operatorKey: String,
        receiver: WebhookReceiver,
        origin: String
    ) {
        self.curl = curl
        self.server = server
        self.origin = origin
        self.receiver = receiver
        operatorClient = APIClient(curl: curl, server: server, key: operatorKey)
    }

    /// The members' API keys.
    func keys() -> [(String, String)] {
        clients.map { ($0.key, $0.value.key) }.sorted { $0.0 < $1.0 }
    }

    /// Insures every voyage to its end and prints what came of it.
    ///
    /// - Returns: whether every figure is the one that the fixtures expect.
    func run(voyages folder: String) async throws -> Bool {
        for voyage in try DemoVoyage.all(in: folder) {
            say("\n== \(voyage.name)")
            try await admit(voyage)
            results.append(try await insure(voyage))
        }
        say("\n== Voyages, claims and payments")
        say(DemoResult.table(results))
        try await showWebhooks()
        for surprise in surprises { say("NOT AS EXPECTED: \(surprise)") }
        return surprises.isEmpty
    }

    private func admit(_ voyage: DemoVoyage) async throws {
        for party in voyage.timeline["parties"]?.arrayValue ?? [] {
            let id = try text(party, "id")
            guard clients[id] == nil else { continue }
            try await operatorClient.expect("POST", "/v1/members", party)
            let key = try await MemberCommand.issueKey(
                for: id,
                CommandSender(client: operatorClient, signing: nil)
            )
            clients[id] = APIClient(curl: curl, server: server, key: key)
            guard (party["roles"]?.arrayValue ?? []).contains(.string("insurer")) else { continue }
            let endpoint = try await client(id).expect(
                "POST",
                "/v1/webhook-endpoints",
                .object(["url": .string(await receiver.url)])
            )
            try await receiver.expect(try text(endpoint, "secret"))
        }
    }

    private func insure(_ voyage: DemoVoyage) async throws -> DemoResult {
        var result = DemoResult(voyage: voyage.name)
        let leader = try text(voyage.cover, "leader")
        let assured = try text(voyage.cover, "assured")
        let cover = try await client(leader).expect("POST", "/v1/open-covers", voyage.cover)
        let coverID = try text(cover, "id")
        let quote = try await client(assured).expect(
            "POST",
            "/v1/open-covers/\(coverID)/quotes",
            voyage.declaration
        )
        say("quote: \(money(quote["insuredValue"])) insured for \(money(quote["premium"]))")
        let certificate = try await client(assured).expect(
            "POST",
            "/v1/open-covers/\(coverID)/declarations",
            voyage.declaration
        )
        let certificateID = try text(certificate, "id")
        result.certificate = certificateID
        result.insuredValue = money(certificate["insuredValue"])
        result.premium = money(certificate["premium"])
        check(voyage, "insured value", result.insuredValue, ["certificate", "insuredValue"])
        check(voyage, "premium", result.premium, ["certificate", "premium"])
        say("certificate \(certificateID) at \(receipt(certificate))")
        try await client(leader).expect(
            "POST",
            "/v1/certificates/\(certificateID)/actions/payPremium",
            .object(["amount": certificate["premium"] ?? .null])
        )

        let carried = try await carry(voyage, certificateID, assured, &result)
        try await claim(voyage, certificateID, carried, (leader, assured), &result)
        return result
    }

    /// Registers the shipment, binds its devices with keys, and sends the events of the timeline.
    private func carry(
        _ voyage: DemoVoyage,
        _ certificate: String,
        _ assured: String,
        _ result: inout DemoResult
    ) async throws -> String {
        var keys: [String: SigningKeyFile] = [:]
        var registration = voyage.shipment.objectValue ?? [:]
        let devices = registration.removeValue(forKey: "devices")?.arrayValue ?? []
        registration["certificate"] = .string(certificate)
        let shipment = try await client(assured).expect(
            "POST",
            "/v1/shipments",
            .object(registration)
        )
        let id = try text(shipment, "id")
        let shipper = client(try text(voyage.shipment, "shipper"))
        for device in devices {
            let name = try text(device, "id")
            let key = SigningKeyFile()
            keys[name] = key
            try await shipper.expect(
                "POST",
                "/v1/shipments/\(id)/devices",
                .object(["id": .string(name), "publicKey": .string(key.publicKey)])
            )
        }
        for event in voyage.timeline["events"]?.arrayValue ?? [] {
            switch try text(event, "do") {
            case "declare":
                continue
            case "upload":
                try await upload(voyage, event, id, shipper, keys, &result)
            case let action:
                let moved = try await shipper.expect(
                    "POST",
                    "/v1/shipments/\(id)/actions/\(action)",
                    .object(["at": event["at"] ?? .null])
                )
                say("\(action) at \(receipt(moved))")
            }
        }
        return id
    }

    private func upload(
        _ voyage: DemoVoyage,
        _ event: JSONValue,
        _ shipment: String,
        _ shipper: APIClient,
        _ keys: [String: SigningKeyFile],
        _ result: inout DemoResult
    ) async throws {
        let file = try text(event, "file")
        let bytes = try voyage.bytes(of: file)
        let contents = String(decoding: bytes.prefix(2000), as: UTF8.self)
        var headers: [(String, String)] = []
        // Each file names the device that wrote it; its key signs the upload.
        if let (device, key) = keys.first(where: { contents.contains($0.key) }) {
            let signed = Platform.uploadSignedText(
                origin: origin,
                shipment: try InstanceID(parsing: shipment),
                digest: Hash.sha256(of: bytes).bytes
            )
            headers = [("Upload-Signature", "\(device)=\(try key.sign(signed))")]
        }
        let answer = try await shipper.send(
            "POST",
            "/v1/shipments/\(shipment)/telemetry",
            body: bytes,
            type: try text(event, "contentType"),
            headers: headers
        )
        guard answer.isSuccess else { throw CommandFailure("\(file): \(answer.problem)") }
        let accepted = Int(answer.body["accepted"]?.integerValue ?? 0)
        let duplicates = Int(answer.body["duplicates"]?.integerValue ?? 0)
        let rejected = answer.body["rejected"]?.arrayValue ?? []
        say(
            "\(file): \(accepted) accepted, \(duplicates) duplicates, \(rejected.count) rejected"
                + " at \(receipt(answer.body))"
        )
        for line in rejected {
            say(
                "  line \(line["line"]?.integerValue ?? 0): \(line["code"]?.stringValue ?? ""): "
                    + (line["reason"]?.stringValue ?? "")
            )
        }
        result.readings += accepted
        result.duplicates += duplicates
        result.rejected += rejected.count
        let expected = (voyage.expected["uploads"]?.arrayValue ?? [])
            .first { $0["file"]?.stringValue == file }
        let counts = [accepted, duplicates, rejected.count]
        let wanted = [
            Int(expected?["accepted"]?.integerValue ?? -1),
            Int(expected?["duplicates"]?.integerValue ?? -1),
            expected?["rejected"]?.arrayValue?.count ?? -1,
        ]
        if counts != wanted {
            surprises.append("\(voyage.name) \(file): \(counts), expected \(wanted)")
        }
    }
}
