import CanonicalJSON

/// What came of a file.
struct UploadResult {
    let file: String
    var rows: Int64 = 0
    var accepted: Int64 = 0
    var duplicates: Int64 = 0
    var rejected = 0
    var withoutMeasurement: Int64 = 0
    var leftOut = 0
    /// Why the file, or the rest of it, was not uploaded.
    var failure: String?
    /// Whether the same file may be taken when it is tried again.
    var mayRetry = false
    /// Samples that were found to be taken already when a broken connection was taken up again.
    var samplesFound: Int64 = 0

    /// What of the result a person should know about lines, one text each.
    var errors: [String] = []
    /// How the file was understood, one text a part.
    var understood: [String] = []

    /// The result in one line.
    var text: String {
        var text =
            "\(file): \(rows) rows: \(accepted) accepted, \(duplicates) duplicates, "
            + "\(rejected) rejected, \(withoutMeasurement) without measurement, "
            + "\(leftOut) fields left out"
        if samplesFound > 0 { text += "; \(samplesFound) samples had been taken before" }
        return text
    }

    /// The exit code: 0 all taken, 1 a line or a field was not, 2 a file was not.
    static func exitCode(_ results: [UploadResult]) -> Int32 {
        if results.contains(where: { $0.failure != nil }) { return 2 }
        return results.contains { $0.rejected + $0.leftOut > 0 } ? 1 : 0
    }

    /// A table of several files' results.
    static func table(_ results: [UploadResult]) -> [String] {
        func row(_ result: UploadResult, _ name: String, _ state: String) -> [String] {
            [
                name, "\(result.rows)", "\(result.accepted)", "\(result.duplicates)",
                "\(result.rejected)", "\(result.leftOut)", state,
            ]
        }
        var sum = UploadResult(file: "")
        var rows = [["file", "rows", "accepted", "duplicates", "rejected", "left out", "result"]]
        for result in results {
            sum.rows += result.rows
            sum.accepted += result.accepted
            sum.duplicates += result.duplicates
            sum.rejected += result.rejected
            sum.leftOut += result.leftOut
            let isWhole = result.rejected + result.leftOut == 0
            let state = result.failure == nil ? isWhole ? "taken" : "in part" : "not uploaded"
            rows.append(row(result, result.file, state))
        }
        rows.append(row(sum, "\(results.count) files", ""))
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            row.indices.map { column in
                let pad = String(repeating: " ", count: widths[column] - row[column].count)
                return 1...5 ~= column ? pad + row[column] : row[column] + pad
            }.joined(separator: "  ").trimmedEnd
        }
    }
}

extension String {
    /// The text without spaces at its end.
    fileprivate var trimmedEnd: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
