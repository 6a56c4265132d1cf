import Marine
import Telemetry
import Testing

@Suite struct `Names of members` {
    private func line(_ members: String) -> String {
        #"{"device":"D","time":"2026-03-01T00:05:00Z",\#(members)}"#
    }

    @Test(arguments: [
        ("\"temp\":4.31", 4_310), ("\"temperatureC\":4.31", 4_310),
        ("\"temperature_c\":4.31", 4_310),
        ("\"temp_c\":\"4.31\"", 4_310), ("\"temp_f\":39.758", 4_310), ("\"tempF\":39.758", 4_310),
        ("\"Temperature_Fahrenheit\":\"39.758\"", 4_310), ("\"temperature_k\":277.46", 4_310),
        ("\"celsius\":4.31", 4_310), ("\"temperature\":\"4.31\"", 4_310),
        ("\"temperature\":{\"value\":\"4.31\",\"unit\":\"C\"}", 4_310),
        ("\"temp\":{\"fahrenheit\":39.758}", 4_310),
        ("\"temp\":39.758,\"temp_unit\":\"F\"", 4_310),
        ("\"temperature\":39.758,\"unit\":\"F\"", 4_310),
        // The same in two units is one temperature, the one in Celsius as it stands.
        ("\"temp_f\":39.8,\"temp_c\":4.31", 4_310), ("\"temp_c\":4.31,\"temp_f\":39.8", 4_310),
        ("\"temperature\":4.31,\"temp\":4.31", 4_310),
        ("\"temp_f\":39.8,\"temp_c\":4.31,\"location\":{\"lat\":1,\"lon\":2,\"x\":{}}", 4_310),
    ])
    func `a temperature is understood by any name of a single reading`(
        members: String,
        milliCelsius: Int32
    ) throws {
        let upload = try parse(line(members), .ndjson)
        #expect(upload.readings.map(\.sample.temperature?.milliCelsius) == [milliCelsius])
        #expect(upload.rejected.isEmpty)
        #expect(upload.leftOut.filter { $0.code != .unknownField }.isEmpty, "\(upload.leftOut)")
    }

    @Test func `each other field has its usual names too`() throws {
        let members = """
            "relativeHumidity":55.2,"shock_mg":"200","lux":0,"doorState":"Closed","lat":51.95,
            "long":4.14,"batteryLevel":88
            """
        let upload = try parse(
            #"{"recorded_at":"2026-03-01T00:05:00Z","serial_number":"D","temp":4.31,\#(members)}"#,
            .json
        )
        #expect(upload.readings == [Reading(device: "D", sample: JSONSample.documented)])
        #expect(upload.leftOut.isEmpty, "\(upload.leftOut)")
    }

    @Test func `two figures that differ are believed neither, and the rest is kept`() throws {
        for members in [
            "\"temp_c\":4.31,\"temp_f\":41", "\"temperature\":4.31,\"temp\":4.32",
            "\"temp_c\":4.31,\"temp\":{\"celsius\":9}",
        ] {
            let upload = try parse(line("\(members),\"humidity\":50"), .ndjson)
            #expect(upload.readings.map(\.sample) == [sample(1_772_323_500_000, humidity: 50_000)])
            #expect(upload.leftOut.map(\.code) == [.duplicateField])
        }
    }

    @Test func `half of a position that is stated twice costs no half of it`() throws {
        let upload = try parse(line("\"lon\":2,\"lat\":1,\"latitude\":1"), .ndjson)
        #expect(upload.readings.map(\.sample.position) == [position(1, 2)])
        #expect(upload.leftOut.isEmpty)
    }

    @Test(arguments: ["t", "batteryV", "battery_mv", "humidityRaw", "temperatureR", "tempp"])
    func `a name without a single reading is left out with the names to use`(name: String) throws {
        let upload = try parse(line("\"\(name)\":4,\"light\":1"), .ndjson)
        #expect(upload.readingCount == 1)
        #expect(upload.leftOut.map(\.field) == [name])
        #expect(upload.leftOut.first?.reason.contains("temperature_f") == true)
    }

    @Test(arguments: [
        "deviceId,recordedAt,temperatureC\n", "DeviceID,DateTime,TempC\n",
        "device_id,recorded_at,temperature_c\n", "serialNumber,sampleTime,TemperatureCelsius\n",
    ])
    func `a column's name may be joined by capitals or underscores`(header: String) throws {
        let upload = try parse(header + "D,2026-03-01T00:05:00Z,4.31\n", .csv)
        #expect(
            upload.readings == [Reading(device: "D", sample: sample(1_772_323_500_000, 4_310))],
            "\(upload.rejected)"
        )
    }

    @Test(arguments: ["", "\n", " \r\n\n", "\u{FEFF}"])
    func `an upload without a line has no row`(text: String) throws {
        let upload = try parse(text, .csv)
        #expect(upload.readRowCount + upload.rejectedCount + upload.withoutMeasurementCount == 0)
        #expect(upload.leftOut.map(\.code) == [.headerMissing])
        #expect(upload.leftOut.first?.reason == "the upload is empty")
    }

    @Test func `a device column that is empty takes the device of the lines above`() throws {
        let upload = try parse(
            "Serial: D\ndevice,time (UTC),temp (C)\n,2026-03-01 00:05,4.31\n",
            .csv
        )
        #expect(upload.readings.map(\.device) == ["D"])
    }

    @Test func `the unit that is read is the unit that is shown`() throws {
        for text in [
            #"{"temperatureUnit":"F","readings":[\#(line("\"temperature\":39.758"))]}"#,
            line("\"temp_f\":39.758"),
        ] {
            let columns = try parse(text, .json).understood.first?.columns
            #expect(columns?.first { $0.field == .temperature }?.unit == "F")
        }
    }
}
