public import Marine

extension Consortium {
    /// The limits that keep the one instance small.
    public struct Limits: Sendable {
        /// Members of one consortium.
        public var members = 10_000
        /// Signing keys of one member, revoked ones included, up to which it may register more;
        /// fewer from the fifth edition on.
        public var signingKeys = 200
        /// The same, up to which it may rotate them and have them restored.
        public var signingKeysEver = 1_000
        /// Keys that have signed the ledger's checkpoints.
        public var logKeys = 1_000
        /// API keys of one member, revoked ones included.
        public var apiKeys = 100
        /// Entries of the sanctions list.
        public var sanctions = 10_000
        /// Officers of one member, retired ones included.
        public var officers = 200
    }

    /// The limits of an edition.
    public static func limits(in edition: Edition) -> Limits {
        edition >= .fifth ? fifthLimits : firstLimits
    }

    private static let firstLimits = Limits()

    private static let fifthLimits = {
        var limits = firstLimits
        limits.signingKeys = 100
        return limits
    }()
}
