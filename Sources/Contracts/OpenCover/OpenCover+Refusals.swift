extension OpenCover {
    /// Why what is asked of an open cover is refused, beside what any contract refuses: 3xxx.
    public enum RefusalCode: Int, RefusalCodes {
        /// The period ends before it begins.
        case periodEmpty = 3001
        /// The leader's and followers' shares do not sum to 100 %.
        case sharesDoNotSumToWhole = 3002
        /// A limit or an authority is not positive, or in another currency.
        case limitMalformed = 3003
        /// The cover accepts no such goods.
        case goodsNotAccepted = 3004
        /// The cover does not extend to this place.
        case placeNotAccepted = 3005
        /// The voyage begins outside the cover's period.
        case outsideCoverPeriod = 3006
        /// The conveyance would carry more than the cover's limit.
        case conveyanceLimitExceeded = 3007
        /// The location would hold more than the cover's limit.
        case locationLimitExceeded = 3008
        /// The value is not positive, or in another currency than the cover's.
        case valueMalformed = 3009
        /// The rate leaves no finite insured value: 1 less uplift times rate is not positive.
        case rateTooHigh = 3010
        /// The telemetry terms contradict each other.
        case termsMalformed = 3012
        /// The rate on the insured value comes to no premium.
        ///
        /// - Since: edition 2
        case premiumIsNothing = 3013
        /// The agreed value is far above what cost and freight come to; the leader may declare it.
        ///
        /// - Since: edition 2
        case agreedValueUnproved = 3014
        /// The voyage begins where it ends, or its instants are out of order.
        ///
        /// - Since: edition 2
        case voyageMalformed = 3015
        /// The slip binds nobody yet: an insurer named has not written its line,
        /// or all is too little.
        ///
        /// - Since: edition 2
        case coverNotSubscribed = 3020
        /// A line is not more than nothing, above the whole, or less than the insurer has written.
        ///
        /// - Since: edition 2
        case lineMalformed = 3021
        /// The member is no insurer, and carries no line.
        ///
        /// - Since: edition 2
        case lineNotOfInsurer = 3022
        /// The assured is one of the insurers.
        ///
        /// - Since: edition 2
        case insurerIsAssured = 3023
        /// The broker is one of the insurers.
        ///
        /// - Since: edition 2
        case insurerIsBroker = 3024
        /// The broker is the assured itself.
        ///
        /// - Since: edition 2
        case brokerIsAssured = 3025
    }
}
