extension OpenCover {
    /// Why what is asked of an open cover is refused, beside what any contract refuses: 3xxx.
    public enum RefusalCode: Int, RefusalCodes {
        /// The period ends before it begins.
        ///
        /// - Remedy: Let the period end on the day that it begins, or later.
        case periodEmpty = 3001
        /// The leader's and followers' shares do not sum to 100 %.
        ///
        /// - Remedy: Correct the shares: leader and followers carry 100 % between them.
        case sharesDoNotSumToWhole = 3002
        /// A limit or an authority is not positive, or in another currency.
        ///
        /// - Remedy: State each limit as a positive sum in the cover's currency.
        case limitMalformed = 3003
        /// The cover accepts no such goods.
        ///
        /// - Remedy: Declare goods that the cover names, or have the insurers agree to others.
        case goodsNotAccepted = 3004
        /// The cover does not extend to this place.
        ///
        /// - Remedy: Declare places in the cover's countries, or have the insurers extend it.
        case placeNotAccepted = 3005
        /// The voyage begins outside the cover's period.
        ///
        /// - Remedy: Declare under the cover that is in force when the voyage begins.
        case outsideCoverPeriod = 3006
        /// The conveyance would carry more than the cover's limit.
        ///
        /// - Remedy: Ship by another vessel, declare less, or ask the leader for a higher limit.
        case conveyanceLimitExceeded = 3007
        /// The location would hold more than the cover's limit.
        ///
        /// - Remedy: Declare less for these days, or ask the leader for a higher limit.
        case locationLimitExceeded = 3008
        /// The value is not positive, or in another currency than the cover's.
        ///
        /// - Remedy: State positive sums in the cover's currency.
        case valueMalformed = 3009
        /// The rate leaves no finite insured value: 1 less uplift times rate is not positive.
        ///
        /// - Remedy: Lower the rate or the uplift.
        case rateTooHigh = 3010
        /// The telemetry terms contradict each other.
        ///
        /// - Remedy: Correct the terms that the figures name.
        case termsMalformed = 3012
        /// The rate on the insured value comes to no premium.
        ///
        /// - Remedy: Declare a larger value, or agree on a higher rate.
        /// - Since: edition 2
        case premiumIsNothing = 3013
        /// The agreed value is far above what cost and freight come to; the leader may declare it.
        ///
        /// - Remedy: Have the leader declare it, or leave the agreed value out.
        /// - Since: edition 2
        case agreedValueUnproved = 3014
        /// The voyage begins where it ends, or its instants are out of order.
        ///
        /// - Remedy: Correct the places and the instants: departure, arrival and end follow each
        ///   other.
        /// - Since: edition 2
        case voyageMalformed = 3015
        /// The slip binds nobody yet: an insurer named has not written its line,
        /// or all is too little.
        ///
        /// - Remedy: Have the insurers that are named write their lines.
        /// - Since: edition 2
        case coverNotSubscribed = 3020
        /// A line is not more than nothing, above the whole, or less than the insurer has written.
        ///
        /// - Remedy: Write a line above 0 and up to 100 %, not below the one written before.
        /// - Since: edition 2
        case lineMalformed = 3021
        /// The member is no insurer, and carries no line.
        ///
        /// - Remedy: Name insurers alone, or have the member admitted as one.
        /// - Since: edition 2
        case lineNotOfInsurer = 3022
        /// The assured is one of the insurers.
        ///
        /// - Remedy: Let other members insure, or be insured.
        /// - Since: edition 2
        case insurerIsAssured = 3023
        /// The broker is one of the insurers.
        ///
        /// - Remedy: Name another broker, or none.
        /// - Since: edition 2
        case insurerIsBroker = 3024
        /// The broker is the assured itself.
        ///
        /// - Remedy: Name another broker, or none.
        /// - Since: edition 2
        case brokerIsAssured = 3025
    }
}
