/// A block of addresses in CIDR notation, such as `10.0.0.0/8` or `fc00::/7`.
public struct Subnet: Hashable, Sendable, CustomStringConvertible {
    /// The first address of the block.
    public let address: IPAddress
    /// The number of leading bits that all addresses of the block share.
    public let prefixLength: Int

    /// Reads CIDR notation; nil where the address or length is wrong, or a bit is set beyond the
    /// prefix: that is usually a mistake, which would open other addresses than meant.
    ///
    /// A single address without a length is a block of one.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = IPAddress(String(first)) else { return nil }
        var length = address.family.bitCount
        if parts.count == 2 {
            guard parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let given = Int(parts[1]), given <= length
            else { return nil }
            length = given
        }
        self.init(address: address, prefixLength: length)
        guard address.value & ~mask == 0 else { return nil }
    }

    private init(address: IPAddress, prefixLength: Int) {
        self.address = address
        self.prefixLength = prefixLength
    }

    /// Whether an address of the same family lies in the block.
    public func contains(_ candidate: IPAddress) -> Bool {
        candidate.family == address.family && candidate.value & mask == address.value
    }

    /// The block in CIDR notation.
    public var description: String { "\(address)/\(prefixLength)" }

    private var mask: UInt128 {
        let bitCount = address.family.bitCount
        let whole: UInt128 = bitCount == 32 ? 0xFFFF_FFFF : .max
        // Swift's shift by the full width gives zero, as a prefix of length zero needs.
        return (whole << (bitCount - prefixLength)) & whole
    }
}
