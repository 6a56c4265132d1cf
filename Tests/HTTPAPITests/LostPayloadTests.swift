import CanonicalJSON
import DataFolder
import Foundation
import HTTPTypes
import Ledger
import Services
import TestSupport
import Testing

/// Payloads and commands that somebody takes out of the ledger's file while the server runs.
@Suite struct LostPayloadTests {
    @Test(arguments: ["payload", "payload_salt", "command"])
    func `an entry that has lost something is damage wherever it is read, never null`(
        column: String
    ) async throws {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            try await api.carry(carriage.shipment)
            let history = "/v1/shipments/\(carriage.shipment)/history"
            let items = try await api.get(history, as: "carrier").items
            let index = try #require(items.last?["receipt"]?["index"]?.integerValue)
            let entry = "/v1/ledger/entries/\(index)"
            let whole = try await api.get(entry, as: "carrier")
            #expect(whole.json["payload"]?["value"] != nil)
            #expect(whole.json["command"]?["value"] != nil)
            try api.write(
                "ledger.sqlite",
                "UPDATE entry SET \(column) = NULL WHERE idx = \(index)"
            )
            let place = "entry \(index): its \(column == "command" ? column : "payload") is missing"
            for path in [entry, history] {
                let read = try await api.get(path, as: "carrier")
                #expect(read.status == .internalServerError, "\(path)")
                #expect(read.code == "ledgerDamaged")
                #expect(read.text.contains(place), "\(read.text)")
            }
            let scrub = Scrub(
                of: api.opened.platform.sequencer,
                pace: .init(entriesPerSecond: 100_000),
                logger: silent
            )
            await #expect(throws: LedgerFault.damaged(place: place)) { try await scrub.round() }
            #expect(try await api.get("/readyz").code == "ledgerDamaged")
        }
    }

    @Test func `a trigger that nulls payloads loses no acknowledged one: nothing is acknowledged`()
        async throws
    {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            try api.write(
                "ledger.sqlite",
                """
                CREATE TRIGGER thief AFTER INSERT ON entry
                BEGIN UPDATE entry SET payload = NULL WHERE idx = NEW.idx; END
                """
            )
            let size = await api.opened.platform.sequencer.size()
            let depart = "/v1/shipments/\(carriage.shipment)/actions/depart"
            for _ in 0..<2 {
                let moved = try await api.post(
                    depart,
                    as: "carrier",
                    #"{"at": "2026-03-01T06:00:00Z"}"#
                )
                #expect(moved.code == "ledgerDamaged", "\(moved.text)")
                #expect(moved.text.contains("trigger 'thief' on 'entry'"), "\(moved.text)")
            }
            #expect(try await api.opened.platform.store.head().size == size)
        }
    }
}
