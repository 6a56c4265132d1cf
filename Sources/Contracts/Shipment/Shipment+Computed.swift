import CanonicalJSON
public import Marine

// What of a shipment the platform computes, and nobody states.

extension StepKind {
    /// Whether the platform computes what it holds: no member asks for it in a command of its own,
    /// and an audit computes it again.
    ///
    /// That is every instruction, and every step, which holds what readings show.
    public var isComputed: Bool { Self.computed.contains(self) }

    /// Whether it arranges segments anew, which the platform alone does, and an audit looks at
    /// again.
    public var isOfSegments: Bool { Self.ofSegments.contains(self) }

    private static let ofSegments = Set(
        ContractName.allCases.flatMap {
            kinds(of: $0.kind) {
                $0 is Shipment.SegmentMerges.Type || $0 is Shipment.SegmentSplits.Type
            }
        }
    )

    private static let computed = Set(
        ContractName.allCases.flatMap { kinds(of: $0.kind) { $0 is TelemetryFindings.Type } }
    )

    /// The instructions and steps of a contract that hold something.
    private static func kinds<Kind: Contract>(
        of kind: Kind.Type,
        holding isHeld: (any Any.Type) -> Bool
    ) -> [StepKind] {
        let cases = Kind.Instruction.description.cases + Kind.Command.description.cases
        return cases.filter { $0.members.contains { isHeld($0.type) } }
            .map { StepKind(Kind.name, $0.name) }
    }
}

extension Shipment.Command {
    /// The upload that it records, if any.
    public var upload: Shipment.Upload? {
        guard case .recordTelemetry(let upload, _) = self else { return nil }
        return upload
    }

    /// What all readings show, where it pins that.
    public var findings: TelemetryFindings? {
        switch self {
        case .recordTelemetry(_, let findings), .evaluate(let findings): findings
        case .register, .bindDevice, .releaseDevice, .withdrawUpload, .mergeSegments,
            .splitSegments, .depart, .arrive, .deliver, .admit:
            nil
        }
    }
}
