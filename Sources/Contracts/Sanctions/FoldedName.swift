/// A name as it is compared with listed names, whoever spells it.
///
/// Letters lose their accents, case and script (``Transliteration``), `y` is `i` and a letter
/// written twice is one. Punctuation parts words, but a full stop, an apostrophe and the stroke of
/// `M/V` and `A/S` join them. Legal forms (`S.A.`, `GmbH`), a ship's prefix (`MV`) and articles go,
/// unless nothing else is left; the words stand in the order of the alphabet, so that
/// `SURNAME, Given` is `Given Surname`.
struct FoldedName: Hashable, Sendable {
    /// A name has this many words at most; further ones are not compared.
    static let wordLimit = 24

    /// The words, in ascending order.
    let words: [FoldedWord]
    /// What its words count where none is paired.
    let weight: Int
    /// The words in their order, written as one: the same however a name is parted into words.
    ///
    /// Empty where a word is not of Latin letters or digits, or there are fewer of those than
    /// ``fewestJoined``.
    let joined: String

    /// Names of fewer letters than this are not the same for being written as one word.
    static let fewestJoined = 6

    init(_ name: String) {
        let spelled = Self.spelled(name)
        let own = spelled.filter { !$0.isDropped }
        let inOrder = (own.isEmpty ? spelled : own).prefix(Self.wordLimit)
            .compactMap(FoldedWord.init)
        joined = Self.joined(inOrder)
        words = inOrder.sorted { $0.text < $1.text }
        weight = words.reduce(0) { $0 + $1.alone }
    }

    private static func joined(_ words: [FoldedWord]) -> String {
        var bytes: [UInt8] = []
        for word in words {
            guard word.script == .letters || word.script == .number else { return "" }
            // A letter written twice is one, also where one word ends and the next begins with it.
            for byte in word.bytes where byte != bytes.last || byte < 0x61 { bytes.append(byte) }
        }
        return bytes.count < fewestJoined ? "" : String(decoding: bytes, as: UTF8.self)
    }

    /// A word as it is spelled in Latin letters.
    struct Spelled {
        var bytes: [UInt8] = []
        /// Whether it is in a script that writes no short vowels.
        var isVowelless = false

        /// Whether it says nothing of who is meant.
        var isDropped: Bool {
            !isVowelless && bytes.count <= FoldedName.longestDropped
                && FoldedName.dropped.contains(bytes)
        }
    }

    private static func spelled(_ name: String) -> [Spelled] {
        let scalars = Array(name.unicodeScalars)
        var words: [Spelled] = []
        var word = Spelled()
        var isBegun = false
        func end() {
            if !word.bytes.isEmpty { words.append(word) }
            (word, isBegun) = (Spelled(), false)
        }
        var place = 0
        while place < scalars.count {
            let scalar = scalars[place]
            switch Transliteration.folded(scalar, after: place > 0 ? scalars[place - 1] : nil) {
            case .joins: break
            case .letter(let letter):
                word.bytes.append(letter)
                isBegun = true
            case .letters(let letters):
                word.bytes += Array(letters.utf8)
                isBegun = true
            case .asItIs:
                word.bytes += Array(String(scalar).utf8)
                isBegun = true
            case .consonants(let consonants):
                if !isBegun, isArticle(scalars[place...]) {
                    place += 1
                } else {
                    word.bytes += Array(consonants.utf8)
                }
                word.isVowelless = true
                isBegun = true
            case .parts:
                let isJoining = scalar == "/" && word.bytes.count == 1
                if !(isJoining && isLetterAlone(scalars[(place + 1)...])) { end() }
            }
            place += 1
        }
        end()
        return words
    }

    /// Whether an Arabic word begins with its article.
    private static func isArticle(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
        let first = scalars.prefix(4)
        guard first.count == 4, first.first == "\u{627}",
            first[first.startIndex + 1] == "\u{644}"
        else { return false }
        return first.suffix(2).allSatisfy { (0x621...0x6D3).contains($0.value) }
    }

    /// Whether one Latin letter and no more follows.
    private static func isLetterAlone(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
        func isLetter(_ scalar: Unicode.Scalar) -> Bool {
            ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
        }
        guard let first = scalars.first, isLetter(first) else { return false }
        return scalars.dropFirst().first.map { !isLetter($0) } ?? true
    }

    /// A ship's prefix, legal forms, articles and conjunctions.
    private static let dropped: Set<[UInt8]> = Set(
        """
        mv ms mt ss mts lng lpg fv my sy rv vessel \
        sa sas sarl srl spa sl ltda lda gmbh ag kg ohg bv nv ltd limited llc llp lp plc inc \
        incorporated corp corporation co company oy oyj ab as asa aps doo dd ooo oao zao pao jsc \
        pjsc ojsc cjsc fze fzc fzco pte pty bhd sdn kk jv sro zrt kft eood ood ad \
        the al el ul and und et of
        """.split(whereSeparator: \.isWhitespace).map { Array($0.utf8) }
    )
    private static let longestDropped = dropped.map(\.count).max() ?? 0
}

/// One word of a name as it is compared.
struct FoldedWord: Hashable, Sendable {
    enum Script: Hashable, Sendable {
        /// Latin letters alone.
        case letters
        /// Latin letters and digits, or digits alone: compared exactly.
        case number
        /// Consonants of a word that is written without vowels; the text begins with `~`.
        case vowelless
        /// Letters of another script: compared exactly.
        case other
    }

    /// The word.
    let text: String
    /// Its bytes, at most 64.
    let bytes: [UInt8]
    /// Which of the letters a to z it has; none where it is not all Latin letters.
    let letters: UInt32
    /// What it is made of.
    let script: Script
    /// What it counts where it is paired: four for each letter, one where it is a word of trade.
    let weight: Int
    /// What it counts where it is left over: four for each letter.
    let alone: Int
    /// The consonants of a word of Latin letters, by which it is compared with one that is written
    /// without vowels or with others; empty where it is none.
    let consonants: String

    init?(_ spelled: FoldedName.Spelled) {
        guard spelled.bytes.allSatisfy({ $0 < 0x80 }) else {
            text = String(decoding: spelled.bytes, as: UTF8.self)
            (script, letters) = (.other, 0)
            bytes = Array(spelled.bytes.prefix(64))
            weight = 8 * text.unicodeScalars.count
            alone = weight
            consonants = ""
            return
        }
        guard !spelled.isVowelless else {
            text = "~" + Self.consonants(of: spelled.bytes)
            guard text.utf8.count > 1 else { return nil }
            (script, letters) = (.vowelless, 0)
            bytes = Array(text.utf8.prefix(64))
            weight = 8 * (text.utf8.count - 1)
            alone = weight
            consonants = ""
            return
        }
        bytes = Array(Self.plain(spelled.bytes).prefix(64))
        text = String(decoding: bytes, as: UTF8.self)
        let isNumber = bytes.contains { $0 < 0x61 }
        script = isNumber ? .number : .letters
        letters = isNumber ? 0 : bytes.reduce(0) { $0 | 1 << UInt32($1 - 0x61) }
        // A number tells a ship from her sister: it counts as much as six letters.
        alone = 4 * (isNumber ? max(6, bytes.count) : bytes.count)
        weight = !isNumber && Self.trade.contains(bytes) ? bytes.count : alone
        consonants = isNumber ? "" : Self.consonants(of: bytes)
    }

    /// Whether a word of Latin letters begins with a vowel.
    var beginsWithVowel: Bool { bytes.first.map("aeiou".utf8.contains) ?? false }

    /// `y` as `i`, and no letter twice in a row.
    private static func plain(_ bytes: [UInt8]) -> [UInt8] {
        var plain: [UInt8] = []
        for byte in bytes {
            let letter = byte == UInt8(ascii: "y") ? UInt8(ascii: "i") : byte
            if letter == plain.last, letter >= 0x61 { continue }
            plain.append(letter)
        }
        return plain
    }

    private static func consonants(of bytes: [UInt8]) -> String {
        var left: [UInt8] = []
        for byte in bytes where !"aeiouyw".utf8.contains(byte) {
            let letter = byte == UInt8(ascii: "q") ? UInt8(ascii: "k") : byte
            if letter != left.last { left.append(letter) }
        }
        if left.count > 1, left.last == UInt8(ascii: "h") { left.removeLast() }
        return String(decoding: left, as: UTF8.self)
    }

    /// Words of trade, which many names share and which tell few of them apart.
    private static let trade: Set<[UInt8]> = Set(
        """
        shipping trading trade international general import imports export exports services \
        service holding holdings group bank marine maritime logistics transport transportation \
        lines line industries industrial industry foundation establishment enterprise enterprises \
        commercial management investment investments oil petroleum energy navigation tanker \
        tankers development organization office agency national global
        """.split(whereSeparator: \.isWhitespace).map { plain(Array($0.utf8)) }
    )
}
