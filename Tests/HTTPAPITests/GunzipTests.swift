import Testing

@testable import HTTPAPI

@Suite struct GunzipTests {
    /// `printf 'plimsoll plimsoll plimsoll\n' | gzip -9n` (gzip 1.12).
    private let vector: [UInt8] = [
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x2B, 0xC8,
        0xC9, 0xCC, 0x2D, 0xCE, 0xCF, 0xC9, 0x51, 0x28, 0x40, 0x67, 0x70, 0x01,
        0x00, 0x7D, 0xE1, 0x2B, 0xF4, 0x1B, 0x00, 0x00, 0x00,
    ]

    @Test(arguments: [1, 2, 7, 1000])
    func `gzip's own output is inflated however it is cut`(chunk: Int) throws {
        let gunzip = Gunzip()
        var out: [UInt8] = []
        var rest = vector[...]
        while !rest.isEmpty {
            try gunzip.consume(Array(rest.prefix(chunk))) { out += $0 }
            rest = rest.dropFirst(chunk)
        }
        try gunzip.finish()
        #expect(String(decoding: out, as: UTF8.self) == "plimsoll plimsoll plimsoll\n")
    }

    @Test func `every way of cutting it off is noticed`() throws {
        for length in vector.indices {
            let gunzip = Gunzip()
            #expect(throws: Problem.self, "\(length) bytes") {
                try gunzip.consume(Array(vector[..<length])) { _ in }
                try gunzip.finish()
            }
        }
    }

    @Test func `a receiver that has enough ends the inflation`() throws {
        struct Enough: Error {}
        let gunzip = Gunzip()
        var count = 0
        #expect(throws: Enough.self) {
            try gunzip.consume(GzipSource.bomb(repeats: 100_000)) { piece in
                count += piece.count
                if count > 1 << 20 { throw Enough() }
            }
        }
        #expect(count <= 1 << 20 | 64 << 10)
    }
}
