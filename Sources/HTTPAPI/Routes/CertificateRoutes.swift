import Contracts

extension Certificate: Resource {
    static var noun: String { "certificate" }
    static var path: String { "/v1/certificates" }
    static var subject: String { "certificate" }
    static var memberActions: [MemberAction] {
        [
            action(.endorse), action(.cancel), action(.payPremium),
            action(.assignCertificate, called: .transfer),
            action(.acceptCertificate, called: .accept),
            action(.rejectCertificate, called: .reject),
        ]
    }
}

/// Adds the routes of certificates: reading them and acting on them.
func addCertificateRoutes(to table: RouteTable) {
    addListRoute(of: Certificate.self, to: table)
    addResourceRoutes(of: Certificate.self, to: table)
}
