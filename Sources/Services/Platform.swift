import CanonicalJSON
public import Contracts
import Foundation
public import Ledger
public import Logging
public import Marine
public import Storage
import Synchronization
public import TransparencyLog

/// The services over one ledger: who may ask what, which command it becomes, and what can be
/// read afterwards.
public final class Platform: Sendable {
    /// The ledger's writer.
    public let sequencer: Sequencer
    /// Where the ledger is kept.
    public let store: VerifiedLogStore<SQLiteLogStore>
    /// The query tables.
    public let view: SQLiteView
    /// The segments of readings.
    public let segments: SQLiteSegmentStore
    /// The ledger's verifier key.
    public let logKey: NoteVerifierKey
    /// The current instant.
    public let clock: @Sendable () -> Instant
    /// How far what is committed has been published and witnessed.
    public let publication = Publication()
    let operatorSigner: MemberSigner?
    let logger: Logger
    let uploads = UploadGate()
    private let keyHolders = KeyHolders()
    let formerKeys = Mutex<[FormerLogKey]?>(nil)

    /// The ledger's origin.
    public var origin: String { sequencer.origin }

    /// Puts the services over opened stores.
    ///
    /// `operatorSigner` signs what the platform itself asks for, where the operator holds a key.
    public init(
        sequencer: Sequencer,
        store: VerifiedLogStore<SQLiteLogStore>,
        view: SQLiteView,
        segments: SQLiteSegmentStore,
        logKey: NoteVerifierKey,
        operatorSigner: MemberSigner? = nil,
        logger: Logger,
        clock: @escaping @Sendable () -> Instant
    ) {
        self.sequencer = sequencer
        self.store = store
        self.view = view
        self.segments = segments
        self.logKey = logKey
        self.operatorSigner = operatorSigner
        self.logger = logger
        self.clock = clock
    }

    /// Submits an instruction for a member, on the operator's word.
    public func submit(
        _ instruction: Instruction,
        as member: MemberID,
        id: String,
        expectedRevision: Int? = nil
    ) async throws -> CommandReceipt {
        try await submit(
            instruction,
            as: Caller(member: member, roles: []),
            id: id,
            expectedRevision: expectedRevision
        )
    }

    /// The name that a command goes by: the caller's, or a random one of 128 bits.
    public func commandID(_ options: ChangeOptions) -> String {
        options.idempotencyKey ?? Hex.encode(Salted.randomSalt())
    }

    /// The identifier of an instance that a command begins: the same command gives the same one.
    ///
    /// A prefix and 80 bits of SHA-256 over origin, member and the command's name, in base 32.
    public func instanceID(_ prefix: String, for member: MemberID, commandID: String) -> InstanceID
    {
        let text = "plimsoll instance v1\n\(origin)\n\(member)\n\(commandID)\n\(prefix)\n"
        let digest = Hash.sha256(of: Array(text.utf8)).bytes
        let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567")
        var name = "\(prefix)-"
        for group in 0..<2 {
            var bits: UInt64 = 0
            for byte in digest[(group * 5)..<(group * 5 + 5)] { bits = bits << 8 | UInt64(byte) }
            for shift in stride(from: 35, through: 0, by: -5) {
                name.append(alphabet[Int(bits >> UInt64(shift) & 31)])
            }
        }
        guard let id = try? InstanceID(parsing: name) else {
            preconditionFailure("'\(name)' is made of legal characters alone")
        }
        return id
    }

    /// Submits an instruction and reads the instance it is about as it was right after.
    public func change<Kind: Contract>(
        _ kind: Kind.Type,
        _ instance: InstanceID,
        _ instruction: Instruction,
        as caller: Caller,
        commandID: String,
        expectedRevision: Int? = nil
    ) async throws -> Change<Kind.State> {
        let receipt = try await submit(
            instruction,
            as: caller,
            id: commandID,
            expectedRevision: expectedRevision
        )
        let key = InstanceKey(Kind.name, instance)
        guard let own = receipt.receipts.last(where: { $0.key == key }) else {
            throw ServiceError.notFound(kind: Kind.name.rawValue, id: instance.text)
        }
        let viewed =
            receipt.isRepeat
            ? try await past(kind, own) : try await current(kind, own)
        return Change(
            receipt: own,
            receipts: receipt.receipts,
            status: publication.status(of: own.index),
            viewed: viewed,
            isRepeat: receipt.isRepeat
        )
    }

    /// The instance at the revision of a receipt: as it is held, or folded if it has moved on.
    private func current<Kind: Contract>(
        _ kind: Kind.Type,
        _ receipt: Receipt
    ) async throws -> Viewed<Kind.State> {
        if let held = try await sequencer.instance(receipt.key), held.revision == receipt.revision {
            return try held.viewed(as: kind, receipt.key)
        }
        return try await past(kind, receipt)
    }

    /// Folds an instance's own transitions up to a receipt's revision.
    private func past<Kind: Contract>(
        _ kind: Kind.Type,
        _ receipt: Receipt
    ) async throws -> Viewed<Kind.State> {
        var state: ContractState?
        var first = receipt.index
        do throws(LogStoreError) {
            let entries = try await store.history(
                endingAt: receipt.index,
                count: receipt.revision
            )
            first = entries.first?.index ?? first
            for entry in entries {
                guard let payload = entry.payload,
                    let record = try? StepPayload.decode(Kind.name, from: payload.bytes)
                else { continue }
                state = record.evolve(state)
            }
        } catch { throw LedgerFault(reading: error) }
        guard let folded = state.flatMap(Kind.unwrap) else {
            throw ServiceError.notFound(
                kind: receipt.key.contract.rawValue,
                id: receipt.key.instance.text
            )
        }
        return Viewed(key: receipt.key, revision: receipt.revision, first: first, state: folded)
    }
}

extension HeldInstance {
    /// The instance as its contract's.
    fileprivate func viewed<Kind: Contract>(
        as kind: Kind.Type,
        _ key: InstanceKey
    ) throws -> Viewed<Kind.State> {
        guard let own = Kind.unwrap(state) else {
            throw LedgerFault.damaged(place: "\(key): its state is another contract's")
        }
        return Viewed(key: key, revision: revision, first: first, state: own)
    }
}

extension Platform {
    /// An instance that the caller is party to.
    ///
    /// - Throws: `ServiceError.notFound` where there is none, or the caller is no party to it.
    public func read<Kind: Contract>(
        _ kind: Kind.Type,
        _ instance: InstanceID,
        as caller: Caller
    ) async throws -> Viewed<Kind.State> {
        let key = InstanceKey(Kind.name, instance)
        guard let held = try await readable(key, caller) else {
            throw ServiceError.notFound(kind: Kind.name.rawValue, id: instance.text)
        }
        return try held.viewed(as: kind, key)
    }

    /// An instance that the caller may read; `nil` where there is none such.
    private func readable(_ key: InstanceKey, _ caller: Caller) async throws -> HeldInstance? {
        guard let held = try await sequencer.instance(key) else { return nil }
        if caller.readsEverything || key.contract == .consortium { return held }
        return held.state.parties.contains(caller.member) ? held : nil
    }

    /// The instances of a contract that the caller is party to, oldest first.
    public func list<Kind: Contract>(
        _ kind: Kind.Type,
        as caller: Caller,
        after: UInt64?,
        limit: Int
    ) async throws -> Page<Viewed<Kind.State>> {
        let owed = try await unappliedEntries()
        let rows = owed.merged(
            try await view.instances(
                of: Kind.name,
                for: caller.listedFor,
                after: after,
                limit: limit + 1 + owed.count
            ),
            of: Kind.name,
            after: after,
            limit: limit + 1
        ) { state in caller.listedFor.map(state.parties.contains) ?? true }
        return try await page(kind, rows, limit)
    }

    /// The claims that the caller is party to, by the filters given.
    public func listClaims(
        as caller: Caller,
        stage: String?,
        certificate: String?,
        shipment: String?,
        after: UInt64?,
        limit: Int
    ) async throws -> Page<Viewed<Claim.State>> {
        let owed = try await unappliedEntries()
        let rows = owed.merged(
            try await view.claims(
                for: caller.listedFor,
                stage: stage,
                certificate: certificate,
                shipment: shipment,
                after: after,
                limit: limit + 1 + owed.count
            ),
            of: .claim,
            after: after,
            limit: limit + 1
        ) { state in
            guard let claim = Claim.unwrap(state) else { return false }
            return caller.listedFor.map(state.parties.contains) ?? true
                && stage.map { $0 == claim.stage.rawValue } ?? true
                && certificate.map { $0 == claim.notice.certificate.text } ?? true
                && shipment.map { $0 == claim.notice.shipment?.text } ?? true
        }
        return try await page(Claim.self, rows, limit)
    }

    /// An instance's transitions, oldest first, after a revision.
    public func history(
        _ key: InstanceKey,
        as caller: Caller,
        after revision: Int,
        limit: Int
    ) async throws -> Page<HistoryItem> {
        guard let held = try await readable(key, caller) else {
            throw ServiceError.notFound(kind: key.contract.rawValue, id: key.instance.text)
        }
        let rows = try await unappliedEntries().merged(
            try await view.history(held.first, after: revision, limit: limit + 1),
            of: key,
            after: revision,
            limit: limit + 1
        )
        let entries = try await store.entries(at: Array(rows.prefix(limit)))
        let items = try entries.map { entry in
            let transition = try Transition(leaf: entry.leaf)
            return HistoryItem(
                transition: transition,
                receipt: Receipt(
                    index: entry.index,
                    leafHash: RFC6962.leafHash(entry.leaf),
                    key: key,
                    revision: transition.revision
                )
            )
        }
        let next = rows.count > limit ? items.last.map { UInt64($0.transition.revision) } : nil
        return Page(items: items, next: next)
    }

    /// The consortium's members, keys and sanctions list.
    public func consortium() async throws -> Consortium.State {
        guard let state = sequencer.consortium() else {
            throw LedgerFault.notCommitted(reason: "the ledger is not founded yet")
        }
        return state
    }

    /// The member that an API key speaks for; `nil` where none does.
    public func authenticate(apiKey: String) async throws -> Caller? {
        let digest = Hash.sha256(of: Array(apiKey.utf8)).base64
        // The view only says where to look: what a key may do is what the ledger's fold says, so
        // that a row written into the view opens nothing.
        guard let member = await self.member(ofKeyDigest: digest),
            let held = sequencer.consortium()?.members[member],
            held.apiKeys.contains(where: { $0.digest == digest && $0.revokedAt == nil })
        else { return nil }
        return Caller(member: member, roles: Set(held.roles))
    }

    /// Whose key it is: as the view has it, or as the fold has where the view cannot say.
    private func member(ofKeyDigest digest: String) async -> MemberID? {
        if let known = keyHolders.member(ofDigest: digest) { return known }
        // Asked before the view is: it may be brought up right after it was read.
        let isBehind = sequencer.viewIsBehind
        do {
            if let found = try await listedMember(ofKeyDigest: digest) { return found }
            guard isBehind else { return nil }
            try await sequencer.bringViewUp()
            return try await listedMember(ofKeyDigest: digest)
        } catch {
            logger.error("view cannot say whose key it is", metadata: ["error": "\(error)"])
        }
        return sequencer.consortium()?.members.first { _, held in
            held.apiKeys.contains { $0.digest == digest }
        }?.key
    }

    private func listedMember(ofKeyDigest digest: String) async throws -> MemberID? {
        guard let found = try await view.member(ofKeyDigest: digest) else { return nil }
        keyHolders.note(digest, found)
        return found
    }

    /// Whether the caller may read an instance and its payloads.
    public func mayRead(_ key: InstanceKey, _ caller: Caller) async throws -> Bool {
        if caller.readsEverything || key.contract == .consortium { return true }
        return try await readable(key, caller) != nil
    }

    private func page<Kind: Contract>(
        _ kind: Kind.Type,
        _ rows: [ListedInstance],
        _ limit: Int
    ) async throws -> Page<Viewed<Kind.State>> {
        var items: [Viewed<Kind.State>] = []
        for row in rows.prefix(limit) {
            guard let held = try await sequencer.instance(row.key) else {
                throw LedgerFault.damaged(
                    place: "view: \(row.key) is listed, but not on the ledger; rebuild it"
                )
            }
            items.append(try held.viewed(as: kind, row.key))
        }
        return Page(items: items, next: rows.count > limit ? rows[limit - 1].first : nil)
    }
}
