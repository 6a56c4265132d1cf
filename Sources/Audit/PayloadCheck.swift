import Contracts
import Ledger

/// A payload as the contracts decide it, and the bytes that are stored.
struct DecidedPayload: Sendable {
    let payload: StepPayload
    let bytes: [UInt8]

    /// Whether the bytes are the payload's canonical encoding.
    var matches: Bool { (try? payload.canonicalBytes()) == bytes }
}

extension [DecidedPayload] {
    private static var chunk: Int { 256 }

    /// Whether all match, checked in concurrent chunks.
    func allMatch() async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            for start in stride(from: 0, to: count, by: Self.chunk) {
                let chunk = self[start..<Swift.min(start + Self.chunk, count)]
                group.addTask { chunk.allSatisfy(\.matches) }
            }
            return await group.allSatisfy { $0 }
        }
    }
}
