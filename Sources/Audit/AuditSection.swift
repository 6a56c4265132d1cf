public import CanonicalJSON

/// One deviation, located as precisely as possible.
public struct AuditFinding: Answer, Hashable, Sendable, CustomStringConvertible {
    /// Where: the store and the row, such as `ledger.sqlite entry 17`.
    public let place: String
    /// What is wrong there.
    public let reason: String
    /// The ledger's entry that it is about; `nil` where it is about none in particular.
    public let entry: UInt64?
    /// The instant of that entry, in UTC: since when it can have been wrong.
    public let since: String?
    /// How bad it is; `nil` where it is as bad as the section says.
    public let severity: AuditSection.Severity?
    /// What to do about it; `nil` where it is what the section says.
    public let remedy: String?

    /// The place and the reason.
    public var description: String { "\(place): \(reason)" }
}

/// One kind of check, how much it examined, and what it found.
public struct AuditSection: Answer, Hashable, Sendable {
    /// How far a check came, and whether anything is wrong.
    public enum State: String, JSONCoded, Hashable, Sendable, CaseIterable {
        /// It examined everything, and nothing is wrong.
        case ok
        /// It examined everything, and something is wrong.
        case findings
        /// It examined a part, and the count of findings says whether anything is wrong in that.
        case part
        /// It examined nothing of what there is.
        case notExamined
        /// There is nothing that it could examine, and by its nature there need not be.
        case notApplicable
    }

    /// How bad a finding is.
    public enum Severity: String, JSONCoded, Hashable, Sendable, CaseIterable {
        /// What the ledger says cannot be relied on.
        case critical
        /// Evidence is lost, or what is kept beside the ledger cannot be relied on.
        case serious
        /// What is wrong is derived from the ledger, and is made again from it.
        case minor
    }

    /// The most findings that one section keeps and names; beyond it they are counted.
    public static let findingLimit = 10_000

    /// The check's permanent name.
    public let name: String
    /// What it compares with what, in words.
    public let title: String
    /// How bad a finding of this check is.
    public let severity: Severity
    /// What to do about a finding of this check.
    public let remedy: String
    /// How many items it examined.
    public internal(set) var examined: Int = 0
    /// What it found, the first 10,000.
    public private(set) var findings: [AuditFinding] = []
    /// How many findings there are in all.
    public private(set) var findingCount: Int = 0
    /// How many items it left, as far as is known.
    public private(set) var left: Int = 0
    /// Why it could not examine everything; `nil` where it did.
    public private(set) var incomplete: String?
    /// Why there need be nothing to examine; `nil` where there must be.
    public private(set) var inapplicable: String?
    /// What else is to be known that is neither a finding nor a gap; `nil` where nothing is.
    public internal(set) var remark: String?

    enum AnswerOnly {
        /// How far it came, and whether anything is wrong.
        case state
        /// How many items there are to examine: those examined and those left.
        case total
        /// How many findings are counted and not listed: those after the first 10,000.
        case unlisted
    }

    /// How far it came, and whether anything is wrong.
    public var state: State {
        guard incomplete == nil else { return examined == 0 ? .notExamined : .part }
        if findingCount > 0 { return .findings }
        return inapplicable == nil ? .ok : .notApplicable
    }

    /// How many items there are to examine.
    public var total: Int { examined + left }

    /// How many findings are counted and not listed.
    public var unlisted: Int { findingCount - findings.count }

    init(_ check: AuditCheck, adding note: String = "") {
        name = check.rawValue
        title = check.title + note
        severity = check.severity
        remedy = check.remedy
    }

    mutating func find(
        _ place: String,
        _ reason: String,
        entry: UInt64? = nil,
        since: String? = nil,
        advice: AuditAdvice? = nil
    ) {
        findingCount += 1
        guard findings.count < AuditSection.findingLimit else { return }
        findings.append(
            AuditFinding(
                place: place,
                reason: reason,
                entry: entry,
                since: since,
                severity: advice?.severity,
                remedy: advice?.remedy
            )
        )
    }

    /// Says that a place cannot be read, and that so many further items are not examined for it.
    mutating func cannotRead(_ place: String, _ damage: String, leaving count: Int = 1) {
        find(place, "it cannot be read: \(damage)", advice: .unreadable)
        leave(count, "what the findings name cannot be read")
    }

    /// Says why there is nothing that it could examine.
    mutating func passOver(_ reason: String) { inapplicable = reason }

    /// Says that so many further items are not examined, and why.
    mutating func leave(_ count: Int, _ reason: String) {
        left += count
        guard let known = incomplete else {
            incomplete = reason
            return
        }
        if !known.contains(reason) { incomplete = "\(known); \(reason)" }
    }
}
