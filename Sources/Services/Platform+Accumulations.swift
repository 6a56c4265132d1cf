public import Contracts
import Ledger
public import Marine

extension Platform {
    /// What a cover's leader has on risk already where a declared shipment would go, at its most in
    /// that time; nothing by the first edition.
    public func accumulated(
        _ declaration: Declaration,
        under cover: Viewed<OpenCover.State>
    ) async throws -> [Accumulated] {
        guard cover.edition >= .second else { return [] }
        let terms = cover.state.terms
        let planned = try await consortium().exposures(
            of: declaration,
            worth: .zero(terms.currency),
            to: terms.leader
        )
        var found: [Accumulated] = []
        for exposure in planned {
            found.append(exposure.accumulated(on: try await accumulation(exposure.accumulation)))
        }
        return found
    }

    /// What an insurer has on risk, over the covers that it leads, in a currency on a ship or at a
    /// place; `nil` where it never had anything there.
    public func accumulation(
        of leader: MemberID,
        _ currency: Currency,
        _ subject: Text<20>
    ) async throws -> Accumulation.State? {
        guard let id = try await consortium().accumulation(of: leader, currency, subject) else {
            return nil
        }
        return try await accumulation(id)
    }

    private func accumulation(_ id: InstanceID) async throws -> Accumulation.State? {
        try await sequencer.instance(InstanceKey(.accumulation, id))
            .flatMap { Accumulation.unwrap($0.state) }
    }
}
