public import Marine

/// The spelling of what the consortium itself has listed.
///
/// A hit suspends payment; it never declines a claim by itself.
public enum SanctionsList {
    /// Folds a name for comparison: ASCII letters to lower case, everything but letters, digits
    /// and non-ASCII characters to single spaces, none at the ends.
    ///
    /// From the second edition on full stops and apostrophes stay, by which legal forms and names
    /// are told from single letters: `S.A.`.
    public static func fold(_ name: String, in edition: Edition) -> String {
        var folded: [UInt8] = []
        for byte in name.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"):
                folded.append(byte + 32)
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                0x80...0xFF:
                folded.append(byte)
            case UInt8(ascii: ".") where edition >= .second,
                UInt8(ascii: "'") where edition >= .second:
                folded.append(byte)
            default:
                if let last = folded.last, last != UInt8(ascii: " ") {
                    folded.append(UInt8(ascii: " "))
                }
            }
        }
        if folded.last == UInt8(ascii: " ") { folded.removeLast() }
        // Marks alone are no name.
        guard folded.contains(where: { !" .'".utf8.contains($0) }) else { return "" }
        return String(decoding: folded, as: UTF8.self)
    }

    /// The names among those given that are on the list by the first edition, in the order given;
    /// by later ones a name is screened by ``SanctionsScreening``.
    public static func hits(
        among names: [Text<200>],
        on sanctions: some Collection<Text<200>>
    ) -> [Text<200>] {
        if sanctions.isEmpty { return [] }
        return names.filter { name in
            let folded = fold(name.string, in: .first)
            return sanctions.contains { $0.string == folded }
        }
    }
}
