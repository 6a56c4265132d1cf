import Contracts
public import Ledger
public import Marine
public import TransparencyLog

/// The ledger whose checkpoints are published, as those who publish them need it.
public struct PublishedLedger: Sendable {
    /// The ledger's writer.
    let sequencer: Sequencer
    /// Where the ledger is kept.
    let store: any LogStore
    /// The ledger's verifier key.
    let logKey: NoteVerifierKey
    /// How far it has been published and witnessed.
    let progress: PublicationProgress
    /// The current instant.
    let clock: @Sendable () -> Instant

    /// Names a ledger, and where it is noted how far its publication has come.
    public init(
        sequencer: Sequencer,
        store: any LogStore,
        logKey: NoteVerifierKey,
        progress: PublicationProgress,
        clock: @escaping @Sendable () -> Instant
    ) {
        self.sequencer = sequencer
        self.store = store
        self.logKey = logKey
        self.progress = progress
        self.clock = clock
    }

    /// The verifier keys before the one in force, oldest first, as the ledger itself states them.
    func formerKeys() throws -> [NoteVerifierKey] {
        try (sequencer.consortium()?.formerLogKeys ?? []).map {
            try NoteVerifierKey(parsing: $0.key.string)
        }
    }
}

/// What keeps what was published from being read or compared.
public struct PublicationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong and where.
    public let description: String

    /// Says what is wrong.
    public init(_ description: String) { self.description = description }
}
