import Telemetry
import Testing

@Suite struct `Rejected lines` {
    /// Hostile lines of NDJSON, and for each the member and the code it must be rejected with.
    static let lines: [(String, String?, RejectionCode)] = [
        ("{", nil, .malformedJSON), ("}", nil, .malformedJSON), ("{}}", nil, .malformedJSON),
        ("{\"device\":\"D\",}", nil, .malformedJSON), ("{\"device\" \"D\"}", nil, .malformedJSON),
        ("{'device':'D'}", nil, .malformedJSON), ("{\"device\":\"D", nil, .malformedJSON),
        ("{\"device\":\"\\x\"}", nil, .malformedJSON),
        ("{\"device\":\"\\u12\"}", nil, .malformedJSON),
        ("{\"device\":\"a\u{01}b\"}", nil, .malformedJSON), ("nul", nil, .malformedJSON),
        ("{\"id\":01}", nil, .malformedJSON), ("{\"id\":}", nil, .malformedJSON),
        ("{\"id\":[1,]}", nil, .malformedJSON), ("{\"id\":{\"a\":1,}}", nil, .malformedJSON),
        ("[]", nil, .notAnObject), ("null", nil, .notAnObject), ("\"x\"", nil, .notAnObject),
        ("12", nil, .notAnObject), ("{}", nil, .deviceMissing),
        ("12{}", nil, .malformedJSON), ("[1] 2", nil, .malformedJSON),
        ("{\"temprature\":4}", "temprature", .unknownField),
        ("{\"Devise\":\"D\"}", "Devise", .unknownField),
        ("{\"Device\":\"D\",\"device\":\"D\"}", "device", .duplicateField),
        ("{\"location\":{\"device\":\"D\"}}", "device", .unknownField),
        ("{\"id\":" + String(repeating: "[", count: 40) + "}", "id", .nestingTooDeep),
        ("{\"device\":\"D\",\"device\":\"D\"}", "device", .duplicateField),
        ("{\"device\":\"D\",\"imei\":\"D\"}", "imei", .duplicateField),
        ("{\"device\":7}", "device", .wrongType), ("{\"location\":7}", "location", .wrongType),
        ("{\"temperature\":\"warm\"}", "temperature", .notANumber),
        ("{\"temperature\":\"4,5\"}", "temperature", .notANumber),
        ("{\"temperature\":\"\"}", "temperature", .notANumber),
        ("{\"temperature\":\"\\u0034\"}", "temperature", .notANumber),
        ("{\"temperature\":[4]}", "temperature", .wrongType),
        ("{\"temperature\":{}}", "temperature", .wrongType),
        ("{\"temperature\":true}", "temperature", .wrongType),
        ("{\"time\":17723235}", "time", .wrongType),
        ("{\"device\":null,\"time\":\"2026-03-01T00:05:00Z\",\"light\":1}", nil, .deviceMissing),
        ("{\"device\":\"\"}", "device", .deviceMalformed),
        ("{\"device\":\" D\"}", "device", .deviceMalformed),
        ("{\"device\":\"D\\u0000\"}", "device", .deviceMalformed),
        ("{\"device\":\"Ä\"}", "device", .deviceMalformed),
        ("{\"device\":\"" + String(repeating: "D", count: 65) + "\"}", "device", .deviceMalformed),
        ("{\"device\":\"D\"}", nil, .timeMissing),
        ("{\"time\":\"\"}", "time", .timeMalformed),
        ("{\"time\":\"2026-02-29T00:00:00Z\"}", "time", .timeMalformed),
        ("{\"time\":\"2026-03-01T24:00:00Z\"}", "time", .timeMalformed),
        ("{\"time\":\"2026-03-01T00:00:60Z\"}", "time", .timeMalformed),
        ("{\"time\":\"2026-03-01T00:00Z\"}", "time", .timeMalformed),
        ("{\"time\":\"2026-03-01T00:00:00.Z\"}", "time", .timeMalformed),
        ("{\"time\":\"2026-03-01T00:00:00Zulu\"}", "time", .timeMalformed),
        ("{\"time\":\"2026-03-01T00:00:00+010\"}", "time", .timeMalformed),
        ("{\"time\":\"01.03.2026 00:00\"}", "time", .timeMalformed),
        ("{\"time\":\"2026-03-01T00:00:00\"}", "time", .timeZoneMissing),
        ("{\"time\":\"1969-12-31T23:59:59Z\"}", "time", .timeOutOfRange),
        ("{\"time\":\"1970-01-01T00:00:00+01:00\"}", "time", .timeOutOfRange),
        ("{\"temperature\":NaN}", "temperature", .notANumber),
        ("{\"temperature\":-Infinity}", "temperature", .notANumber),
        ("{\"temperature\":+4}", "temperature", .notANumber),
        ("{\"temperature\":04}", "temperature", .notANumber),
        ("{\"temperature\":.4}", "temperature", .notANumber),
        ("{\"temperature\":4.}", "temperature", .notANumber),
        ("{\"temperature\":4,31}", nil, .malformedJSON),
        ("{\"temperature\":}", "temperature", .notANumber),
        ("{\"temperature\":0x10}", "temperature", .notANumber),
        ("{\"temperature\":4e100}", "temperature", .exponentRefused),
        ("{\"temperature\":-273.151}", "temperature", .outOfRange),
        ("{\"temperature\":1000.0005}", "temperature", .outOfRange),
        ("{\"temperature\":99999999999999999999999999}", "temperature", .outOfRange),
        ("{\"humidity\":100.001}", "humidity", .outOfRange),
        ("{\"humidity\":-0.001}", "humidity", .outOfRange),
        ("{\"shock\":-1}", "shock", .outOfRange), ("{\"shock\":1000.001}", "shock", .outOfRange),
        ("{\"light\":-1}", "light", .outOfRange), ("{\"light\":1000001}", "light", .outOfRange),
        ("{\"battery\":101}", "battery", .outOfRange),
        ("{\"latitude\":90.000001}", "latitude", .outOfRange),
        ("{\"longitude\":-180.000001}", "longitude", .outOfRange),
        (
            "{\"device\":\"D\",\"time\":\"2026-03-01T00:05:00Z\",\"lat\":1}", "longitude",
            .positionIncomplete
        ),
        (
            "{\"device\":\"D\",\"time\":\"2026-03-01T00:05:00Z\",\"lng\":1,\"lat\":null}",
            "latitude",
            .positionIncomplete
        ),
        ("{\"door\":\"ajar\"}", "door", .doorMalformed), ("{\"door\":true}", "door", .wrongType),
        (
            "{\"eventTime\":\"2026-03-01T00:05:00Z\",\"sensorElementList\":[{\"sensorReport\":"
                + "[{\"type\":\"Temperature\",\"deviceID\":\"D\"}]}]}", "Temperature",
            .measurementMissing
        ),
        (
            "{\"eventTime\":\"2026-03-01T00:05:00Z\",\"sensorElementList\":[{\"sensorReport\":"
                + "[{\"type\":\"Temperature\",\"deviceID\":\"D\",\"maxValue\":4}]}]}",
            "Temperature",
            .intervalNotRead
        ),
        (
            "{\"eventTime\":\"2026-03-01T00:05:00Z\",\"sensorElementList\":[{\"sensorReport\":"
                + "[{\"type\":\"Temperature\",\"deviceID\":\"D\",\"value\":4}]}]}", "temperature",
            .unitMissing
        ),
        (
            "{\"metadata\":{\"retractedEventID\":\"e\"}}", "retractedEventID",
            .retractionNotApplied
        ),
        (
            "{\"eventTime\":\"2026-03-01T00:05:00Z\",\"errorDeclaration\":{},"
                + "\"sensorElementList\":[{\"sensorReport\":[{\"type\":\"Temperature\","
                + "\"deviceID\":\"D\",\"value\":4,\"uom\":\"CEL\"}]}]}",
            "errorDeclaration",
            .retractionNotApplied
        ),
        (
            "{\"device\":\"D\",\"time\":\"2026-03-01T00:05:00Z\",\"temperature\":4,"
                + "\"unit\":\"Rankine\"}",
            "unit",
            .unknownUnit
        ),
    ]

    @Test(arguments: lines)
    func `a hostile line names its field and its code`(
        line: String,
        field: String?,
        code: RejectionCode
    ) throws {
        let upload = try parse(line, .ndjson)
        let rejected = try #require(upload.rejected.first)
        #expect(upload.readingCount == 0)
        #expect(upload.rejectedCount == 1)
        #expect(rejected.line == 1)
        #expect(rejected.code == code)
        #expect(rejected.field == field)
        #expect(!rejected.reason.isEmpty)
    }

    @Test func `a string that is not UTF-8 is rejected`() throws {
        for bad: [UInt8] in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]] {
            let line = Array("{\"id\":\"".utf8) + bad + Array("\"}".utf8)
            #expect(try parse(line, .ndjson).rejected.map(\.code) == [.encodingUnsupported])
        }
    }

    @Test func `a line over the limit is rejected and the next one is read`() throws {
        let good = #"{"device":"D","time":"2026-03-01T00:05:00Z","temperature":4}"#
        let limits = UploadLimits(lineBytes: good.utf8.count)
        let text = "\(good) \n\(good)\n\(good)  "
        #expect(try parse(text, .ndjson, limits: limits).rejected.map(\.line) == [1, 3])
        #expect(try parse(text, .ndjson, limits: limits).readingCount == 1)
        let long = good.replacing("{", with: "{ ")
        let array = try parse("[\(long),\n\(good)]", .json, limits: limits)
        #expect(array.rejected.map(\.code) == [.lineTooLong])
        #expect(array.readingCount == 1)
        let object = try parse(long, .json, limits: limits)
        #expect(object.rejected.map(\.code) == [.lineTooLong])
    }

    @Test func `the list of rejections ends at its limit and the count goes on`() throws {
        let upload = try parse(String(repeating: "x\n", count: 1_500), .ndjson)
        #expect(upload.rejected.count == 1_000)
        #expect(upload.rejectedCount == 1_500)
    }

    @Test func `an upload over the limit is refused with the limit`() throws {
        var parser = UploadParser(format: .ndjson, limits: UploadLimits(uploadBytes: 10))
        try parser.consume(Array("12345".utf8))
        try parser.consume(Array("67890".utf8))
        #expect(throws: UploadRefusal.uploadTooLarge(limitBytes: 10)) {
            try parser.consume(Array("1".utf8))
        }
        #expect(UploadRefusal.uploadTooLarge(limitBytes: 10).description.contains("10 bytes"))
    }

    @Test func `a device that is not bound is rejected line by line`() throws {
        let lines = ["A", "A", "B", "A", "C"].map {
            #"{"device":"\#($0)","time":"2026-03-01T00:05:00Z","temperature":4}"#
        }
        var parser = UploadParser(format: .ndjson, devices: ["A", "C"])
        try parser.consume(Array(lines.joined(separator: "\n").utf8))
        let upload = parser.finish()
        #expect(upload.devices.map(\.device) == ["A", "C"])
        #expect(upload.readingCount == 4)
        #expect(upload.rejected.map(\.line) == [3])
        #expect(upload.rejected.map(\.code) == [.deviceNotBound])
        var table = UploadParser(format: .csv, devices: [])
        try table.consume(Array("device,time,temp (C)\nA,2026-03-01T00:05:00Z,4\n".utf8))
        #expect(table.finish().rejected.map(\.code) == [.deviceNotBound])
    }

    @Test func `every code is reached by some hostile upload`() throws {
        var reached = Set(Self.lines.map(\.2))
        reached.formUnion(CSVUploadTests.rejections.map(\.2))
        // The tests above reach these: bytes that are no Swift string, limits, a list of devices.
        reached.formUnion([.encodingUnsupported, .lineTooLong, .deviceNotBound])
        #expect(Set(RejectionCode.allCases).subtracting(reached).isEmpty)
    }
}
