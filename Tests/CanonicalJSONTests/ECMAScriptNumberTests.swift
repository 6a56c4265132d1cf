import CanonicalJSON
import Crypto
import Testing

@Suite("RFC 8785, numbers")
struct ECMAScriptNumberTests {
    // RFC 8785 appendix B.
    @Test(
        arguments: [
            (0x0000_0000_0000_0000, "0"),
            (0x8000_0000_0000_0000, "0"),
            (0x0000_0000_0000_0001, "5e-324"),
            (0x8000_0000_0000_0001, "-5e-324"),
            (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
            (0xffef_ffff_ffff_ffff, "-1.7976931348623157e+308"),
            (0x4340_0000_0000_0000, "9007199254740992"),
            (0xc340_0000_0000_0000, "-9007199254740992"),
            (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
            (0x44b5_2d02_c7e1_4af6, "1e+23"),
            (0x44b5_2d02_c7e1_4af7, "1.0000000000000001e+23"),
            (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
            (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"),
            (0x444b_1ae4_d6e2_ef50, "1e+21"),
            (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"),
            (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
            (0x41b3_de43_5555_5553, "333333333.3333332"),
            (0x41b3_de43_5555_5554, "333333333.33333325"),
            (0x41b3_de43_5555_5555, "333333333.3333333"),
            (0x41b3_de43_5555_5556, "333333333.3333334"),
            (0x41b3_de43_5555_5557, "333333333.33333343"),
            (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
            (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
        ] as [(UInt64, String)]
    )
    func `each double of appendix B has its spelling`(bits: UInt64, spelling: String) throws {
        let value = Double(bitPattern: bits)
        #expect(ECMAScriptNumber.text(value) == spelling)
        #expect(try CanonicalJSON.canonicalize(Array("\(value)".utf8)) == Array(spelling.utf8))
    }

    @Test(
        arguments: [0x7fff_ffff_ffff_ffff, 0x7ff0_0000_0000_0000, 0xfff0_0000_0000_0000]
            as [UInt64]
    )
    func `NaN and the infinities have none`(bits: UInt64) {
        #expect(ECMAScriptNumber.text(Double(bitPattern: bits)) == nil)
    }

    @Test func `a number beyond the largest double is refused`() {
        #expect {
            try CanonicalJSON.canonicalize(Array("[1,1e400]".utf8))
        } throws: { error in
            let error = error as? CanonicalJSONError
            return error?.code == .numberOutOfRange && error?.path == "/1"
        }
    }

    // The generator and the checksum are those of testdata/README.md in
    // cyberphone/json-canonicalization. The whole sequence to 1,000,000 lines agrees too (checksum
    // 49415fee...ad16); 10,000 keep the run short.
    @Test func `the first ten thousand lines of the reference number file have its checksum`() {
        var checksum = SHA256()
        var sequence = ReferenceDoubles()
        for _ in 0..<10_000 {
            let value = sequence.next()
            let text = ECMAScriptNumber.text(value) ?? ""
            let line = Array("\(String(value.bitPattern, radix: 16)),\(text)\n".utf8)
            line.withUnsafeBytes { checksum.update(bufferPointer: $0) }
        }
        let digest = checksum.finalize().map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }
        #expect(
            digest.joined() == "b9f7a8e75ef22a835685a52ccba7f7d6bdc99e34b010992cbc5864cd12be6892"
        )
    }
}
