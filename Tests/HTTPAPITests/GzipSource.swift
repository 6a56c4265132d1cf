/// Writes gzip (RFC 1952) by hand, so that the bytes come from elsewhere than zlib.
enum GzipSource {
    private static let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]

    /// One member of stored blocks.
    static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var out = header
        var rest = bytes[...]
        repeat {
            let block = rest.prefix(65_535)
            rest = rest.dropFirst(block.count)
            let count = UInt16(block.count)
            out.append(rest.isEmpty ? 1 : 0)
            out += [UInt8(count & 255), UInt8(count >> 8)]
            out += [UInt8(~count & 255), UInt8(~count >> 8)]
            out += block
        } while !rest.isEmpty
        return out + littleEndian(checksum(bytes)) + littleEndian(UInt32(bytes.count))
    }

    /// A member that inflates to a space and `repeats` times 258 more, 13 bits each
    /// (RFC 1951, section 3.2.6: length 258 is code 285, distance 1 is code 0), without its end.
    static func bomb(repeats: Int) -> [UInt8] {
        var bits = BitWriter(bytes: header)
        bits.write(0b1, 1)
        bits.write(0b01, 2)
        // The literal 32 is code 0x30 + 32 in 8 bits; Huffman codes go highest bit first.
        bits.writeCode(0x30 + 32, 8)
        for _ in 0..<repeats {
            bits.writeCode(0b1100_0101, 8)
            bits.writeCode(0, 5)
        }
        return bits.bytes
    }

    /// CRC-32 of ISO 3309, bit by bit.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var crc = ~UInt32(0)
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }

    private static func littleEndian(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
    }
}

private struct BitWriter {
    var bytes: [UInt8]
    private var used = 8

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func write(_ value: UInt32, _ count: Int) {
        for offset in 0..<count { append(value >> UInt32(offset) & 1 == 1) }
    }

    mutating func writeCode(_ value: UInt32, _ count: Int) {
        for offset in (0..<count).reversed() { append(value >> UInt32(offset) & 1 == 1) }
    }

    private mutating func append(_ bit: Bool) {
        if used == 8 {
            bytes.append(0)
            used = 0
        }
        if bit { bytes[bytes.count - 1] |= 1 << UInt8(used) }
        used += 1
    }
}
