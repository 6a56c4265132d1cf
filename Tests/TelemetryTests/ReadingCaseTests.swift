import Marine
import Telemetry
import Testing

/// Files and pushes as people send them, each with the right answer.
@Suite struct `What people send` {
    @Test
    func `a preamble of L4 in UTC and Fahrenheit with rows at 40 point 1 is 4 point 5 degrees`()
        throws
    {
        let upload = try parse(
            """
            Serial number: L4
            Time zone: UTC+00:00
            Temperature scale: Fahrenheit

            Timestamp,Temperature,Humidity
            2026-03-01 00:05:00,40.1,55.0
            """,
            .csv
        )
        #expect(upload.rejectedCount == 0)
        #expect(
            upload.readings == [
                Reading(device: "L4", sample: sample(1_772_323_500_000, 4_500, humidity: 55_000))
            ]
        )
    }

    @Test func `of a temperature beside a humidity of 101 point 7 the temperature is kept`() throws
    {
        let upload = try parse(
            #"{"device":"S1","time":"2026-03-01T00:05:00Z","temperature":9.4,"humidity":101.7}"#,
            .ndjson
        )
        #expect(
            upload.readings == [Reading(device: "S1", sample: sample(1_772_323_500_000, 9_400))]
        )
        #expect(upload.rejectedCount == 0)
        #expect(upload.leftOut.map(\.field) == ["humidity"])
        #expect(upload.leftOut.map(\.code) == [.outOfRange])
    }

    @Test(arguments: [
        (#""longitude":5e-05,"latitude":51"#, 50, []),
        (#""longitude":181.2,"latitude":51"#, nil, ["longitude"]),
        (#""latitude":51"#, nil, ["longitude"]),
        (#""longitude":5.0E-5,"latitude":51,"colour":"red""#, 50, ["colour"]),
    ])
    func `one bad field costs one field`(
        members: String,
        longitude: Int32?,
        leftOut: [String]
    ) throws {
        let upload = try parse(
            #"{"device":"S1","time":"2026-03-01T00:05:00Z","temperature":9.4,\#(members)}"#,
            .ndjson
        )
        let found = try #require(upload.readings.first?.sample)
        #expect(found.temperature?.milliCelsius == 9_400)
        #expect(found.position?.longitudeMicrodegrees == longitude)
        #expect(upload.rejectedCount == 0)
        #expect(upload.leftOut.map(\.field) == leftOut)
    }

    @Test func `HOBO's header states its unit, its zone and its logger`() throws {
        let upload = try parse(
            """
            "Plot Title: x"
            "#","Date Time, GMT-04:00","Temp, °F (LGR S/N: 20444444)"
            1,"03/14/26 08:00:00 AM",40.10
            """,
            .csv
        )
        #expect(
            upload.readings == [
                Reading(device: "20444444", sample: sample(1_773_489_600_000, 4_500))
            ]
        )
        let part = try #require(upload.understood.first)
        #expect(part.zone == "-04:00")
        #expect(part.device == "20444444")
        #expect(part.columns.map(\.unit) == [nil, "F"])
    }

    @Test func `a serial number in the first row alone is that of all rows`() throws {
        let upload = try parse(
            """
            No,Time (UTC),Celsius(°C),Serial Number
            1,2026-03-01 00:05,4,S9
            2,2026-03-01 00:15,5
            3,2026-03-01 00:25,6,
            """,
            .csv
        )
        #expect(upload.rejectedCount == 0)
        #expect(upload.devices.map(\.device) == ["S9"])
        #expect(
            upload.readings.compactMap(\.sample.temperature?.milliCelsius) == [4_000, 5_000, 6_000]
        )
    }

    @Test func `a row without a device under rows of two is of neither`() throws {
        let upload = try parse(
            """
            Serial Number,Time (UTC),temp (C)
            S1,2026-03-01 00:05,4
            S2,2026-03-01 00:05,5
            ,2026-03-01 00:15,6
            """,
            .csv
        )
        #expect(upload.readingCount == 2)
        #expect(upload.rejected.map(\.code) == [.deviceMissing])
    }

    @Test(arguments: [
        "02-Mar-2026 10:00", "2 March 2026 10:00", "Mar 2, 2026 10:00", "1772445600",
        "1772445600000", "1772445600.0", "2026-03-02T11:00:00+0100", "2026-Mar-02 10:00",
        "02.Mar.2026 10:00:00 AM", "02 Sept 2026 10:00",
    ])
    func `named months, epoch times and an offset without its colon are read`(text: String) throws {
        let upload = try parse("device;time (UTC);temp (C)\nD;\(text);4\n", .csv)
        let september: Int64 = 1_788_343_200_000
        #expect(
            upload.readings.map(\.time.millisecondsSinceEpoch)
                == [text.contains("Sept") ? september : 1_772_445_600_000]
        )
    }

    @Test(arguments: [
        ("4.3 °C", 4_300), (".5", 500), ("-.5", -500), ("\u{2212}4.3", -4_300), ("+4.3", 4_300),
        ("4.3°C", 4_300), ("4.3 C", 4_300), ("4.3e0", 4_300), ("\"4,3\"", 4_300),
        ("\"0,125\"", 125),
    ])
    func `figures are read as loggers' programs write them`(text: String, milli: Int32) throws {
        let upload = try parse("device,time,temp (C)\nD,2026-03-01T00:05:00Z,\(text)\n", .csv)
        #expect(upload.readings.compactMap(\.sample.temperature?.milliCelsius) == [milli])
    }

    @Test func `two columns of degrees Celsius are two channels of one device`() throws {
        let upload = try parse(
            "Serial: L1\nTime (UTC),Ch1 (°C),Ch2 (°C)\n2026-03-01 00:05,4,5\n",
            .csv
        )
        #expect(upload.rejectedCount == 0)
        #expect(upload.readRowCount == 1)
        #expect(
            upload.readings.sorted() == [
                Reading(device: "L1/1", sample: sample(1_772_323_500_000, 4_000)),
                Reading(device: "L1/2", sample: sample(1_772_323_500_000, 5_000)),
            ]
        )
    }

    @Test func `readings under one device and nested locations are read`() throws {
        let upload = try parse(
            #"{"device":"GW1","readings":[{"time":"2026-03-01T00:05:00Z","temperature":4,"#
                + #""location":{"latitude":1,"longitude":2}}]}"#,
            .json
        )
        #expect(upload.rejectedCount == 0)
        #expect(
            upload.readings == [
                Reading(
                    device: "GW1",
                    sample: sample(1_772_323_500_000, 4_000, position: position(1, 2))
                )
            ]
        )
    }

    @Test func `readings whose device is named after them are of it, and of none without it`()
        throws
    {
        let reading = #"{"time":"2026-03-01T00:05:00Z","temperature":4}"#
        let named = try parse(#"{"readings":[\#(reading)],"device":"GW1"}"#, .json)
        #expect(named.devices.map(\.device) == ["GW1"])
        let nameless = try parse(#"{"readings":[\#(reading),\#(reading)]}"#, .json)
        #expect(nameless.readingCount == 0)
        #expect(nameless.rejected.map(\.code) == [.deviceMissing, .deviceMissing])
        #expect(nameless.missing.map(\.subject) == [.device])
    }

    @Test func `four rows of one instant are four readings`() throws {
        let upload = try parse(
            """
            device,time,temp (C),humidity,door,lat,lon
            D,2026-03-01T00:05:00Z,4,,,,
            D,2026-03-01T00:05:00Z,,55,,,
            D,2026-03-01T00:05:00Z,,,closed,,
            D,2026-03-01T00:05:00Z,,,,1,2
            """,
            .csv
        )
        #expect(upload.readRowCount == 4)
        var set = ReadingSet()
        let merged = set.merge(upload.devices)
        #expect(merged.accepted + merged.duplicates == 4)
    }

    @Test func `a line of status is counted as one and is no rejection`() throws {
        let table = try parse(
            "device,time,temp (C)\nD,2026-03-01T00:05:00Z,---\nD,2026-03-01T00:05:00Z,\n",
            .csv
        )
        #expect(table.rejectedCount == 0)
        #expect(table.withoutMeasurementCount == 2)
        let line = try parse(#"{"device":"D","time":"2026-03-01T00:05:00Z","light":null}"#, .ndjson)
        #expect(line.rejectedCount == 0)
        #expect(line.withoutMeasurementCount == 1)
    }

    @Test func `cells beyond the header are an error of the row`() throws {
        let upload = try parse(
            "device,time,temp (C)\nD,2026-03-01T00:05:00Z,4,31\nD,2026-03-01T00:05:00Z,4,,\n",
            .csv
        )
        #expect(upload.readingCount == 1)
        #expect(upload.rejected.map(\.code) == [.columnCountMismatch])
    }

    @Test func `a damaged row before a second header is not taken for its preamble`() throws {
        let upload = try parse(
            """
            device,time,temp (C)
            D,2026-03-01T00:05:00Z,4
            D,2026-03-01T00:,5
            2026-03
            device,time,temp (C)
            D,2026-03-01T00:25:00Z,6
            """,
            .csv
        )
        #expect(upload.readingCount == 2)
        #expect(upload.rejected.map(\.line) == [3, 4])
        #expect(upload.understood.map(\.line) == [1, 5])
    }

    @Test(arguments: [
        ("31/12/99 10:00", 2099), ("99-12-31 10:00", 2099), ("31-Dec-99 10:00", 2099),
        ("03/14/26 10:00", 2026),
    ])
    func `a year of two digits that reads one way only needs no statement`(
        text: String,
        year: Int
    ) throws {
        let upload = try parse("device,time (UTC),temp (C)\nD,\(text),4\n", .csv)
        #expect(upload.readings.map(\.time.calendarDate.year) == [year])
    }

    @Test(arguments: ["01/02/03 10:00", "02-Mar-26 10:00", "26-03-02 10:00"])
    func `a year of two digits that reads two ways is asked for`(text: String) throws {
        let upload = try parse("device,time (UTC),temp (C)\nD,\(text),4\n", .csv)
        #expect(upload.rejected.map(\.code) == [.timeAmbiguous])
        #expect(upload.missing.map(\.subject) == [.dateOrder])
    }

    @Test(arguments: TelemetryFormat.allCases)
    func `an upload in UTF-16 reads as in UTF-8`(format: TelemetryFormat) throws {
        let text =
            format == .csv
            ? "device,time,temp (°C),notes\nD,2026-03-01T00:05:00Z,4,\u{1F600}\n"
            : #"{"device":"D","time":"2026-03-01T00:05:00Z","temperature":4,"id":"\#u{1F600}"}"#
        let units = Array(text.utf16)
        let little = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        for bytes in [little, big, [0xFF, 0xFE] + little, [0xFE, 0xFF] + big] {
            let upload = try parse(bytes, format)
            #expect(upload.rejected.isEmpty)
            #expect(upload.leftOut.isEmpty)
            #expect(
                upload.readings == [Reading(device: "D", sample: sample(1_772_323_500_000, 4_000))]
            )
        }
    }

    @Test(arguments: [
        ("1e2", 100_000), ("1.2345e2", 123_450), ("4310e-3", 4_310), ("4310.5e-3", 4_311),
        ("43105e-4", 4_311), ("0e99", 0), ("1e-99", 0), ("-4.3105E0", -4_311),
        ("4.3104999999999999999e0", 4_310), ("431050000000000e-14", 4_311),
    ])
    func `a number with an exponent is read exactly and rounded once`(
        text: String,
        milli: Int32
    ) throws {
        let upload = try parse(
            #"{"device":"D","time":"2026-03-01T00:05:00Z","temperature":\#(text)}"#,
            .ndjson
        )
        #expect(upload.readings.compactMap(\.sample.temperature?.milliCelsius) == [milli])
    }
}
