import Contracts

/// Adds the routes of certificates: reading them and acting on them.
func addCertificateRoutes(to table: RouteTable) {
    addListRoute(of: Certificate.self, to: table)
    addResourceRoutes(of: Certificate.self, to: table)
}
