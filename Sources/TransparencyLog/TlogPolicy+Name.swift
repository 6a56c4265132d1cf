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
