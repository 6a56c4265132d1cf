/// The abbreviation of a time zone, as loggers write it behind a time: `CET`, `EST`.
///
/// It states no offset by itself: one abbreviation stands for zones on several continents, and
/// programs write the winter's name in summer too. So it is read only with an offset that is stated
/// elsewhere and is one of those that the abbreviation stands for.
struct ZoneName: Hashable {
    /// The abbreviation in upper case.
    let text: String

    /// The offsets that it stands for, in minutes east of UTC.
    var offsets: [Int] { Self.known[text] ?? [] }

    /// Reads an abbreviation, in round brackets or not; nil where the range holds none that is
    /// known.
    init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        var inner = bytes.trimmed(range)
        if inner.count > 2, bytes[inner.lowerBound] == UInt8(ascii: "("),
            bytes[inner.upperBound - 1] == UInt8(ascii: ")")
        {
            inner = bytes.trimmed(inner.lowerBound + 1..<inner.upperBound - 1)
        }
        guard 3...5 ~= inner.count else { return nil }
        let name = ASCII.excerpt(bytes, inner).uppercased()
        guard Self.known[name] != nil else { return nil }
        text = name
    }

    private static let known: [String: [Int]] = [
        "WET": [0, 60], "WEST": [60], "CET": [60, 120], "CEST": [120], "MET": [60, 120],
        "MEST": [120], "MEZ": [60], "MESZ": [120], "EET": [120, 180], "EEST": [180],
        "BST": [60, 360], "IST": [60, 120, 330], "MSK": [180], "TRT": [180],
        "EST": [-300, -240, 600], "EDT": [-240, 660], "CST": [-360, -300, 480, 570],
        "CDT": [-300, 480], "MST": [-420, -360, 390], "MDT": [-360], "PST": [-480, -420, 480],
        "PDT": [-420], "AST": [-240, -180, 180], "ADT": [-180], "NST": [-210, -150],
        "AKST": [-540, -480], "AKDT": [-480], "HST": [-600],
        "BRT": [-180], "BRST": [-120], "ART": [-180], "CLT": [-240, -180], "CLST": [-180],
        "COT": [-300], "ECT": [-300, -240], "PET": [-300], "VET": [-240],
        "WAT": [60], "CAT": [120], "SAST": [120], "EAT": [180],
        "GST": [240, 600], "PKT": [300], "WIB": [420], "ICT": [420], "HKT": [480], "SGT": [480],
        "MYT": [480], "PHT": [480], "KST": [540], "JST": [540], "AWST": [480],
        "ACST": [570, 630], "ACDT": [630], "AEST": [600, 660], "AEDT": [660],
        "NZST": [720, 780], "NZDT": [780],
    ]
}
