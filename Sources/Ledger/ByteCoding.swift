import Contracts

/// Writes big-endian integers and blocks of bytes behind their length.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    mutating func integer(_ value: UInt64) {
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    mutating func block(_ block: [UInt8]) {
        integer(UInt64(block.count))
        bytes += block
    }

    mutating func key(_ key: InstanceKey) {
        for text in [key.contract.rawValue, key.instance.text] {
            bytes.append(UInt8(text.utf8.count))
            bytes += text.utf8
        }
    }
}

/// Reads what `ByteWriter` has written, and never past its end.
struct ByteReader {
    private let bytes: [UInt8]
    private var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// What has not been read yet.
    var rest: ArraySlice<UInt8> { bytes[offset...] }

    mutating func integer() throws -> UInt64 {
        try take(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// An integer that counts what is held in memory.
    mutating func count() throws -> Int {
        guard let count = Int(exactly: try integer()) else {
            throw FoldSnapshotError("a count is too large")
        }
        return count
    }

    mutating func block() throws -> [UInt8] { Array(try take(try count())) }

    mutating func key() throws -> InstanceKey {
        guard let contract = ContractName(rawValue: try text()) else {
            throw FoldSnapshotError("it names an unknown contract")
        }
        return InstanceKey(contract, try InstanceID(parsing: try text()))
    }

    /// A short text behind its length.
    private mutating func text() throws -> String {
        let length = try take(1).first.map(Int.init) ?? 0
        return String(decoding: try take(length), as: UTF8.self)
    }

    private mutating func take(_ count: Int) throws -> ArraySlice<UInt8> {
        guard count >= 0, count <= bytes.count - offset else {
            throw FoldSnapshotError("it ends too early")
        }
        defer { offset += count }
        return bytes[offset..<offset + count]
    }
}
