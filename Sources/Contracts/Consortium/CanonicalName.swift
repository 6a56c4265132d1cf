/// A name as it is compared with the sanctions list, whoever spells it.
///
/// Letters lose their accents and case; legal forms (`S.A.`, `GmbH`), a ship's prefix (`MV`) and
/// punctuation go; what is left stands in the order of the alphabet, so that `SURNAME, Given` is `Given
/// Surname`. Letters that are not Latin stay as they are.
enum CanonicalName {
    static func key(_ name: String) -> String {
        var words: [[UInt8]] = [[]]
        for scalar in name.unicodeScalars {
            switch folded(scalar) {
            case .some(let bytes) where bytes.isEmpty: continue
            case .some(let bytes): words[words.count - 1] += bytes
            case .none: if words.last?.isEmpty == false { words.append([]) }
            }
        }
        var texts = words.map { String(decoding: $0, as: UTF8.self) }.filter { !$0.isEmpty }
        if texts.count > 1, shipPrefixes.contains(texts[0]) {
            texts.removeFirst()
        } else if texts.count > 2, shipPrefixes.contains(texts[0] + texts[1]) {
            // `M/V`.
            texts.removeFirst(2)
        }
        let named = texts.filter { !legalForms.contains($0) }
        if !named.isEmpty { texts = named }
        return texts.sorted().joined(separator: " ")
    }

    /// A scalar's letters without accents; none where it joins what stands around it, `nil` where it
    /// parts words.
    private static func folded(_ scalar: Unicode.Scalar) -> [UInt8]? {
        switch scalar {
        case "A"..."Z": return [UInt8(scalar.value) + 32]
        case "a"..."z", "0"..."9": return [UInt8(scalar.value)]
        case ".", "'", "\u{2019}", "\u{300}"..."\u{36F}": return []
        default: break
        }
        if let plain = latin[scalar] { return Array(plain.utf8) }
        guard scalar.properties.isAlphabetic else { return nil }
        return Array(scalar.properties.lowercaseMapping.utf8)
    }

    /// Latin letters with marks, and those that are written as two.
    private static let latin: [Unicode.Scalar: String] = {
        var plain: [Unicode.Scalar: String] = [
            "\u{DF}": "ss", "\u{E6}": "ae", "\u{C6}": "ae", "\u{F8}": "o", "\u{D8}": "o",
            "\u{E5}": "a", "\u{C5}": "a", "\u{153}": "oe", "\u{152}": "oe", "\u{142}": "l",
            "\u{141}": "l", "\u{F0}": "d", "\u{D0}": "d", "\u{FE}": "th", "\u{DE}": "th",
            "\u{131}": "i", "\u{111}": "d", "\u{110}": "d",
        ]
        let marked: [(Character, String)] = [
            (
                "a",
                "\u{E0}\u{E1}\u{E2}\u{E3}\u{E4}\u{101}\u{103}\u{105}\u{C0}\u{C1}\u{C2}\u{C3}\u{C4}\u{100}\u{102}\u{104}"
            ),
            ("c", "\u{E7}\u{107}\u{109}\u{10B}\u{10D}\u{C7}\u{106}\u{108}\u{10A}\u{10C}"),
            ("d", "\u{10F}\u{10E}"),
            (
                "e",
                "\u{E8}\u{E9}\u{EA}\u{EB}\u{113}\u{115}\u{117}\u{119}\u{11B}\u{C8}\u{C9}\u{CA}\u{CB}\u{112}\u{114}\u{116}\u{118}\u{11A}"
            ),
            ("g", "\u{11D}\u{11F}\u{121}\u{123}\u{11C}\u{11E}\u{120}\u{122}"),
            ("h", "\u{125}\u{127}\u{124}\u{126}"),
            (
                "i",
                "\u{EC}\u{ED}\u{EE}\u{EF}\u{129}\u{12B}\u{12D}\u{12F}\u{CC}\u{CD}\u{CE}\u{CF}\u{128}\u{12A}\u{12C}\u{12E}\u{130}"
            ),
            ("j", "\u{135}\u{134}"), ("k", "\u{137}\u{136}"),
            ("l", "\u{13A}\u{13C}\u{13E}\u{139}\u{13B}\u{13D}"),
            ("n", "\u{F1}\u{144}\u{146}\u{148}\u{D1}\u{143}\u{145}\u{147}"),
            (
                "o",
                "\u{F2}\u{F3}\u{F4}\u{F5}\u{F6}\u{14D}\u{14F}\u{151}\u{D2}\u{D3}\u{D4}\u{D5}\u{D6}\u{14C}\u{14E}\u{150}"
            ),
            ("r", "\u{155}\u{157}\u{159}\u{154}\u{156}\u{158}"),
            ("s", "\u{15B}\u{15D}\u{15F}\u{161}\u{219}\u{15A}\u{15C}\u{15E}\u{160}\u{218}"),
            ("t", "\u{163}\u{165}\u{21B}\u{162}\u{164}\u{21A}"),
            (
                "u",
                "\u{F9}\u{FA}\u{FB}\u{FC}\u{169}\u{16B}\u{16D}\u{16F}\u{171}\u{173}\u{D9}\u{DA}\u{DB}\u{DC}\u{168}\u{16A}\u{16C}\u{16E}\u{170}\u{172}"
            ),
            ("w", "\u{175}\u{174}"), ("y", "\u{FD}\u{FF}\u{177}\u{DD}\u{178}\u{176}"),
            ("z", "\u{17A}\u{17C}\u{17E}\u{179}\u{17B}\u{17D}"),
        ]
        for (letter, all) in marked {
            for scalar in all.unicodeScalars { plain[scalar] = String(letter) }
        }
        return plain
    }()

    private static let shipPrefixes: Set = ["mv", "ms", "mt", "ss", "mts", "lng", "vessel"]

    private static let legalForms: Set = [
        "sa", "sas", "sarl", "srl", "spa", "sl", "ltda", "lda", "gmbh", "ag", "kg", "ohg", "bv",
        "nv",
        "ltd", "limited", "llc", "llp", "lp", "plc", "inc", "incorporated", "corp", "corporation",
        "co",
        "company", "oy", "oyj", "ab", "as", "asa", "aps", "doo", "dd", "ooo", "oao", "zao", "pao",
        "jsc",
        "pjsc", "ojsc", "cjsc", "fze", "fzc", "fzco", "pte", "pty", "bhd", "sdn", "kk", "jv", "the",
    ]
}
