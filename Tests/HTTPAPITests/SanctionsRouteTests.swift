import CanonicalJSON
import Contracts
import HTTPTypes
import TestSamples
import TestSupport
import Testing

@Suite("Sanctions over HTTP")
struct SanctionsRouteTests {
    private static func text(_ value: some JSONWritable) -> String {
        String(decoding: value.exchangeBytes, as: UTF8.self)
    }

    @Test func `the operator adopts a published list, and every member reads it`() async throws {
        let entries = [ListedEntry.otrada, .petrov]
        let publication = Self.text(ScreeningList.Publication.sample(entries))
        let path = "/v1/sanctions-lists/ofac/actions"
        try await TestAPI.open { api in
            let early = try await api.get("/v1/sanctions/publications/ofac/entries", as: "leader")
            #expect(early.status == .notFound)
            let announced = try await api.post(
                "\(path)/announce",
                as: "operator",
                #"{"publication": \#(publication)}"#
            )
            #expect(announced.status == .ok, "\(announced.text)")
            for (place, entry) in entries.enumerated() {
                let incomplete = try await api.post("\(path)/adopt", as: "operator", "{}")
                #expect(incomplete.status == .unprocessableContent, "\(place)")
                let brought = try await api.post(
                    "\(path)/bring",
                    as: "operator",
                    #"{"put": [\#(Self.text(entry))]}"#
                )
                #expect(brought.status == .ok, "\(brought.text)")
            }
            #expect(
                try await api.get("/v1/sanctions/publications", as: "leader").items.isEmpty,
                "none is in force"
            )
            let refused = try await api.post("\(path)/adopt", as: "leader", "{}")
            #expect(refused.status != .ok)
            let adopted = try await api.post("\(path)/adopt", as: "operator", "{}")
            #expect(adopted.status == .ok, "\(adopted.text)")
            let shown = try await api.get("/v1/sanctions/publications", as: "assured").items
            #expect(shown.first?["source"] == .string("ofac"))
            #expect(shown.first?["publication"]?["published"] == .string("2026-11-27"))
            let first = try await api.get(
                "/v1/sanctions/publications/ofac/entries?limit=1",
                as: "assured"
            )
            #expect(first.items.map { $0["id"] } == [.string("15036")])
            #expect(first.items.first?["imo"] == .string("9187629"))
            let second = try await api.get(
                "/v1/sanctions/publications/ofac/entries?limit=1&after=15036",
                as: "assured"
            )
            #expect(
                second.items.first?["version"] == .string(ListedEntry.petrov.version.text)
            )
            let unknown = try await api.post(
                "/v1/sanctions-lists/eu/actions/announce",
                as: "operator",
                #"{"publication": \#(publication)}"#
            )
            #expect(unknown.text.contains("listUnknown"), "\(unknown.text)")
        }
    }
}
