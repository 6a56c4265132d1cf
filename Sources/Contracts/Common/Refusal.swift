public import CanonicalJSON
import Marine

/// An expected refusal: a contract does not accept this command in this state.
///
/// The code is permanent: it is never renumbered and never given to another reason. The figures
/// are what the contract compared, so that whoever is refused can see why.
public struct Refusal: Error, Answer, Hashable, Sendable, CustomStringConvertible {
    /// The permanent reason.
    public let code: Code
    /// What was compared, by name.
    public let figures: [String: String]

    enum AnswerOnly {
        /// The code's permanent number.
        case refusalNumber
    }

    var refusalNumber: Int { code.rawValue }

    /// Makes a refusal.
    public init(_ code: Code, _ figures: [String: String] = [:]) {
        self.code = code
        self.figures = figures
    }

    /// The code's name and number with the figures in order.
    public var description: String {
        let listed = figures.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return listed.isEmpty
            ? "\(code) (\(code.rawValue))"
            : "\(code) (\(code.rawValue)): \(listed.joined(separator: ", "))"
    }
}

/// A group of permanent codes of refusals, which are of one thousand that no other group has.
///
/// Each contract has one in its folder. `Scripts/make-records` gathers them in ``Refusal/Code``, by
/// which refusals name them, and sees that no number and no name is given twice.
public protocol RefusalCodes: RawRepresentable<Int>, CaseIterable, Sendable {}

extension Refusal {
    /// The codes that any contract refuses with: 1xxx.
    public enum CommonCode: Int, RefusalCodes {
        /// The action does not start from the state that the instance is in.
        ///
        /// - Remedy: Read the instance: its state says which actions start from it, and what has to
        ///   come first.
        case actionNotFromThisState = 1001
        /// No instance has this identifier.
        ///
        /// - Remedy: Check the identifier, and that it is of this kind.
        case instanceUnknown = 1002
        /// The identifier is already an instance's.
        ///
        /// - Remedy: Choose another identifier, or read the instance that has this one.
        case instanceExists = 1003
        /// The actor is not the party, or has not the role, that may act so.
        ///
        /// - Remedy: Have one of the parties named in the figures ask, or with its key.
        case actorNotEntitled = 1004
        /// The instant lies after the ledger's own.
        ///
        /// - Remedy: State the instant at which it happened; what is planned is stated once it is
        ///   past.
        case instantInFuture = 1005
        /// The instants are not in order.
        ///
        /// - Remedy: Correct the instant that is named: the later one may not be before the
        ///   earlier.
        case instantsOutOfOrder = 1006
        /// A sum of money left the range of 64-bit minor units, or its currencies differ.
        ///
        /// - Remedy: State smaller sums, and all in one currency.
        case arithmeticOutOfRange = 1007
        /// A text is empty or too long.
        ///
        /// - Remedy: Shorten or fill in the text that is named.
        case textLength = 1008
        /// A list has too many entries.
        ///
        /// - Remedy: Send fewer; the figures give the limit.
        case tooManyEntries = 1009
        /// Two entries that must differ are the same.
        ///
        /// - Remedy: Leave out the entry that stands twice.
        case entriesRepeat = 1010
    }

    /// The codes that the ledger itself refuses with, before or after the contracts: 7xxx.
    public enum LedgerCode: Int, RefusalCodes {
        /// The instance has another revision than the one expected.
        ///
        /// - Remedy: Read the instance anew, and ask again with its revision if it is still wanted.
        case revisionMismatch = 7001
        /// The command's identifier was used for another command.
        ///
        /// - Remedy: Give another Idempotency-Key to what is another request.
        case commandReused = 7002
        /// The signature is wrong, or its key was never one of the member's.
        ///
        /// - Remedy: Sign the command's digest anew with a key that is registered for the member.
        case signatureRefused = 7003
        /// The command names another ledger.
        ///
        /// - Remedy: Name the origin that the ledger's checkpoint begins with.
        case originMismatch = 7004
        /// The command, or a transition's payload, is larger than the limit.
        ///
        /// - Remedy: Send it in several parts.
        case tooLarge = 7005
        /// The key that signed is the member's, and is revoked.
        ///
        /// - Remedy: Sign with a key of the member that is in force.
        case keyRevoked = 7006
        /// The ledger's writer does not hold the log key that is to sign from now on.
        ///
        /// - Remedy: Have the operator put the new log key where the ledger is written.
        case logKeyNotHeld = 7007
    }
}

extension Refusal.Code {
    /// Writes the code's name.
    public func write(to writer: inout JSONWriter) { writer.string("\(self)") }

    /// One of the codes' names.
    public static func shape(in dialect: JSONDialect) -> JSONShape {
        .choice(allCases.map { "\($0)" })
    }
}

/// Runs checked arithmetic and refuses where it leaves its range.
func checked<Value>(
    _ body: () throws(MoneyError) -> Value
) throws(Refusal) -> Value {
    do {
        return try body()
    } catch {
        throw Refusal(.arithmeticOutOfRange, ["error": "\(error)"])
    }
}

/// Refuses one more entry where there are as many as the limit allows.
///
/// - Throws: `tooManyEntries` with the limit.
func requireRoom(_ count: Int, atMost limit: Int) throws(Refusal) {
    guard count < limit else { throw Refusal(.tooManyEntries, ["limit": "\(limit)"]) }
}

extension Collection<Money> {
    /// The sum of amounts of one currency.
    ///
    /// - Throws: `arithmeticOutOfRange`.
    func total(in currency: Currency) throws(Refusal) -> Money {
        var total = Money.zero(currency)
        for amount in self {
            let before = total
            total = try checked { () throws(MoneyError) in try before.adding(amount) }
        }
        return total
    }

    /// The largest of amounts of one currency.
    var largest: Money? { self.max { $0.minorUnits < $1.minorUnits } }
}

/// Refuses an instant after the ledger's own.
func requirePast(_ instant: Instant, _ name: String, _ context: Context) throws(Refusal) {
    guard instant <= context.at else {
        throw Refusal(
            .instantInFuture,
            ["field": name, "instant": "\(instant)", "ledger": "\(context.at)"]
        )
    }
}

/// Refuses an actor who is none of the members named and has none of the roles named.
func requireActor(
    _ context: Context,
    among members: some Sequence<MemberID>,
    orRole role: Role? = nil
) throws(Refusal) {
    if members.contains(context.actor) { return }
    if let role, context.roles.contains(role) { return }
    throw Refusal(.actorNotEntitled, ["actor": context.actor.text])
}
