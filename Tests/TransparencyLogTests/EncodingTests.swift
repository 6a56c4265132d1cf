import Testing
import TransparencyLog

@Suite("Base64, hexadecimal and hashes as text")
struct EncodingTests {
    // RFC 4648 section 10.
    @Test(arguments: [
        ("", "", ""), ("f", "Zg==", "66"), ("fo", "Zm8=", "666f"), ("foo", "Zm9v", "666f6f"),
        ("foob", "Zm9vYg==", "666f6f62"), ("fooba", "Zm9vYmE=", "666f6f6261"),
        ("foobar", "Zm9vYmFy", "666f6f626172"),
    ])
    func `the vectors of RFC 4648 hold both ways`(plain: String, base64: String, hex: String) {
        #expect(Base64.encode(plain.utf8) == base64)
        #expect(Base64.decode(base64) == Array(plain.utf8))
        #expect(Hex.encode(plain.utf8) == hex)
        #expect(Hex.decode(hex) == Array(plain.utf8))
    }

    @Test func `every byte at every place survives`() {
        for length in 0...4 {
            for byte in UInt8.min...UInt8.max {
                let bytes = [UInt8](repeating: byte, count: length)
                #expect(Base64.decode(Base64.encode(bytes)) == bytes)
                #expect(Hex.decode(Hex.encode(bytes)) == bytes)
            }
        }
    }

    @Test(arguments: [
        "Z", "Zg", "Zg=", "Zg===", "Zm8", "Zm8==", "Zh==", "Zm9=", "Zm9v=", "====", "=Zg=", "Z===",
        "Zg==Zg==", "Zm9v\n", " Zm9v", "Zm-v", "Zm_v", "Zm9é", "Zg==\n",
    ])
    func `another spelling of base64 is refused`(text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test(arguments: ["0", "0g", "AB", "0x", " 00", "٠٠"])
    func `another spelling of hexadecimal is refused`(text: String) {
        #expect(Hex.decode(text) == nil)
    }

    @Test func `a hash has thirty-two bytes and one text`() throws {
        let bytes: [UInt8] = Array(0..<32)
        let hash = try #require(Hash(bytes: bytes))
        #expect(hash.bytes == bytes)
        #expect(hash.base64 == "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
        #expect(Hash(base64: hash.base64) == hash)
        #expect(Hash(hex: hash.hex) == hash)
        #expect(Hash(bytes: bytes.reversed())?.bytes == bytes.reversed())
        #expect(Hash(bytes: bytes.dropLast()) == nil)
        #expect(Hash(bytes: bytes + [0]) == nil)
        #expect(Hash(base64: "AAAA") == nil)
        #expect(Hash(hex: "00") == nil)
        #expect(hash != hash.flipped)
        #expect(Set([hash, hash, hash.flipped]).count == 2)
    }
}
