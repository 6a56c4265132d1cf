/// Sees to it that the members of one object have different names, and in canonical text ascend.
///
/// Names in ascending order need only be held against their predecessor; a list is made only when
/// they come in another order. Two names that Swift and Unicode hold equivalent, though their bytes
/// differ, are refused as well: RFC 8785 would let them stand side by side, but no dictionary of
/// strings can keep both.
struct JSONMemberCheck {
    private(set) var count = 0
    private let firstToken: Int
    private var previous: Int?
    private var ascending = true
    private var allASCII = true

    init(firstToken: Int) {
        self.firstToken = firstToken
    }

    @inline(__always)
    mutating func add(
        _ token: Int,
        isPlainASCII: Bool,
        in parser: borrowing JSONParser
    ) throws(JSONError) {
        count += 1
        if !isPlainASCII { allASCII = false }
        defer { previous = token }
        guard let previous, ascending else { return }
        if Self.precedes(previous, token, in: parser) { return }
        if parser.scanner.spelling == .canonical || !Self.precedes(token, previous, in: parser) {
            throw Self.fault(previous, token, in: parser)
        }
        ascending = false
    }

    func finish(in parser: borrowing JSONParser) throws(JSONError) {
        if ascending && allASCII { return }
        var keys: [Int] = []
        keys.reserveCapacity(count)
        var token = firstToken
        for _ in 0..<count {
            keys.append(token)
            token = Int(parser.tokens[token + 1].next)
        }
        if !allASCII {
            var seen: Set<String> = []
            for key in keys {
                let name = String(decoding: Self.name(key, in: parser), as: UTF8.self)
                if !seen.insert(name).inserted { throw Self.fault(key, key, in: parser) }
            }
            return
        }
        let names = keys.map { Self.name($0, in: parser) }
        let order = names.indices.sorted { names[$0].lexicographicallyPrecedes(names[$1]) }
        for (left, right) in zip(order, order.dropFirst()) where names[left] == names[right] {
            throw Self.fault(keys[left], keys[right], in: parser)
        }
    }

    private static func raw(
        _ token: Int,
        in parser: borrowing JSONParser
    ) -> UnsafeBufferPointer<UInt8> {
        let token = parser.tokens[token]
        return UnsafeBufferPointer(
            rebasing: parser.scanner.input[Int(token.start)..<Int(token.end)]
        )
    }

    private static func name(_ token: Int, in parser: borrowing JSONParser) -> [UInt8] {
        let raw = raw(token, in: parser)
        return parser.tokens[token].kind == .escapedString
            ? JSONEscape.unescaped(raw) : Array(raw)
    }

    private static func precedes(
        _ left: Int,
        _ right: Int,
        in parser: borrowing JSONParser
    ) -> Bool {
        if parser.tokens[left].kind == .string && parser.tokens[right].kind == .string {
            return CanonicalSpelling.precedes(raw(left, in: parser), raw(right, in: parser))
        }
        let left = name(left, in: parser)
        let right = name(right, in: parser)
        return left.withUnsafeBufferPointer { left in
            right.withUnsafeBufferPointer { CanonicalSpelling.precedes(left, $0) }
        }
    }

    private static func fault(
        _ left: Int,
        _ right: Int,
        in parser: borrowing JSONParser
    ) -> JSONError {
        let offset = Int(parser.tokens[max(left, right)].start) - 1
        if left == right || name(left, in: parser) == name(right, in: parser) {
            return JSONError(
                code: .duplicateKey,
                offset: offset,
                reason: "the object has this member already"
            )
        }
        return JSONError(
            code: .notCanonical,
            offset: offset,
            reason: "members must ascend by UTF-16 code unit"
        )
    }
}
