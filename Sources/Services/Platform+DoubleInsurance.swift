public import Contracts
import Ledger

extension Platform {
    /// The other certificates on a certificate's interests, and what each
    /// insurer is to bear of a loss.
    ///
    /// - Throws: `ServiceError.forbidden` for anybody but the certificate's insurers and auditors:
    ///   what others insure is not the assured's, the broker's or a holder's to read.
    public func doubleInsurance(
        of certificate: Viewed<Certificate.State>,
        as caller: Caller
    ) async throws -> DoubleInsurance {
        let state = certificate.state
        guard
            state.insurers.contains(where: { $0.member == caller.member })
                || caller.readsEverything
        else {
            throw ServiceError.forbidden(
                reason: "the certificate's insurers alone read who else insures the goods"
            )
        }
        var interests: [Interest.State] = []
        for id in state.interests ?? [] {
            let found = try await sequencer.instance(InstanceKey(.interest, id))
            if let interest = found.flatMap({ Interest.unwrap($0.state) }) {
                interests.append(interest)
            }
        }
        return try DoubleInsurance(state.id, interests)
    }
}
