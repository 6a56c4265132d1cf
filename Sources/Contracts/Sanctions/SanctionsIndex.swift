import Marine

/// The names of a list by their words, so that a name is compared with the few that share one.
///
/// It only leaves out names that cannot reach the threshold: what it finds is what comparing with
/// every name would find, which a test holds.
final class SanctionsIndex: Sendable {
    /// An entry that is like a name, by the most alike of the entry's names.
    struct Match: Hashable {
        let entry: Int
        /// Which of its names.
        let name: Int
        let score: Int
    }

    /// Each word of the list once.
    private let words: [FoldedWord]
    private let ids: [String: Int32]
    /// The words of Latin letters that may be misspelled, by their length and first letter.
    private let byFirst: [Bucket]
    /// The same by their length and second letter.
    private let bySecond: [Bucket]
    /// The words of Latin letters by their consonants.
    private let byConsonants: [String: [Int32]]
    /// For each word the names that have it.
    private let namesOfWord: [[Int32]]
    private let names: [Name]
    /// The names as they are written as one word.
    private let byJoined: [String: [Int32]]
    /// The weights of the names.
    private let weights: [Int]
    private let kinds: [ListedEntry.Kind]
    private let ships: [String: [Int]]

    /// Words of one length and one letter, side by side so that most are passed over by a
    /// glance at their letters.
    private struct Bucket {
        var words: [Int32] = []
        var letters: [UInt32] = []

        mutating func append(_ word: Int32, _ letters: UInt32) {
            words.append(word)
            self.letters.append(letters)
        }
    }

    private struct Name {
        let folded: FoldedName
        let entry: Int32
        let place: Int32
        let isWeak: Bool
    }

    init(_ entries: [ListedEntry]) {
        var words: [FoldedWord] = []
        var ids: [String: Int32] = [:]
        var namesOfWord: [[Int32]] = []
        var names: [Name] = []
        var ships: [String: [Int]] = [:]
        for (place, entry) in entries.enumerated() {
            if let imo = entry.imo { ships[imo.text, default: []].append(place) }
            for (namePlace, name) in entry.names.enumerated() {
                let folded = FoldedName(name.name.string)
                let id = Int32(names.count)
                for word in folded.words {
                    let known = ids[word.text] ?? Int32(words.count)
                    if Int(known) == words.count {
                        ids[word.text] = known
                        words.append(word)
                        namesOfWord.append([])
                    }
                    if namesOfWord[Int(known)].last != id { namesOfWord[Int(known)].append(id) }
                }
                names.append(
                    Name(
                        folded: folded,
                        entry: Int32(place),
                        place: Int32(namePlace),
                        isWeak: name.isWeak == true
                    )
                )
            }
        }
        var byFirst = [Bucket](repeating: Bucket(), count: 65 * 26)
        var bySecond = byFirst
        var byConsonants: [String: [Int32]] = [:]
        for (place, word) in words.enumerated() where word.script == .letters {
            let count = word.bytes.count
            if count >= NameSimilarity.fewestLetters {
                byFirst[Self.bucket(count, word.bytes[0])].append(Int32(place), word.letters)
                bySecond[Self.bucket(count, word.bytes[1])].append(Int32(place), word.letters)
            }
            byConsonants[word.consonants, default: []].append(Int32(place))
        }
        self.words = words
        self.ids = ids
        self.byFirst = byFirst
        self.bySecond = bySecond
        self.byConsonants = byConsonants
        self.namesOfWord = namesOfWord
        self.names = names
        byJoined = Dictionary(
            grouping: names.indices.lazy.filter { !names[$0].folded.joined.isEmpty }.map(Int32.init)
        ) { names[Int($0)].folded.joined }
        weights = names.map(\.folded.weight)
        self.ships = ships
        kinds = entries.map(\.kind)
    }

    /// The places of the entries of a ship's number.
    func entries(ofShip imo: String) -> [Int] { ships[imo] ?? [] }

    /// The entries of these kinds that are like a name by a threshold at least,
    /// the most alike first.
    func matches(
        _ name: FoldedName,
        among wanted: Set<ListedEntry.Kind>,
        from threshold: Int,
        by rules: NameSimilarity.Rules
    ) -> [Match] {
        guard !name.words.isEmpty, !names.isEmpty else { return [] }
        var paired = [Int32](repeating: 0, count: names.count)
        var touched: [Int32] = []
        for word in name.words {
            for like in alike(word, respelling: rules.respells) {
                let weight = Int32(clamping: word.alone + words[Int(like)].alone)
                for found in namesOfWord[Int(like)] {
                    if paired[Int(found)] == 0 { touched.append(found) }
                    paired[Int(found)] += weight
                }
            }
        }
        let joined = rules.joins ? Set(byJoined[name.joined] ?? []) : []
        var best: [Int: Match] = [:]
        for found in touched + joined.filter({ paired[Int($0)] == 0 }) {
            let weight = Int(paired[Int(found)])
            let most = NameSimilarity.most(paired: weight, of: name.weight + weights[Int(found)])
            guard joined.contains(found) || weight > 0 && most >= threshold else { continue }
            let listed = names[Int(found)]
            guard wanted.contains(kinds[Int(listed.entry)]) else { continue }
            let score = NameSimilarity.score(name, listed.folded, by: rules)
            guard score >= threshold, !listed.isWeak || score == 1000 else { continue }
            let match = Match(entry: Int(listed.entry), name: Int(listed.place), score: score)
            if let other = best[match.entry],
                (other.score, match.name) > (match.score, other.name)
            {
                continue
            }
            best[match.entry] = match
        }
        return best.values.sorted { ($1.score, $0.entry) < ($0.score, $1.entry) }
    }

    /// The words of the list that are like a word.
    private func alike(_ word: FoldedWord, respelling: Bool) -> [Int32] {
        var found: [Int32] = []
        if let same = ids[word.text] { found.append(same) }
        switch word.script {
        case .number, .other: break
        case .vowelless:
            for other in byConsonants[String(word.text.dropFirst())] ?? []
            where NameSimilarity.alike(word, words[Int(other)], respelling: false) > 0 {
                found.append(other)
            }
        case .letters:
            if let bare = FoldedWord(bare: word), let other = ids[bare.text],
                NameSimilarity.alike(word, bare, respelling: false) > 0
            {
                found.append(other)
            }
            let count = word.bytes.count
            guard count >= NameSimilarity.fewestLetters else { break }
            for length in 0...64 where NameSimilarity.isComparable(count, length) {
                misspelled(word, length, into: &found)
            }
            guard respelling else { break }
            for other in byConsonants[word.consonants] ?? [] {
                let candidate = words[Int(other)]
                guard candidate.text != word.text,
                    NameSimilarity.alike(word, candidate, respelling: false) == 0,
                    NameSimilarity.alike(word, candidate, respelling: true) > 0
                else { continue }
                found.append(other)
            }
        }
        return found
    }

    /// The words of a length that are like a word and not it.
    private func misspelled(_ word: FoldedWord, _ length: Int, into found: inout [Int32]) {
        let (first, second) = (word.bytes[0], word.bytes[1])
        misspelled(word, byFirst[Self.bucket(length, first)], length, sharesFirst: true, &found)
        misspelled(word, bySecond[Self.bucket(length, second)], length, sharesFirst: false, &found)
    }

    private func misspelled(
        _ word: FoldedWord,
        _ bucket: Bucket,
        _ length: Int,
        sharesFirst: Bool,
        _ found: inout [Int32]
    ) {
        let count = word.bytes.count
        // How many letters both must have.
        let least = (1...min(count, length)).first {
            NameSimilarity.bound($0, count, length, sharesFirst: sharesFirst)
                >= NameSimilarity.wordFloor
        }
        guard let least else { return }
        let letters = word.letters
        for (place, other) in bucket.letters.enumerated() {
            let most = min(
                count - (letters & ~other).nonzeroBitCount,
                length - (other & ~letters).nonzeroBitCount
            )
            guard most >= least else { continue }
            let candidate = words[Int(bucket.words[place])]
            guard (candidate.bytes[0] == word.bytes[0]) == sharesFirst,
                candidate.text != word.text,
                NameSimilarity.alike(word, candidate, respelling: false) > 0
            else { continue }
            found.append(bucket.words[place])
        }
    }

    /// The place of the bucket of words of a length with a letter.
    private static func bucket(_ length: Int, _ letter: UInt8) -> Int {
        length * 26 + Int(letter - UInt8(ascii: "a"))
    }
}

extension FoldedWord {
    /// The word as a script without vowels has it.
    fileprivate init?(bare word: FoldedWord) {
        var spelled = FoldedName.Spelled()
        spelled.bytes = Array(word.consonants.utf8)
        spelled.isVowelless = true
        self.init(spelled)
    }
}
