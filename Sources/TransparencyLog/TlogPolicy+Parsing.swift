extension TlogPolicy {
    /// Reads a policy strictly; the reason of an error begins with the number of the line.
    ///
    /// Lines end in LF and hold words between spaces and tabs; empty lines and those that begin
    /// with `#` are skipped. Octets beyond ASCII mean nothing here: names are compared octet for
    /// octet, and comments need not be UTF-8. A witness's key is of type 04, a log's of type 01;
    /// keys of unsupported types are refused, since ignoring them would change the quorum.
    ///
    /// - Throws: `LogFormatError` of the code `policy`.
    public init(parsing bytes: some Collection<UInt8>) throws(LogFormatError) {
        guard bytes.count <= Self.maximumBytes else {
            throw PolicyReader.fault("the policy is longer than \(Self.maximumBytes) bytes")
        }
        var reader = PolicyReader()
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for line in lines { try reader.read(line) }
        self = try reader.policy()
    }

    /// Reads a policy strictly.
    public init(parsing text: String) throws(LogFormatError) {
        try self.init(parsing: Array(text.utf8))
    }
}

/// The parts of a policy read so far.
private struct PolicyReader {
    private typealias Name = TlogPolicy.Name

    private var number = 0
    private var logs: [TlogPolicy.Log] = []
    private var witnesses: [TlogPolicy.NamedWitness] = []
    private var groups: [TlogPolicy.Group] = []
    private var quorum: Name?
    /// Each name defined, with the group that it is in.
    private var names: [Name: Name?] = [:]

    static func fault(_ reason: String) -> LogFormatError {
        LogFormatError(code: .policy, reason: reason)
    }

    mutating func read(_ line: some Collection<UInt8>) throws(LogFormatError) {
        number += 1
        guard line.allSatisfy({ $0 == UInt8(ascii: "\t") || ($0 >= 0x20 && $0 != 0x7F) }) else {
            throw fault("it holds a control character")
        }
        let words = line.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            .map { Name(octets: $0) }
        guard let keyword = words.first, keyword.octets.first != UInt8(ascii: "#") else { return }
        switch keyword {
        case "log": try readLog(words)
        case "witness": try readWitness(words)
        case "group": try readGroup(words)
        case "quorum": try readQuorum(words)
        default: throw fault("\(quoted(keyword)) is not log, witness, group or quorum")
        }
    }

    func policy() throws(LogFormatError) -> TlogPolicy {
        guard let quorum else { throw Self.fault("there is no quorum line") }
        return TlogPolicy(checked: logs, witnesses, groups, quorum)
    }

    private mutating func readLog(_ words: [Name]) throws(LogFormatError) {
        guard (2...3).contains(words.count) else { throw fault("it is not log VKEY [URL]") }
        let key = try key(words[1], .ed25519, "a log's")
        guard !logs.contains(where: { $0.key.publicKey == key.publicKey }) else {
            throw fault("another log has the same public key")
        }
        guard logs.count < TlogPolicy.maximumOfEach else { throw tooMany("logs") }
        logs.append(TlogPolicy.Log(key: key, url: try url(words.dropFirst(2).first)))
    }

    private mutating func readWitness(_ words: [Name]) throws(LogFormatError) {
        guard (3...4).contains(words.count) else {
            throw fault("it is not witness NAME VKEY [URL]")
        }
        let key = try key(words[2], .cosignatureV1, "a witness's")
        guard !witnesses.contains(where: { $0.key.publicKey == key.publicKey }) else {
            throw fault("another witness has the same public key")
        }
        guard witnesses.count < TlogPolicy.maximumOfEach else { throw tooMany("witnesses") }
        let url = try url(words.dropFirst(3).first)
        try define(words[1])
        witnesses.append(TlogPolicy.NamedWitness(name: words[1], key: key, url: url))
    }

    private mutating func readGroup(_ words: [Name]) throws(LogFormatError) {
        guard words.count >= 4 else { throw fault("it is not group NAME K|any|all MEMBER...") }
        let members = Array(words[3...])
        for member in members {
            guard let group = names[member] else {
                throw fault("\(quoted(member)) is not defined before")
            }
            if let group {
                throw fault("\(quoted(member)) is in group \(quoted(group)) already")
            }
            names[member] = .some(words[1])
        }
        let threshold: TlogPolicy.Threshold
        switch words[2] {
        case "any": threshold = .any
        case "all": threshold = .all
        default:
            guard let count = UnsignedDecimal.parse(words[2].description), count >= 1,
                count <= members.count
            else {
                throw fault("the threshold is not any, all or a number from 1 to \(members.count)")
            }
            threshold = .count(Int(count))
        }
        guard groups.count < TlogPolicy.maximumOfEach else { throw tooMany("groups") }
        try define(words[1])
        groups.append(TlogPolicy.Group(name: words[1], threshold: threshold, members: members))
    }

    private mutating func readQuorum(_ words: [Name]) throws(LogFormatError) {
        guard words.count == 2 else { throw fault("it is not quorum NAME|none") }
        guard quorum == nil else { throw fault("there is a quorum line already") }
        guard words[1] == TlogPolicy.none || names[words[1]] != nil else {
            throw fault("\(quoted(words[1])) is not defined before")
        }
        quorum = words[1]
    }

    private mutating func define(_ name: Name) throws(LogFormatError) {
        guard name != TlogPolicy.none else { throw fault("nothing may be named none") }
        guard names[name] == nil else { throw fault("\(quoted(name)) is defined already") }
        names[name] = .some(nil)
    }

    private func key(
        _ word: Name,
        _ algorithm: NoteVerifierKey.Algorithm,
        _ whose: String
    ) throws(LogFormatError) -> NoteVerifierKey {
        guard let text = String(validating: word.octets, as: UTF8.self) else {
            throw fault("\(whose) key is not UTF-8")
        }
        let key: NoteVerifierKey
        do { key = try NoteVerifierKey(parsing: text) } catch { throw fault(error.reason) }
        guard key.algorithm == algorithm else {
            throw fault(
                "\(whose) key is of type 0\(algorithm.rawValue), not 0\(key.algorithm.rawValue)"
            )
        }
        return key
    }

    private func url(_ word: Name?) throws(LogFormatError) -> String? {
        guard var octets = word?.octets, let word else { return nil }
        let scheme = ["https://", "http://"].first { octets.starts(with: $0.utf8) }
        guard let scheme, let first = octets.dropFirst(scheme.utf8.count).first,
            first != UInt8(ascii: "/"), octets.count <= TlogPolicy.maximumURLBytes
        else { throw fault("\(quoted(word, 60)) is no http or https URL") }
        guard !octets.contains(UInt8(ascii: "?")), !octets.contains(UInt8(ascii: "#")) else {
            throw fault("\(quoted(word, 60)) is a prefix, and has no query")
        }
        while octets.last == UInt8(ascii: "/") { octets.removeLast() }
        guard let url = String(validating: octets, as: UTF8.self) else {
            throw fault("\(quoted(word, 60)) is no URL in UTF-8")
        }
        return url
    }

    /// A word in quotation marks, cut to a number of bytes.
    private func quoted(_ word: Name, _ limit: Int = 40) -> String {
        "'\(String(decoding: word.octets.prefix(limit), as: UTF8.self))'"
    }

    private func tooMany(_ what: String) -> LogFormatError {
        fault("there are more than \(TlogPolicy.maximumOfEach) \(what)")
    }

    private func fault(_ reason: String) -> LogFormatError {
        Self.fault("line \(number): \(reason)")
    }
}
