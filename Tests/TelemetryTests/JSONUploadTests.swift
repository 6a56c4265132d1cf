import Marine
import Telemetry
import Testing

@Suite struct `JSON uploads` {
    static let documented = """
        {"device": "TT-4711", "time": "2026-03-01T00:05:00Z", "temperature": 4.31, \
        "humidity": 55.2, "shock": 0.2, "light": 0, "door": "closed", "latitude": 51.95, \
        "longitude": 4.14, "battery": 88}
        """

    @Test(arguments: [
        (TelemetryFormat.ndjson, documented),
        (.ndjson, "\n  \r\n" + documented + "\r\n"),
        (.ndjson, "\u{FEFF}" + documented + "\n"),
        (.json, documented),
        (.json, "[" + documented + "]"),
        (.json, " [\n" + documented + "\n]\n"),
        (.json, "{\"readings\": [" + documented + "]}"),
        (
            .json,
            "{\"vendor\": {\"a\": [1e9]}, \"readings\" : [" + documented + "], \"id\": \"[{\"}"
        ),
    ])
    func `the documented reading is read in every shape`(
        format: TelemetryFormat,
        text: String
    ) throws {
        let upload = try parse(text, format)
        #expect(upload.rejected.isEmpty)
        #expect(upload.readings == [Reading(device: "TT-4711", sample: JSONSample.documented)])
    }

    @Test(arguments: [
        // Integers and decimals become thousandths; halves round away from zero.
        ("4.3100000000000005", 4_310), ("4.3105", 4_311), ("-4.3105", -4_311), ("-0.0004", 0),
        ("-0.0005", -1), ("0", 0), ("-0", 0), ("-273.15", -273_150), ("1000", 1_000_000),
        ("4.31049999999999999999999999999999", 4_310), ("4.3104999999999999", 4_310),
        ("4.31050000000000000000000000000000", 4_311), ("-273.1504", -273_150),
        ("1000.00049999999999999999", 1_000_000),
    ])
    func `a number is read exactly and rounded once`(text: String, milliCelsius: Int32) throws {
        let upload = try parse(
            #"{"device":"D","time":"2026-03-01T00:05:00Z","temperature":\#(text)}"#,
            .ndjson
        )
        #expect(upload.readings.first?.sample.temperature?.milliCelsius == milliCelsius)
    }

    @Test(arguments: [
        (#"{"deviceId":"D","timestamp":"2026-03-01T01:05:00+01:00","temperature":4}"#, false),
        (
            #"{"imei":"D","timestamp":"2026-03-01T00:05:00.000999Z","#
                + #""temperature":4,"motion":true}"#,
            false
        ),
        (
            #"{"serial":"D","time":"2026-02-28t23:05:00-01:00","temperature":4,"humidity":null}"#,
            false
        ),
        (#"{"device":"\u0044","time":"2026-03-01 00:05:00z","temperature":4}"#, false),
        (
            #"{"imei":"D","time":"2026-03-01T00:05:00Z","temperature":4,"location":{"#
                + #""latitude":1.5,"longitude":-2.25,"locationMethod":"cell"}}"#, true
        ),
        (
            #"{"device":"D","time":"2026-03-01T00:05:00Z","temperature":4,"lat":1.5,"lng":-2.25}"#,
            true
        ),
    ])
    func `what trackers push is understood`(text: String, hasPosition: Bool) throws {
        let upload = try parse(text, .ndjson)
        let position = Position(
            latitudeMicrodegrees: 1_500_000,
            longitudeMicrodegrees: -2_250_000
        )
        #expect(upload.rejected.isEmpty)
        #expect(
            upload.readings == [
                Reading(
                    device: "D",
                    sample: sample(
                        1_772_323_500_000,
                        4_000,
                        position: hasPosition ? position : nil
                    )
                )
            ]
        )
    }

    @Test func `good lines are kept whatever the bad ones are`() throws {
        let good = #"{"device":"D","time":"2026-03-01T00:05:00Z","temperature":4}"#
        let text = "\(good)\nnonsense\n\n{}\n\(good)\n[1]\n\(good)"
        let upload = try parse(text, .ndjson)
        #expect(upload.readingCount == 3)
        #expect(upload.rejected.map(\.line) == [2, 4, 6])
        #expect(upload.rejected.map(\.code) == [.malformedJSON, .deviceMissing, .notAnObject])
    }

    @Test func `an element is rejected by itself, at the line where it starts`() throws {
        let good = #"{"device":"D","time":"2026-03-01T00:05:00Z","temperature":4}"#
        let text = "[\n\(good),\n 7,\n{\"a\":\n1},\n\(good),\n\"x,]\", null, [[]],\n\(good)\n]"
        let upload = try parse(text, .json)
        #expect(upload.readingCount == 3)
        #expect(upload.rejected.map(\.line) == [3, 4, 7, 7, 7])
        #expect(
            upload.rejected.map(\.code) == [
                .notAnObject, .unknownField, .notAnObject, .notAnObject, .notAnObject,
            ]
        )
    }

    @Test(arguments: [
        ("", 1, 0), ("[", 1, 0), ("{", 1, 0), ("[]x", 1, 0), ("[,]", 1, 0), ("[\n}", 2, 0),
        ("[GOOD GOOD]", 1, 1), ("[GOOD,]", 1, 1), ("[GOOD,\nGOOD", 2, 2),
        ("[GOOD,\n{\"device\": \"D", 2, 1), ("{\"readings\": [GOOD", 1, 1),
        ("{\"readings\": [GOOD] ]", 1, 1), ("[GOOD]\n[GOOD]", 2, 1),
        ("{\"readings\":[GOOD],,}", 1, 1), ("{\"id\":1,, \"readings\":[GOOD]}", 1, 1),
    ])
    func `damage between elements ends the upload and keeps what came before`(
        text: String,
        line: Int,
        readings: Int
    ) throws {
        let good = #"{"device":"D","time":"2026-03-01T00:05:00Z","temperature":4}"#
        let upload = try parse(text.replacing("GOOD", with: good), .json)
        #expect(upload.readingCount == readings)
        #expect(upload.rejected.map(\.code) == [.malformedJSON])
        #expect(upload.rejected.first?.line == line)
    }

    @Test func `a stranger beside the readings is named and the readings are kept`() throws {
        let upload = try parse(
            "{\"shipper\": 1, \"readings\": [\(Self.documented)], \"readingz\": [1]}",
            .json
        )
        #expect(upload.readingCount == 1)
        #expect(upload.rejected.isEmpty)
        #expect(upload.leftOut.map(\.field) == ["shipper", "readingz"])
        #expect(upload.leftOut.allSatisfy { $0.code == .unknownField })
    }

    @Test func `a second array of readings is named and not read`() throws {
        let upload = try parse(
            "{\"readings\": [\(Self.documented)], \"readings\": [\(Self.documented)]}",
            .json
        )
        #expect(upload.readingCount == 1)
        #expect(upload.rejected.map(\.code) == [.duplicateField])
    }

    @Test func `a member that is called much like the readings opens no array`() throws {
        for name in ["x readings", "a\\\"readings", "a,readings", "Readings"] {
            let text = "{\"\(name)\": [\(Self.documented)], \"readings\" :\n[\(Self.documented)]}"
            let upload = try parse(text, .json)
            #expect(upload.readingCount == 1)
            #expect(upload.leftOut.map(\.field) == [name])
        }
    }

    @Test(arguments: [(15, true), (16, false)])
    func `values nest sixteen deep, the reading itself counted`(
        arrays: Int,
        isRead: Bool
    ) throws {
        let opened = String(repeating: "[", count: arrays)
        let closed = String(repeating: "]", count: arrays)
        let text = JSONUploadTexts.good.dropLast() + ",\"id\":\(opened)1\(closed)}"
        let upload = try parse(String(text), .ndjson)
        #expect(upload.readingCount == (isRead ? 1 : 0))
        #expect(upload.rejected.map(\.code) == (isRead ? [] : [.nestingTooDeep]))
    }

    @Test func `half of a surrogate pair in what is ignored costs no reading`() throws {
        let text = JSONUploadTexts.good.dropLast() + #","address":"Quay \ud83d","id":"\udc00"}"#
        let upload = try parse(String(text), .ndjson)
        #expect(upload.rejected.isEmpty)
        #expect(upload.readingCount == 1)
    }

    @Test func `an array of no readings holds none`() throws {
        for text in ["[]", " [ ] ", "{\"readings\":[]}"] {
            let upload = try parse(text, .json)
            #expect(upload.readingCount == 0)
            #expect(upload.rejectedCount == 0)
        }
    }

    @Test(arguments: [
        #"{"device":"K1","readings":[R],"temperatureUnit":"F"}"#,
        #"{"readings":[R],"device":"K1","unit":"K"}"#,
        #"{"device":"K1","unit":"Rankine","readings":[R]}"#,
        #"{"device":"K1","readings":[R],"tempUnit":5}"#,
    ])
    func `a unit after the readings, or one that is none, takes nothing as Celsius`(
        text: String
    ) throws {
        let reading = #"{"time":"2026-03-15T17:08:00Z","temperature":41}"#
        let body = text.replacing("R]", with: "\(reading),\(reading)]")
        let parsed = try parse(body, .json)
        #expect(parsed.readingCount == 0 && parsed.devices.isEmpty)
        #expect(parsed.rejectedCount == 2)
        #expect(parsed.missing.map(\.subject) == [.unit])
        let sound = #"{"readings":[\#(reading)],"unit":"C","device":"K1"}"#
        #expect(try parse(sound, .json).readingCount == 1)
    }
}
