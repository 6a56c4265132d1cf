public import CanonicalJSON

/// The state of one instance of any contract.
public indirect enum ContractState: Hashable, Sendable {
    /// The consortium.
    case consortium(Consortium.State)
    /// An open cover.
    case openCover(OpenCover.State)
    /// A certificate.
    case certificate(Certificate.State)
    /// A shipment.
    case shipment(Shipment.State)
    /// A claim.
    case claim(Claim.State)

    /// Which contract the state is of.
    public var contract: ContractName {
        switch self {
        case .consortium: .consortium
        case .openCover: .openCover
        case .certificate: .certificate
        case .shipment: .shipment
        case .claim: .claim
        }
    }

    /// The state's name in the public state graph.
    public var stage: String {
        switch self {
        case .consortium(let state): Consortium.stage(of: state)
        case .openCover(let state): OpenCover.stage(of: state)
        case .certificate(let state): Certificate.stage(of: state)
        case .shipment(let state): Shipment.stage(of: state)
        case .claim(let state): Claim.stage(of: state)
        }
    }

    /// The members that may read the instance.
    public var parties: Set<MemberID> {
        switch self {
        case .consortium(let state): Consortium.parties(of: state)
        case .openCover(let state): OpenCover.parties(of: state)
        case .certificate(let state): Certificate.parties(of: state)
        case .shipment(let state): Shipment.parties(of: state)
        case .claim(let state): Claim.parties(of: state)
        }
    }
}

extension ContractState: JSONWritable {
    /// Writes the contract's own state, without a wrapper: the contract is known beside it.
    public func write(to writer: inout JSONWriter) {
        switch self {
        case .consortium(let state): state.write(to: &writer)
        case .openCover(let state): state.write(to: &writer)
        case .certificate(let state): state.write(to: &writer)
        case .shipment(let state): state.write(to: &writer)
        case .claim(let state): state.write(to: &writer)
        }
    }
}

/// Which instance of which contract.
public struct InstanceKey: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The contract.
    public let contract: ContractName
    /// The instance.
    public let instance: InstanceID

    /// Names an instance.
    public init(_ contract: ContractName, _ instance: InstanceID) {
        self.contract = contract
        self.instance = instance
    }

    /// The contract and the instance, with a slash between.
    public var description: String { "\(contract.rawValue)/\(instance)" }

    /// Orders by contract, then by instance.
    public static func < (left: InstanceKey, right: InstanceKey) -> Bool {
        (left.contract.rawValue, left.instance) < (right.contract.rawValue, right.instance)
    }
}
