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

extension Refusal {
    /// The permanent codes: 1xxx any contract, 2xxx Consortium, 3xxx OpenCover, 4xxx Certificate,
    /// 5xxx Shipment, 6xxx Claim, 7xxx the ledger itself.
    public enum Code: Int, JSONWritable, JSONShaped, Hashable, Sendable, CaseIterable {
        // Any contract.
        /// The action does not start from the state that the instance is in.
        case actionNotFromThisState = 1001
        /// No instance has this identifier.
        case instanceUnknown = 1002
        /// The identifier is already an instance's.
        case instanceExists = 1003
        /// The actor is not the party, or has not the role, that may act so.
        case actorNotEntitled = 1004
        /// The instant lies after the ledger's own.
        case instantInFuture = 1005
        /// The instants are not in order.
        case instantsOutOfOrder = 1006
        /// A sum of money left the range of 64-bit minor units, or its currencies differ.
        case arithmeticOutOfRange = 1007
        /// A text is empty or too long.
        case textLength = 1008
        /// A list has too many entries.
        case tooManyEntries = 1009
        /// Two entries that must differ are the same.
        case entriesRepeat = 1010

        // Consortium.
        /// The consortium is already founded.
        case alreadyFounded = 2001
        /// The consortium is not founded yet.
        case notFounded = 2002
        /// No such member, or one that was expelled.
        case memberUnknown = 2003
        // 2004 is not used again: a member without a role cannot be asked for.
        /// The public key is not 32 bytes in base64, is not canonical, or is a point of small order.
        case keyMalformed = 2005
        /// The key is already registered.
        case keyAlreadyRegistered = 2006
        /// No such key, or it is revoked.
        case keyUnknown = 2007
        /// The role is reserved to the founding.
        case roleReserved = 2008
        /// The name is already on the sanctions list, or not on it.
        case sanctionsListUnchanged = 2009
        /// The member holds a signing key: the operator's attestation does not suffice.
        case memberSignsItself = 2010
        /// The member's last key is revoked: it acts again once an auditor has restored it.
        case memberLocked = 2011
        /// The member is not locked: it registers its keys itself.
        case memberNotLocked = 2012
        /// The new key's proof of possession is not valid for this member, or this ledger.
        case keyNotProved = 2013
        /// The member named is no auditor with a key of its own, or is the member itself.
        case auditorUnfit = 2014
        /// The contracts' edition is not known, not later than the one in force, or not adopted.
        case editionUnknown = 2015
        /// The log's key in force has not signed, or is another than the one to be replaced.
        case logKeyMustSign = 2016

        // OpenCover.
        /// The period ends before it begins.
        case periodEmpty = 3001
        /// The leader's and followers' shares do not sum to 100 %.
        case sharesDoNotSumToWhole = 3002
        /// A limit or an authority is not positive, or in another currency.
        case limitMalformed = 3003
        /// The cover accepts no such goods.
        case goodsNotAccepted = 3004
        /// The cover does not extend to this place.
        case placeNotAccepted = 3005
        /// The voyage begins outside the cover's period.
        case outsideCoverPeriod = 3006
        /// The conveyance would carry more than the cover's limit.
        case conveyanceLimitExceeded = 3007
        /// The location would hold more than the cover's limit.
        case locationLimitExceeded = 3008
        /// The value is not positive, or in another currency than the cover's.
        case valueMalformed = 3009
        /// The rate leaves no finite insured value: 1 less uplift times rate is not positive.
        case rateTooHigh = 3010
        /// The telemetry terms contradict each other.
        case termsMalformed = 3012

        // Certificate.
        /// The certificate already has a shipment.
        case shipmentAlreadyAssigned = 4001
        /// The premium paid would exceed the premium due.
        case premiumOverpaid = 4002
        /// The payments would exceed the insured value.
        case insuredValueExhausted = 4003
        /// The claim is already noted, or unknown to the certificate.
        case claimNotNoted = 4004
        /// The certificate has a claim still open.
        case claimOpen = 4005

        // Shipment.
        /// The device is already bound to the shipment.
        case deviceAlreadyBound = 5001
        /// The device is not bound to the shipment.
        case deviceNotBound = 5002
        /// The segment is already recorded.
        case segmentAlreadyRecorded = 5003
        /// The upload has no accepted reading.
        case uploadEmpty = 5004
        /// The upload's signature names a key that is no bound device's.
        case signatureKeyNotBound = 5005
        /// The findings name a device or a count that the segments do not.
        case findingsContradictSegments = 5006

        // Claim.
        /// The loss began after the certificate's cover had ended.
        case lossAfterCoverEnded = 6001
        /// The loss began before the certificate attached.
        case lossBeforeAttachment = 6002
        /// The amount is not positive, or above what was adjusted.
        case amountMalformed = 6003
        /// The automaton may not decide this; the checks that failed are the figures.
        case notStraightThrough = 6004
        /// The assessment's values contradict each other.
        case assessmentMalformed = 6005
        /// The result would be what already stands.
        case nothingNew = 6006
        /// A payee or a conveyance is on the sanctions list: payment is suspended.
        case sanctionsHold = 6007

        // The ledger itself.
        /// The instance has another revision than the one expected.
        case revisionMismatch = 7001
        /// The command's identifier was used for another command.
        case commandReused = 7002
        /// The signature is wrong, or its key was never one of the member's.
        case signatureRefused = 7003
        /// The command names another ledger.
        case originMismatch = 7004
        /// The command, or a transition's payload, is larger than the limit.
        case tooLarge = 7005
        /// The key that signed is the member's, and is revoked.
        case keyRevoked = 7006
        /// The ledger's writer does not hold the log key that is to sign from now on.
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
