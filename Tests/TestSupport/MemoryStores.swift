package import Contracts
package import Ledger
import Marine

/// What the query tables would answer, looked up in the entries themselves.
extension RecordingView: LedgerQueries {
    package func instances(
        of contract: ContractName,
        for member: MemberID?,
        after: UInt64?,
        limit: Int
    ) -> [ListedInstance] {
        // Who may read it is what its latest entry says.
        let latest = Dictionary(folded.map { ($0.first, $0) }, uniquingKeysWith: { $1 })
        let begun = folded.filter { entry in
            entry.before == nil && entry.transition.contract == contract
                && isListed(latest[entry.first] ?? entry, for: member)
                && after.map { entry.first > $0 } ?? true
        }
        return begun.prefix(limit).map(\.listed)
    }

    package func claims(
        _ filter: ClaimFilter,
        for member: MemberID?,
        after: UInt64?,
        limit: Int
    ) -> [ListedInstance] {
        let latest = Dictionary(folded.map { ($0.first, $0.state) }, uniquingKeysWith: { $1 })
        let all = instances(of: .claim, for: member, after: after, limit: .max)
        let admitted = all.filter { listed in
            guard case .claim(let claim)? = latest[listed.first] else { return false }
            return filter.admits(claim)
        }
        return Array(admitted.prefix(limit))
    }

    package func history(_ first: UInt64, after revision: Int, limit: Int) -> [UInt64] {
        folded.filter { $0.first == first && $0.transition.revision > revision }
            .prefix(limit).map(\.index)
    }

    package func bindings(
        of devices: [String],
        for member: MemberID,
        limit: Int
    ) -> [ListedBinding] {
        let own = instances(of: .shipment, for: member, after: nil, limit: .max)
        return devices.flatMap { device in
            let bound = Set(
                folded.filter { entry in
                    guard case .shipment(let shipment) = entry.state else { return false }
                    return shipment.devices.contains { $0.id.string == device }
                }.map(\.first)
            )
            return own.reversed().filter { bound.contains($0.first) }.prefix(limit)
                .map { ListedBinding(device: device, shipment: $0) }
        }
    }

    package func member(ofKeyDigest digest: String) -> MemberID? {
        for case .consortium(let record) in folded.map(\.payload) {
            for case .apiKeyIssued(let member, _, let issued, _, _) in record.events
            where issued.text == digest { return member }
        }
        return nil
    }

    /// The consortium is no member's own, and in nobody's list.
    private func isListed(_ entry: FoldedEntry, for member: MemberID?) -> Bool {
        guard let member else { return true }
        return entry.transition.contract != .consortium && entry.state.parties.contains(member)
    }
}

extension FoldedEntry {
    fileprivate var listed: ListedInstance { ListedInstance(key: transition.key, first: first) }
}

/// Followers' cursors in memory.
package actor MemoryFollowerCursors: FollowerCursors {
    private var places: [String: UInt64] = [:]

    package init() {}

    package func next(of follower: String) -> UInt64 { places[follower] ?? 0 }

    package func advance(_ follower: String, to next: UInt64) { places[follower] = next }
}
