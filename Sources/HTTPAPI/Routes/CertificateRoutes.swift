import Contracts
import Hummingbird
import Services

extension Certificate: Resource {
    static var noun: String { "certificate" }
    static var path: String { "/v1/certificates" }
    static var subject: String { "certificate" }
    private static var open: [Stage] { [.referred, .issued, .attached, .terminated] }
    static var memberActions: [MemberAction] {
        [
            action(.endorse), action(.cancel), action(.payPremium),
            action(.assignCertificate, called: .transfer),
            action(.acceptCertificate, called: .accept),
            action(.rejectCertificate, called: .reject),
            action(.screenCertificate, from: Self.open),
            action(.releaseHold, from: Self.open),
            action(.keepHold, from: Self.open),
        ]
    }
}

/// Adds the routes of certificates: reading them and acting on them.
func addCertificateRoutes(to table: RouteTable) {
    addListRoute(of: Certificate.self, to: table)
    addResourceRoutes(of: Certificate.self, to: table)
    table.member(
        .get,
        "\(Certificate.path)/{id}/double-insurance",
        "certificateDoubleInsurance",
        "Lists the other certificates on the same goods, "
            + "and what each insurer is to bear of a loss.",
        problems: [.notFound, .forbidden],
        doubleInsurance
    )
}

@Sendable
private func doubleInsurance(_ call: Call, _ caller: Caller) async throws -> OK<DoubleInsurance> {
    let id = try call.identifier(of: Certificate.noun)
    let certificate = try await call.read(Certificate.self, id, as: caller)
    return OK(try await call.platform.doubleInsurance(of: certificate, as: caller))
}
