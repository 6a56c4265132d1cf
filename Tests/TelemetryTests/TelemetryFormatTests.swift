import Telemetry
import Testing

@Suite struct `Telemetry formats` {
    @Test(arguments: [
        ("application/json", TelemetryFormat.json), ("Application/JSON; charset=utf-8", .json),
        ("application/x-ndjson", .ndjson), ("application/jsonl", .ndjson), ("text/csv", .csv),
        ("text/csv;header=present", .csv), ("text/tab-separated-values", .csv),
    ])
    func `are told by their content type`(contentType: String, format: TelemetryFormat) {
        #expect(TelemetryFormat(contentType: contentType) == format)
    }

    @Test(arguments: ["", "text/html", "application/json2", "json", "application/epcis"])
    func `are not guessed from another content type`(contentType: String) {
        #expect(TelemetryFormat(contentType: contentType) == nil)
    }

    private static let files: [(String?, String, TelemetryFormat)] = [
        ("a.CSV", "{}", .csv), ("a.tsv", "", .csv), ("a.ndjson", "[", .ndjson),
        ("a.jsonl", "", .ndjson), ("a.json", "{}\n{}", .ndjson), ("a.json", "{\n}", .json),
        (nil, "\u{FEFF} [1]", .json), (nil, "{\"a\":1}", .json), (nil, "{\"a\":1}\n", .json),
        (nil, "{\"a\":1}\n\n{\"a\"", .ndjson), (nil, "Serial: 1\n", .csv),
        ("a.txt", "time,temp", .csv),
        (nil, "{\n\"a\":1}", .json), (nil, "", .csv),
    ]

    @Test(arguments: files)
    func `of files are told by name, then by content`(
        name: String?,
        content: String,
        format: TelemetryFormat
    ) {
        #expect(TelemetryFormat(fileName: name, firstBytes: Array(content.utf8)) == format)
    }
}
