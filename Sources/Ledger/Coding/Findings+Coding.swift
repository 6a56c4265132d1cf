import CanonicalJSON
import Marine

extension TelemetryTerms: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        writer.beginObject()
        try writer.memberIfPresent("lowerLimit", lowerLimit)
        try writer.member("reportableGapMilliseconds", reportableGapMilliseconds)
        try writer.memberIfPresent("upperLimit", upperLimit)
        writer.endObject()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        let lowerLimit: Temperature? = try reader.memberIfPresent("lowerLimit")
        let reportableGapMilliseconds: Int64 = try reader.member("reportableGapMilliseconds")
        let upperLimit: Temperature? = try reader.memberIfPresent("upperLimit")
        try reader.endObject()
        self.init(
            lowerLimit: lowerLimit,
            upperLimit: upperLimit,
            reportableGapMilliseconds: reportableGapMilliseconds
        )
    }
}

extension TelemetryFindings: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        writer.beginObject()
        try writer.member("devices", devices)
        writer.endObject()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        let devices: [DeviceFindings] = try reader.member("devices")
        try reader.endObject()
        self.init(devices: devices)
    }
}

extension DeviceFindings: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        writer.beginObject()
        try writer.member("contradictions", contradictions)
        try writer.member("device", device)
        try writer.member("excursionCount", excursionCount)
        try writer.member("excursions", excursions)
        try writer.member("first", first)
        try writer.member("gapCount", gapCount)
        try writer.member("gaps", gaps)
        try writer.member("last", last)
        try writer.member("longestAboveMilliseconds", longestAboveMilliseconds)
        try writer.member("longestBelowMilliseconds", longestBelowMilliseconds)
        try writer.member("longestGapMilliseconds", longestGapMilliseconds)
        try writer.memberIfPresent("maximum", maximum)
        try writer.memberIfPresent("meanKineticTemperature", meanKineticTemperature)
        try writer.member("millisecondsAbove", millisecondsAbove)
        try writer.member("millisecondsBelow", millisecondsBelow)
        try writer.memberIfPresent("minimum", minimum)
        try writer.member("readings", readings)
        writer.endObject()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        let contradictions: Int = try reader.member("contradictions")
        let device: String = try reader.member("device")
        let excursionCount: Int = try reader.member("excursionCount")
        let excursions: [TemperatureExcursion] = try reader.member("excursions")
        let first: Instant = try reader.member("first")
        let gapCount: Int = try reader.member("gapCount")
        let gaps: [TelemetryGap] = try reader.member("gaps")
        let last: Instant = try reader.member("last")
        let longestAboveMilliseconds: Int64 = try reader.member("longestAboveMilliseconds")
        let longestBelowMilliseconds: Int64 = try reader.member("longestBelowMilliseconds")
        let longestGapMilliseconds: Int64 = try reader.member("longestGapMilliseconds")
        let maximum: Temperature? = try reader.memberIfPresent("maximum")
        let meanKineticTemperature: Temperature? = try reader.memberIfPresent(
            "meanKineticTemperature"
        )
        let millisecondsAbove: Int64 = try reader.member("millisecondsAbove")
        let millisecondsBelow: Int64 = try reader.member("millisecondsBelow")
        let minimum: Temperature? = try reader.memberIfPresent("minimum")
        let readings: Int = try reader.member("readings")
        try reader.endObject()
        self.init(
            device: device,
            readings: readings,
            first: first,
            last: last,
            minimum: minimum,
            maximum: maximum,
            meanKineticTemperature: meanKineticTemperature,
            millisecondsAbove: millisecondsAbove,
            millisecondsBelow: millisecondsBelow,
            longestAboveMilliseconds: longestAboveMilliseconds,
            longestBelowMilliseconds: longestBelowMilliseconds,
            excursionCount: excursionCount,
            excursions: excursions,
            gapCount: gapCount,
            longestGapMilliseconds: longestGapMilliseconds,
            gaps: gaps,
            contradictions: contradictions
        )
    }
}

extension TemperatureExcursion: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        writer.beginObject()
        try writer.member("end", end)
        try writer.member("extreme", extreme)
        try writer.member("kind", kind)
        try writer.member("milliseconds", milliseconds)
        try writer.member("readings", readings)
        try writer.member("start", start)
        writer.endObject()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        let end: Instant = try reader.member("end")
        let extreme: Temperature = try reader.member("extreme")
        let kind: TemperatureExcursion.Kind = try reader.member("kind")
        let milliseconds: Int64 = try reader.member("milliseconds")
        let readings: Int = try reader.member("readings")
        let start: Instant = try reader.member("start")
        try reader.endObject()
        self.init(
            kind: kind,
            start: start,
            end: end,
            milliseconds: milliseconds,
            extreme: extreme,
            readings: readings
        )
    }
}

extension TelemetryGap: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        writer.beginObject()
        try writer.member("end", end)
        try writer.member("start", start)
        writer.endObject()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        let end: Instant = try reader.member("end")
        let start: Instant = try reader.member("start")
        try reader.endObject()
        self.init(start: start, end: end)
    }
}
