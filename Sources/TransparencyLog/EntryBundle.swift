/// Up to 256 entries in one file, each behind its length as two bytes, big-endian
/// (C2SP tlog-tiles, "Log entries").
public enum EntryBundle {
    /// The longest entry that the framing allows.
    public static let maximumEntryBytes = 65_535

    /// Appends one framed entry.
    public static func append(
        _ entry: some Collection<UInt8>,
        to bundle: inout [UInt8]
    ) throws(LogFormatError) {
        guard let length = UInt16(exactly: entry.count) else {
            throw LogFormatError(
                code: .entryTooLong,
                reason: "\(entry.count) bytes; an entry has at most \(maximumEntryBytes)"
            )
        }
        bundle.append(UInt8(truncatingIfNeeded: length >> 8))
        bundle.append(UInt8(truncatingIfNeeded: length))
        bundle.append(contentsOf: entry)
    }

    /// The bundle of some entries in order.
    public static func encode(_ entries: some Sequence<[UInt8]>) throws(LogFormatError) -> [UInt8] {
        var bundle: [UInt8] = []
        for entry in entries { try append(entry, to: &bundle) }
        return bundle
    }

    /// The entries of a bundle; throws unless there are exactly as many as it is wide.
    public static func decode(_ bundle: [UInt8], width: Int) throws(LogFormatError) -> [[UInt8]] {
        var entries: [[UInt8]] = []
        var position = 0
        while position < bundle.count {
            guard entries.count < width, position + 2 <= bundle.count else {
                throw LogFormatError(code: .bundleFraming, reason: "bytes are left over")
            }
            let length = Int(bundle[position]) << 8 | Int(bundle[position + 1])
            position += 2
            guard position + length <= bundle.count else {
                throw LogFormatError(code: .bundleFraming, reason: "an entry is cut short")
            }
            entries.append(Array(bundle[position..<(position + length)]))
            position += length
        }
        guard entries.count == width else {
            throw LogFormatError(
                code: .bundleFraming,
                reason: "\(entries.count) entries where \(width) belong"
            )
        }
        return entries
    }
}
