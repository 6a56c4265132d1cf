/// What a value looks like: enough for a schema, a form, and an example that reads.
public indirect enum JSONShape: Sendable {
    /// `true` or `false`.
    case boolean
    /// A whole number within a range.
    case integer(ClosedRange<Int64>)
    /// A decimal number, or the same in a string.
    case decimal(example: String)
    /// A string: how many bytes of UTF-8, its format, and one that is right.
    case string(bytes: ClosedRange<Int>? = nil, format: StringFormat? = nil, example: String)
    /// One of these strings.
    case choice([String])
    /// Values of one shape in order, so many.
    case array(JSONShape, count: ClosedRange<Int>)
    /// An array of values of these shapes, one of each, and one that is right as JSON.
    case tuple([JSONShape], example: String)
    /// An object whose members' names are data.
    case map(key: JSONShape, value: JSONShape)
    /// A described type.
    case record(any Described.Type)
    /// An object of these members, which has no name of its own.
    case object([(name: String, meaning: String, shape: JSONShape)])
    /// A value of a type that says itself what it looks like.
    case named(any JSONShaped.Type)
    /// A value of one of these shapes.
    case either([JSONShape])
    /// Any value.
    case any
}

/// What is known of the strings of a type, said at the type: what JSON Schema (2020-12) calls
/// format, pattern and content encoding.
public struct StringFormat: Hashable, Sendable {
    /// The format's name.
    public let name: String
    /// A regular expression of ECMA-262 that every accepted string matches,
    /// where one says something.
    public let pattern: String?
    /// The encoding of bytes in the string, such as `base64`.
    public let contentEncoding: String?

    /// Names a format.
    public init(_ name: String, pattern: String? = nil, contentEncoding: String? = nil) {
        self.name = name
        self.pattern = pattern
        self.contentEncoding = contentEncoding
    }

    /// A decimal number, as a string.
    public static let decimal = StringFormat("decimal", pattern: #"^[+-]?[0-9]+(\.[0-9]+)?$"#)

    /// Bytes in base64 with padding, under a name that says what they are.
    public static func base64(_ name: String = "base64") -> StringFormat {
        StringFormat(name, pattern: "^[A-Za-z0-9+/]*={0,2}$", contentEncoding: "base64")
    }
}

/// A described type: what it is called, what it means, and its members or cases.
public struct RecordDescription: Sendable {
    /// What the type consists of.
    public enum Content: Sendable {
        /// Members, in the order of their declaration.
        case members([MemberDescription])
        /// One of these, each an object of its own members.
        case cases([CaseDescription])
    }

    /// The type's name, those of the types around it included: `Claim.Notice`.
    public let name: String
    /// The first sentence of its documentation.
    public let meaning: String
    /// Its members or cases.
    public let content: Content
    /// The member that names the case, where the case's members stand beside it; `nil` where the
    /// case's name is that of the one member, and its members stand in that.
    public let discriminator: String?

    /// The cases of an enumeration; none of a structure.
    public var cases: [CaseDescription] {
        guard case .cases(let cases) = content else { return [] }
        return cases
    }

    /// The members of a structure; none of an enumeration.
    public var members: [MemberDescription] {
        guard case .members(let members) = content else { return [] }
        return members
    }

    /// Describes a structure.
    public init(_ name: String, _ meaning: String, members: [MemberDescription]) {
        self.name = name
        self.meaning = meaning
        content = .members(members)
        discriminator = nil
    }

    /// Describes an enumeration.
    public init(
        _ name: String,
        _ meaning: String,
        toldBy discriminator: String? = nil,
        cases: [CaseDescription]
    ) {
        self.name = name
        self.meaning = meaning
        self.discriminator = discriminator
        content = .cases(cases)
    }
}

extension Described {
    /// One case of an enumeration as it is described; `nil` where there is none of this name.
    public static func described(_ name: String) -> CaseDescription? {
        guard case .cases(let cases) = description.content else { return nil }
        return cases.first { $0.name == name }
    }
}

/// One member of a described type.
public struct MemberDescription: Sendable {
    /// Where a member stands.
    public enum Scope: Sendable {
        /// In the ledger, in requests and in answers.
        case everywhere
        /// In the ledger alone.
        case ledgerOnly
        /// In answers alone.
        case answerOnly
        /// In answers its own members stand in its place.
        case flattened
    }

    /// How it is spelled that an optional member has no value.
    public enum Absence: Sendable {
        /// Left out on the ledger, `null` in answers.
        case byDialect
        /// `null`.
        case null
        /// Left out.
        case leftOut
    }

    /// The member's name.
    public let name: String
    /// What its documentation says.
    public let meaning: String
    /// The type of its value.
    public let type: any JSONShaped.Type
    /// Whether it may be missing.
    public let isOptional: Bool
    /// How it is spelled that an optional member has no value.
    public let absence: Absence
    /// Whether a request may leave it out, for a default.
    public let hasDefault: Bool
    /// The edition of the rules that added it.
    public let since: Int
    /// Where it stands.
    public let scope: Scope

    /// Describes a member.
    public init(
        _ name: String,
        _ type: any JSONShaped.Type,
        _ meaning: String,
        isOptional: Bool = false,
        absence: Absence = .byDialect,
        hasDefault: Bool = false,
        since: Int = 1,
        scope: Scope = .everywhere
    ) {
        self.name = name
        self.type = type
        self.meaning = meaning
        self.isOptional = isOptional
        self.absence = absence
        self.hasDefault = hasDefault
        self.since = since
        self.scope = scope
    }

    /// The same member under another name, as a request has it, perhaps as one that may be `null`.
    public func named(_ name: String, isOptional: Bool = false) -> MemberDescription {
        MemberDescription(
            name,
            type,
            meaning,
            isOptional: self.isOptional || isOptional,
            absence: absence,
            hasDefault: hasDefault,
            since: since,
            scope: scope
        )
    }
}

/// One case of a described enumeration.
public struct CaseDescription: Sendable {
    /// The case's name: the one member of the object.
    public let name: String
    /// What its documentation says.
    public let meaning: String
    /// What it holds.
    public let members: [MemberDescription]
    /// The edition of the rules that added it.
    public let since: Int

    /// Describes a case.
    public init(
        _ name: String,
        _ meaning: String,
        _ members: [MemberDescription],
        since: Int = 1
    ) {
        self.since = since
        self.name = name
        self.meaning = meaning
        self.members = members
    }
}

extension MemberDescription {
    /// Describes a computed property that answers show.
    public static func answer<Owner, Value: JSONShaped>(
        _ name: String,
        _ value: KeyPath<Owner, Value>,
        _ meaning: String
    ) -> MemberDescription {
        MemberDescription(name, Value.self, meaning, scope: .answerOnly)
    }

    /// Describes a computed property that answers show, if it has a value.
    public static func answer<Owner, Value: JSONShaped>(
        _ name: String,
        _ value: KeyPath<Owner, Value?>,
        _ meaning: String
    ) -> MemberDescription {
        MemberDescription(name, Value.self, meaning, isOptional: true, scope: .answerOnly)
    }
}

/// A coded type that is no ``Described`` one: what it means, and its cases where it has some.
///
/// `Scripts/make-records` makes one from the documentation of each such type.
public struct ValueDescription: Sendable {
    /// The type.
    public let type: any JSONShaped.Type
    /// The first paragraph of its documentation.
    public let meaning: String
    /// The names of an enumeration's cases as they are coded, and what each means.
    public let cases: [(name: String, meaning: String)]

    /// Describes a type.
    public init(
        _ type: any JSONShaped.Type,
        _ meaning: String,
        cases: [(name: String, meaning: String)] = []
    ) {
        self.type = type
        self.meaning = meaning
        self.cases = cases
    }
}

/// How the values of a described type are spelled.
///
/// Names and order of members are the same in both; what differs is how single values are written
/// (money, instants, temperatures) and which members of a state are shown.
public enum JSONDialect: Hashable, Sendable {
    /// What is hashed and signed: canonical, every member that is there and no other.
    case ledger
    /// What requests and answers hold: any order, `null` for what is absent.
    case exchange
}
