import Marine
import Testing

@testable import Contracts

/// What the editions ask of a key's bytes.
@Suite struct KeyEditionTests {
    /// y = 2, for which the curve has no x.
    private static let pointless = "AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

    @Test func `what the first edition has bound replays, and the second asks for a point`() throws
    {
        let key = try PublicKeyText(KeyEditionTests.pointless)
        try key.requireProof(in: .first)
        let refusal = #expect(throws: Refusal.self) { try key.requireProof(in: .second) }
        #expect(refusal?.code == .keyMalformed)
    }
}
