import CanonicalJSON
import Contracts
import Ledger
import Marine
import Publication
import Services
import TransparencyLog

/// Where on the ledger a transition is.
struct ReceiptAnswer: Answer {
    /// The entry's index.
    let index: UInt64
    /// The leaf's hash in the tree.
    let leafHash: Hash

    init(_ receipt: Receipt) {
        index = receipt.index
        leafHash = receipt.leafHash
    }
}

/// Where a transition is, and how far it has come.
struct ReceiptStatusAnswer: Answer {
    /// Where it is.
    let receipt: ReceiptAnswer
    /// How far it has come.
    let status: EntryStatus

    enum Flattened { case receipt }
}

/// Where a transition is, and whose it is.
struct ReceiptInFullAnswer: Answer {
    /// Where it is.
    let receipt: ReceiptAnswer
    /// The contract.
    let contract: ContractName
    /// The instance.
    let instance: InstanceID
    /// The ordinal of the transition for the instance.
    let revision: Int

    enum Flattened { case receipt }

    init(_ receipt: Receipt) {
        self.receipt = ReceiptAnswer(receipt)
        contract = receipt.key.contract
        instance = receipt.key.instance
        revision = receipt.revision
    }
}

/// One transition of an instance: the edge taken, by whom, when, and where it is on the ledger.
struct HistoryAnswer: Answer {
    /// The ordinal of the transition.
    let revision: Int
    /// The edge's name.
    let action: String
    /// The state before.
    let from: String?
    /// The state after.
    let to: String
    /// The member that acted.
    let actor: MemberID
    /// The sequencer's instant.
    let at: Instant
    /// Who attests it.
    let attestedBy: Attestation.By
    /// Where it is.
    let receipt: ReceiptAnswer

    init(_ item: HistoryItem) {
        let transition = item.transition
        revision = transition.revision
        action = transition.edge.action
        from = transition.edge.from
        to = transition.edge.to
        actor = transition.actor
        at = transition.at
        attestedBy = transition.attestation.by
        receipt = ReceiptAnswer(item.receipt)
    }
}

/// A former key of the log, the sizes of the trees that it signed, and what replaced it.
struct FormerLogKeyAnswer: Answer {
    /// The verifier key.
    let vkey: String
    /// The size of the first tree that it signed.
    let from: UInt64
    /// The size of the last.
    let to: UInt64
    /// The entry that replaced it.
    let rotation: LogKeyRotationAnswer

    init(_ key: ReplacedLogKey) {
        vkey = key.key
        from = key.from
        to = key.to
        rotation = LogKeyRotationAnswer(
            index: key.rotation.index,
            leaf: LedgerObject(bytes: key.rotation.leaf),
            command: key.rotation.command.map(SaltedObject.init)
        )
    }
}

/// The entry that replaced a key of the log.
struct LogKeyRotationAnswer: Answer {
    /// The entry's index.
    let index: UInt64
    /// The leaf.
    let leaf: LedgerObject
    /// The command, signed by both keys.
    let command: SaltedObject?
}

/// A timestamp without its bytes, and where those are.
struct TimestampAnswer: Answer {
    /// The size of the tree that was stamped.
    let size: UInt64
    /// When.
    let at: Instant
    /// By whom.
    let authority: String
    /// Where the authority's reply is.
    let reply: String
    /// Where the signed note is that was stamped.
    let note: String

    init(_ timestamp: StoredTimestamp) {
        size = timestamp.size
        at = Instant(millisecondsSinceEpoch: timestamp.milliseconds)
        authority = timestamp.authority
        reply = "/ledger/timestamps/\(timestamp.size)"
        note = "/ledger/timestamps/\(timestamp.size)/note"
    }
}

/// Where timestamps come from.
struct TimestampingAnswer: Answer {
    /// The authority's address.
    let url: String
    /// The latest timestamp.
    let latest: TimestampAnswer?
}

/// What members hold checkpoints against.
struct PolicyAnswer: Answer {
    /// The quorum: a witness, a group or none.
    let quorum: String
    /// The witnesses.
    let witnesses: [PolicyWitnessAnswer]
    /// The whole policy, as a file has it.
    let text: String

    init(_ policy: TlogPolicy?, text: String) {
        quorum = "\(policy?.quorum ?? TlogPolicy.none)"
        witnesses = (policy?.witnesses ?? []).map { witness in
            PolicyWitnessAnswer(
                name: "\(witness.name)",
                vkey: "\(witness.key)",
                url: witness.url
            )
        }
        self.text = text
    }
}

/// One witness of a policy.
struct PolicyWitnessAnswer: Answer {
    /// The witness's name in the policy.
    let name: String
    /// Its verifier key.
    let vkey: String
    /// Where it takes checkpoints.
    let url: String?
}
