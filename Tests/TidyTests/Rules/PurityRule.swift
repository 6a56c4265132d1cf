extension SourceFile {
    /// Clocks, randomness, locale, concurrency, input and output,
    /// and floating point in the pure core.
    var impurities: [Violation] {
        guard pureCore.contains(module) else { return [] }
        let mayFloat = path.hasSuffix("CanonicalJSON/ECMAScriptNumber.swift")
        return tokens.enumerated().compactMap { index, token in
            let word = token.text
            let isFloat = Self.floatingPoint.contains(word) || token.isDecimalFraction
            // Contracts have actors of their own: members, in a property's name.
            let next = index + 1 < tokens.count ? tokens[index + 1].text.first : nil
            let declaresActor = word == "actor" && next?.isUppercase == true
            guard Self.impure.contains(word) || declaresActor || isFloat && !mayFloat else {
                return nil
            }
            return Violation(path, line: token.line, "\(word) has no place in the pure core")
        }
    }

    private static let floatingPoint: Set = [
        "Double", "Float", "Float16", "Float32", "Float64", "Float80", "CGFloat",
        "BinaryFloatingPoint", "FloatingPoint",
    ]

    private static let impure: Set = [
        "async", "await", "Task", "Mutex", "Atomic", "Date", "UUID", "Locale", "Calendar",
        "TimeZone", "ContinuousClock", "SuspendingClock", "clock_gettime", "gettimeofday",
        "SystemRandomNumberGenerator", "random", "randomElement", "shuffled", "shuffle",
        "arc4random", "hashValue", "Hasher", "print", "debugPrint", "readLine", "getenv",
    ]
}

extension Token {
    /// Whether this is a literal such as 0.5.
    var isDecimalFraction: Bool { text.contains(".") && text.first?.isNumber == true }
}
