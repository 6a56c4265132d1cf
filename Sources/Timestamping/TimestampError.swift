/// Why a timestamp cannot be relied on, in OpenSSL's words where it gave a reason.
public struct TimestampError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let reason: String

    /// Says what is wrong.
    public init(_ reason: String) { self.reason = reason }

    /// What is wrong.
    public var description: String { reason }
}
