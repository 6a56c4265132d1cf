/// How much JSON a reader takes before it refuses.
public struct JSONLimits: Hashable, Sendable {
    /// The longest input in bytes; never more than 4 GiB - 1.
    public var maximumBytes: Int
    /// The deepest nesting of arrays and objects.
    public var maximumDepth: Int
    /// The longest number in characters.
    public var maximumNumberLength: Int

    /// Sets limits, capped at what the reader can address.
    public init(
        maximumBytes: Int = 16 << 20,
        maximumDepth: Int = 64,
        maximumNumberLength: Int = 1024
    ) {
        self.maximumBytes = maximumBytes
        self.maximumDepth = maximumDepth
        self.maximumNumberLength = maximumNumberLength
    }

    /// 16 MiB of input, 64 levels, 1024 characters to a number.
    public static let standard = JSONLimits()

    var effectiveMaximumBytes: Int { min(maximumBytes, Int(UInt32.max) - 1) }

    // Reader and writer recurse once a level, so the cap also bounds the stack.
    var effectiveMaximumDepth: Int { min(maximumDepth, 512) }
}
