public import NIOCore
import Synchronization

/// The connections that are open, and which of them may stay where there are too many.
///
/// A connection on which a member's key was shown is known; where all places are taken, the oldest
/// that is not known makes way for the next.
public final class ConnectionRegistry: Sendable {
    private struct Open {
        let number: UInt64
        let channel: any Channel
        let address: String
        var isKnown = false
    }

    private struct State {
        var number: UInt64 = 0
        var open: [ObjectIdentifier: Open] = [:]
        var byAddress: [String: Int] = [:]
        var isStopping = false

        mutating func remove(_ id: ObjectIdentifier) {
            guard let one = open.removeValue(forKey: id) else { return }
            let left = (byAddress[one.address] ?? 1) - 1
            byAddress[one.address] = left > 0 ? left : nil
        }
    }

    /// The most connections that are open at once.
    let limit: Int
    /// The most from one address.
    let limitPerAddress: Int
    private let state = Mutex(State())

    /// An empty registry.
    public init(limit: Int, limitPerAddress: Int) {
        self.limit = limit
        self.limitPerAddress = limitPerAddress
    }

    /// Registers a connection; one that makes way for it is closed.
    ///
    /// - Returns: false where it is itself to be closed.
    func opened(_ channel: any Channel, from address: String) -> Bool {
        let (isTaken, leaving): (Bool, (any Channel)?) = state.withLock { state in
            guard !state.isStopping, state.byAddress[address, default: 0] < limitPerAddress
            else { return (false, nil) }
            var leaving: Open?
            if state.open.count >= limit {
                leaving = state.open.values.filter { !$0.isKnown }
                    .min { $0.number < $1.number }
                guard let leaving else { return (false, nil) }
                state.remove(ObjectIdentifier(leaving.channel))
            }
            state.number += 1
            state.open[ObjectIdentifier(channel)] = Open(
                number: state.number,
                channel: channel,
                address: address
            )
            state.byAddress[address, default: 0] += 1
            return (true, leaving?.channel)
        }
        leaving?.close(promise: nil)
        return isTaken
    }

    /// Notes that a member's key was shown on a connection.
    public func known(_ channel: any Channel) {
        state.withLock { $0.open[ObjectIdentifier(channel)]?.isKnown = true }
    }

    /// Forgets a connection that is closed.
    func closed(_ channel: any Channel) {
        state.withLock { $0.remove(ObjectIdentifier(channel)) }
    }

    /// Closes what is open, and takes nothing more.
    package func closeAll() {
        let channels = state.withLock { state in
            state.isStopping = true
            return state.open.values.map(\.channel)
        }
        for channel in channels { channel.close(promise: nil) }
    }
}
