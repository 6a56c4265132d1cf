import CCurl
import Foundation

/// An IPv4 or IPv6 address as a number.
public struct IPAddress: Hashable, Sendable, CustomStringConvertible {
    /// The two kinds of address.
    public enum Family: Hashable, Sendable {
        /// 32 bits.
        case v4
        /// 128 bits.
        case v6

        /// The number of bits in an address.
        public var bitCount: Int { self == .v4 ? 32 : 128 }
    }

    /// The kind of address.
    public let family: Family
    /// The address in host order; below 2^32 for IPv4.
    public let value: UInt128

    init(family: Family, value: UInt128) {
        self.family = family
        self.value = value
    }

    /// Reads strict text: dotted decimal with four parts, or RFC 4291 hexadecimal; nil otherwise.
    public init?(_ text: String) {
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            self.init(four)
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            self.init(six)
        } else {
            return nil
        }
    }

    /// Reads the address out of a socket address; nil for any family but the two.
    init?(_ address: UnsafePointer<sockaddr>) {
        switch Int32(address.pointee.sa_family) {
        case AF_INET:
            self.init(
                UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in.self).sin_addr
            )
        case AF_INET6:
            self.init(
                UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in6.self).sin6_addr
            )
        default:
            return nil
        }
    }

    private init(_ address: in_addr) {
        self.init(family: .v4, value: UInt128(UInt32(bigEndian: address.s_addr)))
    }

    private init(_ address: in6_addr) {
        let value = withUnsafeBytes(of: address) { bytes in
            bytes.reduce(0 as UInt128) { $0 << 8 | UInt128($1) }
        }
        self.init(family: .v6, value: value)
    }

    /// The IPv4 address inside an IPv4-mapped IPv6 address (`::ffff:0:0/96`), or nil.
    public var mappedIPv4: IPAddress? {
        guard family == .v6, value >> 32 == 0xFFFF else { return nil }
        return IPAddress(family: .v4, value: value & 0xFFFF_FFFF)
    }

    /// Dotted decimal, or RFC 5952 text as the C library writes it.
    public var description: String {
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let bytes = (0..<family.bitCount / 8).reversed().map {
            UInt8(truncatingIfNeeded: value >> (8 * $0))
        }
        guard
            inet_ntop(
                family == .v4 ? AF_INET : AF_INET6,
                bytes,
                &buffer,
                socklen_t(buffer.count)
            ) != nil
        else { return "?" }
        return String(
            decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)),
            as: UTF8.self
        )
    }
}

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
