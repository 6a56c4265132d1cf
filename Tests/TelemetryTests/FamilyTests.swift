import CanonicalJSON
import Foundation
import Marine
import Telemetry
import Testing

/// A file of Fixtures/telemetry and what it holds, as Scripts/make-telemetry computed it.
struct TelemetryFixture: CustomTestStringConvertible, Sendable {
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/telemetry")

    static let all: [TelemetryFixture] = {
        guard let bytes = try? Data(contentsOf: folder.appending(path: "expected.json")),
            let files = try? JSONValue(parsing: Array(bytes)).arrayValue
        else { return [] }
        return files.map(TelemetryFixture.init)
    }()

    let expected: JSONValue

    var testDescription: String { name }
    var name: String { expected["file"]?.stringValue ?? "" }
    var format: TelemetryFormat? {
        expected["format"]?.stringValue.flatMap { TelemetryFormat(rawValue: $0) }
    }

    func count(_ member: String) -> Int { Int(expected[member]?.integerValue ?? -1) }

    func bytes() throws -> [UInt8] {
        Array(try Data(contentsOf: Self.folder.appending(path: name)))
    }

    func stated() throws -> UploadStatements {
        let stated = expected["stated"] ?? .null
        return UploadStatements(
            offsetMinutes: try stated["zone"]?.stringValue.map {
                try UploadStatements.zone(parsing: $0)
            },
            dateOrder: stated["dateOrder"]?.stringValue.flatMap { DateOrder(rawValue: $0) },
            device: try stated["device"]?.stringValue.map { try DeviceName($0) },
            units: try stated["unit"]?.stringValue.map { try StatedUnits(parsing: $0) }
                ?? StatedUnits()
        )
    }

    /// The readings, by device and time.
    func readings() -> [Reading] {
        (expected["readings"]?.arrayValue ?? []).map { reading in
            func figure(_ member: String) -> Int32? {
                reading[member]?.integerValue.map(Int32.init)
            }
            var sample = Sample(
                time: Instant(millisecondsSinceEpoch: reading["time"]?.integerValue ?? 0)
            )
            sample.temperature = figure("temperature").map(Temperature.init(milliCelsius:))
            sample.humidityMilliPercent = figure("humidity")
            sample.lightMilliLux = figure("light")
            sample.batteryMilliPercent = figure("battery")
            sample.door = reading["door"]?.stringValue.flatMap { DoorState(rawValue: $0) }
            if let latitude = figure("latitude"), let longitude = figure("longitude") {
                sample.position = Position(
                    latitudeMicrodegrees: latitude,
                    longitudeMicrodegrees: longitude
                )
            }
            return Reading(device: reading["device"]?.stringValue ?? "", sample: sample)
        }.sorted()
    }

    func parse(stating stated: UploadStatements, in parts: Int = 1) throws -> ParsedUpload {
        let bytes = try bytes()
        var parser = UploadParser(format: try #require(format), stated: stated)
        for part in 0..<parts {
            let range = bytes.count * part / parts..<bytes.count * (part + 1) / parts
            try parser.consume(Array(bytes[range]))
        }
        return parser.finish()
    }
}

@Suite struct `Families of uploads` {
    @Test func `each file of the folder is expected and none is missing`() throws {
        let files = try FileManager.default.contentsOfDirectory(
            atPath: TelemetryFixture.folder.path
        )
        let named = TelemetryFixture.all.map(\.name) + ["expected.json"]
        #expect(files.sorted() == named.sorted())
        #expect(named.count > 25)
    }

    @Test(arguments: TelemetryFixture.all)
    func `a family's file holds exactly its readings`(fixture: TelemetryFixture) throws {
        let upload = try fixture.parse(stating: try fixture.stated())
        #expect(upload.readings.sorted() == fixture.readings())
        #expect(upload.rejectedCount == fixture.count("rejected"), "\(upload.rejected)")
        #expect(upload.withoutMeasurementCount == fixture.count("withoutMeasurement"))
        #expect(upload.leftOutCount == fixture.count("leftOut"), "\(upload.leftOut)")
    }

    @Test(arguments: TelemetryFixture.all)
    func `every count adds up to the rows sent`(fixture: TelemetryFixture) throws {
        let upload = try fixture.parse(stating: try fixture.stated())
        #expect(
            upload.readRowCount + upload.rejectedCount + upload.withoutMeasurementCount
                == fixture.count("rows")
        )
        #expect(upload.readings.count == upload.readingCount)
    }

    @Test(arguments: TelemetryFixture.all)
    func `a family's file reads alike however it is cut`(fixture: TelemetryFixture) throws {
        let stated = try fixture.stated()
        let whole = try fixture.parse(stating: stated)
        for parts in [2, 7, try fixture.bytes().count] {
            let cut = try fixture.parse(stating: stated, in: parts)
            #expect(cut.devices == whole.devices)
            #expect(cut.rejected == whole.rejected)
            #expect(cut.leftOut == whole.leftOut)
            #expect(cut.understood == whole.understood)
        }
    }

    @Test(arguments: TelemetryFixture.all)
    func `what was understood is said`(fixture: TelemetryFixture) throws {
        let upload = try fixture.parse(stating: try fixture.stated())
        let family = fixture.expected["family"]?.stringValue
        #expect(upload.understood.allSatisfy { $0.family.rawValue == family })
        #expect(upload.understood.reduce(0) { $0 + $1.readings } == upload.readingCount)
        #expect(upload.understood.allSatisfy { !$0.columns.isEmpty })
    }

    /// Without what its sender states, a file that needs it is not guessed.
    @Test(arguments: TelemetryFixture.all.filter { $0.expected["stated"] != .object([:]) })
    func `what is nowhere stated and has no single reading is asked for`(
        fixture: TelemetryFixture
    ) throws {
        let asked = Set((fixture.expected["stated"]?.objectValue ?? [:]).keys)
        let upload = try fixture.parse(stating: UploadStatements())
        let missing = Set(upload.missing.map(\.subject.rawValue))
        // Of a date that reads one way only the order need not be stated.
        #expect(missing.isSubset(of: asked))
        #expect(upload.readingCount == 0 || !asked.isSubset(of: ["zone", "unit", "device"]))
    }
}
