public import Contracts
public import Marine

extension Platform {
    /// The clock that instants are taken from, as the founding entry states it; `nil` where it is
    /// the machine's.
    public var ledgerClock: Consortium.LedgerClock? { simulatedClock == nil ? nil : .simulated }

    /// Sets the ledger's simulated clock forward.
    ///
    /// Nothing is written: the clock shows on the ledger in the instants of the entries to come,
    /// and a start goes on from the last of them.
    ///
    /// - Returns: what the clock shows from now on.
    /// - Throws: `ServiceError.forbidden` for anybody but the operator, `ServiceError.invalid` of
    ///   the field `at` where the clock would go back or is the machine's.
    public func setClock(to instant: Instant, as caller: Caller) throws(ServiceError) -> Instant {
        guard caller.roles.contains(.operator) else {
            throw .forbidden(reason: "the operator alone sets the ledger's clock")
        }
        guard let simulatedClock else {
            throw .invalid(
                field: "at",
                code: "clockNotSimulated",
                reason: "the ledger was founded with the machine's clock, which nobody sets here"
            )
        }
        try simulatedClock.set(to: instant)
        return instant
    }
}
