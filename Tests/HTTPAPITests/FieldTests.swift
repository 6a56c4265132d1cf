import CanonicalJSON
import Contracts
import HTTPTypes
import TestSamples
import TestSupport
import Testing

@Suite struct FieldTests {
    @Test func `all wrong fields of a cover are told at once`() async throws {
        try await TestAPI.open { api in
            let refused = try await api.post(
                "/v1/open-covers",
                as: "leader",
                """
                {"reference": "", "assured": "The Assured", "inception": "2026-01-01",
                 "expiry": 20270101, "currency": "USX", "shares": {}, "colour": "red",
                 "limitPerConveyance": {"amount": "1.005", "currency": "USD"},
                 "limitPerLocation": {"amount": 1, "currency": "USD", "unit": "m"},
                 "valuation": {"basis": "gross", "uplift": "1001"},
                 "depositPremium": {"currency": "USD"},
                 "goods": [{"goods": "x", "rate": "0.5 %", "terms": {
                    "clauses": ["ICC(Z)"], "deductible": {"kind": "some"},
                    "trigger": {"excursionAllowance": {"upTo": true}},
                    "telemetry": {"upperLimit": "1e1", "reportableGapMilliseconds": 1.5},
                    "toleratedGapMilliseconds": -1, "signedUploads": "no",
                    "automationAuthority": null, "premiumCreditDays": 366}}]}
                """
            )
            #expect(refused.status == .unprocessableContent)
            #expect(refused.code == "fieldsInvalid")
            let terms = "/goods/0/terms"
            #expect(
                refused.errors.sorted()
                    == [
                        "/reference textLength",
                        "/shares wrongType",
                        "/assured identifier",
                        "/inception instantMalformed",
                        "/expiry wrongType",
                        "/currency currencyUnknown",
                        "/limitPerConveyance/amount decimalTooPrecise",
                        "/limitPerLocation/amount wrongType",
                        "/limitPerLocation/unit unknownField",
                        "/valuation/basis valueUnknown",
                        "/valuation/uplift rateOutOfRange",
                        "/depositPremium/amount missing",
                        "/minimumPremium missing",
                        "/goods/0/rate decimalMalformed",
                        "\(terms)/clauses/0 valueUnknown",
                        "\(terms)/deductible/kind valueUnknown",
                        "\(terms)/telemetry/upperLimit decimalMalformed",
                        "\(terms)/telemetry/reportableGapMilliseconds wrongType",
                        "\(terms)/trigger/excursionAllowance/upTo wrongType",
                        "\(terms)/trigger/excursionAllowance/atMostMilliseconds missing",
                        "\(terms)/toleratedGapMilliseconds outOfRange",
                        "\(terms)/signedUploads wrongType",
                        "\(terms)/automationAuthority missing",
                        "\(terms)/premiumCreditDays outOfRange",
                        "/colour unknownField",
                    ].sorted()
            )
        }
    }

    @Test func `a field is told by the name that the request has for it`() async throws {
        try await TestAPI.open { api in
            for (path, body, errors) in [
                (
                    "/v1/members", #"{"id": "No Name", "name": "", "roles": []}"#,
                    ["/id identifier", "/name textLength", "/roles entryCount"]
                ),
                (
                    "/v1/members", #"{"member": "m-1", "name": "M", "roles": ["broker"]}"#,
                    ["/member unknownField"]
                ),
                (
                    "/v1/members/leader/api-keys", #"{"digest": "x", "id": "key-1"}"#,
                    ["/id unknownField"]
                ),
                (
                    "/v1/members/leader/api-keys", #"{"digest": "x"}"#,
                    ["/digest digestMalformed"]
                ),
            ] {
                let refused = try await api.post(path, as: "operator", body)
                #expect(refused.status == .unprocessableContent, "\(body)")
                #expect(refused.errors.sorted() == errors.sorted(), "\(body)")
            }
        }
    }

    @Test func `all wrong fields of a cover's parts are told at once`() async throws {
        try await TestAPI.open { api in
            let refused = try await api.post(
                "/v1/open-covers",
                as: "leader",
                """
                {"reference": "R", "assured": "assured", "inception": "2026-01-01T00:00:00Z",
                 "expiry": "2027-01-01T00:00:00Z", "currency": "USD", "utcOffsetMinutes": 841,
                 "limitPerConveyance": {"amount": "1", "currency": "USD"},
                 "limitPerLocation": {"amount": "1", "currency": "USD"},
                 "valuation": {"basis": "plain", "uplift": "110"},
                 "depositPremium": {"amount": "0", "currency": "USD"},
                 "minimumPremium": {"amount": "0", "currency": "USD"},
                 "goods": [{"goods": "x", "rate": "0.5", "terms": {
                    "clauses": ["ICC(A) 1/1/09"], "deductible": {"kind": "none"},
                    "toleratedGapMilliseconds": 1, "premiumCreditDays": 30,
                    "automationAuthority": {"amount": "0", "currency": "USD"},
                    "parts": [
                      {"name": "", "peril": "damp", "clause": "ICC(Z)", "colour": 1,
                       "trigger": {"humidity": {"aboveMilliPercent": 100001,
                         "lasting": {"total": {"atLeastMilliseconds": -1}}}},
                       "window": {"between": {"from": "today"}},
                       "scale": {"linear": {"by": "mean", "from": 0, "to": "x", "least": "0"}},
                       "limit": {"amount": "x", "currency": "USD"}, "order": "both",
                       "waitingMilliseconds": "a day", "value": "sentimental"},
                      {"name": "two", "peril": "theft", "clause": "ICC(A) 1/1/09",
                       "trigger": {"sunspots": {}}, "scale": {"assessed": {}}},
                      {"name": "three", "peril": "theft", "clause": "ICC(A) 1/1/09",
                       "trigger": {"geofence": {"lasting": {"total": {"atLeastMilliseconds": 0}},
                         "areas": [{"name": "a", "corners": ["0,0", "0,181", "91,0", "1"]}]}},
                       "scale": {"steps": {"by": "count", "steps": []}}}]}}]}
                """
            )
            let parts = "/goods/0/terms/parts"
            #expect(
                refused.errors.sorted()
                    == [
                        "/utcOffsetMinutes outOfRange",
                        "\(parts)/0/name textLength", "\(parts)/0/peril valueUnknown",
                        "\(parts)/0/clause valueUnknown", "\(parts)/0/colour unknownField",
                        "\(parts)/0/trigger/humidity/aboveMilliPercent outOfRange",
                        "\(parts)/0/trigger/humidity/lasting/total/atLeastMilliseconds outOfRange",
                        "\(parts)/0/window/between/from instantMalformed",
                        "\(parts)/0/window/between/to missing",
                        "\(parts)/0/scale/linear/by valueUnknown",
                        "\(parts)/0/scale/linear/most missing",
                        "\(parts)/0/scale/linear/to wrongType",
                        "\(parts)/0/limit/amount decimalMalformed",
                        "\(parts)/0/order valueUnknown",
                        "\(parts)/0/waitingMilliseconds wrongType",
                        "\(parts)/0/value valueUnknown",
                        "\(parts)/1/trigger choiceMalformed",
                        "\(parts)/2/trigger/geofence/areas/0/corners/1 longitudeOutOfRange",
                        "\(parts)/2/trigger/geofence/areas/0/corners/2 latitudeOutOfRange",
                        "\(parts)/2/trigger/geofence/areas/0/corners/3 positionMalformed",
                        "\(parts)/2/scale/steps/steps entryCount",
                    ].sorted()
            )
        }
    }

    @Test func `all wrong fields of a declaration are told with the vocabulary's own codes`()
        async throws
    {
        try await TestAPI.open { api in
            let cover = try await api.post("/v1/open-covers", as: "leader", SampleRequests.cover())
            let refused = try await api.post(
                "/v1/open-covers/\(cover.id)/declarations",
                as: "assured",
                """
                {"goods": "salmon", "description": "x", "incoterm": "CIP2",
                 "cost": {"amount": "-", "currency": "usd"}, "freight": 12,
                 "conveyance": {"imo": "9074728", "ship": "Nordlys"},
                 "from": "BGO", "via": ["NOBGO", 7], "to": "NLRTM",
                 "sailing": "2026-02-30T00:00:00Z", "consignee": "y"}
                """
            )
            #expect(
                refused.errors.sorted()
                    == [
                        "/cost/currency currencyUnknown",
                        "/freight wrongType",
                        "/incoterm valueUnknown",
                        "/conveyance/imo imoCheckDigitWrong",
                        "/conveyance/voyage missing",
                        "/from unLocodeMalformed",
                        "/via/1 wrongType",
                        "/sailing instantNotInCalendar",
                    ].sorted()
            )
        }
    }

    @Test func `an unknown field beside good ones is refused and nothing happens`() async throws {
        try await TestAPI.open { api in
            let refused = try await api.post(
                "/v1/members",
                as: "operator",
                #"{"name": "A", "roles": ["bank"], "role~/x": 1}"#
            )
            #expect(refused.errors == ["/role~0~1x unknownField"])
            let list = try await api.get("/v1/members", as: "operator")
            #expect(list.items.count == SampleMember.served.count + 1)
            let action = try await api.post(
                "/v1/claims/clm-none/actions/acknowledge",
                as: "leader",
                #"{"at": 1}"#
            )
            #expect(action.status == .notFound)
        }
    }

    @Test func `a name in the body that nobody has is blamed on its field`() async throws {
        try await TestAPI.open { api in
            let leader = try await api.post(
                "/v1/open-covers",
                as: "leader",
                SampleRequests.cover().replacing(
                    "\"broker\": \"broker\"",
                    with: "\"broker\": \"nobody\""
                )
            )
            #expect(leader.status == .unprocessableContent)
            #expect(leader.errors == ["/broker memberUnknown"])
            let shipment = try await api.post(
                "/v1/shipments",
                as: "assured",
                #"{"certificate": "crt-none"}"#
            )
            #expect(shipment.errors == ["/certificate instanceUnknown"])
        }
    }

    @Test func `a body that is no object, and a device listed twice, are refused`() async throws {
        try await TestAPI.open { api in
            let array = try await api.post("/v1/members", as: "operator", "[]")
            #expect(array.errors == [" wrongType"])
            let devices = try await api.post(
                "/v1/shipments",
                as: "assured",
                """
                {"certificate": "crt-1", "container": "CSQU3054384",
                 "devices": [{"id": "A"}, {"id": "A"}, {"id": "é"},
                             {"id": "B", "publicKey": "eA=="}]}
                """
            )
            #expect(
                devices.errors == [
                    "/container containerCheckDigitWrong", "/devices/2/id characterRefused",
                    "/devices/3/publicKey keyMalformed",
                ]
            )
            let twice = try await api.post(
                "/v1/shipments",
                as: "assured",
                #"{"certificate": "crt-1", "devices": [{"id": "A"}, {"id": "A"}]}"#
            )
            #expect(twice.errors == ["/devices/1/id entriesRepeat"])
        }
    }

    @Test func `what a cover is shown as can be sent to open another`() async throws {
        try await TestAPI.open { api in
            let cover = try await api.post("/v1/open-covers", as: "leader", SampleRequests.cover())
            guard case .members(let agreed) = CoverTerms.description.content else { return }
            let names = Set(agreed.map(\.name))
            let members = try #require(cover.json.objectValue).filter { names.contains($0.key) }
            // What a later edition added may be left out.
            let first = Set(agreed.filter { $0.since == 1 }.map(\.name))
            #expect(first.isSubset(of: members.keys))
            let again = try await api.post(
                "/v1/open-covers",
                as: "leader",
                JSONSource.text(of: .object(members))
            )
            #expect(again.status == .created, "\(again.text)")
            #expect(again.json["goods"] == cover.json["goods"])
            #expect(again.id != cover.id)
        }
    }
}
