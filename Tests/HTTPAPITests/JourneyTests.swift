import CanonicalJSON
import Contracts
import DataFolder
import HTTPTypes
import Logging
import Marine
import Services
import TestSamples
import TestSupport
import Testing

/// The whole way from an open cover to a settled claim, through the router.
@Suite struct JourneyTests {
    @Test func `a declaration is answered with its certificate, figures and receipt`() async throws
    {
        try await TestAPI.open { api in
            let opened = try await api.post("/v1/open-covers", as: "leader", SampleRequests.cover())
            #expect(opened.headers[.location] == "/v1/open-covers/\(opened.id)")
            #expect(opened.headers[.eTag] == "\"1\"")
            #expect(
                opened.json["availableActions"]?.arrayValue == [
                    .string("subscribe"), .string("close"),
                ]
            )
            let line = try await api.post(
                "/v1/open-covers/\(opened.id)/actions/subscribe",
                as: "follower",
                #"{"line": "25"}"#
            )
            #expect(
                line.json["availableActions"]?.arrayValue == [
                    .string("close"), .string("declare"),
                ]
            )
            let declared = try await api.post(
                "/v1/open-covers/\(opened.id)/declarations",
                as: "broker",
                SampleRequests.declaration()
            )
            #expect(declared.status == .created)
            // 110 % of 100,000.00, and 0.5 % of that.
            #expect(declared.json["insuredValue"]?["amount"] == .string("110000.00"))
            #expect(declared.json["premium"]?["amount"] == .string("550.00"))
            #expect(declared.json["declaration"]?["sailing"] == .string("2026-03-02T06:00:00.000Z"))
            #expect(declared.json["terms"]?["telemetry"]?["upperLimit"] == .number("4.000"))
            let moved = declared.json["receipts"]?.arrayValue ?? []
            #expect(
                moved.map { $0["contract"]?.stringValue } == [
                    "openCover", "certificate",
                    // The ship and both places.
                    "accumulation", "accumulation", "accumulation",
                ]
            )
            let index = try #require(declared.json["receipt"]?["index"]?.integerValue)
            let entry = try await api.get("/v1/ledger/entries/\(index)")
            #expect(entry.json["leafHash"] == declared.json["receipt"]?["leafHash"])
            let read = try await api.get("/v1/certificates/\(declared.id)", as: "follower")
            #expect(read.json["insuredValue"] == declared.json["insuredValue"])
            #expect(read.headers[.eTag] == "\"1\"")
            let cover = try await api.get("/v1/open-covers/\(opened.id)", as: "assured")
            #expect(cover.json["earnedPremium"]?["amount"] == .string("550.00"))
            #expect(cover.json["revision"]?.integerValue == 3)
        }
    }

    @Test func `a quotation shows every check and changes nothing`() async throws {
        try await TestAPI.open { api in
            let cover = try await api.post("/v1/open-covers", as: "leader", SampleRequests.cover())
            let path = "/v1/open-covers/\(cover.id)/quotes"
            // While an insurer has not written its line the slip binds nobody.
            let early = try await api.post(path, as: "assured", SampleRequests.declaration())
            #expect(early.json["accepted"] == .bool(false))
            #expect(early.json["refusals"]?[0]?["code"] == .string("coverNotSubscribed"))
            _ = try await api.post(
                "/v1/open-covers/\(cover.id)/actions/subscribe",
                as: "follower",
                #"{"line": "25"}"#
            )
            let good = try await api.post(path, as: "assured", SampleRequests.declaration())
            #expect(good.status == .ok)
            #expect(good.json["accepted"] == .bool(true))
            #expect(good.json["premium"]?["amount"] == .string("550.00"))
            let bad = try await api.post(
                path,
                as: "assured",
                SampleRequests.declaration(changed(.salmon) { $0.cost = usd("600000") })
            )
            #expect(bad.json["accepted"] == .bool(false))
            let refusal = bad.json["refusals"]?[0]
            #expect(refusal?["code"] == .string("conveyanceLimitExceeded"))
            #expect(refusal?["refusalNumber"]?.integerValue == 3007)
            let failed = bad.json["checks"]?.arrayValue?.filter {
                $0["outcome"] == .string("failed")
            }
            #expect(failed?.first?["limit"] == .string("USD 500000.00"))
            let after = try await api.get("/v1/open-covers/\(cover.id)", as: "assured")
            #expect(after.json["revision"]?.integerValue == 2)
        }
    }

    @Test func `what telemetry shows is paid without a human`() async throws {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            let automation = ClaimsAutomation(
                platform: api.opened.platform,
                cursors: api.opened.cursors,
                logger: .init(label: "automation")
            )
            try await api.carry(carriage.shipment)
            // 1 h 20 min above 4 degrees: the readings stand until the next one.
            let readings = SampleRequests.carriage([
                "3.0", "5.5", "6.0", "7.25", "6.5", "6.0", "5.0", "4.5", "4.25", "3.5", "3.0",
            ])
            let uploaded = try await api.upload(readings, to: carriage.shipment)
            #expect(uploaded.json["accepted"]?.integerValue == 325)
            #expect(uploaded.json["segments"]?.arrayValue?.count == 1)
            try await automation.follow()
            let claims = try await api.get(
                "/v1/claims?certificate=\(carriage.certificate)",
                as: "assured"
            )
            let claim = try #require(claims.items.first)
            #expect(claim["state"] == .string("settled"), "\(claims.text)")
            // 50 % of 110,000.00 less 1 % of 110,000.00.
            #expect(claim["adjustment"]?["loss"]?["amount"] == .string("55000.00"))
            #expect(claim["payment"]?["amount"]?["amount"] == .string("53900.00"))
            #expect(claim["payment"]?["payee"] == .string("assured"))
            let id = try #require(claim["id"]?.stringValue)
            let history = try await api.get("/v1/claims/\(id)/history", as: "leader")
            #expect(
                history.items.map { $0["action"]?.stringValue } == [
                    "notify", "acknowledge", "adjust", "approve", "settle",
                ]
            )
            #expect(history.items.allSatisfy { $0["attestedBy"] == .string("operator") })
        }
    }

    @Test func `a claim is adjusted, approved, settled and closed by the leader`() async throws {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            try await api.carry(carriage.shipment)
            let notified = try await api.post(
                "/v1/claims",
                as: "broker",
                """
                {"certificate": "\(carriage.certificate)", "peril": "roughHandling",
                 "lossFrom": "2026-03-03T00:00:00Z", "lossTo": "2026-03-03T01:00:00Z",
                 "description": "Crushed boxes",
                 "estimate": {"amount": "20000.00", "currency": "USD"}}
                """
            )
            #expect(notified.status == .created)
            #expect(notified.json["shipment"] == .string(carriage.shipment))
            let path = "/v1/claims/\(notified.id)"
            func act(_ action: String, _ body: String) async throws -> Reply {
                try await api.post("\(path)/actions/\(action)", as: "leader", body)
            }
            #expect(try await act("acknowledge", "").json["state"] == .string("acknowledged"))
            let referred = try await act("refer", #"{"reasons": ["survey awaited"]}"#)
            #expect(referred.json["referralReasons"] == .array([.string("survey awaited")]))
            let adjusted = try await act(
                "adjust",
                """
                {"assessment": {"partialLoss": {
                  "grossSoundValue": {"amount": "100000.00", "currency": "EUR"},
                  "grossDamagedValue": {"amount": "80000.00", "currency": "EUR"}}}}
                """
            )
            // 110,000.00 x 20 % less the deductible of 1,100.00.
            #expect(adjusted.json["adjustment"]?["payable"]?["amount"] == .string("20900.00"))
            let over = try await act(
                "approve",
                #"{"amount": {"amount": "20900.01", "currency": "USD"}}"#
            )
            #expect(over.code == "amountMalformed")
            let approved = try await act(
                "approve",
                #"{"amount": {"amount": "20900.00", "currency": "USD"}}"#
            )
            #expect(
                approved.json["availableActions"]?.arrayValue == [
                    .string("settle"), .string("consent"),
                ]
            )
            let settled = try await act("settle", "{}")
            #expect(settled.json["payment"]?["reference"] == .string(notified.id))
            #expect(try await act("close", "").json["state"] == .string("closed"))
            let certificate = try await api.get(
                "/v1/certificates/\(carriage.certificate)",
                as: "assured"
            )
            #expect(certificate.json["approved"]?["amount"] == .string("20900.00"))
            #expect(certificate.json["claims"]?[0]?["open"] == .bool(false))
        }
    }

    @Test func `a declined claim names its clause`() async throws {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            try await api.carry(carriage.shipment)
            let notified = try await api.post(
                "/v1/claims",
                as: "assured",
                """
                {"certificate": "\(carriage.certificate)", "peril": "delay",
                 "lossFrom": "2026-03-03T00:00:00Z", "lossTo": "2026-03-03T00:00:00Z",
                 "description": "Late"}
                """
            )
            let path = "/v1/claims/\(notified.id)/actions"
            _ = try await api.post("\(path)/acknowledge", as: "leader", "")
            let declined = try await api.post(
                "\(path)/decline",
                as: "leader",
                #"{"clause": "ICC(A) 4.5", "reason": "Delay is excluded."}"#
            )
            #expect(declined.json["declinature"]?["clause"] == .string("ICC(A) 4.5"))
            let filtered = try await api.get("/v1/claims?state=declined", as: "assured")
            #expect(filtered.items.count == 1)
            #expect(try await api.get("/v1/claims?state=settled", as: "assured").items.isEmpty)
        }
    }

    @Test func `a certificate is endorsed, paid for and cancelled`() async throws {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            func onRisk(_ what: String) async throws -> String? {
                let found = try await api.get("/v1/accumulation?\(what)&currency=USD", as: "leader")
                let changes = found.json["changes"]?.arrayValue ?? []
                var (held, peak) = (usd("0"), usd("0"))
                for change in changes {
                    let amount = try #require(change["amount"]?["amount"]?.stringValue)
                    held = try held.adding(Money(parsing: amount, currency: .usd))
                    if held.minorUnits > peak.minorUnits { peak = held }
                }
                return peak.amountText
            }
            #expect(try await onRisk("conveyance=9074729") == "110000.00")
            #expect(try await onRisk("location=NLRTM") == "110000.00")
            let path = "/v1/certificates/\(carriage.certificate)/actions"
            let endorsed = try await api.post(
                "\(path)/endorse",
                as: "broker",
                #"{"conveyance": {"imo": "9074729", "ship": "Nordlys", "voyage": "13W"}}"#
            )
            #expect(endorsed.json["declaration"]?["conveyance"]?["voyage"] == .string("13W"))
            let paid = try await api.post(
                "\(path)/payPremium",
                as: "leader",
                #"{"amount": {"amount": "550.00", "currency": "USD"}}"#
            )
            #expect(paid.json["premiumPaid"] == paid.json["premium"])
            let cancelled = try await api.post(
                "\(path)/cancel",
                as: "assured",
                #"{"reason": "sale fell through"}"#
            )
            #expect(cancelled.json["state"] == .string("cancelled"))
            #expect(cancelled.json["availableActions"] == .array([]))
            #expect(try await onRisk("conveyance=9074729") == "0.00")
            #expect(try await onRisk("location=NLRTM") == "0.00")
        }
    }
}
