import CanonicalJSON
import Contracts
import Foundation
import HTTPClient
import Notifier
import Services
import TransparencyLog

extension DemoScenario {
    /// Waits for the automation, makes the decisions that are left to people, and compares the
    /// outcome.
    func claim(_ insured: InsuredVoyage) async throws -> DemoResult {
        let (voyage, certificate, shipment) = (
            insured.voyage, insured.certificate, insured.shipment
        )
        let members = (leader: insured.leader, assured: insured.assured)
        var result = insured.result
        let leader = client(members.leader)
        let findings = try await leader.expect("GET", "/v1/shipments/\(shipment)/findings")
        compare(findings, voyage, &result)
        let expected = voyage.expected["claim"]?["outcome"]?.stringValue ?? "none"
        guard let peril = voyage.expected["claim"]?["peril"]?.stringValue else {
            let claims = try await leader.expect("GET", "/v1/claims?certificate=\(certificate)")
            if claims["items"]?.arrayValue?.isEmpty != true {
                surprises.append("\(voyage.name): a claim was opened for sound goods")
            }
            return result
        }
        if expected == "none" {
            try await declineUnfounded(voyage, certificate, peril, members, findings, &result)
            return result
        }
        let claim = try await waitForClaim(certificate, leader, until: ["settled", "referred"])
        let state = claim["state"]?.stringValue ?? ""
        result.claim = state
        show(claim)
        showScale(claim, findings, &result)
        result.payment = money(claim["payment"]?["amount"])
        check(voyage, "payment", result.payment, ["claim", "payment"])
        if state != expected { surprises.append("\(voyage.name): claim is \(state)") }
        return result
    }

    /// Waits for the automation to refer the claim under a second certificate on the same goods,
    /// and has its leader try to pay it all the same.
    ///
    /// Double insurance is lawful, and what both pay is never more than the indemnity (MIA 1906
    /// s. 32).
    func claimAgain(_ insured: InsuredVoyage) async throws -> DemoResult {
        var result = insured.result
        let leader = client(insured.leader)
        let findings = try await leader.expect("GET", "/v1/shipments/\(insured.shipment)/findings")
        compare(findings, insured.voyage, &result)
        let referred = try await waitForClaim(
            insured.certificate,
            leader,
            until: ["settled", "referred"]
        )
        show(referred)
        result.claim = referred["state"]?.stringValue ?? ""
        result.payment = money(referred["payment"]?["amount"])
        let sole = (referred["checks"]?.arrayValue ?? [])
            .first { $0["name"] == .string("soleInsurance") }
        if result.claim != "referred" || sole?["outcome"] != .string("failed") {
            surprises.append("\(insured.voyage.name): \(result.claim), though insured twice")
        }
        let path = "/v1/claims/\(try text(referred, "id"))/actions"
        try await leader.expect(
            "POST",
            "\(path)/adjust",
            .object(["assessment": .object(["agreedLoss": .object(["rate": .string("60")])])])
        )
        let asked = insured.voyage.expected["claim"]?["payment"] ?? .null
        let refused = try await leader.send(
            "POST",
            "\(path)/approve",
            body: try JSONValue.object(["amount": asked]).textBytes()
        )
        guard refused.body["code"] == .string("indemnityExceeded") else {
            surprises.append("\(insured.voyage.name): \(money(asked)) again: \(refused.problem)")
            return result
        }
        let figures = refused.body["figures"]
        say(
            "\(money(asked)) again is refused: with what is paid it would be "
                + "\(figures?["figure"]?.stringValue ?? ""), the indemnity is "
                + "\(figures?["limit"]?.stringValue ?? "")"
        )
        return result
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

    /// What a part's scale makes of the hours that were measured.
    private func showScale(
        _ claim: JSONValue,
        _ findings: JSONValue,
        _ result: inout DemoResult
    ) {
        guard let part = claim["part"]?.stringValue else { return }
        let measured = (findings["devices"]?.arrayValue ?? [])
            .flatMap { $0["measures"]?.arrayValue ?? [] }
            .filter { $0["part"]?.stringValue == part }
        let total = measured.compactMap { $0["totalMilliseconds"]?.integerValue }.max() ?? 0
        result.outOfBand = "\(total / 3_600_000) h \(total / 60_000 % 60) min"
        let adjustment = claim["adjustment"]
        let share = adjustment?["assessment"]?["agreedLoss"]?["rate"]?.stringValue ?? "-"
        say(
            "part '\(part)': \(result.outOfBand) beyond its limit pay \(share) % of "
                + "\(money(adjustment?["insuredValue"])): \(money(adjustment?["loss"])), "
                + "less the excess "
                + money(adjustment?["payable"])
        )
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
        let outside = voyage.expected["findings"]?["outside"]
        if findings["outside"] != outside {
            surprises.append("\(voyage.name): readings outside the carriage differ")
        }
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

    func showWebhooks() async throws {
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

    func check(_ voyage: DemoVoyage, _ what: String, _ found: String, _ path: [String]) {
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

    func money(_ value: JSONValue?) -> String {
        guard let amount = value?["amount"]?.stringValue,
            let currency = value?["currency"]?.stringValue
        else { return "-" }
        return "\(currency) \(amount)"
    }

    func receipt(_ answer: JSONValue) -> String {
        "entry \(answer["receipt"]?["index"]?.integerValue ?? -1)"
    }

    func text(_ value: JSONValue, _ name: String) throws -> String {
        guard let text = value[name]?.stringValue else {
            throw CommandFailure("'\(name)' is missing in an answer or a fixture")
        }
        return text
    }

    func client(_ member: String) -> APIClient {
        clients[member] ?? APIClient(curl: curl, server: server, key: "")
    }
}
