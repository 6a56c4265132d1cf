import Marine

/// A clause as a declinature cites it: one of the certificate's clause sets, with or without its
/// date and the clause's number, or a section of the Marine Insurance Act 1906.
///
///     ICC(A) 1/1/09 4.5
///     Institute Frozen Food Clauses (A), 1.2.1
///     MIA 1906 s. 55(2)(b)
struct CitedClause {
    private static let act = ["MIA 1906 s.", "Marine Insurance Act 1906 s."]

    /// The last clause of the longest set that an edition of the rules knows.
    private static func lastClause(in edition: Edition) -> Int { 19 }

    /// Whether a text cites a clause that a certificate with these sets has,
    /// by the rules of an edition.
    static func isCitable(
        _ text: String,
        under sets: [ClauseSet],
        in edition: Edition
    ) -> Bool {
        if act.contains(where: { text.hasPrefix($0) && hasNumber(text.dropFirst($0.count)) }) {
            return true
        }
        // A bare number is of the one set that there is.
        if sets.count == 1, isClauseNumber(" \(text)"[...], in: edition) { return true }
        return sets.contains { set in
            let words = set.rawValue.split(separator: " ")
            let isDated = words.last?.contains("/") == true
            let name = isDated ? words.dropLast().joined(separator: " ") : set.rawValue
            guard text.hasPrefix(name) else { return false }
            var rest = text.dropFirst(name.count)
            if isDated, let date = words.last, rest.hasPrefix(" \(date)") {
                rest = rest.dropFirst(date.count + 1)
            }
            return rest.isEmpty || isClauseNumber(rest, in: edition)
        }
    }

    /// `, cl. 4.5` and the like, of a clause that a set may have.
    private static func isClauseNumber(_ text: Substring, in edition: Edition) -> Bool {
        var rest = text
        for filler in [",", " ", "cl.", "clause", " "] where rest.hasPrefix(filler) {
            rest = rest.dropFirst(filler.count)
        }
        let numbers = rest.split(separator: ".", omittingEmptySubsequences: false)
        guard rest.count < text.count, let first = numbers.first.flatMap({ Int($0) }) else {
            return false
        }
        return (1...lastClause(in: edition)).contains(first)
            && numbers.allSatisfy { Int($0).map { (1...99).contains($0) } ?? false }
    }

    /// A section's number, with subsections.
    private static func hasNumber(_ text: Substring) -> Bool {
        let rest = text.drop { $0 == " " }
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard let section = Int(digits) else { return false }
        return (1...94).contains(section)
    }
}

extension CertificateTerms {
    /// Refuses a clause that the certificate does not have, by the rules of an edition.
    func requireCitable(_ clause: Text<200>, in edition: Edition) throws(Refusal) {
        guard CitedClause.isCitable(clause.string, under: clauses.array, in: edition) else {
            throw Refusal(
                .clauseNotOfCertificate,
                [
                    "clause": clause.string,
                    "clauses": clauses.map(\.rawValue).joined(separator: "; "),
                ]
            )
        }
    }
}
