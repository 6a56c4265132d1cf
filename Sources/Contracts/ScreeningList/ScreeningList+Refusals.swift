extension ScreeningList {
    /// Why what is asked of a sanctions list is refused, beside what any contract refuses: 14xxx.
    public enum RefusalCode: Int, RefusalCodes {
        /// No published list goes by the name.
        ///
        /// - Since: edition 2
        case listUnknown = 14_001
        /// No publication of the list is being brought.
        ///
        /// - Since: edition 2
        case listNotAnnounced = 14_002
        /// What was brought is not the list that was announced: another number of entries,
        /// or others.
        ///
        /// - Since: edition 2
        case listIncomplete = 14_003
    }
}
