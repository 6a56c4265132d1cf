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
    /// The first voyage whose claim is paid is insured twice: what comes of the second claim
    /// follows the table.
    ///
    /// - Returns: whether every figure is the one that the fixtures expect.
    func run(_ voyages: [DemoVoyage]) async throws -> Bool {
        var isInsuredTwice = false
        for voyage in voyages {
            say("\n== \(voyage.name)")
            try await admit(voyage)
            var again: DemoVoyage?
            if !isInsuredTwice, voyage.expected["claim"]?["outcome"] == .string("settled") {
                again = try otherInsurer(of: voyage).map(voyage.insuredAgain)
                isInsuredTwice = again != nil
            }
            try await tell(voyage, and: again)
        }
        say("\n== Voyages, claims and payments")
        say(DemoResult.table(results))
        try await showWebhooks()
        for surprise in surprises { say("NOT AS EXPECTED: \(surprise)") }
        return surprises.isEmpty
    }

    /// An insurer of the voyage beside its leader.
    private func otherInsurer(of voyage: DemoVoyage) throws -> String? {
        let leader = try text(voyage.cover, "leader")
        for share in voyage.cover["shares"]?.arrayValue ?? [] {
            let member = try text(share, "member")
            if member != leader { return member }
        }
        return nil
    }

    /// Tells a voyage in the order of its events, under one certificate or two.
    ///
    /// The ledger's clock is set to each event. What is recorded for the second certificate comes
    /// once the first one's claim is decided.
    private func tell(_ voyage: DemoVoyage, and again: DemoVoyage?) async throws {
        var first: InsuredVoyage?
        var second: InsuredVoyage?
        var uploads: [JSONValue] = []
        for event in voyage.timeline["events"]?.arrayValue ?? [] {
            try await operatorClient.expect(
                "POST",
                "/v1/clock",
                .object(["at": event["at"] ?? .null])
            )
            switch try text(event, "do") {
            case "declare":
                first = try await bindLoggers(of: try await insure(voyage))
                // A logger is on one live shipment: the second one's are bound after delivery.
                if let again { second = try await insure(again) }
            case "upload":
                uploads.append(event)
                if let insured = first { first = try await upload(event, of: insured) }
            case let action:
                for insured in [first, second].compactMap(\.self) {
                    try await move(action, event, insured)
                }
            }
        }
        guard let first else { throw CommandFailure("\(voyage.name): nothing is declared") }
        results.append(try await claim(first))
        guard var insured = second else { return }
        say("\nThe same container under a second certificate:")
        insured = try await bindLoggers(of: insured)
        for event in uploads { insured = try await upload(event, of: insured) }
        results.append(try await claimAgain(insured))
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

    /// Opens a cover, declares under it, pays the premium and registers the shipment.
    private func insure(_ voyage: DemoVoyage) async throws -> InsuredVoyage {
        var result = DemoResult(voyage: voyage.name)
        let leader = try text(voyage.cover, "leader")
        let assured = try text(voyage.cover, "assured")
        let cover = try await client(leader).expect("POST", "/v1/open-covers", voyage.cover)
        let coverID = try text(cover, "id")
        // The slip binds once each insurer beside the leader has written its line.
        for share in voyage.cover["shares"]?.arrayValue ?? [] {
            let member = try text(share, "member")
            guard member != leader else { continue }
            let line = try text(share, "rate")
            try await client(member).expect(
                "POST",
                "/v1/open-covers/\(coverID)/actions/subscribe",
                .object(["line": .string(line)])
            )
            say("\(member) subscribes \(line) % of cover \(coverID)")
        }
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
        var registration = voyage.shipment.objectValue ?? [:]
        registration["devices"] = nil
        registration["certificate"] = .string(certificateID)
        let shipment = try await client(assured).expect(
            "POST",
            "/v1/shipments",
            .object(registration)
        )
        return InsuredVoyage(
            voyage: voyage,
            leader: leader,
            assured: assured,
            certificate: certificateID,
            shipment: try text(shipment, "id"),
            result: result
        )
    }

    /// Binds the voyage's loggers to its shipment, each with a key of its own.
    private func bindLoggers(of insured: InsuredVoyage) async throws -> InsuredVoyage {
        var bound = insured
        let shipper = client(try text(insured.voyage.shipment, "shipper"))
        for device in insured.voyage.shipment["devices"]?.arrayValue ?? [] {
            let name = try text(device, "id")
            let key = SigningKeyFile()
            bound.keys[name] = key
            try await shipper.expect(
                "POST",
                "/v1/shipments/\(insured.shipment)/devices",
                .object(["id": .string(name), "publicKey": .string(key.publicKey)])
            )
        }
        return bound
    }

    private func move(
        _ action: String,
        _ event: JSONValue,
        _ insured: InsuredVoyage
    ) async throws {
        let moved = try await client(try text(insured.voyage.shipment, "shipper")).expect(
            "POST",
            "/v1/shipments/\(insured.shipment)/actions/\(action)",
            .object(["at": event["at"] ?? .null])
        )
        say("\(action) at \(receipt(moved))")
    }

    /// Uploads a file of the voyage.
    ///
    /// - Returns: the voyage with what came of it counted.
    private func upload(_ event: JSONValue, of insured: InsuredVoyage) async throws -> InsuredVoyage
    {
        let voyage = insured.voyage
        let shipper = client(try text(voyage.shipment, "shipper"))
        let (shipment, keys) = (insured.shipment, insured.keys)
        var result = insured.result
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
        var next = insured
        next.result = result
        return next
    }
}

/// A voyage under one certificate, as far as it has come.
struct InsuredVoyage: Sendable {
    let voyage: DemoVoyage
    let leader: String
    let assured: String
    let certificate: String
    let shipment: String
    var keys: [String: SigningKeyFile] = [:]
    var result: DemoResult
}
