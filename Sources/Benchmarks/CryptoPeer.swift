import Crypto
import Dispatch
import Foundation

/// The processor's limits: verifying signatures on all cores, and hashing bytes on one.
enum CryptoPeer {
    /// Ed25519 verifications a second on all cores, each of a short text.
    static func verificationsPerSecond(count: Int) async throws -> Double {
        let key = Curve25519.Signing.PrivateKey()
        let text = [UInt8](repeating: 0x70, count: 100)
        let signature = try key.signature(for: text)
        let publicKey = key.publicKey.rawRepresentation
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let start = DispatchTime.now().uptimeNanoseconds
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<cores {
                group.addTask {
                    (0..<count / cores).allSatisfy { _ in
                        // The key is decoded each time, as it is for a leaf.
                        (try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey))?
                            .isValidSignature(signature, for: text) == true
                    }
                }
            }
            for await valid in group { precondition(valid, "a right signature is refused") }
        }
        return Double(count) / (Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9)
    }

    /// How many pieces of so many bytes are hashed a second on one core.
    static func hashesPerSecond(bytes: Int, count: Int) -> Double {
        var piece = [UInt8](repeating: 0x70, count: bytes)
        let start = DispatchTime.now().uptimeNanoseconds
        for _ in 0..<count {
            // Each hash feeds the next, so that none can be left out.
            let digest = SHA256.hash(data: piece)
            piece.replaceSubrange(0..<32, with: Array(digest))
        }
        return Double(count) / (Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9)
    }
}
