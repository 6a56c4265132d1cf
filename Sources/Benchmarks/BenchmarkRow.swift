public import CanonicalJSON

/// One line of a benchmark's result.
public struct BenchmarkRow: Answer, Sendable {
    /// Which benchmark.
    public var suite: String
    /// What was measured.
    public var name: String
    /// The median of the rounds; `nil` where it could not be measured.
    public var value: Double?
    /// The value's unit.
    public var unit: String
    /// What it is compared with, measured in the same run.
    public var peer: String?
    /// The peer's median in the same unit; `nil` where the peer is not installed.
    public var peerValue: Double?

    enum AnswerOnly {
        /// How many times the peer's value it is.
        case ratio
    }

    /// How many times the peer's value it is.
    public var ratio: Double? {
        guard let value, let peerValue, peerValue > 0 else { return nil }
        return value / peerValue
    }

    init(
        _ suite: String,
        _ name: String,
        _ value: Double?,
        _ unit: String,
        beside peer: String? = nil,
        _ peerValue: Double? = nil
    ) {
        self.suite = suite
        self.name = name
        self.value = value
        self.unit = unit
        self.peer = peer
        self.peerValue = peerValue
    }
}

/// All that a benchmark measured.
struct BenchmarkReport: Answer {
    /// One line for each figure.
    let rows: [BenchmarkRow]
}

/// A measured number, written as RFC 8785 spells it.
extension Double: JSONWritable, JSONShaped {
    /// Writes a figure that was measured; one that is not finite is `null`.
    public func write(to writer: inout JSONWriter) {
        guard isFinite else { return writer.null() }
        writer.number(self == rounded() && abs(self) < 1e15 ? "\(Int64(self))" : "\(self)")
    }

    /// A decimal number.
    public static func shape(in dialect: JSONDialect) -> JSONShape { .decimal(example: "1.5") }
}

extension [BenchmarkRow] {
    /// `{"rows":[...]}`, a line.
    public var json: String {
        String(decoding: BenchmarkReport(rows: self).exchangeBytes, as: UTF8.self) + "\n"
    }

    /// A table for a terminal.
    public var table: String {
        let head = ["suite", "measured", "value", "unit", "beside", "peer's", "ratio"]
        let lines = map { row in
            [
                row.suite, row.name, BenchmarkText.short(row.value), row.unit, row.peer ?? "",
                row.peer == nil ? "" : BenchmarkText.short(row.peerValue),
                row.peer == nil ? "" : row.ratio.map { "\(BenchmarkText.short($0))x" } ?? "-",
            ]
        }
        let widths = head.indices.map { column in
            ([head] + lines).map { $0[column].count }.max() ?? 0
        }
        return ([head] + lines).map { line in
            line.enumerated().map { column, text in
                let pad = String(repeating: " ", count: widths[column] - text.count)
                return [2, 5, 6].contains(column) ? pad + text : text + pad
            }.joined(separator: "  ")
        }.joined(separator: "\n") + "\n"
    }
}

enum BenchmarkText {
    /// Three significant figures, thousands apart.
    static func short(_ value: Double?) -> String {
        guard let value, value.isFinite else { return "-" }
        if abs(value) >= 1000 {
            var digits = "\(Int64(value.rounded()))"
            var at = digits.count - 3
            while at > 0 {
                digits.insert(" ", at: digits.index(digits.startIndex, offsetBy: at))
                at -= 3
            }
            return digits
        }
        let places = abs(value) >= 100 ? 0 : abs(value) >= 10 ? 1 : abs(value) >= 1 ? 2 : 3
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let rounded = (value * scale).rounded() / scale
        return places == 0 ? "\(Int64(rounded))" : "\(rounded)"
    }
}

/// What the rounds gave, by name.
struct Medians {
    private var values: [String: [Double]] = [:]

    /// Adds the value of a round; `nil` is left out.
    mutating func add(_ name: String, _ value: Double?) {
        if let value { values[name, default: []].append(value) }
    }

    /// The median of all rounds; `nil` where there is none.
    subscript(name: String) -> Double? { values[name].flatMap(median) }

    /// The last round's.
    func last(_ name: String) -> Double? { values[name]?.last }
}

/// The median of several rounds.
func median(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
