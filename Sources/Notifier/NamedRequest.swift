/// What a member calls a request, and what it asks for.
public struct RequestName: Hashable, Sendable {
    /// The member that asks.
    public let member: String
    /// The member's own name for the request.
    public let key: String
    /// The SHA-256 of all that it asks: another request under the same key has another.
    public let fingerprint: [UInt8]

    /// Names a request.
    public init(member: String, key: String, fingerprint: [UInt8]) {
        self.member = member
        self.key = key
        self.fingerprint = fingerprint
    }
}

/// A change that its member has given a name, so that asking again changes nothing.
public struct NamedRequest<Value: Sendable>: Sendable {
    /// Its name.
    public let name: RequestName
    /// What is answered where it is asked again: no secret is in it.
    public let answer: @Sendable (Value) -> [UInt8]

    /// Names a change, and says what is kept of its answer.
    public init(_ name: RequestName, answer: @escaping @Sendable (Value) -> [UInt8]) {
        self.name = name
        self.answer = answer
    }
}

/// A request that was carried out before under its name: nothing was changed this time.
public struct RepeatedRequest: Error, Sendable {
    /// What was kept of the first answer.
    public let answer: [UInt8]
}
