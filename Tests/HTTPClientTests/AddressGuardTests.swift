import HTTPClient
import Testing

/// The ranges are those of the IANA IPv4 and IPv6 Special-Purpose Address Registries.
@Suite struct AddressGuardTests {
    @Test(arguments: [
        "0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255",
        "127.0.0.1", "127.255.255.255", "169.254.0.0", "169.254.169.254", "172.16.0.0",
        "172.31.255.255", "192.0.0.0", "192.0.0.255", "192.0.2.1", "192.88.99.1", "192.168.0.0",
        "192.168.255.255", "198.18.0.0", "198.19.255.255", "198.51.100.7", "203.0.113.7",
        "224.0.0.1", "239.255.255.255", "240.0.0.0", "255.255.255.255",
        "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8",
        "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::",
        "3fff::1", "5f00::1", "fc00::1", "fdff:ffff::1", "fe80::1", "febf::1", "fec0::1", "ff02::1",
        "4000::1",
    ])
    func `a special-purpose address is refused`(_ text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(AddressGuard().refusal(for: address) != nil)
    }

    @Test(arguments: [
        "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
        "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0",
        "192.0.3.0", "192.88.98.255", "192.88.100.0", "192.167.255.255", "192.169.0.0",
        "198.17.255.255", "198.20.0.0", "198.51.101.0", "203.0.114.0", "223.255.255.255",
        "2001:200::1", "2003::1", "2606:4700::1111", "2a00:1450::1",
    ])
    func `a neighbour of a special-purpose range is allowed`(_ text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(AddressGuard().refusal(for: address) == nil)
    }

    @Test func `an opened subnet is allowed and nothing beside it`() throws {
        let subnets = ["10.20.0.0/16", "127.0.0.1", "fd00:1::/32"].compactMap { Subnet($0) }
        #expect(subnets.count == 3)
        let addressGuard = AddressGuard(opened: subnets)
        for text in ["10.20.0.1", "10.20.255.255", "127.0.0.1", "fd00:1::5", "::ffff:127.0.0.1"] {
            #expect(addressGuard.refusal(for: try #require(IPAddress(text))) == nil, "\(text)")
        }
        for text in ["10.21.0.0", "10.19.255.255", "127.0.0.2", "fd00:2::5", "::ffff:127.0.0.2"] {
            #expect(addressGuard.refusal(for: try #require(IPAddress(text))) != nil, "\(text)")
        }
    }

    @Test func `a refusal names the range`() throws {
        let address = try #require(IPAddress("169.254.169.254"))
        #expect(AddressGuard().refusal(for: address) == "link-local 169.254.0.0/16")
    }

    @Test(arguments: [
        "", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/+8", "10.0.0.1/8", "10.0.0/8",
        "fc00::/129", "fc00::1/7", "host/8", "10.0.0.0/8/8",
    ])
    func `a subnet that is not strict CIDR notation is refused`(_ text: String) {
        #expect(Subnet(text) == nil)
    }

    @Test(arguments: [
        ("0.0.0.0/0", "255.1.2.3"), ("::/0", "2001:db8::1"), ("192.0.2.1/32", "192.0.2.1"),
    ])
    func `the longest and shortest prefixes hold`(_ subnet: String, _ inside: String) throws {
        let parsed = try #require(Subnet(subnet))
        #expect(parsed.contains(try #require(IPAddress(inside))))
        #expect(parsed.description == subnet)
    }
}
