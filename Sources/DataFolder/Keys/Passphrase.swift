import Foundation
import Glibc

/// What a key file is encrypted under; wiped from memory when it is let go, and never printed.
public final class Passphrase: Sendable, CustomStringConvertible {
    /// The fewest bytes of one that a key is put under; any one that was used opens.
    public static let fewestBytes = 8
    /// The most bytes of one.
    public static let mostBytes = 1024

    private nonisolated(unsafe) let storage: UnsafeMutableRawBufferPointer

    /// Takes a passphrase up.
    ///
    /// - Throws: `LedgerFolderError` where it is empty or too long; `source` is named.
    public init(_ bytes: some Collection<UInt8>, from source: String) throws {
        guard (1...Passphrase.mostBytes).contains(bytes.count) else {
            throw LedgerFolderError(
                "\(source): a passphrase has 1 to \(Passphrase.mostBytes) bytes, "
                    + "not \(bytes.count)"
            )
        }
        storage = .allocate(byteCount: bytes.count, alignment: 1)
        storage.copyBytes(from: bytes)
    }

    /// Reads the first line of a file.
    public convenience init(file path: String) throws {
        var bytes = try NamedFile.read(path, upTo: Passphrase.mostBytes + 2)
        defer { bytes.wipe() }
        let line = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        try self.init(line, from: path)
    }

    deinit {
        if let base = storage.baseAddress { explicit_bzero(base, storage.count) }
        storage.deallocate()
    }

    /// Says nothing of it.
    public var description: String { "(a passphrase)" }

    /// Refuses one that is too short to put a key under.
    func requireLength() throws {
        guard storage.count >= Passphrase.fewestBytes else {
            throw LedgerFolderError(
                "a passphrase has at least \(Passphrase.fewestBytes) bytes, not \(storage.count)"
            )
        }
    }

    func withBytes<Value>(_ body: (UnsafeRawBufferPointer) throws -> Value) rethrows -> Value {
        try body(UnsafeRawBufferPointer(storage))
    }
}

extension [UInt8] {
    /// Overwrites the bytes, which the compiler may not leave out.
    mutating func wipe() {
        withUnsafeMutableBytes { buffer in
            if let base = buffer.baseAddress { explicit_bzero(base, buffer.count) }
        }
    }
}
