import Crypto

extension InstructionRun {
    /// The identifier of the instance that a fact is: a container that is insured, a device, a ship
    /// on certain days.
    ///
    /// A prefix and 128 bits, in base 32, of HMAC-SHA256 under the consortium's secret, so that who
    /// reads leaves cannot try out which container or which ship an instance is about.
    ///
    /// - Throws: `secretMissing` where the ledger keeps no secret.
    public func factID<Kind: Contract>(
        _ kind: Kind.Type,
        _ key: [String]
    ) throws(Refusal) -> InstanceID {
        guard let consortium = state(Consortium.self, Workflow.consortium),
            let id = consortium.factID(kind, key)
        else { throw Refusal(.secretMissing) }
        return id
    }
}

extension Consortium.State {
    /// The identifier of the instance that a fact is; `nil` where the ledger keeps no secret.
    public func factID<Kind: Contract>(_ kind: Kind.Type, _ key: [String]) -> InstanceID? {
        guard let secret else { return nil }
        let text = (["plimsoll fact v1", Kind.name.rawValue] + key).joined(separator: "\n") + "\n"
        let code = HMAC<SHA256>.authenticationCode(
            for: Array(text.utf8),
            using: SymmetricKey(data: secret.bytes)
        )
        return try? InstanceID(parsing: "\(Kind.factPrefix)-\(Base32.text(Array(code).prefix(16)))")
    }
}

/// Bytes as lower-case letters and digits.
package enum Base32 {
    /// RFC 4648 section 6 in lower case and without padding.
    package static func text(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        var (bits, held): (UInt32, Int) = (0, 0)
        for byte in bytes {
            bits = (bits << 8 | UInt32(byte)) & 0xFFFF
            held += 8
            while held >= 5 {
                held -= 5
                text.append(alphabet[Int(bits >> UInt32(held) & 31)])
            }
        }
        if held > 0 { text.append(alphabet[Int(bits << UInt32(5 - held) & 31)]) }
        return String(decoding: text, as: UTF8.self)
    }

    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
}
