extension Accumulation {
    /// Why what is asked of an accumulation is refused, beside what any contract refuses: 13xxx.
    public enum RefusalCode: Int, RefusalCodes {
        /// A span of days ends before it begins, or its value is negative.
        ///
        /// - Since: edition 2
        case spanMalformed = 13001
    }
}
