/// Where on a tape a reading stands, and what it has found wrong.
final class TapePosition {
    /// An object or an array that has been entered.
    struct Frame {
        let token: Int
        /// The next key or element, where they are taken in the order of the text.
        var cursor: Int
        /// How many keys or elements are left in that order.
        var remaining: Int
        /// The members that were asked for by name.
        var asked: [StaticString] = []
        /// How many of the object's members were asked for.
        var found = 0
        /// Whether the value was no object, and what is asked of it is not noted again.
        var isVoid = false
    }

    private enum PathElement {
        case name(StaticString)
        case text(String)
        case index(Int)

        var text: String {
            switch self {
            case .name(let name): "\(name)"
            case .text(let text): text
            case .index(let index): String(index)
            }
        }
    }

    let tape: JSONTape
    /// The case that the whole text is the members of, where that is known from elsewhere.
    var knownCase: String?
    /// The value that is read next.
    var token: Int
    var frames: [Frame] = []
    private var path: [PathElement] = []
    private(set) var faults: [FieldFault] = []

    init(tape: JSONTape, knownCase: String?, at token: Int) {
        self.tape = tape
        self.knownCase = knownCase
        self.token = token
    }

    var kind: JSONToken.Kind { tape.tokens[token].kind }

    func enter(_ name: StaticString) { path.append(.name(name)) }
    func enter(_ name: String) { path.append(.text(name)) }
    func enter(_ index: Int) { path.append(.index(index)) }
    func leave() { path.removeLast() }

    func note(_ code: String, _ detail: String, at child: String? = nil) {
        guard faults.count < JSONReader.faultLimit else { return }
        let pointer = JSONPointer.text(path.map(\.text) + (child.map { [$0] } ?? []))
        faults.append(FieldFault(pointer: pointer, code: code, detail: detail))
    }

    func push() {
        frames.append(
            Frame(token: token, cursor: token + 1, remaining: Int(tape.tokens[token].count))
        )
    }

    /// The member of the object that was entered last.
    func find(_ name: StaticString) -> Int? {
        guard let frame = frames.last, !frame.isVoid else { return nil }
        return tape.find(name, in: frame.token)
    }

    /// How many members of the object that was entered last hold something.
    var givenCount: Int {
        guard let frame = frames.last, !frame.isVoid else { return 0 }
        var count = 0
        tape.visitKeys(of: frame.token) { if tape.tokens[$0 + 1].kind != .null { count += 1 } }
        return count
    }

    /// Notes the members of the object that was entered last that nobody asked for.
    func refuseOthers(than asked: [StaticString]) {
        guard let frame = frames.last, !frame.isVoid else { return }
        var others: [String] = []
        tape.visitKeys(of: frame.token) { key in
            let isAsked = asked.contains { tape.string(at: key, equals: $0) }
            if !isAsked { others.append(tape.string(at: key)) }
        }
        for name in others.sorted() {
            note("unknownField", "'\(name)' is not understood here.", at: name)
        }
    }
}

extension JSONReader {
    private mutating func wrongType(_ wanted: String) {
        refuse("wrongType", "This must be \(wanted).")
    }

    mutating func beginObjectOnTape() -> Bool {
        guard tape?.kind == .object else {
            wrongType("an object")
            return false
        }
        tape?.push()
        return true
    }

    mutating func endObjectOnTape() {
        guard let frame = tape?.frames.last, let tape else { return }
        if !frame.isVoid, frame.found < Int(tape.tape.tokens[frame.token].count) {
            isBroken = true
            tape.refuseOthers(than: frame.asked)
        }
        tape.frames.removeLast()
    }

    mutating func enterMemberOnTape(_ name: StaticString, isRequired: Bool) -> Bool {
        guard let position = tape, let last = position.frames.indices.last else { return false }
        if position.frames[last].isVoid { return false }
        position.frames[last].asked.append(name)
        let value = position.find(name)
        if value != nil { position.frames[last].found += 1 }
        guard let value, dialect == .ledger || position.tape.tokens[value].kind != .null else {
            if isRequired {
                isBroken = true
                position.note("missing", "'\(name)' is required.", at: "\(name)")
            }
            return false
        }
        position.enter(name)
        position.token = value
        return true
    }

    mutating func leaveMemberOnTape() { tape?.leave() }

    mutating func beginChoiceOnTape() -> Bool {
        tape?.knownCase != nil && tape?.token == 0 ? true : beginObjectOnTape()
    }

    mutating func passCaseOnTape(_ name: StaticString) -> Bool {
        if let known = tape?.knownCase, tape?.token == 0 {
            guard known == "\(name)" else { return false }
            if !beginObjectOnTape() { pushVoid() }
            return true
        }
        guard let value = tape?.find(name), tape?.tape.tokens[value].kind != .null,
            tape?.givenCount == 1
        else { return false }
        tape?.enter(name)
        tape?.token = value
        if !beginObjectOnTape() { pushVoid() }
        return true
    }

    private mutating func pushVoid() {
        tape?.frames.append(TapePosition.Frame(token: 0, cursor: 0, remaining: 0, isVoid: true))
    }

    mutating func endCaseOnTape() {
        endObjectOnTape()
        // Where the case was known beforehand there is no object around it.
        guard let frames = tape?.frames, !frames.isEmpty else { return }
        tape?.leave()
        tape?.frames.removeLast()
    }

    mutating func refuseChoiceOnTape(_ names: StaticString) {
        tape?.note("choiceMalformed", "One of \(names) is required.")
        if tape?.knownCase == nil || tape?.token != 0 { tape?.frames.removeLast() }
    }

    mutating func beginArrayOnTape(_ count: ClosedRange<Int>) -> Int? {
        guard tape?.kind == .array, let length = tape?.tape.tokens[tape?.token ?? 0].count else {
            wrongType("an array")
            return nil
        }
        guard count.contains(Int(length)) else {
            refuse(
                "entryCount",
                "This has \(count.lowerBound) to \(count.upperBound) entries, not \(length)."
            )
            return nil
        }
        tape?.push()
        return Int(length)
    }

    mutating func enterElementOnTape(_ number: Int) -> Bool {
        guard let position = tape, let last = position.frames.indices.last else { return false }
        guard position.frames[last].remaining > 0 else {
            position.frames.removeLast()
            return false
        }
        let element = position.frames[last].cursor
        position.frames[last].remaining -= 1
        position.frames[last].cursor = Int(position.tape.tokens[element].next)
        position.enter(number)
        position.token = element
        return true
    }

    mutating func leaveElementOnTape() { tape?.leave() }

    mutating func enterAnyMemberOnTape() -> String? {
        guard let position = tape, let last = position.frames.indices.last else { return nil }
        guard position.frames[last].remaining > 0 else { return nil }
        let key = position.frames[last].cursor
        position.frames[last].remaining -= 1
        position.frames[last].found += 1
        position.frames[last].cursor = Int(position.tape.tokens[key + 1].next)
        let name = position.tape.string(at: key)
        position.enter(name)
        position.token = key + 1
        return name
    }

    mutating func boolOnTape() -> Bool? {
        switch tape?.kind {
        case .yes: return true
        case .no: return false
        default:
            wrongType("true or false")
            return nil
        }
    }

    mutating func integerOnTape() -> Int64? {
        guard let tape, tape.kind == .number,
            let number = tape.tape.integer(at: tape.token, as: Int64.self),
            dialect == .exchange || number.magnitude <= CanonicalSpelling.largestInteger
        else {
            wrongType("a whole number")
            return nil
        }
        return number
    }

    mutating func stringOnTape() -> String? {
        guard let tape, tape.kind == .string || tape.kind == .escapedString else {
            wrongType("a string")
            return nil
        }
        return tape.tape.string(at: tape.token)
    }

    mutating func decimalOnTape() -> String? {
        switch tape?.kind {
        case .number: return tape.map { $0.tape.numberText(at: $0.token) }
        case .string, .escapedString: return tape.map { $0.tape.string(at: $0.token) }
        default:
            wrongType("a number or a decimal string")
            return nil
        }
    }

    mutating func rawOnTape() -> [UInt8]? {
        guard let tape else { return nil }
        return tape.tape.text(at: tape.token)
    }
}
