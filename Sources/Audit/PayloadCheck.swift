import Contracts
import Ledger

/// A payload that the contracts decide, and the bytes that are kept.
struct DecidedPayload: Sendable {
    let payload: StepPayload
    let bytes: [UInt8]

    /// Whether the bytes are those of the payload: there is one spelling.
    var matches: Bool { (try? payload.canonicalBytes()) == bytes }
}

extension [DecidedPayload] {
    private static var chunk: Int { 256 }

    /// Whether all match, looked at in chunks side by side.
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
