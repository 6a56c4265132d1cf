/// A format in which readings are uploaded.
public enum TelemetryFormat: String, CaseIterable, Hashable, Sendable {
    /// One JSON text: an array of readings, an object with `readings`, or one reading.
    case json
    /// One reading to a line, each a JSON object.
    case ndjson
    /// A logger's table with a header row.
    case csv

    /// The content types that the format comes as, the usual one first.
    public var contentTypes: [String] {
        switch self {
        case .json:
            [
                "application/json", "application/ld+json", "application/cloudevents+json",
                "application/cloudevents-batch+json",
            ]
        case .ndjson:
            [
                "application/x-ndjson", "application/ndjson", "application/jsonl",
                "application/x-jsonlines",
            ]
        case .csv: ["text/csv", "text/tab-separated-values"]
        }
    }

    /// The format that a `Content-Type` names, whatever its case and parameters, or nil.
    public init?(contentType: String) {
        let type = contentType.prefix { $0 != ";" }.lowercased().filter { $0 != " " && $0 != "\t" }
        guard let format = Self.allCases.first(where: { $0.contentTypes.contains(type) }) else {
            return nil
        }
        self = format
    }

    /// The format of a file, from its name and its first bytes.
    ///
    /// `.ndjson`, `.jsonl`, `.csv` and `.tsv` are believed. Otherwise the bytes decide: `[` opens a
    /// JSON array; `{` opens NDJSON if the first line is a whole object and the next line opens
    /// another, and one JSON object if not; anything else is a table.
    /// - Parameters:
    ///   - fileName: The file's name, or nil for standard input.
    ///   - firstBytes: The beginning of the file, preferably 64 KiB of it.
    public init(fileName: String?, firstBytes: [UInt8]) {
        let name = (fileName ?? "").lowercased()
        if name.hasSuffix(".ndjson") || name.hasSuffix(".jsonl") {
            self = .ndjson
        } else if name.hasSuffix(".csv") || name.hasSuffix(".tsv") {
            self = .csv
        } else {
            self = Self.sniffed(firstBytes[...])
        }
    }

    private static func sniffed(_ bytes: ArraySlice<UInt8>) -> TelemetryFormat {
        var text = bytes
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
        text = text.drop { ASCII.isSpace($0) }
        guard text.first == ASCII.openBrace else {
            return text.first == ASCII.openBracket ? .json : .csv
        }
        guard let lineEnd = text.firstIndex(of: ASCII.lineFeed) else { return .json }
        let closes = text[..<lineEnd].last { !ASCII.isSpace($0) } == ASCII.closeBrace
        let next = text[lineEnd...].first { !ASCII.isSpace($0) }
        return closes && next == ASCII.openBrace ? .ndjson : .json
    }
}
