/// How the values of a described type are spelled.
///
/// Names and order of members are the same in both; what differs is how single values are written
/// (money, instants, temperatures) and which members of a state are shown.
public enum JSONDialect: Hashable, Sendable {
    /// What is hashed and signed: canonical, every member that is there and no other.
    case ledger
    /// What requests and answers hold: any order, `null` for what is absent.
    case exchange
}
