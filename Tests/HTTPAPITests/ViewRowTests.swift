import CanonicalJSON
import HTTPTypes
import TestSupport
import Testing

/// Rows that somebody writes into a derived file while the server runs: the file proposes, and who
/// reads what is the ledger's to say.
@Suite struct ViewRowTests {
    @Test func `rows added to the parties show a stranger nothing and the parties everything`()
        async throws
    {
        try await TestAPI.open { api in
            let (carriage, claim) = try await api.claimed()
            try api.write(
                "view.sqlite",
                """
                INSERT OR IGNORE INTO party (member, contract, first)
                SELECT 'stranger', contract, first FROM instance;
                INSERT OR IGNORE INTO party (member, contract, first)
                SELECT 'carrier', contract, first FROM instance
                """
            )
            for list in ["open-covers", "certificates", "shipments", "claims"] {
                for page in ["", "?limit=1"] {
                    let seen = try await api.get("/v1/\(list)\(page)", as: "stranger")
                    #expect(seen.status == .ok)
                    #expect(seen.items.isEmpty, "\(list): \(seen.text)")
                }
                let own = try await api.get("/v1/\(list)", as: "assured")
                #expect(own.items.count == 1, "\(list): \(own.text)")
            }
            let carried = try await api.get("/v1/shipments", as: "carrier")
            #expect(carried.items.compactMap { $0["id"]?.stringValue } == [carriage.shipment])
            for list in ["open-covers", "certificates", "claims"] {
                #expect(try await api.get("/v1/\(list)", as: "carrier").items.isEmpty)
            }
            let filtered = try await api.get(
                "/v1/claims?certificate=\(carriage.certificate)",
                as: "stranger"
            )
            #expect(filtered.items.isEmpty)
            #expect(!filtered.text.contains(claim))
            let ready = try await api.get("/readyz")
            #expect(ready.status == .serviceUnavailable)
            #expect(ready.text.contains("The view is damaged"), "\(ready.text)")
        }
    }

    @Test func `rows in vain before those that count leave none of them out`() async throws {
        try await TestAPI.open { api in
            let (carriage, _) = try await api.claimed()
            // Under the names of what there is, and before it.
            try api.write(
                "view.sqlite",
                """
                INSERT OR IGNORE INTO instance (contract, first, id)
                SELECT 'shipment', value, '\(carriage.shipment)'
                FROM (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n
                    WHERE value < 5) SELECT value FROM n);
                INSERT OR IGNORE INTO party (member, contract, first)
                SELECT 'assured', contract, first FROM instance WHERE contract = 'shipment'
                """
            )
            var seen: [String] = []
            var after: String? = ""
            while let cursor = after {
                let page = try await api.get(
                    "/v1/shipments?limit=1" + (cursor.isEmpty ? "" : "&after=\(cursor)"),
                    as: "assured"
                )
                seen += page.items.compactMap { $0["id"]?.stringValue }
                after = page.json["next"]?.stringValue
            }
            #expect(seen == [carriage.shipment])
        }
    }

    @Test(
        arguments: [
            ("stage = 'settled'", "state=settled"), ("certificate = 'crt-x'", "certificate=crt-x"),
            ("shipment = 'shp-x'", "shipment=shp-x"),
        ]
    )
    func `a changed row of a claim lists it as nothing that it is not`(
        change: String,
        filter: String
    ) async throws {
        try await TestAPI.open { api in
            _ = try await api.claimed()
            #expect(try await api.get("/readyz").status == .ok)
            try api.write("view.sqlite", "UPDATE claim SET \(change)")
            let listed = try await api.get("/v1/claims?\(filter)", as: "leader")
            #expect(listed.status == .ok)
            #expect(listed.items.isEmpty, "\(listed.text)")
            #expect(try await api.get("/v1/claims", as: "leader").items.count == 1)
            #expect(try await api.get("/readyz").status == .serviceUnavailable)
        }
    }

    @Test func `a row under another's name lists neither`() async throws {
        try await TestAPI.open { api in
            let (carriage, _) = try await api.claimed()
            let other = try await api.declareShipment()
            try api.write(
                "view.sqlite",
                """
                UPDATE instance SET id = '\(carriage.certificate)' WHERE id = '\(other.certificate)'
                """
            )
            let listed = try await api.get("/v1/certificates", as: "assured")
            #expect(listed.items.compactMap { $0["id"]?.stringValue } == [carriage.certificate])
            try api.write("view.sqlite", "UPDATE instance SET id = 'unheard-of' WHERE first > 20")
            #expect(try await api.get("/v1/shipments", as: "auditor").status == .ok)
        }
    }

    @Test(
        arguments: [
            "DELETE FROM history WHERE revision = 2",
            "DELETE FROM history",
            "UPDATE history SET idx = idx + 1",
            "UPDATE history SET idx = 100000 + idx",
            "UPDATE history SET idx = 0 WHERE revision = 3",
            "INSERT OR REPLACE INTO history (first, revision, idx) "
                + "SELECT first, 7, idx FROM history",
        ]
    )
    func `a history is the ledger's, whatever the view has of it`(harm: String) async throws {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            try await api.carry(carriage.shipment)
            let path = "/v1/shipments/\(carriage.shipment)/history"
            let before = try await api.get(path, as: "carrier")
            let page = try await api.get("\(path)?limit=2&after=1", as: "carrier")
            #expect(before.items.count == 6 && page.items.count == 2)
            try api.write("view.sqlite", harm)
            #expect(try await api.get(path, as: "carrier").json == before.json)
            #expect(try await api.get("\(path)?limit=2&after=1", as: "carrier").json == page.json)
            #expect(try await api.get("\(path)?after=6", as: "carrier").items.isEmpty)
        }
    }

    @Test(
        arguments: [
            "UPDATE api_key SET member = 'leader'", "UPDATE api_key SET member = 'nobody'",
            "UPDATE api_key SET member = ''", "DELETE FROM api_key",
        ]
    )
    func `an API key speaks for its member, whatever the view has of it`(
        harm: String
    ) async throws {
        try await TestAPI.open { api in
            try api.write("view.sqlite", harm)
            let keys = "/v1/members/stranger/api-keys"
            #expect(try await api.get(keys, as: "stranger").items.count == 1)
            let other = try await api.get("/v1/members/leader/api-keys", as: "stranger")
            #expect(other.status == .forbidden)
            let unknown: HTTPFields = [.authorization: "Bearer plimsoll_0000"]
            #expect(try await api.get("/v1/members", headers: unknown).status == .unauthorized)
        }
    }

    @Test func `a delivery that is put under another's endpoint is not shown there`() async throws {
        try await TestAPI.open(webhooks: true) { api in
            let (carriage, claim) = try await api.claimed()
            let history = try await api.get("/v1/claims/\(claim)/history", as: "assured")
            let index = try #require(history.items.first?["receipt"]?["index"]?.integerValue)
            for (member, count) in [("stranger", 0), ("assured", 1)] {
                let endpoint = try await api.post(
                    "/v1/webhook-endpoints",
                    as: member,
                    #"{"url": "https://hooks.example.com/\#(member)"}"#
                )
                #expect(endpoint.status == .created, "\(endpoint.text)")
                try api.write(
                    "notifier.sqlite",
                    """
                    INSERT INTO delivery (endpoint, notification, ledgerIndex, type, subject, state,
                        createdAt, nextAttemptAt)
                    VALUES ('\(endpoint.id)', 'evt_1', \(index), 'claim.notified',
                        'claim/\(claim)', 1, 1, 1),
                        ('\(endpoint.id)', 'evt_2', 0, 'shipment.departed',
                        'shipment/\(carriage.shipment)', 1, 1, 1)
                    """
                )
                let listed = try await api.get(
                    "/v1/webhook-endpoints/\(endpoint.id)/deliveries",
                    as: member
                )
                #expect(listed.status == .ok)
                #expect(listed.items.count == count, "\(listed.text)")
                #expect(!listed.text.contains("departed"))
            }
        }
    }
}

extension TestAPI {
    /// A shipment that was carried, and a claim for it.
    fileprivate func claimed() async throws -> (DeclaredShipment, claim: String) {
        let carriage = try await declareShipment()
        try await carry(carriage.shipment)
        let claim = try await post(
            "/v1/claims",
            as: "assured",
            """
            {"certificate": "\(carriage.certificate)", "shipment": "\(carriage.shipment)",
             "peril": "theft", "lossFrom": "2026-03-03T00:00:00Z",
             "lossTo": "2026-03-03T00:00:00Z", "description": "40 boxes are missing"}
            """
        )
        #expect(claim.status == .created, "\(claim.text)")
        // The view has it once it was asked for.
        #expect(try await get("/v1/claims", as: "assured").items.count == 1)
        return (carriage, claim.id)
    }
}
