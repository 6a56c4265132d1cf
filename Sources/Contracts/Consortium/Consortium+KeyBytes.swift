import Ed25519

extension Consortium {
    /// The text must be an Ed25519 public key in base64, with which a signature proves something.
    ///
    /// That its holder has it is proved beside the command, where signatures are verified.
    static func requireKey(_ text: String) throws(Refusal) {
        guard Ed25519PublicKey(try require32Bytes(text)) != nil else {
            throw Refusal(.keyMalformed, ["key": text])
        }
    }

    /// 32 bytes in standard base64: 43 characters of its alphabet and one `=`.
    ///
    /// The two bits beyond the last byte are not looked at: a key that is spelled with them verifies
    /// nothing.
    static func require32Bytes(_ text: String) throws(Refusal) -> [UInt8] {
        let characters = Array(text.utf8)
        let values = characters.dropLast().compactMap(sixBits)
        guard characters.count == 44, characters.last == UInt8(ascii: "="), values.count == 43
        else { throw Refusal(.keyMalformed, ["characters": "\(characters.count)"]) }
        var bytes: [UInt8] = []
        var (bits, held): (UInt32, Int) = (0, 0)
        for value in values {
            bits = bits << 6 | UInt32(value)
            held += 6
            guard held >= 8 else { continue }
            held -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
        }
        return bytes
    }

    private static func sixBits(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
