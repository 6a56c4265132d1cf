import CanonicalJSON
import Contracts
import Ledger
import Marine
import TransparencyLog

/// What a receiver is told of a transition; the rest it fetches over the API.
struct TransitionNotice: Record {
    /// The index of the ledger's entry.
    let index: UInt64
    /// The RFC 6962 hash of its leaf.
    let leafHash: Hash
    /// The contract.
    let contract: ContractName
    /// The instance that changed.
    let instance: InstanceID
    /// Its revision after the change.
    let revision: Int
    /// What was done.
    let action: String
    /// The state before; `null` where the instance began.
    let from: String?
    /// The state after.
    let to: String
    /// The member that acted.
    let actor: MemberID
    /// When the ledger took it.
    let at: Instant
}
