/// Decides whether a webhook may be sent to an address, after the name was resolved.
///
/// A member chooses a webhook's URL, so without this a member could make the platform's own machine
/// call its neighbours: the metadata service of a cloud, a database, the platform itself. The
/// ranges are those of the IANA special-purpose address registries (RFC 6890 and its successors)
/// that are not globally reachable, and those that reach some other address by translation.
public struct AddressGuard: Hashable, Sendable {
    /// The blocks an operator has opened; they win over every refusal.
    public let opened: [Subnet]

    /// Creates a guard that refuses all special-purpose ranges but those an operator has opened.
    public init(opened: [Subnet] = []) {
        self.opened = opened
    }

    /// The special-purpose range for which an address is refused, such as `loopback 127.0.0.0/8`;
    /// nil where it may be used.
    ///
    /// An IPv4-mapped address counts as opened where its IPv4 address is, and is refused otherwise:
    /// no public name has cause to resolve to one.
    public func refusal(for address: IPAddress) -> String? {
        let canonical = address.mappedIPv4 ?? address
        if opened.contains(where: { $0.contains(canonical) || $0.contains(address) }) {
            return nil
        }
        if let range = Self.refused.first(where: { $0.subnet.contains(canonical) }) {
            return "\(range.name) \(range.subnet)"
        }
        if address != canonical {
            return "IPv4-mapped ::ffff:0:0/96"
        }
        // Everything that IANA has allocated for global unicast lies in 2000::/3.
        if address.family == .v6, address.value >> 125 != 1 {
            return "not global unicast 2000::/3"
        }
        return nil
    }

    private struct SpecialPurposeBlock: Sendable {
        let subnet: Subnet
        let name: String
    }

    private static let refused: [SpecialPurposeBlock] = [
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "carrier-grade NAT"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "IETF protocol assignments"),
        ("192.0.2.0/24", "documentation"),
        ("192.88.99.0/24", "6to4 relay anycast"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("255.255.255.255/32", "broadcast"),
        ("240.0.0.0/4", "reserved"),
        ("::1/128", "loopback"),
        ("::/128", "unspecified"),
        ("::/96", "IPv4-compatible"),
        ("64:ff9b::/96", "NAT64"),
        ("64:ff9b:1::/48", "local NAT64"),
        ("100::/64", "discard"),
        ("2001::/23", "IETF protocol assignments"),
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "6to4"),
        ("3fff::/20", "documentation"),
        ("5f00::/16", "segment routing"),
        ("fc00::/7", "unique local"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
    ].compactMap { text, name in
        Subnet(text).map { SpecialPurposeBlock(subnet: $0, name: name) }
    }
}
