import Foundation
import Telemetry

/// A file cut into parts that are uploads of their own, so that a broken connection costs one part
/// and not the file.
struct UploadParts {
    /// One part.
    struct Part {
        let bytes: [UInt8]
        /// How many lines of the file stand before the part's own.
        let linesBefore: Int

        /// The line of the file that a line of the part is.
        func line(_ line: Int, head: Int) -> Int { line <= head ? line : line + linesBefore }
    }

    /// The parts in the order of the file, at least one.
    let parts: [Part]

    /// How many lines at the start of each part repeat the head of the file.
    let headLines: Int

    /// Cuts a file at ends of lines.
    ///
    /// A table's parts repeat its head. A file is cut only where its parts, read one by one, hold
    /// exactly the readings and the bad lines of the whole: what depends on a line before it, as
    /// the serial number of the first row does, is never torn from it. JSON is one text and stays
    /// whole.
    init(
        _ bytes: [UInt8],
        _ format: TelemetryFormat,
        limitBytes: Int,
        stated: UploadStatements
    ) {
        (parts, headLines) =
            Self.cut(bytes, format, limitBytes, stated)
            ?? ([Part(bytes: bytes, linesBefore: 0)], 0)
    }

    /// The parts of a file and the lines of its head; nil where it stays whole.
    private static func cut(
        _ bytes: [UInt8],
        _ format: TelemetryFormat,
        _ limitBytes: Int,
        _ stated: UploadStatements
    ) -> ([Part], Int)? {
        guard bytes.count > limitBytes, format != .json,
            let whole = read(bytes, format, stated)
        else { return nil }
        var heads: [Int] = []
        if format == .ndjson {
            heads = [0]
        } else if whole.upload.understood.count == 1, let header = whole.upload.understood.first {
            // Under the header's line may be one of units, or the two of TOA5.
            heads = Array(header.line...header.line + 2)
        }
        for head in heads {
            let parts = cut(bytes, head: head, limitBytes)
            if agree(parts, whole, format, stated) { return (parts, head) }
        }
        return nil
    }

    private typealias WholeFile = (upload: ParsedUpload, set: ReadingSet)

    private static func read(
        _ bytes: [UInt8],
        _ format: TelemetryFormat,
        _ stated: UploadStatements
    ) -> WholeFile? {
        var parser = UploadParser(
            format: format,
            limits: UploadLimits(uploadBytes: .max),
            stated: stated
        )
        guard (try? parser.consume(bytes)) != nil else { return nil }
        let upload = parser.finish()
        var set = ReadingSet()
        set.merge(upload.devices)
        return (upload, set)
    }

    /// Whether parts hold what the whole does.
    private static func agree(
        _ parts: [Part],
        _ whole: WholeFile,
        _ format: TelemetryFormat,
        _ stated: UploadStatements
    ) -> Bool {
        var set = ReadingSet()
        var counts = (0, 0, 0)
        for part in parts {
            guard let read = read(part.bytes, format, stated) else { return false }
            set.merge(read.upload.devices)
            counts.0 += read.upload.readingCount
            counts.1 += read.upload.rejectedCount
            counts.2 += read.upload.withoutMeasurementCount
        }
        let upload = whole.upload
        return set == whole.set && counts.0 == upload.readingCount
            && counts.1 == upload.rejectedCount && counts.2 == upload.withoutMeasurementCount
    }

    private static func cut(_ bytes: [UInt8], head lines: Int, _ limitBytes: Int) -> [Part] {
        var headEnd = 0
        for _ in 0..<lines {
            guard let end = bytes[headEnd...].firstIndex(of: 10) else { break }
            headEnd = end + 1
        }
        let head = bytes[..<headEnd]
        let room = max(limitBytes - headEnd, 1)
        var parts: [Part] = []
        var start = headEnd
        var linesBefore = 0
        while start < bytes.count {
            var end = min(start + room, bytes.count)
            if end < bytes.count {
                // The last line that ends within the limit, or the one that goes beyond it.
                let last = bytes[start..<end].lastIndex(of: 10)
                end = (last ?? bytes[end...].firstIndex(of: 10) ?? bytes.count - 1) + 1
            }
            parts.append(Part(bytes: Array(head + bytes[start..<end]), linesBefore: linesBefore))
            linesBefore += bytes[start..<end].count { $0 == 10 }
            start = end
        }
        return parts.isEmpty ? [Part(bytes: bytes, linesBefore: 0)] : parts
    }
}
