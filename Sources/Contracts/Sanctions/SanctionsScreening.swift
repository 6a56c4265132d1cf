public import Marine

/// What the names and the ship of a shipment are screened against:
/// the consortium's own list and those published.
public struct SanctionsScreening {
    /// The score from which on a name is a hit, where a cover says none.
    public static let threshold = 880

    private let consortium: Consortium.State
    private let lists: [ScreeningList.State]
    private let rules: NameSimilarity.Rules

    /// Screens against lists as they are.
    public init(_ consortium: Consortium.State, _ lists: [ScreeningList.State]) {
        self.consortium = consortium
        self.lists = lists
        rules = NameSimilarity.Rules(in: consortium.edition)
    }

    private var own: OwnListing { consortium.sanctions }

    /// Whether nothing is listed.
    public var isEmpty: Bool {
        own.isEmpty && lists.allSatisfy { $0.entries.array.isEmpty }
    }

    /// What is screened: who has which part.
    public struct Subjects {
        var named: [(part: SanctionsHit.Part, name: Text<200>)] = []
        var ship: Conveyance?

        /// Nothing yet.
        public init() {}

        /// Adds a name, where there is one.
        public mutating func add(_ part: SanctionsHit.Part, _ name: Text<200>?) {
            guard let name, !named.contains(where: { $0.name == name }) else { return }
            named.append((part, name))
        }
    }

    /// All that a declaration names, with the cover's assured and broker.
    public func subjects(
        of declaration: Declaration,
        assured: MemberID,
        broker: MemberID?
    ) -> Subjects {
        var subjects = Subjects()
        subjects.add(.assured, consortium.name(of: assured))
        subjects.add(.broker, broker.map(consortium.name))
        subjects.add(.consignee, declaration.consignee)
        subjects.ship = declaration.conveyance
        return subjects
    }

    /// All that a certificate and its shipment name.
    public func subjects(
        of certificate: Certificate.State,
        _ shipment: Shipment.State?
    ) -> Subjects {
        var subjects = subjects(
            of: certificate.declaration,
            assured: certificate.assured,
            broker: certificate.broker
        )
        subjects.add(.holder, consortium.name(of: certificate.holder))
        subjects.add(.shipper, (shipment?.party.shipper).map(consortium.name))
        subjects.add(.carrier, (shipment?.party.carrier).map(consortium.name))
        return subjects
    }

    /// The hits from a threshold on, in the order of the subjects, the most alike first.
    public func hits(_ subjects: Subjects, from threshold: Int? = nil) -> [SanctionsHit] {
        if isEmpty { return [] }
        let threshold = threshold ?? Self.threshold
        var hits: [SanctionsHit] = []
        for (part, name) in subjects.named {
            hits += self.hits(part, name, Self.whoever, from: threshold)
        }
        guard let ship = subjects.ship else { return hits }
        hits += self.hits(.ship, Text(ship.ship), Self.shipLike, from: threshold)
        return hits + self.hits(ofShip: ship.imo)
    }

    /// The hits of a declaration under a cover, by the cover's threshold.
    public func hits(_ declaration: Declaration, under terms: CoverTerms) -> [SanctionsHit] {
        hits(
            subjects(of: declaration, assured: terms.assured, broker: terms.broker),
            from: terms.sanctionsThreshold?.value
        )
    }

    /// A party is compared with all but ships, a ship's name with all but persons: lists enter
    /// ships as bodies too.
    private static let whoever: Set<ListedEntry.Kind> = [.individual, .entity, .aircraft]
    private static let shipLike: Set<ListedEntry.Kind> = [.vessel, .entity, .aircraft]

    private func hits(
        _ part: SanctionsHit.Part,
        _ name: Text<200>,
        _ kinds: Set<ListedEntry.Kind>,
        from threshold: Int
    ) -> [SanctionsHit] {
        let folded = FoldedName(name.string)
        var hits: [SanctionsHit] = []
        for (text, listed) in zip(own.texts, own.names) {
            let score = NameSimilarity.score(folded, listed, by: rules)
            guard score >= threshold else { continue }
            hits.append(hit(part, name, score, text))
        }
        hits.sort { ($1.score, $0.entry.string) < ($0.score, $1.entry.string) }
        for list in lists {
            let matches = list.entries.index.matches(
                folded,
                among: kinds,
                from: threshold,
                by: rules
            )
            hits += matches.map { match in
                let entry = list.entries.array[match.entry]
                return hit(
                    part,
                    name,
                    match.score,
                    list,
                    entry,
                    entry.names[match.name].name
                )
            }
        }
        return hits
    }

    private func hits(ofShip imo: IMONumber) -> [SanctionsHit] {
        // `IMO 9074729` and `9074729` are one number.
        let spelled: Set = [imo.text, "imo \(imo.text)", "imo\(imo.text)"]
        guard let number = Text<200>(cutting: imo.text) else { return [] }
        var hits = own.texts.filter { spelled.contains($0.string) }
            .map { hit(.ship, number, 1000, $0) }
        for list in lists {
            hits += list.entries.index.entries(ofShip: imo.text).map { place in
                hit(.ship, number, 1000, list, list.entries.array[place], Text(number))
            }
        }
        return hits
    }

    private func hit(
        _ part: SanctionsHit.Part,
        _ name: Text<200>,
        _ score: Int,
        _ own: Text<200>
    ) -> SanctionsHit {
        SanctionsHit(
            part: part,
            name: name,
            score: Self.whole(score),
            list: .consortium,
            entry: own,
            listed: Text(own),
            version: ListedEntry.digest(Array(own.string.utf8))
        )
    }

    private func hit(
        _ part: SanctionsHit.Part,
        _ name: Text<200>,
        _ score: Int,
        _ list: ScreeningList.State,
        _ entry: ListedEntry,
        _ listed: Text<400>
    ) -> SanctionsHit {
        SanctionsHit(
            part: part,
            name: name,
            score: Self.whole(score),
            list: list.source,
            entry: Text(entry.id),
            listed: listed,
            version: entry.version
        )
    }

    private static func whole(_ score: Int) -> Whole<0, 1000> {
        (try? Whole(min(1000, max(0, score)))) ?? 0
    }
}

extension InstructionRun {
    /// The lists as they are now; `nil` where nothing is listed.
    var screening: SanctionsScreening? {
        guard context.edition >= .second,
            let consortium = state(Consortium.self, Workflow.consortium)
        else { return nil }
        let screening = SanctionsScreening(
            consortium,
            ScreeningList.sources.compactMap { state(ScreeningList.self, $0.id) }
        )
        return screening.isEmpty ? nil : screening
    }

    /// The names of a declaration that are hits, each once.
    func hits(_ declaration: Declaration, _ terms: CoverTerms) -> [Text<200>] {
        guard context.edition >= .second else {
            return sanctionsHits(declaration, payee: terms.assured)
        }
        guard let screening else { return [] }
        var names: [Text<200>] = []
        for hit in screening.hits(declaration, under: terms) where !names.contains(hit.name) {
            names.append(hit.name)
        }
        return names
    }

    /// What of a certificate's papers is on a list now; nothing by the first edition.
    func hits(_ certificate: Certificate.State) -> [SanctionsHit] {
        guard let screening else { return [] }
        let shipment = certificate.shipment.flatMap { state(Shipment.self, $0) }
        return screening.hits(
            screening.subjects(of: certificate, shipment),
            from: certificate.sanctionsThreshold?.value
        )
    }

    /// What suspends payment under a certificate, in words: holds that stand, and hits that nobody
    /// has released.
    func suspending(_ certificate: Certificate.State) -> [String] {
        guard context.edition >= .second else {
            return sanctionsHits(certificate.declaration, payee: certificate.holder).map(\.string)
        }
        let standing = (certificate.holds ?? []).filter(\.stands).map(\.hit)
        let fresh = certificate.unknown(hits(certificate))
        return (standing + fresh).map(\.text)
    }

    /// Screens a certificate and has those hits hold its payments that none holds yet.
    ///
    /// - Returns: whether there was one.
    @discardableResult
    mutating func screen(_ id: InstanceID) throws(Refusal) -> Bool {
        guard context.edition >= .second else { return false }
        let certificate = try require(Certificate.self, id)
        let unknown = certificate.unknown(hits(certificate))
        let room = Certificate.limits(in: context.edition).holds - (certificate.holds?.count ?? 0)
        // Hits beyond the limit hold payments too: each payment is screened again.
        guard !unknown.isEmpty, room > 0 else { return false }
        try take(Certificate.self, id, .hold(hits: Array(unknown.prefix(room))))
        return true
    }
}

extension Certificate.State {
    /// The hits that no hold is of, whether it stands or was released.
    func unknown(_ hits: [SanctionsHit]) -> [SanctionsHit] {
        guard let holds, !hits.isEmpty else { return hits }
        return hits.filter { hit in !holds.contains { $0.hit.isSame(as: hit) } }
    }
}
