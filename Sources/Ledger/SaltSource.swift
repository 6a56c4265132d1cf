import Glibc
import Synchronization

/// Random salts from the system's generator, asked for in blocks: a system call for each salt
/// would cost more than hashing what it hides.
enum SaltSource {
    private static let blockBytes = 4096
    private static let spare = Mutex<[UInt8]>([])

    /// Random bytes that are handed out once.
    static func draw(_ count: Int) -> [UInt8] {
        spare.withLock { spare in
            if spare.count < count { spare = block() }
            let drawn = Array(spare.suffix(count))
            spare.removeLast(count)
            return drawn
        }
    }

    private static func block() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: blockBytes)
        bytes.withUnsafeMutableBytes { buffer in
            buffer.baseAddress.map { arc4random_buf($0, buffer.count) }
        }
        return bytes
    }
}
