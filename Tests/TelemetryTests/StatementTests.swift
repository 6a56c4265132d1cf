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
            #"{"time":"2026-03-01T01:05:00","temperature":39.758}"#,
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
    ])
    func `a statement that contradicts the file is refused, not guessed`(
        file: String,
        subject: String,
        value: String
    ) throws {
        let upload = try parse(
            file,
            zone: subject == "zone" ? value : nil,
            unit: subject == "unit" ? value : nil,
            device: subject == "device" ? value : nil
        )
        #expect(upload.readingCount == 0)
        #expect(upload.rejected.map(\.code) == [.statementsContradict])
        #expect(upload.missing.map(\.subject.rawValue) == [subject])
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
