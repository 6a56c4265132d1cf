import CanonicalJSON
import Testing
import TransparencyLog

@testable import Witness

/// What a witness says of its logs, as the JSON of `/status` and `/<id>/refusals`.
@Suite struct WitnessReportsTests {
    private static let violation = RuleViolation(entry: 7, rule: .edge, reason: "two roots")

    private func text(_ value: some JSONWritable) throws -> String {
        var writer = JSONWriter(.exchange)
        value.write(to: &writer)
        return String(decoding: try writer.canonicalBytes(), as: UTF8.self)
    }

    @Test func `a log of which nothing is known has null where a value would stand`() throws {
        let record = WitnessRecord(
            origin: "log.example/a",
            cosignedSize: nil,
            cosignedAt: nil,
            checkedSize: nil,
            registeredSize: nil,
            refusals: []
        )
        let id = WitnessedLog.id(of: "log.example/a")
        #expect(
            try text(LogStatus(record))
                == #"{"checkedSize":null,"cosigned":null,"id":"\#(id)","origin":"log.example/a","#
                + #""refusal":null,"registeredSize":null}"#
        )
    }

    @Test func `a size that a reader of JSON might round is text, and a refusal has its reason`()
        throws
    {
        let refusal = RecordedRefusal(
            at: 1_772_323_500,
            isFinal: true,
            violation: Self.violation,
            note: "note\n",
            against: nil,
            leaf: [1, 2],
            proof: nil
        )
        let record = WitnessRecord(
            origin: "log.example/a",
            cosignedSize: 9_007_199_254_740_992,
            cosignedAt: 1_772_323_500,
            checkedSize: 9_007_199_254_740_991,
            registeredSize: 3,
            refusals: [refusal]
        )
        let read = try JSONValue(parsing: text(LogStatus(record)).utf8)
        #expect(read["cosigned"]?["size"]?.stringValue == "9007199254740992")
        // date -u -d @1772323500
        #expect(read["cosigned"]?["at"]?.stringValue == "2026-03-01T00:05:00.000Z")
        #expect(read["checkedSize"]?.integerValue == 9_007_199_254_740_991)
        #expect(read["refusal"]?["rule"]?.stringValue == Self.violation.rule.rawValue)
        #expect(read["refusal"]?["entry"]?.integerValue == 7)
        #expect(
            try text(RefusalEvidence(refusal))
                == #"{"at":"2026-03-01T00:05:00.000Z","checkpoint":"note\n","final":true,"#
                + #""leaf":"AQI=","violation":{"entry":7,"reason":"two roots","#
                + #""rule":"\#(Self.violation.rule.rawValue)"}}"#
        )
    }
}
