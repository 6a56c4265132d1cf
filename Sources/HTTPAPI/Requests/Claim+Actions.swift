import Contracts
import Marine

extension Claim {
    /// What the leading insurer may ask of a claim.
    static var memberActions: [MemberAction<Claim>] {
        [
            MemberAction("acknowledge") { _, id in .acknowledge(claim: id) },
            MemberAction("adjudicate", from: judged.map(\.rawValue)) { fields, id in
                reference(fields, id).map { .adjudicate(claim: id, paymentReference: $0) }
            },
            MemberAction("adjust") { fields, id in
                fields.required("assessment", .object(Assessment.read)).map {
                    .adjust(claim: id, assessment: $0)
                }
            },
            MemberAction("approve") { fields, id in
                fields.required("amount", .money).map { .approve(claim: id, amount: $0) }
            },
            MemberAction("refer") { fields, id in
                fields.required("reasons", .list(of: .text(1...2000), 1...50)).map {
                    .refer(claim: id, reasons: $0)
                }
            },
            MemberAction("decline", decline),
            MemberAction("settle") { fields, id in
                reference(fields, id).map { .settle(claim: id, paymentReference: $0) }
            },
            MemberAction("close") { _, id in .closeClaim(claim: id) },
        ]
    }

    /// The states from which a claim can be judged by the straight-through list.
    private static let judged: [Stage] = [.notified, .acknowledged, .referred]

    /// The payment's end-to-end reference, which has 35 characters at most; else the claim's name.
    private static func reference(_ fields: FieldReader, _ id: InstanceID) -> String? {
        fields.member(
            "paymentReference",
            .text(1...35),
            default: String(id.text.prefix(35))
        )
    }

    @Sendable
    private static func decline(_ fields: FieldReader, _ id: InstanceID) -> Instruction? {
        let clause = fields.required("clause", .text(1...200))
        let reason = fields.required("reason", .text(1...2000))
        guard let clause, let reason else { return nil }
        return .decline(claim: id, clause: clause, reason: reason)
    }
}
