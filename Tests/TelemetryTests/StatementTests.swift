import Marine
import Telemetry
import Testing

@Suite struct `Statements about an upload` {
    private func parse(
        _ text: String,
        _ format: TelemetryFormat = .csv,
        zone: String? = nil,
        unit: String? = nil,
        device: String? = nil,
        order: DateOrder? = nil
    ) throws -> ParsedUpload {
        let stated = UploadStatements(
            offsetMinutes: try zone.map { try UploadStatements.zone(parsing: $0) },
            dateOrder: order,
            device: try device.map { try DeviceName($0) },
            units: try unit.map { try StatedUnits(parsing: $0) } ?? StatedUnits()
        )
        var parser = UploadParser(format: format, stated: stated)
        try parser.consume(Array(text.utf8))
        return parser.finish()
    }

    /// Parses with one thing stated, by the name of its parameter.
    private func parse(
        _ text: String,
        _ format: TelemetryFormat = .csv,
        stating subject: String,
        _ value: String
    ) throws -> ParsedUpload {
        try parse(
            text,
            format,
            zone: subject == "zone" ? value : nil,
            unit: subject == "unit" ? value : nil,
            device: subject == "device" ? value : nil,
            order: subject == "dateOrder" ? DateOrder(rawValue: value) : nil
        )
    }

    @Test func `unit, zone, device and order of dates come with the upload`() throws {
        let upload = try parse(
            "time,temp\n01/03/26 01:05,39.758\n",
            zone: "+01:00",
            unit: "F",
            device: "D",
            order: .dayFirst
        )
        #expect(
            upload.readings == [Reading(device: "D", sample: sample(1_772_323_500_000, 4_310))]
        )
        let part = try #require(upload.understood.first)
        #expect(part.zone == "+01:00")
        #expect(part.device == "D")
        #expect(part.dateOrder == .dayFirst)
        #expect(part.columns.map(\.field) == [.time, .temperature])
        #expect(part.columns.map(\.unit) == [nil, "F"])
    }

    @Test func `statements hold for JSON too`() throws {
        let upload = try parse(
            #"{"time":"2026-03-01T01:05:00","temperature":39.758,"temperatureUnit":"F"}"#,
            .ndjson,
            zone: "UTC+1",
            unit: "F",
            device: "D"
        )
        #expect(
            upload.readings == [Reading(device: "D", sample: sample(1_772_323_500_000, 4_310))]
        )
    }

    @Test(arguments: [
        ("Time zone: UTC\ndevice,time,temp (C)\nD,2026-03-01 00:05,4\n", "zone", "+01:00"),
        ("device,time (UTC),temp (C)\nD,2026-03-01 00:05,4\n", "unit", "F"),
        ("Unit: K\ndevice,time (UTC),temp\nD,2026-03-01 00:05,4\n", "unit", "F"),
        ("device,time (UTC),temp (C)\nD,2026-03-01 00:05,4\n", "device", "E"),
        ("Serial: D\ntime (UTC),temp (C)\n2026-03-01 00:05,4\n", "device", "E"),
        ("\"time, UTC\",\"temp, C (LGR S/N: D)\"\n2026-03-01 00:05,4\n", "device", "E"),
        ("device,time,temp (C)\nD,2026-03-01T00:05:00Z,4\n", "zone", "+01:00"),
        ("device,time,temp (C)\nD,2026-03-01 00:05 GMT,4\n", "zone", "+01:00"),
        ("device,time,temp (C)\nD,2026-03-01T00:05:00-05:00,4\n", "zone", "+01:00"),
        ("device,time,temp (C)\nD,1772323500,4\n", "zone", "+01:00"),
        ("device,time,temp (C)\nD,2026-03-01 00:05 EST,4\n", "zone", "+01:00"),
        ("Time zone: EST\ndevice,time,temp (C)\nD,2026-03-01 00:05,4\n", "zone", "+01:00"),
        ("device,time (EST),temp (C)\nD,2026-03-01 00:05,4\n", "zone", "+01:00"),
        ("device,time (UTC),temp\nD,2026-03-01 00:05,4 C\n", "unit", "F"),
        ("Unit: Rankine\ndevice,time (UTC),temp\nD,2026-03-01 00:05,4\n", "unit", "F"),
        ("device,time (UTC),temp,shock (g)\nD,2026-03-01 00:05,4 C,1\n", "unit", "F"),
        ("device,time (UTC),temp (C)\nD,2026-03-01 00:05,4\n,2026-03-01 00:10,4\n", "device", "E"),
        ("device,time (UTC),temp (C)\nD,2026-03-01 00:05,4\n", "dateOrder", "dayFirst"),
        ("device,time (UTC),temp (C)\nD,13/03/2026 00:05,4\n", "dateOrder", "monthFirst"),
        ("device,time (UTC),temp (C)\nD,03/13/2026 00:05,4\n", "dateOrder", "dayFirst"),
        ("device,time (UTC),temp (C)\nD,03/04/2026 00:05,4\n", "dateOrder", "yearFirst"),
        ("device,time (UTC),temp (C)\nD,03.04.2026 00:05,4\n", "dateOrder", "monthFirst"),
        ("device,time (UTC),temp (C)\nD,13/03/26 00:05,4\n", "dateOrder", "monthFirst"),
        (
            "device,time (UTC) [DD/MM/YYYY],temp (C)\nD,03/04/2026 00:05,4\n", "dateOrder",
            "monthFirst"
        ),
    ])
    func `a statement that contradicts the file is refused, not guessed`(
        file: String,
        subject: String,
        value: String
    ) throws {
        let upload = try parse(file, stating: subject, value)
        #expect(upload.readingCount == 0)
        #expect(upload.rejectedCount > 0)
        #expect(upload.rejected.allSatisfy { $0.code == .statementsContradict })
        #expect(Set(upload.missing.map(\.subject.rawValue)) == [subject])
        #expect(upload.missing.allSatisfy { $0.reason.contains(value) }, "\(upload.missing)")
    }

    @Test(arguments: [
        (#"{"device":"D","time":"2026-03-01T00:05:00Z","temperature":4}"#, "zone", "+01:00"),
        (#"{"device":"D","time":"2026-03-01T00:05:00+02:00","temperature":4}"#, "zone", "+01:00"),
        (#"{"device":"D","time":1772323500,"temperature":4}"#, "zone", "+01:00"),
        (#"{"device":"D","time":"1772323500000","temperature":4}"#, "zone", "+01:00"),
        (#"{"device":"D","ts":1772323500000,"values":{"temperature":4}}"#, "zone", "+01:00"),
        (#"{"device":"D","time":"2026-03-01T00:05:00Z","temperature":4}"#, "device", "E"),
        (#"{"imei":"D","readings":[{TIME,"temperature":4}]}"#, "device", "E"),
        (#"{"readings":[{TIME,"temperature":4}],"imei":"D"}"#, "device", "E"),
        (#"{"readings":[{TIME,"temperature":{"celsius":4}}],"imei":"D"}"#, "device", "E"),
        (#"{"device":"D",TIME,"temperature":4}"#, "unit", "F"),
        (#"{"device":"D",TIME,"temp":4}"#, "unit", "F"),
        (#"{"device":"D",TIME,"temperatureC":4}"#, "unit", "F"),
        (#"{"device":"D",TIME,"temperature":4,"location":{"lat":1,"lon":2,"a":{}}}"#, "unit", "F"),
        (#"{"device":"D",TIME,"temperature":{"celsius":4}}"#, "unit", "F"),
        (#"{"device":"D",TIME,"temperature":{"value":4}}"#, "unit", "F"),
        (#"{"device":"D",TIME,"temperature":4,"temperatureUnit":"C"}"#, "unit", "F"),
        (#"{"device":"D",TIME,"temperature":4,"unit":"C"}"#, "unit", "F"),
        (#"{"temperatureUnit":"C","readings":[{"device":"D",TIME,"temperature":4}]}"#, "unit", "F"),
        (
            #"{"metadata":{},"payload":{"eventDateTime":"2026-03-01T00:05:00Z","#
                + #""equipmentReference":"D","measurements":{"temperature":4,"#
                + #""temperatureUnit":"CEL"}}}"#,
            "unit", "F"
        ),
        (#"{"device":"D","time":"2026-03-04T00:05:00Z","temperature":4}"#, "dateOrder", "dayFirst"),
    ])
    func `a statement that contradicts what JSON says or is by its format is refused`(
        text: String,
        subject: String,
        value: String
    ) throws {
        let time = #""time":"2026-03-01T00:05:00Z""#
        for format in [TelemetryFormat.json, .ndjson] {
            let whole = text.replacing("TIME", with: time)
            let upload = try parse(whole, format, stating: subject, value)
            #expect(upload.readingCount == 0)
            #expect(upload.missing.map(\.subject.rawValue) == [subject], "\(upload.leftOut)")
            #expect(upload.missing.allSatisfy { $0.code == .statementsContradict })
            #expect(upload.missing.allSatisfy { $0.reason.contains(value) }, "\(upload.missing)")
        }
    }

    @Test(arguments: [
        ("device,time,temp (C)\nD,2026-03-01T01:05:00+01:00,4\n", TelemetryFormat.csv),
        ("device,time (CET),temp (C)\nD,2026-03-01 01:05,4\n", .csv),
        ("device,time,temp\nD,2026-03-01 01:05 CET,4 C\n", .csv),
        (#"{"device":"D","time":"2026-03-01T01:05:00+01:00","temperatureC":4}"#, .ndjson),
        (#"{"device":"D","time":"2026-03-01T01:05:00 CET","temperature":4}"#, .ndjson),
        (#"{"readings":[{"time":"2026-03-01T01:05:00","temperature":"4"}],"imei":"D"}"#, .json),
        (#"{"readings":[{"time":"2026-03-01T01:05:00","temperature":4}]}"#, .json),
    ])
    func `a statement that agrees with what is said is accepted`(
        text: String,
        format: TelemetryFormat
    ) throws {
        let upload = try parse(
            text,
            format,
            zone: "+01:00",
            unit: "C",
            device: "D",
            order: .yearFirst
        )
        #expect(
            upload.readings == [Reading(device: "D", sample: sample(1_772_323_500_000, 4_000))],
            "\(upload.rejected)"
        )
    }

    @Test func `a unit of shock that is not the format's costs that field and is named`() throws {
        let text = #"{"device":"D","time":"2026-03-01T00:05:00Z","temperature":4,"shock":200}"#
        let upload = try parse(text, .ndjson, unit: "mg")
        #expect(upload.readings.map(\.sample) == [sample(1_772_323_500_000, 4_000)])
        #expect(upload.leftOut.map(\.field) == ["shock"])
        #expect(upload.missing.map(\.subject) == [.unit])
        let named = text.replacing("\"shock\"", with: "\"shock_mg\"")
        let read = try parse(named, .ndjson, unit: "mg")
        #expect(read.readings.first?.sample.shockMilliG == 200)
    }

    @Test(arguments: [
        ("CET", "timeZoneMissing"), ("EST", "timeZoneMissing"), ("(IST)", "timeZoneMissing"),
        ("XYZ", "timeMalformed"), ("Amsterdam", "timeMalformed"),
    ])
    func `a zone's abbreviation in a row is asked for with its offsets`(
        zone: String,
        code: String
    ) throws {
        let table = try parse("device,time,temp (C)\nD,2026-03-01 00:05 \(zone),4\n")
        #expect(table.rejected.map(\.code.rawValue) == [code])
        let line = try parse(
            #"{"device":"D","time":"2026-03-01T00:05:00 \#(zone)","temperature":4}"#,
            .ndjson
        )
        #expect(line.rejected.map(\.code.rawValue) == [code])
        guard code == "timeZoneMissing" else { return }
        #expect(line.missing.map(\.subject) == [.zone])
        #expect(line.rejected.first?.reason.contains(":00") == true)
    }

    @Test(arguments: ["UTC", " UTC", "Z", "z", " GMT", " GMT+01:00", "+0100", " +01", "UTC+1"])
    func `a zone that is an offset is read wherever it stands`(zone: String) throws {
        let isUTC = !zone.contains("1")
        for text in [
            "device,time,temp (C)\nD,2026-03-01 0\(isUTC ? 0 : 1):05:00\(zone),4\n",
            #"{"device":"D","time":"2026-03-01T0\#(isUTC ? 0 : 1):05:00\#(zone)","temperature":4}"#,
        ] {
            let upload = try parse(text, text.hasPrefix("{") ? .ndjson : .csv)
            #expect(
                upload.readings == [Reading(device: "D", sample: sample(1_772_323_500_000, 4_000))],
                "\(upload.rejected)"
            )
        }
    }

    @Test func `a statement that repeats the file changes nothing`() throws {
        let file = "Serial: D\nTime zone: UTC\ntime,temp (C)\n2026-03-01 00:05,4\n"
        let upload = try parse(file, zone: "GMT", unit: "C", device: "D")
        #expect(upload.readings == (try parse(file)).readings)
        #expect(upload.readingCount == 1)
    }

    @Test func `two statements in one file that differ are refused`() throws {
        for file in [
            "Time zone: UTC\nTime zone: +01:00\ndevice,time,temp (C)\nD,2026-03-01 00:05,4\n",
            "Date format: DD/MM/YYYY\ndevice,time (UTC) [MM/DD/YYYY],temp (C)\n"
                + "D,01/03/2026 00:05,4\n",
            "Unit: F\nUnit: C\ndevice,time (UTC),temp\nD,2026-03-01 00:05,4\n",
        ] {
            let upload = try parse(file)
            #expect(upload.readingCount == 0)
            #expect(upload.rejected.map(\.code) == [.statementsContradict])
        }
    }

    @Test func `a unit of JSON beside a figure or around the readings is believed`() throws {
        for text in [
            #"{"device":"D",TIME,"temperature":39.758,"temperatureUnit":"F"}"#,
            #"{"device":"D",TIME,"temperature":{"value":39.758,"unit":"°F"}}"#,
            #"{"device":"D","unit":"F","readings":[{TIME,"temperature":39.758}]}"#,
        ] {
            for format in [TelemetryFormat.json, .ndjson] {
                let time = #""time":"2026-03-01T00:05:00Z""#
                let upload = try parse(text.replacing("TIME", with: time), format)
                #expect(
                    upload.readings == [
                        Reading(device: "D", sample: sample(1_772_323_500_000, 4_310))
                    ],
                    "\(text)"
                )
            }
        }
    }

    @Test(arguments: ["CET", "Europe/Amsterdam", "+1:0", "+25", ""])
    func `a zone is an offset from UTC`(text: String) {
        #expect(throws: ParseError.self) { try UploadStatements.zone(parsing: text) }
    }

    @Test(arguments: [("V", "unitUnknown"), ("C,F", "repeated"), ("", "unitUnknown")])
    func `a unit is one that is understood`(text: String, code: String) throws {
        let error = #expect(throws: ParseError.self) { _ = try StatedUnits(parsing: text) }
        #expect(error?.code == code)
    }

    @Test func `the statements have one spelling`() throws {
        let units = try StatedUnits(parsing: "mg,°F,%")
        let device: DeviceName = "A B"
        let stated = UploadStatements(
            offsetMinutes: -210,
            dateOrder: .yearFirst,
            device: device,
            units: units
        )
        #expect(
            stated.canonicalText == "zone=-03:30\nunit=F,mg,%\ndevice=A B\ndateOrder=yearFirst\n"
        )
        #expect(UploadStatements().canonicalText.isEmpty)
    }
}
