import Marine
import Telemetry
import Testing

@Suite("CSV uploads") struct CSVUploadTests {
    /// Whole files that hold one reading: device D, 2026-03-01T00:05:00Z, 4.31 degrees Celsius.
    static let files: [String] = [
        "device,time,temperature (C)\nD,2026-03-01T00:05:00Z,4.31\n",
        "TEMPERATURE [C] , Device,Timestamp\r\n4.31,D,2026-03-01T01:05:00+01:00\r\n\r\n",
        "\u{FEFF}\"Logger ID\",\"Date Time (UTC)\",\"Temp [°C]\"\n"
            + "\"D\",\"2026-03-01 00:05\",\"4.31\"\n",
        "serial;date/time (UTC+1);temp;\n;;°C;\nD;01.03.2026 01:05;4,31\n",
        "imei\ttime (+01:00)\tch1 (C)\nD\t2026-03-01 01:05:00\t4,31",
        "tracker,Date,Time (GMT-5),temp_c\nD,28.02.2026,19:05:00,4.31\n",
        "device,time,Temperature (°F)\nD,2026-03-01T00:05:00Z,39.758\n",
        "device,time,temperature (K)\nD,2026-03-01T00:05:00Z,277.46\n",
        "device,time,Temperature ℃,Humidity(%RH),Door\nD,2026-03-01T00:05:00Z,4.31,---,NA\n",
        "device,Date Time UTC,Ch1 (°C),Ch2 (%RH),lat,lng\nD,2026-03-01 12:05:00 AM,4.31,null,,\n",
        "device,time (MM/DD/YYYY),temp celsius\nD,03/01/2026 00:05 UTC,4.31\n",
        "device,Time (UTC) [DD/MM/YYYY],temp\nD,01/03/2026 00:05,4.31 °C\n",
        """
        Serial Number: D
        Trip: 4471
        Start: 2026-02-28 09:00
        Time Zone: UTC+01:00
        Interval: 5 min
        MKT: 4.3 C
        Alarm Zone 1,above 8.0,10 min

        No.,Date Time,Temperature (°C),Alarm
        1,2026-03-01 01:05:00,4.31,OK
        """,
        "\"Device Name\",\"Model 4\"\nSerial Number,D,,\nTimezone,+01:00\nUnit,Celsius\n"
            + "Date,Time,Temp\n2026-03-01,01:05:00,4.31\n",
        "Device: Model 4\nSerial Number: D\nUnit: °F\nDate format: DD/MM/YYYY\nUTC offset: +1\n"
            + "Timestamp;Temp\n01/03/2026 01:05;39,758\n",
        "device,time,temperature (C)\nD,2026-03-01T00:05:00Z,4.31,\n,,\n",
        "device,\"time\n(UTC)\",temperature (°C)\nD,2026-03-01 00:05:00.000,4.31\n",
        "device,time,temp (C),door,remarks\nD,2026-03-01T00:05:00Z,4.31,,\"a \"\"b\"\",\nc\"\n",
    ]

    @Test(arguments: files)
    func `a logger's file is understood`(file: String) throws {
        let upload = try parse(file, .csv)
        #expect(upload.rejected.isEmpty)
        #expect(
            upload.readings == [Reading(device: "D", sample: sample(1_772_323_500_000, 4_310))]
        )
    }

    @Test func `every column is read with its unit`() throws {
        let upload = try parse(
            """
            device,time,temp (C),humidity,shock (mg),light (lux),door,latitude,long,battery (%)
            D,2026-03-01T00:05:00Z,-18.5,55.2,200,0.5,OPEN,-51.95,-4.14,88
            """,
            .csv
        )
        #expect(upload.rejected.isEmpty)
        #expect(
            upload.readings.first?.sample
                == Sample(
                    time: Instant(millisecondsSinceEpoch: 1_772_323_500_000),
                    temperature: Temperature(milliCelsius: -18_500),
                    humidityMilliPercent: 55_200,
                    shockMilliG: 200,
                    lightMilliLux: 500,
                    door: .open,
                    position: Position(
                        latitudeMicrodegrees: -51_950_000,
                        longitudeMicrodegrees: -4_140_000
                    ),
                    batteryMilliPercent: 88_000
                )
        )
    }

    @Test func `a degree sign of Windows-1252 is understood`() throws {
        let bytes =
            Array("device,time,Temp (".utf8) + [0xB0]
            + Array("F)\nD,2026-03-01T00:05:00Z,39.758\n".utf8)
        #expect(try parse(bytes, .csv).readings.first?.sample.temperature?.milliCelsius == 4_310)
    }

    /// Files with one thing wrong, the field, the code,
    /// and how many readings are kept all the same.
    static let rejections: [(String, String?, RejectionCode, Int)] = [
        ("device,time,temp" + String(repeating: ",", count: 300), nil, .headerMissing, 0),
        ("a,b\n1,2\n", nil, .headerMissing, 0),
        ("device,temperature,humidity\nD,4,50\n", nil, .headerMissing, 0),
        ("device,time\nD,2026-03-01T00:05:00Z\n", nil, .headerMissing, 0),
        ("device,time,temp,temperature\nD,x,1,2\n", "temperature", .duplicateField, 0),
        ("device,time,timestamp,temp (C)\nD,x,y,2\n", "time", .duplicateField, 0),
        ("device,imei,time,temp (C)\nD,E,x,2\n", "imei", .duplicateField, 0),
        (
            "device,time,temp (C),temprature\nD,2026-03-01T00:05:00Z,4,4\n", "temprature",
            .unknownField, 1
        ),
        (
            "device,time,temp (C),battery (V)\nD,2026-03-01T00:05:00Z,4,3.6\n", "battery (V)",
            .unknownUnit, 1
        ),
        ("device,time,temp (R),light\nD,2026-03-01T00:05:00Z,4,3\n", "temp (R)", .unknownUnit, 1),
        (
            "Unit: Rankine\ndevice,time,temp,light\nD,2026-03-01T00:05:00Z,4,3\n", "temp",
            .unknownUnit, 1
        ),
        ("device,time,temp (C)\nD,2026-03-01T00:05:00Z\n", nil, .columnCountMismatch, 0),
        ("device,time,temp (C)\nD,2026-03-01T00:05:00Z,4,31\n", nil, .columnCountMismatch, 0),
        ("device,time,temp (C)\nD,2026-03-01T00:05:00Z,\"4\"x\n", nil, .quoteMalformed, 0),
        ("device,time,temp (C)\nD,2026-03-01T00:05:00Z,4\"\n", nil, .quoteMalformed, 0),
        ("device,time,temp (C)\n\"D,x,4\nD,2026-03-01T00:05:00Z,4\n", nil, .quoteMalformed, 1),
        ("time,temp (C)\n2026-03-01T00:05:00Z,4\n", nil, .deviceMissing, 0),
        (
            "Serial: A\nSerial Number: B\ntime,temp (C)\n2026-03-01T00:05:00Z,4\n", nil,
            .statementsContradict, 0
        ),
        ("device,time,temp (C)\n,2026-03-01T00:05:00Z,4\n", "device", .deviceMissing, 0),
        ("device,time,temp (C)\nÄ,2026-03-01T00:05:00Z,4\n", "device", .deviceMalformed, 0),
        ("device,time,temp (C)\nD,,4\n", "time", .timeMissing, 0),
        ("device,date,time,temp (C)\nD,2026-03-01,,4\n", "date", .timeMissing, 0),
        ("device,time,temp (C)\nD,2026-03-01 00:05:00,4\n", "time", .timeZoneMissing, 0),
        (
            "device,time (CET),temp (C)\nD,2026-03-01 00:05:00,4\n", "time (CET)", .timeZoneMissing,
            0
        ),
        (
            "Time Zone: (UTC+01:00) Amsterdam\ndevice,time,temp (C)\nD,2026-03-01 00:05:00,4\n",
            "time",
            .timeZoneMissing, 0
        ),
        (
            "Time Zone: +02:00\ndevice,time (UTC+1),temp (C)\nD,2026-03-01 00:05:00,4\n",
            "time (UTC+1)",
            .statementsContradict, 0
        ),
        ("device,time (UTC),temp (C)\nD,03/04/2026 00:05,4\n", "time (UTC)", .timeAmbiguous, 0),
        ("device,time (UTC),temp (C)\nD,3-4-2026 00:05,4\n", "time (UTC)", .timeAmbiguous, 0),
        ("device,time (UTC),temp (C)\nD,31/04/2026 00:05,4\n", "time (UTC)", .timeMalformed, 0),
        ("device,time (UTC),temp (C)\nD,01.03.26 00:05,4\n", "time (UTC)", .timeAmbiguous, 0),
        ("device,time (UTC),temp (C)\nD,2026-03-01,4\n", "time (UTC)", .timeMalformed, 0),
        ("device,time (UTC),temp (C)\nD,2026-03-01 13:05 PM,4\n", "time (UTC)", .timeMalformed, 0),
        ("device,time (UTC),temp (C)\nD,46082.003,4\n", "time (UTC)", .timeMalformed, 0),
        ("device,time (UTC),temp (C)\nD,31.12.1969 23:59,4\n", "time (UTC)", .timeOutOfRange, 0),
        ("device,time,temp (C)\nD,2026-03-01T00:05:00Z,NaN\n", "temp (C)", .notANumber, 0),
        ("device,time,light\nD,2026-03-01T00:05:00Z,\"4,310\"\n", "light", .notANumber, 0),
        ("device;time;temp (C)\nD;2026-03-01T00:05:00Z;1.004,31\n", "temp (C)", .notANumber, 0),
        ("device,time,temp (C)\nD,2026-03-01T00:05:00Z,1e300\n", "temp (C)", .exponentRefused, 0),
        ("device,time,temp (F)\nD,2026-03-01T00:05:00Z,-459.68\n", "temp (F)", .outOfRange, 0),
        ("device,time,temp (K)\nD,2026-03-01T00:05:00Z,-1\n", "temp (K)", .outOfRange, 0),
        ("device,time,lat,lon\nD,2026-03-01T00:05:00Z,1,\n", "longitude", .positionIncomplete, 0),
        ("device,time,door\nD,2026-03-01T00:05:00Z,1\n", "door", .doorMalformed, 0),
        ("device,time,temp\nD,2026-03-01T00:05:00Z,4\n", "temp", .unitMissing, 0),
        ("device,time,shock\nD,2026-03-01T00:05:00Z,4\n", "shock", .unitMissing, 0),
        ("device,time,light,battery\nD,2026-03-01T00:05:00Z,4,3.6\n", "battery", .unitMissing, 1),
        (
            "Temperature scale: F\ndevice,time,temp (C)\nD,2026-03-01T00:05:00Z,4\n", "temp (C)",
            .statementsContradict, 0
        ),
        (
            "device,time,temp (C)\n,,F\nD,2026-03-01T00:05:00Z,4\n", "temp (C)",
            .statementsContradict, 0
        ),
        (
            "device,time,temp (C)\nD,2026-03-01T00:05:00Z,4 F\n", "temp (C)",
            .statementsContradict, 0
        ),
        ("device,time,temp (C)\nD,2026-03-01T00:05:00Z,4 V\n", "temp (C)", .notANumber, 0),
    ]

    @Test(arguments: rejections)
    func `a flaw names its field and its code`(
        file: String,
        field: String?,
        code: RejectionCode,
        kept: Int
    ) throws {
        let upload = try parse(file, .csv)
        let named = upload.rejected + upload.leftOut
        #expect(named.map(\.code) == [code])
        #expect(named.first?.field == field)
        #expect(upload.readingCount == kept)
    }

    /// Fahrenheit to milli-Celsius by Python's fractions, rounded half away from zero.
    @Test(arguments: [
        ("32", 0), ("-40", -40_000), ("212", 100_000), ("39.758", 4_310), ("-459.67", -273_150),
        ("0", -17_778), ("32.0009", 1), ("31.9991", -1), ("32.00089999999999999999", 0),
        ("31.99910000000000000001", 0), ("46.4", 8_000), ("46.41", 8_006), ("1832", 1_000_000),
        ("98.6", 37_000), ("-0.04", -17_800), ("5", -15_000), ("4.9999", -15_000),
    ])
    func `degrees Fahrenheit are converted exactly and rounded once`(
        text: String,
        milliCelsius: Int32
    ) throws {
        let upload = try parse(
            "device,time,temp (°F)\nD,2026-03-01T00:05:00Z,\(text)\n",
            .csv
        )
        #expect(upload.readings.first?.sample.temperature?.milliCelsius == milliCelsius)
    }

    /// Kelvin, where a tie lies between two milli-degrees below zero.
    @Test(arguments: [
        ("273.15", 0), ("263.1505", -10_000), ("263.1495", -10_001), ("273.1505", 1),
        ("0", -273_150),
    ])
    func `kelvins are converted exactly and rounded once`(text: String, milli: Int32) throws {
        let upload = try parse("device,time,temp (K)\nD,2026-03-01T00:05:00Z,\(text)\n", .csv)
        #expect(upload.readings.first?.sample.temperature?.milliCelsius == milli)
    }

    @Test(arguments: [
        "2026-03-01 00:05", "2026/03/01 0:05", "2026.03.01, 00:05:00", "01.03.2026 00:05:00,000",
        "1.3.2026  0:05", "2026-03-01 12:05 AM", "2026-03-01 12:05:00AM", "2026-03-01T00:05:00Z",
        "2026-03-01 01:05 +01:00", "2026-02-28 23:05 UTC-1", "2026-03-01 00:05:00.000 GMT",
        "2026-03-01 05:35 UTC+05:30",
    ])
    func `a time is read in a logger's form`(text: String) throws {
        let upload = try parse("device;time (UTC);temp (C)\nD;\(text);4\n", .csv)
        #expect(upload.readings.first?.time.millisecondsSinceEpoch == 1_772_323_500_000)
    }

    @Test(arguments: [("13/03/2026 10:00", 13), ("03/13/2026 10:00", 13), ("05/05/2026 10:00", 5)])
    func `a date that reads one way only needs no statement`(text: String, day: Int) throws {
        let upload = try parse("device,time (UTC),temp (C)\nD,\(text),4\n", .csv)
        #expect(upload.readings.first?.time.calendarDate.day == day)
    }

    @Test func `a stray quote spoils no line but its own`() throws {
        var text = "device,time,temp (C)\n\"D,2026-03-01T00:05:00Z,4\n"
        for minute in 10..<40 { text += "D,2026-03-01T00:\(minute):00Z,4\n" }
        let upload = try parse(text, .csv)
        #expect(upload.readingCount == 30)
        #expect(upload.rejected.map(\.line) == [2])
    }

    @Test func `lines are counted through quoted line breaks`() throws {
        let upload = try parse(
            "device,time,temp (C),notes\nD,2026-03-01T00:05:00Z,4,\"a\nb\nc\"\nD,x,4,\n",
            .csv
        )
        #expect(upload.readingCount == 1)
        #expect(upload.rejected.map(\.line) == [5])
    }
}
