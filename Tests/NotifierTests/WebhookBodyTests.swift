import Foundation
import Testing

@testable import Notifier

@Suite struct WebhookBodyTests {
    /// Texts from GNU `date -u -d @seconds +%FT%TZ`, with the milliseconds put in.
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"),
            (951_827_696_007, "2000-02-29T12:34:56.007Z"),
            (1_709_210_096_999, "2024-02-29T12:34:56.999Z"),
            (1_772_323_500_000, "2026-03-01T00:05:00.000Z"),
            (4_107_542_399_010, "2100-02-28T23:59:59.010Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        ] as [(Int64, String)]
    )
    func `an instant is written as RFC 3339 with milliseconds`(_ at: Int64, _ text: String) {
        let bytes = WebhookBody.bytes(of: notification(data: "1", at: at), for: "acme")
        #expect(String(decoding: bytes, as: UTF8.self).contains("\"timestamp\":\"\(text)\""))
    }

    private func notification(
        type: String = "claim.settled",
        data: String,
        at: Int64 = 1_772_323_500_000
    ) -> LedgerNotification {
        LedgerNotification(
            index: 42,
            id: "nt-42",
            type: type,
            subject: "claim \"7\"\n",
            at: at,
            parties: ["acme"]
        ) { _ in Array(data.utf8) }
    }

    @Test func `a body has type, timestamp and data in that order`() {
        let bytes = WebhookBody.bytes(of: notification(data: #"{"a":1}"#), for: "acme")
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == #"{"type":"claim.settled","timestamp":"2026-03-01T00:05:00.000Z","#
                + #""data":{"a":1}}"#
        )
    }

    @Test func `data is sent up to 20,000 bytes in all and omitted beyond`() throws {
        let frame = WebhookBody.bytes(of: notification(data: "\"\""), for: "acme").count
        let longest = String(repeating: "x", count: 20_000 - frame)
        #expect(
            WebhookBody.bytes(of: notification(data: "\"\(longest)\""), for: "acme").count
                == 20_000
        )
        let bytes = WebhookBody.bytes(of: notification(data: "\"\(longest)x\""), for: "acme")
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        )
        let data = try #require(object["data"] as? [String: Any])
        #expect(data["index"] as? Int == 42)
        #expect(data["subject"] as? String == "claim \"7\"\n")
        #expect(data["omitted"] as? Bool == true)
    }
}
