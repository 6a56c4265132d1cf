import Marine
import TestSamples
import Testing

@testable import Contracts

@Suite("How alike two names are")
struct NameSimilarityTests {
    @Test(arguments: [
        ("Jos\u{E9} Garc\u{ED}a S.A.", "JOSE GARCIA"), ("SURNAME, Given", "Given Surname"),
        ("M/V Ever Given", "EVER GIVEN"), ("MV -- Aurora.", "aurora"),
        ("A/S Dampskibsselskabet Torm", "Dampskibsselskabet TORM AS"),
        ("\u{418}\u{432}\u{430}\u{43D} \u{41F}\u{435}\u{442}\u{440}\u{43E}\u{432}", "Ivan Petrov"),
        ("\u{42E}\u{440}\u{438}\u{439}", "Yuri"), ("\u{42E}\u{43B}\u{438}\u{44F}", "Yulia"),
        ("\u{393}\u{3B9}\u{3CE}\u{3C1}\u{3B3}\u{3BF}\u{3C2}", "Giorgos"),
        ("Mohammed Hassan", "MOHAMED Hasan"),
        ("O\u{2019}Brien", "O'Brien"), ("\u{141}\u{F3}d\u{17A}", "Lodz"),
        ("Nguy\u{1EC5}n V\u{103}n \u{110}\u{1EE9}c", "Nguyen Van Duc"),
        ("Al-Rashid Trust", "RASHID TRUST, AL"), ("The Vishandel Company Ltd.", "Vishandel"),
        ("\u{645}\u{62D}\u{645}\u{62F}", "\u{645}\u{64F}\u{62D}\u{645}\u{651}\u{62F}"),
        ("\u{FF21}\u{FF22}\u{FF23} 12", "ABC 12"),
    ])
    func `a name is the same however it is spelled`(one: String, other: String) {
        #expect(NameSimilarity.score(one, other) == 1000)
    }

    /// A row is a name, another, and the score; at 880 and above a person has to look.
    @Test(arguments: [
        // One person or body.
        ("Ivan Petrov", "Ivan Ivanovich Petrov", 898), ("Vladimir Putin", "Wladimir Putin", 948),
        ("Bank Melli", "Bank Melli Iran", 909), ("Gaddafi, Muammar", "Muamar Qaddafi", 944),
        ("M\u{FC}ller & S\u{F6}hne", "Mueller und Soehne GmbH", 901),
        ("\u{645}\u{62D}\u{645}\u{62F} \u{62D}\u{633}\u{64A}\u{646}", "Muhammad Hussein", 950),
        ("\u{627}\u{644}\u{62D}\u{633}\u{646}", "Al-Hassan", 950),
        ("Golden Bridge Trading", "Golden Bridge Trading International", 894),
        ("Islamic Republic of Iran Shipping Lines", "Islamic Republic Iran Shiping Line", 997),
        ("Ocean Star", "Ocean Star 7", 923),
        // Others, but for the last of these, who are one letter apart: a person has to look.
        ("Camaron Trading S.A.", "Camaron S.A.", 800), ("Ocean Star 7", "Ocean Star 8", 750),
        ("Ivan Petrov", "Petrov", 857), ("Ali Khan", "Ali Hassan", 571),
        ("Golden Star Shipping", "Golden Sun Shipping", 815),
        ("Aurora Shipping", "Aurora Foods", 685),
        ("John Smith", "Joan Schmidt", 494), ("Maria", "Marina", 966),
        ("Visimport BV", "Vishandel BV", 0),
        ("\u{4E2D}\u{56FD}", "\u{4E2D}\u{56FD}\u{8239}", 0),
    ])
    func `names are as alike as the table says`(one: String, other: String, score: Int) {
        #expect(NameSimilarity.score(one, other) == score, "\(one) / \(other)")
    }

    @Test(arguments: [UInt64.random(in: .min ... .max), 1, 2])
    func `the score hangs neither on the order of names and words nor on accents and legal forms`(
        seed: UInt64
    ) {
        var names = RandomNames(seed: seed)
        for _ in 0..<2_000 {
            let (one, other) = (names.words(), names.words())
            let (name, listed) = (one.joined(separator: " "), other.joined(separator: " "))
            let score = NameSimilarity.score(name, listed)
            let note: Comment = "seed \(seed): \(name) / \(listed)"
            #expect((0...1000).contains(score), note)
            #expect(NameSimilarity.score(listed, name) == score, note)
            #expect(NameSimilarity.score(names.respelled(one), listed) == score, note)
            #expect(NameSimilarity.score(name, names.respelled(other)) == score, note)
            #expect(NameSimilarity.score(name, names.respelled(one)) == 1000, note)
        }
    }

    @Test(arguments: [UInt64.random(in: .min ... .max), 1])
    func `the index finds what comparing with every name finds`(seed: UInt64) {
        var names = RandomNames(seed: seed)
        let entries = (0..<400).map { number in
            ListedEntry.entity("\(number)", names.name(), names.name())
        }
        let listed = ListedEntries(entries)
        for _ in 0..<60 {
            let name = names.name()
            let folded = FoldedName(name)
            let rules = NameSimilarity.Rules(in: Edition(name.utf8.count % 5 + 1))
            let found = listed.index.matches(
                folded,
                among: [.entity],
                from: 880,
                by: rules
            )
            var expected: [SanctionsIndex.Match] = []
            for (place, entry) in listed.array.enumerated() {
                let scores = entry.names.map {
                    NameSimilarity.score(folded, FoldedName($0.name.string), by: rules)
                }
                guard let most = scores.max(), most >= 880,
                    let first = scores.firstIndex(of: most)
                else { continue }
                expected.append(.init(entry: place, name: first, score: most))
            }
            expected.sort { ($1.score, $0.entry) < ($0.score, $1.entry) }
            #expect(found == expected, "seed \(seed): \(name)")
        }
    }

    @Test(arguments: [
        ("EVERGIVEN", "Ever Given", 980), ("MV EVER-GIVEN", "EverGiven", 980),
        ("Ever Given", "EVER GIVEN", 1000), ("EVERGIVEN SHIPPING S.A.", "Ever Given Shipping", 980),
        ("EVERRIVER", "Ever River", 980), ("AN NA", "Anna", 0), ("Ever Given", "Given Ever", 1000),
        ("EVERGREEN", "Ever Given", 0), ("OCEAN STAR 7", "OCEANSTAR7", 980),
    ])
    func `names that are parted into words differently are one`(
        one: String,
        other: String,
        score: Int
    ) {
        let (folded, listed) = (FoldedName(one), FoldedName(other))
        let joined = NameSimilarity.score(folded, listed, by: .init(in: .third))
        #expect(score == 0 ? joined < 880 : joined == score)
        #expect(NameSimilarity.score(listed, folded, by: .init(in: .third)) == joined)
        #expect(
            NameSimilarity.score(folded, listed, by: .init(in: .second))
                == NameSimilarity.score(one, other)
        )
        let list = ListedEntries([ListedEntry.entity("1", other)])
        for rules in [Edition.second, .third].map(NameSimilarity.Rules.init(in:)) {
            let found = list.index.matches(
                folded,
                among: [.entity],
                from: 880,
                by: rules
            )
            let expected = NameSimilarity.score(folded, listed, by: rules)
            #expect(found.map(\.score) == (expected >= 880 ? [expected] : []))
        }
    }

    @Test(arguments: [
        ("Mohammed Ali", "Muhammad Ali", 930), ("MUHAMMED", "Mohamad", 900),
        ("Hossein Salami", "Husayn Salami", 930), ("Hossein", "Husayn", 860),
        ("Ahmed Said", "Hamid Said", 615), ("Marina", "Moreno", 860), ("Osama", "Usama", 866),
    ])
    func `a name spelled with other vowels is the name, from the fifth edition on`(
        one: String,
        other: String,
        score: Int
    ) {
        let (folded, listed) = (FoldedName(one), FoldedName(other))
        #expect(NameSimilarity.score(folded, listed, by: .init(in: .fifth)) == score)
        #expect(NameSimilarity.score(listed, folded, by: .init(in: .fifth)) == score)
        #expect(NameSimilarity.score(folded, listed, by: .init(in: .fourth)) < 880)
        let list = ListedEntries([ListedEntry.entity("1", other)])
        let found = list.index.matches(folded, among: [.entity], from: 600, by: .init(in: .fifth))
        #expect(found.map(\.score) == [score])
    }

    @Test func `a list's names are those of identifiers`() {
        #expect(ScreeningList.sources.map(\.id.text) == ["ofac", "un"])
    }
}

/// Names of few words, misspelled here and there.
struct RandomNames {
    private var generator: SeededGenerator
    private static let stock = [
        "ivan", "petrov", "mohamed", "hassan", "ocean", "star", "golden", "shipping", "trading",
        "garcia", "muller", "kim", "ali", "sea", "horizon", "industrial", "bank", "7", "aurora",
        "jose", "lindqvist", "sokolov", "\u{645}\u{62D}\u{645}\u{62F}", "\u{4E2D}\u{56FD}",
    ]

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    private mutating func below(_ limit: Int) -> Int {
        Int.random(in: 0..<limit, using: &generator)
    }

    mutating func words() -> [String] {
        (0...below(4)).map { _ in
            var word = Array(Self.stock[below(Self.stock.count)].unicodeScalars)
            if below(4) == 0, word.count > 3 {
                word[below(word.count)] = Unicode.Scalar(UInt8(97 + below(26)))
            }
            var text = String.UnicodeScalarView()
            text.append(contentsOf: word)
            return String(text)
        }
    }

    mutating func name() -> String { words().joined(separator: " ") }

    /// The same name by another hand: words in another order, capitals, accents, a legal form.
    mutating func respelled(_ words: [String]) -> String {
        let marked = words.shuffled(using: &generator).map { word in
            word.replacing("a", with: "\u{E1}").replacing("o", with: "\u{F6}").uppercased()
        }
        let end = ["", " S.A.", ", GmbH", " (Ltd)", " A/S"][below(5)]
        return marked.joined(separator: [" ", ", ", " - "][below(3)]) + end
    }
}
