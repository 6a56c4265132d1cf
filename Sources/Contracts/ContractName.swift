public import CanonicalJSON
public import Marine

/// The registry of contracts, by the name that leaves carry.
///
/// A contract is a folder named for it and a line here. `Scripts/make-records` makes from the lines
/// what holds a value of any contract: `ContractState`, `StepPayload`, `Instruction`.
public enum ContractName: String, JSONCoded, Hashable, Sendable, CaseIterable {
    /// Members, roles and keys.
    case consortium
    /// The standing facility under which shipments are declared.
    case openCover
    /// The insurance of one shipment.
    case certificate
    /// The carriage of the goods and what its loggers recorded.
    case shipment
    /// One claim for one loss.
    case claim
    /// What is insured, across certificates.
    ///
    /// - Since: edition 2
    case interest
    /// What a claim may rest on once, across shipments.
    ///
    /// - Since: edition 2
    case evidence
    /// Who may decide what for an insurer.
    ///
    /// - Since: edition 2
    case authority
    /// The reference that one payment of an insurer carries, across its claims.
    ///
    /// - Since: edition 2
    case paymentReference
    /// The inspection of damaged goods for a claim.
    ///
    /// - Since: edition 2
    case survey
    /// What an insurer has on risk on a ship or at a place, across certificates.
    ///
    /// - Since: edition 2
    case accumulation
    /// A published sanctions list.
    ///
    /// - Since: edition 2
    case screeningList
}

extension ContractName {
    /// The legal state graph of an edition.
    public func graph(in edition: Edition) -> StateGraph { kind.graph(in: edition) }
}
