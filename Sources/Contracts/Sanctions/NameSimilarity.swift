import Marine

/// How alike two names are, from 0 to 1,000, in whole numbers that are the same on every machine.
///
/// 1,000 is the same name once both are folded (``FoldedName``). Else the words are paired, the
/// most alike first, each word once. Two words are alike by the measure of Jaro and Winkler (W. E.
/// Winkler, String Comparator Metrics, 1990: a prefix of up to four letters, each a tenth of what
/// is missing), rounded down to thousandths, where they are of Latin letters, the first or the
/// second is the same, the shorter has four at least and two thirds of the longer's, and they come
/// to ``wordFloor``; a word written without vowels is ``voweled`` like one of the same two or more
/// consonants; from the fifth edition on two words of Latin letters that differ in their vowels
/// alone are ``respelled`` or ``shortRespelled``; all others are alike where they are the same.
/// What pairs are alike is then weighed by their letters, words of trade by a quarter of them.
/// Words left over count by half against it; by a quarter where every word of the shorter name has
/// its pair and there are two pairs at least, as where a patronymic is left out.
public enum NameSimilarity {
    /// Words that are less alike than this are not alike.
    static let wordFloor = 850
    /// How like a word is to one written without vowels, with the same consonants.
    static let voweled = 950
    /// How alike names are that are parted into words differently, from the third edition on.
    static let joined = 980
    /// How like a word is to one of the same four consonants or more and other vowels, as names are
    /// that come from a script without: `Muhammad` and `Mohammed`.
    static let respelled = 900
    /// The same of three consonants: too little alone, and much beside another word.
    static let shortRespelled = 860
    /// The fewest letters of a word that may be misspelled.
    static let fewestLetters = 4

    /// How alike two names are.
    ///
    /// The same whichever comes first, in whatever order their words stand.
    public static func score(_ one: String, _ other: String) -> Int {
        score(FoldedName(one), FoldedName(other))
    }

    /// What is asked beside the measure of the first edition.
    struct Rules: Hashable, Sendable {
        /// Whether names are compared as one word too: from the third edition on.
        var joins = false
        /// Whether words of the same consonants are alike: from the fifth on.
        var respells = false

        /// Those of an edition.
        init(in edition: Edition) {
            joins = edition >= .third
            respells = edition >= .fifth
        }
    }

    /// How alike two names are by the rules of an edition.
    static func score(_ one: FoldedName, _ other: FoldedName, by rules: Rules) -> Int {
        let score = score(one, other, respelling: rules.respells)
        guard rules.joins, score < joined, !one.joined.isEmpty, one.joined == other.joined else {
            return score
        }
        return joined
    }

    private struct Pair {
        let value: Int
        let weight: Int
        let alone: Int
        let (one, other): (Int, Int)
        let (first, second): (String, String)
    }

    static func score(
        _ one: FoldedName,
        _ other: FoldedName,
        respelling: Bool = false
    ) -> Int {
        var pairs: [Pair] = []
        for (place, word) in one.words.enumerated() {
            for (otherPlace, otherWord) in other.words.enumerated() {
                let alike = alike(word, otherWord, respelling: respelling)
                guard alike > 0 else { continue }
                let weight = word.weight + otherWord.weight
                pairs.append(
                    Pair(
                        value: alike * weight,
                        weight: weight,
                        alone: word.alone + otherWord.alone,
                        one: place,
                        other: otherPlace,
                        first: min(word.text, otherWord.text),
                        second: max(word.text, otherWord.text)
                    )
                )
            }
        }
        if pairs.count > 1 {
            pairs.sort {
                ($1.value, $0.first, $0.second, $0.one, $0.other)
                    < ($0.value, $1.first, $1.second, $1.one, $1.other)
            }
        }
        var (taken, otherTaken): (UInt32, UInt32) = (0, 0)
        var (value, weight, alone, count) = (0, 0, 0, 0)
        for pair in pairs {
            let (bit, otherBit): (UInt32, UInt32) = (1 << UInt32(pair.one), 1 << UInt32(pair.other))
            guard taken & bit == 0, otherTaken & otherBit == 0 else { continue }
            taken |= bit
            otherTaken |= otherBit
            value += pair.value
            weight += pair.weight
            alone += pair.alone
            count += 1
        }
        guard weight > 0 else { return 0 }
        let left = one.weight + other.weight - alone
        let isWithin = count >= 2 && count == min(one.words.count, other.words.count)
        return 4 * value / (4 * weight + (isWithin ? 1 : 2) * left)
    }

    /// The most that names can score whose paired words weigh no more than this of all.
    static func most(paired: Int, of all: Int) -> Int {
        let weight = min(paired, all)
        return weight == 0 ? 0 : 4000 * weight / (4 * weight + all - weight)
    }

    /// How alike two words are: 0, or ``wordFloor`` to 1,000.
    static func alike(_ one: FoldedWord, _ other: FoldedWord, respelling: Bool) -> Int {
        switch (one.script, other.script) {
        case (.letters, .letters):
            if one.text == other.text { return 1000 }
            let misspelled = mayBeAlike(one, other) ? jaroWinkler(one, other) : 0
            let alike = misspelled < wordFloor ? 0 : misspelled
            return respelling ? max(alike, respelled(one, other)) : alike
        case (.vowelless, .letters), (.letters, .vowelless):
            let (bare, voweledWord) = one.script == .vowelless ? (one, other) : (other, one)
            guard bare.bytes.count > 2 else { return 0 }
            return bare.text == "~" + voweledWord.consonants ? voweled : 0
        default:
            return one.script == other.script && one.text == other.text ? 1000 : 0
        }
    }

    /// How alike two words are for their consonants: 0 where those differ, or one begins with a
    /// vowel and the other does not.
    private static func respelled(_ one: FoldedWord, _ other: FoldedWord) -> Int {
        let count = one.consonants.utf8.count
        guard count >= 3, count == other.consonants.utf8.count,
            isComparable(one.bytes.count, other.bytes.count),
            one.consonants == other.consonants, one.beginsWithVowel == other.beginsWithVowel
        else { return 0 }
        return count == 3 ? shortRespelled : respelled
    }

    /// Whether two words may be alike by their lengths and letters: a bound that costs little.
    private static func mayBeAlike(_ one: FoldedWord, _ other: FoldedWord) -> Bool {
        let (count, otherCount) = (one.bytes.count, other.bytes.count)
        guard isComparable(count, otherCount),
            one.bytes[0] == other.bytes[0] || one.bytes[1] == other.bytes[1]
        else { return false }
        return bound(
            (one.letters, count),
            (other.letters, otherCount),
            sharesFirst: one.bytes[0] == other.bytes[0]
        ) >= wordFloor
    }

    /// Whether words of so many letters may be alike.
    static func isComparable(_ count: Int, _ otherCount: Int) -> Bool {
        min(count, otherCount) >= fewestLetters
            && 3 * min(count, otherCount) >= 2 * max(count, otherCount)
    }

    /// No less than two words of these letters and lengths are alike.
    static func bound(
        _ one: (letters: UInt32, count: Int),
        _ other: (letters: UInt32, count: Int),
        sharesFirst: Bool
    ) -> Int {
        let most = min(
            one.count - (one.letters & ~other.letters).nonzeroBitCount,
            other.count - (other.letters & ~one.letters).nonzeroBitCount
        )
        return most > 0 ? bound(most, one.count, other.count, sharesFirst: sharesFirst) : 0
    }

    /// No less than two words of these lengths are alike that have so many letters in common.
    static func bound(_ common: Int, _ count: Int, _ other: Int, sharesFirst: Bool) -> Int {
        let jaro =
            1000 * (common * (count + other) + count * other) / (3 * count * other) + 1
        return sharesFirst ? jaro + 4 * max(0, 1000 - jaro) / 10 + 1 : jaro
    }

    /// The measure itself, rounded down.
    private static func jaroWinkler(_ one: FoldedWord, _ other: FoldedWord) -> Int {
        // Which of two letters is taken can hang on which word comes first: the shorter does.
        let isOrdered =
            (one.bytes.count, one.text) < (other.bytes.count, other.text)
        let (short, long) = isOrdered ? (one.bytes, other.bytes) : (other.bytes, one.bytes)
        let window = max(0, long.count / 2 - 1)
        var (matched, taken): (UInt64, UInt64) = (0, 0)
        for place in short.indices {
            let last = min(long.count - 1, place + window)
            var candidate = max(0, place - window)
            while candidate <= last {
                let bit: UInt64 = 1 << UInt64(candidate)
                if taken & bit == 0, long[candidate] == short[place] {
                    taken |= bit
                    matched |= 1 << UInt64(place)
                    break
                }
                candidate += 1
            }
        }
        let matches = matched.nonzeroBitCount
        guard matches > 0 else { return 0 }
        var (displaced, candidate) = (0, 0)
        for place in short.indices where matched & (1 << UInt64(place)) != 0 {
            while taken & (1 << UInt64(candidate)) == 0 { candidate += 1 }
            if short[place] != long[candidate] { displaced += 1 }
            candidate += 1
        }
        let (a, b, m) = (short.count, long.count, matches)
        let jaro = 1000 * (m * m * (a + b) + (m - displaced / 2) * a * b) / (3 * a * b * m)
        var prefix = 0
        while prefix < min(4, a), short[prefix] == long[prefix] { prefix += 1 }
        return jaro + prefix * (1000 - jaro) / 10
    }
}
