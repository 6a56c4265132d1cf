/// Which cosignatures make a checkpoint of a log one to rely on (C2SP tlog-policy).
///
/// A policy is the text that every member holds: the log's keys, the witnesses' keys, and a
/// quorum over witnesses and groups of them. `init(parsing:)` reads it strictly.
public struct TlogPolicy: Hashable, Sendable {
    /// The longest policy that is read, in bytes.
    public static let maximumBytes = 65_536
    /// The most logs, witnesses and groups, each; the specification asks for at least 32.
    public static let maximumOfEach = 64
    /// The longest URL of a line, in bytes.
    public static let maximumURLBytes = 2048
    /// The name that stands for no quorum, and so names nothing else.
    public static let none: Name = "none"

    /// A log that the policy is for.
    public struct Log: Hashable, Sendable {
        /// The key that signs its checkpoints.
        public let key: NoteVerifierKey
        /// Where it is served, if stated.
        public let url: String?

        /// Names a log.
        public init(key: NoteVerifierKey, url: String? = nil) {
            self.key = key
            self.url = url
        }
    }

    /// A witness.
    public struct NamedWitness: Hashable, Sendable {
        /// What the policy calls it, which need not be its key's name.
        public let name: Name
        /// The key that it cosigns with.
        public let key: NoteVerifierKey
        /// The prefix that checkpoints are submitted to, if stated.
        public let url: String?

        /// Names a witness.
        public init(name: Name, key: NoteVerifierKey, url: String? = nil) {
            self.name = name
            self.key = key
            self.url = url
        }
    }

    /// How many members of a group must have cosigned.
    public enum Threshold: Hashable, Sendable, CustomStringConvertible {
        /// So many, at least 1 and at most all.
        case count(Int)
        /// One.
        case any
        /// All of them.
        case all

        /// The threshold as it is written.
        public var description: String {
            switch self {
            case .count(let count): "\(count)"
            case .any: "any"
            case .all: "all"
            }
        }
    }

    /// Witnesses and groups, of which so many must have cosigned.
    public struct Group: Hashable, Sendable {
        /// What the policy calls it.
        public let name: Name
        /// How many of its members it takes.
        public let threshold: Threshold
        /// The names of its members, all defined before it.
        public let members: [Name]

        /// Names a group.
        public init(name: Name, threshold: Threshold, members: [Name]) {
            self.name = name
            self.threshold = threshold
            self.members = members
        }
    }

    /// The logs, in the order written.
    public let logs: [Log]
    /// The witnesses, in the order written.
    public let witnesses: [NamedWitness]
    /// The groups, in the order written: each after its members.
    public let groups: [Group]
    /// The name of the witness or group that must have cosigned, or `none`.
    public let quorum: Name

    /// Makes a policy of its parts; throws as `init(parsing:)` does.
    public init(
        logs: [Log] = [],
        witnesses: [NamedWitness],
        groups: [Group],
        quorum: Name
    ) throws(LogFormatError) {
        // Written and parsed again, so that the rules stand once.
        try self.init(parsing: Self.bytes(logs, witnesses, groups, quorum))
    }

    /// A policy under which every one of these witnesses must have cosigned; none where there
    /// are none.
    public init(
        allOf witnesses: [(key: NoteVerifierKey, url: String)]
    ) throws(LogFormatError) {
        let named = witnesses.enumerated().map {
            NamedWitness(name: "w\($0.offset + 1)", key: $0.element.key, url: $0.element.url)
        }
        try self.init(
            witnesses: named,
            groups: named.isEmpty
                ? [] : [Group(name: "everyone", threshold: .all, members: named.map(\.name))],
            quorum: named.isEmpty ? Self.none : "everyone"
        )
    }

    init(checked logs: [Log], _ witnesses: [NamedWitness], _ groups: [Group], _ quorum: Name) {
        self.logs = logs
        self.witnesses = witnesses
        self.groups = groups
        self.quorum = quorum
    }

    /// The policy as it is written, without comments.
    public var bytes: [UInt8] { Self.bytes(logs, witnesses, groups, quorum) }

    /// The policy as text to be shown: octets of names that are no UTF-8 are replaced.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Whether witnesses must have cosigned at all.
    public var asksForWitnesses: Bool { quorum != Self.none }

    /// Whether the quorum is met where the holders of these keys have cosigned one checkpoint.
    ///
    /// The caller has verified the cosignatures. With the quorum `none` it is always met.
    public func isSatisfied(by keys: some Sequence<NoteVerifierKey>) -> Bool {
        guard asksForWitnesses else { return true }
        let keys = Set(keys)
        var holds: [Name: Bool] = [:]
        for witness in witnesses { holds[witness.name] = keys.contains(witness.key) }
        // A group comes after its members, so that one pass in order decides them all.
        for group in groups {
            let count = group.members.count { holds[$0] == true }
            holds[group.name] = count >= group.needed
        }
        return holds[quorum] == true
    }

    private static func bytes(
        _ logs: [Log],
        _ witnesses: [NamedWitness],
        _ groups: [Group],
        _ quorum: Name
    ) -> [UInt8] {
        func url(_ url: String?) -> [[UInt8]] { url.map { [Array($0.utf8)] } ?? [] }
        var lines = logs.map { [Array("log".utf8), Array("\($0.key)".utf8)] + url($0.url) }
        lines += witnesses.map {
            [Array("witness".utf8), $0.name.octets, Array("\($0.key)".utf8)] + url($0.url)
        }
        lines += groups.map {
            [Array("group".utf8), $0.name.octets, Array("\($0.threshold)".utf8)]
                + $0.members.map(\.octets)
        }
        lines.append([Array("quorum".utf8), quorum.octets])
        return lines.flatMap { $0.joined(separator: [UInt8(ascii: " ")]) + [UInt8(ascii: "\n")] }
    }
}

extension TlogPolicy.Group {
    /// How many members it takes.
    public var needed: Int {
        switch threshold {
        case .count(let count): count
        case .any: 1
        case .all: members.count
        }
    }
}

extension TlogPolicy {
    /// What a policy calls a witness or a group: octets without a meaning outside of it.
    ///
    /// Two names are one only where they are the same octet for octet (C2SP tlog-policy,
    /// "Character set"), whatever Unicode makes of them: U+212A KELVIN SIGN is no K, and a letter
    /// with its accent is another name than the letter and the accent after it.
    public struct Name: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral,
        ExpressibleByStringInterpolation
    {
        /// The octets as they stand in the policy; UTF-8 is recommended and not required.
        public let octets: [UInt8]

        /// Takes octets for a name.
        public init(octets: some Sequence<UInt8>) { self.octets = Array(octets) }

        /// Takes the UTF-8 of a text for a name.
        public init(_ text: String) { octets = Array(text.utf8) }

        /// Takes the UTF-8 of a literal for a name.
        public init(stringLiteral text: String) { self.init(text) }

        /// The name as text to be shown; octets that are no UTF-8 are replaced.
        public var description: String { String(decoding: octets, as: UTF8.self) }
    }
}
