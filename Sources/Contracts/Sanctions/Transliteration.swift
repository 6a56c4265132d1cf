/// How each letter of a name is written in the Latin letters that names are compared in.
///
/// Everything here is a table of this module: no property of Unicode is asked for, which another
/// version of the standard library could answer otherwise. What stands in no
/// table is a letter as it is.
enum Transliteration {
    /// What becomes of one scalar.
    enum Folded: Equatable {
        /// It joins what stands around it: a full stop, an apostrophe, an accent of its own.
        case joins
        /// It parts words.
        case parts
        /// A small Latin letter or a digit.
        case letter(UInt8)
        /// Small Latin letters or digits.
        case letters(String)
        /// The consonants of a letter of a script that writes no short vowels;
        /// none for a long vowel.
        case consonants(String)
        /// A letter of a script that is not transliterated.
        case asItIs
    }

    /// Folds a scalar, which stands after another.
    static func folded(_ scalar: Unicode.Scalar, after last: Unicode.Scalar?) -> Folded {
        switch scalar.value {
        case 0x41...0x5A: return .letter(UInt8(scalar.value) + 32)
        case 0x61...0x7A, 0x30...0x39: return .letter(UInt8(scalar.value))
        case 0x2E, 0x27, 0x60, 0xB4, 0xB7, 0xAD, 0x2B9...0x2BF, 0x2018, 0x2019, 0x201B, 0x2032,
            0x300...0x36F, 0x640, 0x64B...0x65F, 0x670, 0x200B...0x200F, 0x2060, 0xFEFF:
            return .joins
        case 0...0x7F, 0x80...0xA9, 0xAB...0xB9, 0xBB...0xBF, 0xD7, 0xF7, 0x2000...0x206F,
            0x60C, 0x61B, 0x61F, 0x66A...0x66D, 0x3000...0x303F, 0xFF00...0xFF0F,
            0xFF1A...0xFF20, 0xFF3B...0xFF40, 0xFF5B...0xFF65:
            return .parts
        case 0xFF10...0xFF19: return .letter(UInt8(0x30 + scalar.value - 0xFF10))
        case 0xFF21...0xFF3A: return .letter(UInt8(0x61 + scalar.value - 0xFF21))
        case 0xFF41...0xFF5A: return .letter(UInt8(0x61 + scalar.value - 0xFF41))
        case 0x660...0x669: return .letter(UInt8(0x30 + scalar.value - 0x660))
        case 0x6F0...0x6F9: return .letter(UInt8(0x30 + scalar.value - 0x6F0))
        // "ου" is one sound.
        case 0x3C5, 0x3CD, 0x3A5, 0x38E:
            let isAfterO = [0x3BF, 0x3CC, 0x39F, 0x38C].contains(last?.value)
            return .letters(isAfterO ? "u" : "y")
        default: break
        }
        if let plain = latin(scalar.value) ?? others[scalar] { return .letters(plain) }
        if let consonants = arabic[scalar] { return .consonants(consonants) }
        return .asItIs
    }

    /// Latin letters with marks, by the blocks Latin-1, Extended-A, Extended-B and Additional.
    private static func latin(_ value: UInt32) -> String? {
        for (letters, ranges) in marked where ranges.contains(where: { $0.contains(value) }) {
            return letters
        }
        return nil
    }

    private static let marked: [(String, [ClosedRange<UInt32>])] = [
        (
            "a",
            [
                0xAA...0xAA, 0xC0...0xC5, 0xE0...0xE5, 0x100...0x105, 0x18F...0x18F, 0x259...0x259,
                0x1CD...0x1CE, 0x1E00...0x1E01, 0x1E9A...0x1E9A, 0x1EA0...0x1EB7,
            ]
        ),
        ("ae", [0xC6...0xC6, 0xE6...0xE6]), ("b", [0x1E02...0x1E07]),
        ("c", [0xC7...0xC7, 0xE7...0xE7, 0x106...0x10D, 0x1E08...0x1E09]),
        ("d", [0xD0...0xD0, 0xF0...0xF0, 0x10E...0x111, 0x1E0A...0x1E13]),
        ("e", [0xC8...0xCB, 0xE8...0xEB, 0x112...0x11B, 0x1E14...0x1E1D, 0x1EB8...0x1EC7]),
        ("f", [0x1E1E...0x1E1F]), ("g", [0x11C...0x123, 0x1E20...0x1E21]),
        ("h", [0x124...0x127, 0x1E22...0x1E2B, 0x1E96...0x1E96]),
        (
            "i",
            [
                0xCC...0xCF, 0xEC...0xEF, 0x128...0x131, 0x1CF...0x1D0, 0x1E2C...0x1E2F,
                0x1EC8...0x1ECB,
            ]
        ),
        ("ij", [0x132...0x133]), ("j", [0x134...0x135]),
        ("k", [0x136...0x138, 0x1E30...0x1E35]), ("l", [0x139...0x142, 0x1E36...0x1E3D]),
        ("m", [0x1E3E...0x1E43]),
        ("n", [0xD1...0xD1, 0xF1...0xF1, 0x143...0x14B, 0x1E44...0x1E4B]),
        (
            "o",
            [
                0xBA...0xBA, 0xD2...0xD6, 0xD8...0xD8, 0xF2...0xF6, 0xF8...0xF8, 0x14C...0x151,
                0x1A0...0x1A1, 0x1D1...0x1D2, 0x1E4C...0x1E53, 0x1ECC...0x1EE3,
            ]
        ),
        ("oe", [0x152...0x153]), ("p", [0x1E54...0x1E57]),
        ("r", [0x154...0x159, 0x1E58...0x1E5F]),
        ("s", [0x15A...0x161, 0x17F...0x17F, 0x218...0x219, 0x1E60...0x1E69]),
        ("ss", [0xDF...0xDF, 0x1E9E...0x1E9E]),
        ("t", [0x162...0x167, 0x21A...0x21B, 0x1E6A...0x1E71, 0x1E97...0x1E97]),
        ("th", [0xDE...0xDE, 0xFE...0xFE]),
        (
            "u",
            [
                0xD9...0xDC, 0xF9...0xFC, 0x168...0x173, 0x1AF...0x1B0, 0x1D3...0x1DC,
                0x1E72...0x1E7B, 0x1EE4...0x1EF1,
            ]
        ),
        ("v", [0x1E7C...0x1E7F]), ("w", [0x174...0x175, 0x1E80...0x1E89, 0x1E98...0x1E98]),
        ("x", [0x1E8A...0x1E8D]),
        (
            "y",
            [
                0xDD...0xDD, 0xFD...0xFD, 0xFF...0xFF, 0x176...0x178, 0x1E8E...0x1E8F,
                0x1E99...0x1E99, 0x1EF2...0x1EF9,
            ]
        ),
        ("z", [0x179...0x17E, 0x1E90...0x1E95]),
    ]

    /// Cyrillic as passports have it (ICAO Doc 9303 part 3 section 6) and Greek after ISO 843.
    private static let others: [Unicode.Scalar: String] = table([
        // Cyrillic capital and small, in the order of the alphabet.
        (0x410, "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch  y  e iu ia"),
        (0x430, "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch  y  e iu ia"),
        // From U+0400: ie, io, dje, gje, ie, dze, i, yi, je, lje, nje, tshe, kje, i, short u, dzhe.
        (0x400, "e e d g ie dz i i j lj nj c k i u dz"),
        (0x450, "e e d g ie dz i i j lj nj c k i u dz"), (0x490, "g g"),
        // Greek capital and small; the second letter of "ου" is dealt with where it stands.
        (0x391, "a v g d e z i th i k l m n x o p r"), (0x3A3, "s t y f ch ps o i y"),
        (0x3B1, "a v g d e z i th i k l m n x o p r s s t y f ch ps o i y o y o"),
        (0x386, "a"), (0x388, "e i i"), (0x38C, "o"), (0x38F, "o i"), (0x3AC, "a e i i y"),
    ])

    /// Arabic and Persian letters; long vowels, hamza and ain have no consonant.
    private static let arabic: [Unicode.Scalar: String] = table([
        (0x621, "       b  t th j h kh d dh r z s sh s d t z  gh"),
        (0x641, "f k k l m n h   "), (0x671, ""), (0x67E, "p"), (0x686, "ch"), (0x698, "zh"),
        (0x6A9, "k"), (0x6AF, "g"), (0x6C0, "h h"), (0x6CC, ""),
    ])

    /// The letters from a scalar on, with one space between;
    /// two spaces are a letter that is nothing.
    private static func table(_ rows: [(UInt32, String)]) -> [Unicode.Scalar: String] {
        var table: [Unicode.Scalar: String] = [:]
        for (first, letters) in rows {
            let cells = letters.split(separator: " ", omittingEmptySubsequences: false)
            for (offset, cell) in cells.enumerated() {
                guard let scalar = Unicode.Scalar(first + UInt32(offset)) else { continue }
                table[scalar] = String(cell)
            }
        }
        return table
    }
}
