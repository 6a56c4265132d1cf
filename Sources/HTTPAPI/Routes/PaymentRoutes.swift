import Contracts

extension PaymentReference: Resource {
    static var noun: String { "payment" }
    static var path: String { "/v1/payments" }
    static var subject: String { "payment" }
    static var memberActions: [MemberAction] { [action(.noteReturned)] }
}

/// Adds the routes of payments, by the references that they carry: reading the payer's own, and
/// noting that one came back.
func addPaymentRoutes(to table: RouteTable) {
    addListRoute(of: PaymentReference.self, to: table)
    addResourceRoutes(of: PaymentReference.self, to: table)
}
