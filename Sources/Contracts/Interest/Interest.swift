public import CanonicalJSON
public import Marine

/// What is insured: a container for the time of its carriage, the goods under a bill of lading, or
/// a lot, by whichever certificates.
///
/// Marine Insurance Act 1906 s. 32 and s. 80 (double insurance). The instance is the container's,
/// the bill's or the lot's, by an identifier derived with the consortium's secret, so a leaf tells
/// nobody which it is. Double insurance is allowed; what is paid over all certificates never
/// exceeds the indemnity, which is the loss itself, and in all the largest of the insured values.
public enum Interest {
    /// An interest after the transitions so far.
    public struct State: Record, Hashable, Sendable {
        /// The interest's identifier.
        public var id: InstanceID
        /// The certificates that insure it or did, in the order in which they came.
        public var insurances: [Insurance]
    }

    /// One certificate's insurance of the interest.
    public struct Insurance: Record, Hashable, Sendable {
        /// The certificate.
        public var certificate: InstanceID
        /// The insurer that leads.
        public var leader: MemberID
        /// The insured value.
        public var insuredValue: Money
        /// When the risk is to begin, as declared.
        public var from: Instant
        /// When it ended; absent while it runs.
        public var to: Instant?
        /// What was approved for payment under the certificate.
        public var approved: Money
        /// Why its leader says that it is of other goods than the others;
        /// absent where nobody says so.
        public var apart: Text<200>?
        /// The losses that something was approved for, in the order in which they came.
        public var losses: [Loss] = []

        /// Whether both insure at one time what nobody says to be different goods.
        func overlaps(_ other: Insurance) -> Bool {
            certificate != other.certificate && apart == nil && other.apart == nil
                && from < other.to ?? .latest && other.from < to ?? .latest
        }
    }

    /// A loss under one certificate that something was approved for.
    public struct Loss: Record, Hashable, Sendable {
        /// The claim.
        public var claim: InstanceID
        /// When the loss began, as notified.
        public var from: Instant
        /// When it ended.
        public var to: Instant
        /// What the goods lost, before any deductible.
        public var measured: Money
        /// What was approved of it.
        public var approved: Money

        /// Whether both are, as far as their times say, one loss.
        func isOne(with other: Loss) -> Bool { from <= other.to && other.from <= to }
    }

    /// Where an interest stands: there is one place.
    public enum Stage: String, JSONCoded, Hashable, Sendable, CaseIterable {
        /// Some certificate insures it, or did.
        ///
        /// - Since: edition 2
        case insured
    }

    /// What may be asked of an interest.
    public enum Command: ContractCommand, Record {
        /// Notes that a certificate insures it.
        case insure(
            /// Which interest, by an identifier derived with the consortium's secret.
            id: InstanceID,
            /// The certificate, its insured value and when its risk begins.
            insurance: Insurance
        )
        /// Notes that a certificate's risk ended.
        case end(
            /// The certificate, one of those that insure it.
            certificate: InstanceID,
            /// When the goods were handed over, or the cover ended otherwise.
            at: Instant
        )
        /// Notes that a certificate was cancelled before its risk began.
        case drop(
            /// The certificate, which has never insured it then.
            certificate: InstanceID
        )
        /// Counts an approved claim against the indemnity.
        case erode(
            /// The certificate that the claim is under.
            certificate: InstanceID,
            /// The loss and the sum that was approved of it.
            loss: Loss
        )
        /// Says that a certificate insures other goods than the other certificates do.
        case setApart(
            /// The certificate, of whose leader the word is.
            certificate: InstanceID,
            /// Why it insures other goods.
            reason: Text<200>
        )
    }

    /// What has happened to an interest.
    public enum Event: ContractEvent, Record {
        /// A certificate insures it.
        case insured(
            /// Which interest, by an identifier derived with the consortium's secret.
            id: InstanceID,
            /// The certificate, its insured value and when its risk begins.
            insurance: Insurance
        )
        /// A certificate's risk ended.
        case ended(
            /// The certificate whose risk ended.
            certificate: InstanceID,
            /// When its risk ended.
            at: Instant
        )
        /// A certificate was cancelled.
        case dropped(
            /// The certificate, which is forgotten here.
            certificate: InstanceID
        )
        /// An approved claim was counted.
        case eroded(
            /// The certificate that the claim is under.
            certificate: InstanceID,
            /// The loss and the sum that was approved of it.
            loss: Loss
        )
        /// A certificate insures other goods.
        case setApart(
            /// The certificate, which is no double insurance with the others any more.
            certificate: InstanceID,
            /// Why it insures other goods.
            reason: Text<200>
        )
    }

    /// The limits that keep one interest small.
    public struct Limits: Hashable, Sendable {
        /// Certificates that are remembered; of those ended the oldest goes first.
        public var insurances = 200
        /// Losses that are remembered of each; beyond them the insured value alone is the bound.
        public var losses = 50
    }

    /// The limits of an edition.
    public static func limits(in edition: Edition) -> Limits { Limits() }

    /// How many interests one certificate insures at most: a container, a bill of lading and a lot,
    /// the last two as declared and as registered.
    static let perCertificate = 5

    /// Interests are facts across certificates.
    public static var isFact: Bool { true }

    /// The letters that identifiers of interests begin with.
    public static var factPrefix: String { "int" }
}

extension Interest.State {
    /// The other certificates' insurances that run beside one's.
    public func beside(_ certificate: InstanceID) -> [Interest.Insurance] {
        guard let own = insurances.first(where: { $0.certificate == certificate }) else {
            return []
        }
        return insurances.filter { $0.overlaps(own) }
    }

    /// The insurances beside one's that were there before it, or that something was approved under.
    public func before(_ certificate: InstanceID) -> [Interest.Insurance] {
        let place = insurances.firstIndex { $0.certificate == certificate } ?? 0
        let earlier = Set(insurances[..<place].map(\.certificate))
        return beside(certificate).filter {
            earlier.contains($0.certificate) || $0.approved.isPositive
        }
    }
}

extension Interest: UnchangedContract {
    /// The legal state graph.
    public static let graph = StateGraph(
        [edge(.insure, to: .insured)]
            + Command.Action.allCases.map { edge($0, from: .insured, to: .insured) }
    )

    /// Where an interest stands.
    public static func stage(of state: State) -> Stage { .insured }

    /// None: the operator and auditors alone read an interest.
    public static func parties(of state: State) -> Set<MemberID> { [] }
}
