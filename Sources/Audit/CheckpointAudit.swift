import Ledger
import TransparencyLog

/// Checks every signed checkpoint against the tree.
///
/// Every checkpoint's root must be that of the leaves, and its signature, of the key in force at
/// its size, is verified by swift-crypto. OpenSSL verifies the latest, whose root commits to every
/// leaf and so to every earlier root, and one in `CheckpointAudit.openSSLInterval` of the others.
actor CheckpointAudit {
    /// One checkpoint in this many is verified by OpenSSL too.
    static let openSSLInterval = 64
    private static let page = 256

    private let logKeys: AuditedLogKeys
    /// The size that the latest checkpoint states.
    private let audited: UInt64?
    private let read: @Sendable (_ from: UInt64, _ limit: Int) async throws -> [String]
    /// The latest, which is read by itself where those before it cannot be.
    private let head: SignedNote?
    private let ledger: String
    /// Whether checkpoints are read as they are stored, and not as a server gives them out.
    private let isStored: Bool
    private var section = AuditSection(.checkpoints)
    /// How many were refused after the last that is right.
    private var refused: (after: UInt64, count: Int) = (0, 0)
    private var nextSize: UInt64 = 0
    private var limit = CheckpointAudit.page
    private var isAtEnd = false
    /// Checkpoints found unusable: reading resumes after the last usable one and meets them again.
    private var unusable: Set<String> = []
    /// Those that other keys have signed, of which nobody can tell whether they are the log's.
    private var unjudged = 0
    private var due: [Checkpoint] = []
    private var lastGood: UInt64 = 0
    private var latest: (signed: SignedCheckpoint, isVerifiedTwice: Bool)?

    init(_ source: AuditSource, _ head: LogHead, _ logKeys: AuditedLogKeys) {
        self.logKeys = logKeys
        ledger = source.store.name
        isStored = source.checkpoints != nil
        self.head = head.checkpoint
        audited = head.checkpoint.flatMap { try? Checkpoint(parsing: $0.text) }?.size
        let only = head.checkpoint.map { [$0.serialized] } ?? []
        read = source.checkpoints ?? { from, _ in from == 0 ? only : [] }
        if head.size > 0, head.checkpoint == nil {
            section.find("\(ledger) checkpoint", "there is none")
        }
        if let (place, reason) = logKeys.fault { section.find(place, reason) }
    }

    var sections: [AuditSection] { [section] }

    /// The sizes of which checkpoints were signed, up to one, in order.
    func sizes(upTo size: UInt64) async throws -> [UInt64] {
        while !isAtEnd, (due.last?.size ?? 0) <= size { try await readOn() }
        return due.prefix { $0.size <= size }.map(\.size)
    }

    /// Compares the checkpoints up to a size with the roots that the leaves give.
    ///
    /// The tree ends before the leaf `broken`, where neither that leaf nor its hash is there.
    func judge(upTo size: UInt64, roots: [UInt64: Hash], broken: UInt64?, of page: EntryPage) {
        let judged = due.prefix { $0.size <= size }
        due.removeFirst(judged.count)
        for checkpoint in judged {
            let place = "\(ledger) checkpoint \(checkpoint.size)"
            // No page ends with the empty tree.
            let root = checkpoint.size == 0 ? RFC6962.emptyRoot : roots[checkpoint.size]
            guard let root else {
                if let broken, checkpoint.size > broken {
                    section.leave(1, "roots that cover leaf \(broken), of which nothing is left")
                } else {
                    section.find(place, "there is no tree of that size among the entries")
                }
                continue
            }
            guard checkpoint.root == root else {
                section.find(
                    place,
                    "signed root \(checkpoint.root), the leaves give \(root): a leaf from "
                        + "\(lastGood) to \(checkpoint.size - 1) is not what was signed",
                    entry: lastGood,
                    since: page.instant(of: checkpoint.size - 1)
                )
                continue
            }
            lastGood = checkpoint.size
        }
    }

    /// After the last page: what is signed beyond it, and the latest by a second library.
    func end(size: UInt64) async throws {
        _ = try await sizes(upTo: .max)
        for checkpoint in due {
            section.find(
                "\(ledger) checkpoint \(checkpoint.size)",
                "signed, but the ledger has \(size) entries: some are lost"
            )
        }
        if unjudged > 0, let unknown = logKeys.unknown {
            section.leave(unjudged, "signed by other keys than the trusted one, and \(unknown)")
        }
        if let audited, audited != size {
            section.find(
                "\(ledger) checkpoint \(audited)",
                "the latest, but the ledger has \(size) entries"
            )
        }
        if let (signed, isVerifiedTwice) = latest, !isVerifiedTwice,
            !signed.note.isSignedByOpenSSL(logKeys.key(at: signed.checkpoint.size))
        {
            section.find("\(ledger) checkpoint", CheckpointVerification.disagreement)
        }
    }

    /// Reads the next checkpoints and verifies their signatures concurrently.
    private func readOn() async throws {
        let texts = try await texts()
        let fresh = texts.filter { !unusable.contains($0) }
        if texts.count < limit { isAtEnd = true }
        // A limit filled by unusable checkpoints would hide those that follow.
        limit = fresh.isEmpty ? limit * 2 : CheckpointAudit.page
        let first = section.examined
        let verified = await withTaskGroup(of: (Int, CheckpointVerification).self) { group in
            for (place, text) in fresh.enumerated() {
                let isVerifiedTwice = (first + place) % CheckpointAudit.openSSLInterval == 0
                group.addTask { [logKeys, isStored] in
                    (
                        place,
                        CheckpointVerification(
                            text,
                            logKeys: logKeys,
                            isStored: isStored,
                            isVerifiedTwice: isVerifiedTwice
                        )
                    )
                }
            }
            var verified: [CheckpointVerification?] = Array(repeating: nil, count: fresh.count)
            for await (place, note) in group { verified[place] = note }
            return verified.compactMap { $0 }
        }
        for (text, note) in zip(fresh, verified) {
            if isBeyond(note) {
                isAtEnd = true
                return
            }
            admit(note, text)
        }
    }

    /// The next texts; where they cannot be read, fewer of them, and in the end the latest alone.
    private func texts() async throws -> [String] {
        while true {
            do { return try await read(nextSize, limit) } catch {
                guard let damage = Damage.place(error) else { throw error }
                if limit > 1 {
                    limit /= 2
                    continue
                }
                section.cannotRead("\(ledger) checkpoints from size \(nextSize) on", damage)
                isAtEnd = true
                guard let head, let audited, audited >= nextSize else { return [] }
                return [head.serialized]
            }
        }
    }

    /// A ledger in use may sign checkpoints beyond the audited head while the audit reads.
    private func isBeyond(_ note: CheckpointVerification) -> Bool {
        guard let audited, case .signed(let signed, _) = note else { return false }
        return signed.checkpoint.size > audited
    }

    private func admit(_ note: CheckpointVerification, _ text: String) {
        if case .unjudged = note {
            unusable.insert(text)
            unjudged += 1
            return
        }
        section.examined += 1
        let place = "\(ledger) checkpoint after size \(nextSize)"
        switch note {
        case .unjudged: break
        case .signed(let signed, let isVerifiedTwice):
            guard signed.checkpoint.size >= nextSize else {
                unusable.insert(text)
                return section.find(place, "another of size \(signed.checkpoint.size)")
            }
            nextSize = signed.checkpoint.size + 1
            due.append(signed.checkpoint)
            latest = (signed, isVerifiedTwice)
        case .refused(let reason):
            unusable.insert(text)
            // Several may lie between two that are right: each has a name of its own.
            refused = refused.after == nextSize ? (nextSize, refused.count + 1) : (nextSize, 1)
            section.find(
                refused.count == 1 ? place : "\(place), number \(refused.count)",
                reason
            )
        }
    }
}

/// The result of verifying the text of a checkpoint.
enum CheckpointVerification: Sendable {
    /// A checkpoint with a valid signature of the log, verified by one library or by two.
    case signed(SignedCheckpoint, isVerifiedTwice: Bool)
    /// No such checkpoint, and why.
    case refused(String)
    /// Signed by a key of which nobody can tell whether it is the log's.
    case unjudged

    static let disagreement = "OpenSSL does not find the log's signature right"

    /// Verifies a text; `isStored` says that the ledger's file has it so,
    /// with the log's signatures alone.
    init(_ text: String, logKeys: AuditedLogKeys, isStored: Bool, isVerifiedTwice: Bool) {
        do {
            let note = try SignedNote(parsing: text)
            let signed = try logKeys.open(note)
            if isStored, let fault = logKeys.fault(in: note) {
                self = .refused(fault)
                return
            }
            let key = logKeys.key(at: signed.checkpoint.size)
            guard !isVerifiedTwice || note.isSignedByOpenSSL(key) else {
                self = .refused(CheckpointVerification.disagreement)
                return
            }
            self = .signed(signed, isVerifiedTwice: isVerifiedTwice)
        } catch is LogKeysUnknown {
            self = .unjudged
        } catch {
            self = .refused("not a checkpoint signed by the log's key in force: \(error)")
        }
    }
}
