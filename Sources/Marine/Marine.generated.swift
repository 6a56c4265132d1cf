// swift-format-ignore-file
// Made by Scripts/make-records from the declarations of this module. Not edited by hand.

public import CanonicalJSON

extension Area {
    /// Makes one from its members.
    public init(name: Text<60>, corners: Entries<3, 50, Position>, _: Void = ()) {
        self.init(name: name, corners: corners)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let corners: Entries<3, 50, Position>? = reader.member("corners")
        let name: Text<60>? = reader.member("name")
        reader.endObject()
        guard let corners, let name else { return nil }
        self.init(name: name, corners: corners)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("corners", corners)
        writer.member("name", name)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Area", "A part of the chart: a polygon whose sides are straight in latitude and longitude.", members: [
            MemberDescription("name", Text<60>.self, "What it is called: a port, a corridor, a warehouse."),
            MemberDescription("corners", Entries<3, 50, Position>.self, "The corners in order, as latitude, comma, longitude in degrees; the last is joined to the first."),
        ])
    }
}

extension CarriagePart {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if reader.passCase("wholeCarriage") {
            reader.endCase()
            self = .wholeCarriage
            return
        }
        if reader.passCase("untilArrival") {
            reader.endCase()
            self = .untilArrival
            return
        }
        if reader.passCase("afterArrival") {
            reader.endCase()
            self = .afterArrival
            return
        }
        if reader.passCase("between") {
            let from: Instant? = reader.member("from")
            let to: Instant? = reader.member("to")
            reader.endCase()
            guard let from, let to else { return nil }
            self = .between(from: from, to: to)
            return
        }
        reader.refuseChoice(among: "wholeCarriage, untilArrival, afterArrival, between")
        return nil
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .wholeCarriage:
                writer.key("wholeCarriage")
                writer.beginObject()
                writer.endObject()
            case .untilArrival:
                writer.key("untilArrival")
                writer.beginObject()
                writer.endObject()
            case .afterArrival:
                writer.key("afterArrival")
                writer.beginObject()
                writer.endObject()
            case .between(let from, let to):
                writer.key("between")
                writer.beginObject()
                writer.member("from", from)
                writer.member("to", to)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("CarriagePart", "Which part of a carriage a part of the cover is for.", cases: [
            CaseDescription("wholeCarriage", "All of it, from attachment to the end of the cover.", [
            ]),
            CaseDescription("untilArrival", "The voyage: from attachment to the ship's arrival.", [
            ]),
            CaseDescription("afterArrival", "What follows the voyage: from the ship's arrival to the end of the cover.", [
            ]),
            CaseDescription("between", "What of it lies between two instants, both included.", [
                MemberDescription("from", Instant.self, "The first instant."),
                MemberDescription("to", Instant.self, "The last instant; not before the first."),
            ]),
        ])
    }
}

extension CarriageWindow {
    /// Makes one from its members.
    public init(from: Instant, to: Instant? = nil, arrived: Instant? = nil, _: Void = ()) {
        self.init(from: from, to: to, arrived: arrived)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let arrived: Instant?? = reader.optional("arrived")
        let from: Instant? = reader.member("from")
        let to: Instant?? = reader.optional("to")
        reader.endObject()
        guard let arrived, let from, let to else { return nil }
        self.init(from: from, to: to, arrived: arrived)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.optional("arrived", arrived)
        writer.member("from", from)
        writer.optional("to", to)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("CarriageWindow", "The time of a carriage for which goods are insured: from attachment to the end of the cover.", members: [
            MemberDescription("from", Instant.self, "When the goods left, at which the risk attaches."),
            MemberDescription("to", Instant.self, "When the cover ends; absent while nothing has ended it.", isOptional: true),
            MemberDescription("arrived", Instant.self, "When the ship arrived; absent while it has not.", isOptional: true),
        ])
    }
}

extension DeviceFindings {
    /// Makes one from its members.
    public init(device: String, readings: Int, first: Instant, last: Instant, minimum: Temperature? = nil, maximum: Temperature? = nil, meanKineticTemperature: Temperature? = nil, millisecondsAbove: Int64 = 0, millisecondsBelow: Int64 = 0, longestAboveMilliseconds: Int64 = 0, longestBelowMilliseconds: Int64 = 0, excursionCount: Int = 0, excursions: [TemperatureExcursion] = [], gapCount: Int = 0, longestGapMilliseconds: Int64 = 0, gaps: [TelemetryGap] = [], contradictions: Int = 0, measures: [MeasureFindings]? = nil, signals: ReadingSignals? = nil, flagged: [FlaggedReadings]? = nil, _: Void = ()) {
        self.init(device: device, readings: readings, first: first, last: last, minimum: minimum, maximum: maximum, meanKineticTemperature: meanKineticTemperature, millisecondsAbove: millisecondsAbove, millisecondsBelow: millisecondsBelow, longestAboveMilliseconds: longestAboveMilliseconds, longestBelowMilliseconds: longestBelowMilliseconds, excursionCount: excursionCount, excursions: excursions, gapCount: gapCount, longestGapMilliseconds: longestGapMilliseconds, gaps: gaps, contradictions: contradictions, measures: measures, signals: signals, flagged: flagged)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let contradictions: Int? = reader.member("contradictions", default: 0)
        let device: String? = reader.member("device")
        let excursionCount: Int? = reader.member("excursionCount", default: 0)
        let excursions: [TemperatureExcursion]? = reader.member("excursions", default: [])
        let first: Instant? = reader.member("first")
        let flagged: [FlaggedReadings]?? = reader.optional("flagged", since: 4)
        let gapCount: Int? = reader.member("gapCount", default: 0)
        let gaps: [TelemetryGap]? = reader.member("gaps", default: [])
        let last: Instant? = reader.member("last")
        let longestAboveMilliseconds: Int64? = reader.member("longestAboveMilliseconds", default: 0)
        let longestBelowMilliseconds: Int64? = reader.member("longestBelowMilliseconds", default: 0)
        let longestGapMilliseconds: Int64? = reader.member("longestGapMilliseconds", default: 0)
        let maximum: Temperature?? = reader.optional("maximum")
        let meanKineticTemperature: Temperature?? = reader.optional("meanKineticTemperature")
        let measures: [MeasureFindings]?? = reader.optional("measures", since: 2)
        let millisecondsAbove: Int64? = reader.member("millisecondsAbove", default: 0)
        let millisecondsBelow: Int64? = reader.member("millisecondsBelow", default: 0)
        let minimum: Temperature?? = reader.optional("minimum")
        let readings: Int? = reader.member("readings")
        let signals: ReadingSignals?? = reader.optional("signals", since: 3)
        reader.endObject()
        guard let contradictions, let device, let excursionCount, let excursions, let first, let flagged, let gapCount, let gaps, let last, let longestAboveMilliseconds, let longestBelowMilliseconds, let longestGapMilliseconds, let maximum, let meanKineticTemperature, let measures, let millisecondsAbove, let millisecondsBelow, let minimum, let readings, let signals else { return nil }
        self.init(device: device, readings: readings, first: first, last: last, minimum: minimum, maximum: maximum, meanKineticTemperature: meanKineticTemperature, millisecondsAbove: millisecondsAbove, millisecondsBelow: millisecondsBelow, longestAboveMilliseconds: longestAboveMilliseconds, longestBelowMilliseconds: longestBelowMilliseconds, excursionCount: excursionCount, excursions: excursions, gapCount: gapCount, longestGapMilliseconds: longestGapMilliseconds, gaps: gaps, contradictions: contradictions, measures: measures, signals: signals, flagged: flagged)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("contradictions", contradictions)
        writer.member("device", device)
        writer.member("excursionCount", excursionCount)
        writer.member("excursions", excursions)
        writer.member("first", first)
        writer.ifPresent("flagged", flagged)
        writer.member("gapCount", gapCount)
        writer.member("gaps", gaps)
        writer.member("last", last)
        writer.member("longestAboveMilliseconds", longestAboveMilliseconds)
        writer.member("longestBelowMilliseconds", longestBelowMilliseconds)
        writer.member("longestGapMilliseconds", longestGapMilliseconds)
        writer.optional("maximum", maximum)
        writer.optional("meanKineticTemperature", meanKineticTemperature)
        writer.ifPresent("measures", measures)
        writer.member("millisecondsAbove", millisecondsAbove)
        writer.member("millisecondsBelow", millisecondsBelow)
        writer.optional("minimum", minimum)
        writer.member("readings", readings)
        writer.ifPresent("signals", signals)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("DeviceFindings", "What one device's readings show against the certificate's terms.", members: [
            MemberDescription("device", String.self, "The device's own identifier."),
            MemberDescription("readings", Int.self, "The number of instants at which the device reported at least one measurement."),
            MemberDescription("first", Instant.self, "The earliest of those instants."),
            MemberDescription("last", Instant.self, "The latest of those instants."),
            MemberDescription("minimum", Temperature.self, "The lowest temperature reported, or nil if none was.", isOptional: true),
            MemberDescription("maximum", Temperature.self, "The highest temperature reported, or nil if none was.", isOptional: true),
            MemberDescription("meanKineticTemperature", Temperature.self, "The time-weighted mean kinetic temperature, or nil if no temperature was reported.", isOptional: true),
            MemberDescription("millisecondsAbove", Int64.self, "The whole time above the upper limit, in milliseconds.", hasDefault: true),
            MemberDescription("millisecondsBelow", Int64.self, "The whole time below the lower limit, in milliseconds.", hasDefault: true),
            MemberDescription("longestAboveMilliseconds", Int64.self, "The longest single excursion above the upper limit, in milliseconds.", hasDefault: true),
            MemberDescription("longestBelowMilliseconds", Int64.self, "The longest single excursion below the lower limit, in milliseconds.", hasDefault: true),
            MemberDescription("excursionCount", Int.self, "The number of excursions, listed or not.", hasDefault: true),
            MemberDescription("excursions", [TemperatureExcursion].self, "The first listLimit(in:) excursions, by start.", hasDefault: true),
            MemberDescription("gapCount", Int.self, "The number of gaps, listed or not.", hasDefault: true),
            MemberDescription("longestGapMilliseconds", Int64.self, "The longest gap, in milliseconds; 0 if there is none.", hasDefault: true),
            MemberDescription("gaps", [TelemetryGap].self, "The first listLimit(in:) gaps, by start.", hasDefault: true),
            MemberDescription("contradictions", Int.self, "The number of instants at which the device reported two different values of one metric.", hasDefault: true),
            MemberDescription("measures", [MeasureFindings].self, "What is found by each of the shipment's measures, in their order; absent where it has none.", isOptional: true, since: 2),
            MemberDescription("signals", ReadingSignals.self, "What of the readings is looked at for whether they are to be believed.", isOptional: true, since: 3),
            MemberDescription("flagged", [FlaggedReadings].self, "The values that are not believed and that nothing was judged by, by metric and reason.", isOptional: true, since: 4),
        ])
    }
}

extension FlaggedReadings {
    /// Makes one from its members.
    public init(reason: FlaggedReadings.Reason, metric: FlaggedReadings.Measured, instants: Int, first: Instant, last: Instant, runs: [FlaggedRun], _: Void = ()) {
        self.init(reason: reason, metric: metric, instants: instants, first: first, last: last, runs: runs)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let first: Instant? = reader.member("first")
        let instants: Int? = reader.member("instants")
        let last: Instant? = reader.member("last")
        let metric: FlaggedReadings.Measured? = reader.member("metric")
        let reason: FlaggedReadings.Reason? = reader.member("reason")
        let runs: [FlaggedRun]? = reader.member("runs")
        reader.endObject()
        guard let first, let instants, let last, let metric, let reason, let runs else { return nil }
        self.init(reason: reason, metric: metric, instants: instants, first: first, last: last, runs: runs)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("first", first)
        writer.member("instants", instants)
        writer.member("last", last)
        writer.member("metric", metric)
        writer.member("reason", reason)
        writer.member("runs", runs)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("FlaggedReadings", "Values of one device that no sound sensor on cargo reports, for one reason and of one metric.", members: [
            MemberDescription("reason", FlaggedReadings.Reason.self, "Why they are not believed."),
            MemberDescription("metric", FlaggedReadings.Measured.self, "What of the readings is not believed."),
            MemberDescription("instants", Int.self, "How many instants have such a value."),
            MemberDescription("first", Instant.self, "The earliest of them."),
            MemberDescription("last", Instant.self, "The latest of them."),
            MemberDescription("runs", [FlaggedRun].self, "The first runLimit runs of successive instants with such a value, in order."),
        ])
    }
}

extension FlaggedRun {
    /// Makes one from its members.
    public init(from: Instant, to: Instant, instants: Int, value: Int64? = nil, _: Void = ()) {
        self.init(from: from, to: to, instants: instants, value: value)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let from: Instant? = reader.member("from")
        let instants: Int? = reader.member("instants")
        let to: Instant? = reader.member("to")
        let value: Int64?? = reader.optional("value")
        reader.endObject()
        guard let from, let instants, let to, let value else { return nil }
        self.init(from: from, to: to, instants: instants, value: value)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("from", from)
        writer.member("instants", instants)
        writer.member("to", to)
        writer.optional("value", value)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("FlaggedRun", "Successive instants whose values are flagged for one reason.", members: [
            MemberDescription("from", Instant.self, "The first of them."),
            MemberDescription("to", Instant.self, "The last of them."),
            MemberDescription("instants", Int.self, "How many there are."),
            MemberDescription("value", Int64.self, "The first one's value, in thousandths of the metric's unit; absent for positions and instants.", isOptional: true),
        ])
    }
}

extension MeasureFindings {
    /// Makes one from its members.
    public init(part: Text<60>, readings: Int = 0, first: Instant? = nil, last: Instant? = nil, longestGapMilliseconds: Int64 = 0, instantsMet: Int = 0, runCount: Int = 0, totalMilliseconds: Int64 = 0, longestMilliseconds: Int64 = 0, excess: Int64? = nil, firstStart: Instant? = nil, lastEnd: Instant? = nil, runs: [MeasuredRun] = [], meanKineticTemperature: Temperature? = nil, _: Void = ()) {
        self.init(part: part, readings: readings, first: first, last: last, longestGapMilliseconds: longestGapMilliseconds, instantsMet: instantsMet, runCount: runCount, totalMilliseconds: totalMilliseconds, longestMilliseconds: longestMilliseconds, excess: excess, firstStart: firstStart, lastEnd: lastEnd, runs: runs, meanKineticTemperature: meanKineticTemperature)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let excess: Int64?? = reader.optional("excess")
        let first: Instant?? = reader.optional("first")
        let firstStart: Instant?? = reader.optional("firstStart")
        let instantsMet: Int? = reader.member("instantsMet", default: 0)
        let last: Instant?? = reader.optional("last")
        let lastEnd: Instant?? = reader.optional("lastEnd")
        let longestGapMilliseconds: Int64? = reader.member("longestGapMilliseconds", default: 0)
        let longestMilliseconds: Int64? = reader.member("longestMilliseconds", default: 0)
        let meanKineticTemperature: Temperature?? = reader.optional("meanKineticTemperature")
        let part: Text<60>? = reader.member("part")
        let readings: Int? = reader.member("readings", default: 0)
        let runCount: Int? = reader.member("runCount", default: 0)
        let runs: [MeasuredRun]? = reader.member("runs", default: [])
        let totalMilliseconds: Int64? = reader.member("totalMilliseconds", default: 0)
        reader.endObject()
        guard let excess, let first, let firstStart, let instantsMet, let last, let lastEnd, let longestGapMilliseconds, let longestMilliseconds, let meanKineticTemperature, let part, let readings, let runCount, let runs, let totalMilliseconds else { return nil }
        self.init(part: part, readings: readings, first: first, last: last, longestGapMilliseconds: longestGapMilliseconds, instantsMet: instantsMet, runCount: runCount, totalMilliseconds: totalMilliseconds, longestMilliseconds: longestMilliseconds, excess: excess, firstStart: firstStart, lastEnd: lastEnd, runs: runs, meanKineticTemperature: meanKineticTemperature)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.optional("excess", excess)
        writer.optional("first", first)
        writer.optional("firstStart", firstStart)
        writer.member("instantsMet", instantsMet)
        writer.optional("last", last)
        writer.optional("lastEnd", lastEnd)
        writer.member("longestGapMilliseconds", longestGapMilliseconds)
        writer.member("longestMilliseconds", longestMilliseconds)
        writer.optional("meanKineticTemperature", meanKineticTemperature)
        writer.member("part", part)
        writer.member("readings", readings)
        writer.member("runCount", runCount)
        writer.member("runs", runs)
        writer.member("totalMilliseconds", totalMilliseconds)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("MeasureFindings", "What one device's readings show of one TelemetryMeasure, in whole numbers.", members: [
            MemberDescription("part", Text<60>.self, "The part of the cover."),
            MemberDescription("readings", Int.self, "At how many instants of the window the device reported what is measured.", hasDefault: true),
            MemberDescription("first", Instant.self, "The earliest of them.", isOptional: true),
            MemberDescription("last", Instant.self, "The latest of them.", isOptional: true),
            MemberDescription("longestGapMilliseconds", Int64.self, "The longest time between two of them, where it is longer than the reportable gap, in ms; 0 if none is.", hasDefault: true),
            MemberDescription("instantsMet", Int.self, "At how many of them the condition was met.", hasDefault: true),
            MemberDescription("runCount", Int.self, "How many runs there were, listed or not.", hasDefault: true),
            MemberDescription("totalMilliseconds", Int64.self, "The time for which it was met in all, in milliseconds.", hasDefault: true),
            MemberDescription("longestMilliseconds", Int64.self, "The longest time without a break, in milliseconds.", hasDefault: true),
            MemberDescription("excess", Int64.self, "How far beyond the limit it went, in thousandths of the unit; absent where it was never met, or has no amount.", isOptional: true),
            MemberDescription("firstStart", Instant.self, "When the first run began.", isOptional: true),
            MemberDescription("lastEnd", Instant.self, "When the last one ended.", isOptional: true),
            MemberDescription("runs", [MeasuredRun].self, "The first runs that are as long as what is listed, by start.", hasDefault: true),
            MemberDescription("meanKineticTemperature", Temperature.self, "The mean kinetic temperature of the window, where it is asked for and a temperature was read.", isOptional: true),
        ])
    }
}

extension MeasuredCondition {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if reader.passCase("temperatureAbove") {
            let limit: Temperature? = reader.member("limit")
            reader.endCase()
            guard let limit else { return nil }
            self = .temperatureAbove(limit: limit)
            return
        }
        if reader.passCase("temperatureBelow") {
            let limit: Temperature? = reader.member("limit")
            reader.endCase()
            guard let limit else { return nil }
            self = .temperatureBelow(limit: limit)
            return
        }
        if reader.passCase("humidityAbove") {
            let milliPercent: Whole<0, 100_000>? = reader.member("milliPercent")
            reader.endCase()
            guard let milliPercent else { return nil }
            self = .humidityAbove(milliPercent: milliPercent)
            return
        }
        if reader.passCase("humidityBelow") {
            let milliPercent: Whole<0, 100_000>? = reader.member("milliPercent")
            reader.endCase()
            guard let milliPercent else { return nil }
            self = .humidityBelow(milliPercent: milliPercent)
            return
        }
        if reader.passCase("shockAbove") {
            let milliG: Whole<0, 1_000_000>? = reader.member("milliG")
            reader.endCase()
            guard let milliG else { return nil }
            self = .shockAbove(milliG: milliG)
            return
        }
        if reader.passCase("lightAbove") {
            let milliLux: Whole<0, 1_000_000_000>? = reader.member("milliLux")
            let outside: Areas? = reader.member("outside")
            reader.endCase()
            guard let milliLux, let outside else { return nil }
            self = .lightAbove(milliLux: milliLux, outside: outside)
            return
        }
        if reader.passCase("doorOpen") {
            let outside: Areas? = reader.member("outside")
            reader.endCase()
            guard let outside else { return nil }
            self = .doorOpen(outside: outside)
            return
        }
        if reader.passCase("within") {
            let areas: Areas? = reader.member("areas")
            reader.endCase()
            guard let areas else { return nil }
            self = .within(areas: areas)
            return
        }
        if reader.passCase("outside") {
            let areas: Areas? = reader.member("areas")
            reader.endCase()
            guard let areas else { return nil }
            self = .outside(areas: areas)
            return
        }
        if reader.passCase("silence") {
            reader.endCase()
            self = .silence
            return
        }
        reader.refuseChoice(among: "temperatureAbove, temperatureBelow, humidityAbove, humidityBelow, shockAbove, lightAbove, doorOpen, within, outside, silence")
        return nil
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .temperatureAbove(let limit):
                writer.key("temperatureAbove")
                writer.beginObject()
                writer.member("limit", limit)
                writer.endObject()
            case .temperatureBelow(let limit):
                writer.key("temperatureBelow")
                writer.beginObject()
                writer.member("limit", limit)
                writer.endObject()
            case .humidityAbove(let milliPercent):
                writer.key("humidityAbove")
                writer.beginObject()
                writer.member("milliPercent", milliPercent)
                writer.endObject()
            case .humidityBelow(let milliPercent):
                writer.key("humidityBelow")
                writer.beginObject()
                writer.member("milliPercent", milliPercent)
                writer.endObject()
            case .shockAbove(let milliG):
                writer.key("shockAbove")
                writer.beginObject()
                writer.member("milliG", milliG)
                writer.endObject()
            case .lightAbove(let milliLux, let outside):
                writer.key("lightAbove")
                writer.beginObject()
                writer.member("milliLux", milliLux)
                writer.member("outside", outside)
                writer.endObject()
            case .doorOpen(let outside):
                writer.key("doorOpen")
                writer.beginObject()
                writer.member("outside", outside)
                writer.endObject()
            case .within(let areas):
                writer.key("within")
                writer.beginObject()
                writer.member("areas", areas)
                writer.endObject()
            case .outside(let areas):
                writer.key("outside")
                writer.beginObject()
                writer.member("areas", areas)
                writer.endObject()
            case .silence:
                writer.key("silence")
                writer.beginObject()
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("MeasuredCondition", "What of a reading counts; a value exactly at a limit never does.", cases: [
            CaseDescription("temperatureAbove", "A temperature above a limit.", [
                MemberDescription("limit", Temperature.self, "The temperature above which time counts; at the limit itself it does not."),
            ]),
            CaseDescription("temperatureBelow", "A temperature below a limit.", [
                MemberDescription("limit", Temperature.self, "The temperature below which time counts; at the limit itself it does not."),
            ]),
            CaseDescription("humidityAbove", "Relative humidity above a limit, in thousandths of a percent.", [
                MemberDescription("milliPercent", Whole<0, 100_000>.self, "The relative humidity, in thousandths of a percent, above which time counts."),
            ]),
            CaseDescription("humidityBelow", "Relative humidity below a limit, in thousandths of a percent.", [
                MemberDescription("milliPercent", Whole<0, 100_000>.self, "The relative humidity, in thousandths of a percent, below which time counts."),
            ]),
            CaseDescription("shockAbove", "An acceleration above a limit, in thousandths of a g.", [
                MemberDescription("milliG", Whole<0, 1_000_000>.self, "The peak acceleration, in thousandths of standard gravity, above which a shock counts."),
            ]),
            CaseDescription("lightAbove", "Light above a limit, in thousandths of a lux, at a place outside the areas; anywhere where there are none.", [
                MemberDescription("milliLux", Whole<0, 1_000_000_000>.self, "The illuminance, in thousandths of a lux, above which time counts."),
                MemberDescription("outside", Areas.self, "The areas where light is expected and does not count; anywhere it counts where there are none."),
            ]),
            CaseDescription("doorOpen", "An open door at a place outside the areas; anywhere where there are none.", [
                MemberDescription("outside", Areas.self, "The areas where an open door is expected and does not count; anywhere it counts where there are none."),
            ]),
            CaseDescription("within", "A position within one of the areas.", [
                MemberDescription("areas", Areas.self, "The areas, in any of which time counts."),
            ]),
            CaseDescription("outside", "A position outside all of the areas.", [
                MemberDescription("areas", Areas.self, "The areas, outside all of which time counts."),
            ]),
            CaseDescription("silence", "No reading of any kind for the time that is listed, or longer.", [
            ]),
        ])
    }
}

extension MeasuredRun {
    /// Makes one from its members.
    public init(start: Instant, end: Instant, milliseconds: Int64 = 0, longestMilliseconds: Int64 = 0, instants: Int = 0, excess: Int64? = nil, isOver: Bool = false, _: Void = ()) {
        self.init(start: start, end: end, milliseconds: milliseconds, longestMilliseconds: longestMilliseconds, instants: instants, excess: excess, isOver: isOver)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let end: Instant? = reader.member("end")
        let excess: Int64?? = reader.optional("excess")
        let instants: Int? = reader.member("instants", default: 0)
        let isOver: Bool? = reader.member("isOver", default: false)
        let longestMilliseconds: Int64? = reader.member("longestMilliseconds", default: 0)
        let milliseconds: Int64? = reader.member("milliseconds", default: 0)
        let start: Instant? = reader.member("start")
        reader.endObject()
        guard let end, let excess, let instants, let isOver, let longestMilliseconds, let milliseconds, let start else { return nil }
        self.init(start: start, end: end, milliseconds: milliseconds, longestMilliseconds: longestMilliseconds, instants: instants, excess: excess, isOver: isOver)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("end", end)
        writer.optional("excess", excess)
        writer.member("instants", instants)
        writer.member("isOver", isOver)
        writer.member("longestMilliseconds", longestMilliseconds)
        writer.member("milliseconds", milliseconds)
        writer.member("start", start)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("MeasuredRun", "A time for which a measure's condition was met, as far as readings tell.", members: [
            MemberDescription("start", Instant.self, "The first reading that met it."),
            MemberDescription("end", Instant.self, "The first reading that did not; or the last one that did, where none follows."),
            MemberDescription("milliseconds", Int64.self, "The time for which it was met, in milliseconds: without gaps.", hasDefault: true),
            MemberDescription("longestMilliseconds", Int64.self, "The longest part of that without a break, in milliseconds.", hasDefault: true),
            MemberDescription("instants", Int.self, "At how many instants it was met.", hasDefault: true),
            MemberDescription("excess", Int64.self, "How far beyond the limit it went, in thousandths of the unit; absent where it has no amount.", isOptional: true),
            MemberDescription("isOver", Bool.self, "Whether a reading has shown that it is over.", hasDefault: true),
        ])
    }
}

extension Movement {
    /// Makes one from its members.
    public init(from: Instant, to: Instant, metres: Int64, kilometresPerHour: Int64, _: Void = ()) {
        self.init(from: from, to: to, metres: metres, kilometresPerHour: kilometresPerHour)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let from: Instant? = reader.member("from")
        let kilometresPerHour: Int64? = reader.member("kilometresPerHour")
        let metres: Int64? = reader.member("metres")
        let to: Instant? = reader.member("to")
        reader.endObject()
        guard let from, let kilometresPerHour, let metres, let to else { return nil }
        self.init(from: from, to: to, metres: metres, kilometresPerHour: kilometresPerHour)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("from", from)
        writer.member("kilometresPerHour", kilometresPerHour)
        writer.member("metres", metres)
        writer.member("to", to)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Movement", "A movement between two successive positions of one device.", members: [
            MemberDescription("from", Instant.self, "The instant of the first position."),
            MemberDescription("to", Instant.self, "The instant of the second."),
            MemberDescription("metres", Int64.self, "The way between them less what positions may be wrong by, in metres, rounded down."),
            MemberDescription("kilometresPerHour", Int64.self, "The speed that it takes, in whole kilometres per hour, rounded down."),
        ])
    }
}

extension ReadingSignals {
    /// Makes one from its members.
    public init(fastest: Movement? = nil, standing: [StandingValue] = [], prints: [Text<16>] = [], _: Void = ()) {
        self.init(fastest: fastest, standing: standing, prints: prints)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let fastest: Movement?? = reader.optional("fastest")
        let prints: [Text<16>]? = reader.member("prints", default: [])
        let standing: [StandingValue]? = reader.member("standing", default: [])
        reader.endObject()
        guard let fastest, let prints, let standing else { return nil }
        self.init(fastest: fastest, standing: standing, prints: prints)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.optional("fastest", fastest)
        writer.member("prints", prints)
        writer.member("standing", standing)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("ReadingSignals", "What of one device's readings is looked at for whether they are to be believed.", members: [
            MemberDescription("fastest", Movement.self, "The fastest movement between two successive positions; absent where the device reported fewer than two instants with a position, or never moved by more than a position may be wrong.", isOptional: true),
            MemberDescription("standing", [StandingValue].self, "For how long each measured metric stood still at the longest, in the order of Measured; of those that were read at two instants at least.", hasDefault: true),
            MemberDescription("prints", [Text<16>].self, "The prints of passages in the readings, by which an altered copy is known again: of each metric the printLimit least, in ascending order, each 16 hexadecimal digits.", hasDefault: true),
        ])
    }
}

extension StandingValue {
    /// Makes one from its members.
    public init(metric: ReadingSignals.Measured, from: Instant, to: Instant, instants: Int, _: Void = ()) {
        self.init(metric: metric, from: from, to: to, instants: instants)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let from: Instant? = reader.member("from")
        let instants: Int? = reader.member("instants")
        let metric: ReadingSignals.Measured? = reader.member("metric")
        let to: Instant? = reader.member("to")
        reader.endObject()
        guard let from, let instants, let metric, let to else { return nil }
        self.init(metric: metric, from: from, to: to, instants: instants)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("from", from)
        writer.member("instants", instants)
        writer.member("metric", metric)
        writer.member("to", to)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("StandingValue", "The longest time for which a metric had one value at every instant at which it was read.", members: [
            MemberDescription("metric", ReadingSignals.Measured.self, "The metric."),
            MemberDescription("from", Instant.self, "The first instant with the value."),
            MemberDescription("to", Instant.self, "The last one."),
            MemberDescription("instants", Int.self, "How many instants had it."),
        ])
    }
}

extension TelemetryFindings {
    /// Makes one from its members.
    public init(devices: [DeviceFindings], outside: Int? = nil, asOf: Instant? = nil, ahead: Int? = nil, aheadFrom: Instant? = nil, _: Void = ()) {
        self.init(devices: devices, outside: outside, asOf: asOf, ahead: ahead, aheadFrom: aheadFrom)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let ahead: Int?? = reader.optional("ahead", since: 4)
        let aheadFrom: Instant?? = reader.optional("aheadFrom", since: 4)
        let asOf: Instant?? = reader.optional("asOf", since: 4)
        let devices: [DeviceFindings]? = reader.member("devices")
        let outside: Int?? = reader.optional("outside", since: 2)
        reader.endObject()
        guard let ahead, let aheadFrom, let asOf, let devices, let outside else { return nil }
        self.init(devices: devices, outside: outside, asOf: asOf, ahead: ahead, aheadFrom: aheadFrom)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.ifPresent("ahead", ahead)
        writer.ifPresent("aheadFrom", aheadFrom)
        writer.ifPresent("asOf", asOf)
        writer.member("devices", devices)
        writer.ifPresent("outside", outside)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("TelemetryFindings", "What the accepted readings of one shipment show, device by device.", members: [
            MemberDescription("devices", [DeviceFindings].self, "One entry per device that reported anything, in ascending order of the device's UTF-8 bytes."),
            MemberDescription("outside", Int.self, "How many instants with readings lie outside the carriage, which are kept and not judged.", isOptional: true, since: 2),
            MemberDescription("asOf", Instant.self, "The instant as of which readings are judged: one that is said to be of a later time waits.", isOptional: true, since: 4),
            MemberDescription("ahead", Int.self, "How many instants with readings wait until they are past: those up to a day ahead.", isOptional: true, since: 4),
            MemberDescription("aheadFrom", Instant.self, "The earliest of them; absent where none waits.", isOptional: true, since: 4),
        ])
    }
}

extension TelemetryGap {
    /// Makes one from its members.
    public init(start: Instant, end: Instant, _: Void = ()) {
        self.init(start: start, end: end)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let end: Instant? = reader.member("end")
        let start: Instant? = reader.member("start")
        reader.endObject()
        guard let end, let start else { return nil }
        self.init(start: start, end: end)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("end", end)
        writer.member("start", start)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("TelemetryGap", "An interval between two readings of one device that is longer than the terms allow; from the second edition on also one between an end of the carriage and the reading next to it.", members: [
            MemberDescription("start", Instant.self, "The instant of the last reading before the gap."),
            MemberDescription("end", Instant.self, "The instant of the first reading after the gap."),
        ])
    }
}

extension TelemetryMeasure {
    /// Makes one from its members.
    public init(part: Text<60>, condition: MeasuredCondition, window: CarriagePart, daysAfterArrival: Int? = nil, listedMilliseconds: Milliseconds, meanKinetic: Bool, _: Void = ()) {
        self.init(part: part, condition: condition, window: window, daysAfterArrival: daysAfterArrival, listedMilliseconds: listedMilliseconds, meanKinetic: meanKinetic)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let condition: MeasuredCondition? = reader.member("condition")
        let daysAfterArrival: Int?? = reader.optional("daysAfterArrival")
        let listedMilliseconds: Milliseconds? = reader.member("listedMilliseconds")
        let meanKinetic: Bool? = reader.member("meanKinetic")
        let part: Text<60>? = reader.member("part")
        let window: CarriagePart? = reader.member("window")
        reader.endObject()
        guard let condition, let daysAfterArrival, let listedMilliseconds, let meanKinetic, let part, let window else { return nil }
        self.init(part: part, condition: condition, window: window, daysAfterArrival: daysAfterArrival, listedMilliseconds: listedMilliseconds, meanKinetic: meanKinetic)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("condition", condition)
        writer.optional("daysAfterArrival", daysAfterArrival)
        writer.member("listedMilliseconds", listedMilliseconds)
        writer.member("meanKinetic", meanKinetic)
        writer.member("part", part)
        writer.member("window", window)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("TelemetryMeasure", "One thing that a part of the cover has counted in a shipment's readings.", members: [
            MemberDescription("part", Text<60>.self, "The part of the cover that it is for."),
            MemberDescription("condition", MeasuredCondition.self, "What of a reading counts."),
            MemberDescription("window", CarriagePart.self, "Which part of the carriage is judged."),
            MemberDescription("daysAfterArrival", Int.self, "How many days after the ship's arrival the clause's own insurance ends; the carriage's end alone counts where it is absent.", isOptional: true),
            MemberDescription("listedMilliseconds", Milliseconds.self, "The shortest run that is listed by itself."),
            MemberDescription("meanKinetic", Bool.self, "Whether the mean kinetic temperature of the window is found too."),
        ])
    }
}

extension TelemetryTerms {
    /// Makes one from its members.
    public init(lowerLimit: Temperature? = nil, upperLimit: Temperature? = nil, reportableGapMilliseconds: Milliseconds, _: Void = ()) {
        self.init(lowerLimit: lowerLimit, upperLimit: upperLimit, reportableGapMilliseconds: reportableGapMilliseconds)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let lowerLimit: Temperature?? = reader.optional("lowerLimit")
        let reportableGapMilliseconds: Milliseconds? = reader.member("reportableGapMilliseconds")
        let upperLimit: Temperature?? = reader.optional("upperLimit")
        reader.endObject()
        guard let lowerLimit, let reportableGapMilliseconds, let upperLimit else { return nil }
        self.init(lowerLimit: lowerLimit, upperLimit: upperLimit, reportableGapMilliseconds: reportableGapMilliseconds)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.optional("lowerLimit", lowerLimit)
        writer.member("reportableGapMilliseconds", reportableGapMilliseconds)
        writer.optional("upperLimit", upperLimit)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("TelemetryTerms", "What a certificate asks its shipment's loggers to show.", members: [
            MemberDescription("lowerLimit", Temperature.self, "The lowest temperature in range, or nil where the goods have no lower limit.", isOptional: true),
            MemberDescription("upperLimit", Temperature.self, "The highest temperature in range, or nil where the goods have no upper limit.", isOptional: true),
            MemberDescription("reportableGapMilliseconds", Milliseconds.self, "The interval between two readings of one device beyond which the time between them is a gap."),
        ])
    }
}

extension TemperatureExcursion {
    /// Makes one from its members.
    public init(kind: TemperatureExcursion.Kind, start: Instant, end: Instant, milliseconds: Int64, extreme: Temperature, readings: Int, _: Void = ()) {
        self.init(kind: kind, start: start, end: end, milliseconds: milliseconds, extreme: extreme, readings: readings)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let end: Instant? = reader.member("end")
        let extreme: Temperature? = reader.member("extreme")
        let kind: TemperatureExcursion.Kind? = reader.member("kind")
        let milliseconds: Int64? = reader.member("milliseconds")
        let readings: Int? = reader.member("readings")
        let start: Instant? = reader.member("start")
        reader.endObject()
        guard let end, let extreme, let kind, let milliseconds, let readings, let start else { return nil }
        self.init(kind: kind, start: start, end: end, milliseconds: milliseconds, extreme: extreme, readings: readings)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("end", end)
        writer.member("extreme", extreme)
        writer.member("kind", kind)
        writer.member("milliseconds", milliseconds)
        writer.member("readings", readings)
        writer.member("start", start)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("TemperatureExcursion", "An unbroken run of readings on one side of the band.", members: [
            MemberDescription("kind", TemperatureExcursion.Kind.self, "The side of the band."),
            MemberDescription("start", Instant.self, "The instant of the first reading out of the band."),
            MemberDescription("end", Instant.self, "The instant at which the excursion is over."),
            MemberDescription("milliseconds", Int64.self, "The length of the excursion in milliseconds, which is `end` less `start`."),
            MemberDescription("extreme", Temperature.self, "The reading furthest from the band."),
            MemberDescription("readings", Int.self, "The number of instants in the run, at least 1."),
        ])
    }
}

extension FlaggedReadings.Measured: EditionedChoice {
    /// The edition that added the name.
    public var since: Int {
        switch self {
            case .temperature: 4
            case .humidity: 4
            case .position: 4
            case .time: 4
        }
    }
}

extension FlaggedReadings.Reason: EditionedChoice {
    /// The edition that added the name.
    public var since: Int {
        switch self {
            case .sensorFault: 4
            case .impossibleStep: 4
            case .nullIsland: 4
            case .impossibleMovement: 4
            case .clockWrong: 4
            case .alternating: 5
        }
    }
}

extension ReadingSignals.Measured: EditionedChoice {
    /// The edition that added the name.
    public var since: Int {
        switch self {
            case .temperature: 3
            case .humidity: 3
        }
    }
}

/// The described types of this module.
package enum MarineRecords {
    /// All of them, by name.
    package static let all: [any Described.Type] = [
        Area.self,
        CarriagePart.self,
        CarriageWindow.self,
        DeviceFindings.self,
        FlaggedReadings.self,
        FlaggedRun.self,
        MeasureFindings.self,
        MeasuredCondition.self,
        MeasuredRun.self,
        Movement.self,
        ReadingSignals.self,
        StandingValue.self,
        TelemetryFindings.self,
        TelemetryGap.self,
        TelemetryMeasure.self,
        TelemetryTerms.self,
        TemperatureExcursion.self,
    ]

    /// The other types of this module that are coded, by name.
    package static let values: [ValueDescription] = [
        ValueDescription(ClauseSet.self, "A set of clauses under which cargo is insured, or a part of the cover with clauses of its own.", cases: [
            ("ICC(A) 1/1/09", "Institute Cargo Clauses (A), all risks but those excluded, CL382."),
            ("ICC(B) 1/1/09", "Institute Cargo Clauses (B), named perils, CL383."),
            ("ICC(C) 1/1/09", "Institute Cargo Clauses (C), the fewest named perils, CL384."),
            ("Institute Frozen Food Clauses (A) 1/1/86", "Institute Frozen Food Clauses (A), excluding frozen meat."),
            ("Institute War Clauses (Cargo) 1/1/09", "Institute War Clauses (Cargo), CL385."),
            ("Institute Strikes Clauses (Cargo) 1/1/09", "Institute Strikes Clauses (Cargo), CL386."),
            ("Plimsoll temperature-controlled cargo extension", "A part of the cover that readings trigger, and that asks for no cause."),
            ("Plimsoll delay extension", "A part of the cover for late arrival, which no Institute set gives."),
        ]),
        ValueDescription(ContainerNumber.self, "The number painted on a freight container, ISO 6346:2022, such as CSQU3054383."),
        ValueDescription(CountryCode.self, "A country by the two capital letters of ISO 3166-1."),
        ValueDescription(Currency.self, "A currency and the number of decimals its amounts carry."),
        ValueDescription(DeviceName.self, "The name that the readings of a logger or tracker carry: 1 to 64 printable ASCII characters, with no space at either end."),
        ValueDescription(Edition.self, "An edition of the rules: of all contracts' state graphs, decisions, limits and folds together, and of what they go by, the clause sets and the findings of readings."),
        ValueDescription(FlaggedReadings.Measured.self, "What of a reading is not believed.", cases: [
            ("temperature", "The temperature; values are in thousandths of a degree Celsius."),
            ("humidity", "The relative humidity; values are in thousandths of a percent."),
            ("position", "The position."),
            ("time", "The instant, and with it all of the reading."),
        ]),
        ValueDescription(FlaggedReadings.Reason.self, "Why a value is not believed.", cases: [
            ("sensorFault", "A value that a sensor or its converter reports when it is broken, absent, starting or at the end of its scale, and that the values beside it do not lead to."),
            ("impossibleStep", "A temperature further from the one before it than cargo or the air about it can come in the time between."),
            ("nullIsland", "A position at 0° north 0° east, where the others are not: what a receiver without a fix reports."),
            ("impossibleMovement", "A position that nothing which carries cargo reaches in the time between."),
            ("clockWrong", "An instant more than a year before the carriage or more than a day ahead of the ledger: that of a clock which was not set."),
            ("alternating", "A temperature among such as jump to and fro, as readings on two scales or of two sensors under one name do; which of them are right, nobody can tell."),
        ]),
        ValueDescription(IMONumber.self, "The number a ship keeps for life, IMO Resolution A.1117(30), such as 9074729."),
        ValueDescription(Incoterm.self, "A rule of Incoterms 2020 (ICC publication 723), which says where risk passes to the buyer.", cases: [
            ("EXW", "Ex Works: risk passes when the goods are placed at the buyer's disposal, not loaded."),
            ("FCA", "Free Carrier: risk passes when the goods are handed to the buyer's carrier."),
            ("FAS", "Free Alongside Ship: risk passes when the goods lie alongside the vessel."),
            ("FOB", "Free On Board: risk passes when the goods are on board the vessel."),
            ("CFR", "Cost and Freight: risk passes on board; the seller pays the freight."),
            ("CIF", "Cost, Insurance and Freight: risk passes on board; the seller pays freight and insures."),
            ("CPT", "Carriage Paid To: risk passes to the buyer with the first carrier; the seller pays carriage."),
            ("CIP", "Carriage and Insurance Paid To: as CPT, and the seller insures."),
            ("DAP", "Delivered At Place: risk passes at the destination, ready for unloading."),
            ("DPU", "Delivered at Place Unloaded: risk passes at the destination, unloaded."),
            ("DDP", "Delivered Duty Paid: as DAP, with import duties paid by the seller."),
        ]),
        ValueDescription(Instant.self, "A point in time in whole milliseconds, from 1970 to the end of 9999 UTC, without leap seconds."),
        ValueDescription(Milliseconds.self, "A duration in whole milliseconds, from 0 to 100 years of 365.25 days."),
        ValueDescription(Money.self, "An amount of one currency, in whole minor units."),
        ValueDescription(Peril.self, "What brought about a loss, in the words of the cargo clauses.", cases: [
            ("fireOrExplosion", "Fire or explosion."),
            ("strandingOrSinking", "The vessel or craft stranded, grounded, sunk or capsized."),
            ("overturningOrDerailment", "A land conveyance overturned or derailed."),
            ("collision", "A conveyance met another object than water."),
            ("dischargeAtPortOfDistress", "The cargo was discharged at a port of distress."),
            ("earthquake", "Earthquake, volcanic eruption or lightning."),
            ("washingOverboard", "The sea washed the cargo overboard."),
            ("entryOfWater", "Sea, lake or river water entered the vessel, conveyance, container or place of storage."),
            ("jettison", "The cargo was thrown overboard to save the adventure."),
            ("generalAverage", "General average: a sacrifice, or a contribution to one."),
            ("totalLossOfPackage", "A whole package was lost overboard or dropped while loading or unloading."),
            ("theft", "Theft, pilferage or non-delivery."),
            ("roughHandling", "Handling that broke, bent or crushed the goods."),
            ("temperatureVariation", "A temperature outside what the goods bear, from whatever cause."),
            ("machineryBreakdown", "Refrigerating machinery broke down and stood still."),
            ("delay", "The goods came late, whatever the cause of the delay."),
            ("inherentVice", "The nature of the goods themselves: ripening, sweating, spontaneous heating."),
            ("insufficientPacking", "Packing or preparation that could not withstand the ordinary incidents of the transit."),
            ("war", "War, civil war, capture, seizure, derelict mines."),
            ("strikes", "Strikes, lock-outs, riots, terrorism and politically motivated acts."),
            ("wetting", "Fresh water, rain or condensation wetted the goods."),
        ]),
        ValueDescription(Position.self, "A place on the WGS 84 ellipsoid in millionths of a degree, about 0.11 m at the equator."),
        ValueDescription(Rate.self, "A share or a rate of premium, from 0 to 1000 per cent, in parts per billion."),
        ValueDescription(ReadingSignals.Measured.self, "The metrics that vary in any honest record.", cases: [
            ("temperature", "Temperature."),
            ("humidity", "Relative humidity."),
        ]),
        ValueDescription(Temperature.self, "A temperature in thousandths of a degree Celsius, from -273.150 to 1000.000."),
        ValueDescription(TemperatureExcursion.Kind.self, "The side of the band on which the readings lie.", cases: [
            ("above", "Above the upper limit."),
            ("below", "Below the lower limit."),
        ]),
        ValueDescription(UNLocode.self, "A port or other place of trade, UN/LOCODE (UNECE Recommendation 16), such as USNYC."),
    ]

    /// The described types of this module and of those that they are made of.
    package static let described: [any Described.Type] = [
        MarineRecords.all,
    ].flatMap { $0 }

    /// The other coded types of the same modules.
    package static let known: [ValueDescription] = [
        MarineRecords.values,
    ].flatMap { $0 }
}
