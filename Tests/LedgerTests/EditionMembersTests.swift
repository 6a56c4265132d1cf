import CanonicalJSON
import Contracts
import Foundation
import Ledger
import Marine
import Testing

/// What an edition's types consist of is written down when it is released, and never changes after:
/// what comes later says since when.
@Suite struct EditionMembersTests {
    private static let released = (1...Edition.current.number).map { Edition($0) }

    /// What requests and answers alone have.
    private static let exchanged: Set = ["SaltedObject", "SignedCommandRequest"]

    /// Lists that are kept with an index, each as what it is as JSON: its name, its elements' type.
    private static let indexed = ["OwnListing": "String", "ListedEntries": "ListedEntry"]

    /// Members that were any text when their edition was released, and since have the type of what
    /// had been written there: the bytes are the same.
    private static let narrowed: [String: String] = {
        let texts = [
            "Check.name", "Command.id", "Consortium.APIKey.digest",
            "Consortium.Event.apiKeyIssued.digest", "Consortium.Event.founded.logKey",
            "Consortium.Event.founded.operatorName", "Consortium.Event.founded.origin",
            "Consortium.Event.keyRegistered.publicKey", "Consortium.Event.keyRestored.publicKey",
            "Consortium.Event.keyRevoked.publicKey", "Consortium.Event.keyRotated.new",
            "Consortium.Event.keyRotated.old", "Consortium.Event.logKeyRotated.new",
            "Consortium.Event.logKeyRotated.old", "Consortium.Event.memberAdmitted.name",
            "Consortium.Event.sanctionDelisted.entry", "Consortium.Event.sanctionListed.entry",
            "Consortium.Event.secretKept.secret", "Consortium.FormerLogKey.key",
            "Consortium.Member.name", "Consortium.SigningKey.publicKey",
            "Consortium.State.logKey", "Consortium.State.origin", "Consortium.State.secret",
            "OpenCover.OnRisk.conveyance", "SanctionsHit.entry", "SanctionsHit.listed",
            "SanctionsHit.name", "Shipment.Device.id", "Shipment.Device.publicKey",
            "Shipment.SegmentRecord.content", "Shipment.SegmentRecord.device",
            "Shipment.SegmentRecord.digest", "Shipment.Upload.digest",
            "Shipment.UploadSignature.device", "Shipment.UploadSignature.publicKey",
            "Shipment.UploadSignature.signature", "Transition.action", "Transition.from",
            "Transition.to",
        ]
        let lists = [
            "Certificate.Command.issue.screeningHits", "Certificate.State.screeningHits",
            "Claim.Command.settle.sanctionsHits", "OpenCover.OnRisk.locations",
        ]
        let sums = ["OpenCover.State.byConveyance", "OpenCover.State.byLocation"]
        return Dictionary(
            uniqueKeysWithValues: texts.map { ($0, "String") }
                + lists.map { ($0, "Array<String>") }
                + sums.map { ($0, "Dictionary<String, Money>") }
        )
    }()

    /// Members that take more in a later edition, in as many characters: what was written before
    /// reads as it did.
    private static let widened = [
        "Shipment.Command.bindDevice.publicKey": "Base64Text<PublicKeyMeaning>",
        "Shipment.Instruction.bindDevice.publicKey": "Base64Text<PublicKeyMeaning>",
    ]

    /// A member's type as it is spelled.
    private static func spelled(_ member: MemberDescription, of owner: String = "") -> String {
        let name = "\(owner).\(member.name)"
        let type = narrowed[name] ?? widened[name] ?? "\(member.type)"
        return indexed[type].map { "Array<\($0)>" } ?? type
    }

    private static func file(of edition: Edition) -> URL {
        URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/ledger/edition-\(edition)/members")
    }

    /// Every member, case and name that stands on the ledger since an edition or before it.
    private static func members(in edition: Edition) -> [String] {
        var lines: [String] = []
        func note(_ owner: String, _ members: [MemberDescription]) {
            for member in members where member.since <= edition.number {
                guard member.scope != .answerOnly else { continue }
                let mark = member.isOptional ? "?" : ""
                lines.append("\(owner).\(member.name): \(spelled(member, of: owner))\(mark)")
            }
        }
        // What is only ever answered stands on no ledger.
        var records: [RecordDescription] = []
        for type in LedgerRecords.described where type is any Record.Type {
            records.append(type.description)
        }
        for description in records where !isLater(description, than: edition, among: records) {
            guard !exchanged.contains(description.name) else { continue }
            guard !isOfLaterContract(description, than: edition) else { continue }
            switch description.content {
            case .members(let members): note(description.name, members)
            case .cases(let cases):
                for one in cases where one.since <= edition.number {
                    lines.append("\(description.name).\(one.name)")
                    note("\(description.name).\(one.name)", one.members)
                }
            }
        }
        for value in LedgerRecords.known {
            for name in value.names(since: edition.number) { lines.append("\(value.type).\(name)") }
        }
        return lines.sorted()
    }

    /// Whether a type stands on the ledger through members alone that a later edition has added, or
    /// through types that stand there so.
    private static func isLater(
        _ type: RecordDescription,
        than edition: Edition,
        among records: [RecordDescription],
        beside known: Set<String> = []
    ) -> Bool {
        var since: [Int] = []
        let known = known.union([type.name])
        for record in records where !known.contains(record.name) {
            var own: [Int] = []
            switch record.content {
            case .members(let members):
                own += members.filter { mentions($0, type) }.map(\.since)
            case .cases(let cases):
                for one in cases {
                    own += one.members.filter { mentions($0, type) }
                        .map { max($0.since, one.since) }
                }
            }
            guard let first = own.min() else { continue }
            let isOwnerLater =
                first <= edition.number
                && (isOfLaterContract(record, than: edition)
                    || isLater(record, than: edition, among: records, beside: known))
            since.append(isOwnerLater ? edition.number + 1 : first)
        }
        return since.min().map { $0 > edition.number } ?? false
    }

    /// Whether a type is nested in a contract that a later edition has added.
    private static func isOfLaterContract(
        _ type: RecordDescription,
        than edition: Edition
    ) -> Bool {
        ContractName.allCases.contains { contract in
            let name = contract.rawValue.prefix(1).uppercased() + contract.rawValue.dropFirst()
            return contract.since > edition && type.name.hasPrefix("\(name).")
        }
    }

    private static func mentions(_ member: MemberDescription, _ type: RecordDescription) -> Bool {
        spelled(member).split { !$0.isLetter && !$0.isNumber && $0 != "." }
            .contains { $0 == type.name || $0 == type.name.split(separator: ".").last ?? "" }
    }

    /// With `PLIMSOLL_RECORD_FIXTURES` set, what the current edition has is written down first.
    @Test(arguments: released)
    func `a released edition has the members that were written down, and no others`(
        edition: Edition
    ) throws {
        let now = Self.members(in: edition)
        let file = Self.file(of: edition)
        if edition == .current,
            ProcessInfo.processInfo.environment["PLIMSOLL_RECORD_FIXTURES"] != nil
        {
            try (now.joined(separator: "\n") + "\n")
                .write(to: file, atomically: true, encoding: .utf8)
        }
        let kept = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            .map(String.init)
        #expect(kept.count > 400)
        // A refusal's code stands on no ledger; that none is ever renumbered is
        // held where they are listed.
        let added = Set(now).subtracting(kept).filter { !$0.hasPrefix("Code.") }
        #expect(
            added == [],
            "what came after the release says '- Since: edition N' in its declaration"
        )
        #expect(Set(kept).subtracting(now) == [], "what is on ledgers is read for ever")
    }

    @Test func `an edition has what the one before it has, and more where that is said`() {
        for (earlier, later) in zip(Edition.known, Edition.known.dropFirst()) {
            let (had, has) = (Set(Self.members(in: earlier)), Set(Self.members(in: later)))
            #expect(had.isSubset(of: has), "\(later)")
            let more = has.subtracting(had)
            #expect(more.contains { $0.hasPrefix("Check.clause: ") } == (later == .second))
            #expect(more.contains { $0.hasPrefix("Check.inputs: ") } == (later == .third))
        }
    }
}

extension ValueDescription {
    /// The names of a choice that an edition has.
    fileprivate func names(since edition: Int) -> [String] {
        cases.map(\.name).filter { name in
            if type is ContractName.Type {
                return ContractName(rawValue: name).map { $0.since.number <= edition } ?? false
            }
            guard let choice = type as? any EditionedChoice.Type else { return true }
            return choice.edition(of: name) <= edition
        }
    }
}

extension EditionedChoice {
    fileprivate static func edition(of name: String) -> Int { Self(rawValue: name)?.since ?? 1 }
}
