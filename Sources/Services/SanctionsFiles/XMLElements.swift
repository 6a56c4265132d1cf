/// Elements of an XML document, one after the other: a strict reader of the part of XML 1.0 that
/// published lists are written in.
///
/// There are no document types and so no entities but the five that XML has itself and numbers of
/// characters: nothing is expanded and nothing is fetched. Processing instructions other than the
/// declaration at the start are refused. Prefixes of names are left out.
struct XMLElements {
    /// An element with all that is in it.
    struct Element {
        var name = ""
        var attributes: [String: String] = [:]
        var children: [Element] = []
        /// The text directly in it, without white space at its ends.
        var text = ""
        /// The line that it begins on, from 1 on.
        var line = 0

        /// The children of a name.
        func all(_ name: String) -> [Element] { children.filter { $0.name == name } }

        /// The first child of a name.
        func first(_ name: String) -> Element? { children.first { $0.name == name } }

        /// The text of the first child of a name; `nil` where there is none, or no text in it.
        func text(_ name: String) -> String? {
            first(name).flatMap { $0.text.isEmpty ? nil : $0.text }
        }
    }

    /// Why a document is none that is read here.
    struct Malformed: Error {
        let line: Int
        let reason: String
    }

    /// The most elements within each other.
    static let depthLimit = 24
    /// The most bytes of a text, a name or an attribute.
    static let textLimit = 65_536

    private let bytes: [UInt8]
    private var place = 0
    private var line = 1

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
    }

    /// Reads the declaration and the root's beginning.
    mutating func root() throws(Malformed) -> Element {
        if matches("<?xml") {
            guard skip(past: "?>") else { throw malformed("the declaration does not end") }
        }
        try skipBetween()
        guard peek() == UInt8(ascii: "<") else { throw malformed("there is no element") }
        let (root, isEmpty) = try start()
        guard !isEmpty else { throw malformed("<\(root.name)> is empty") }
        return root
    }

    /// Reads the next element within an open one; `nil` where that ends.
    mutating func next(in parent: String, depth: Int = 1) throws(Malformed) -> Element? {
        while true {
            try skipBetween()
            guard let byte = peek() else { throw malformed("<\(parent)> does not end") }
            guard byte == UInt8(ascii: "<") else {
                throw malformed("there is text between elements of <\(parent)>")
            }
            if matches("</") {
                place += 2
                try end(parent)
                return nil
            }
            return try element(depth: depth)
        }
    }

    /// Reads to the document's end.
    mutating func finish() throws(Malformed) {
        try skipBetween()
        guard place == bytes.count else { throw malformed("something follows the document") }
    }

    private mutating func element(depth: Int) throws(Malformed) -> Element {
        guard depth <= Self.depthLimit else { throw malformed("elements are nested too deeply") }
        let started = try start()
        var element = started.0
        if started.isEmpty { return element }
        var text: [UInt8] = []
        while true {
            guard let byte = peek() else { throw malformed("<\(element.name)> does not end") }
            if byte != UInt8(ascii: "<") {
                try character(into: &text)
            } else if matches("</") {
                place += 2
                try end(element.name)
                element.text = try string(text).trimmed
                return element
            } else if matches("<!--") {
                guard skip(past: "-->") else { throw malformed("a comment does not end") }
            } else if matches("<![CDATA[") {
                place += 9
                while !matches("]]>") {
                    guard let byte = take() else { throw malformed("CDATA does not end") }
                    text.append(byte)
                }
                place += 3
            } else {
                if text.allSatisfy({ $0 <= 0x20 }) { text = [] }
                element.children.append(try self.element(depth: depth + 1))
            }
            guard text.count <= Self.textLimit else { throw malformed("a text is too long") }
        }
    }

    private mutating func start() throws(Malformed) -> (Element, isEmpty: Bool) {
        guard !matches("<!") else {
            throw malformed("a document type or another declaration: none is read")
        }
        guard !matches("<?") else { throw malformed("a processing instruction: none is read") }
        place += 1
        var element = Element()
        element.line = line
        element.name = try name()
        while true {
            let isParted = skipSpace()
            if matches("/>") {
                place += 2
                return (element, true)
            }
            guard let byte = peek() else { throw malformed("<\(element.name) does not end") }
            if byte == UInt8(ascii: ">") {
                place += 1
                return (element, false)
            }
            guard isParted else { throw malformed("<\(element.name)> is malformed") }
            let attribute = try name()
            _ = skipSpace()
            guard take() == UInt8(ascii: "=") else { throw malformed("\(attribute) has no value") }
            _ = skipSpace()
            guard let quote = take(), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
            else { throw malformed("\(attribute) has no quoted value") }
            var value: [UInt8] = []
            while peek() != quote {
                guard peek() != UInt8(ascii: "<") else {
                    throw malformed("\(attribute) has '<' in its value")
                }
                try character(into: &value)
                guard value.count <= Self.textLimit else { throw malformed("a value is too long") }
            }
            place += 1
            guard element.attributes.updateValue(try string(value), forKey: attribute) == nil else {
                throw malformed("\(attribute) stands twice")
            }
        }
    }

    private mutating func end(_ expected: String) throws(Malformed) {
        let name = try name()
        guard name == expected else { throw malformed("</\(name)> ends <\(expected)>") }
        _ = skipSpace()
        guard take() == UInt8(ascii: ">") else { throw malformed("</\(name) does not end") }
    }

    /// A name without its prefix.
    private mutating func name() throws(Malformed) -> String {
        var name: [UInt8] = []
        while let byte = peek(), Self.isOfName(byte) {
            name.append(byte)
            place += 1
        }
        guard let first = name.first, first != UInt8(ascii: "-"), first != UInt8(ascii: "."),
            !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first), name.count <= 256
        else { throw malformed("this is no name") }
        let text = try string(name)
        return text.split(separator: ":").last.map(String.init) ?? text
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
            UInt8(ascii: "."), UInt8(ascii: ":"), 0x80...0xFF:
            true
        default: false
        }
    }

    private mutating func character(into text: inout [UInt8]) throws(Malformed) {
        guard let byte = take() else { throw malformed("the document ends in a text") }
        guard byte == UInt8(ascii: "&") else {
            guard byte >= 0x20 || byte == 9 || byte == 10 || byte == 13 else {
                throw malformed("a control character")
            }
            text.append(byte)
            return
        }
        var name: [UInt8] = []
        while let next = take(), next != UInt8(ascii: ";") {
            name.append(next)
            guard name.count <= 10 else { break }
        }
        let reference = String(decoding: name, as: UTF8.self)
        switch reference {
        case "amp": text.append(UInt8(ascii: "&"))
        case "lt": text.append(UInt8(ascii: "<"))
        case "gt": text.append(UInt8(ascii: ">"))
        case "quot": text.append(UInt8(ascii: "\""))
        case "apos": text.append(UInt8(ascii: "'"))
        default:
            let digits = reference.dropFirst(reference.hasPrefix("#x") ? 2 : 1)
            let number = UInt32(digits, radix: reference.hasPrefix("#x") ? 16 : 10)
            guard reference.hasPrefix("#"), digits.first != "+", digits.first != "-",
                let number, number >= 0x20 || [9, 10, 13].contains(number),
                let scalar = Unicode.Scalar(number)
            else { throw malformed("the entity '&\(reference);' is not known") }
            text += Array(String(scalar).utf8)
        }
    }

    private func string(_ bytes: [UInt8]) throws(Malformed) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw malformed("this is not UTF-8")
        }
        return text
    }

    private func peek() -> UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func take() -> UInt8? {
        guard place < bytes.count else { return nil }
        let byte = bytes[place]
        place += 1
        if byte == 10 { line += 1 }
        return byte
    }

    private func matches(_ text: StaticString) -> Bool {
        guard place + text.utf8CodeUnitCount <= bytes.count else { return false }
        return text.withUTF8Buffer { $0.elementsEqual(bytes[place..<place + $0.count]) }
    }

    private mutating func skip(past text: StaticString) -> Bool {
        while place < bytes.count {
            if matches(text) {
                place += text.utf8CodeUnitCount
                return true
            }
            _ = take()
        }
        return false
    }

    private mutating func skipSpace() -> Bool {
        let before = place
        while let byte = peek(), byte == 0x20 || byte == 9 || byte == 10 || byte == 13 {
            _ = take()
        }
        return place > before
    }

    /// White space and comments between elements.
    private mutating func skipBetween() throws(Malformed) {
        while true {
            _ = skipSpace()
            guard matches("<!--") else { return }
            guard skip(past: "-->") else { throw malformed("a comment does not end") }
        }
    }

    private func malformed(_ reason: String) -> Malformed { Malformed(line: line, reason: reason) }
}

extension String {
    /// Without white space at its ends.
    var trimmed: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
