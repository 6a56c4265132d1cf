public import Contracts
import Ledger
import Marine

extension Platform {
    /// The published sanctions lists that were ever announced, with what is in force of each.
    public func screeningLists() async throws -> [ScreeningList.State] {
        var lists: [ScreeningList.State] = []
        for source in ScreeningList.sources {
            let held = try await sequencer.instance(InstanceKey(.screeningList, source.id))
            if let list = held.flatMap({ ScreeningList.unwrap($0.state) }) { lists.append(list) }
        }
        return lists
    }

    /// What of a declaration under a cover is like an entry of a sanctions list; nothing by the
    /// first edition.
    public func sanctionsHits(
        _ declaration: Declaration,
        under cover: Viewed<OpenCover.State>
    ) async throws -> [SanctionsHit] {
        guard cover.edition >= .second else { return [] }
        return SanctionsScreening(try await consortium(), try await screeningLists())
            .hits(declaration, under: cover.state.terms)
    }
}
