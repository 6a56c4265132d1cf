import CanonicalJSON
import Contracts
import Foundation
import HTTPClient
import Notifier
import Services
import TransparencyLog

/// The demo's members, each with its own key, acting over the HTTP interface.
actor DemoScenario {
    private let curl: CurlClient
    private let server: String
    private let origin: String
    private let operatorClient: APIClient
    private let receiver: WebhookReceiver
    private var clients: [String: APIClient] = [:]
    private var results: [DemoResult] = []
    private var surprises: [String] = []

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

extension DemoScenario {
    /// Waits for the automation, makes the decisions that are left to people, and compares the
    /// outcome.
    private func claim(
        _ voyage: DemoVoyage,
        _ certificate: String,
        _ shipment: String,
        _ members: (leader: String, assured: String),
        _ result: inout DemoResult
    ) async throws {
        let leader = client(members.leader)
        let findings = try await leader.expect("GET", "/v1/shipments/\(shipment)/findings")
        compare(findings, voyage, &result)
        let expected = voyage.expected["claim"]?["outcome"]?.stringValue ?? "none"
        guard let peril = voyage.expected["claim"]?["peril"]?.stringValue else {
            let claims = try await leader.expect("GET", "/v1/claims?certificate=\(certificate)")
            if claims["items"]?.arrayValue?.isEmpty != true {
                surprises.append("\(voyage.name): a claim was opened for sound goods")
            }
            return
        }
        if expected == "none" {
            try await declineUnfounded(voyage, certificate, peril, members, findings, &result)
            return
        }
        let claim = try await waitForClaim(certificate, leader, until: ["settled", "referred"])
        let state = claim["state"]?.stringValue ?? ""
        result.claim = state
        show(claim)
        result.payment = money(claim["payment"]?["amount"])
        check(voyage, "payment", result.payment, ["claim", "payment"])
        if state != expected { surprises.append("\(voyage.name): claim is \(state)") }
    }

    /// The assured claims although the trigger is not met: the automation refers the claim, and the
    /// insurer declines it.
    private func declineUnfounded(
        _ voyage: DemoVoyage,
        _ certificate: String,
        _ peril: String,
        _ members: (leader: String, assured: String),
        _ findings: JSONValue,
        _ result: inout DemoResult
    ) async throws {
        let device = (findings["devices"]?.arrayValue ?? []).first
        let longest = (device?["excursions"]?.arrayValue ?? []).max {
            ($0["milliseconds"]?.integerValue ?? 0) < ($1["milliseconds"]?.integerValue ?? 0)
        }
        let leader = client(members.leader)
        try await client(members.assured).expect(
            "POST",
            "/v1/claims",
            .object([
                "certificate": .string(certificate), "peril": .string(peril),
                "lossFrom": longest?["start"] ?? .null, "lossTo": longest?["end"] ?? .null,
                "description": .string("The machinery broke down; the goods came up to -9 C."),
            ])
        )
        let referred = try await waitForClaim(certificate, leader, until: ["settled", "referred"])
        show(referred)
        let id = try text(referred, "id")
        let declined = try await leader.expect(
            "POST",
            "/v1/claims/\(id)/actions/decline",
            .object([
                "clause": .string("Institute Frozen Food Clauses (A), 1.2.1"),
                "reason": .string("The breakdown lasted less than 24 consecutive hours."),
            ])
        )
        result.claim = declined["state"]?.stringValue ?? ""
        result.payment = money(declined["payment"]?["amount"])
        if result.claim != "declined" || result.payment != "-" {
            surprises.append("\(voyage.name): \(result.claim), paid \(result.payment)")
        }
        say("declined by the claims desk: \(declined["declinature"]?["clause"]?.stringValue ?? "")")
    }

    private func waitForClaim(
        _ certificate: String,
        _ client: APIClient,
        until states: [String]
    ) async throws -> JSONValue {
        for _ in 0..<300 {
            let page = try await client.expect("GET", "/v1/claims?certificate=\(certificate)")
            if let claim = page["items"]?.arrayValue?.first,
                states.contains(claim["state"]?.stringValue ?? "")
            {
                return claim
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw CommandFailure("certificate \(certificate): no claim came to \(states) in 30 s")
    }

    private func show(_ claim: JSONValue) {
        say("claim \(claim["id"]?.stringValue ?? "") is \(claim["state"]?.stringValue ?? "")")
        for check in claim["checks"]?.arrayValue ?? [] {
            let outcome = check["outcome"]?.stringValue ?? ""
            let name = check["name"]?.stringValue ?? ""
            say("  \(outcome) \(name): \(check["figure"]?.stringValue ?? "")")
        }
    }

    private func compare(
        _ findings: JSONValue,
        _ voyage: DemoVoyage,
        _ result: inout DemoResult
    ) {
        let counted = [
            "millisecondsAbove", "millisecondsBelow", "longestAboveMilliseconds",
            "longestBelowMilliseconds", "excursionCount", "gapCount", "longestGapMilliseconds",
            "contradictions", "readings",
        ]
        var worst: Int64 = 0
        for expected in voyage.expected["findings"]?["devices"]?.arrayValue ?? [] {
            let name = expected["device"]?.stringValue ?? ""
            let found = (findings["devices"]?.arrayValue ?? [])
                .first { $0["device"]?.stringValue == name }
            for field in counted where found?[field]?.integerValue != expected[field]?.integerValue
            {
                surprises.append("\(voyage.name) \(name): \(field) differs")
            }
            let mean = found?["meanKineticTemperature"].flatMap(milliCelsius)
            if mean != expected["meanKineticTemperatureMilliCelsius"]?.integerValue {
                surprises.append("\(voyage.name) \(name): mean kinetic temperature differs")
            }
            worst = max(worst, found?["longestAboveMilliseconds"]?.integerValue ?? 0)
        }
        if worst > 0 { result.outOfBand = "\(worst / 3_600_000) h \(worst / 60_000 % 60) min" }
    }

    private func showWebhooks() async throws {
        let size = try await operatorClient.expect("GET", "/v1/ledger")["size"]?.integerValue ?? 0
        for _ in 0..<100 {
            let before = await receiver.verified
            try await Task.sleep(for: .milliseconds(100))
            if await receiver.verified == before, before > 0 { break }
        }
        let verified = await receiver.verified
        let refused = await receiver.refused
        say(
            "\n== Webhooks\n\(verified) deliveries to the insurers' endpoints with right "
                + "signatures, \(refused) without, of \(size) ledger entries"
        )
        if verified == 0 || refused > 0 { surprises.append("webhooks: \(refused) unsigned") }
    }

    private func check(_ voyage: DemoVoyage, _ what: String, _ found: String, _ path: [String]) {
        var expected: JSONValue? = voyage.expected
        for name in path { expected = expected?[name] }
        if found != money(expected) {
            surprises.append("\(voyage.name): \(what) \(found), expected \(money(expected))")
        }
    }

    private func milliCelsius(_ value: JSONValue) -> Int64? {
        guard case .number(let text) = value, let number = Decimal(string: text) else { return nil }
        return NSDecimalNumber(decimal: number * 1000).int64Value
    }

    private func money(_ value: JSONValue?) -> String {
        guard let amount = value?["amount"]?.stringValue,
            let currency = value?["currency"]?.stringValue
        else { return "-" }
        return "\(currency) \(amount)"
    }

    private func receipt(_ answer: JSONValue) -> String {
        "entry \(answer["receipt"]?["index"]?.integerValue ?? -1)"
    }

    private func text(_ value: JSONValue, _ name: String) throws -> String {
        guard let text = value[name]?.stringValue else {
            throw CommandFailure("'\(name)' is missing in an answer or a fixture")
        }
        return text
    }

    private func client(_ member: String) -> APIClient {
        clients[member] ?? APIClient(curl: curl, server: server, key: "")
    }
}
