import Telemetry
import TestSamples
import Testing

@Suite struct `Chunks of an upload` {
    static let uploads: [(TelemetryFormat, String)] =
        [
            (.ndjson, "\u{FEFF}{}\n\(JSONUploadTexts.good)\r\n\nx\n\(JSONUploadTexts.good)"),
            (.json, "\u{FEFF}[\(JSONUploadTexts.good),\n7,\n\(JSONUploadTexts.good),\"],\\\"\"]\n"),
            (.json, "{\"id\": \"}\", \"readings\" : [\n\(JSONUploadTexts.good)], \"a\": [1]}"),
            (.json, JSONUploadTexts.good),
            (.csv, CSVUploadTests.files.joined(separator: "\n")),
        ] + CSVUploadTests.files.map { (.csv, $0) }

    @Test(arguments: uploads)
    func `leave no trace wherever they are cut`(format: TelemetryFormat, text: String) throws {
        let bytes = Array(text.utf8)
        let whole = try parse(bytes, format)
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        for round in 0..<60 {
            var parser = UploadParser(format: format)
            var position = 0
            while position < bytes.count {
                let length = round == 0 ? 1 : Int.random(in: 1...40, using: &generator)
                let end = min(position + length, bytes.count)
                try parser.consume(Array(bytes[position..<end]))
                position = end
            }
            let cut = parser.finish()
            #expect(cut.devices == whole.devices, "seed \(seed)")
            #expect(cut.rejected == whole.rejected, "seed \(seed)")
        }
    }

    @Test func `hand over their readings before the end`() throws {
        var parser = UploadParser(format: .ndjson)
        try parser.consume(Array("\(JSONUploadTexts.good)\n\(JSONUploadTexts.good)\n".utf8))
        #expect(parser.takeDevices().map(\.samples.count) == [2])
        try parser.consume(Array("\(JSONUploadTexts.good)\n".utf8))
        let upload = parser.finish()
        #expect(upload.devices.map(\.samples.count) == [1])
        #expect(upload.readingCount == 3)
    }

    @Test(arguments: TelemetryFormat.allCases)
    func `of noise are survived`(format: TelemetryFormat) throws {
        let seed = UInt64.random(in: .min ... .max)
        print("noise seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let alphabet = Array("{}[]\",:;\\\n\r\t u0d8-+.eE1devictmp\u{B0}()".utf8) + [0xFF, 0x00]
        for _ in 0..<2_000 {
            let noise = (0..<Int.random(in: 1...120, using: &generator)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
            }
            let upload = try parse(Array(JSONUploadTexts.good.utf8) + noise, format)
            #expect(upload.readingCount <= 1, "seed \(seed)")
        }
    }

    @Test(arguments: TelemetryFormat.allCases)
    func `of a damaged upload are survived`(format: TelemetryFormat) throws {
        let seed = UInt64.random(in: .min ... .max)
        print("damage seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for (_, text) in Self.uploads.filter({ $0.0 == format }) {
            let bytes = Array(text.utf8)
            let readings = try parse(bytes, format).readingCount
            for _ in 0..<200 {
                var damaged = bytes
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                damaged[place] = UInt8.random(in: .min ... .max, using: &generator)
                #expect(try parse(damaged, format).readingCount <= readings + 1, "seed \(seed)")
            }
        }
    }
}

enum JSONUploadTexts {
    static let good = #"{"device":"D","time":"2026-03-01T00:05:00Z","temperature":4}"#
}
