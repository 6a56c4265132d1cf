import CanonicalJSON
public import Contracts
public import Marine
public import TransparencyLog

/// The fold of a ledger at one size, as a file keeps it: where every instance is, and the states
/// of those with a long history.
///
/// It saves folding the whole ledger again at start. It is signed by the ledger's key and bound to
/// one checkpoint; what it says is never believed of another ledger or another size.
public struct FoldSnapshot: Sendable {
    /// The checkpoint of the ledger that is folded.
    public let checkpoint: SignedNote
    let fold: LedgerFold

    /// The consortium after the last entry; `nil` where the ledger is empty.
    public var consortium: Consortium.State? { fold.consortium }
    /// The instant of the last entry.
    public var lastAt: Instant { fold.lastAt }
}

/// A file that is no snapshot of this ledger's fold.
public struct FoldSnapshotError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let description: String

    init(_ description: String) { self.description = description }
}

extension FoldSnapshot {
    private static let title = "plimsoll fold v2"

    /// The snapshot's bytes: a signed note that names the ledger, the size and the digest of what
    /// follows, an empty line, and the fold.
    ///
    /// `binding` is one line that the reader must know again, such as which file the fold is of.
    public func encoded(binding: String, signer: NoteSigner) throws -> [UInt8] {
        var body = ByteWriter()
        try write(to: &body)
        let read = try Checkpoint(parsing: checkpoint.text)
        let digest = Hash.sha256(of: body.bytes)
        let text =
            "\(FoldSnapshot.title)\n\(read.origin)\n\(read.size)\n\(binding)\n\(digest.base64)\n"
        let note = try SignedNote(text: text, signatures: [signer.sign(text)])
        var bytes = ByteWriter()
        bytes.block(Array(note.serialized.utf8))
        bytes.block(Array(checkpoint.serialized.utf8))
        return bytes.bytes + body.bytes
    }

    /// Reads a snapshot that the ledger's key has signed.
    ///
    /// - Throws: `FoldSnapshotError` where it is another ledger's, bound to something else, not
    ///   signed by this key, or not whole.
    public init(
        reading bytes: [UInt8],
        binding: String,
        logKey: NoteVerifierKey
    ) throws {
        do {
            var reader = ByteReader(bytes)
            let note = try SignedNote(
                parsing: String(decoding: try reader.block(), as: UTF8.self)
            )
            checkpoint = try SignedNote(
                parsing: String(decoding: try reader.block(), as: UTF8.self)
            )
            _ = try note.verify(with: [logKey])
            let signed = try SignedCheckpoint.open(
                checkpoint,
                origin: logKey.name,
                logKey: logKey
            ).checkpoint
            let digest = Hash.sha256(of: reader.rest)
            let text =
                "\(FoldSnapshot.title)\n\(signed.origin)\n\(signed.size)\n\(binding)\n"
                + "\(digest.base64)\n"
            guard note.text == text else {
                throw FoldSnapshotError(
                    "the fold that was kept is of the ledger's file in another state, as after a "
                        + "copy, a restore or a change of mode"
                )
            }
            fold = try FoldSnapshot.read(&reader, size: signed.size)
        } catch let error as FoldSnapshotError {
            throw error
        } catch {
            throw FoldSnapshotError("it does not read: \(error)")
        }
    }

    private func write(to body: inout ByteWriter) throws {
        body.integer(UInt64(bitPattern: fold.lastAt.millisecondsSinceEpoch))
        body.integer(UInt64(fold.instances.count))
        for (key, location) in fold.instances.locations {
            body.key(key)
            body.integer(location.first)
            body.integer(location.lastIndex)
            body.integer(UInt64(location.revision))
        }
        let lasting = fold.instances.lasting
        body.integer(UInt64(lasting.count))
        for (key, state) in lasting {
            body.key(key)
            var writer = JSONWriter(capacity: 4096)
            state.write(to: &writer)
            body.block(try writer.canonicalBytes())
        }
    }

    private static func read(_ reader: inout ByteReader, size: UInt64) throws -> LedgerFold {
        var fold = LedgerFold()
        fold.size = size
        let at = Int64(bitPattern: try reader.integer())
        fold.lastAt = Instant(millisecondsSinceEpoch: at)
        let count = try reader.count()
        fold.instances.reserveCapacity(count)
        for _ in 0..<count {
            let key = try reader.key()
            let location = InstanceLocation(
                first: try reader.integer(),
                lastIndex: try reader.integer(),
                revision: try reader.count()
            )
            fold.instances.note(key, at: location)
        }
        for _ in 0..<(try reader.count()) {
            let key = try reader.key()
            let state = try ContractState.decode(key.contract, from: try reader.block())
            guard let location = fold.instances.location(key) else {
                throw FoldSnapshotError("it has a state without a location: \(key)")
            }
            fold.instances.put(key, HeldInstance(state: state, at: location))
        }
        return fold
    }
}
