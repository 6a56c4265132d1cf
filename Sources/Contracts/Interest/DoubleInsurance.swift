public import CanonicalJSON
public import Marine

/// The other certificates that insure what one insures, and what each insurer is to bear of a loss.
///
/// Marine Insurance Act 1906 s. 32 and s. 80: the assured may be paid by whichever insurer it
/// chooses, up to the indemnity, and the insurers contribute between themselves in proportion to
/// what each is liable for.
public struct DoubleInsurance: Answer, Hashable, Sendable {
    /// The certificate.
    public var certificate: InstanceID
    /// Each interest that it insures, with the others on it.
    public var interests: [SharedInterest]

    /// One interest of a certificate.
    public struct SharedInterest: Answer, Hashable, Sendable {
        /// The interest.
        public var interest: InstanceID
        /// The certificate's own insurance, and the others that run beside it, in the order in
        /// which they came.
        public var insurances: [Interest.Insurance]
        /// The most that all may pay in all: the largest of the insured values in the certificate's
        /// currency.
        public var indemnity: Money
        /// The losses that something was approved for, each with what every insurer is to bear.
        public var losses: [SharedLoss]
    }

    /// A loss that several certificates insure.
    public struct SharedLoss: Answer, Hashable, Sendable {
        /// When it began, as notified earliest.
        public var from: Instant
        /// When it ended, as notified latest.
        public var to: Instant
        /// What the goods lost: the most that any certificate measured.
        public var measured: Money
        /// What was approved of it over all certificates.
        public var approved: Money
        /// What each certificate's insurers are liable for and are to bear of what was approved.
        public var shares: [RateableShare]
    }

    /// What the insurers under one certificate bear of a loss.
    public struct RateableShare: Answer, Hashable, Sendable {
        /// The certificate.
        public var certificate: InstanceID
        /// The insurer that leads it.
        public var leader: MemberID
        /// What it would have to pay if it stood alone: of the loss at most the insured value.
        public var liability: Money
        /// What was approved under it.
        public var approved: Money
        /// What it is to bear: the sum approved over all, in proportion to the liabilities.
        public var contribution: Money
        /// What it is owed by the others; negative where it owes them.
        public var due: Money
    }
}

extension DoubleInsurance {
    /// Of a certificate, by its interests as they stand.
    ///
    /// - Throws: `arithmeticOutOfRange`.
    public init(_ certificate: InstanceID, _ states: [Interest.State]) throws(Refusal) {
        self.certificate = certificate
        interests = []
        for state in states {
            guard let own = state.insurances.first(where: { $0.certificate == certificate }) else {
                continue
            }
            let beside = Set(state.beside(certificate).map(\.certificate))
            let all = state.insurances.filter {
                $0.certificate == certificate || beside.contains($0.certificate)
            }
            // What is in another currency is shown, and not compared.
            let comparable = all.filter { $0.insuredValue.currency == own.insuredValue.currency }
            interests.append(
                SharedInterest(
                    interest: state.id,
                    insurances: all,
                    indemnity: comparable.map(\.insuredValue).largest
                        ?? own.insuredValue,
                    losses: try DoubleInsurance.losses(comparable)
                )
            )
        }
    }

    /// Rateable contributions: a sum in proportion to liabilities; roundings sum to the whole.
    ///
    /// Each is cut toward zero to a minor unit, and the units left over go
    /// to the largest remainders.
    ///
    /// - Returns: nothing for each where nobody is liable.
    public static func contributions(
        to sum: Money,
        liabilities: [Money]
    ) throws(Refusal) -> [Money] {
        guard liabilities.contains(where: \.isPositive) else {
            return liabilities.map { _ in .zero(sum.currency) }
        }
        return try checked { () throws(MoneyError) in
            try sum.allocated(over: liabilities.map(\.minorUnits))
        }
    }

    private static func losses(_ all: [Interest.Insurance]) throws(Refusal) -> [SharedLoss] {
        var groups: [[Interest.Loss]] = []
        for loss in all.flatMap(\.losses).sorted(by: { $0.from < $1.from }) {
            let known = groups.firstIndex { $0.contains { $0.isOne(with: loss) } }
            if let known { groups[known].append(loss) } else { groups.append([loss]) }
        }
        var shared: [SharedLoss] = []
        for group in groups {
            guard let first = group.first, let measured = group.map(\.measured).largest,
                let last = group.map(\.to).max()
            else { continue }
            let liabilities = all.map { insurance in
                insurance.insuredValue.minorUnits < measured.minorUnits
                    ? insurance.insuredValue : measured
            }
            let paid = try all.map { insurance throws(Refusal) in
                try insurance.losses.filter(group.contains).map(\.approved)
                    .total(in: measured.currency)
            }
            let approved = try paid.total(in: measured.currency)
            let borne = try contributions(to: approved, liabilities: liabilities)
            var shares: [RateableShare] = []
            for place in all.indices {
                shares.append(
                    RateableShare(
                        certificate: all[place].certificate,
                        leader: all[place].leader,
                        liability: liabilities[place],
                        approved: paid[place],
                        contribution: borne[place],
                        due: try checked { () throws(MoneyError) in
                            try paid[place].subtracting(borne[place])
                        }
                    )
                )
            }
            shared.append(
                SharedLoss(
                    from: first.from,
                    to: last,
                    measured: measured,
                    approved: approved,
                    shares: shares
                )
            )
        }
        return shared
    }
}
