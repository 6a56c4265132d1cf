/// Splits chunks of bytes into lines, keeping only the beginning of a line that a chunk cut off.
struct LineSplitter {
    /// Where a line is.
    enum Line {
        /// In the chunk.
        case inChunk(Range<Int>)
        /// In ``LineSplitter/carry``, which the next call discards.
        case inCarry
        /// Nowhere: it is longer than the limit.
        case tooLong
    }

    /// The longest line in bytes, without its line feed.
    let limit: Int

    /// The bytes of a line that began in an earlier chunk.
    private(set) var carry: [UInt8] = []

    /// The number of the line returned last, from 1.
    private(set) var number = 0

    private var isTooLong = false
    private var discardsCarry = false

    init(limit: Int) { self.limit = limit }

    /// Finds the next line.
    /// - Parameters:
    ///   - chunk: The chunk.
    ///   - position: Where in it to go on; moved past the line.
    /// - Returns: The next line that ends in the chunk, or nil when the rest of it has been kept.
    mutating func next(in chunk: Span<UInt8>, at position: inout Int) -> Line? {
        if discardsCarry {
            carry.removeAll(keepingCapacity: true)
            discardsCarry = false
        }
        guard let end = chunk.firstLineFeed(in: position..<chunk.count) else {
            keep(chunk, position..<chunk.count)
            position = chunk.count
            return nil
        }
        let range = position..<end
        position = end + 1
        number += 1
        if carry.isEmpty, !isTooLong {
            return range.count > limit ? .tooLong : .inChunk(range)
        }
        keep(chunk, range)
        return endOfKept()
    }

    /// The last line, if the upload does not end with a line feed.
    mutating func finish() -> Line? {
        if discardsCarry { carry.removeAll() }
        guard !carry.isEmpty || isTooLong else { return nil }
        number += 1
        return endOfKept()
    }

    private mutating func endOfKept() -> Line {
        discardsCarry = true
        defer { isTooLong = false }
        return isTooLong ? .tooLong : .inCarry
    }

    private mutating func keep(_ chunk: Span<UInt8>, _ range: Range<Int>) {
        guard !isTooLong, carry.count + range.count <= limit else {
            isTooLong = true
            carry.removeAll(keepingCapacity: true)
            return
        }
        for index in range { carry.append(chunk[index]) }
    }
}
