import Contracts
import Ledger

/// What the query tables lack while their file cannot be written to, so that lists are of all that
/// is durable all the same.
struct UnappliedEntries {
    private let entries: [FoldedEntry]
    /// The latest of each instance.
    private let latest: [InstanceKey: FoldedEntry]

    /// Nothing is lacking.
    static let none = UnappliedEntries([])

    init(_ entries: [FoldedEntry]) {
        self.entries = entries
        latest = Dictionary(
            entries.map { ($0.transition.key, $0) },
            uniquingKeysWith: { $1 }
        )
    }

    /// How many rows of the view may have to be passed over.
    var count: Int { latest.count }

    /// The shipments that they are of, as they are after them.
    var shipments: [(ListedInstance, Shipment.State)] {
        latest.values.compactMap { entry in
            Shipment.unwrap(entry.state).map { shipment in
                (ListedInstance(key: entry.transition.key, first: entry.first), shipment)
            }
        }
    }

    /// Rows of the view with those that it lacks, in order, up to a limit.
    ///
    /// `holds` says whether an instance belongs in the list as it is now.
    func merged(
        _ rows: [ListedInstance],
        of contract: ContractName,
        after: UInt64?,
        limit: Int,
        _ holds: (ContractState) -> Bool
    ) -> [ListedInstance] {
        guard !latest.isEmpty else { return Array(rows.prefix(limit)) }
        let lacking = latest.values.filter { entry in
            entry.transition.contract == contract && holds(entry.state)
                && after.map { entry.first > $0 } ?? true
        }.map { ListedInstance(key: $0.transition.key, first: $0.first) }
        let known = rows.filter { latest[$0.key] == nil }
        return Array((known + lacking).sorted { $0.first < $1.first }.prefix(limit))
    }

    /// The indices of an instance's transitions with those that the view lacks, in order,
    /// up to a limit.
    func merged(
        _ indices: [UInt64],
        of key: InstanceKey,
        after revision: Int,
        limit: Int
    ) -> [UInt64] {
        let lacking = entries.filter {
            $0.transition.key == key && $0.transition.revision > revision
        }.map(\.index)
        guard !lacking.isEmpty else { return Array(indices.prefix(limit)) }
        return Array(Set(indices + lacking).sorted().prefix(limit))
    }
}

extension Platform {
    /// What the lists lack: nothing, once a view that failed has been brought up.
    ///
    /// - Throws: `LedgerFault.unavailable` where it is too much to be held in memory.
    func unappliedEntries() async throws(LedgerFault) -> UnappliedEntries {
        guard sequencer.viewIsBehind else { return .none }
        do {
            try await sequencer.bringViewUp()
            return .none
        } catch {
            return UnappliedEntries(try sequencer.unappliedEntries())
        }
    }
}
