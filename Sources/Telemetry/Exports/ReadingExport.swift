public import Marine

/// A format in which readings are exported.
public enum ExportFormat: String, CaseIterable, Hashable, Sendable {
    /// A table that an upload reads again.
    case csv
    /// A reading to a line, each a JSON object, that an upload reads again.
    case ndjson
    /// GS1 EPCIS 2.0 as JSON-LD: an event for each reading.
    case epcis

    /// The content type that it is sent as.
    public var contentType: String {
        switch self {
        case .csv: "text/csv"
        case .ndjson: "application/x-ndjson"
        case .epcis: "application/ld+json"
        }
    }

    /// The content types by which it is asked for.
    public var contentTypes: [String] {
        switch self {
        case .csv: TelemetryFormat.csv.contentTypes.filter { $0 == "text/csv" }
        case .ndjson: TelemetryFormat.ndjson.contentTypes
        case .epcis: ["application/ld+json"]
        }
    }
}

/// Writes samples in an export's format, in the exact figures that the ledger's segments have.
///
/// Figures have the decimals of their unit: three, and six of degrees of arc. What is not believed
/// is written like the rest and named beside it. The bytes are taken out as they come to be many,
/// so that an export is never held whole.
public struct ReadingExport: Sendable {
    /// The format.
    public let format: ExportFormat
    private var bytes: [UInt8] = []
    private var count = 0
    /// Whether it is the answer to a query of EPCIS, and so a query document.
    private let isQuery: Bool

    /// Begins an export, as of an instant.
    public init(_ format: ExportFormat, at now: Instant, isQuery: Bool = false) {
        self.format = format
        self.isQuery = isQuery
        switch format {
        case .csv: text(Self.header)
        case .ndjson: break
        case .epcis:
            text(
                #"{"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld","#
                    + #"{"plimsoll":"urn:plimsoll:voc:"}],"type":"EPCIS\#(isQuery ? "Query" : "")"#
                    + #"Document","schemaVersion":"2.0","creationDate":"\#(now)","epcisBody":{"#
                    + (isQuery
                        ? #""queryResults":{"queryName":"SimpleEventQuery","resultsBody":{"# : "")
                    + #""eventList":["#
            )
        }
    }

    /// A table's header row.
    private static let header =
        "device,time,temperature (C),humidity (%),shock (g),light (lux),door,latitude,longitude,"
        + "battery (%),flagged\r\n"

    /// How many bytes wait to be taken.
    public var waiting: Int { bytes.count }

    /// Takes out what was written since the last time.
    public mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    /// Writes a sample of a device, with what of it is not believed.
    public mutating func write(
        _ sample: Sample,
        of device: String,
        _ marks: [MarkedSamples.Mark]
    ) {
        switch format {
        case .csv: row(sample, device, marks)
        case .ndjson: line(sample, device, marks)
        case .epcis: event(sample, device, marks)
        }
        count += 1
    }

    /// Ends the export.
    public mutating func end() {
        if format == .epcis { text(isQuery ? "]}}}}\n" : "]}}\n") }
    }

    // MARK: A table (RFC 4180)

    private mutating func row(_ sample: Sample, _ device: String, _ marks: [MarkedSamples.Mark]) {
        let needsQuotes = device.utf8.contains { [0x22, 0x2C].contains($0) }
        text(needsQuotes ? "\"\(device.doubling(0x22))\"" : device)
        text(",\(sample.time)")
        for metric in [Metric.temperature, .humidity, .shock, .light] {
            bytes.append(UInt8(ascii: ","))
            if let milli = sample[metric] { decimal(Int64(milli), 3) }
        }
        text(",\(sample.door?.rawValue ?? ""),")
        if let position = sample.position {
            decimal(Int64(position.latitudeMicrodegrees), 6)
            bytes.append(UInt8(ascii: ","))
            decimal(Int64(position.longitudeMicrodegrees), 6)
        } else {
            bytes.append(UInt8(ascii: ","))
        }
        bytes.append(UInt8(ascii: ","))
        if let milli = sample.batteryMilliPercent { decimal(Int64(milli), 3) }
        text(",\(Self.words(marks))\r\n")
    }

    // MARK: Lines of JSON

    private mutating func line(_ sample: Sample, _ device: String, _ marks: [MarkedSamples.Mark]) {
        text(#"{"device":"\#(Self.escaped(device))","time":"\#(sample.time)""#)
        member("temperature", sample.temperature.map { Int64($0.milliCelsius) }, 3)
        member("humidity", sample.humidityMilliPercent.map(Int64.init), 3)
        member("shock", sample.shockMilliG.map(Int64.init), 3)
        member("light", sample.lightMilliLux.map(Int64.init), 3)
        if let door = sample.door { text(#","door":"\#(door.rawValue)""#) }
        member("latitude", sample.position.map { Int64($0.latitudeMicrodegrees) }, 6)
        member("longitude", sample.position.map { Int64($0.longitudeMicrodegrees) }, 6)
        member("battery", sample.batteryMilliPercent.map(Int64.init), 3)
        if !marks.isEmpty { text(#","flagged":"\#(Self.words(marks))""#) }
        text("}\n")
    }

    private mutating func member(_ name: String, _ value: Int64?, _ digits: Int) {
        guard let value else { return }
        text(",\"\(name)\":")
        decimal(value, digits)
    }

    // MARK: Events (EPCIS 2.0, section 7.4.1; types and units of CBV 2.0)

    private mutating func event(_ sample: Sample, _ device: String, _ marks: [MarkedSamples.Mark]) {
        if count > 0 { text(",") }
        text(
            "\n" + #"{"type":"ObjectEvent","eventTime":"\#(sample.time)","#
                + #""eventTimeZoneOffset":"+00:00","epcList":[],"action":"OBSERVE","#
                + #""sensorElementList":[{"sensorMetadata":{"time":"\#(sample.time)","#
                + #""deviceID":"\#(Self.uri(device))"},"sensorReport":["#
        )
        let time = marks.first { $0.metric == .time }
        var reports = 0
        func report(
            _ head: String,
            _ value: Int64?,
            _ digits: Int,
            _ unit: String,
            _ metric: FlaggedReadings.Measured?
        ) {
            guard let value else { return }
            text((reports > 0 ? "," : "") + "{\(head),\"value\":")
            decimal(value, digits)
            text(#","uom":"\#(unit)""#)
            let own = marks.first { $0.metric == metric }
            if let mark = own ?? time { text(#","plimsoll:flagged":"\#(mark.reason.rawValue)""#) }
            text("}")
            reports += 1
        }
        let celsius = sample.temperature.map { Int64($0.milliCelsius) }
        report(#""type":"Temperature""#, celsius, 3, "CEL", .temperature)
        let humidity = sample.humidityMilliPercent.map(Int64.init)
        report(#""type":"RelativeHumidity""#, humidity, 3, "P1", .humidity)
        report(#""type":"Acceleration""#, sample.shockMilliG.map(Int64.init), 3, "K40", nil)
        report(#""type":"Illuminance""#, sample.lightMilliLux.map(Int64.init), 3, "LUX", nil)
        for (component, degrees) in [
            ("latitude", sample.position?.latitudeMicrodegrees),
            ("longitude", sample.position?.longitudeMicrodegrees),
        ] {
            let head = #""type":"Angle","component":"\#(component)""#
            report(head, degrees.map(Int64.init), 6, "DD", .position)
        }
        let charge = sample.batteryMilliPercent.map(Int64.init)
        report(#""type":"plimsoll:Charge""#, charge, 3, "P1", nil)
        if let door = sample.door {
            text(reports > 0 ? "," : "")
            text(#"{"type":"plimsoll:Door","stringValue":"\#(door.rawValue)"}"#)
        }
        text("]}]}")
    }

    /// EPCIS names a device by a URI: one that is none is put in the platform's own.
    private static func uri(_ device: String) -> String {
        let scheme = device.prefix { $0 != ":" }
        let isURI =
            scheme.count < device.count && scheme.first?.isLetter == true
            && scheme.allSatisfy { $0.isLetter || $0.isNumber || "+-.".contains($0) }
            && device.utf8.allSatisfy { isPlain($0) || ":/?#[]@!$&'()*+,;=%".utf8.contains($0) }
        guard !isURI else { return device }
        var text = "urn:plimsoll:device:"
        for byte in device.utf8 {
            if isPlain(byte) {
                text.append(Character(Unicode.Scalar(byte)))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                text += "%" + String(repeating: "0", count: 2 - digits.count) + digits
            }
        }
        return text
    }

    /// Whether a byte stands in any part of a URI for itself (RFC 3986, section 2.3).
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"), UInt8(ascii: "~"):
            true
        default: false
        }
    }

    // MARK: Texts

    private mutating func text(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func decimal(_ value: Int64, _ digits: Int) {
        DecimalText.withText(value, digits: digits) { bytes.append(contentsOf: $0) }
    }

    /// What is not believed: the metric and why, several between semicolons.
    private static func words(_ marks: [MarkedSamples.Mark]) -> String {
        marks.map { "\($0.metric.rawValue) \($0.reason.rawValue)" }.joined(separator: "; ")
    }

    /// A device's name, which is printable ASCII, within a JSON string.
    private static func escaped(_ device: String) -> String {
        device.doubling(0x5C).replacingQuotes
    }
}

extension String {
    /// The text with a byte of ASCII twice wherever it stands.
    fileprivate func doubling(_ byte: UInt8) -> String {
        guard utf8.contains(byte) else { return self }
        return String(decoding: utf8.flatMap { $0 == byte ? [byte, byte] : [$0] }, as: UTF8.self)
    }

    /// The text with a reversed solidus before each quotation mark.
    fileprivate var replacingQuotes: String {
        guard utf8.contains(0x22) else { return self }
        return String(decoding: utf8.flatMap { $0 == 0x22 ? [0x5C, 0x22] : [$0] }, as: UTF8.self)
    }
}
