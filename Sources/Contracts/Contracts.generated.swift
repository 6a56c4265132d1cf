// swift-format-ignore-file
// Made by Scripts/make-records from the declarations of this module. Not edited by hand.

public import CanonicalJSON
import Crypto
public import Marine

extension Accumulated {
    /// Makes one from its members.
    public init(subject: Text<20>, held: Money, _: Void = ()) {
        self.init(subject: subject, held: held)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let held: Money? = reader.member("held")
        let subject: Text<20>? = reader.member("subject")
        reader.endObject()
        guard let held, let subject else { return nil }
        self.init(subject: subject, held: held)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("held", held)
        writer.member("subject", subject)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Accumulated", "What an insurer has on risk already where a declared shipment would go, at its most in that time.", members: [
            MemberDescription("subject", Text<20>.self, "The ship, as `IMO` and its number, or the place's UN/LOCODE."),
            MemberDescription("held", Money.self, "The most that is on risk there on a day of the shipment's own."),
        ])
    }
}

extension Accumulation.Command {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if reader.passCase("hold") {
            let added: Accumulation.Span?? = reader.optional("added")
            let id: InstanceID? = reader.member("id")
            let leader: MemberID? = reader.member("leader")
            let removed: Accumulation.Span?? = reader.optional("removed")
            let subject: Text<20>? = reader.member("subject")
            reader.endCase()
            guard let added, let id, let leader, let removed, let subject else { return nil }
            self = .hold(id: id, leader: leader, subject: subject, removed: removed, added: added)
            return
        }
        reader.refuseChoice(among: "hold")
        return nil
    }

    /// The names of the cases.
    public enum Action: String, ActionName {
        /// Holds a value, in the place of one that was held.
        case hold
    }

    /// The case's name.
    public var action: Action {
        switch self {
            case .hold: .hold
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .hold(let id, let leader, let subject, let removed, let added):
                writer.key("hold")
                writer.beginObject()
                writer.optional("added", added)
                writer.member("id", id)
                writer.member("leader", leader)
                writer.optional("removed", removed)
                writer.member("subject", subject)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("Accumulation.Command", "What may be asked of an accumulation.", cases: [
            CaseDescription("hold", "Holds a value, in the place of one that was held.", [
                MemberDescription("id", InstanceID.self, "Which accumulation, by an identifier derived with the consortium's secret."),
                MemberDescription("leader", MemberID.self, "The insurer on whose leads the value is held."),
                MemberDescription("subject", Text<20>.self, "The ship, as `IMO` and its number, or the place's UN/LOCODE."),
                MemberDescription("removed", Accumulation.Span.self, "The value and days that it held of the certificate before; none where it held nothing.", isOptional: true),
                MemberDescription("added", Accumulation.Span.self, "The value and days that it holds from now on; none where it only gives up.", isOptional: true),
            ]),
        ])
    }
}

extension Accumulation.DayChange {
    /// Makes one from its members.
    public init(day: Int64, amount: Money, _: Void = ()) {
        self.init(day: day, amount: amount)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let amount: Money? = reader.member("amount")
        let day: Int64? = reader.member("day")
        reader.endObject()
        guard let amount, let day else { return nil }
        self.init(day: day, amount: amount)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("amount", amount)
        writer.member("day", day)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Accumulation.DayChange", "By how much what is held changes at the beginning of a day.", members: [
            MemberDescription("day", Int64.self, "The UTC day, in days since 1970-01-01."),
            MemberDescription("amount", Money.self, "More, or less where it is negative."),
        ])
    }
}

extension Accumulation.Event {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if reader.passCase("held") {
            let added: Accumulation.Span?? = reader.optional("added")
            let id: InstanceID? = reader.member("id")
            let leader: MemberID? = reader.member("leader")
            let removed: Accumulation.Span?? = reader.optional("removed")
            let subject: Text<20>? = reader.member("subject")
            let today: Int64? = reader.member("today")
            reader.endCase()
            guard let added, let id, let leader, let removed, let subject, let today else { return nil }
            self = .held(id: id, leader: leader, subject: subject, removed: removed, added: added, today: today)
            return
        }
        reader.refuseChoice(among: "held")
        return nil
    }

    /// The case's name.
    public var name: String {
        switch self {
            case .held: "held"
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .held(let id, let leader, let subject, let removed, let added, let today):
                writer.key("held")
                writer.beginObject()
                writer.optional("added", added)
                writer.member("id", id)
                writer.member("leader", leader)
                writer.optional("removed", removed)
                writer.member("subject", subject)
                writer.member("today", today)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("Accumulation.Event", "What has happened to an accumulation.", cases: [
            CaseDescription("held", "A value is held, in the place of one that was held.", [
                MemberDescription("id", InstanceID.self, "Which accumulation, by an identifier derived with the consortium's secret."),
                MemberDescription("leader", MemberID.self, "The insurer on whose leads the value is held."),
                MemberDescription("subject", Text<20>.self, "The ship, as `IMO` and its number, or the place's UN/LOCODE."),
                MemberDescription("removed", Accumulation.Span.self, "The value and days taken off; absent where nothing was held.", isOptional: true),
                MemberDescription("added", Accumulation.Span.self, "The value and days put on; absent where it only gave up.", isOptional: true),
                MemberDescription("today", Int64.self, "The UTC day on which it came onto the ledger, in days since 1970-01-01."),
            ]),
        ])
    }
}

extension Accumulation.Instruction {
    /// Reads a case, if one of these stands there; `nil` in it where something is wrong.
    static func readCase(from reader: inout JSONReader) -> Accumulation.Instruction?? {
        if reader.passCase("noteOther") {
            let accumulation: InstanceID? = reader.member("accumulation")
            let amount: Money? = reader.member("amount")
            let from: Instant? = reader.member("from")
            let to: Instant? = reader.member("to")
            reader.endCase()
            guard let accumulation, let amount, let from, let to else { return .some(nil) }
            return .some(.noteOther(accumulation: accumulation, from: from, to: to, amount: amount))
        }
        return nil
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if let read = Self.readCase(from: &reader) {
            guard let read else { return nil }
            self = read
            return
        }
        reader.refuseChoice(among: "noteOther")
        return nil
    }

    /// The names of the cases.
    public enum Action: String, ActionName {
        /// Notes what the insurer has on risk there beside its covers on this ledger.
        case noteOther
    }

    /// The case's name.
    public var action: Action {
        switch self {
            case .noteOther: .noteOther
        }
    }

    /// The instance that it is about: its first value.
    public var subject: InstanceID {
        switch self {
            case .noteOther(let subject, _, _, _): subject
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .noteOther(let accumulation, let from, let to, let amount):
                writer.key("noteOther")
                writer.beginObject()
                writer.member("accumulation", accumulation)
                writer.member("amount", amount)
                writer.member("from", from)
                writer.member("to", to)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("Accumulation.Instruction", "What a member asks of an accumulation.", cases: [
            CaseDescription("noteOther", "Notes what the insurer has on risk there beside its covers on this ledger.", [
                MemberDescription("accumulation", InstanceID.self, "The accumulation."),
                MemberDescription("from", Instant.self, "The first day of it, in UTC."),
                MemberDescription("to", Instant.self, "The last day of it, in UTC."),
                MemberDescription("amount", Money.self, "The value."),
            ]),
        ])
    }
}

extension Accumulation.Span {
    /// Makes one from its members.
    public init(from: Int64, to: Int64, amount: Money, _: Void = ()) {
        self.init(from: from, to: to, amount: amount)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let amount: Money? = reader.member("amount")
        let from: Int64? = reader.member("from")
        let to: Int64? = reader.member("to")
        reader.endObject()
        guard let amount, let from, let to else { return nil }
        self.init(from: from, to: to, amount: amount)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("amount", amount)
        writer.member("from", from)
        writer.member("to", to)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Accumulation.Span", "A value that is held for some days.", members: [
            MemberDescription("from", Int64.self, "The first UTC day, in days since 1970-01-01."),
            MemberDescription("to", Int64.self, "The last one; not before the first."),
            MemberDescription("amount", Money.self, "The value."),
        ])
    }
}

extension Accumulation.State {
    /// Makes one from its members.
    public init(id: InstanceID, leader: MemberID, subject: Text<20>, opening: Money, changes: [Accumulation.DayChange], _: Void = ()) {
        self.init(id: id, leader: leader, subject: subject, opening: opening, changes: changes)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let changes: [Accumulation.DayChange]? = reader.member("changes")
        let id: InstanceID? = reader.member("id")
        let leader: MemberID? = reader.member("leader")
        let opening: Money? = reader.member("opening")
        let subject: Text<20>? = reader.member("subject")
        reader.endObject()
        guard let changes, let id, let leader, let opening, let subject else { return nil }
        self.init(id: id, leader: leader, subject: subject, opening: opening, changes: changes)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("changes", changes)
        writer.member("id", id)
        writer.member("leader", leader)
        writer.member("opening", opening)
        writer.member("subject", subject)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Accumulation.State", "An accumulation after the transitions so far.", members: [
            MemberDescription("id", InstanceID.self, "The accumulation's identifier."),
            MemberDescription("leader", MemberID.self, "The insurer that leads the covers."),
            MemberDescription("subject", Text<20>.self, "The ship, as `IMO` and its number, or the place's UN/LOCODE."),
            MemberDescription("opening", Money.self, "What is held before the first change."),
            MemberDescription("changes", [Accumulation.DayChange].self, "By how much that changes, in the order of days."),
        ])
    }
}

extension Adjudication.Opinion {
    /// Makes one from its members.
    public init(pays: Bool, adjustment: Adjustment? = nil, at: Instant, _: Void = ()) {
        self.init(pays: pays, adjustment: adjustment, at: at)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let adjustment: Adjustment?? = reader.optional("adjustment")
        let at: Instant? = reader.member("at")
        let pays: Bool? = reader.member("pays")
        reader.endObject()
        guard let adjustment, let at, let pays else { return nil }
        self.init(pays: pays, adjustment: adjustment, at: at)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.optional("adjustment", adjustment)
        writer.member("at", at)
        writer.member("pays", pays)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Adjudication.Opinion", "What the automaton holds of a claim that it leaves to a person: kept beside what the adjuster decides.", members: [
            MemberDescription("pays", Bool.self, "Whether it would pay, or in shadow mode would have paid."),
            MemberDescription("adjustment", Adjustment.self, "The loss as it measures it; absent where no agreed loss applies.", isOptional: true),
            MemberDescription("at", Instant.self, "When it judged."),
        ])
    }
}

extension Adjustment {
    /// Makes one from its members.
    public init(assessment: Assessment, basis: AdjustmentBasis, loss: Money, payable: Money) {
        self.assessment = assessment
        self.basis = basis
        self.loss = loss
        self.payable = payable
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let assessment: Assessment? = reader.member("assessment")
        let basis: AdjustmentBasis? = reader.member("basis")
        let loss: Money? = reader.member("loss")
        let payable: Money? = reader.member("payable")
        reader.endObject()
        guard let assessment, let basis, let loss, let payable else { return nil }
        self.assessment = assessment
        self.basis = basis
        self.loss = loss
        self.payable = payable
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("assessment", assessment)
        if writer.isAnswer { basis.writeMembers(to: &writer) } else { writer.member("basis", basis) }
        writer.member("loss", loss)
        writer.member("payable", payable)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Adjustment", "A measured loss.", members: [
            MemberDescription("assessment", Assessment.self, "How it was measured."),
            MemberDescription("basis", AdjustmentBasis.self, "What it was measured against.", scope: .flattened),
            MemberDescription("loss", Money.self, "The loss before the deductible."),
            MemberDescription("payable", Money.self, "What is payable."),
        ])
    }
}

extension AdjustmentBasis {
    /// Makes one from its members.
    public init(insuredValue: Money, deductible: Deductible, limit: Money? = nil, order: LimitOrder? = nil, _: Void = ()) {
        self.init(insuredValue: insuredValue, deductible: deductible, limit: limit, order: order)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let deductible: Deductible? = reader.member("deductible")
        let insuredValue: Money? = reader.member("insuredValue")
        let limit: Money?? = reader.optional("limit", since: 2)
        let order: LimitOrder?? = reader.optional("order", since: 2)
        reader.endObject()
        guard let deductible, let insuredValue, let limit, let order else { return nil }
        self.init(insuredValue: insuredValue, deductible: deductible, limit: limit, order: order)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("deductible", deductible)
        writer.member("insuredValue", insuredValue)
        writer.ifPresent("limit", limit)
        writer.ifPresent("order", order)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("AdjustmentBasis", "What a certificate gives to an adjustment.", members: [
            MemberDescription("insuredValue", Money.self, "The insured value; the policy is valued and insures in full, so no average applies."),
            MemberDescription("deductible", Deductible.self, "What the assured bears."),
            MemberDescription("limit", Money.self, "The most that the loss pays; the insured value where absent.", isOptional: true, since: 2),
            MemberDescription("order", LimitOrder.self, "Whether the deductible or the limit comes first; the deductible where absent.", isOptional: true, since: 2),
        ])
    }
}

extension Assessment {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if reader.passCase("agreedLoss") {
            let rate: Rate? = reader.member("rate")
            reader.endCase()
            guard let rate else { return nil }
            self = .agreedLoss(rate: rate)
            return
        }
        if reader.passCase("partialLoss") {
            let grossDamagedValue: Money? = reader.member("grossDamagedValue")
            let grossSoundValue: Money? = reader.member("grossSoundValue")
            reader.endCase()
            guard let grossDamagedValue, let grossSoundValue else { return nil }
            self = .partialLoss(grossSoundValue: grossSoundValue, grossDamagedValue: grossDamagedValue)
            return
        }
        if reader.passCase("salvageLoss") {
            let netProceeds: Money? = reader.member("netProceeds")
            reader.endCase()
            guard let netProceeds else { return nil }
            self = .salvageLoss(netProceeds: netProceeds)
            return
        }
        if reader.passCase("totalLoss") {
            reader.endCase()
            self = .totalLoss
            return
        }
        reader.refuseChoice(among: "agreedLoss, partialLoss, salvageLoss, totalLoss")
        return nil
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .agreedLoss(let rate):
                writer.key("agreedLoss")
                writer.beginObject()
                writer.member("rate", rate)
                writer.endObject()
            case .partialLoss(let grossSoundValue, let grossDamagedValue):
                writer.key("partialLoss")
                writer.beginObject()
                writer.member("grossDamagedValue", grossDamagedValue)
                writer.member("grossSoundValue", grossSoundValue)
                writer.endObject()
            case .salvageLoss(let netProceeds):
                writer.key("salvageLoss")
                writer.beginObject()
                writer.member("netProceeds", netProceeds)
                writer.endObject()
            case .totalLoss:
                writer.key("totalLoss")
                writer.beginObject()
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("Assessment", "How a loss is measured.", cases: [
            CaseDescription("agreedLoss", "The share of the insured value that the certificate's terms agree for a met trigger.", [
                MemberDescription("rate", Rate.self, "The share agreed, in per cent of the insured value; 0 to 100."),
            ]),
            CaseDescription("partialLoss", "Marine Insurance Act 1906 s. 71(3): insured x (gross sound - gross damaged) / gross sound.", [
                MemberDescription("grossSoundValue", Money.self, "What the goods would have fetched at the destination had they arrived sound, before charges; positive, in any one currency."),
                MemberDescription("grossDamagedValue", Money.self, "What they fetch there as they are, before charges; not negative, at most the sound value, in the same currency."),
            ]),
            CaseDescription("salvageLoss", "Salvage loss: the insured value less the net proceeds. Not the same as s. 71(3).", [
                MemberDescription("netProceeds", Money.self, "What the goods were sold for short of the destination, less the expenses of the sale; not negative, at most the insured value, in its currency."),
            ]),
            CaseDescription("totalLoss", "Total loss: the insured value.", [
            ]),
        ])
    }
}

extension Authority.Approval {
    /// Makes one from its members.
    public init(officer: Identifier, amount: Money, at: Instant, exGratia: Text<2000>? = nil, _: Void = ()) {
        self.init(officer: officer, amount: amount, at: at, exGratia: exGratia)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let amount: Money? = reader.member("amount")
        let at: Instant? = reader.member("at")
        let exGratia: Text<2000>?? = reader.optional("exGratia")
        let officer: Identifier? = reader.member("officer")
        reader.endObject()
        guard let amount, let at, let exGratia, let officer else { return nil }
        self.init(officer: officer, amount: amount, at: at, exGratia: exGratia)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("amount", amount)
        writer.member("at", at)
        writer.optional("exGratia", exGratia)
        writer.member("officer", officer)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Authority.Approval", "What one officer has approved, where another's approval is needed too.", members: [
            MemberDescription("officer", Identifier.self, "The officer."),
            MemberDescription("amount", Money.self, "The sum."),
            MemberDescription("at", Instant.self, "When."),
            MemberDescription("exGratia", Text<2000>.self, "Why it is paid though it is not owed; absent where it is owed.", isOptional: true),
        ])
    }
}

extension Authority.Command {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if reader.passCase("setAuthority") {
            let member: MemberID? = reader.member("member")
            let table: Authority.Table? = reader.member("table")
            reader.endCase()
            guard let member, let table else { return nil }
            self = .setAuthority(member: member, table: table)
            return
        }
        reader.refuseChoice(among: "setAuthority")
        return nil
    }

    /// The names of the cases.
    public enum Action: String, ActionName {
        /// Sets the table, in place of the one before.
        case setAuthority
    }

    /// The case's name.
    public var action: Action {
        switch self {
            case .setAuthority: .setAuthority
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .setAuthority(let member, let table):
                writer.key("setAuthority")
                writer.beginObject()
                writer.member("member", member)
                writer.member("table", table)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("Authority.Command", "What may be asked of a table.", cases: [
            CaseDescription("setAuthority", "Sets the table, in place of the one before.", [
                MemberDescription("member", MemberID.self, "Whose table it is: the member that asks."),
                MemberDescription("table", Authority.Table.self, "The whole table; what it leaves out is no officer's authority any more."),
            ]),
        ])
    }
}

extension Authority.Contribution {
    /// Makes one from its members.
    public init(insurer: MemberID, amount: Money, _: Void = ()) {
        self.init(insurer: insurer, amount: amount)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let amount: Money? = reader.member("amount")
        let insurer: MemberID? = reader.member("insurer")
        reader.endObject()
        guard let amount, let insurer else { return nil }
        self.init(insurer: insurer, amount: amount)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("amount", amount)
        writer.member("insurer", insurer)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Authority.Contribution", "What one insurer bears of a payment.", members: [
            MemberDescription("insurer", MemberID.self, "The insurer."),
            MemberDescription("amount", Money.self, "The sum, in the payment's currency."),
        ])
    }
}

extension Authority.Event {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if reader.passCase("authoritySet") {
            let at: Instant? = reader.member("at")
            let member: MemberID? = reader.member("member")
            let table: Authority.Table? = reader.member("table")
            reader.endCase()
            guard let at, let member, let table else { return nil }
            self = .authoritySet(member: member, table: table, at: at)
            return
        }
        reader.refuseChoice(among: "authoritySet")
        return nil
    }

    /// The case's name.
    public var name: String {
        switch self {
            case .authoritySet: "authoritySet"
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .authoritySet(let member, let table, let at):
                writer.key("authoritySet")
                writer.beginObject()
                writer.member("at", at)
                writer.member("member", member)
                writer.member("table", table)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("Authority.Event", "What has happened to a table.", cases: [
            CaseDescription("authoritySet", "The table was set.", [
                MemberDescription("member", MemberID.self, "Whose table it is."),
                MemberDescription("table", Authority.Table.self, "The whole table, in force from this entry on."),
                MemberDescription("at", Instant.self, "When it came onto the ledger."),
            ]),
        ])
    }
}

extension Authority.Grant {
    /// Makes one from its members.
    public init(officer: Identifier, adjusts: Bool = false, approvesUpTo: Entries<0, 20, Money> = [], settles: Bool = false, releasesHolds: Bool = false, paysExGratia: Bool = false, _: Void = ()) {
        self.init(officer: officer, adjusts: adjusts, approvesUpTo: approvesUpTo, settles: settles, releasesHolds: releasesHolds, paysExGratia: paysExGratia)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let adjusts: Bool? = reader.member("adjusts", default: false)
        let approvesUpTo: Entries<0, 20, Money>? = reader.member("approvesUpTo", default: [])
        let officer: Identifier? = reader.member("officer")
        let paysExGratia: Bool? = reader.member("paysExGratia", default: false)
        let releasesHolds: Bool? = reader.member("releasesHolds", default: false)
        let settles: Bool? = reader.member("settles", default: false)
        reader.endObject()
        guard let adjusts, let approvesUpTo, let officer, let paysExGratia, let releasesHolds, let settles else { return nil }
        self.init(officer: officer, adjusts: adjusts, approvesUpTo: approvesUpTo, settles: settles, releasesHolds: releasesHolds, paysExGratia: paysExGratia)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("adjusts", adjusts)
        writer.member("approvesUpTo", approvesUpTo)
        writer.member("officer", officer)
        writer.member("paysExGratia", paysExGratia)
        writer.member("releasesHolds", releasesHolds)
        writer.member("settles", settles)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Authority.Grant", "What one officer may decide.", members: [
            MemberDescription("officer", Identifier.self, "The officer."),
            MemberDescription("adjusts", Bool.self, "Whether it measures losses.", hasDefault: true),
            MemberDescription("approvesUpTo", Entries<0, 20, Money>.self, "Up to which sums it approves claims, one for each currency; it approves none in a currency that is not here.", hasDefault: true),
            MemberDescription("settles", Bool.self, "Whether it orders payments.", hasDefault: true),
            MemberDescription("releasesHolds", Bool.self, "Whether it releases and keeps sanctions holds, with another officer that does.", hasDefault: true),
            MemberDescription("paysExGratia", Bool.self, "Whether it grants payments that are not owed, up to the same sums as it approves.", hasDefault: true),
        ])
    }
}

extension Authority.Instruction {
    /// Reads a case, if one of these stands there; `nil` in it where something is wrong.
    static func readCase(from reader: inout JSONReader) -> Authority.Instruction?? {
        if reader.passCase("setAuthority") {
            let member: InstanceID? = reader.member("member")
            let table: Authority.Table? = reader.member("table")
            reader.endCase()
            guard let member, let table else { return .some(nil) }
            return .some(.setAuthority(member: member, table: table))
        }
        return nil
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if let read = Self.readCase(from: &reader) {
            guard let read else { return nil }
            self = read
            return
        }
        reader.refuseChoice(among: "setAuthority")
        return nil
    }

    /// The names of the cases.
    public enum Action: String, ActionName {
        /// Sets the member's table of authority, in place of the one before.
        case setAuthority
    }

    /// The case's name.
    public var action: Action {
        switch self {
            case .setAuthority: .setAuthority
        }
    }

    /// The instance that it is about: its first value.
    public var subject: InstanceID {
        switch self {
            case .setAuthority(let subject, _): subject
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .setAuthority(let member, let table):
                writer.key("setAuthority")
                writer.beginObject()
                writer.member("member", member)
                writer.member("table", table)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("Authority.Instruction", "What a member asks of its table.", cases: [
            CaseDescription("setAuthority", "Sets the member's table of authority, in place of the one before.", [
                MemberDescription("member", InstanceID.self, "The member, whose table it is."),
                MemberDescription("table", Authority.Table.self, "Which of its officers may decide what."),
            ]),
        ])
    }
}

extension Authority.Officer {
    /// Makes one from its members.
    public init(id: Identifier, name: Text<200>, title: Text<200>, registeredAt: Instant, administers: Bool? = nil, retiredAt: Instant? = nil, _: Void = ()) {
        self.init(id: id, name: name, title: title, registeredAt: registeredAt, administers: administers, retiredAt: retiredAt)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let administers: Bool?? = reader.optional("administers")
        let id: Identifier? = reader.member("id")
        let name: Text<200>? = reader.member("name")
        let registeredAt: Instant? = reader.member("registeredAt")
        let retiredAt: Instant?? = reader.optional("retiredAt")
        let title: Text<200>? = reader.member("title")
        reader.endObject()
        guard let administers, let id, let name, let registeredAt, let retiredAt, let title else { return nil }
        self.init(id: id, name: name, title: title, registeredAt: registeredAt, administers: administers, retiredAt: retiredAt)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.optional("administers", administers)
        writer.member("id", id)
        writer.member("name", name)
        writer.member("registeredAt", registeredAt)
        writer.optional("retiredAt", retiredAt)
        writer.member("title", title)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Authority.Officer", "A person that acts for a member.", members: [
            MemberDescription("id", Identifier.self, "What the person goes by among the member's officers."),
            MemberDescription("name", Text<200>.self, "The person's name."),
            MemberDescription("title", Text<200>.self, "The person's title, such as \"Head of Claims\"."),
            MemberDescription("registeredAt", Instant.self, "When it was registered."),
            MemberDescription("administers", Bool.self, "Whether the person registers officers and keys and sets the table of authority, and in return has no authority over claims; not where it is left out.", isOptional: true),
            MemberDescription("retiredAt", Instant.self, "When it was retired; absent while it acts.", isOptional: true),
        ])
    }
}

extension Authority.State {
    /// Makes one from its members.
    public init(member: MemberID, table: Authority.Table, setAt: Instant, _: Void = ()) {
        self.init(member: member, table: table, setAt: setAt)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let member: MemberID? = reader.member("member")
        let setAt: Instant? = reader.member("setAt")
        let table: Authority.Table? = reader.member("table")
        reader.endObject()
        guard let member, let setAt, let table else { return nil }
        self.init(member: member, table: table, setAt: setAt)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("member", member)
        writer.member("setAt", setAt)
        if writer.isAnswer { table.writeMembers(to: &writer) } else { writer.member("table", table) }
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Authority.State", "A table after the transitions so far.", members: [
            MemberDescription("member", MemberID.self, "Whose table it is."),
            MemberDescription("table", Authority.Table.self, "What it says.", scope: .flattened),
            MemberDescription("setAt", Instant.self, "When it was set so."),
        ])
    }
}

extension Authority.Table {
    /// Makes one from its members.
    public init(officers: Entries<0, 200, Authority.Grant>, secondApprovalAbove: Entries<0, 20, Money> = [], _: Void = ()) {
        self.init(officers: officers, secondApprovalAbove: secondApprovalAbove)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let officers: Entries<0, 200, Authority.Grant>? = reader.member("officers")
        let secondApprovalAbove: Entries<0, 20, Money>? = reader.member("secondApprovalAbove", default: [])
        reader.endObject()
        guard let officers, let secondApprovalAbove else { return nil }
        self.init(officers: officers, secondApprovalAbove: secondApprovalAbove)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("officers", officers)
        writer.member("secondApprovalAbove", secondApprovalAbove)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Authority.Table", "Who may decide what.", members: [
            MemberDescription("officers", Entries<0, 200, Authority.Grant>.self, "The officers that may decide something, each once."),
            MemberDescription("secondApprovalAbove", Entries<0, 20, Money>.self, "The sums above which a claim needs the approval of two officers, one for each currency.", hasDefault: true),
        ])
    }
}

extension Certificate.Command {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if reader.passCase("issue") {
            let cover: InstanceID? = reader.member("cover")
            let coverTerms: CoverTerms? = reader.member("coverTerms")
            let declaration: Declaration? = reader.member("declaration")
            let exposures: [Exposure]?? = reader.optional("exposures", since: 2)
            let id: InstanceID? = reader.member("id")
            let onRisk: OpenCover.OnRisk? = reader.member("onRisk")
            let premium: Money? = reader.member("premium")
            let rate: Rate? = reader.member("rate")
            let referral: Text<2000>?? = reader.optional("referral", since: 2)
            let screeningHits: [Text<200>]? = reader.member("screeningHits")
            reader.endCase()
            guard let cover, let coverTerms, let declaration, let exposures, let id, let onRisk, let premium, let rate, let referral, let screeningHits else { return nil }
            self = .issue(id: id, cover: cover, coverTerms: coverTerms, declaration: declaration, onRisk: onRisk, rate: rate, premium: premium, screeningHits: screeningHits, exposures: exposures, referral: referral)
            return
        }
        if reader.passCase("insure", since: 2) {
            let interests: [InstanceID]? = reader.member("interests")
            reader.endCase()
            guard let interests else { return nil }
            self = .insure(interests: interests)
            return
        }
        if reader.passCase("endorse") {
            let arrival: Instant?? = reader.optional("arrival", since: 2)
            let consignee: Text<200>?? = reader.optional("consignee")
            let conveyance: Conveyance?? = reader.optional("conveyance")
            let description: Text<200>?? = reader.optional("description")
            let effective: Instant?? = reader.optional("effective", since: 2)
            let reference: OptionalText<60>?? = reader.optional("reference")
            let sailing: Instant?? = reader.optional("sailing")
            reader.endCase()
            guard let arrival, let consignee, let conveyance, let description, let effective, let reference, let sailing else { return nil }
            self = .endorse(description: description, consignee: consignee, conveyance: conveyance, sailing: sailing, reference: reference, arrival: arrival, effective: effective)
            return
        }
        if reader.passCase("cancel") {
            let reason: Text<200>? = reader.member("reason")
            reader.endCase()
            guard let reason else { return nil }
            self = .cancel(reason: reason)
            return
        }
        if reader.passCase("payPremium") {
            let amount: Money? = reader.member("amount")
            reader.endCase()
            guard let amount else { return nil }
            self = .payPremium(amount: amount)
            return
        }
        if reader.passCase("assign") {
            let interests: [InstanceID]?? = reader.optional("interests", since: 2)
            let shipment: InstanceID? = reader.member("shipment")
            reader.endCase()
            guard let interests, let shipment else { return nil }
            self = .assign(shipment: shipment, interests: interests)
            return
        }
        if reader.passCase("expose", since: 2) {
            let exposures: [Exposure]? = reader.member("exposures")
            reader.endCase()
            guard let exposures else { return nil }
            self = .expose(exposures: exposures)
            return
        }
        if reader.passCase("accept", since: 2) {
            reader.endCase()
            self = .accept
            return
        }
        if reader.passCase("reject", since: 2) {
            let reason: Text<200>? = reader.member("reason")
            reader.endCase()
            guard let reason else { return nil }
            self = .reject(reason: reason)
            return
        }
        if reader.passCase("attach") {
            let at: Instant? = reader.member("at")
            reader.endCase()
            guard let at else { return nil }
            self = .attach(at: at)
            return
        }
        if reader.passCase("terminate") {
            let at: Instant? = reader.member("at")
            reader.endCase()
            guard let at else { return nil }
            self = .terminate(at: at)
            return
        }
        if reader.passCase("noteClaim") {
            let claim: InstanceID? = reader.member("claim")
            let lossFrom: Instant? = reader.member("lossFrom")
            let lossTo: Instant?? = reader.optional("lossTo", since: 2)
            let part: Text<60>?? = reader.optional("part", since: 2)
            let peril: Peril? = reader.member("peril")
            reader.endCase()
            guard let claim, let lossFrom, let lossTo, let part, let peril else { return nil }
            self = .noteClaim(claim: claim, peril: peril, lossFrom: lossFrom, lossTo: lossTo, part: part)
            return
        }
        if reader.passCase("erode") {
            let amount: Money? = reader.member("amount")
            let claim: InstanceID? = reader.member("claim")
            reader.endCase()
            guard let amount, let claim else { return nil }
            self = .erode(claim: claim, amount: amount)
            return
        }
        if reader.passCase("releaseClaim") {
            let claim: InstanceID? = reader.member("claim")
            reader.endCase()
            guard let claim else { return nil }
            self = .releaseClaim(claim: claim)
            return
        }
        if reader.passCase("dropClaim", since: 2) {
            let claim: InstanceID? = reader.member("claim")
            reader.endCase()
            guard let claim else { return nil }
            self = .dropClaim(claim: claim)
            return
        }
        if reader.passCase("retakeClaim", since: 2) {
            let claim: InstanceID? = reader.member("claim")
            reader.endCase()
            guard let claim else { return nil }
            self = .retakeClaim(claim: claim)
            return
        }
        if reader.passCase("admit", since: 2) {
            let surveyor: MemberID? = reader.member("surveyor")
            reader.endCase()
            guard let surveyor else { return nil }
            self = .admit(surveyor: surveyor)
            return
        }
        if reader.passCase("transfer", since: 2) {
            let to: MemberID? = reader.member("to")
            reader.endCase()
            guard let to else { return nil }
            self = .transfer(to: to)
            return
        }
        if reader.passCase("hold", since: 2) {
            let hits: [SanctionsHit]? = reader.member("hits")
            reader.endCase()
            guard let hits else { return nil }
            self = .hold(hits: hits)
            return
        }
        if reader.passCase("decideHold", since: 2) {
            let hold: Int? = reader.member("hold")
            let isFirst: Bool? = reader.member("isFirst")
            let isReleased: Bool? = reader.member("isReleased")
            let reason: Text<2000>? = reader.member("reason")
            reader.endCase()
            guard let hold, let isFirst, let isReleased, let reason else { return nil }
            self = .decideHold(hold: hold, isReleased: isReleased, reason: reason, isFirst: isFirst)
            return
        }
        reader.refuseChoice(among: "issue, insure, endorse, cancel, payPremium, assign, expose, accept, reject, attach, terminate, noteClaim, erode, releaseClaim, dropClaim, retakeClaim, admit, transfer, hold, decideHold")
        return nil
    }

    /// The names of the cases.
    public enum Action: String, ActionName {
        /// Issues the certificate for a shipment that the cover has accepted.
        case issue
        /// Names the interests that it insures by what was declared.
        case insure
        /// Amends particulars that change neither value nor rate.
        case endorse
        /// Cancels before attachment; the premium is returned.
        case cancel
        /// Records premium received.
        case payPremium
        /// Names the shipment that carries the goods.
        case assign
        /// Notes what it adds to its leader's accumulations from now on.
        case expose
        /// Accepts it for the leader: it insures from now on.
        case accept
        /// Refuses it for the leader: it has never insured anything.
        case reject
        /// Attaches: the goods have left.
        case attach
        /// Ends: the goods are delivered.
        case terminate
        /// Notes a claim.
        case noteClaim
        /// Counts an approved claim against the insured value.
        case erode
        /// Notes that a claim is closed.
        case releaseClaim
        /// Notes that a claim was a mistake.
        case dropClaim
        /// Notes that a closed claim was taken up again.
        case retakeClaim
        /// Lets a surveyor read it.
        case admit
        /// Assigns the policy to another holder.
        case transfer
        /// Has hits hold its payments.
        case hold
        /// Releases a hold or keeps it, or notes that the first of two officers would.
        case decideHold
    }

    /// The case's name.
    public var action: Action {
        switch self {
            case .issue: .issue
            case .insure: .insure
            case .endorse: .endorse
            case .cancel: .cancel
            case .payPremium: .payPremium
            case .assign: .assign
            case .expose: .expose
            case .accept: .accept
            case .reject: .reject
            case .attach: .attach
            case .terminate: .terminate
            case .noteClaim: .noteClaim
            case .erode: .erode
            case .releaseClaim: .releaseClaim
            case .dropClaim: .dropClaim
            case .retakeClaim: .retakeClaim
            case .admit: .admit
            case .transfer: .transfer
            case .hold: .hold
            case .decideHold: .decideHold
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .issue(let id, let cover, let coverTerms, let declaration, let onRisk, let rate, let premium, let screeningHits, let exposures, let referral):
                writer.key("issue")
                writer.beginObject()
                writer.member("cover", cover)
                writer.member("coverTerms", coverTerms)
                writer.member("declaration", declaration)
                writer.ifPresent("exposures", exposures)
                writer.member("id", id)
                writer.member("onRisk", onRisk)
                writer.member("premium", premium)
                writer.member("rate", rate)
                writer.ifPresent("referral", referral)
                writer.member("screeningHits", screeningHits)
                writer.endObject()
            case .insure(let interests):
                writer.key("insure")
                writer.beginObject()
                writer.member("interests", interests)
                writer.endObject()
            case .endorse(let description, let consignee, let conveyance, let sailing, let reference, let arrival, let effective):
                writer.key("endorse")
                writer.beginObject()
                writer.ifPresent("arrival", arrival)
                writer.optional("consignee", consignee)
                writer.optional("conveyance", conveyance)
                writer.optional("description", description)
                writer.ifPresent("effective", effective)
                writer.optional("reference", reference)
                writer.optional("sailing", sailing)
                writer.endObject()
            case .cancel(let reason):
                writer.key("cancel")
                writer.beginObject()
                writer.member("reason", reason)
                writer.endObject()
            case .payPremium(let amount):
                writer.key("payPremium")
                writer.beginObject()
                writer.member("amount", amount)
                writer.endObject()
            case .assign(let shipment, let interests):
                writer.key("assign")
                writer.beginObject()
                writer.ifPresent("interests", interests)
                writer.member("shipment", shipment)
                writer.endObject()
            case .expose(let exposures):
                writer.key("expose")
                writer.beginObject()
                writer.member("exposures", exposures)
                writer.endObject()
            case .accept:
                writer.key("accept")
                writer.beginObject()
                writer.endObject()
            case .reject(let reason):
                writer.key("reject")
                writer.beginObject()
                writer.member("reason", reason)
                writer.endObject()
            case .attach(let at):
                writer.key("attach")
                writer.beginObject()
                writer.member("at", at)
                writer.endObject()
            case .terminate(let at):
                writer.key("terminate")
                writer.beginObject()
                writer.member("at", at)
                writer.endObject()
            case .noteClaim(let claim, let peril, let lossFrom, let lossTo, let part):
                writer.key("noteClaim")
                writer.beginObject()
                writer.member("claim", claim)
                writer.member("lossFrom", lossFrom)
                writer.ifPresent("lossTo", lossTo)
                writer.ifPresent("part", part)
                writer.member("peril", peril)
                writer.endObject()
            case .erode(let claim, let amount):
                writer.key("erode")
                writer.beginObject()
                writer.member("amount", amount)
                writer.member("claim", claim)
                writer.endObject()
            case .releaseClaim(let claim):
                writer.key("releaseClaim")
                writer.beginObject()
                writer.member("claim", claim)
                writer.endObject()
            case .dropClaim(let claim):
                writer.key("dropClaim")
                writer.beginObject()
                writer.member("claim", claim)
                writer.endObject()
            case .retakeClaim(let claim):
                writer.key("retakeClaim")
                writer.beginObject()
                writer.member("claim", claim)
                writer.endObject()
            case .admit(let surveyor):
                writer.key("admit")
                writer.beginObject()
                writer.member("surveyor", surveyor)
                writer.endObject()
            case .transfer(let to):
                writer.key("transfer")
                writer.beginObject()
                writer.member("to", to)
                writer.endObject()
            case .hold(let hits):
                writer.key("hold")
                writer.beginObject()
                writer.member("hits", hits)
                writer.endObject()
            case .decideHold(let hold, let isReleased, let reason, let isFirst):
                writer.key("decideHold")
                writer.beginObject()
                writer.member("hold", hold)
                writer.member("isFirst", isFirst)
                writer.member("isReleased", isReleased)
                writer.member("reason", reason)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("Certificate.Command", "What may be asked of a certificate.", cases: [
            CaseDescription("issue", "Issues the certificate for a shipment that the cover has accepted.", [
                MemberDescription("id", InstanceID.self, "The certificate's identifier, made from the command's name."),
                MemberDescription("cover", InstanceID.self, "The open cover that it is declared under."),
                MemberDescription("coverTerms", CoverTerms.self, "The cover's terms as they are now; later ones do not change the certificate."),
                MemberDescription("declaration", Declaration.self, "The goods, the voyage and the values, as declared."),
                MemberDescription("onRisk", OpenCover.OnRisk.self, "What it adds: to the cover's accumulations in the first edition, since then to the leader's."),
                MemberDescription("rate", Rate.self, "The premium rate, as a share of the insured value."),
                MemberDescription("premium", Money.self, "The premium, rounded half away from zero to the minor unit."),
                MemberDescription("screeningHits", [Text<200>].self, "The names that are on a sanctions list now; they hold payments and do not stop the issue."),
                MemberDescription("exposures", [Exposure].self, "What it adds to its leader's accumulations.", isOptional: true, hasDefault: true, since: 2),
                MemberDescription("referral", Text<2000>.self, "Why it waits for the leader to accept it.", isOptional: true, hasDefault: true, since: 2),
            ]),
            CaseDescription("insure", "Names the interests that it insures by what was declared.", [
                MemberDescription("interests", [InstanceID].self, "The interests, each once, in the order in which they were named."),
            ], since: 2),
            CaseDescription("endorse", "Amends particulars that change neither value nor rate.", [
                MemberDescription("description", Text<200>.self, "The goods in words; as before where left out.", isOptional: true),
                MemberDescription("consignee", Text<200>.self, "To whom the goods go; as before where left out.", isOptional: true),
                MemberDescription("conveyance", Conveyance.self, "The ship and voyage; as before where left out.", isOptional: true),
                MemberDescription("sailing", Instant.self, "When the ship is planned to sail; as before where left out.", isOptional: true),
                MemberDescription("reference", OptionalText<60>.self, "The assured's own reference, empty to take it away; as before where left out.", isOptional: true),
                MemberDescription("arrival", Instant.self, "When the voyage is planned to end.", isOptional: true, hasDefault: true, since: 2),
                MemberDescription("effective", Instant.self, "From when on it holds.", isOptional: true, hasDefault: true, since: 2),
            ]),
            CaseDescription("cancel", "Cancels before attachment; the premium is returned.", [
                MemberDescription("reason", Text<200>.self, "Why it is cancelled, for whoever reads the certificate."),
            ]),
            CaseDescription("payPremium", "Records premium received.", [
                MemberDescription("amount", Money.self, "The sum received: positive, and with what was paid before at most the premium."),
            ]),
            CaseDescription("assign", "Names the shipment that carries the goods.", [
                MemberDescription("shipment", InstanceID.self, "The shipment, of which a certificate has one."),
                MemberDescription("interests", [InstanceID].self, "The interests that the shipment's goods are.", isOptional: true, hasDefault: true, since: 2),
            ]),
            CaseDescription("expose", "Notes what it adds to its leader's accumulations from now on.", [
                MemberDescription("exposures", [Exposure].self, "Every exposure that it has from now on, in place of those before; none where it is empty."),
            ], since: 2),
            CaseDescription("accept", "Accepts it for the leader: it insures from now on.", [
            ], since: 2),
            CaseDescription("reject", "Refuses it for the leader: it has never insured anything.", [
                MemberDescription("reason", Text<200>.self, "Why the leader does not take the risk."),
            ], since: 2),
            CaseDescription("attach", "Attaches: the goods have left.", [
                MemberDescription("at", Instant.self, "When the goods left, as the shipment's departure says."),
            ]),
            CaseDescription("terminate", "Ends: the goods are delivered.", [
                MemberDescription("at", Instant.self, "When the goods were handed over, as the shipment's delivery says."),
            ]),
            CaseDescription("noteClaim", "Notes a claim.", [
                MemberDescription("claim", InstanceID.self, "The claim, which counts as open from now on."),
                MemberDescription("peril", Peril.self, "The peril notified."),
                MemberDescription("lossFrom", Instant.self, "When the loss began, as notified."),
                MemberDescription("lossTo", Instant.self, "When the loss ended, as far as known.", isOptional: true, hasDefault: true, since: 2),
                MemberDescription("part", Text<60>.self, "The part of the cover, where the claim names one.", isOptional: true, hasDefault: true, since: 2),
            ]),
            CaseDescription("erode", "Counts an approved claim against the insured value.", [
                MemberDescription("claim", InstanceID.self, "The claim that was approved."),
                MemberDescription("amount", Money.self, "The sum approved, in the insured value's currency."),
            ]),
            CaseDescription("releaseClaim", "Notes that a claim is closed.", [
                MemberDescription("claim", InstanceID.self, "The claim, which is open no more."),
            ]),
            CaseDescription("dropClaim", "Notes that a claim was a mistake.", [
                MemberDescription("claim", InstanceID.self, "The claim, whose loss may be notified anew."),
            ], since: 2),
            CaseDescription("retakeClaim", "Notes that a closed claim was taken up again.", [
                MemberDescription("claim", InstanceID.self, "The claim, which counts as open again."),
            ], since: 2),
            CaseDescription("admit", "Lets a surveyor read it.", [
                MemberDescription("surveyor", MemberID.self, "The surveyor appointed, who reads it for ever."),
            ], since: 2),
            CaseDescription("transfer", "Assigns the policy to another holder.", [
                MemberDescription("to", MemberID.self, "Who holds it from now on, and is paid."),
            ], since: 2),
            CaseDescription("hold", "Has hits hold its payments.", [
                MemberDescription("hits", [SanctionsHit].self, "The hits that no hold is of yet."),
            ], since: 2),
            CaseDescription("decideHold", "Releases a hold or keeps it, or notes that the first of two officers would.", [
                MemberDescription("hold", Int.self, "Which hold, from 1 on."),
                MemberDescription("isReleased", Bool.self, "Whether the hold is released; else it is kept."),
                MemberDescription("reason", Text<2000>.self, "Why, for whoever audits the decision."),
                MemberDescription("isFirst", Bool.self, "Whether another officer's decision is awaited."),
            ], since: 2),
        ])
    }
}

extension Certificate.Event {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if reader.passCase("issued") {
            let _0: Certificate.State? = reader.member("_0")
            reader.endCase()
            guard let _0 else { return nil }
            self = .issued(_0)
            return
        }
        if reader.passCase("endorsed") {
            let declaration: Declaration? = reader.member("declaration")
            let effective: Instant?? = reader.optional("effective", since: 2)
            let onRisk: OpenCover.OnRisk? = reader.member("onRisk")
            reader.endCase()
            guard let declaration, let effective, let onRisk else { return nil }
            self = .endorsed(declaration: declaration, onRisk: onRisk, effective: effective)
            return
        }
        if reader.passCase("cancelled") {
            let reason: Text<200>? = reader.member("reason")
            let returnedPremium: Money? = reader.member("returnedPremium")
            reader.endCase()
            guard let reason, let returnedPremium else { return nil }
            self = .cancelled(reason: reason, returnedPremium: returnedPremium)
            return
        }
        if reader.passCase("premiumPaid") {
            let amount: Money? = reader.member("amount")
            reader.endCase()
            guard let amount else { return nil }
            self = .premiumPaid(amount: amount)
            return
        }
        if reader.passCase("insuring", since: 2) {
            let interests: [InstanceID]? = reader.member("interests")
            reader.endCase()
            guard let interests else { return nil }
            self = .insuring(interests: interests)
            return
        }
        if reader.passCase("assigned") {
            let interests: [InstanceID]?? = reader.optional("interests", since: 2)
            let shipment: InstanceID? = reader.member("shipment")
            reader.endCase()
            guard let interests, let shipment else { return nil }
            self = .assigned(shipment: shipment, interests: interests)
            return
        }
        if reader.passCase("exposed", since: 2) {
            let exposures: [Exposure]? = reader.member("exposures")
            reader.endCase()
            guard let exposures else { return nil }
            self = .exposed(exposures: exposures)
            return
        }
        if reader.passCase("accepted", since: 2) {
            let at: Instant? = reader.member("at")
            let premiumDue: Instant? = reader.member("premiumDue")
            reader.endCase()
            guard let at, let premiumDue else { return nil }
            self = .accepted(at: at, premiumDue: premiumDue)
            return
        }
        if reader.passCase("rejected", since: 2) {
            let reason: Text<200>? = reader.member("reason")
            reader.endCase()
            guard let reason else { return nil }
            self = .rejected(reason: reason)
            return
        }
        if reader.passCase("attached") {
            let at: Instant? = reader.member("at")
            reader.endCase()
            guard let at else { return nil }
            self = .attached(at: at)
            return
        }
        if reader.passCase("terminated") {
            let at: Instant? = reader.member("at")
            reader.endCase()
            guard let at else { return nil }
            self = .terminated(at: at)
            return
        }
        if reader.passCase("claimNoted") {
            let claim: InstanceID? = reader.member("claim")
            let lossFrom: Instant? = reader.member("lossFrom")
            let lossTo: Instant?? = reader.optional("lossTo", since: 2)
            let part: Text<60>?? = reader.optional("part", since: 2)
            let peril: Peril? = reader.member("peril")
            reader.endCase()
            guard let claim, let lossFrom, let lossTo, let part, let peril else { return nil }
            self = .claimNoted(claim: claim, peril: peril, lossFrom: lossFrom, lossTo: lossTo, part: part)
            return
        }
        if reader.passCase("eroded") {
            let amount: Money? = reader.member("amount")
            let claim: InstanceID? = reader.member("claim")
            reader.endCase()
            guard let amount, let claim else { return nil }
            self = .eroded(claim: claim, amount: amount)
            return
        }
        if reader.passCase("claimReleased") {
            let claim: InstanceID? = reader.member("claim")
            reader.endCase()
            guard let claim else { return nil }
            self = .claimReleased(claim: claim)
            return
        }
        if reader.passCase("claimDropped", since: 2) {
            let claim: InstanceID? = reader.member("claim")
            reader.endCase()
            guard let claim else { return nil }
            self = .claimDropped(claim: claim)
            return
        }
        if reader.passCase("claimRetaken", since: 2) {
            let claim: InstanceID? = reader.member("claim")
            reader.endCase()
            guard let claim else { return nil }
            self = .claimRetaken(claim: claim)
            return
        }
        if reader.passCase("admitted", since: 2) {
            let surveyor: MemberID? = reader.member("surveyor")
            reader.endCase()
            guard let surveyor else { return nil }
            self = .admitted(surveyor: surveyor)
            return
        }
        if reader.passCase("transferred", since: 2) {
            let to: MemberID? = reader.member("to")
            reader.endCase()
            guard let to else { return nil }
            self = .transferred(to: to)
            return
        }
        if reader.passCase("held", since: 2) {
            let at: Instant? = reader.member("at")
            let hits: [SanctionsHit]? = reader.member("hits")
            reader.endCase()
            guard let at, let hits else { return nil }
            self = .held(hits: hits, at: at)
            return
        }
        if reader.passCase("holdDecided", since: 2) {
            let decision: SanctionsHold.Ruling? = reader.member("decision")
            let hold: Int? = reader.member("hold")
            let isFirst: Bool? = reader.member("isFirst")
            reader.endCase()
            guard let decision, let hold, let isFirst else { return nil }
            self = .holdDecided(hold: hold, decision: decision, isFirst: isFirst)
            return
        }
        reader.refuseChoice(among: "issued, endorsed, cancelled, premiumPaid, insuring, assigned, exposed, accepted, rejected, attached, terminated, claimNoted, eroded, claimReleased, claimDropped, claimRetaken, admitted, transferred, held, holdDecided")
        return nil
    }

    /// The case's name.
    public var name: String {
        switch self {
            case .issued: "issued"
            case .endorsed: "endorsed"
            case .cancelled: "cancelled"
            case .premiumPaid: "premiumPaid"
            case .insuring: "insuring"
            case .assigned: "assigned"
            case .exposed: "exposed"
            case .accepted: "accepted"
            case .rejected: "rejected"
            case .attached: "attached"
            case .terminated: "terminated"
            case .claimNoted: "claimNoted"
            case .eroded: "eroded"
            case .claimReleased: "claimReleased"
            case .claimDropped: "claimDropped"
            case .claimRetaken: "claimRetaken"
            case .admitted: "admitted"
            case .transferred: "transferred"
            case .held: "held"
            case .holdDecided: "holdDecided"
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .issued(let _0):
                writer.key("issued")
                writer.beginObject()
                writer.member("_0", _0)
                writer.endObject()
            case .endorsed(let declaration, let onRisk, let effective):
                writer.key("endorsed")
                writer.beginObject()
                writer.member("declaration", declaration)
                writer.ifPresent("effective", effective)
                writer.member("onRisk", onRisk)
                writer.endObject()
            case .cancelled(let reason, let returnedPremium):
                writer.key("cancelled")
                writer.beginObject()
                writer.member("reason", reason)
                writer.member("returnedPremium", returnedPremium)
                writer.endObject()
            case .premiumPaid(let amount):
                writer.key("premiumPaid")
                writer.beginObject()
                writer.member("amount", amount)
                writer.endObject()
            case .insuring(let interests):
                writer.key("insuring")
                writer.beginObject()
                writer.member("interests", interests)
                writer.endObject()
            case .assigned(let shipment, let interests):
                writer.key("assigned")
                writer.beginObject()
                writer.ifPresent("interests", interests)
                writer.member("shipment", shipment)
                writer.endObject()
            case .exposed(let exposures):
                writer.key("exposed")
                writer.beginObject()
                writer.member("exposures", exposures)
                writer.endObject()
            case .accepted(let at, let premiumDue):
                writer.key("accepted")
                writer.beginObject()
                writer.member("at", at)
                writer.member("premiumDue", premiumDue)
                writer.endObject()
            case .rejected(let reason):
                writer.key("rejected")
                writer.beginObject()
                writer.member("reason", reason)
                writer.endObject()
            case .attached(let at):
                writer.key("attached")
                writer.beginObject()
                writer.member("at", at)
                writer.endObject()
            case .terminated(let at):
                writer.key("terminated")
                writer.beginObject()
                writer.member("at", at)
                writer.endObject()
            case .claimNoted(let claim, let peril, let lossFrom, let lossTo, let part):
                writer.key("claimNoted")
                writer.beginObject()
                writer.member("claim", claim)
                writer.member("lossFrom", lossFrom)
                writer.ifPresent("lossTo", lossTo)
                writer.ifPresent("part", part)
                writer.member("peril", peril)
                writer.endObject()
            case .eroded(let claim, let amount):
                writer.key("eroded")
                writer.beginObject()
                writer.member("amount", amount)
                writer.member("claim", claim)
                writer.endObject()
            case .claimReleased(let claim):
                writer.key("claimReleased")
                writer.beginObject()
                writer.member("claim", claim)
                writer.endObject()
            case .claimDropped(let claim):
                writer.key("claimDropped")
                writer.beginObject()
                writer.member("claim", claim)
                writer.endObject()
            case .claimRetaken(let claim):
                writer.key("claimRetaken")
                writer.beginObject()
                writer.member("claim", claim)
                writer.endObject()
            case .admitted(let surveyor):
                writer.key("admitted")
                writer.beginObject()
                writer.member("surveyor", surveyor)
                writer.endObject()
            case .transferred(let to):
                writer.key("transferred")
                writer.beginObject()
                writer.member("to", to)
                writer.endObject()
            case .held(let hits, let at):
                writer.key("held")
                writer.beginObject()
                writer.member("at", at)
                writer.member("hits", hits)
                writer.endObject()
            case .holdDecided(let hold, let decision, let isFirst):
                writer.key("holdDecided")
                writer.beginObject()
                writer.member("decision", decision)
                writer.member("hold", hold)
                writer.member("isFirst", isFirst)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("Certificate.Event", "What has happened to a certificate.", cases: [
            CaseDescription("issued", "The certificate was issued; everything it holds is pinned here.", [
                MemberDescription("_0", Certificate.State.self, "The whole certificate as it begins."),
            ]),
            CaseDescription("endorsed", "Particulars were amended.", [
                MemberDescription("declaration", Declaration.self, "The whole declaration as it is from now on."),
                MemberDescription("onRisk", OpenCover.OnRisk.self, "What the cover's accumulations hold for it from now on."),
                MemberDescription("effective", Instant.self, "From when on it holds: never from before it came onto the ledger.", isOptional: true, hasDefault: true, since: 2),
            ]),
            CaseDescription("cancelled", "The certificate was cancelled.", [
                MemberDescription("reason", Text<200>.self, "Why it was cancelled."),
                MemberDescription("returnedPremium", Money.self, "The premium given back: all of it, paid or not."),
            ]),
            CaseDescription("premiumPaid", "Premium was received.", [
                MemberDescription("amount", Money.self, "The sum received, which adds to what was paid before."),
            ]),
            CaseDescription("insuring", "The interests that it insures by what was declared.", [
                MemberDescription("interests", [InstanceID].self, "The interests, each once, in the order in which they were named."),
            ], since: 2),
            CaseDescription("assigned", "The shipment was named.", [
                MemberDescription("shipment", InstanceID.self, "The shipment that carries the goods."),
                MemberDescription("interests", [InstanceID].self, "The interests that the shipment's goods are.", isOptional: true, hasDefault: true, since: 2),
            ]),
            CaseDescription("exposed", "What it adds to its leader's accumulations has changed.", [
                MemberDescription("exposures", [Exposure].self, "Every exposure that it has from now on; none where it is empty."),
            ], since: 2),
            CaseDescription("accepted", "The leader has accepted it.", [
                MemberDescription("at", Instant.self, "When the leader accepted it, from which on it insures."),
                MemberDescription("premiumDue", Instant.self, "By when the premium is to be paid, counted from the acceptance."),
            ], since: 2),
            CaseDescription("rejected", "The leader has refused it.", [
                MemberDescription("reason", Text<200>.self, "Why the leader did not take the risk."),
            ], since: 2),
            CaseDescription("attached", "Cover attached.", [
                MemberDescription("at", Instant.self, "When the goods left."),
            ]),
            CaseDescription("terminated", "Cover ended.", [
                MemberDescription("at", Instant.self, "When the goods were handed over."),
            ]),
            CaseDescription("claimNoted", "A claim was noted.", [
                MemberDescription("claim", InstanceID.self, "The claim, which counts as open."),
                MemberDescription("peril", Peril.self, "The peril notified."),
                MemberDescription("lossFrom", Instant.self, "When the loss began, as notified."),
                MemberDescription("lossTo", Instant.self, "When the loss ended, as far as known.", isOptional: true, hasDefault: true, since: 2),
                MemberDescription("part", Text<60>.self, "The part of the cover, where the claim names one.", isOptional: true, hasDefault: true, since: 2),
            ]),
            CaseDescription("eroded", "An approved claim was counted.", [
                MemberDescription("claim", InstanceID.self, "The claim that was approved."),
                MemberDescription("amount", Money.self, "The sum by which less remains of the insured value."),
            ]),
            CaseDescription("claimReleased", "A claim was closed.", [
                MemberDescription("claim", InstanceID.self, "The claim, which is open no more."),
            ]),
            CaseDescription("claimDropped", "A claim was a mistake.", [
                MemberDescription("claim", InstanceID.self, "The claim, whose loss may be notified anew."),
            ], since: 2),
            CaseDescription("claimRetaken", "A closed claim was taken up again.", [
                MemberDescription("claim", InstanceID.self, "The claim, which is open again."),
            ], since: 2),
            CaseDescription("admitted", "A surveyor may read it.", [
                MemberDescription("surveyor", MemberID.self, "The surveyor, who reads it for ever."),
            ], since: 2),
            CaseDescription("transferred", "Another member holds the certificate from now on.", [
                MemberDescription("to", MemberID.self, "Who holds it from now on, and is paid."),
            ], since: 2),
            CaseDescription("held", "Hits hold its payments from now on.", [
                MemberDescription("hits", [SanctionsHit].self, "The hits, each a hold of its own."),
                MemberDescription("at", Instant.self, "When payment was suspended."),
            ], since: 2),
            CaseDescription("holdDecided", "A hold was released or kept, or one officer of two would.", [
                MemberDescription("hold", Int.self, "Which hold, from 1 on."),
                MemberDescription("decision", SanctionsHold.Ruling.self, "What the officers decided, one or both of them."),
                MemberDescription("isFirst", Bool.self, "Whether another officer's decision is awaited."),
            ], since: 2),
        ])
    }
}

extension Certificate.Instruction {
    /// Reads a case, if one of these stands there; `nil` in it where something is wrong.
    static func readCase(from reader: inout JSONReader) -> Certificate.Instruction?? {
        if reader.passCase("endorse") {
            let arrival: Instant?? = reader.optional("arrival", since: 2)
            let beyondControl: Bool?? = reader.optional("beyondControl", since: 2)
            let certificate: InstanceID? = reader.member("certificate")
            let consignee: Text<200>?? = reader.optional("consignee")
            let conveyance: Conveyance?? = reader.optional("conveyance")
            let description: Text<200>?? = reader.optional("description")
            let effective: Instant?? = reader.optional("effective", since: 2)
            let reference: OptionalText<60>?? = reader.optional("reference")
            let sailing: Instant?? = reader.optional("sailing")
            reader.endCase()
            guard let arrival, let beyondControl, let certificate, let consignee, let conveyance, let description, let effective, let reference, let sailing else { return .some(nil) }
            return .some(.endorse(certificate: certificate, description: description, consignee: consignee, conveyance: conveyance, sailing: sailing, reference: reference, beyondControl: beyondControl, arrival: arrival, effective: effective))
        }
        if reader.passCase("acceptCertificate", since: 2) {
            let certificate: InstanceID? = reader.member("certificate")
            reader.endCase()
            guard let certificate else { return .some(nil) }
            return .some(.acceptCertificate(certificate: certificate))
        }
        if reader.passCase("rejectCertificate", since: 2) {
            let certificate: InstanceID? = reader.member("certificate")
            let reason: Text<200>? = reader.member("reason")
            reader.endCase()
            guard let certificate, let reason else { return .some(nil) }
            return .some(.rejectCertificate(certificate: certificate, reason: reason))
        }
        if reader.passCase("cancel") {
            let certificate: InstanceID? = reader.member("certificate")
            let reason: Text<200>? = reader.member("reason")
            reader.endCase()
            guard let certificate, let reason else { return .some(nil) }
            return .some(.cancel(certificate: certificate, reason: reason))
        }
        if reader.passCase("payPremium") {
            let amount: Money? = reader.member("amount")
            let certificate: InstanceID? = reader.member("certificate")
            reader.endCase()
            guard let amount, let certificate else { return .some(nil) }
            return .some(.payPremium(certificate: certificate, amount: amount))
        }
        if reader.passCase("assignCertificate", since: 2) {
            let certificate: InstanceID? = reader.member("certificate")
            let holder: MemberID? = reader.member("holder")
            reader.endCase()
            guard let certificate, let holder else { return .some(nil) }
            return .some(.assignCertificate(certificate: certificate, holder: holder))
        }
        if reader.passCase("screenCertificate", since: 2) {
            let certificate: InstanceID? = reader.member("certificate")
            reader.endCase()
            guard let certificate else { return .some(nil) }
            return .some(.screenCertificate(certificate: certificate))
        }
        if reader.passCase("releaseHold", since: 2) {
            let certificate: InstanceID? = reader.member("certificate")
            let hold: Whole<1, 1000>? = reader.member("hold")
            let reason: Text<2000>? = reader.member("reason")
            reader.endCase()
            guard let certificate, let hold, let reason else { return .some(nil) }
            return .some(.releaseHold(certificate: certificate, hold: hold, reason: reason))
        }
        if reader.passCase("keepHold", since: 2) {
            let certificate: InstanceID? = reader.member("certificate")
            let hold: Whole<1, 1000>? = reader.member("hold")
            let reason: Text<2000>? = reader.member("reason")
            reader.endCase()
            guard let certificate, let hold, let reason else { return .some(nil) }
            return .some(.keepHold(certificate: certificate, hold: hold, reason: reason))
        }
        return nil
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if let read = Self.readCase(from: &reader) {
            guard let read else { return nil }
            self = read
            return
        }
        reader.refuseChoice(among: "endorse, acceptCertificate, rejectCertificate, cancel, payPremium, assignCertificate, screenCertificate, releaseHold, keepHold")
        return nil
    }

    /// The names of the cases.
    public enum Action: String, ActionName {
        /// Amends a certificate's particulars.
        case endorse
        /// Accepts a certificate that was referred to the leader: it insures from now on.
        case acceptCertificate
        /// Refuses a certificate that was referred to the leader.
        case rejectCertificate
        /// Cancels a certificate before the goods leave.
        case cancel
        /// Records premium received for a certificate.
        case payPremium
        /// Assigns a certificate to a member: the buyer of the goods, or a bank that finances them.
        case assignCertificate
        /// Screens a certificate against the sanctions lists as they are now; a hit that is new holds its payments.
        case screenCertificate
        /// Releases a hold: what was found is somebody or something else. Two officers decide so, each by an authority of its own.
        case releaseHold
        /// Keeps a hold, or takes one up again that was released; two officers decide so.
        case keepHold
    }

    /// The case's name.
    public var action: Action {
        switch self {
            case .endorse: .endorse
            case .acceptCertificate: .acceptCertificate
            case .rejectCertificate: .rejectCertificate
            case .cancel: .cancel
            case .payPremium: .payPremium
            case .assignCertificate: .assignCertificate
            case .screenCertificate: .screenCertificate
            case .releaseHold: .releaseHold
            case .keepHold: .keepHold
        }
    }

    /// The instance that it is about: its first value.
    public var subject: InstanceID {
        switch self {
            case .endorse(let subject, _, _, _, _, _, _, _, _): subject
            case .acceptCertificate(let subject): subject
            case .rejectCertificate(let subject, _): subject
            case .cancel(let subject, _): subject
            case .payPremium(let subject, _): subject
            case .assignCertificate(let subject, _): subject
            case .screenCertificate(let subject): subject
            case .releaseHold(let subject, _, _): subject
            case .keepHold(let subject, _, _): subject
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .endorse(let certificate, let description, let consignee, let conveyance, let sailing, let reference, let beyondControl, let arrival, let effective):
                writer.key("endorse")
                writer.beginObject()
                writer.ifPresent("arrival", arrival)
                writer.ifPresent("beyondControl", beyondControl)
                writer.member("certificate", certificate)
                writer.optional("consignee", consignee)
                writer.optional("conveyance", conveyance)
                writer.optional("description", description)
                writer.ifPresent("effective", effective)
                writer.optional("reference", reference)
                writer.optional("sailing", sailing)
                writer.endObject()
            case .acceptCertificate(let certificate):
                writer.key("acceptCertificate")
                writer.beginObject()
                writer.member("certificate", certificate)
                writer.endObject()
            case .rejectCertificate(let certificate, let reason):
                writer.key("rejectCertificate")
                writer.beginObject()
                writer.member("certificate", certificate)
                writer.member("reason", reason)
                writer.endObject()
            case .cancel(let certificate, let reason):
                writer.key("cancel")
                writer.beginObject()
                writer.member("certificate", certificate)
                writer.member("reason", reason)
                writer.endObject()
            case .payPremium(let certificate, let amount):
                writer.key("payPremium")
                writer.beginObject()
                writer.member("amount", amount)
                writer.member("certificate", certificate)
                writer.endObject()
            case .assignCertificate(let certificate, let holder):
                writer.key("assignCertificate")
                writer.beginObject()
                writer.member("certificate", certificate)
                writer.member("holder", holder)
                writer.endObject()
            case .screenCertificate(let certificate):
                writer.key("screenCertificate")
                writer.beginObject()
                writer.member("certificate", certificate)
                writer.endObject()
            case .releaseHold(let certificate, let hold, let reason):
                writer.key("releaseHold")
                writer.beginObject()
                writer.member("certificate", certificate)
                writer.member("hold", hold)
                writer.member("reason", reason)
                writer.endObject()
            case .keepHold(let certificate, let hold, let reason):
                writer.key("keepHold")
                writer.beginObject()
                writer.member("certificate", certificate)
                writer.member("hold", hold)
                writer.member("reason", reason)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("Certificate.Instruction", "What a member asks of a certificate.", cases: [
            CaseDescription("endorse", "Amends a certificate's particulars.", [
                MemberDescription("certificate", InstanceID.self, "The certificate."),
                MemberDescription("description", Text<200>.self, "The goods, in place of what is said of them; as before where left out.", isOptional: true),
                MemberDescription("consignee", Text<200>.self, "Who is to receive the goods; as before where left out.", isOptional: true),
                MemberDescription("conveyance", Conveyance.self, "The ship and voyage; as before where left out.", isOptional: true),
                MemberDescription("sailing", Instant.self, "When the ship is to sail; as before where left out.", isOptional: true),
                MemberDescription("reference", OptionalText<60>.self, "The assured's own reference; as before where left out, taken off where empty.", isOptional: true),
                MemberDescription("beyondControl", Bool.self, "Whether what takes an accumulation past its limit arose beyond the assured's control; it is then held covered up to twice the limit.", isOptional: true, hasDefault: true, since: 2),
                MemberDescription("arrival", Instant.self, "When the voyage is planned to end; as before where left out.", isOptional: true, hasDefault: true, since: 2),
                MemberDescription("effective", Instant.self, "From when on the amendment holds: no earlier than it comes onto the ledger, and from then on where left out. Losses that began before go by what was declared then.", isOptional: true, hasDefault: true, since: 2),
            ]),
            CaseDescription("acceptCertificate", "Accepts a certificate that was referred to the leader: it insures from now on.", [
                MemberDescription("certificate", InstanceID.self, "The certificate, which waits for its leader."),
            ], since: 2),
            CaseDescription("rejectCertificate", "Refuses a certificate that was referred to the leader.", [
                MemberDescription("certificate", InstanceID.self, "The certificate."),
                MemberDescription("reason", Text<200>.self, "Why it is refused."),
            ], since: 2),
            CaseDescription("cancel", "Cancels a certificate before the goods leave.", [
                MemberDescription("certificate", InstanceID.self, "The certificate."),
                MemberDescription("reason", Text<200>.self, "Why it is cancelled."),
            ]),
            CaseDescription("payPremium", "Records premium received for a certificate.", [
                MemberDescription("certificate", InstanceID.self, "The certificate."),
                MemberDescription("amount", Money.self, "The sum received, in the currency of the premium."),
            ]),
            CaseDescription("assignCertificate", "Assigns a certificate to a member: the buyer of the goods, or a bank that finances them.", [
                MemberDescription("certificate", InstanceID.self, "The certificate."),
                MemberDescription("holder", MemberID.self, "Who is to hold it: an assured, a bank or a shipper, and none of its insurers."),
            ], since: 2),
            CaseDescription("screenCertificate", "Screens a certificate against the sanctions lists as they are now; a hit that is new holds its payments.", [
                MemberDescription("certificate", InstanceID.self, "The certificate whose parties and ship are compared with the lists in force."),
            ], since: 2),
            CaseDescription("releaseHold", "Releases a hold: what was found is somebody or something else. Two officers decide so, each by an authority of its own.", [
                MemberDescription("certificate", InstanceID.self, "The certificate."),
                MemberDescription("hold", Whole<1, 1000>.self, "Which of its holds, from 1 on in the order in which they were found."),
                MemberDescription("reason", Text<2000>.self, "Why what was found is not who or what is listed."),
            ], since: 2),
            CaseDescription("keepHold", "Keeps a hold, or takes one up again that was released; two officers decide so.", [
                MemberDescription("certificate", InstanceID.self, "The certificate."),
                MemberDescription("hold", Whole<1, 1000>.self, "Which of its holds, from 1 on in the order in which they were found."),
                MemberDescription("reason", Text<2000>.self, "Why payment stays suspended."),
            ], since: 2),
        ])
    }
}

extension Certificate.NotedClaim {
    /// Makes one from its members.
    public init(claim: InstanceID, peril: Peril, lossFrom: Instant, open: Bool, lossTo: Instant? = nil, withdrawn: Bool? = nil, part: Text<60>? = nil, _: Void = ()) {
        self.init(claim: claim, peril: peril, lossFrom: lossFrom, open: open, lossTo: lossTo, withdrawn: withdrawn, part: part)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let claim: InstanceID? = reader.member("claim")
        let lossFrom: Instant? = reader.member("lossFrom")
        let lossTo: Instant?? = reader.optional("lossTo", since: 2)
        let open: Bool? = reader.member("open")
        let part: Text<60>?? = reader.optional("part", since: 2)
        let peril: Peril? = reader.member("peril")
        let withdrawn: Bool?? = reader.optional("withdrawn", since: 2)
        reader.endObject()
        guard let claim, let lossFrom, let lossTo, let open, let part, let peril, let withdrawn else { return nil }
        self.init(claim: claim, peril: peril, lossFrom: lossFrom, open: open, lossTo: lossTo, withdrawn: withdrawn, part: part)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("claim", claim)
        writer.member("lossFrom", lossFrom)
        writer.ifPresent("lossTo", lossTo)
        writer.member("open", open)
        writer.ifPresent("part", part)
        writer.member("peril", peril)
        writer.ifPresent("withdrawn", withdrawn)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Certificate.NotedClaim", "A claim as the certificate knows it.", members: [
            MemberDescription("claim", InstanceID.self, "The claim."),
            MemberDescription("peril", Peril.self, "Its peril."),
            MemberDescription("lossFrom", Instant.self, "When its loss began."),
            MemberDescription("open", Bool.self, "Whether it is not yet closed."),
            MemberDescription("lossTo", Instant.self, "When its loss ended, as far as known.", isOptional: true, since: 2),
            MemberDescription("withdrawn", Bool.self, "Whether it was a mistake and counts for nothing.", isOptional: true, since: 2),
            MemberDescription("part", Text<60>.self, "The part of the cover that it is made under, where it names one.", isOptional: true, since: 2),
        ])
    }
}

extension Certificate.State {
    /// Makes one from its members.
    public init(id: InstanceID, cover: InstanceID, stage: Certificate.Stage, declaration: Declaration, terms: CertificateTerms, insurers: [CoverTerms.Share], assured: MemberID, broker: MemberID? = nil, insuredValue: Money, rate: Rate, premium: Money, premiumPaid: Money, premiumDue: Instant, onRisk: OpenCover.OnRisk, screeningHits: [Text<200>], issuedAt: Instant, shipment: InstanceID? = nil, attachedAt: Instant? = nil, terminatedAt: Instant? = nil, claims: [Certificate.NotedClaim], approved: Money, interests: [InstanceID]? = nil, holders: [MemberID]? = nil, oneOfficerAccepted: Bool? = nil, leaderClause: CoverTerms.LeaderClause? = nil, exposures: [Exposure]? = nil, referral: Text<2000>? = nil, admitted: [MemberID]? = nil, holds: [SanctionsHold]? = nil, sanctionsThreshold: Whole<700, 1000>? = nil, superseded: [Certificate.SupersededParticulars]? = nil, _: Void = ()) {
        self.init(id: id, cover: cover, stage: stage, declaration: declaration, terms: terms, insurers: insurers, assured: assured, broker: broker, insuredValue: insuredValue, rate: rate, premium: premium, premiumPaid: premiumPaid, premiumDue: premiumDue, onRisk: onRisk, screeningHits: screeningHits, issuedAt: issuedAt, shipment: shipment, attachedAt: attachedAt, terminatedAt: terminatedAt, claims: claims, approved: approved, interests: interests, holders: holders, oneOfficerAccepted: oneOfficerAccepted, leaderClause: leaderClause, exposures: exposures, referral: referral, admitted: admitted, holds: holds, sanctionsThreshold: sanctionsThreshold, superseded: superseded)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let admitted: [MemberID]?? = reader.optional("admitted", since: 2)
        let approved: Money? = reader.member("approved")
        let assured: MemberID? = reader.member("assured")
        let attachedAt: Instant?? = reader.optional("attachedAt")
        let broker: MemberID?? = reader.optional("broker")
        let claims: [Certificate.NotedClaim]? = reader.member("claims")
        let cover: InstanceID? = reader.member("cover")
        let declaration: Declaration? = reader.member("declaration")
        let exposures: [Exposure]?? = reader.optional("exposures", since: 2)
        let holders: [MemberID]?? = reader.optional("holders", since: 2)
        let holds: [SanctionsHold]?? = reader.optional("holds", since: 2)
        let id: InstanceID? = reader.member("id")
        let insuredValue: Money? = reader.member("insuredValue")
        let insurers: [CoverTerms.Share]? = reader.member("insurers")
        let interests: [InstanceID]?? = reader.optional("interests", since: 2)
        let issuedAt: Instant? = reader.member("issuedAt")
        let leaderClause: CoverTerms.LeaderClause?? = reader.optional("leaderClause", since: 2)
        let onRisk: OpenCover.OnRisk? = reader.member("onRisk")
        let oneOfficerAccepted: Bool?? = reader.optional("oneOfficerAccepted", since: 2)
        let premium: Money? = reader.member("premium")
        let premiumDue: Instant? = reader.member("premiumDue")
        let premiumPaid: Money? = reader.member("premiumPaid")
        let rate: Rate? = reader.member("rate")
        let referral: Text<2000>?? = reader.optional("referral", since: 2)
        let sanctionsThreshold: Whole<700, 1000>?? = reader.optional("sanctionsThreshold", since: 2)
        let screeningHits: [Text<200>]? = reader.member("screeningHits")
        let shipment: InstanceID?? = reader.optional("shipment")
        let stage: Certificate.Stage? = reader.member("stage")
        let superseded: [Certificate.SupersededParticulars]?? = reader.optional("superseded", since: 2)
        let terminatedAt: Instant?? = reader.optional("terminatedAt")
        let terms: CertificateTerms? = reader.member("terms")
        reader.endObject()
        guard let admitted, let approved, let assured, let attachedAt, let broker, let claims, let cover, let declaration, let exposures, let holders, let holds, let id, let insuredValue, let insurers, let interests, let issuedAt, let leaderClause, let onRisk, let oneOfficerAccepted, let premium, let premiumDue, let premiumPaid, let rate, let referral, let sanctionsThreshold, let screeningHits, let shipment, let stage, let superseded, let terminatedAt, let terms else { return nil }
        self.init(id: id, cover: cover, stage: stage, declaration: declaration, terms: terms, insurers: insurers, assured: assured, broker: broker, insuredValue: insuredValue, rate: rate, premium: premium, premiumPaid: premiumPaid, premiumDue: premiumDue, onRisk: onRisk, screeningHits: screeningHits, issuedAt: issuedAt, shipment: shipment, attachedAt: attachedAt, terminatedAt: terminatedAt, claims: claims, approved: approved, interests: interests, holders: holders, oneOfficerAccepted: oneOfficerAccepted, leaderClause: leaderClause, exposures: exposures, referral: referral, admitted: admitted, holds: holds, sanctionsThreshold: sanctionsThreshold, superseded: superseded)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        if !writer.isAnswer { writer.ifPresent("admitted", admitted) }
        writer.member("approved", approved)
        writer.member("assured", assured)
        writer.optional("attachedAt", attachedAt)
        writer.optional("broker", broker)
        writer.member("claims", claims)
        writer.member("cover", cover)
        writer.member("declaration", declaration)
        if !writer.isAnswer { writer.ifPresent("exposures", exposures) }
        if writer.isAnswer { writer.answer("holder", holder) }
        writer.ifPresent("holders", holders)
        writer.ifPresent("holds", holds)
        writer.member("id", id)
        writer.member("insuredValue", insuredValue)
        writer.member("insurers", insurers)
        writer.ifPresent("interests", interests)
        writer.member("issuedAt", issuedAt)
        writer.ifPresent("leaderClause", leaderClause)
        if !writer.isAnswer { writer.member("onRisk", onRisk) }
        writer.ifPresent("oneOfficerAccepted", oneOfficerAccepted)
        writer.member("premium", premium)
        writer.member("premiumDue", premiumDue)
        writer.member("premiumPaid", premiumPaid)
        writer.member("rate", rate)
        writer.ifPresent("referral", referral)
        if writer.isAnswer { writer.answer("remaining", remaining) }
        writer.ifPresent("sanctionsThreshold", sanctionsThreshold)
        if !writer.isAnswer { writer.member("screeningHits", screeningHits) }
        writer.optional("shipment", shipment)
        if !writer.isAnswer { writer.member("stage", stage) }
        writer.ifPresent("superseded", superseded)
        writer.optional("terminatedAt", terminatedAt)
        writer.member("terms", terms)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Certificate.State", "A certificate after the transitions so far.", members: [
            MemberDescription("id", InstanceID.self, "The certificate's identifier."),
            MemberDescription("cover", InstanceID.self, "The cover under which it was declared."),
            MemberDescription("stage", Certificate.Stage.self, "Where it stands.", scope: .ledgerOnly),
            MemberDescription("declaration", Declaration.self, "What was declared, as endorsed since."),
            MemberDescription("terms", CertificateTerms.self, "The terms pinned at issue."),
            MemberDescription("insurers", [CoverTerms.Share].self, "The members on the slip."),
            MemberDescription("assured", MemberID.self, "Who is insured."),
            MemberDescription("broker", MemberID.self, "Who placed the cover, if anyone.", isOptional: true),
            MemberDescription("insuredValue", Money.self, "The insured value."),
            MemberDescription("rate", Rate.self, "The premium rate."),
            MemberDescription("premium", Money.self, "The premium."),
            MemberDescription("premiumPaid", Money.self, "What of it was paid."),
            MemberDescription("premiumDue", Instant.self, "When it is in default if not paid in full."),
            MemberDescription("onRisk", OpenCover.OnRisk.self, "What the certificate adds to the cover's accumulations.", scope: .ledgerOnly),
            MemberDescription("screeningHits", [Text<200>].self, "The names on the declaration that were on the sanctions list when it was issued.", scope: .ledgerOnly),
            MemberDescription("issuedAt", Instant.self, "When it was issued."),
            MemberDescription("shipment", InstanceID.self, "The shipment, once registered.", isOptional: true),
            MemberDescription("attachedAt", Instant.self, "When the goods left and cover attached.", isOptional: true),
            MemberDescription("terminatedAt", Instant.self, "When the goods were delivered and cover ended.", isOptional: true),
            MemberDescription("claims", [Certificate.NotedClaim].self, "The claims noted, in order."),
            MemberDescription("approved", Money.self, "What was approved for payment in all."),
            MemberDescription("interests", [InstanceID].self, "The interests that it insures, which other certificates may insure too.", isOptional: true, since: 2),
            MemberDescription("holders", [MemberID].self, "The members to whom it was assigned, in order; absent while the assured holds it.", isOptional: true, since: 2),
            MemberDescription("oneOfficerAccepted", Bool.self, "Whether one officer of the leader may measure a loss and approve it, as the cover said.", isOptional: true, since: 2),
            MemberDescription("leaderClause", CoverTerms.LeaderClause.self, "What the leader's decisions bind the other insurers to, as the cover said.", isOptional: true, since: 2),
            MemberDescription("exposures", [Exposure].self, "What it adds to its leader's accumulations; absent where the cover itself accumulates.", isOptional: true, since: 2, scope: .ledgerOnly),
            MemberDescription("referral", Text<2000>.self, "Why it waits for the leader to accept it, or did.", isOptional: true, since: 2),
            MemberDescription("admitted", [MemberID].self, "The surveyors of its claims, who read it and do nothing on it.", isOptional: true, since: 2, scope: .ledgerOnly),
            MemberDescription("holds", [SanctionsHold].self, "What suspends its payments, or did: hits on sanctions lists, in the order in which they were found.", isOptional: true, since: 2),
            MemberDescription("sanctionsThreshold", Whole<700, 1000>.self, "From which score on a name is a hit, as the cover said.", isOptional: true, since: 2),
            MemberDescription("superseded", [Certificate.SupersededParticulars].self, "What was declared before each endorsement, in order; absent where it was never endorsed.", isOptional: true, since: 2),
            .answer("remaining", \Certificate.State.remaining, "What may still be approved."),
            .answer("holder", \Certificate.State.holder, "Who holds it: who may claim under it, and is paid."),
        ])
    }
}

extension Certificate.SupersededParticulars {
    /// Makes one from its members.
    public init(declaration: Declaration, until: Instant, _: Void = ()) {
        self.init(declaration: declaration, until: until)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let declaration: Declaration? = reader.member("declaration")
        let until: Instant? = reader.member("until")
        reader.endObject()
        guard let declaration, let until else { return nil }
        self.init(declaration: declaration, until: until)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("declaration", declaration)
        writer.member("until", until)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Certificate.SupersededParticulars", "What was declared until an endorsement.", members: [
            MemberDescription("declaration", Declaration.self, "What was declared."),
            MemberDescription("until", Instant.self, "The instant from which on the endorsement holds: losses that began before go by this."),
        ])
    }
}

extension CertificateTerms {
    /// Makes one from its members.
    public init(clauses: Entries<1, 20, ClauseSet>, deductible: Deductible, telemetry: TelemetryTerms? = nil, trigger: TemperatureTrigger? = nil, agreedLoss: Rate? = nil, toleratedGapMilliseconds: Milliseconds, signedUploads: Bool = false, automationAuthority: Money, premiumCreditDays: Whole<0, 365>, lostOrNotLost: Bool? = nil, parts: Entries<1, 20, CoverPart>? = nil, signals: SignalTerms? = nil, automation: CertificateTerms.Automation? = nil, _: Void = ()) {
        self.init(clauses: clauses, deductible: deductible, telemetry: telemetry, trigger: trigger, agreedLoss: agreedLoss, toleratedGapMilliseconds: toleratedGapMilliseconds, signedUploads: signedUploads, automationAuthority: automationAuthority, premiumCreditDays: premiumCreditDays, lostOrNotLost: lostOrNotLost, parts: parts, signals: signals, automation: automation)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let agreedLoss: Rate?? = reader.optional("agreedLoss")
        let automation: CertificateTerms.Automation?? = reader.optional("automation", since: 3)
        let automationAuthority: Money? = reader.member("automationAuthority")
        let clauses: Entries<1, 20, ClauseSet>? = reader.member("clauses")
        let deductible: Deductible? = reader.member("deductible")
        let lostOrNotLost: Bool?? = reader.optional("lostOrNotLost", since: 2)
        let parts: Entries<1, 20, CoverPart>?? = reader.optional("parts", since: 2)
        let premiumCreditDays: Whole<0, 365>? = reader.member("premiumCreditDays")
        let signals: SignalTerms?? = reader.optional("signals", since: 3)
        let signedUploads: Bool? = reader.member("signedUploads", default: false)
        let telemetry: TelemetryTerms?? = reader.optional("telemetry")
        let toleratedGapMilliseconds: Milliseconds? = reader.member("toleratedGapMilliseconds")
        let trigger: TemperatureTrigger?? = reader.optional("trigger")
        reader.endObject()
        guard let agreedLoss, let automation, let automationAuthority, let clauses, let deductible, let lostOrNotLost, let parts, let premiumCreditDays, let signals, let signedUploads, let telemetry, let toleratedGapMilliseconds, let trigger else { return nil }
        self.init(clauses: clauses, deductible: deductible, telemetry: telemetry, trigger: trigger, agreedLoss: agreedLoss, toleratedGapMilliseconds: toleratedGapMilliseconds, signedUploads: signedUploads, automationAuthority: automationAuthority, premiumCreditDays: premiumCreditDays, lostOrNotLost: lostOrNotLost, parts: parts, signals: signals, automation: automation)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.optional("agreedLoss", agreedLoss)
        writer.ifPresent("automation", automation)
        writer.member("automationAuthority", automationAuthority)
        writer.member("clauses", clauses)
        writer.member("deductible", deductible)
        writer.ifPresent("lostOrNotLost", lostOrNotLost)
        writer.ifPresent("parts", parts)
        writer.member("premiumCreditDays", premiumCreditDays)
        writer.ifPresent("signals", signals)
        writer.member("signedUploads", signedUploads)
        writer.optional("telemetry", telemetry)
        writer.member("toleratedGapMilliseconds", toleratedGapMilliseconds)
        writer.optional("trigger", trigger)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("CertificateTerms", "The terms under which one kind of goods is insured; a certificate pins them at issue.", members: [
            MemberDescription("clauses", Entries<1, 20, ClauseSet>.self, "The clause sets whose perils are insured."),
            MemberDescription("deductible", Deductible.self, "What the assured bears of a loss."),
            MemberDescription("telemetry", TelemetryTerms.self, "What the loggers must show; `nil` where the goods travel without.", isOptional: true),
            MemberDescription("trigger", TemperatureTrigger.self, "The temperature event that is a loss by itself; `nil` where none is.", isOptional: true),
            MemberDescription("agreedLoss", Rate.self, "The share of the insured value that a met trigger pays; `nil` asks for an assessment.", isOptional: true),
            MemberDescription("toleratedGapMilliseconds", Milliseconds.self, "The longest gap in a device's readings that straight-through approval allows, in ms."),
            MemberDescription("signedUploads", Bool.self, "Whether straight-through approval asks that every upload is signed by a bound device's key.", hasDefault: true),
            MemberDescription("automationAuthority", Money.self, "The most that the automaton may approve and settle without a human."),
            MemberDescription("premiumCreditDays", Whole<0, 365>.self, "Days after issue within which the premium is to be paid."),
            MemberDescription("lostOrNotLost", Bool.self, "Whether goods are insured that may be lost already when the certificate is issued, \"lost or not lost\"; not where left out.", isOptional: true, since: 2),
            MemberDescription("parts", Entries<1, 20, CoverPart>.self, "The parts of the cover that figures trigger, each by itself.", isOptional: true, since: 2),
            MemberDescription("signals", SignalTerms.self, "From what on readings are not believed without a person; as SignalTerms says where left out.", isOptional: true, since: 3),
            MemberDescription("automation", CertificateTerms.Automation.self, "Whether the automaton pays what passes, or says alone what it would do; it pays where left out.", isOptional: true, since: 3),
        ])
    }
}

extension Check {
    /// Makes one from its members.
    public init(name: Text<60>, outcome: Check.Outcome, figure: String, limit: String, clause: Text<200>? = nil, inputs: Entries<1, 8, Check.Input>? = nil) {
        self.name = name
        self.outcome = outcome
        self.figure = figure
        self.limit = limit
        self.clause = clause
        self.inputs = inputs
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let clause: Text<200>?? = reader.optional("clause", since: 2)
        let figure: String? = reader.member("figure")
        let inputs: Entries<1, 8, Check.Input>?? = reader.optional("inputs", since: 3)
        let limit: String? = reader.member("limit")
        let name: Text<60>? = reader.member("name")
        let outcome: Check.Outcome? = reader.member("outcome")
        reader.endObject()
        guard let clause, let figure, let inputs, let limit, let name, let outcome else { return nil }
        self.name = name
        self.outcome = outcome
        self.figure = figure
        self.limit = limit
        self.clause = clause
        self.inputs = inputs
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.ifPresent("clause", clause)
        writer.member("figure", figure)
        writer.ifPresent("inputs", inputs)
        writer.member("limit", limit)
        writer.member("name", name)
        writer.member("outcome", outcome)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Check", "What one check of the straight-through list came to, as the ledger keeps it.", members: [
            MemberDescription("name", Text<60>.self, "The check's permanent name, which stands in its rule."),
            MemberDescription("outcome", Check.Outcome.self, "The outcome."),
            MemberDescription("figure", String.self, "What was found."),
            MemberDescription("limit", String.self, "What was asked; without a limit of its own, as what was found."),
            MemberDescription("clause", Text<200>.self, "What the check rests on: a clause, a section, a term of the certificate.", isOptional: true, since: 2),
            MemberDescription("inputs", Entries<1, 8, Check.Input>.self, "What was looked at, each by its digest.", isOptional: true, since: 3),
        ])
    }
}

extension Check.Input {
    /// Makes one from its members.
    public init(kind: Check.InputKind, digest: DigestText, _: Void = ()) {
        self.init(kind: kind, digest: digest)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let digest: DigestText? = reader.member("digest")
        let kind: Check.InputKind? = reader.member("kind")
        reader.endObject()
        guard let digest, let kind else { return nil }
        self.init(kind: kind, digest: digest)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("digest", digest)
        writer.member("kind", kind)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Check.Input", "Something that a check looks at.", members: [
            MemberDescription("kind", Check.InputKind.self, "What it is."),
            MemberDescription("digest", DigestText.self, "SHA-256 of its canonical JSON as the ledger has it when the claim is judged."),
        ])
    }
}

extension Claim.Command {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if reader.passCase("notify") {
            let id: InstanceID? = reader.member("id")
            let notice: Claim.Notice? = reader.member("notice")
            let parties: Claim.Parties? = reader.member("parties")
            let shipper: MemberID?? = reader.optional("shipper")
            reader.endCase()
            guard let id, let notice, let parties, let shipper else { return nil }
            self = .notify(id: id, notice: notice, parties: parties, shipper: shipper)
            return
        }
        if reader.passCase("acknowledge") {
            reader.endCase()
            self = .acknowledge
            return
        }
        if reader.passCase("adjust") {
            let assessment: Assessment? = reader.member("assessment")
            let basis: AdjustmentBasis? = reader.member("basis")
            let cause: Peril?? = reader.optional("cause", since: 2)
            let checks: [Check]? = reader.member("checks")
            let lossTo: Instant?? = reader.optional("lossTo", since: 2)
            let survey: InstanceID?? = reader.optional("survey", since: 2)
            reader.endCase()
            guard let assessment, let basis, let cause, let checks, let lossTo, let survey else { return nil }
            self = .adjust(assessment: assessment, basis: basis, checks: checks, survey: survey, cause: cause, lossTo: lossTo)
            return
        }
        if reader.passCase("approve") {
            let amount: Money? = reader.member("amount")
            let straightThrough: Bool? = reader.member("straightThrough")
            reader.endCase()
            guard let amount, let straightThrough else { return nil }
            self = .approve(amount: amount, straightThrough: straightThrough)
            return
        }
        if reader.passCase("refer") {
            let checks: [Check]? = reader.member("checks")
            let lossTo: Instant?? = reader.optional("lossTo", since: 2)
            let opinion: Adjudication.Opinion?? = reader.optional("opinion", since: 3)
            let reasons: Reasons? = reader.member("reasons")
            reader.endCase()
            guard let checks, let lossTo, let opinion, let reasons else { return nil }
            self = .refer(checks: checks, reasons: reasons, lossTo: lossTo, opinion: opinion)
            return
        }
        if reader.passCase("decline") {
            let clause: Text<200>? = reader.member("clause")
            let reason: Text<2000>? = reader.member("reason")
            reader.endCase()
            guard let clause, let reason else { return nil }
            self = .decline(clause: clause, reason: reason)
            return
        }
        if reader.passCase("settle") {
            let contributions: [Authority.Contribution]?? = reader.optional("contributions", since: 2)
            let reference: Text<35>? = reader.member("reference")
            let sanctionsHits: [Text<1000>]? = reader.member("sanctionsHits")
            reader.endCase()
            guard let contributions, let reference, let sanctionsHits else { return nil }
            self = .settle(reference: reference, sanctionsHits: sanctionsHits, contributions: contributions)
            return
        }
        if reader.passCase("close") {
            reader.endCase()
            self = .close
            return
        }
        if reader.passCase("withdraw", since: 2) {
            let reason: Text<2000>? = reader.member("reason")
            reader.endCase()
            guard let reason else { return nil }
            self = .withdraw(reason: reason)
            return
        }
        if reader.passCase("noteApproval", since: 2) {
            let amount: Money? = reader.member("amount")
            let exGratia: Text<2000>?? = reader.optional("exGratia")
            reader.endCase()
            guard let amount, let exGratia else { return nil }
            self = .noteApproval(amount: amount, exGratia: exGratia)
            return
        }
        if reader.passCase("grantExGratia", since: 2) {
            let amount: Money? = reader.member("amount")
            let reason: Text<2000>? = reader.member("reason")
            reader.endCase()
            guard let amount, let reason else { return nil }
            self = .grantExGratia(amount: amount, reason: reason)
            return
        }
        if reader.passCase("consent", since: 2) {
            reader.endCase()
            self = .consent
            return
        }
        if reader.passCase("passHolder", since: 2) {
            let to: MemberID? = reader.member("to")
            reader.endCase()
            guard let to else { return nil }
            self = .passHolder(to: to)
            return
        }
        if reader.passCase("admitSurveyor", since: 2) {
            let surveyor: MemberID? = reader.member("surveyor")
            reader.endCase()
            guard let surveyor else { return nil }
            self = .admitSurveyor(surveyor: surveyor)
            return
        }
        if reader.passCase("returnPayment", since: 2) {
            let reason: Text<200>? = reader.member("reason")
            reader.endCase()
            guard let reason else { return nil }
            self = .returnPayment(reason: reason)
            return
        }
        if reader.passCase("reopen", since: 2) {
            let reason: Text<2000>? = reader.member("reason")
            reader.endCase()
            guard let reason else { return nil }
            self = .reopen(reason: reason)
            return
        }
        if reader.passCase("noteWithdrawal", since: 4) {
            let reason: Text<200>? = reader.member("reason")
            let upload: Text<44>? = reader.member("upload")
            reader.endCase()
            guard let reason, let upload else { return nil }
            self = .noteWithdrawal(upload: upload, reason: reason)
            return
        }
        reader.refuseChoice(among: "notify, acknowledge, adjust, approve, refer, decline, settle, close, withdraw, noteApproval, grantExGratia, consent, passHolder, admitSurveyor, returnPayment, reopen, noteWithdrawal")
        return nil
    }

    /// The names of the cases.
    public enum Action: String, ActionName {
        /// Gives notice of a loss.
        case notify
        /// Acknowledges notice, without admission.
        case acknowledge
        /// Measures the loss.
        case adjust
        /// Agrees the sum; straight-through where the automaton does.
        case approve
        /// Refers to a human, with every check and the reasons.
        case refer
        /// Declines by a clause.
        case decline
        /// Orders payment of the approved sum.
        case settle
        /// Closes a claim with nothing more to do.
        case close
        /// Takes a mistaken notice back.
        case withdraw
        /// Notes the first of two approvals.
        case noteApproval
        /// Grants a sum that is not owed.
        case grantExGratia
        /// Has another insurer consent to the payment.
        case consent
        /// Notes that another member holds the certificate.
        case passHolder
        /// Lets a surveyor read the claim.
        case admitSurveyor
        /// Notes that the money paid came back.
        case returnPayment
        /// Takes a claim up again that was declined or closed.
        case reopen
        /// Notes that readings at the time of the loss were taken back.
        case noteWithdrawal
    }

    /// The case's name.
    public var action: Action {
        switch self {
            case .notify: .notify
            case .acknowledge: .acknowledge
            case .adjust: .adjust
            case .approve: .approve
            case .refer: .refer
            case .decline: .decline
            case .settle: .settle
            case .close: .close
            case .withdraw: .withdraw
            case .noteApproval: .noteApproval
            case .grantExGratia: .grantExGratia
            case .consent: .consent
            case .passHolder: .passHolder
            case .admitSurveyor: .admitSurveyor
            case .returnPayment: .returnPayment
            case .reopen: .reopen
            case .noteWithdrawal: .noteWithdrawal
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .notify(let id, let notice, let parties, let shipper):
                writer.key("notify")
                writer.beginObject()
                writer.member("id", id)
                writer.member("notice", notice)
                writer.member("parties", parties)
                writer.optional("shipper", shipper)
                writer.endObject()
            case .acknowledge:
                writer.key("acknowledge")
                writer.beginObject()
                writer.endObject()
            case .adjust(let assessment, let basis, let checks, let survey, let cause, let lossTo):
                writer.key("adjust")
                writer.beginObject()
                writer.member("assessment", assessment)
                writer.member("basis", basis)
                writer.ifPresent("cause", cause)
                writer.member("checks", checks)
                writer.ifPresent("lossTo", lossTo)
                writer.ifPresent("survey", survey)
                writer.endObject()
            case .approve(let amount, let straightThrough):
                writer.key("approve")
                writer.beginObject()
                writer.member("amount", amount)
                writer.member("straightThrough", straightThrough)
                writer.endObject()
            case .refer(let checks, let reasons, let lossTo, let opinion):
                writer.key("refer")
                writer.beginObject()
                writer.member("checks", checks)
                writer.ifPresent("lossTo", lossTo)
                writer.ifPresent("opinion", opinion)
                writer.member("reasons", reasons)
                writer.endObject()
            case .decline(let clause, let reason):
                writer.key("decline")
                writer.beginObject()
                writer.member("clause", clause)
                writer.member("reason", reason)
                writer.endObject()
            case .settle(let reference, let sanctionsHits, let contributions):
                writer.key("settle")
                writer.beginObject()
                writer.ifPresent("contributions", contributions)
                writer.member("reference", reference)
                writer.member("sanctionsHits", sanctionsHits)
                writer.endObject()
            case .close:
                writer.key("close")
                writer.beginObject()
                writer.endObject()
            case .withdraw(let reason):
                writer.key("withdraw")
                writer.beginObject()
                writer.member("reason", reason)
                writer.endObject()
            case .noteApproval(let amount, let exGratia):
                writer.key("noteApproval")
                writer.beginObject()
                writer.member("amount", amount)
                writer.optional("exGratia", exGratia)
                writer.endObject()
            case .grantExGratia(let amount, let reason):
                writer.key("grantExGratia")
                writer.beginObject()
                writer.member("amount", amount)
                writer.member("reason", reason)
                writer.endObject()
            case .consent:
                writer.key("consent")
                writer.beginObject()
                writer.endObject()
            case .passHolder(let to):
                writer.key("passHolder")
                writer.beginObject()
                writer.member("to", to)
                writer.endObject()
            case .admitSurveyor(let surveyor):
                writer.key("admitSurveyor")
                writer.beginObject()
                writer.member("surveyor", surveyor)
                writer.endObject()
            case .returnPayment(let reason):
                writer.key("returnPayment")
                writer.beginObject()
                writer.member("reason", reason)
                writer.endObject()
            case .reopen(let reason):
                writer.key("reopen")
                writer.beginObject()
                writer.member("reason", reason)
                writer.endObject()
            case .noteWithdrawal(let upload, let reason):
                writer.key("noteWithdrawal")
                writer.beginObject()
                writer.member("reason", reason)
                writer.member("upload", upload)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("Claim.Command", "What may be asked of a claim.", cases: [
            CaseDescription("notify", "Gives notice of a loss.", [
                MemberDescription("id", InstanceID.self, "The claim's identifier, made from the command's name."),
                MemberDescription("notice", Claim.Notice.self, "The loss as it is notified."),
                MemberDescription("parties", Claim.Parties.self, "Who is party to it: the certificate's members and its shipment's."),
                MemberDescription("shipper", MemberID.self, "Who hands over the goods of the shipment, and may give notice too; absent where the notice names no shipment.", isOptional: true),
            ]),
            CaseDescription("acknowledge", "Acknowledges notice, without admission.", [
            ]),
            CaseDescription("adjust", "Measures the loss.", [
                MemberDescription("assessment", Assessment.self, "How the loss is measured, and the figures that go into it."),
                MemberDescription("basis", AdjustmentBasis.self, "The insured value and the deductible that it is measured by."),
                MemberDescription("checks", [Check].self, "The straight-through checks where the automaton measures it; empty where a person does."),
                MemberDescription("survey", InstanceID.self, "The survey that it rests on, if any.", isOptional: true, hasDefault: true, since: 2),
                MemberDescription("cause", Peril.self, "The peril that the adjuster found, where it is not the one notified.", isOptional: true, hasDefault: true, since: 2),
                MemberDescription("lossTo", Instant.self, "When the loss ended, as far as the evidence shows.", isOptional: true, hasDefault: true, since: 2),
            ]),
            CaseDescription("approve", "Agrees the sum; straight-through where the automaton does.", [
                MemberDescription("amount", Money.self, "The sum, at most what the adjustment says is payable."),
                MemberDescription("straightThrough", Bool.self, "Whether the automaton approves it, all checks having passed."),
            ]),
            CaseDescription("refer", "Refers to a human, with every check and the reasons.", [
                MemberDescription("checks", [Check].self, "Every check of the straight-through list; those judged last where a person refers it, none where none were."),
                MemberDescription("reasons", Reasons.self, "Why a person has to look at it."),
                MemberDescription("lossTo", Instant.self, "When the loss ended, as far as the evidence shows.", isOptional: true, hasDefault: true, since: 2),
                MemberDescription("opinion", Adjudication.Opinion.self, "What the automaton holds of it.", isOptional: true, hasDefault: true, since: 3),
            ]),
            CaseDescription("decline", "Declines by a clause.", [
                MemberDescription("clause", Text<200>.self, "The clause of the certificate by which nothing is payable."),
                MemberDescription("reason", Text<2000>.self, "Why the clause applies to this loss."),
            ]),
            CaseDescription("settle", "Orders payment of the approved sum.", [
                MemberDescription("reference", Text<35>.self, "The payer's reference of the payment, as ISO 20022 carries it end to end."),
                MemberDescription("sanctionsHits", [Text<1000>].self, "What suspends the payment, in words: the settlement is refused where there is any."),
                MemberDescription("contributions", [Authority.Contribution].self, "What each insurer bears.", isOptional: true, hasDefault: true, since: 2),
            ]),
            CaseDescription("close", "Closes a claim with nothing more to do.", [
            ]),
            CaseDescription("withdraw", "Takes a mistaken notice back.", [
                MemberDescription("reason", Text<2000>.self, "Why the notice was a mistake."),
            ], since: 2),
            CaseDescription("noteApproval", "Notes the first of two approvals.", [
                MemberDescription("amount", Money.self, "The sum that the first officer approves; the second has to approve the same."),
                MemberDescription("exGratia", Text<2000>.self, "Why it is paid though it is not owed, where it is not.", isOptional: true, hasDefault: true),
            ], since: 2),
            CaseDescription("grantExGratia", "Grants a sum that is not owed.", [
                MemberDescription("amount", Money.self, "The sum: positive, at most the insured value, in its currency."),
                MemberDescription("reason", Text<2000>.self, "Why it is paid though it is not owed."),
            ], since: 2),
            CaseDescription("consent", "Has another insurer consent to the payment.", [
            ], since: 2),
            CaseDescription("passHolder", "Notes that another member holds the certificate.", [
                MemberDescription("to", MemberID.self, "Who holds the certificate from now on, and is paid."),
            ], since: 2),
            CaseDescription("admitSurveyor", "Lets a surveyor read the claim.", [
                MemberDescription("surveyor", MemberID.self, "The surveyor appointed, who reads it for ever."),
            ], since: 2),
            CaseDescription("returnPayment", "Notes that the money paid came back.", [
                MemberDescription("reason", Text<200>.self, "Why the bank sent the money back."),
            ], since: 2),
            CaseDescription("reopen", "Takes a claim up again that was declined or closed.", [
                MemberDescription("reason", Text<2000>.self, "What has come up since it was declined or closed."),
            ], since: 2),
            CaseDescription("noteWithdrawal", "Notes that readings at the time of the loss were taken back.", [
                MemberDescription("upload", Text<44>.self, "The digest of the upload."),
                MemberDescription("reason", Text<200>.self, "Why it was taken back."),
            ], since: 4),
        ])
    }
}

extension Claim.Declinature {
    /// Makes one from its members.
    public init(clause: Text<200>, reason: Text<2000>, _: Void = ()) {
        self.init(clause: clause, reason: reason)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let clause: Text<200>? = reader.member("clause")
        let reason: Text<2000>? = reader.member("reason")
        reader.endObject()
        guard let clause, let reason else { return nil }
        self.init(clause: clause, reason: reason)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("clause", clause)
        writer.member("reason", reason)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Claim.Declinature", "A refusal to pay, with the clause that it stands on.", members: [
            MemberDescription("clause", Text<200>.self, "The clause cited."),
            MemberDescription("reason", Text<2000>.self, "The reason in words."),
        ])
    }
}

extension Claim.Event {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if reader.passCase("notified") {
            let at: Instant? = reader.member("at")
            let by: MemberID? = reader.member("by")
            let id: InstanceID? = reader.member("id")
            let notice: Claim.Notice? = reader.member("notice")
            let parties: Claim.Parties? = reader.member("parties")
            reader.endCase()
            guard let at, let by, let id, let notice, let parties else { return nil }
            self = .notified(id: id, notice: notice, parties: parties, by: by, at: at)
            return
        }
        if reader.passCase("acknowledged") {
            let at: Instant? = reader.member("at")
            reader.endCase()
            guard let at else { return nil }
            self = .acknowledged(at: at)
            return
        }
        if reader.passCase("adjusted") {
            let _0: Adjustment? = reader.member("_0")
            let at: Instant? = reader.member("at")
            let cause: Peril?? = reader.optional("cause", since: 2)
            let checks: [Check]? = reader.member("checks")
            let lossTo: Instant?? = reader.optional("lossTo", since: 2)
            let officer: Identifier?? = reader.optional("officer", since: 2)
            let survey: InstanceID?? = reader.optional("survey", since: 2)
            reader.endCase()
            guard let _0, let at, let cause, let checks, let lossTo, let officer, let survey else { return nil }
            self = .adjusted(_0, checks: checks, at: at, officer: officer, survey: survey, cause: cause, lossTo: lossTo)
            return
        }
        if reader.passCase("approved") {
            let amount: Money? = reader.member("amount")
            let at: Instant? = reader.member("at")
            let officers: [Identifier]?? = reader.optional("officers", since: 2)
            let straightThrough: Bool? = reader.member("straightThrough")
            reader.endCase()
            guard let amount, let at, let officers, let straightThrough else { return nil }
            self = .approved(amount: amount, straightThrough: straightThrough, at: at, officers: officers)
            return
        }
        if reader.passCase("referred") {
            let at: Instant? = reader.member("at")
            let by: MemberID? = reader.member("by")
            let checks: [Check]? = reader.member("checks")
            let lossTo: Instant?? = reader.optional("lossTo", since: 2)
            let opinion: Adjudication.Opinion?? = reader.optional("opinion", since: 3)
            let reasons: Reasons? = reader.member("reasons")
            reader.endCase()
            guard let at, let by, let checks, let lossTo, let opinion, let reasons else { return nil }
            self = .referred(checks: checks, reasons: reasons, by: by, at: at, lossTo: lossTo, opinion: opinion)
            return
        }
        if reader.passCase("declined") {
            let _0: Claim.Declinature? = reader.member("_0")
            let at: Instant? = reader.member("at")
            reader.endCase()
            guard let _0, let at else { return nil }
            self = .declined(_0, at: at)
            return
        }
        if reader.passCase("settled") {
            let _0: Claim.Payment? = reader.member("_0")
            let officer: Identifier?? = reader.optional("officer", since: 2)
            reader.endCase()
            guard let _0, let officer else { return nil }
            self = .settled(_0, officer: officer)
            return
        }
        if reader.passCase("closed") {
            let at: Instant? = reader.member("at")
            reader.endCase()
            guard let at else { return nil }
            self = .closed(at: at)
            return
        }
        if reader.passCase("withdrawn", since: 2) {
            let at: Instant? = reader.member("at")
            let by: MemberID? = reader.member("by")
            let reason: Text<2000>? = reader.member("reason")
            reader.endCase()
            guard let at, let by, let reason else { return nil }
            self = .withdrawn(reason: reason, by: by, at: at)
            return
        }
        if reader.passCase("approvalNoted", since: 2) {
            let _0: Authority.Approval? = reader.member("_0")
            reader.endCase()
            guard let _0 else { return nil }
            self = .approvalNoted(_0)
            return
        }
        if reader.passCase("exGratiaGranted", since: 2) {
            let amount: Money? = reader.member("amount")
            let at: Instant? = reader.member("at")
            let officers: [Identifier]? = reader.member("officers")
            let reason: Text<2000>? = reader.member("reason")
            reader.endCase()
            guard let amount, let at, let officers, let reason else { return nil }
            self = .exGratiaGranted(amount: amount, reason: reason, officers: officers, at: at)
            return
        }
        if reader.passCase("consented", since: 2) {
            let at: Instant? = reader.member("at")
            let by: MemberID? = reader.member("by")
            reader.endCase()
            guard let at, let by else { return nil }
            self = .consented(by: by, at: at)
            return
        }
        if reader.passCase("holderPassed", since: 2) {
            let to: MemberID? = reader.member("to")
            reader.endCase()
            guard let to else { return nil }
            self = .holderPassed(to: to)
            return
        }
        if reader.passCase("surveyorAdmitted", since: 2) {
            let surveyor: MemberID? = reader.member("surveyor")
            reader.endCase()
            guard let surveyor else { return nil }
            self = .surveyorAdmitted(surveyor: surveyor)
            return
        }
        if reader.passCase("paymentReturned", since: 2) {
            let at: Instant? = reader.member("at")
            let reason: Text<200>? = reader.member("reason")
            reader.endCase()
            guard let at, let reason else { return nil }
            self = .paymentReturned(reason: reason, at: at)
            return
        }
        if reader.passCase("reopened", since: 2) {
            let at: Instant? = reader.member("at")
            let by: MemberID? = reader.member("by")
            let reason: Text<2000>? = reader.member("reason")
            reader.endCase()
            guard let at, let by, let reason else { return nil }
            self = .reopened(reason: reason, by: by, at: at)
            return
        }
        if reader.passCase("evidenceWithdrawn", since: 4) {
            let _0: Claim.WithdrawnEvidence? = reader.member("_0")
            reader.endCase()
            guard let _0 else { return nil }
            self = .evidenceWithdrawn(_0)
            return
        }
        reader.refuseChoice(among: "notified, acknowledged, adjusted, approved, referred, declined, settled, closed, withdrawn, approvalNoted, exGratiaGranted, consented, holderPassed, surveyorAdmitted, paymentReturned, reopened, evidenceWithdrawn")
        return nil
    }

    /// The case's name.
    public var name: String {
        switch self {
            case .notified: "notified"
            case .acknowledged: "acknowledged"
            case .adjusted: "adjusted"
            case .approved: "approved"
            case .referred: "referred"
            case .declined: "declined"
            case .settled: "settled"
            case .closed: "closed"
            case .withdrawn: "withdrawn"
            case .approvalNoted: "approvalNoted"
            case .exGratiaGranted: "exGratiaGranted"
            case .consented: "consented"
            case .holderPassed: "holderPassed"
            case .surveyorAdmitted: "surveyorAdmitted"
            case .paymentReturned: "paymentReturned"
            case .reopened: "reopened"
            case .evidenceWithdrawn: "evidenceWithdrawn"
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .notified(let id, let notice, let parties, let by, let at):
                writer.key("notified")
                writer.beginObject()
                writer.member("at", at)
                writer.member("by", by)
                writer.member("id", id)
                writer.member("notice", notice)
                writer.member("parties", parties)
                writer.endObject()
            case .acknowledged(let at):
                writer.key("acknowledged")
                writer.beginObject()
                writer.member("at", at)
                writer.endObject()
            case .adjusted(let _0, let checks, let at, let officer, let survey, let cause, let lossTo):
                writer.key("adjusted")
                writer.beginObject()
                writer.member("_0", _0)
                writer.member("at", at)
                writer.ifPresent("cause", cause)
                writer.member("checks", checks)
                writer.ifPresent("lossTo", lossTo)
                writer.ifPresent("officer", officer)
                writer.ifPresent("survey", survey)
                writer.endObject()
            case .approved(let amount, let straightThrough, let at, let officers):
                writer.key("approved")
                writer.beginObject()
                writer.member("amount", amount)
                writer.member("at", at)
                writer.ifPresent("officers", officers)
                writer.member("straightThrough", straightThrough)
                writer.endObject()
            case .referred(let checks, let reasons, let by, let at, let lossTo, let opinion):
                writer.key("referred")
                writer.beginObject()
                writer.member("at", at)
                writer.member("by", by)
                writer.member("checks", checks)
                writer.ifPresent("lossTo", lossTo)
                writer.ifPresent("opinion", opinion)
                writer.member("reasons", reasons)
                writer.endObject()
            case .declined(let _0, let at):
                writer.key("declined")
                writer.beginObject()
                writer.member("_0", _0)
                writer.member("at", at)
                writer.endObject()
            case .settled(let _0, let officer):
                writer.key("settled")
                writer.beginObject()
                writer.member("_0", _0)
                writer.ifPresent("officer", officer)
                writer.endObject()
            case .closed(let at):
                writer.key("closed")
                writer.beginObject()
                writer.member("at", at)
                writer.endObject()
            case .withdrawn(let reason, let by, let at):
                writer.key("withdrawn")
                writer.beginObject()
                writer.member("at", at)
                writer.member("by", by)
                writer.member("reason", reason)
                writer.endObject()
            case .approvalNoted(let _0):
                writer.key("approvalNoted")
                writer.beginObject()
                writer.member("_0", _0)
                writer.endObject()
            case .exGratiaGranted(let amount, let reason, let officers, let at):
                writer.key("exGratiaGranted")
                writer.beginObject()
                writer.member("amount", amount)
                writer.member("at", at)
                writer.member("officers", officers)
                writer.member("reason", reason)
                writer.endObject()
            case .consented(let by, let at):
                writer.key("consented")
                writer.beginObject()
                writer.member("at", at)
                writer.member("by", by)
                writer.endObject()
            case .holderPassed(let to):
                writer.key("holderPassed")
                writer.beginObject()
                writer.member("to", to)
                writer.endObject()
            case .surveyorAdmitted(let surveyor):
                writer.key("surveyorAdmitted")
                writer.beginObject()
                writer.member("surveyor", surveyor)
                writer.endObject()
            case .paymentReturned(let reason, let at):
                writer.key("paymentReturned")
                writer.beginObject()
                writer.member("at", at)
                writer.member("reason", reason)
                writer.endObject()
            case .reopened(let reason, let by, let at):
                writer.key("reopened")
                writer.beginObject()
                writer.member("at", at)
                writer.member("by", by)
                writer.member("reason", reason)
                writer.endObject()
            case .evidenceWithdrawn(let _0):
                writer.key("evidenceWithdrawn")
                writer.beginObject()
                writer.member("_0", _0)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("Claim.Event", "What has happened to a claim.", cases: [
            CaseDescription("notified", "Notice was given.", [
                MemberDescription("id", InstanceID.self, "The claim's identifier."),
                MemberDescription("notice", Claim.Notice.self, "The loss as it was notified."),
                MemberDescription("parties", Claim.Parties.self, "Who is party to it."),
                MemberDescription("by", MemberID.self, "Who gave notice: a party, or the operator for the automaton."),
                MemberDescription("at", Instant.self, "When notice came onto the ledger."),
            ]),
            CaseDescription("acknowledged", "Notice was acknowledged.", [
                MemberDescription("at", Instant.self, "When the notice was acknowledged."),
            ]),
            CaseDescription("adjusted", "The loss was measured.", [
                MemberDescription("_0", Adjustment.self, "The figures of the adjustment: what was lost, and what of it is payable."),
                MemberDescription("checks", [Check].self, "The straight-through checks where the automaton measured it; empty where a person did."),
                MemberDescription("at", Instant.self, "When it was measured."),
                MemberDescription("officer", Identifier.self, "The leader's officer that measured it.", isOptional: true, hasDefault: true, since: 2),
                MemberDescription("survey", InstanceID.self, "The survey that it rests on.", isOptional: true, hasDefault: true, since: 2),
                MemberDescription("cause", Peril.self, "The peril that the adjuster found, where it is not the one notified.", isOptional: true, hasDefault: true, since: 2),
                MemberDescription("lossTo", Instant.self, "When the loss ended, as far as the evidence shows.", isOptional: true, hasDefault: true, since: 2),
            ]),
            CaseDescription("approved", "The sum was agreed.", [
                MemberDescription("amount", Money.self, "The sum that is to be paid."),
                MemberDescription("straightThrough", Bool.self, "Whether the automaton approved it, all checks having passed."),
                MemberDescription("at", Instant.self, "When it was approved, from which the days to pay are counted."),
                MemberDescription("officers", [Identifier].self, "The leader's officers that approved it.", isOptional: true, hasDefault: true, since: 2),
            ]),
            CaseDescription("referred", "A human is to look.", [
                MemberDescription("checks", [Check].self, "Every check of the straight-through list; those judged last where a person referred it, none where none were."),
                MemberDescription("reasons", Reasons.self, "Why a person has to look at it."),
                MemberDescription("by", MemberID.self, "Who referred it: the leader, or the operator for the automaton, which leaves the leader's own referrals alone."),
                MemberDescription("at", Instant.self, "When it was referred."),
                MemberDescription("lossTo", Instant.self, "When the loss ended, as far as the evidence shows.", isOptional: true, hasDefault: true, since: 2),
                MemberDescription("opinion", Adjudication.Opinion.self, "What the automaton holds of it.", isOptional: true, hasDefault: true, since: 3),
            ]),
            CaseDescription("declined", "Nothing is payable.", [
                MemberDescription("_0", Claim.Declinature.self, "The clause by which nothing is payable, and why it applies."),
                MemberDescription("at", Instant.self, "When it was declined."),
            ]),
            CaseDescription("settled", "Payment was ordered.", [
                MemberDescription("_0", Claim.Payment.self, "The payment that was ordered."),
                MemberDescription("officer", Identifier.self, "The leader's officer that ordered it.", isOptional: true, hasDefault: true, since: 2),
            ]),
            CaseDescription("closed", "The claim was closed.", [
                MemberDescription("at", Instant.self, "When it was closed."),
            ]),
            CaseDescription("withdrawn", "The notice was taken back.", [
                MemberDescription("reason", Text<2000>.self, "Why the notice was a mistake."),
                MemberDescription("by", MemberID.self, "Who took it back: the holder, the leader or who had given notice."),
                MemberDescription("at", Instant.self, "When it was taken back."),
            ], since: 2),
            CaseDescription("approvalNoted", "One officer has approved the sum, and another has to.", [
                MemberDescription("_0", Authority.Approval.self, "What the first officer has approved."),
            ], since: 2),
            CaseDescription("exGratiaGranted", "A sum that is not owed was granted.", [
                MemberDescription("amount", Money.self, "The sum that is to be paid."),
                MemberDescription("reason", Text<2000>.self, "Why it is paid though it is not owed."),
                MemberDescription("officers", [Identifier].self, "The leader's officers that granted it, the first of them first; none where the leader has named none."),
                MemberDescription("at", Instant.self, "When it was granted."),
            ], since: 2),
            CaseDescription("consented", "Another insurer has consented to the payment.", [
                MemberDescription("by", MemberID.self, "The insurer that consented."),
                MemberDescription("at", Instant.self, "When its consent came onto the ledger."),
            ], since: 2),
            CaseDescription("holderPassed", "Another member holds the certificate.", [
                MemberDescription("to", MemberID.self, "Who holds the certificate from now on, and is paid."),
            ], since: 2),
            CaseDescription("surveyorAdmitted", "A surveyor may read the claim.", [
                MemberDescription("surveyor", MemberID.self, "The surveyor, who reads it for ever."),
            ], since: 2),
            CaseDescription("paymentReturned", "The money paid came back, and is to be paid again.", [
                MemberDescription("reason", Text<200>.self, "Why the bank sent the money back."),
                MemberDescription("at", Instant.self, "When the return came onto the ledger."),
            ], since: 2),
            CaseDescription("reopened", "The claim was taken up again.", [
                MemberDescription("reason", Text<2000>.self, "What has come up since it was declined or closed."),
                MemberDescription("by", MemberID.self, "Who took it up again."),
                MemberDescription("at", Instant.self, "When it was taken up again."),
            ], since: 2),
            CaseDescription("evidenceWithdrawn", "Readings at the time of the loss were taken back.", [
                MemberDescription("_0", Claim.WithdrawnEvidence.self, "Which upload, by whom and why."),
            ], since: 4),
        ])
    }
}

extension Claim.Instruction {
    /// Reads a case, if one of these stands there; `nil` in it where something is wrong.
    static func readCase(from reader: inout JSONReader) -> Claim.Instruction?? {
        if reader.passCase("notifyClaim") {
            let id: InstanceID? = reader.member("id")
            let notice: Claim.Notice? = reader.member("notice")
            reader.endCase()
            guard let id, let notice else { return .some(nil) }
            return .some(.notifyClaim(id: id, notice: notice))
        }
        if reader.passCase("acknowledge") {
            let claim: InstanceID? = reader.member("claim")
            reader.endCase()
            guard let claim else { return .some(nil) }
            return .some(.acknowledge(claim: claim))
        }
        if reader.passCase("adjudicate") {
            let claim: InstanceID? = reader.member("claim")
            let paymentReference: Text<35>? = reader.member("paymentReference")
            reader.endCase()
            guard let claim, let paymentReference else { return .some(nil) }
            return .some(.adjudicate(claim: claim, paymentReference: paymentReference))
        }
        if reader.passCase("adjust") {
            let assessment: Assessment? = reader.member("assessment")
            let cause: Peril?? = reader.optional("cause", since: 2)
            let claim: InstanceID? = reader.member("claim")
            let survey: InstanceID?? = reader.optional("survey", since: 2)
            reader.endCase()
            guard let assessment, let cause, let claim, let survey else { return .some(nil) }
            return .some(.adjust(claim: claim, assessment: assessment, survey: survey, cause: cause))
        }
        if reader.passCase("approve") {
            let amount: Money? = reader.member("amount")
            let claim: InstanceID? = reader.member("claim")
            reader.endCase()
            guard let amount, let claim else { return .some(nil) }
            return .some(.approve(claim: claim, amount: amount))
        }
        if reader.passCase("refer") {
            let claim: InstanceID? = reader.member("claim")
            let reasons: Reasons? = reader.member("reasons")
            reader.endCase()
            guard let claim, let reasons else { return .some(nil) }
            return .some(.refer(claim: claim, reasons: reasons))
        }
        if reader.passCase("decline") {
            let claim: InstanceID? = reader.member("claim")
            let clause: Text<200>? = reader.member("clause")
            let reason: Text<2000>? = reader.member("reason")
            reader.endCase()
            guard let claim, let clause, let reason else { return .some(nil) }
            return .some(.decline(claim: claim, clause: clause, reason: reason))
        }
        if reader.passCase("settle") {
            let claim: InstanceID? = reader.member("claim")
            let paymentReference: Text<35>? = reader.member("paymentReference")
            reader.endCase()
            guard let claim, let paymentReference else { return .some(nil) }
            return .some(.settle(claim: claim, paymentReference: paymentReference))
        }
        if reader.passCase("closeClaim") {
            let claim: InstanceID? = reader.member("claim")
            reader.endCase()
            guard let claim else { return .some(nil) }
            return .some(.closeClaim(claim: claim))
        }
        if reader.passCase("withdrawClaim", since: 2) {
            let claim: InstanceID? = reader.member("claim")
            let reason: Text<2000>? = reader.member("reason")
            reader.endCase()
            guard let claim, let reason else { return .some(nil) }
            return .some(.withdrawClaim(claim: claim, reason: reason))
        }
        if reader.passCase("payExGratia", since: 2) {
            let amount: Money? = reader.member("amount")
            let claim: InstanceID? = reader.member("claim")
            let reason: Text<2000>? = reader.member("reason")
            reader.endCase()
            guard let amount, let claim, let reason else { return .some(nil) }
            return .some(.payExGratia(claim: claim, amount: amount, reason: reason))
        }
        if reader.passCase("consent", since: 2) {
            let claim: InstanceID? = reader.member("claim")
            reader.endCase()
            guard let claim else { return .some(nil) }
            return .some(.consent(claim: claim))
        }
        if reader.passCase("reopenClaim", since: 2) {
            let claim: InstanceID? = reader.member("claim")
            let reason: Text<2000>? = reader.member("reason")
            reader.endCase()
            guard let claim, let reason else { return .some(nil) }
            return .some(.reopenClaim(claim: claim, reason: reason))
        }
        return nil
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if let read = Self.readCase(from: &reader) {
            guard let read else { return nil }
            self = read
            return
        }
        reader.refuseChoice(among: "notifyClaim, acknowledge, adjudicate, adjust, approve, refer, decline, settle, closeClaim, withdrawClaim, payExGratia, consent, reopenClaim")
        return nil
    }

    /// The names of the cases.
    public enum Action: String, ActionName {
        /// Gives notice of a loss.
        case notifyClaim
        /// Acknowledges a notice, without admission.
        case acknowledge
        /// Judges a claim by the straight-through list: settles it, or refers it with its reasons.
        case adjudicate
        /// Measures a loss.
        case adjust
        /// Agrees a sum.
        case approve
        /// Refers a claim to a colleague with reasons.
        case refer
        /// Declines a claim by a clause.
        case decline
        /// Orders payment of the approved sum.
        case settle
        /// Closes a claim.
        case closeClaim
        /// Takes a mistaken notice back, so that it counts for nothing.
        case withdrawClaim
        /// Grants a sum that the insurers do not owe, by an officer whose authority says so.
        case payExGratia
        /// Consents to a payment that the leader's decision does not bind the insurer to.
        case consent
        /// Takes a claim up again that was declined or closed.
        case reopenClaim
    }

    /// The case's name.
    public var action: Action {
        switch self {
            case .notifyClaim: .notifyClaim
            case .acknowledge: .acknowledge
            case .adjudicate: .adjudicate
            case .adjust: .adjust
            case .approve: .approve
            case .refer: .refer
            case .decline: .decline
            case .settle: .settle
            case .closeClaim: .closeClaim
            case .withdrawClaim: .withdrawClaim
            case .payExGratia: .payExGratia
            case .consent: .consent
            case .reopenClaim: .reopenClaim
        }
    }

    /// The instance that it is about: its first value.
    public var subject: InstanceID {
        switch self {
            case .notifyClaim(let subject, _): subject
            case .acknowledge(let subject): subject
            case .adjudicate(let subject, _): subject
            case .adjust(let subject, _, _, _): subject
            case .approve(let subject, _): subject
            case .refer(let subject, _): subject
            case .decline(let subject, _, _): subject
            case .settle(let subject, _): subject
            case .closeClaim(let subject): subject
            case .withdrawClaim(let subject, _): subject
            case .payExGratia(let subject, _, _): subject
            case .consent(let subject): subject
            case .reopenClaim(let subject, _): subject
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .notifyClaim(let id, let notice):
                writer.key("notifyClaim")
                writer.beginObject()
                writer.member("id", id)
                writer.member("notice", notice)
                writer.endObject()
            case .acknowledge(let claim):
                writer.key("acknowledge")
                writer.beginObject()
                writer.member("claim", claim)
                writer.endObject()
            case .adjudicate(let claim, let paymentReference):
                writer.key("adjudicate")
                writer.beginObject()
                writer.member("claim", claim)
                writer.member("paymentReference", paymentReference)
                writer.endObject()
            case .adjust(let claim, let assessment, let survey, let cause):
                writer.key("adjust")
                writer.beginObject()
                writer.member("assessment", assessment)
                writer.ifPresent("cause", cause)
                writer.member("claim", claim)
                writer.ifPresent("survey", survey)
                writer.endObject()
            case .approve(let claim, let amount):
                writer.key("approve")
                writer.beginObject()
                writer.member("amount", amount)
                writer.member("claim", claim)
                writer.endObject()
            case .refer(let claim, let reasons):
                writer.key("refer")
                writer.beginObject()
                writer.member("claim", claim)
                writer.member("reasons", reasons)
                writer.endObject()
            case .decline(let claim, let clause, let reason):
                writer.key("decline")
                writer.beginObject()
                writer.member("claim", claim)
                writer.member("clause", clause)
                writer.member("reason", reason)
                writer.endObject()
            case .settle(let claim, let paymentReference):
                writer.key("settle")
                writer.beginObject()
                writer.member("claim", claim)
                writer.member("paymentReference", paymentReference)
                writer.endObject()
            case .closeClaim(let claim):
                writer.key("closeClaim")
                writer.beginObject()
                writer.member("claim", claim)
                writer.endObject()
            case .withdrawClaim(let claim, let reason):
                writer.key("withdrawClaim")
                writer.beginObject()
                writer.member("claim", claim)
                writer.member("reason", reason)
                writer.endObject()
            case .payExGratia(let claim, let amount, let reason):
                writer.key("payExGratia")
                writer.beginObject()
                writer.member("amount", amount)
                writer.member("claim", claim)
                writer.member("reason", reason)
                writer.endObject()
            case .consent(let claim):
                writer.key("consent")
                writer.beginObject()
                writer.member("claim", claim)
                writer.endObject()
            case .reopenClaim(let claim, let reason):
                writer.key("reopenClaim")
                writer.beginObject()
                writer.member("claim", claim)
                writer.member("reason", reason)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("Claim.Instruction", "What a member asks of a claim.", cases: [
            CaseDescription("notifyClaim", "Gives notice of a loss.", [
                MemberDescription("id", InstanceID.self, "The claim's identifier; over HTTP made from the command's name."),
                MemberDescription("notice", Claim.Notice.self, "The loss: certificate, peril, times and what is known of it."),
            ]),
            CaseDescription("acknowledge", "Acknowledges a notice, without admission.", [
                MemberDescription("claim", InstanceID.self, "The claim, of which notice was given."),
            ]),
            CaseDescription("adjudicate", "Judges a claim by the straight-through list: settles it, or refers it with its reasons.", [
                MemberDescription("claim", InstanceID.self, "The claim."),
                MemberDescription("paymentReference", Text<35>.self, "The payer's reference of the payment, as ISO 20022 carries it end to end."),
            ]),
            CaseDescription("adjust", "Measures a loss.", [
                MemberDescription("claim", InstanceID.self, "The claim."),
                MemberDescription("assessment", Assessment.self, "How the loss is measured, and the figures that go into it."),
                MemberDescription("survey", InstanceID.self, "The survey that it rests on, whose report is filed; none where left out.", isOptional: true, hasDefault: true, since: 2),
                MemberDescription("cause", Peril.self, "The peril that the adjuster finds to have operated, the proximate cause; the one notified where left out.", isOptional: true, hasDefault: true, since: 2),
            ]),
            CaseDescription("approve", "Agrees a sum.", [
                MemberDescription("claim", InstanceID.self, "The claim."),
                MemberDescription("amount", Money.self, "The sum agreed, in the currency of the insured value."),
            ]),
            CaseDescription("refer", "Refers a claim to a colleague with reasons.", [
                MemberDescription("claim", InstanceID.self, "The claim."),
                MemberDescription("reasons", Reasons.self, "Why a person has to look at it, each for itself."),
            ]),
            CaseDescription("decline", "Declines a claim by a clause.", [
                MemberDescription("claim", InstanceID.self, "The claim."),
                MemberDescription("clause", Text<200>.self, "The clause that it is declined by, such as `ICC(A) 4.5`."),
                MemberDescription("reason", Text<2000>.self, "Why the clause applies, in words for the claimant."),
            ]),
            CaseDescription("settle", "Orders payment of the approved sum.", [
                MemberDescription("claim", InstanceID.self, "The claim."),
                MemberDescription("paymentReference", Text<35>.self, "The payer's reference of the payment, as ISO 20022 carries it end to end."),
            ]),
            CaseDescription("closeClaim", "Closes a claim.", [
                MemberDescription("claim", InstanceID.self, "The claim, which is settled, declined, or has nothing more to do."),
            ]),
            CaseDescription("withdrawClaim", "Takes a mistaken notice back, so that it counts for nothing.", [
                MemberDescription("claim", InstanceID.self, "The claim."),
                MemberDescription("reason", Text<2000>.self, "Why the notice was a mistake."),
            ], since: 2),
            CaseDescription("payExGratia", "Grants a sum that the insurers do not owe, by an officer whose authority says so.", [
                MemberDescription("claim", InstanceID.self, "The claim."),
                MemberDescription("amount", Money.self, "The sum granted, in the currency of the insured value and not above it."),
                MemberDescription("reason", Text<2000>.self, "Why it is paid though it is not owed."),
            ], since: 2),
            CaseDescription("consent", "Consents to a payment that the leader's decision does not bind the insurer to.", [
                MemberDescription("claim", InstanceID.self, "The claim whose payment the member's consent is asked for."),
            ], since: 2),
            CaseDescription("reopenClaim", "Takes a claim up again that was declined or closed.", [
                MemberDescription("claim", InstanceID.self, "The claim."),
                MemberDescription("reason", Text<2000>.self, "What has come to light."),
            ], since: 2),
        ])
    }
}

extension Claim.Notice {
    /// Makes one from its members.
    public init(certificate: InstanceID, shipment: InstanceID? = nil, peril: Peril, lossFrom: Instant, lossTo: Instant, description: Text<2000>, estimate: Money? = nil, part: Text<60>? = nil, _: Void = ()) {
        self.init(certificate: certificate, shipment: shipment, peril: peril, lossFrom: lossFrom, lossTo: lossTo, description: description, estimate: estimate, part: part)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let certificate: InstanceID? = reader.member("certificate")
        let description: Text<2000>? = reader.member("description")
        let estimate: Money?? = reader.optional("estimate")
        let lossFrom: Instant? = reader.member("lossFrom")
        let lossTo: Instant? = reader.member("lossTo")
        let part: Text<60>?? = reader.optional("part", since: 2)
        let peril: Peril? = reader.member("peril")
        let shipment: InstanceID?? = reader.optional("shipment")
        reader.endObject()
        guard let certificate, let description, let estimate, let lossFrom, let lossTo, let part, let peril, let shipment else { return nil }
        self.init(certificate: certificate, shipment: shipment, peril: peril, lossFrom: lossFrom, lossTo: lossTo, description: description, estimate: estimate, part: part)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("certificate", certificate)
        writer.member("description", description)
        writer.optional("estimate", estimate)
        writer.member("lossFrom", lossFrom)
        writer.member("lossTo", lossTo)
        writer.ifPresent("part", part)
        writer.member("peril", peril)
        writer.optional("shipment", shipment)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Claim.Notice", "What is said to have happened.", members: [
            MemberDescription("certificate", InstanceID.self, "The certificate claimed under."),
            MemberDescription("shipment", InstanceID.self, "The shipment, where one is registered.", isOptional: true),
            MemberDescription("peril", Peril.self, "The peril said to have operated."),
            MemberDescription("lossFrom", Instant.self, "When the loss began."),
            MemberDescription("lossTo", Instant.self, "When it ended, as far as known."),
            MemberDescription("description", Text<2000>.self, "What happened, in words."),
            MemberDescription("estimate", Money.self, "The loss as estimated by whoever notifies, if it is.", isOptional: true),
            MemberDescription("part", Text<60>.self, "The part of the cover that it is claimed under, by its name; absent where the terms state none, or it is none of them.", isOptional: true, since: 2),
        ])
    }
}

extension Claim.Parties {
    /// Makes one from its members.
    public init(leader: MemberID, followers: [MemberID], assured: MemberID, broker: MemberID? = nil, holders: [MemberID]? = nil, _: Void = ()) {
        self.init(leader: leader, followers: followers, assured: assured, broker: broker, holders: holders)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let assured: MemberID? = reader.member("assured")
        let broker: MemberID?? = reader.optional("broker")
        let followers: [MemberID]? = reader.member("followers")
        let holders: [MemberID]?? = reader.optional("holders", since: 2)
        let leader: MemberID? = reader.member("leader")
        reader.endObject()
        guard let assured, let broker, let followers, let holders, let leader else { return nil }
        self.init(leader: leader, followers: followers, assured: assured, broker: broker, holders: holders)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("assured", assured)
        writer.optional("broker", broker)
        writer.member("followers", followers)
        writer.ifPresent("holders", holders)
        writer.member("leader", leader)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Claim.Parties", "The members of a claim.", members: [
            MemberDescription("leader", MemberID.self, "The insurer that adjusts and pays."),
            MemberDescription("followers", [MemberID].self, "The other insurers."),
            MemberDescription("assured", MemberID.self, "Who is indemnified."),
            MemberDescription("broker", MemberID.self, "The broker, if any.", isOptional: true),
            MemberDescription("holders", [MemberID].self, "The members to whom the certificate was assigned, in order; absent while the assured holds it.", isOptional: true, since: 2),
        ])
    }
}

extension Claim.Payment {
    /// Makes one from its members.
    public init(reference: Text<35>, amount: Money, payee: MemberID, at: Instant, contributions: [Authority.Contribution]? = nil, _: Void = ()) {
        self.init(reference: reference, amount: amount, payee: payee, at: at, contributions: contributions)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let amount: Money? = reader.member("amount")
        let at: Instant? = reader.member("at")
        let contributions: [Authority.Contribution]?? = reader.optional("contributions", since: 2)
        let payee: MemberID? = reader.member("payee")
        let reference: Text<35>? = reader.member("reference")
        reader.endObject()
        guard let amount, let at, let contributions, let payee, let reference else { return nil }
        self.init(reference: reference, amount: amount, payee: payee, at: at, contributions: contributions)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("amount", amount)
        writer.member("at", at)
        writer.ifPresent("contributions", contributions)
        writer.member("payee", payee)
        writer.member("reference", reference)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Claim.Payment", "The order to pay an approved claim.", members: [
            MemberDescription("reference", Text<35>.self, "The reference that the payment carries end to end (ISO 20022 EndToEndId)."),
            MemberDescription("amount", Money.self, "The sum."),
            MemberDescription("payee", MemberID.self, "To whom."),
            MemberDescription("at", Instant.self, "When it was ordered."),
            MemberDescription("contributions", [Authority.Contribution].self, "What each insurer bears of it; an insurer that is not here bears nothing.", isOptional: true, since: 2),
        ])
    }
}

extension Claim.State {
    /// Makes one from its members.
    public init(id: InstanceID, notice: Claim.Notice, stage: Claim.Stage, parties: Claim.Parties, notifiedBy: MemberID, notifiedAt: Instant, adjustment: Adjustment? = nil, checks: [Check], referralReasons: [Text<2000>], referredBy: MemberID? = nil, approved: Money? = nil, declinature: Claim.Declinature? = nil, payment: Claim.Payment? = nil, changedAt: Instant, adjustedBy: Identifier? = nil, firstApproval: Authority.Approval? = nil, approvedBy: [Identifier]? = nil, settledBy: Identifier? = nil, exGratia: Text<2000>? = nil, consents: [MemberID]? = nil, surveyors: [MemberID]? = nil, survey: InstanceID? = nil, cause: Peril? = nil, earlier: [PaymentReference.EarlierPayment]? = nil, lossShownTo: Instant? = nil, opinion: Adjudication.Opinion? = nil, evidenceWithdrawn: [Claim.WithdrawnEvidence]? = nil, measuredBy: [Identifier]? = nil, _: Void = ()) {
        self.init(id: id, notice: notice, stage: stage, parties: parties, notifiedBy: notifiedBy, notifiedAt: notifiedAt, adjustment: adjustment, checks: checks, referralReasons: referralReasons, referredBy: referredBy, approved: approved, declinature: declinature, payment: payment, changedAt: changedAt, adjustedBy: adjustedBy, firstApproval: firstApproval, approvedBy: approvedBy, settledBy: settledBy, exGratia: exGratia, consents: consents, surveyors: surveyors, survey: survey, cause: cause, earlier: earlier, lossShownTo: lossShownTo, opinion: opinion, evidenceWithdrawn: evidenceWithdrawn, measuredBy: measuredBy)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let adjustedBy: Identifier?? = reader.optional("adjustedBy", since: 2)
        let adjustment: Adjustment?? = reader.optional("adjustment")
        let approved: Money?? = reader.optional("approved")
        let approvedBy: [Identifier]?? = reader.optional("approvedBy", since: 2)
        let cause: Peril?? = reader.optional("cause", since: 2)
        let changedAt: Instant? = reader.member("changedAt")
        let checks: [Check]? = reader.member("checks")
        let consents: [MemberID]?? = reader.optional("consents", since: 2)
        let declinature: Claim.Declinature?? = reader.optional("declinature")
        let earlier: [PaymentReference.EarlierPayment]?? = reader.optional("earlier", since: 2)
        let evidenceWithdrawn: [Claim.WithdrawnEvidence]?? = reader.optional("evidenceWithdrawn", since: 4)
        let exGratia: Text<2000>?? = reader.optional("exGratia", since: 2)
        let firstApproval: Authority.Approval?? = reader.optional("firstApproval", since: 2)
        let id: InstanceID? = reader.member("id")
        let lossShownTo: Instant?? = reader.optional("lossShownTo", since: 2)
        let measuredBy: [Identifier]?? = reader.optional("measuredBy", since: 5)
        let notice: Claim.Notice? = reader.member("notice")
        let notifiedAt: Instant? = reader.member("notifiedAt")
        let notifiedBy: MemberID? = reader.member("notifiedBy")
        let opinion: Adjudication.Opinion?? = reader.optional("opinion", since: 3)
        let parties: Claim.Parties? = reader.member("parties")
        let payment: Claim.Payment?? = reader.optional("payment")
        let referralReasons: [Text<2000>]? = reader.member("referralReasons")
        let referredBy: MemberID?? = reader.optional("referredBy")
        let settledBy: Identifier?? = reader.optional("settledBy", since: 2)
        let stage: Claim.Stage? = reader.member("stage")
        let survey: InstanceID?? = reader.optional("survey", since: 2)
        let surveyors: [MemberID]?? = reader.optional("surveyors", since: 2)
        reader.endObject()
        guard let adjustedBy, let adjustment, let approved, let approvedBy, let cause, let changedAt, let checks, let consents, let declinature, let earlier, let evidenceWithdrawn, let exGratia, let firstApproval, let id, let lossShownTo, let measuredBy, let notice, let notifiedAt, let notifiedBy, let opinion, let parties, let payment, let referralReasons, let referredBy, let settledBy, let stage, let survey, let surveyors else { return nil }
        self.init(id: id, notice: notice, stage: stage, parties: parties, notifiedBy: notifiedBy, notifiedAt: notifiedAt, adjustment: adjustment, checks: checks, referralReasons: referralReasons, referredBy: referredBy, approved: approved, declinature: declinature, payment: payment, changedAt: changedAt, adjustedBy: adjustedBy, firstApproval: firstApproval, approvedBy: approvedBy, settledBy: settledBy, exGratia: exGratia, consents: consents, surveyors: surveyors, survey: survey, cause: cause, earlier: earlier, lossShownTo: lossShownTo, opinion: opinion, evidenceWithdrawn: evidenceWithdrawn, measuredBy: measuredBy)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.ifPresent("adjustedBy", adjustedBy)
        writer.optional("adjustment", adjustment)
        writer.optional("approved", approved)
        writer.ifPresent("approvedBy", approvedBy)
        writer.ifPresent("cause", cause)
        writer.member("changedAt", changedAt)
        writer.member("checks", checks)
        writer.ifPresent("consents", consents)
        writer.optional("declinature", declinature)
        writer.ifPresent("earlier", earlier)
        writer.ifPresent("evidenceWithdrawn", evidenceWithdrawn)
        writer.ifPresent("exGratia", exGratia)
        writer.ifPresent("firstApproval", firstApproval)
        writer.member("id", id)
        writer.ifPresent("lossShownTo", lossShownTo)
        writer.ifPresent("measuredBy", measuredBy)
        if writer.isAnswer { notice.writeMembers(to: &writer) } else { writer.member("notice", notice) }
        writer.member("notifiedAt", notifiedAt)
        writer.member("notifiedBy", notifiedBy)
        writer.ifPresent("opinion", opinion)
        if writer.isAnswer { parties.writeMembers(to: &writer) } else { writer.member("parties", parties) }
        writer.optional("payment", payment)
        writer.member("referralReasons", referralReasons)
        if !writer.isAnswer { writer.optional("referredBy", referredBy) }
        writer.ifPresent("settledBy", settledBy)
        if !writer.isAnswer { writer.member("stage", stage) }
        writer.ifPresent("survey", survey)
        writer.ifPresent("surveyors", surveyors)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Claim.State", "A claim after the transitions so far.", members: [
            MemberDescription("id", InstanceID.self, "The claim's identifier."),
            MemberDescription("notice", Claim.Notice.self, "What was notified.", scope: .flattened),
            MemberDescription("stage", Claim.Stage.self, "Where it stands.", scope: .ledgerOnly),
            MemberDescription("parties", Claim.Parties.self, "The members that may act and read.", scope: .flattened),
            MemberDescription("notifiedBy", MemberID.self, "Who notified it: the operator where telemetry did."),
            MemberDescription("notifiedAt", Instant.self, "When the notice came onto the ledger."),
            MemberDescription("adjustment", Adjustment.self, "The latest adjustment.", isOptional: true),
            MemberDescription("checks", [Check].self, "The checks of the latest adjudication, each with its figure."),
            MemberDescription("referralReasons", [Text<2000>].self, "Why it was last referred to a human; empty where it never was."),
            MemberDescription("referredBy", MemberID.self, "Who referred it: where a human did, the automaton leaves it alone.", isOptional: true, scope: .ledgerOnly),
            MemberDescription("approved", Money.self, "What was approved.", isOptional: true),
            MemberDescription("declinature", Claim.Declinature.self, "Why it was declined.", isOptional: true),
            MemberDescription("payment", Claim.Payment.self, "What was paid.", isOptional: true),
            MemberDescription("changedAt", Instant.self, "When the latest state was reached."),
            MemberDescription("adjustedBy", Identifier.self, "The leader's officer that measured the loss; absent where the automaton did.", isOptional: true, since: 2),
            MemberDescription("firstApproval", Authority.Approval.self, "The first of two approvals, while the second is awaited.", isOptional: true, since: 2),
            MemberDescription("approvedBy", [Identifier].self, "The leader's officers that approved the sum; absent where the automaton did.", isOptional: true, since: 2),
            MemberDescription("settledBy", Identifier.self, "The leader's officer that ordered the payment.", isOptional: true, since: 2),
            MemberDescription("exGratia", Text<2000>.self, "Why it is paid though it is not owed; absent where it is owed.", isOptional: true, since: 2),
            MemberDescription("consents", [MemberID].self, "The other insurers that have consented to the payment.", isOptional: true, since: 2),
            MemberDescription("surveyors", [MemberID].self, "The surveyors appointed, who may read the claim.", isOptional: true, since: 2),
            MemberDescription("survey", InstanceID.self, "The survey that the adjustment cites.", isOptional: true, since: 2),
            MemberDescription("cause", Peril.self, "The peril that the adjuster found to have operated; absent where it is the one notified.", isOptional: true, since: 2),
            MemberDescription("earlier", [PaymentReference.EarlierPayment].self, "What was paid before, with what of it came back.", isOptional: true, since: 2),
            MemberDescription("lossShownTo", Instant.self, "When the loss ended, as far as the evidence showed when the claim was last judged; what is shown after it is another loss.", isOptional: true, since: 2),
            MemberDescription("opinion", Adjudication.Opinion.self, "What the automaton held of it when it last referred it.", isOptional: true, since: 3),
            MemberDescription("evidenceWithdrawn", [Claim.WithdrawnEvidence].self, "The uploads with readings at the time of the loss that were taken back, in the order in which they were; absent where none was.", isOptional: true, since: 4),
            MemberDescription("measuredBy", [Identifier].self, "The leader's officers that have measured the loss, since it was last reopened where it was, each once: none of them approves it.", isOptional: true, since: 5),
        ])
    }
}

extension Claim.WithdrawnEvidence {
    /// Makes one from its members.
    public init(upload: Text<44>, by: MemberID, reason: Text<200>, at: Instant, _: Void = ()) {
        self.init(upload: upload, by: by, reason: reason, at: at)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let at: Instant? = reader.member("at")
        let by: MemberID? = reader.member("by")
        let reason: Text<200>? = reader.member("reason")
        let upload: Text<44>? = reader.member("upload")
        reader.endObject()
        guard let at, let by, let reason, let upload else { return nil }
        self.init(upload: upload, by: by, reason: reason, at: at)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("at", at)
        writer.member("by", by)
        writer.member("reason", reason)
        writer.member("upload", upload)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Claim.WithdrawnEvidence", "An upload with readings at the time of the loss that its maker took back.", members: [
            MemberDescription("upload", Text<44>.self, "The digest of the upload."),
            MemberDescription("by", MemberID.self, "Who took it back."),
            MemberDescription("reason", Text<200>.self, "Why."),
            MemberDescription("at", Instant.self, "When."),
        ])
    }
}

extension Consortium.APIKey {
    /// Makes one from its members.
    public init(id: Identifier, digest: DigestText, issuedAt: Instant, revokedAt: Instant? = nil, officer: Identifier? = nil, _: Void = ()) {
        self.init(id: id, digest: digest, issuedAt: issuedAt, revokedAt: revokedAt, officer: officer)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let digest: DigestText? = reader.member("digest")
        let id: Identifier? = reader.member("id")
        let issuedAt: Instant? = reader.member("issuedAt")
        let officer: Identifier?? = reader.optional("officer", since: 2)
        let revokedAt: Instant?? = reader.optional("revokedAt")
        reader.endObject()
        guard let digest, let id, let issuedAt, let officer, let revokedAt else { return nil }
        self.init(id: id, digest: digest, issuedAt: issuedAt, revokedAt: revokedAt, officer: officer)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        if !writer.isAnswer { writer.member("digest", digest) }
        writer.member("id", id)
        writer.member("issuedAt", issuedAt)
        writer.ifPresent("officer", officer)
        writer.optional("revokedAt", revokedAt)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Consortium.APIKey", "A bearer key for the HTTP interface; what it opens is known to its owner alone.", members: [
            MemberDescription("id", Identifier.self, "The key's own identifier: not secret."),
            MemberDescription("digest", DigestText.self, "SHA-256 of the key; the key itself is never stored.", scope: .ledgerOnly),
            MemberDescription("issuedAt", Instant.self, "When it was issued."),
            MemberDescription("revokedAt", Instant.self, "When it was revoked; `nil` while it is valid.", isOptional: true),
            MemberDescription("officer", Identifier.self, "Whose it is; absent where it is the member's own and no officer's.", isOptional: true, since: 2),
        ])
    }
}

extension Consortium.Command {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if reader.passCase("found") {
            let clock: Consortium.LedgerClock?? = reader.optional("clock", since: 2)
            let edition: Edition? = reader.member("edition")
            let logKey: Consortium.VerifierKeyText? = reader.member("logKey")
            let operatorMember: MemberID? = reader.member("operatorMember")
            let operatorName: Text<200>? = reader.member("operatorName")
            let origin: Consortium.OriginText? = reader.member("origin")
            reader.endCase()
            guard let clock, let edition, let logKey, let operatorMember, let operatorName, let origin else { return nil }
            self = .found(origin: origin, operatorMember: operatorMember, operatorName: operatorName, logKey: logKey, edition: edition, clock: clock)
            return
        }
        if reader.passCase("admitMember") {
            let member: MemberID? = reader.member("member")
            let name: Text<200>? = reader.member("name")
            let roles: Roles? = reader.member("roles")
            reader.endCase()
            guard let member, let name, let roles else { return nil }
            self = .admitMember(member: member, name: name, roles: roles)
            return
        }
        if reader.passCase("registerKey") {
            let auditors: Consortium.Auditors?? = reader.optional("auditors")
            let member: MemberID? = reader.member("member")
            let officer: Identifier?? = reader.optional("officer", since: 2)
            let proof: SignatureText? = reader.member("proof")
            let publicKey: PublicKeyText? = reader.member("publicKey")
            reader.endCase()
            guard let auditors, let member, let officer, let proof, let publicKey else { return nil }
            self = .registerKey(member: member, publicKey: publicKey, auditors: auditors, proof: proof, officer: officer)
            return
        }
        if reader.passCase("revokeKey") {
            let member: MemberID? = reader.member("member")
            let publicKey: PublicKeyText? = reader.member("publicKey")
            reader.endCase()
            guard let member, let publicKey else { return nil }
            self = .revokeKey(member: member, publicKey: publicKey)
            return
        }
        if reader.passCase("rotateKey") {
            let member: MemberID? = reader.member("member")
            let new: PublicKeyText? = reader.member("new")
            let old: PublicKeyText? = reader.member("old")
            let proof: SignatureText? = reader.member("proof")
            reader.endCase()
            guard let member, let new, let old, let proof else { return nil }
            self = .rotateKey(member: member, old: old, new: new, proof: proof)
            return
        }
        if reader.passCase("restoreKey") {
            let member: MemberID? = reader.member("member")
            let proof: SignatureText? = reader.member("proof")
            let publicKey: PublicKeyText? = reader.member("publicKey")
            reader.endCase()
            guard let member, let proof, let publicKey else { return nil }
            self = .restoreKey(member: member, publicKey: publicKey, proof: proof)
            return
        }
        if reader.passCase("nameAuditors") {
            let auditors: Consortium.Auditors? = reader.member("auditors")
            let member: MemberID? = reader.member("member")
            reader.endCase()
            guard let auditors, let member else { return nil }
            self = .nameAuditors(member: member, auditors: auditors)
            return
        }
        if reader.passCase("issueAPIKey") {
            let digest: DigestText? = reader.member("digest")
            let id: Identifier? = reader.member("id")
            let member: MemberID? = reader.member("member")
            let officer: Identifier?? = reader.optional("officer", since: 2)
            reader.endCase()
            guard let digest, let id, let member, let officer else { return nil }
            self = .issueAPIKey(member: member, id: id, digest: digest, officer: officer)
            return
        }
        if reader.passCase("revokeAPIKey") {
            let id: Identifier? = reader.member("id")
            let member: MemberID? = reader.member("member")
            reader.endCase()
            guard let id, let member else { return nil }
            self = .revokeAPIKey(member: member, id: id)
            return
        }
        if reader.passCase("listSanction") {
            let entry: Text<200>? = reader.member("entry")
            reader.endCase()
            guard let entry else { return nil }
            self = .listSanction(entry: entry)
            return
        }
        if reader.passCase("delistSanction") {
            let entry: Text<200>? = reader.member("entry")
            reader.endCase()
            guard let entry else { return nil }
            self = .delistSanction(entry: entry)
            return
        }
        if reader.passCase("rotateLogKey") {
            let new: Consortium.VerifierKeyText? = reader.member("new")
            let old: Consortium.VerifierKeyText? = reader.member("old")
            let proof: SignatureText? = reader.member("proof")
            reader.endCase()
            guard let new, let old, let proof else { return nil }
            self = .rotateLogKey(old: old, new: new, proof: proof)
            return
        }
        if reader.passCase("adoptEdition") {
            let edition: Edition? = reader.member("edition")
            reader.endCase()
            guard let edition else { return nil }
            self = .adoptEdition(edition: edition)
            return
        }
        if reader.passCase("keepSecret", since: 2) {
            let secret: SecretText? = reader.member("secret")
            reader.endCase()
            guard let secret else { return nil }
            self = .keepSecret(secret: secret)
            return
        }
        if reader.passCase("registerOfficer", since: 2) {
            let administers: Bool?? = reader.optional("administers")
            let member: MemberID? = reader.member("member")
            let name: Text<200>? = reader.member("name")
            let officer: Identifier? = reader.member("officer")
            let title: Text<200>? = reader.member("title")
            reader.endCase()
            guard let administers, let member, let name, let officer, let title else { return nil }
            self = .registerOfficer(member: member, officer: officer, name: name, title: title, administers: administers)
            return
        }
        if reader.passCase("retireOfficer", since: 2) {
            let member: MemberID? = reader.member("member")
            let officer: Identifier? = reader.member("officer")
            reader.endCase()
            guard let member, let officer else { return nil }
            self = .retireOfficer(member: member, officer: officer)
            return
        }
        reader.refuseChoice(among: "found, admitMember, registerKey, revokeKey, rotateKey, restoreKey, nameAuditors, issueAPIKey, revokeAPIKey, listSanction, delistSanction, rotateLogKey, adoptEdition, keepSecret, registerOfficer, retireOfficer")
        return nil
    }

    /// The names of the cases.
    public enum Action: String, ActionName {
        /// Begins the ledger with its operator as first member.
        case found
        /// Admits a member.
        case admitMember
        /// Registers a public key with which the member will sign.
        case registerKey
        /// Revokes a signing key; the last one's revocation locks the member.
        case revokeKey
        /// Revokes a signing key and registers another in its place.
        case rotateKey
        /// Registers a key for a locked member, which can act again with it.
        case restoreKey
        /// Names the auditors that may revoke and restore the member's keys, in place of those named before.
        case nameAuditors
        /// Issues an API key, known by its digest.
        case issueAPIKey
        /// Revokes an API key.
        case revokeAPIKey
        /// Puts a name or an IMO number on the sanctions list.
        case listSanction
        /// Takes a name or an IMO number off the sanctions list.
        case delistSanction
        /// Replaces the key that signs the ledger's checkpoints; the key in force signs this.
        case rotateLogKey
        /// Puts a later edition of the rules in force.
        case adoptEdition
        /// Keeps the secret that identifiers of facts are derived with, once.
        case keepSecret
        /// Registers a person that acts for a member.
        case registerOfficer
        /// Ends that a person acts for a member; the person's keys are revoked.
        case retireOfficer
    }

    /// The case's name.
    public var action: Action {
        switch self {
            case .found: .found
            case .admitMember: .admitMember
            case .registerKey: .registerKey
            case .revokeKey: .revokeKey
            case .rotateKey: .rotateKey
            case .restoreKey: .restoreKey
            case .nameAuditors: .nameAuditors
            case .issueAPIKey: .issueAPIKey
            case .revokeAPIKey: .revokeAPIKey
            case .listSanction: .listSanction
            case .delistSanction: .delistSanction
            case .rotateLogKey: .rotateLogKey
            case .adoptEdition: .adoptEdition
            case .keepSecret: .keepSecret
            case .registerOfficer: .registerOfficer
            case .retireOfficer: .retireOfficer
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .found(let origin, let operatorMember, let operatorName, let logKey, let edition, let clock):
                writer.key("found")
                writer.beginObject()
                writer.ifPresent("clock", clock)
                writer.member("edition", edition)
                writer.member("logKey", logKey)
                writer.member("operatorMember", operatorMember)
                writer.member("operatorName", operatorName)
                writer.member("origin", origin)
                writer.endObject()
            case .admitMember(let member, let name, let roles):
                writer.key("admitMember")
                writer.beginObject()
                writer.member("member", member)
                writer.member("name", name)
                writer.member("roles", roles)
                writer.endObject()
            case .registerKey(let member, let publicKey, let auditors, let proof, let officer):
                writer.key("registerKey")
                writer.beginObject()
                writer.optional("auditors", auditors)
                writer.member("member", member)
                writer.ifPresent("officer", officer)
                writer.member("proof", proof)
                writer.member("publicKey", publicKey)
                writer.endObject()
            case .revokeKey(let member, let publicKey):
                writer.key("revokeKey")
                writer.beginObject()
                writer.member("member", member)
                writer.member("publicKey", publicKey)
                writer.endObject()
            case .rotateKey(let member, let old, let new, let proof):
                writer.key("rotateKey")
                writer.beginObject()
                writer.member("member", member)
                writer.member("new", new)
                writer.member("old", old)
                writer.member("proof", proof)
                writer.endObject()
            case .restoreKey(let member, let publicKey, let proof):
                writer.key("restoreKey")
                writer.beginObject()
                writer.member("member", member)
                writer.member("proof", proof)
                writer.member("publicKey", publicKey)
                writer.endObject()
            case .nameAuditors(let member, let auditors):
                writer.key("nameAuditors")
                writer.beginObject()
                writer.member("auditors", auditors)
                writer.member("member", member)
                writer.endObject()
            case .issueAPIKey(let member, let id, let digest, let officer):
                writer.key("issueAPIKey")
                writer.beginObject()
                writer.member("digest", digest)
                writer.member("id", id)
                writer.member("member", member)
                writer.ifPresent("officer", officer)
                writer.endObject()
            case .revokeAPIKey(let member, let id):
                writer.key("revokeAPIKey")
                writer.beginObject()
                writer.member("id", id)
                writer.member("member", member)
                writer.endObject()
            case .listSanction(let entry):
                writer.key("listSanction")
                writer.beginObject()
                writer.member("entry", entry)
                writer.endObject()
            case .delistSanction(let entry):
                writer.key("delistSanction")
                writer.beginObject()
                writer.member("entry", entry)
                writer.endObject()
            case .rotateLogKey(let old, let new, let proof):
                writer.key("rotateLogKey")
                writer.beginObject()
                writer.member("new", new)
                writer.member("old", old)
                writer.member("proof", proof)
                writer.endObject()
            case .adoptEdition(let edition):
                writer.key("adoptEdition")
                writer.beginObject()
                writer.member("edition", edition)
                writer.endObject()
            case .keepSecret(let secret):
                writer.key("keepSecret")
                writer.beginObject()
                writer.member("secret", secret)
                writer.endObject()
            case .registerOfficer(let member, let officer, let name, let title, let administers):
                writer.key("registerOfficer")
                writer.beginObject()
                writer.optional("administers", administers)
                writer.member("member", member)
                writer.member("name", name)
                writer.member("officer", officer)
                writer.member("title", title)
                writer.endObject()
            case .retireOfficer(let member, let officer):
                writer.key("retireOfficer")
                writer.beginObject()
                writer.member("member", member)
                writer.member("officer", officer)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("Consortium.Command", "What may be asked of the consortium.", cases: [
            CaseDescription("found", "Begins the ledger with its operator as first member.", [
                MemberDescription("origin", Consortium.OriginText.self, "The ledger's name for ever: a scheme-less URL that its checkpoints carry."),
                MemberDescription("operatorMember", MemberID.self, "The member that runs the sequencer, with the role of operator."),
                MemberDescription("operatorName", Text<200>.self, "The name on the operator's papers."),
                MemberDescription("logKey", Consortium.VerifierKeyText.self, "The verifier key of the first checkpoints."),
                MemberDescription("edition", Edition.self, "The edition of the rules from this entry on."),
                MemberDescription("clock", Consortium.LedgerClock.self, "The clock that instants are taken from, for ever; the machine's where left out.", isOptional: true, hasDefault: true, since: 2),
            ]),
            CaseDescription("admitMember", "Admits a member.", [
                MemberDescription("member", MemberID.self, "The member's name in the ledger; made from the command's where none is given."),
                MemberDescription("name", Text<200>.self, "The name on the member's papers."),
                MemberDescription("roles", Roles.self, "What the member may do."),
            ]),
            CaseDescription("registerKey", "Registers a public key with which the member will sign.", [
                MemberDescription("member", MemberID.self, "Whose key it is."),
                MemberDescription("publicKey", PublicKeyText.self, "The new key."),
                MemberDescription("auditors", Consortium.Auditors.self, "The auditors that may revoke and restore the member's keys; those named before where left out.", isOptional: true, hasDefault: true),
                MemberDescription("proof", SignatureText.self, "The new key's signature that it is this member's."),
                MemberDescription("officer", Identifier.self, "The officer whose key it is; the member's own where left out.", isOptional: true, hasDefault: true, since: 2),
            ]),
            CaseDescription("revokeKey", "Revokes a signing key; the last one's revocation locks the member.", [
                MemberDescription("member", MemberID.self, "Whose key it is."),
                MemberDescription("publicKey", PublicKeyText.self, "The key, which is not revoked yet."),
            ]),
            CaseDescription("rotateKey", "Revokes a signing key and registers another in its place.", [
                MemberDescription("member", MemberID.self, "Whose key it is."),
                MemberDescription("old", PublicKeyText.self, "The key that is revoked."),
                MemberDescription("new", PublicKeyText.self, "The new key."),
                MemberDescription("proof", SignatureText.self, "The new key's signature that it is this member's."),
            ]),
            CaseDescription("restoreKey", "Registers a key for a locked member, which can act again with it.", [
                MemberDescription("member", MemberID.self, "Whose key it is."),
                MemberDescription("publicKey", PublicKeyText.self, "The new key."),
                MemberDescription("proof", SignatureText.self, "The new key's signature that it is this member's."),
            ]),
            CaseDescription("nameAuditors", "Names the auditors that may revoke and restore the member's keys, in place of those named before.", [
                MemberDescription("member", MemberID.self, "Whose auditors they are."),
                MemberDescription("auditors", Consortium.Auditors.self, "The auditors, in place of those named before."),
            ]),
            CaseDescription("issueAPIKey", "Issues an API key, known by its digest.", [
                MemberDescription("member", MemberID.self, "Whose key it is."),
                MemberDescription("id", Identifier.self, "What the key goes by among the member's keys; not secret."),
                MemberDescription("digest", DigestText.self, "SHA-256 of the key, of which nobody else may have one."),
                MemberDescription("officer", Identifier.self, "The officer whose key it is; the member's own where left out.", isOptional: true, hasDefault: true, since: 2),
            ]),
            CaseDescription("revokeAPIKey", "Revokes an API key.", [
                MemberDescription("member", MemberID.self, "Whose key it is."),
                MemberDescription("id", Identifier.self, "The key's own identifier."),
            ]),
            CaseDescription("listSanction", "Puts a name or an IMO number on the sanctions list.", [
                MemberDescription("entry", Text<200>.self, "A name or an IMO number."),
            ]),
            CaseDescription("delistSanction", "Takes a name or an IMO number off the sanctions list.", [
                MemberDescription("entry", Text<200>.self, "A name or an IMO number."),
            ]),
            CaseDescription("rotateLogKey", "Replaces the key that signs the ledger's checkpoints; the key in force signs this.", [
                MemberDescription("old", Consortium.VerifierKeyText.self, "The verifier key in force, whose signature this command carries."),
                MemberDescription("new", Consortium.VerifierKeyText.self, "The verifier key of the checkpoints after this entry; none that was one before."),
                MemberDescription("proof", SignatureText.self, "The new key's signature that it is this log's."),
            ]),
            CaseDescription("adoptEdition", "Puts a later edition of the rules in force.", [
                MemberDescription("edition", Edition.self, "The edition, above the one in force and at most the latest that the operator's program has."),
            ]),
            CaseDescription("keepSecret", "Keeps the secret that identifiers of facts are derived with, once.", [
                MemberDescription("secret", SecretText.self, "32 random bytes."),
            ], since: 2),
            CaseDescription("registerOfficer", "Registers a person that acts for a member.", [
                MemberDescription("member", MemberID.self, "The member."),
                MemberDescription("officer", Identifier.self, "What the person goes by among the member's officers, for ever."),
                MemberDescription("name", Text<200>.self, "The person's name."),
                MemberDescription("title", Text<200>.self, "The person's title, such as \"Head of Claims\"."),
                MemberDescription("administers", Bool.self, "Whether the person registers officers and their keys and sets the member's table of authority, and in return has no authority over claims; not where left out.", isOptional: true, hasDefault: true),
            ], since: 2),
            CaseDescription("retireOfficer", "Ends that a person acts for a member; the person's keys are revoked.", [
                MemberDescription("member", MemberID.self, "The member."),
                MemberDescription("officer", Identifier.self, "The officer."),
            ], since: 2),
        ])
    }
}

extension Consortium.Event {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if reader.passCase("founded") {
            let at: Instant? = reader.member("at")
            let clock: Consortium.LedgerClock?? = reader.optional("clock", since: 2)
            let edition: Edition? = reader.member("edition")
            let logKey: Consortium.VerifierKeyText? = reader.member("logKey")
            let operatorMember: MemberID? = reader.member("operatorMember")
            let operatorName: Text<200>? = reader.member("operatorName")
            let origin: Consortium.OriginText? = reader.member("origin")
            reader.endCase()
            guard let at, let clock, let edition, let logKey, let operatorMember, let operatorName, let origin else { return nil }
            self = .founded(origin: origin, operatorMember: operatorMember, operatorName: operatorName, logKey: logKey, edition: edition, at: at, clock: clock)
            return
        }
        if reader.passCase("memberAdmitted") {
            let at: Instant? = reader.member("at")
            let member: MemberID? = reader.member("member")
            let name: Text<200>? = reader.member("name")
            let roles: [Role]? = reader.member("roles")
            reader.endCase()
            guard let at, let member, let name, let roles else { return nil }
            self = .memberAdmitted(member: member, name: name, roles: roles, at: at)
            return
        }
        if reader.passCase("keyRegistered") {
            let at: Instant? = reader.member("at")
            let auditors: [MemberID]?? = reader.optional("auditors")
            let member: MemberID? = reader.member("member")
            let officer: Identifier?? = reader.optional("officer", since: 2)
            let publicKey: PublicKeyText? = reader.member("publicKey")
            reader.endCase()
            guard let at, let auditors, let member, let officer, let publicKey else { return nil }
            self = .keyRegistered(member: member, publicKey: publicKey, at: at, auditors: auditors, officer: officer)
            return
        }
        if reader.passCase("keyRevoked") {
            let at: Instant? = reader.member("at")
            let member: MemberID? = reader.member("member")
            let publicKey: PublicKeyText? = reader.member("publicKey")
            reader.endCase()
            guard let at, let member, let publicKey else { return nil }
            self = .keyRevoked(member: member, publicKey: publicKey, at: at)
            return
        }
        if reader.passCase("memberLocked") {
            let at: Instant? = reader.member("at")
            let member: MemberID? = reader.member("member")
            reader.endCase()
            guard let at, let member else { return nil }
            self = .memberLocked(member: member, at: at)
            return
        }
        if reader.passCase("keyRotated") {
            let at: Instant? = reader.member("at")
            let member: MemberID? = reader.member("member")
            let new: PublicKeyText? = reader.member("new")
            let old: PublicKeyText? = reader.member("old")
            reader.endCase()
            guard let at, let member, let new, let old else { return nil }
            self = .keyRotated(member: member, old: old, new: new, at: at)
            return
        }
        if reader.passCase("keyRestored") {
            let at: Instant? = reader.member("at")
            let member: MemberID? = reader.member("member")
            let publicKey: PublicKeyText? = reader.member("publicKey")
            reader.endCase()
            guard let at, let member, let publicKey else { return nil }
            self = .keyRestored(member: member, publicKey: publicKey, at: at)
            return
        }
        if reader.passCase("auditorsNamed") {
            let auditors: [MemberID]? = reader.member("auditors")
            let member: MemberID? = reader.member("member")
            reader.endCase()
            guard let auditors, let member else { return nil }
            self = .auditorsNamed(member: member, auditors: auditors)
            return
        }
        if reader.passCase("apiKeyIssued") {
            let at: Instant? = reader.member("at")
            let digest: DigestText? = reader.member("digest")
            let id: Identifier? = reader.member("id")
            let member: MemberID? = reader.member("member")
            let officer: Identifier?? = reader.optional("officer", since: 2)
            reader.endCase()
            guard let at, let digest, let id, let member, let officer else { return nil }
            self = .apiKeyIssued(member: member, id: id, digest: digest, at: at, officer: officer)
            return
        }
        if reader.passCase("apiKeyRevoked") {
            let at: Instant? = reader.member("at")
            let id: Identifier? = reader.member("id")
            let member: MemberID? = reader.member("member")
            reader.endCase()
            guard let at, let id, let member else { return nil }
            self = .apiKeyRevoked(member: member, id: id, at: at)
            return
        }
        if reader.passCase("sanctionListed") {
            let entry: Text<200>? = reader.member("entry")
            reader.endCase()
            guard let entry else { return nil }
            self = .sanctionListed(entry: entry)
            return
        }
        if reader.passCase("sanctionDelisted") {
            let entry: Text<200>? = reader.member("entry")
            reader.endCase()
            guard let entry else { return nil }
            self = .sanctionDelisted(entry: entry)
            return
        }
        if reader.passCase("logKeyRotated") {
            let at: Instant? = reader.member("at")
            let new: Consortium.VerifierKeyText? = reader.member("new")
            let old: Consortium.VerifierKeyText? = reader.member("old")
            reader.endCase()
            guard let at, let new, let old else { return nil }
            self = .logKeyRotated(old: old, new: new, at: at)
            return
        }
        if reader.passCase("editionAdopted") {
            let edition: Edition? = reader.member("edition")
            reader.endCase()
            guard let edition else { return nil }
            self = .editionAdopted(edition: edition)
            return
        }
        if reader.passCase("secretKept", since: 2) {
            let secret: SecretText? = reader.member("secret")
            reader.endCase()
            guard let secret else { return nil }
            self = .secretKept(secret: secret)
            return
        }
        if reader.passCase("officerRegistered", since: 2) {
            let member: MemberID? = reader.member("member")
            let officer: Authority.Officer? = reader.member("officer")
            reader.endCase()
            guard let member, let officer else { return nil }
            self = .officerRegistered(member: member, officer: officer)
            return
        }
        if reader.passCase("officerRetired", since: 2) {
            let at: Instant? = reader.member("at")
            let member: MemberID? = reader.member("member")
            let officer: Identifier? = reader.member("officer")
            reader.endCase()
            guard let at, let member, let officer else { return nil }
            self = .officerRetired(member: member, officer: officer, at: at)
            return
        }
        reader.refuseChoice(among: "founded, memberAdmitted, keyRegistered, keyRevoked, memberLocked, keyRotated, keyRestored, auditorsNamed, apiKeyIssued, apiKeyRevoked, sanctionListed, sanctionDelisted, logKeyRotated, editionAdopted, secretKept, officerRegistered, officerRetired")
        return nil
    }

    /// The case's name.
    public var name: String {
        switch self {
            case .founded: "founded"
            case .memberAdmitted: "memberAdmitted"
            case .keyRegistered: "keyRegistered"
            case .keyRevoked: "keyRevoked"
            case .memberLocked: "memberLocked"
            case .keyRotated: "keyRotated"
            case .keyRestored: "keyRestored"
            case .auditorsNamed: "auditorsNamed"
            case .apiKeyIssued: "apiKeyIssued"
            case .apiKeyRevoked: "apiKeyRevoked"
            case .sanctionListed: "sanctionListed"
            case .sanctionDelisted: "sanctionDelisted"
            case .logKeyRotated: "logKeyRotated"
            case .editionAdopted: "editionAdopted"
            case .secretKept: "secretKept"
            case .officerRegistered: "officerRegistered"
            case .officerRetired: "officerRetired"
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .founded(let origin, let operatorMember, let operatorName, let logKey, let edition, let at, let clock):
                writer.key("founded")
                writer.beginObject()
                writer.member("at", at)
                writer.ifPresent("clock", clock)
                writer.member("edition", edition)
                writer.member("logKey", logKey)
                writer.member("operatorMember", operatorMember)
                writer.member("operatorName", operatorName)
                writer.member("origin", origin)
                writer.endObject()
            case .memberAdmitted(let member, let name, let roles, let at):
                writer.key("memberAdmitted")
                writer.beginObject()
                writer.member("at", at)
                writer.member("member", member)
                writer.member("name", name)
                writer.member("roles", roles)
                writer.endObject()
            case .keyRegistered(let member, let publicKey, let at, let auditors, let officer):
                writer.key("keyRegistered")
                writer.beginObject()
                writer.member("at", at)
                writer.optional("auditors", auditors)
                writer.member("member", member)
                writer.ifPresent("officer", officer)
                writer.member("publicKey", publicKey)
                writer.endObject()
            case .keyRevoked(let member, let publicKey, let at):
                writer.key("keyRevoked")
                writer.beginObject()
                writer.member("at", at)
                writer.member("member", member)
                writer.member("publicKey", publicKey)
                writer.endObject()
            case .memberLocked(let member, let at):
                writer.key("memberLocked")
                writer.beginObject()
                writer.member("at", at)
                writer.member("member", member)
                writer.endObject()
            case .keyRotated(let member, let old, let new, let at):
                writer.key("keyRotated")
                writer.beginObject()
                writer.member("at", at)
                writer.member("member", member)
                writer.member("new", new)
                writer.member("old", old)
                writer.endObject()
            case .keyRestored(let member, let publicKey, let at):
                writer.key("keyRestored")
                writer.beginObject()
                writer.member("at", at)
                writer.member("member", member)
                writer.member("publicKey", publicKey)
                writer.endObject()
            case .auditorsNamed(let member, let auditors):
                writer.key("auditorsNamed")
                writer.beginObject()
                writer.member("auditors", auditors)
                writer.member("member", member)
                writer.endObject()
            case .apiKeyIssued(let member, let id, let digest, let at, let officer):
                writer.key("apiKeyIssued")
                writer.beginObject()
                writer.member("at", at)
                writer.member("digest", digest)
                writer.member("id", id)
                writer.member("member", member)
                writer.ifPresent("officer", officer)
                writer.endObject()
            case .apiKeyRevoked(let member, let id, let at):
                writer.key("apiKeyRevoked")
                writer.beginObject()
                writer.member("at", at)
                writer.member("id", id)
                writer.member("member", member)
                writer.endObject()
            case .sanctionListed(let entry):
                writer.key("sanctionListed")
                writer.beginObject()
                writer.member("entry", entry)
                writer.endObject()
            case .sanctionDelisted(let entry):
                writer.key("sanctionDelisted")
                writer.beginObject()
                writer.member("entry", entry)
                writer.endObject()
            case .logKeyRotated(let old, let new, let at):
                writer.key("logKeyRotated")
                writer.beginObject()
                writer.member("at", at)
                writer.member("new", new)
                writer.member("old", old)
                writer.endObject()
            case .editionAdopted(let edition):
                writer.key("editionAdopted")
                writer.beginObject()
                writer.member("edition", edition)
                writer.endObject()
            case .secretKept(let secret):
                writer.key("secretKept")
                writer.beginObject()
                writer.member("secret", secret)
                writer.endObject()
            case .officerRegistered(let member, let officer):
                writer.key("officerRegistered")
                writer.beginObject()
                writer.member("member", member)
                writer.member("officer", officer)
                writer.endObject()
            case .officerRetired(let member, let officer, let at):
                writer.key("officerRetired")
                writer.beginObject()
                writer.member("at", at)
                writer.member("member", member)
                writer.member("officer", officer)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("Consortium.Event", "What has happened in the consortium.", cases: [
            CaseDescription("founded", "The ledger began.", [
                MemberDescription("origin", Consortium.OriginText.self, "The ledger's name for ever."),
                MemberDescription("operatorMember", MemberID.self, "The member that runs the sequencer."),
                MemberDescription("operatorName", Text<200>.self, "The name on the operator's papers."),
                MemberDescription("logKey", Consortium.VerifierKeyText.self, "The verifier key of the first checkpoints."),
                MemberDescription("edition", Edition.self, "The edition of the rules from this entry on."),
                MemberDescription("at", Instant.self, "When the ledger began."),
                MemberDescription("clock", Consortium.LedgerClock.self, "The clock that instants are taken from; absent where it is the machine's.", isOptional: true, hasDefault: true, since: 2),
            ]),
            CaseDescription("memberAdmitted", "A member was admitted.", [
                MemberDescription("member", MemberID.self, "The member's name in the ledger."),
                MemberDescription("name", Text<200>.self, "The name on the member's papers."),
                MemberDescription("roles", [Role].self, "What the member may do, in the order of `Role.allCases`."),
                MemberDescription("at", Instant.self, "When it was admitted."),
            ]),
            CaseDescription("keyRegistered", "A signing key was registered, and these auditors were named if any.", [
                MemberDescription("member", MemberID.self, "Whose key it is."),
                MemberDescription("publicKey", PublicKeyText.self, "The key, valid from this entry on."),
                MemberDescription("at", Instant.self, "When it was registered."),
                MemberDescription("auditors", [MemberID].self, "The auditors that may revoke and restore the member's keys from now on; absent where those named before stay.", isOptional: true, hasDefault: true),
                MemberDescription("officer", Identifier.self, "The officer whose key it is.", isOptional: true, hasDefault: true, since: 2),
            ]),
            CaseDescription("keyRevoked", "A signing key was revoked.", [
                MemberDescription("member", MemberID.self, "Whose key it was."),
                MemberDescription("publicKey", PublicKeyText.self, "The key, not valid after this entry."),
                MemberDescription("at", Instant.self, "When it was revoked."),
            ]),
            CaseDescription("memberLocked", "The member was locked, as its last signing key was revoked.", [
                MemberDescription("member", MemberID.self, "The member, which cannot act until an auditor that it named restores a key."),
                MemberDescription("at", Instant.self, "When it was locked."),
            ]),
            CaseDescription("keyRotated", "A signing key was revoked and another registered in its place.", [
                MemberDescription("member", MemberID.self, "Whose keys they are."),
                MemberDescription("old", PublicKeyText.self, "The key that was revoked."),
                MemberDescription("new", PublicKeyText.self, "The key that was registered, of the same officer as the old one if of any."),
                MemberDescription("at", Instant.self, "When that was done."),
            ]),
            CaseDescription("keyRestored", "A locked member was given a key again.", [
                MemberDescription("member", MemberID.self, "The member, which is not locked any more."),
                MemberDescription("publicKey", PublicKeyText.self, "The key with which it signs from now on."),
                MemberDescription("at", Instant.self, "When it was registered."),
            ]),
            CaseDescription("auditorsNamed", "The member named its auditors.", [
                MemberDescription("member", MemberID.self, "The member whose keys they may revoke and restore."),
                MemberDescription("auditors", [MemberID].self, "The auditors, in place of those named before; empty where it names none any more."),
            ]),
            CaseDescription("apiKeyIssued", "An API key was issued.", [
                MemberDescription("member", MemberID.self, "Whose key it is."),
                MemberDescription("id", Identifier.self, "What the key goes by among the member's keys; not secret."),
                MemberDescription("digest", DigestText.self, "SHA-256 of the key; the key itself is never stored."),
                MemberDescription("at", Instant.self, "When it was issued."),
                MemberDescription("officer", Identifier.self, "The officer whose key it is.", isOptional: true, hasDefault: true, since: 2),
            ]),
            CaseDescription("apiKeyRevoked", "An API key was revoked.", [
                MemberDescription("member", MemberID.self, "Whose key it was."),
                MemberDescription("id", Identifier.self, "The key's own identifier."),
                MemberDescription("at", Instant.self, "When it was revoked."),
            ]),
            CaseDescription("sanctionListed", "An entry came onto the sanctions list.", [
                MemberDescription("entry", Text<200>.self, "The name or IMO number, as `SanctionsList.fold` leaves it."),
            ]),
            CaseDescription("sanctionDelisted", "An entry left the sanctions list.", [
                MemberDescription("entry", Text<200>.self, "The name or IMO number, as `SanctionsList.fold` leaves it."),
            ]),
            CaseDescription("logKeyRotated", "The key that signs the ledger's checkpoints was replaced.", [
                MemberDescription("old", Consortium.VerifierKeyText.self, "The verifier key that was replaced; it signs the checkpoint of this entry's batch too."),
                MemberDescription("new", Consortium.VerifierKeyText.self, "The verifier key of the checkpoints from this entry's batch on."),
                MemberDescription("at", Instant.self, "When it was replaced."),
            ]),
            CaseDescription("editionAdopted", "A later edition came into force, from the next entry on.", [
                MemberDescription("edition", Edition.self, "The edition of the entries after this one."),
            ]),
            CaseDescription("secretKept", "The secret that identifiers of facts are derived with is kept.", [
                MemberDescription("secret", SecretText.self, "32 random bytes, which the operator and auditors alone read."),
            ], since: 2),
            CaseDescription("officerRegistered", "A person acts for a member from now on.", [
                MemberDescription("member", MemberID.self, "The member that the person acts for."),
                MemberDescription("officer", Authority.Officer.self, "The person, as the member names it."),
            ], since: 2),
            CaseDescription("officerRetired", "A person acts for a member no more, and its keys are revoked.", [
                MemberDescription("member", MemberID.self, "The member that the person acted for."),
                MemberDescription("officer", Identifier.self, "What the person goes by among the member's officers."),
                MemberDescription("at", Instant.self, "When it was retired, and its keys revoked."),
            ], since: 2),
        ])
    }
}

extension Consortium.FormerLogKey {
    /// Makes one from its members.
    public init(key: Consortium.VerifierKeyText, replacedAt: Instant, _: Void = ()) {
        self.init(key: key, replacedAt: replacedAt)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let key: Consortium.VerifierKeyText? = reader.member("key")
        let replacedAt: Instant? = reader.member("replacedAt")
        reader.endObject()
        guard let key, let replacedAt else { return nil }
        self.init(key: key, replacedAt: replacedAt)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("key", key)
        writer.member("replacedAt", replacedAt)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Consortium.FormerLogKey", "A verifier key that the ledger's checkpoints were signed with.", members: [
            MemberDescription("key", Consortium.VerifierKeyText.self, "The signed-note verifier key."),
            MemberDescription("replacedAt", Instant.self, "When it was replaced."),
        ])
    }
}

extension Consortium.Member {
    /// Makes one from its members.
    public init(name: Text<200>, roles: [Role], admittedAt: Instant, signingKeys: [Consortium.SigningKey], apiKeys: [Consortium.APIKey], auditors: [MemberID]? = nil, lockedAt: Instant? = nil, officers: [Authority.Officer]? = nil, _: Void = ()) {
        self.init(name: name, roles: roles, admittedAt: admittedAt, signingKeys: signingKeys, apiKeys: apiKeys, auditors: auditors, lockedAt: lockedAt, officers: officers)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let admittedAt: Instant? = reader.member("admittedAt")
        let apiKeys: [Consortium.APIKey]? = reader.member("apiKeys")
        let auditors: [MemberID]?? = reader.optional("auditors")
        let lockedAt: Instant?? = reader.optional("lockedAt")
        let name: Text<200>? = reader.member("name")
        let officers: [Authority.Officer]?? = reader.optional("officers", since: 2)
        let roles: [Role]? = reader.member("roles")
        let signingKeys: [Consortium.SigningKey]? = reader.member("signingKeys")
        reader.endObject()
        guard let admittedAt, let apiKeys, let auditors, let lockedAt, let name, let officers, let roles, let signingKeys else { return nil }
        self.init(name: name, roles: roles, admittedAt: admittedAt, signingKeys: signingKeys, apiKeys: apiKeys, auditors: auditors, lockedAt: lockedAt, officers: officers)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("admittedAt", admittedAt)
        if !writer.isAnswer { writer.member("apiKeys", apiKeys) }
        if !writer.isAnswer { writer.optional("auditors", auditors) }
        if writer.isAnswer { writer.answer("auditors", namedAuditors) }
        if writer.isAnswer { writer.answer("keys", keys) }
        writer.optional("lockedAt", lockedAt)
        writer.member("name", name)
        if !writer.isAnswer { writer.ifPresent("officers", officers) }
        if writer.isAnswer { writer.answer("officers", allOfficers) }
        writer.member("roles", roles)
        if !writer.isAnswer { writer.member("signingKeys", signingKeys) }
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Consortium.Member", "One member.", members: [
            MemberDescription("name", Text<200>.self, "The member's legal name."),
            MemberDescription("roles", [Role].self, "What the member may do, in the order of `Role.allCases`."),
            MemberDescription("admittedAt", Instant.self, "When it was admitted."),
            MemberDescription("signingKeys", [Consortium.SigningKey].self, "The Ed25519 keys with which the member signs commands.", scope: .ledgerOnly),
            MemberDescription("apiKeys", [Consortium.APIKey].self, "The API keys that speak for the member; only their digests are known here.", scope: .ledgerOnly),
            MemberDescription("auditors", [MemberID].self, "The auditors that may revoke and restore the member's keys, as the member named them; absent where it named none.", isOptional: true, scope: .ledgerOnly),
            MemberDescription("lockedAt", Instant.self, "When its last key was revoked; absent while it is not locked.", isOptional: true),
            MemberDescription("officers", [Authority.Officer].self, "The persons that act for it, in the order in which they came; absent where it named none.", isOptional: true, since: 2, scope: .ledgerOnly),
            .answer("keys", \Consortium.Member.keys, "The keys with which it signs commands."),
            .answer("auditors", \Consortium.Member.namedAuditors, "The auditors that may revoke and restore its keys."),
            .answer("officers", \Consortium.Member.allOfficers, "The persons that act for it, retired ones included."),
        ])
    }
}

extension Consortium.SigningKey {
    /// Makes one from its members.
    public init(publicKey: PublicKeyText, registeredAt: Instant, revokedAt: Instant? = nil, officer: Identifier? = nil, _: Void = ()) {
        self.init(publicKey: publicKey, registeredAt: registeredAt, revokedAt: revokedAt, officer: officer)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let officer: Identifier?? = reader.optional("officer", since: 2)
        let publicKey: PublicKeyText? = reader.member("publicKey")
        let registeredAt: Instant? = reader.member("registeredAt")
        let revokedAt: Instant?? = reader.optional("revokedAt")
        reader.endObject()
        guard let officer, let publicKey, let registeredAt, let revokedAt else { return nil }
        self.init(publicKey: publicKey, registeredAt: registeredAt, revokedAt: revokedAt, officer: officer)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        if writer.isAnswer { writer.answer("fingerprint", fingerprint) }
        writer.ifPresent("officer", officer)
        writer.member("publicKey", publicKey)
        writer.member("registeredAt", registeredAt)
        writer.optional("revokedAt", revokedAt)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Consortium.SigningKey", "An Ed25519 public key of a member.", members: [
            MemberDescription("publicKey", PublicKeyText.self, "The key, which no other member has or has had."),
            MemberDescription("registeredAt", Instant.self, "When it was registered."),
            MemberDescription("revokedAt", Instant.self, "When it was revoked; `nil` while it is valid.", isOptional: true),
            MemberDescription("officer", Identifier.self, "Whose it is; absent where it is the member's own and no officer's.", isOptional: true, since: 2),
            .answer("fingerprint", \Consortium.SigningKey.fingerprint, "SHA-256 of the key's 32 bytes in hexadecimal: its name in a path."),
        ])
    }
}

extension Consortium.State {
    /// Makes one from its members.
    public init(origin: Consortium.OriginText, operatorMember: MemberID, logKey: Consortium.VerifierKeyText, formerLogKeys: [Consortium.FormerLogKey]? = nil, edition: Edition, members: [MemberID: Consortium.Member], sanctions: OwnListing, clock: Consortium.LedgerClock? = nil, secret: SecretText? = nil, _: Void = ()) {
        self.init(origin: origin, operatorMember: operatorMember, logKey: logKey, formerLogKeys: formerLogKeys, edition: edition, members: members, sanctions: sanctions, clock: clock, secret: secret)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let clock: Consortium.LedgerClock?? = reader.optional("clock", since: 2)
        let edition: Edition? = reader.member("edition")
        let formerLogKeys: [Consortium.FormerLogKey]?? = reader.optional("formerLogKeys")
        let logKey: Consortium.VerifierKeyText? = reader.member("logKey")
        let members: [MemberID: Consortium.Member]? = reader.member("members")
        let operatorMember: MemberID? = reader.member("operatorMember")
        let origin: Consortium.OriginText? = reader.member("origin")
        let sanctions: OwnListing? = reader.member("sanctions")
        let secret: SecretText?? = reader.optional("secret", since: 2)
        reader.endObject()
        guard let clock, let edition, let formerLogKeys, let logKey, let members, let operatorMember, let origin, let sanctions, let secret else { return nil }
        self.init(origin: origin, operatorMember: operatorMember, logKey: logKey, formerLogKeys: formerLogKeys, edition: edition, members: members, sanctions: sanctions, clock: clock, secret: secret)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.ifPresent("clock", clock)
        writer.member("edition", edition)
        writer.optional("formerLogKeys", formerLogKeys)
        writer.member("logKey", logKey)
        writer.member("members", members)
        writer.member("operatorMember", operatorMember)
        writer.member("origin", origin)
        writer.member("sanctions", sanctions)
        writer.ifPresent("secret", secret)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Consortium.State", "The members and keys after the transitions so far.", members: [
            MemberDescription("origin", Consortium.OriginText.self, "The ledger's name: a scheme-less URL that checkpoints carry as origin."),
            MemberDescription("operatorMember", MemberID.self, "The member that runs the sequencer."),
            MemberDescription("logKey", Consortium.VerifierKeyText.self, "The verifier key with which the ledger's checkpoints are signed now."),
            MemberDescription("formerLogKeys", [Consortium.FormerLogKey].self, "The verifier keys before it, oldest first; absent where there was none.", isOptional: true),
            MemberDescription("edition", Edition.self, "The edition of the rules in force."),
            MemberDescription("members", [MemberID: Consortium.Member].self, "The members by identifier."),
            MemberDescription("sanctions", OwnListing.self, "The names and IMO numbers that the consortium itself lists, folded by `SanctionsList.fold`."),
            MemberDescription("clock", Consortium.LedgerClock.self, "The clock that instants are taken from; absent where it is the machine's.", isOptional: true, since: 2),
            MemberDescription("secret", SecretText.self, "What the identifiers of facts are derived with: 32 bytes; absent until it is kept.", isOptional: true, since: 2),
        ])
    }
}

extension Conveyance {
    /// Makes one from its members.
    public init(imo: IMONumber, ship: Text<60>, voyage: Text<30>, _: Void = ()) {
        self.init(imo: imo, ship: ship, voyage: voyage)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let imo: IMONumber? = reader.member("imo")
        let ship: Text<60>? = reader.member("ship")
        let voyage: Text<30>? = reader.member("voyage")
        reader.endObject()
        guard let imo, let ship, let voyage else { return nil }
        self.init(imo: imo, ship: ship, voyage: voyage)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("imo", imo)
        writer.member("ship", ship)
        writer.member("voyage", voyage)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Conveyance", "The ship that carries the goods, on one voyage.", members: [
            MemberDescription("imo", IMONumber.self, "The ship's IMO number."),
            MemberDescription("ship", Text<60>.self, "The ship's name."),
            MemberDescription("voyage", Text<30>.self, "The carrier's voyage number."),
        ])
    }
}

extension CoverPart {
    /// Makes one from its members.
    public init(name: Text<60>, peril: Peril, clause: ClauseSet, trigger: Trigger, window: CarriagePart? = nil, scale: PayoutScale, deductible: Deductible? = nil, limit: Money? = nil, order: LimitOrder? = nil, waitingMilliseconds: Milliseconds? = nil, value: ValueBasis? = nil, _: Void = ()) {
        self.init(name: name, peril: peril, clause: clause, trigger: trigger, window: window, scale: scale, deductible: deductible, limit: limit, order: order, waitingMilliseconds: waitingMilliseconds, value: value)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let clause: ClauseSet? = reader.member("clause")
        let deductible: Deductible?? = reader.optional("deductible")
        let limit: Money?? = reader.optional("limit")
        let name: Text<60>? = reader.member("name")
        let order: LimitOrder?? = reader.optional("order")
        let peril: Peril? = reader.member("peril")
        let scale: PayoutScale? = reader.member("scale")
        let trigger: Trigger? = reader.member("trigger")
        let value: ValueBasis?? = reader.optional("value")
        let waitingMilliseconds: Milliseconds?? = reader.optional("waitingMilliseconds")
        let window: CarriagePart?? = reader.optional("window")
        reader.endObject()
        guard let clause, let deductible, let limit, let name, let order, let peril, let scale, let trigger, let value, let waitingMilliseconds, let window else { return nil }
        self.init(name: name, peril: peril, clause: clause, trigger: trigger, window: window, scale: scale, deductible: deductible, limit: limit, order: order, waitingMilliseconds: waitingMilliseconds, value: value)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("clause", clause)
        writer.optional("deductible", deductible)
        writer.optional("limit", limit)
        writer.member("name", name)
        writer.optional("order", order)
        writer.member("peril", peril)
        writer.member("scale", scale)
        writer.member("trigger", trigger)
        writer.optional("value", value)
        writer.optional("waitingMilliseconds", waitingMilliseconds)
        writer.optional("window", window)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("CoverPart", "One part of a certificate's cover: an event of one peril, told by figures, and what it pays.", members: [
            MemberDescription("name", Text<60>.self, "What it is called; no two parts of the terms have one name."),
            MemberDescription("peril", Peril.self, "The peril of which its event is an instance."),
            MemberDescription("clause", ClauseSet.self, "The clause set that it stands on: one of the certificate's, which insures the peril."),
            MemberDescription("trigger", Trigger.self, "The event that is a loss."),
            MemberDescription("window", CarriagePart.self, "Which part of the carriage is judged; all of it where left out.", isOptional: true),
            MemberDescription("scale", PayoutScale.self, "How much of the value a loss pays."),
            MemberDescription("deductible", Deductible.self, "What the assured bears of each loss; as the certificate says where left out.", isOptional: true),
            MemberDescription("limit", Money.self, "The most that one loss pays, in the cover's currency; positive; the value where left out.", isOptional: true),
            MemberDescription("order", LimitOrder.self, "Whether the deductible or the limit is applied first; the deductible where left out.", isOptional: true),
            MemberDescription("waitingMilliseconds", Milliseconds.self, "The time at the beginning of each loss that pays nothing, in milliseconds: it is taken off the figures that the scale goes by, and a loss no longer than it is none.", isOptional: true),
            MemberDescription("value", ValueBasis.self, "The value that the scale's share is of; the agreed one where left out.", isOptional: true),
        ])
    }
}

extension CoverTerms {
    /// Makes one from its members.
    public init(reference: Text<60>, leader: MemberID, shares: Entries<1, 50, CoverTerms.Share>, assured: MemberID, broker: MemberID? = nil, inception: Instant, expiry: Instant, currency: Currency, limitPerConveyance: Money, limitPerLocation: Money, valuation: Valuation, depositPremium: Money, minimumPremium: Money, goods: Entries<1, 50, CoverTerms.AcceptedGoods>, countries: Entries<0, 250, CountryCode> = [], oneOfficerAccepted: Bool? = nil, leaderClause: CoverTerms.LeaderClause? = nil, sanctionsThreshold: Whole<700, 1000>? = nil, utcOffsetMinutes: CoverTerms.OffsetMinutes? = nil, onAccumulationBreach: CoverTerms.BreachResponse? = nil, _: Void = ()) {
        self.init(reference: reference, leader: leader, shares: shares, assured: assured, broker: broker, inception: inception, expiry: expiry, currency: currency, limitPerConveyance: limitPerConveyance, limitPerLocation: limitPerLocation, valuation: valuation, depositPremium: depositPremium, minimumPremium: minimumPremium, goods: goods, countries: countries, oneOfficerAccepted: oneOfficerAccepted, leaderClause: leaderClause, sanctionsThreshold: sanctionsThreshold, utcOffsetMinutes: utcOffsetMinutes, onAccumulationBreach: onAccumulationBreach)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let assured: MemberID? = reader.member("assured")
        let broker: MemberID?? = reader.optional("broker")
        let countries: Entries<0, 250, CountryCode>? = reader.member("countries", default: [])
        let currency: Currency? = reader.member("currency")
        let depositPremium: Money? = reader.member("depositPremium")
        let expiry: Instant? = reader.member("expiry")
        let goods: Entries<1, 50, CoverTerms.AcceptedGoods>? = reader.member("goods")
        let inception: Instant? = reader.member("inception")
        let leader: MemberID? = reader.member("leader")
        let leaderClause: CoverTerms.LeaderClause?? = reader.optional("leaderClause", since: 2)
        let limitPerConveyance: Money? = reader.member("limitPerConveyance")
        let limitPerLocation: Money? = reader.member("limitPerLocation")
        let minimumPremium: Money? = reader.member("minimumPremium")
        let onAccumulationBreach: CoverTerms.BreachResponse?? = reader.optional("onAccumulationBreach", since: 2)
        let oneOfficerAccepted: Bool?? = reader.optional("oneOfficerAccepted", since: 2)
        let reference: Text<60>? = reader.member("reference")
        let sanctionsThreshold: Whole<700, 1000>?? = reader.optional("sanctionsThreshold", since: 2)
        let shares: Entries<1, 50, CoverTerms.Share>? = reader.member("shares")
        let utcOffsetMinutes: CoverTerms.OffsetMinutes?? = reader.optional("utcOffsetMinutes", since: 2)
        let valuation: Valuation? = reader.member("valuation")
        reader.endObject()
        guard let assured, let broker, let countries, let currency, let depositPremium, let expiry, let goods, let inception, let leader, let leaderClause, let limitPerConveyance, let limitPerLocation, let minimumPremium, let onAccumulationBreach, let oneOfficerAccepted, let reference, let sanctionsThreshold, let shares, let utcOffsetMinutes, let valuation else { return nil }
        self.init(reference: reference, leader: leader, shares: shares, assured: assured, broker: broker, inception: inception, expiry: expiry, currency: currency, limitPerConveyance: limitPerConveyance, limitPerLocation: limitPerLocation, valuation: valuation, depositPremium: depositPremium, minimumPremium: minimumPremium, goods: goods, countries: countries, oneOfficerAccepted: oneOfficerAccepted, leaderClause: leaderClause, sanctionsThreshold: sanctionsThreshold, utcOffsetMinutes: utcOffsetMinutes, onAccumulationBreach: onAccumulationBreach)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("assured", assured)
        writer.optional("broker", broker)
        writer.member("countries", countries)
        writer.member("currency", currency)
        writer.member("depositPremium", depositPremium)
        writer.member("expiry", expiry)
        writer.member("goods", goods)
        writer.member("inception", inception)
        writer.member("leader", leader)
        writer.ifPresent("leaderClause", leaderClause)
        writer.member("limitPerConveyance", limitPerConveyance)
        writer.member("limitPerLocation", limitPerLocation)
        writer.member("minimumPremium", minimumPremium)
        writer.ifPresent("onAccumulationBreach", onAccumulationBreach)
        writer.ifPresent("oneOfficerAccepted", oneOfficerAccepted)
        writer.member("reference", reference)
        writer.ifPresent("sanctionsThreshold", sanctionsThreshold)
        writer.member("shares", shares)
        writer.ifPresent("utcOffsetMinutes", utcOffsetMinutes)
        writer.member("valuation", valuation)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("CoverTerms", "What the parties to an open cover agreed: the slip.", members: [
            MemberDescription("reference", Text<60>.self, "The unique market reference, or the parties' own."),
            MemberDescription("leader", MemberID.self, "The insurer that leads, adjusts and pays; whoever asks where a request names none."),
            MemberDescription("shares", Entries<1, 50, CoverTerms.Share>.self, "Everyone's part of the risk, the leader's first; the rates sum to 100 %."),
            MemberDescription("assured", MemberID.self, "Who is insured."),
            MemberDescription("broker", MemberID.self, "Who placed the cover, if anyone.", isOptional: true),
            MemberDescription("inception", Instant.self, "The first instant at which a declared voyage may begin."),
            MemberDescription("expiry", Instant.self, "The first instant at which none may begin any more."),
            MemberDescription("currency", Currency.self, "The one currency of the cover."),
            MemberDescription("limitPerConveyance", Money.self, "The most that one conveyance may carry."),
            MemberDescription("limitPerLocation", Money.self, "The most that one location may hold."),
            MemberDescription("valuation", Valuation.self, "How the insured value follows from cost and freight."),
            MemberDescription("depositPremium", Money.self, "Paid at inception, against which premium is adjusted."),
            MemberDescription("minimumPremium", Money.self, "Refunds go down to this and no further."),
            MemberDescription("goods", Entries<1, 50, CoverTerms.AcceptedGoods>.self, "The goods accepted, each with its rate and terms."),
            MemberDescription("countries", Entries<0, 250, CountryCode>.self, "The ISO 3166 countries that a voyage may touch; empty is worldwide.", hasDefault: true),
            MemberDescription("oneOfficerAccepted", Bool.self, "Whether one officer of the leader may measure a loss and approve it, where it has no other; not where left out.", isOptional: true, since: 2),
            MemberDescription("leaderClause", CoverTerms.LeaderClause.self, "What the leader's decisions bind the other insurers to; claims within the terms where left out.", isOptional: true, since: 2),
            MemberDescription("sanctionsThreshold", Whole<700, 1000>.self, "From which score on a name is a hit on a sanctions list, of 1,000; 880 where left out.", isOptional: true, since: 2),
            MemberDescription("utcOffsetMinutes", CoverTerms.OffsetMinutes.self, "How far the clock of the place by which the period begins and ends is ahead of UTC, in minutes; not at all where left out.", isOptional: true, since: 2),
            MemberDescription("onAccumulationBreach", CoverTerms.BreachResponse.self, "What becomes of a declaration that takes an accumulation past its limit; refused where left out.", isOptional: true, since: 2),
        ])
    }
}

extension CoverTerms.AcceptedGoods {
    /// Makes one from its members.
    public init(goods: Text<60>, rate: Rate, terms: CertificateTerms, _: Void = ()) {
        self.init(goods: goods, rate: rate, terms: terms)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let goods: Text<60>? = reader.member("goods")
        let rate: Rate? = reader.member("rate")
        let terms: CertificateTerms? = reader.member("terms")
        reader.endObject()
        guard let goods, let rate, let terms else { return nil }
        self.init(goods: goods, rate: rate, terms: terms)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("goods", goods)
        writer.member("rate", rate)
        writer.member("terms", terms)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("CoverTerms.AcceptedGoods", "Goods that the cover accepts.", members: [
            MemberDescription("goods", Text<60>.self, "The name by which declarations choose these goods."),
            MemberDescription("rate", Rate.self, "The premium rate on the insured value."),
            MemberDescription("terms", CertificateTerms.self, "The terms that certificates for these goods pin."),
        ])
    }
}

extension CoverTerms.Share {
    /// Makes one from its members.
    public init(member: MemberID, rate: Rate, _: Void = ()) {
        self.init(member: member, rate: rate)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let member: MemberID? = reader.member("member")
        let rate: Rate? = reader.member("rate")
        reader.endObject()
        guard let member, let rate else { return nil }
        self.init(member: member, rate: rate)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("member", member)
        writer.member("rate", rate)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("CoverTerms.Share", "One insurer's part.", members: [
            MemberDescription("member", MemberID.self, "The insurer."),
            MemberDescription("rate", Rate.self, "Its part of every premium and every loss."),
        ])
    }
}

extension Declaration {
    /// Makes one from its members.
    public init(goods: Text<60>, description: Text<200>, cost: Money, freight: Money, incoterm: Incoterm, conveyance: Conveyance, from: UNLocode, via: Entries<0, 8, UNLocode> = [], to: UNLocode, sailing: Instant, consignee: Text<200>, agreedValue: Money? = nil, reference: OptionalText<60> = "", arrival: Instant? = nil, calls: Entries<0, 8, PortCall>? = nil, billOfLading: Text<35>? = nil, lot: Text<60>? = nil, _: Void = ()) {
        self.init(goods: goods, description: description, cost: cost, freight: freight, incoterm: incoterm, conveyance: conveyance, from: from, via: via, to: to, sailing: sailing, consignee: consignee, agreedValue: agreedValue, reference: reference, arrival: arrival, calls: calls, billOfLading: billOfLading, lot: lot)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let agreedValue: Money?? = reader.optional("agreedValue")
        let arrival: Instant?? = reader.optional("arrival", since: 2)
        let billOfLading: Text<35>?? = reader.optional("billOfLading", since: 2)
        let calls: Entries<0, 8, PortCall>?? = reader.optional("calls", since: 2)
        let consignee: Text<200>? = reader.member("consignee")
        let conveyance: Conveyance? = reader.member("conveyance")
        let cost: Money? = reader.member("cost")
        let description: Text<200>? = reader.member("description")
        let freight: Money? = reader.member("freight")
        let from: UNLocode? = reader.member("from")
        let goods: Text<60>? = reader.member("goods")
        let incoterm: Incoterm? = reader.member("incoterm")
        let lot: Text<60>?? = reader.optional("lot", since: 2)
        let reference: OptionalText<60>? = reader.member("reference", default: "")
        let sailing: Instant? = reader.member("sailing")
        let to: UNLocode? = reader.member("to")
        let via: Entries<0, 8, UNLocode>? = reader.member("via", default: [])
        reader.endObject()
        guard let agreedValue, let arrival, let billOfLading, let calls, let consignee, let conveyance, let cost, let description, let freight, let from, let goods, let incoterm, let lot, let reference, let sailing, let to, let via else { return nil }
        self.init(goods: goods, description: description, cost: cost, freight: freight, incoterm: incoterm, conveyance: conveyance, from: from, via: via, to: to, sailing: sailing, consignee: consignee, agreedValue: agreedValue, reference: reference, arrival: arrival, calls: calls, billOfLading: billOfLading, lot: lot)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.optional("agreedValue", agreedValue)
        writer.ifPresent("arrival", arrival)
        writer.ifPresent("billOfLading", billOfLading)
        writer.ifPresent("calls", calls)
        writer.member("consignee", consignee)
        writer.member("conveyance", conveyance)
        writer.member("cost", cost)
        writer.member("description", description)
        writer.member("freight", freight)
        writer.member("from", from)
        writer.member("goods", goods)
        writer.member("incoterm", incoterm)
        writer.ifPresent("lot", lot)
        writer.member("reference", reference)
        writer.member("sailing", sailing)
        writer.member("to", to)
        writer.member("via", via)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Declaration", "The particulars of one shipment, as its assured declares them under a cover.", members: [
            MemberDescription("goods", Text<60>.self, "The goods, by the name under which the cover accepts them."),
            MemberDescription("description", Text<200>.self, "What the goods are in trade terms."),
            MemberDescription("cost", Money.self, "The cost of the goods."),
            MemberDescription("freight", Money.self, "The freight."),
            MemberDescription("incoterm", Incoterm.self, "The delivery term of the sale."),
            MemberDescription("conveyance", Conveyance.self, "The ship and voyage."),
            MemberDescription("from", UNLocode.self, "Where the voyage begins."),
            MemberDescription("via", Entries<0, 8, UNLocode>.self, "Where the goods change conveyance, in order.", hasDefault: true),
            MemberDescription("to", UNLocode.self, "Where the voyage ends."),
            MemberDescription("sailing", Instant.self, "When the voyage begins, as estimated."),
            MemberDescription("consignee", Text<200>.self, "To whom the goods go; screened against the sanctions list."),
            MemberDescription("agreedValue", Money.self, "The insured value where the parties agreed one; `nil` follows the cover's valuation.", isOptional: true),
            MemberDescription("reference", OptionalText<60>.self, "The assured's own reference.", hasDefault: true),
            MemberDescription("arrival", Instant.self, "When the voyage is planned to end; 60 days after it begins where left out, for accumulation.", isOptional: true, since: 2),
            MemberDescription("calls", Entries<0, 8, PortCall>.self, "When the ship is planned to be at places on the way; all the voyage where left out.", isOptional: true, since: 2),
            MemberDescription("billOfLading", Text<35>.self, "The number of the bill of lading or waybill, where it is known: other certificates on it insure the same goods unless their leader says otherwise.", isOptional: true, since: 2),
            MemberDescription("lot", Text<60>.self, "The lot or batch of the goods, by the maker's mark.", isOptional: true, since: 2),
        ])
    }
}

extension Deductible {
    /// Makes one from its members.
    public init(kind: Deductible.Kind, rate: Rate = .zero, _: Void = ()) {
        self.init(kind: kind, rate: rate)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let kind: Deductible.Kind? = reader.member("kind")
        let rate: Rate? = reader.member("rate", default: .zero)
        reader.endObject()
        guard let kind, let rate else { return nil }
        self.init(kind: kind, rate: rate)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("kind", kind)
        writer.member("rate", rate)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Deductible", "What the assured bears of each loss (Marine Insurance Act 1906 leaves it to the policy).", members: [
            MemberDescription("kind", Deductible.Kind.self, "How the threshold works."),
            MemberDescription("rate", Rate.self, "The threshold as a share of the insured value; ignored for `none`.", hasDefault: true),
        ])
    }
}

extension DelayTrigger {
    /// Makes one from its members.
    public init(measuring: DelayTrigger.Measure, atLeastMilliseconds: Milliseconds, _: Void = ()) {
        self.init(measuring: measuring, atLeastMilliseconds: atLeastMilliseconds)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let atLeastMilliseconds: Milliseconds? = reader.member("atLeastMilliseconds")
        let measuring: DelayTrigger.Measure? = reader.member("measuring")
        reader.endObject()
        guard let atLeastMilliseconds, let measuring else { return nil }
        self.init(measuring: measuring, atLeastMilliseconds: atLeastMilliseconds)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("atLeastMilliseconds", atLeastMilliseconds)
        writer.member("measuring", measuring)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("DelayTrigger", "The ship arrives later than it was declared to, by so long.", members: [
            MemberDescription("measuring", DelayTrigger.Measure.self, "What is compared."),
            MemberDescription("atLeastMilliseconds", Milliseconds.self, "How late is a loss, in milliseconds; positive, and exactly this late is one."),
        ])
    }
}

extension DoorTrigger {
    /// Makes one from its members.
    public init(agreedPlaces: Areas, lasting: EventDuration, _: Void = ()) {
        self.init(agreedPlaces: agreedPlaces, lasting: lasting)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let agreedPlaces: Areas? = reader.member("agreedPlaces")
        let lasting: EventDuration? = reader.member("lasting")
        reader.endObject()
        guard let agreedPlaces, let lasting else { return nil }
        self.init(agreedPlaces: agreedPlaces, lasting: lasting)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("agreedPlaces", agreedPlaces)
        writer.member("lasting", lasting)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("DoorTrigger", "A door open outside the agreed places, for a time.", members: [
            MemberDescription("agreedPlaces", Areas.self, "Where an open door is no loss; a loss anywhere where there are none."),
            MemberDescription("lasting", EventDuration.self, "How long it lasts until it is a loss."),
        ])
    }
}

extension DoubleInsurance {
    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("certificate", certificate)
        writer.member("interests", interests)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("DoubleInsurance", "The other certificates that insure what one insures, and what each insurer is to bear of a loss.", members: [
            MemberDescription("certificate", InstanceID.self, "The certificate."),
            MemberDescription("interests", [DoubleInsurance.SharedInterest].self, "Each interest that it insures, with the others on it."),
        ])
    }
}

extension DoubleInsurance.RateableShare {
    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("approved", approved)
        writer.member("certificate", certificate)
        writer.member("contribution", contribution)
        writer.member("due", due)
        writer.member("leader", leader)
        writer.member("liability", liability)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("DoubleInsurance.RateableShare", "What the insurers under one certificate bear of a loss.", members: [
            MemberDescription("certificate", InstanceID.self, "The certificate."),
            MemberDescription("leader", MemberID.self, "The insurer that leads it."),
            MemberDescription("liability", Money.self, "What it would have to pay if it stood alone: of the loss at most the insured value."),
            MemberDescription("approved", Money.self, "What was approved under it."),
            MemberDescription("contribution", Money.self, "What it is to bear: the sum approved over all, in proportion to the liabilities."),
            MemberDescription("due", Money.self, "What it is owed by the others; negative where it owes them."),
        ])
    }
}

extension DoubleInsurance.SharedInterest {
    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("indemnity", indemnity)
        writer.member("insurances", insurances)
        writer.member("interest", interest)
        writer.member("losses", losses)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("DoubleInsurance.SharedInterest", "One interest of a certificate.", members: [
            MemberDescription("interest", InstanceID.self, "The interest."),
            MemberDescription("insurances", [Interest.Insurance].self, "The certificate's own insurance, and the others that run beside it, in the order in which they came."),
            MemberDescription("indemnity", Money.self, "The most that all may pay in all: the largest of the insured values in the certificate's currency."),
            MemberDescription("losses", [DoubleInsurance.SharedLoss].self, "The losses that something was approved for, each with what every insurer is to bear."),
        ])
    }
}

extension DoubleInsurance.SharedLoss {
    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("approved", approved)
        writer.member("from", from)
        writer.member("measured", measured)
        writer.member("shares", shares)
        writer.member("to", to)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("DoubleInsurance.SharedLoss", "A loss that several certificates insure.", members: [
            MemberDescription("from", Instant.self, "When it began, as notified earliest."),
            MemberDescription("to", Instant.self, "When it ended, as notified latest."),
            MemberDescription("measured", Money.self, "What the goods lost: the most that any certificate measured."),
            MemberDescription("approved", Money.self, "What was approved of it over all certificates."),
            MemberDescription("shares", [DoubleInsurance.RateableShare].self, "What each certificate's insurers are liable for and are to bear of what was approved."),
        ])
    }
}

extension EventDuration {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if reader.passCase("total") {
            let atLeastMilliseconds: Milliseconds? = reader.member("atLeastMilliseconds")
            reader.endCase()
            guard let atLeastMilliseconds else { return nil }
            self = .total(atLeastMilliseconds: atLeastMilliseconds)
            return
        }
        if reader.passCase("consecutive") {
            let atLeastMilliseconds: Milliseconds? = reader.member("atLeastMilliseconds")
            reader.endCase()
            guard let atLeastMilliseconds else { return nil }
            self = .consecutive(atLeastMilliseconds: atLeastMilliseconds)
            return
        }
        reader.refuseChoice(among: "total, consecutive")
        return nil
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .total(let atLeastMilliseconds):
                writer.key("total")
                writer.beginObject()
                writer.member("atLeastMilliseconds", atLeastMilliseconds)
                writer.endObject()
            case .consecutive(let atLeastMilliseconds):
                writer.key("consecutive")
                writer.beginObject()
                writer.member("atLeastMilliseconds", atLeastMilliseconds)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("EventDuration", "How long something lasts until it is a loss; exactly this long is one.", cases: [
            CaseDescription("total", "In all: every time that it was so is added up, and all of them are one loss.", [
                MemberDescription("atLeastMilliseconds", Milliseconds.self, "In milliseconds; 0 is any reading."),
            ]),
            CaseDescription("consecutive", "Without a break: each time that is as long is a loss by itself.", [
                MemberDescription("atLeastMilliseconds", Milliseconds.self, "In milliseconds; 0 is any reading."),
            ]),
        ])
    }
}

extension Evidence.Assignment {
    /// Makes one from its members.
    public init(shipment: InstanceID, by: MemberID, reason: Text<200>, at: Instant, _: Void = ()) {
        self.init(shipment: shipment, by: by, reason: reason, at: at)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let at: Instant? = reader.member("at")
        let by: MemberID? = reader.member("by")
        let reason: Text<200>? = reader.member("reason")
        let shipment: InstanceID? = reader.member("shipment")
        reader.endObject()
        guard let at, let by, let reason, let shipment else { return nil }
        self.init(shipment: shipment, by: by, reason: reason, at: at)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("at", at)
        writer.member("by", by)
        writer.member("reason", reason)
        writer.member("shipment", shipment)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Evidence.Assignment", "What a leading insurer says of evidence that several shipments hold.", members: [
            MemberDescription("shipment", InstanceID.self, "The shipment whose evidence it is."),
            MemberDescription("by", MemberID.self, "Who says so."),
            MemberDescription("reason", Text<200>.self, "Why."),
            MemberDescription("at", Instant.self, "When."),
        ])
    }
}

extension Evidence.Command {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if reader.passCase("hold") {
            let holder: Evidence.Holder? = reader.member("holder")
            let id: InstanceID? = reader.member("id")
            let kind: Evidence.Kind? = reader.member("kind")
            reader.endCase()
            guard let holder, let id, let kind else { return nil }
            self = .hold(id: id, kind: kind, holder: holder)
            return
        }
        if reader.passCase("assign") {
            let reason: Text<200>? = reader.member("reason")
            let shipment: InstanceID? = reader.member("shipment")
            reader.endCase()
            guard let reason, let shipment else { return nil }
            self = .assign(shipment: shipment, reason: reason)
            return
        }
        reader.refuseChoice(among: "hold, assign")
        return nil
    }

    /// The names of the cases.
    public enum Action: String, ActionName {
        /// Notes that a shipment holds it.
        case hold
        /// Says whose it is.
        case assign
    }

    /// The case's name.
    public var action: Action {
        switch self {
            case .hold: .hold
            case .assign: .assign
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .hold(let id, let kind, let holder):
                writer.key("hold")
                writer.beginObject()
                writer.member("holder", holder)
                writer.member("id", id)
                writer.member("kind", kind)
                writer.endObject()
            case .assign(let shipment, let reason):
                writer.key("assign")
                writer.beginObject()
                writer.member("reason", reason)
                writer.member("shipment", shipment)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("Evidence.Command", "What may be asked of evidence.", cases: [
            CaseDescription("hold", "Notes that a shipment holds it.", [
                MemberDescription("id", InstanceID.self, "Which evidence, by an identifier derived with the consortium's secret."),
                MemberDescription("kind", Evidence.Kind.self, "Whether it is a logger, readings, a passage or a loss: the same for all who hold it."),
                MemberDescription("holder", Evidence.Holder.self, "The shipment that holds it from now on, with its leader."),
            ]),
            CaseDescription("assign", "Says whose it is.", [
                MemberDescription("shipment", InstanceID.self, "The shipment whose evidence it is said to be, one of those that hold it."),
                MemberDescription("reason", Text<200>.self, "Why that is so."),
            ]),
        ])
    }
}

extension Evidence.Event {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if reader.passCase("held") {
            let holder: Evidence.Holder? = reader.member("holder")
            let id: InstanceID? = reader.member("id")
            let kind: Evidence.Kind? = reader.member("kind")
            reader.endCase()
            guard let holder, let id, let kind else { return nil }
            self = .held(id: id, kind: kind, holder: holder)
            return
        }
        if reader.passCase("assigned") {
            let _0: Evidence.Assignment? = reader.member("_0")
            reader.endCase()
            guard let _0 else { return nil }
            self = .assigned(_0)
            return
        }
        reader.refuseChoice(among: "held, assigned")
        return nil
    }

    /// The case's name.
    public var name: String {
        switch self {
            case .held: "held"
            case .assigned: "assigned"
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .held(let id, let kind, let holder):
                writer.key("held")
                writer.beginObject()
                writer.member("holder", holder)
                writer.member("id", id)
                writer.member("kind", kind)
                writer.endObject()
            case .assigned(let _0):
                writer.key("assigned")
                writer.beginObject()
                writer.member("_0", _0)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("Evidence.Event", "What has happened to evidence.", cases: [
            CaseDescription("held", "A shipment holds it.", [
                MemberDescription("id", InstanceID.self, "Which evidence, by an identifier derived with the consortium's secret."),
                MemberDescription("kind", Evidence.Kind.self, "Whether it is a logger, readings, a passage or a loss."),
                MemberDescription("holder", Evidence.Holder.self, "The shipment that holds it from now on, with its leader."),
            ]),
            CaseDescription("assigned", "A leading insurer says whose it is.", [
                MemberDescription("_0", Evidence.Assignment.self, "Whose evidence it is, and who says so."),
            ]),
        ])
    }
}

extension Evidence.Holder {
    /// Makes one from its members.
    public init(shipment: InstanceID, leader: MemberID, at: Instant, device: InstanceID? = nil, _: Void = ()) {
        self.init(shipment: shipment, leader: leader, at: at, device: device)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let at: Instant? = reader.member("at")
        let device: InstanceID?? = reader.optional("device")
        let leader: MemberID? = reader.member("leader")
        let shipment: InstanceID? = reader.member("shipment")
        reader.endObject()
        guard let at, let device, let leader, let shipment else { return nil }
        self.init(shipment: shipment, leader: leader, at: at, device: device)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("at", at)
        writer.optional("device", device)
        writer.member("leader", leader)
        writer.member("shipment", shipment)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Evidence.Holder", "A shipment that holds it.", members: [
            MemberDescription("shipment", InstanceID.self, "The shipment."),
            MemberDescription("leader", MemberID.self, "The insurer that leads its certificate."),
            MemberDescription("at", Instant.self, "Since when, on the ledger."),
            MemberDescription("device", InstanceID.self, "The logger that is said to have made the readings; absent for a logger itself.", isOptional: true),
        ])
    }
}

extension Evidence.Instruction {
    /// Reads a case, if one of these stands there; `nil` in it where something is wrong.
    static func readCase(from reader: inout JSONReader) -> Evidence.Instruction?? {
        if reader.passCase("assignEvidence") {
            let evidence: InstanceID? = reader.member("evidence")
            let reason: Text<200>? = reader.member("reason")
            let shipment: InstanceID? = reader.member("shipment")
            reader.endCase()
            guard let evidence, let reason, let shipment else { return .some(nil) }
            return .some(.assignEvidence(evidence: evidence, shipment: shipment, reason: reason))
        }
        return nil
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if let read = Self.readCase(from: &reader) {
            guard let read else { return nil }
            self = read
            return
        }
        reader.refuseChoice(among: "assignEvidence")
        return nil
    }

    /// The names of the cases.
    public enum Action: String, ActionName {
        /// Says whose evidence it is, where several shipments hold the same.
        case assignEvidence
    }

    /// The case's name.
    public var action: Action {
        switch self {
            case .assignEvidence: .assignEvidence
        }
    }

    /// The instance that it is about: its first value.
    public var subject: InstanceID {
        switch self {
            case .assignEvidence(let subject, _, _): subject
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .assignEvidence(let evidence, let shipment, let reason):
                writer.key("assignEvidence")
                writer.beginObject()
                writer.member("evidence", evidence)
                writer.member("reason", reason)
                writer.member("shipment", shipment)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("Evidence.Instruction", "What a member asks of evidence.", cases: [
            CaseDescription("assignEvidence", "Says whose evidence it is, where several shipments hold the same.", [
                MemberDescription("evidence", InstanceID.self, "The logger or the readings, as a claim's check names them."),
                MemberDescription("shipment", InstanceID.self, "The shipment whose evidence it is; the leader of its certificate says so."),
                MemberDescription("reason", Text<200>.self, "Why that is so."),
            ]),
        ])
    }
}

extension Evidence.State {
    /// Makes one from its members.
    public init(id: InstanceID, kind: Evidence.Kind, holders: [Evidence.Holder], assigned: Evidence.Assignment? = nil, _: Void = ()) {
        self.init(id: id, kind: kind, holders: holders, assigned: assigned)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let assigned: Evidence.Assignment?? = reader.optional("assigned")
        let holders: [Evidence.Holder]? = reader.member("holders")
        let id: InstanceID? = reader.member("id")
        let kind: Evidence.Kind? = reader.member("kind")
        reader.endObject()
        guard let assigned, let holders, let id, let kind else { return nil }
        self.init(id: id, kind: kind, holders: holders, assigned: assigned)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.optional("assigned", assigned)
        writer.member("holders", holders)
        writer.member("id", id)
        writer.member("kind", kind)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Evidence.State", "A logger or a set of readings after the transitions so far.", members: [
            MemberDescription("id", InstanceID.self, "Its identifier."),
            MemberDescription("kind", Evidence.Kind.self, "What it is."),
            MemberDescription("holders", [Evidence.Holder].self, "The shipments that hold it, in the order in which they came."),
            MemberDescription("assigned", Evidence.Assignment.self, "Whose evidence it is, where a person has said so.", isOptional: true),
        ])
    }
}

extension ExcursionAllowanceTrigger {
    /// Makes one from its members.
    public init(above: Temperature? = nil, below: Temperature? = nil, upTo: Temperature? = nil, downTo: Temperature? = nil, atMostMilliseconds: Milliseconds, meanKineticLimit: Temperature? = nil, _: Void = ()) {
        self.init(above: above, below: below, upTo: upTo, downTo: downTo, atMostMilliseconds: atMostMilliseconds, meanKineticLimit: meanKineticLimit)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let above: Temperature?? = reader.optional("above")
        let atMostMilliseconds: Milliseconds? = reader.member("atMostMilliseconds")
        let below: Temperature?? = reader.optional("below")
        let downTo: Temperature?? = reader.optional("downTo")
        let meanKineticLimit: Temperature?? = reader.optional("meanKineticLimit")
        let upTo: Temperature?? = reader.optional("upTo")
        reader.endObject()
        guard let above, let atMostMilliseconds, let below, let downTo, let meanKineticLimit, let upTo else { return nil }
        self.init(above: above, below: below, upTo: upTo, downTo: downTo, atMostMilliseconds: atMostMilliseconds, meanKineticLimit: meanKineticLimit)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.optional("above", above)
        writer.member("atMostMilliseconds", atMostMilliseconds)
        writer.optional("below", below)
        writer.optional("downTo", downTo)
        writer.optional("meanKineticLimit", meanKineticLimit)
        writer.optional("upTo", upTo)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("ExcursionAllowanceTrigger", "More time out of a band than is allowed, or further out of it, or a mean kinetic temperature above its limit.", members: [
            MemberDescription("above", Temperature.self, "The upper end of the band, in degrees Celsius; none where left out.", isOptional: true),
            MemberDescription("below", Temperature.self, "The lower end of the band, in degrees Celsius; none where left out.", isOptional: true),
            MemberDescription("upTo", Temperature.self, "The highest temperature allowed while above the band; any reading above it is a loss.", isOptional: true),
            MemberDescription("downTo", Temperature.self, "The lowest temperature allowed while below the band; any reading below it is a loss.", isOptional: true),
            MemberDescription("atMostMilliseconds", Milliseconds.self, "The time out of the band that is allowed in all, on each side by itself, in milliseconds."),
            MemberDescription("meanKineticLimit", Temperature.self, "The highest mean kinetic temperature of the window allowed, where there was time above the band.", isOptional: true),
        ])
    }
}

extension Exposure {
    /// Makes one from its members.
    public init(accumulation: InstanceID, subject: Text<20>, span: Accumulation.Span, _: Void = ()) {
        self.init(accumulation: accumulation, subject: subject, span: span)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let accumulation: InstanceID? = reader.member("accumulation")
        let span: Accumulation.Span? = reader.member("span")
        let subject: Text<20>? = reader.member("subject")
        reader.endObject()
        guard let accumulation, let span, let subject else { return nil }
        self.init(accumulation: accumulation, subject: subject, span: span)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("accumulation", accumulation)
        writer.member("span", span)
        writer.member("subject", subject)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Exposure", "What one certificate adds to one accumulation.", members: [
            MemberDescription("accumulation", InstanceID.self, "The accumulation."),
            MemberDescription("subject", Text<20>.self, "The ship, as `IMO` and its number, or the place's UN/LOCODE."),
            MemberDescription("span", Accumulation.Span.self, "The value and its days."),
        ])
    }
}

extension FreezeTrigger {
    /// Makes one from its members.
    public init(atOrBelow: Temperature, lasting: EventDuration, _: Void = ()) {
        self.init(atOrBelow: atOrBelow, lasting: lasting)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let atOrBelow: Temperature? = reader.member("atOrBelow")
        let lasting: EventDuration? = reader.member("lasting")
        reader.endObject()
        guard let atOrBelow, let lasting else { return nil }
        self.init(atOrBelow: atOrBelow, lasting: lasting)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("atOrBelow", atOrBelow)
        writer.member("lasting", lasting)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("FreezeTrigger", "Goods that must not freeze, at or below a temperature for a time.", members: [
            MemberDescription("atOrBelow", Temperature.self, "The temperature at which it counts, in degrees Celsius, below 1000."),
            MemberDescription("lasting", EventDuration.self, "How long it lasts until it is a loss."),
        ])
    }
}

extension GeofenceTrigger {
    /// Makes one from its members.
    public init(areas: Areas, lasting: EventDuration, _: Void = ()) {
        self.init(areas: areas, lasting: lasting)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let areas: Areas? = reader.member("areas")
        let lasting: EventDuration? = reader.member("lasting")
        reader.endObject()
        guard let areas, let lasting else { return nil }
        self.init(areas: areas, lasting: lasting)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("areas", areas)
        writer.member("lasting", lasting)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("GeofenceTrigger", "A position within an excluded area, for a time.", members: [
            MemberDescription("areas", Areas.self, "The areas that the goods must not come to; one at least."),
            MemberDescription("lasting", EventDuration.self, "How long they are there until it is a loss."),
        ])
    }
}

extension HumidityTrigger {
    /// Makes one from its members.
    public init(aboveMilliPercent: Whole<0, 100_000>? = nil, belowMilliPercent: Whole<0, 100_000>? = nil, lasting: EventDuration, _: Void = ()) {
        self.init(aboveMilliPercent: aboveMilliPercent, belowMilliPercent: belowMilliPercent, lasting: lasting)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let aboveMilliPercent: Whole<0, 100_000>?? = reader.optional("aboveMilliPercent")
        let belowMilliPercent: Whole<0, 100_000>?? = reader.optional("belowMilliPercent")
        let lasting: EventDuration? = reader.member("lasting")
        reader.endObject()
        guard let aboveMilliPercent, let belowMilliPercent, let lasting else { return nil }
        self.init(aboveMilliPercent: aboveMilliPercent, belowMilliPercent: belowMilliPercent, lasting: lasting)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.optional("aboveMilliPercent", aboveMilliPercent)
        writer.optional("belowMilliPercent", belowMilliPercent)
        writer.member("lasting", lasting)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("HumidityTrigger", "Relative humidity above or below a limit, for a time: condensation, or goods that dry out.", members: [
            MemberDescription("aboveMilliPercent", Whole<0, 100_000>.self, "The highest humidity that is no loss, in thousandths of a percent; none where left out.", isOptional: true),
            MemberDescription("belowMilliPercent", Whole<0, 100_000>.self, "The lowest humidity that is no loss, in thousandths of a percent; none where left out.", isOptional: true),
            MemberDescription("lasting", EventDuration.self, "How long it lasts until it is a loss."),
        ])
    }
}

extension Interest.Command {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if reader.passCase("insure") {
            let id: InstanceID? = reader.member("id")
            let insurance: Interest.Insurance? = reader.member("insurance")
            reader.endCase()
            guard let id, let insurance else { return nil }
            self = .insure(id: id, insurance: insurance)
            return
        }
        if reader.passCase("end") {
            let at: Instant? = reader.member("at")
            let certificate: InstanceID? = reader.member("certificate")
            reader.endCase()
            guard let at, let certificate else { return nil }
            self = .end(certificate: certificate, at: at)
            return
        }
        if reader.passCase("drop") {
            let certificate: InstanceID? = reader.member("certificate")
            reader.endCase()
            guard let certificate else { return nil }
            self = .drop(certificate: certificate)
            return
        }
        if reader.passCase("erode") {
            let certificate: InstanceID? = reader.member("certificate")
            let loss: Interest.Loss? = reader.member("loss")
            reader.endCase()
            guard let certificate, let loss else { return nil }
            self = .erode(certificate: certificate, loss: loss)
            return
        }
        if reader.passCase("setApart") {
            let certificate: InstanceID? = reader.member("certificate")
            let reason: Text<200>? = reader.member("reason")
            reader.endCase()
            guard let certificate, let reason else { return nil }
            self = .setApart(certificate: certificate, reason: reason)
            return
        }
        reader.refuseChoice(among: "insure, end, drop, erode, setApart")
        return nil
    }

    /// The names of the cases.
    public enum Action: String, ActionName {
        /// Notes that a certificate insures it.
        case insure
        /// Notes that a certificate's risk ended.
        case end
        /// Notes that a certificate was cancelled before its risk began.
        case drop
        /// Counts an approved claim against the indemnity.
        case erode
        /// Says that a certificate insures other goods than the other certificates do.
        case setApart
    }

    /// The case's name.
    public var action: Action {
        switch self {
            case .insure: .insure
            case .end: .end
            case .drop: .drop
            case .erode: .erode
            case .setApart: .setApart
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .insure(let id, let insurance):
                writer.key("insure")
                writer.beginObject()
                writer.member("id", id)
                writer.member("insurance", insurance)
                writer.endObject()
            case .end(let certificate, let at):
                writer.key("end")
                writer.beginObject()
                writer.member("at", at)
                writer.member("certificate", certificate)
                writer.endObject()
            case .drop(let certificate):
                writer.key("drop")
                writer.beginObject()
                writer.member("certificate", certificate)
                writer.endObject()
            case .erode(let certificate, let loss):
                writer.key("erode")
                writer.beginObject()
                writer.member("certificate", certificate)
                writer.member("loss", loss)
                writer.endObject()
            case .setApart(let certificate, let reason):
                writer.key("setApart")
                writer.beginObject()
                writer.member("certificate", certificate)
                writer.member("reason", reason)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("Interest.Command", "What may be asked of an interest.", cases: [
            CaseDescription("insure", "Notes that a certificate insures it.", [
                MemberDescription("id", InstanceID.self, "Which interest, by an identifier derived with the consortium's secret."),
                MemberDescription("insurance", Interest.Insurance.self, "The certificate, its insured value and when its risk begins."),
            ]),
            CaseDescription("end", "Notes that a certificate's risk ended.", [
                MemberDescription("certificate", InstanceID.self, "The certificate, one of those that insure it."),
                MemberDescription("at", Instant.self, "When the goods were handed over, or the cover ended otherwise."),
            ]),
            CaseDescription("drop", "Notes that a certificate was cancelled before its risk began.", [
                MemberDescription("certificate", InstanceID.self, "The certificate, which has never insured it then."),
            ]),
            CaseDescription("erode", "Counts an approved claim against the indemnity.", [
                MemberDescription("certificate", InstanceID.self, "The certificate that the claim is under."),
                MemberDescription("loss", Interest.Loss.self, "The loss and the sum that was approved of it."),
            ]),
            CaseDescription("setApart", "Says that a certificate insures other goods than the other certificates do.", [
                MemberDescription("certificate", InstanceID.self, "The certificate, of whose leader the word is."),
                MemberDescription("reason", Text<200>.self, "Why it insures other goods."),
            ]),
        ])
    }
}

extension Interest.Event {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if reader.passCase("insured") {
            let id: InstanceID? = reader.member("id")
            let insurance: Interest.Insurance? = reader.member("insurance")
            reader.endCase()
            guard let id, let insurance else { return nil }
            self = .insured(id: id, insurance: insurance)
            return
        }
        if reader.passCase("ended") {
            let at: Instant? = reader.member("at")
            let certificate: InstanceID? = reader.member("certificate")
            reader.endCase()
            guard let at, let certificate else { return nil }
            self = .ended(certificate: certificate, at: at)
            return
        }
        if reader.passCase("dropped") {
            let certificate: InstanceID? = reader.member("certificate")
            reader.endCase()
            guard let certificate else { return nil }
            self = .dropped(certificate: certificate)
            return
        }
        if reader.passCase("eroded") {
            let certificate: InstanceID? = reader.member("certificate")
            let loss: Interest.Loss? = reader.member("loss")
            reader.endCase()
            guard let certificate, let loss else { return nil }
            self = .eroded(certificate: certificate, loss: loss)
            return
        }
        if reader.passCase("setApart") {
            let certificate: InstanceID? = reader.member("certificate")
            let reason: Text<200>? = reader.member("reason")
            reader.endCase()
            guard let certificate, let reason else { return nil }
            self = .setApart(certificate: certificate, reason: reason)
            return
        }
        reader.refuseChoice(among: "insured, ended, dropped, eroded, setApart")
        return nil
    }

    /// The case's name.
    public var name: String {
        switch self {
            case .insured: "insured"
            case .ended: "ended"
            case .dropped: "dropped"
            case .eroded: "eroded"
            case .setApart: "setApart"
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .insured(let id, let insurance):
                writer.key("insured")
                writer.beginObject()
                writer.member("id", id)
                writer.member("insurance", insurance)
                writer.endObject()
            case .ended(let certificate, let at):
                writer.key("ended")
                writer.beginObject()
                writer.member("at", at)
                writer.member("certificate", certificate)
                writer.endObject()
            case .dropped(let certificate):
                writer.key("dropped")
                writer.beginObject()
                writer.member("certificate", certificate)
                writer.endObject()
            case .eroded(let certificate, let loss):
                writer.key("eroded")
                writer.beginObject()
                writer.member("certificate", certificate)
                writer.member("loss", loss)
                writer.endObject()
            case .setApart(let certificate, let reason):
                writer.key("setApart")
                writer.beginObject()
                writer.member("certificate", certificate)
                writer.member("reason", reason)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("Interest.Event", "What has happened to an interest.", cases: [
            CaseDescription("insured", "A certificate insures it.", [
                MemberDescription("id", InstanceID.self, "Which interest, by an identifier derived with the consortium's secret."),
                MemberDescription("insurance", Interest.Insurance.self, "The certificate, its insured value and when its risk begins."),
            ]),
            CaseDescription("ended", "A certificate's risk ended.", [
                MemberDescription("certificate", InstanceID.self, "The certificate whose risk ended."),
                MemberDescription("at", Instant.self, "When its risk ended."),
            ]),
            CaseDescription("dropped", "A certificate was cancelled.", [
                MemberDescription("certificate", InstanceID.self, "The certificate, which is forgotten here."),
            ]),
            CaseDescription("eroded", "An approved claim was counted.", [
                MemberDescription("certificate", InstanceID.self, "The certificate that the claim is under."),
                MemberDescription("loss", Interest.Loss.self, "The loss and the sum that was approved of it."),
            ]),
            CaseDescription("setApart", "A certificate insures other goods.", [
                MemberDescription("certificate", InstanceID.self, "The certificate, which is no double insurance with the others any more."),
                MemberDescription("reason", Text<200>.self, "Why it insures other goods."),
            ]),
        ])
    }
}

extension Interest.Instruction {
    /// Reads a case, if one of these stands there; `nil` in it where something is wrong.
    static func readCase(from reader: inout JSONReader) -> Interest.Instruction?? {
        if reader.passCase("setApart") {
            let certificate: InstanceID? = reader.member("certificate")
            let interest: InstanceID? = reader.member("interest")
            let reason: Text<200>? = reader.member("reason")
            reader.endCase()
            guard let certificate, let interest, let reason else { return .some(nil) }
            return .some(.setApart(interest: interest, certificate: certificate, reason: reason))
        }
        return nil
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if let read = Self.readCase(from: &reader) {
            guard let read else { return nil }
            self = read
            return
        }
        reader.refuseChoice(among: "setApart")
        return nil
    }

    /// The names of the cases.
    public enum Action: String, ActionName {
        /// Says that a certificate insures other goods than the other certificates on the interest do.
        case setApart
    }

    /// The case's name.
    public var action: Action {
        switch self {
            case .setApart: .setApart
        }
    }

    /// The instance that it is about: its first value.
    public var subject: InstanceID {
        switch self {
            case .setApart(let subject, _, _): subject
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .setApart(let interest, let certificate, let reason):
                writer.key("setApart")
                writer.beginObject()
                writer.member("certificate", certificate)
                writer.member("interest", interest)
                writer.member("reason", reason)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("Interest.Instruction", "What a member asks of an interest.", cases: [
            CaseDescription("setApart", "Says that a certificate insures other goods than the other certificates on the interest do.", [
                MemberDescription("interest", InstanceID.self, "The interest."),
                MemberDescription("certificate", InstanceID.self, "The certificate, whose leader says so."),
                MemberDescription("reason", Text<200>.self, "Why that is so."),
            ]),
        ])
    }
}

extension Interest.Insurance {
    /// Makes one from its members.
    public init(certificate: InstanceID, leader: MemberID, insuredValue: Money, from: Instant, to: Instant? = nil, approved: Money, apart: Text<200>? = nil, losses: [Interest.Loss] = [], _: Void = ()) {
        self.init(certificate: certificate, leader: leader, insuredValue: insuredValue, from: from, to: to, approved: approved, apart: apart, losses: losses)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let apart: Text<200>?? = reader.optional("apart")
        let approved: Money? = reader.member("approved")
        let certificate: InstanceID? = reader.member("certificate")
        let from: Instant? = reader.member("from")
        let insuredValue: Money? = reader.member("insuredValue")
        let leader: MemberID? = reader.member("leader")
        let losses: [Interest.Loss]? = reader.member("losses", default: [])
        let to: Instant?? = reader.optional("to")
        reader.endObject()
        guard let apart, let approved, let certificate, let from, let insuredValue, let leader, let losses, let to else { return nil }
        self.init(certificate: certificate, leader: leader, insuredValue: insuredValue, from: from, to: to, approved: approved, apart: apart, losses: losses)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.optional("apart", apart)
        writer.member("approved", approved)
        writer.member("certificate", certificate)
        writer.member("from", from)
        writer.member("insuredValue", insuredValue)
        writer.member("leader", leader)
        writer.member("losses", losses)
        writer.optional("to", to)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Interest.Insurance", "One certificate's insurance of the interest.", members: [
            MemberDescription("certificate", InstanceID.self, "The certificate."),
            MemberDescription("leader", MemberID.self, "The insurer that leads."),
            MemberDescription("insuredValue", Money.self, "The insured value."),
            MemberDescription("from", Instant.self, "When the risk is to begin, as declared."),
            MemberDescription("to", Instant.self, "When it ended; absent while it runs.", isOptional: true),
            MemberDescription("approved", Money.self, "What was approved for payment under the certificate."),
            MemberDescription("apart", Text<200>.self, "Why its leader says that it is of other goods than the others; absent where nobody says so.", isOptional: true),
            MemberDescription("losses", [Interest.Loss].self, "The losses that something was approved for, in the order in which they came.", hasDefault: true),
        ])
    }
}

extension Interest.Loss {
    /// Makes one from its members.
    public init(claim: InstanceID, from: Instant, to: Instant, measured: Money, approved: Money, _: Void = ()) {
        self.init(claim: claim, from: from, to: to, measured: measured, approved: approved)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let approved: Money? = reader.member("approved")
        let claim: InstanceID? = reader.member("claim")
        let from: Instant? = reader.member("from")
        let measured: Money? = reader.member("measured")
        let to: Instant? = reader.member("to")
        reader.endObject()
        guard let approved, let claim, let from, let measured, let to else { return nil }
        self.init(claim: claim, from: from, to: to, measured: measured, approved: approved)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("approved", approved)
        writer.member("claim", claim)
        writer.member("from", from)
        writer.member("measured", measured)
        writer.member("to", to)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Interest.Loss", "A loss under one certificate that something was approved for.", members: [
            MemberDescription("claim", InstanceID.self, "The claim."),
            MemberDescription("from", Instant.self, "When the loss began, as notified."),
            MemberDescription("to", Instant.self, "When it ended."),
            MemberDescription("measured", Money.self, "What the goods lost, before any deductible."),
            MemberDescription("approved", Money.self, "What was approved of it."),
        ])
    }
}

extension Interest.State {
    /// Makes one from its members.
    public init(id: InstanceID, insurances: [Interest.Insurance], _: Void = ()) {
        self.init(id: id, insurances: insurances)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let id: InstanceID? = reader.member("id")
        let insurances: [Interest.Insurance]? = reader.member("insurances")
        reader.endObject()
        guard let id, let insurances else { return nil }
        self.init(id: id, insurances: insurances)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("id", id)
        writer.member("insurances", insurances)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Interest.State", "An interest after the transitions so far.", members: [
            MemberDescription("id", InstanceID.self, "The interest's identifier."),
            MemberDescription("insurances", [Interest.Insurance].self, "The certificates that insure it or did, in the order in which they came."),
        ])
    }
}

extension LightTrigger {
    /// Makes one from its members.
    public init(aboveMilliLux: Whole<0, 1_000_000_000>, agreedPlaces: Areas, lasting: EventDuration, _: Void = ()) {
        self.init(aboveMilliLux: aboveMilliLux, agreedPlaces: agreedPlaces, lasting: lasting)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let aboveMilliLux: Whole<0, 1_000_000_000>? = reader.member("aboveMilliLux")
        let agreedPlaces: Areas? = reader.member("agreedPlaces")
        let lasting: EventDuration? = reader.member("lasting")
        reader.endObject()
        guard let aboveMilliLux, let agreedPlaces, let lasting else { return nil }
        self.init(aboveMilliLux: aboveMilliLux, agreedPlaces: agreedPlaces, lasting: lasting)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("aboveMilliLux", aboveMilliLux)
        writer.member("agreedPlaces", agreedPlaces)
        writer.member("lasting", lasting)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("LightTrigger", "Light in a closed container outside the agreed places, for a time: it was opened on the way.", members: [
            MemberDescription("aboveMilliLux", Whole<0, 1_000_000_000>.self, "The most light that is no loss, in thousandths of a lux."),
            MemberDescription("agreedPlaces", Areas.self, "Where light is no loss, as where goods are stuffed or inspected; a loss anywhere where there are none."),
            MemberDescription("lasting", EventDuration.self, "How long it lasts until it is a loss."),
        ])
    }
}

extension ListedEntry {
    /// Makes one from its members.
    public init(id: Text<40>, kind: ListedEntry.Kind, programmes: Entries<0, 40, Text<100>>, names: Entries<1, 300, ListedName>, imo: IMONumber? = nil, _: Void = ()) {
        self.init(id: id, kind: kind, programmes: programmes, names: names, imo: imo)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let id: Text<40>? = reader.member("id")
        let imo: IMONumber?? = reader.optional("imo")
        let kind: ListedEntry.Kind? = reader.member("kind")
        let names: Entries<1, 300, ListedName>? = reader.member("names")
        let programmes: Entries<0, 40, Text<100>>? = reader.member("programmes")
        reader.endObject()
        guard let id, let imo, let kind, let names, let programmes else { return nil }
        self.init(id: id, kind: kind, programmes: programmes, names: names, imo: imo)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("id", id)
        writer.optional("imo", imo)
        writer.member("kind", kind)
        writer.member("names", names)
        writer.member("programmes", programmes)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("ListedEntry", "One person, body or ship on a published list.", members: [
            MemberDescription("id", Text<40>.self, "The list's own identifier of the entry: `36`, `QDi.001`."),
            MemberDescription("kind", ListedEntry.Kind.self, "What is listed."),
            MemberDescription("programmes", Entries<0, 40, Text<100>>.self, "The programmes that it is listed under, as the list names them."),
            MemberDescription("names", Entries<1, 300, ListedName>.self, "Its names, the first the list's own, the others aliases."),
            MemberDescription("imo", IMONumber.self, "The ship's number, where it is one and the list has it.", isOptional: true),
        ])
    }
}

extension ListedName {
    /// Makes one from its members.
    public init(name: Text<400>, isWeak: Bool? = nil, _: Void = ()) {
        self.init(name: name, isWeak: isWeak)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let isWeak: Bool?? = reader.optional("isWeak")
        let name: Text<400>? = reader.member("name")
        reader.endObject()
        guard let isWeak, let name else { return nil }
        self.init(name: name, isWeak: isWeak)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.optional("isWeak", isWeak)
        writer.member("name", name)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("ListedName", "One name of an entry.", members: [
            MemberDescription("name", Text<400>.self, "The name."),
            MemberDescription("isWeak", Bool.self, "Whether the list calls it a weak alias, which is a hit only where it is the very name; not where left out.", isOptional: true),
        ])
    }
}

extension MachineryBreakdownTrigger {
    /// Makes one from its members.
    public init(above: Temperature? = nil, below: Temperature? = nil, atLeastConsecutiveMilliseconds: Milliseconds, _: Void = ()) {
        self.init(above: above, below: below, atLeastConsecutiveMilliseconds: atLeastConsecutiveMilliseconds)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let above: Temperature?? = reader.optional("above")
        let atLeastConsecutiveMilliseconds: Milliseconds? = reader.member("atLeastConsecutiveMilliseconds")
        let below: Temperature?? = reader.optional("below")
        reader.endObject()
        guard let above, let atLeastConsecutiveMilliseconds, let below else { return nil }
        self.init(above: above, below: below, atLeastConsecutiveMilliseconds: atLeastConsecutiveMilliseconds)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.optional("above", above)
        writer.member("atLeastConsecutiveMilliseconds", atLeastConsecutiveMilliseconds)
        writer.optional("below", below)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("MachineryBreakdownTrigger", "Machinery broken down: a temperature above or below a limit for so long without a break.", members: [
            MemberDescription("above", Temperature.self, "The highest temperature of sound machinery, in degrees Celsius; none where left out.", isOptional: true),
            MemberDescription("below", Temperature.self, "The lowest temperature of sound machinery, in degrees Celsius; none where left out.", isOptional: true),
            MemberDescription("atLeastConsecutiveMilliseconds", Milliseconds.self, "The time without a break from which on it is a loss, in milliseconds; positive."),
        ])
    }
}

extension MeanKineticTrigger {
    /// Makes one from its members.
    public init(above: Temperature, _: Void = ()) {
        self.init(above: above)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let above: Temperature? = reader.member("above")
        reader.endObject()
        guard let above else { return nil }
        self.init(above: above)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("above", above)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("MeanKineticTrigger", "A mean kinetic temperature of the whole window above a limit.", members: [
            MemberDescription("above", Temperature.self, "The highest mean that is no loss, in degrees Celsius."),
        ])
    }
}

extension OpenCover.AcceptanceTest {
    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("figure", figure)
        writer.member("limit", limit)
        writer.member("name", name)
        writer.member("outcome", outcome)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("OpenCover.AcceptanceTest", "One term of a cover with which a declaration is compared, with the figure and the limit.", members: [
            MemberDescription("name", String.self, "The term's permanent name."),
            MemberDescription("outcome", OpenCover.AcceptanceTest.Outcome.self, "Whether the declaration keeps to it."),
            MemberDescription("figure", String.self, "What is declared, or would be on risk with it."),
            MemberDescription("limit", String.self, "What the cover allows."),
        ])
    }
}

extension OpenCover.Command {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if reader.passCase("open") {
            let id: InstanceID? = reader.member("id")
            let terms: CoverTerms? = reader.member("terms")
            reader.endCase()
            guard let id, let terms else { return nil }
            self = .open(id: id, terms: terms)
            return
        }
        if reader.passCase("declare") {
            let accumulated: [Accumulated]?? = reader.optional("accumulated", since: 2)
            let certificate: InstanceID? = reader.member("certificate")
            let declaration: Declaration? = reader.member("declaration")
            reader.endCase()
            guard let accumulated, let certificate, let declaration else { return nil }
            self = .declare(certificate: certificate, declaration: declaration, accumulated: accumulated)
            return
        }
        if reader.passCase("release") {
            let certificate: InstanceID? = reader.member("certificate")
            let onRisk: OpenCover.OnRisk? = reader.member("onRisk")
            let returnedPremium: Money? = reader.member("returnedPremium")
            reader.endCase()
            guard let certificate, let onRisk, let returnedPremium else { return nil }
            self = .release(certificate: certificate, onRisk: onRisk, returnedPremium: returnedPremium)
            return
        }
        if reader.passCase("move") {
            let certificate: InstanceID? = reader.member("certificate")
            let onRisk: OpenCover.OnRisk? = reader.member("onRisk")
            let to: OpenCover.OnRisk? = reader.member("to")
            reader.endCase()
            guard let certificate, let onRisk, let to else { return nil }
            self = .move(certificate: certificate, onRisk: onRisk, to: to)
            return
        }
        if reader.passCase("close") {
            reader.endCase()
            self = .close
            return
        }
        if reader.passCase("subscribe", since: 2) {
            let line: Rate? = reader.member("line")
            reader.endCase()
            guard let line else { return nil }
            self = .subscribe(line: line)
            return
        }
        reader.refuseChoice(among: "open, declare, release, move, close, subscribe")
        return nil
    }

    /// The names of the cases.
    public enum Action: String, ActionName {
        /// Opens a cover on these terms.
        case open
        /// Accepts a shipment, which accumulates until its certificate ends.
        case declare
        /// Takes an ended or cancelled certificate off risk.
        case release
        /// Moves an endorsed certificate from one conveyance or location to another.
        case move
        /// Ends the facility for new shipments.
        case close
        /// Writes an insurer's line on the slip.
        case subscribe
    }

    /// The case's name.
    public var action: Action {
        switch self {
            case .open: .open
            case .declare: .declare
            case .release: .release
            case .move: .move
            case .close: .close
            case .subscribe: .subscribe
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .open(let id, let terms):
                writer.key("open")
                writer.beginObject()
                writer.member("id", id)
                writer.member("terms", terms)
                writer.endObject()
            case .declare(let certificate, let declaration, let accumulated):
                writer.key("declare")
                writer.beginObject()
                writer.ifPresent("accumulated", accumulated)
                writer.member("certificate", certificate)
                writer.member("declaration", declaration)
                writer.endObject()
            case .release(let certificate, let onRisk, let returnedPremium):
                writer.key("release")
                writer.beginObject()
                writer.member("certificate", certificate)
                writer.member("onRisk", onRisk)
                writer.member("returnedPremium", returnedPremium)
                writer.endObject()
            case .move(let certificate, let onRisk, let to):
                writer.key("move")
                writer.beginObject()
                writer.member("certificate", certificate)
                writer.member("onRisk", onRisk)
                writer.member("to", to)
                writer.endObject()
            case .close:
                writer.key("close")
                writer.beginObject()
                writer.endObject()
            case .subscribe(let line):
                writer.key("subscribe")
                writer.beginObject()
                writer.member("line", line)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("OpenCover.Command", "What may be asked of a cover.", cases: [
            CaseDescription("open", "Opens a cover on these terms.", [
                MemberDescription("id", InstanceID.self, "The cover's identifier, made from the command's name."),
                MemberDescription("terms", CoverTerms.self, "The terms, which stay as they are but for the shares that a slip signs down."),
            ]),
            CaseDescription("declare", "Accepts a shipment, which accumulates until its certificate ends.", [
                MemberDescription("certificate", InstanceID.self, "The certificate that is issued for it."),
                MemberDescription("declaration", Declaration.self, "The goods, the voyage and the values, as declared."),
                MemberDescription("accumulated", [Accumulated].self, "What its leader has on risk already where the shipment would go.", isOptional: true, hasDefault: true, since: 2),
            ]),
            CaseDescription("release", "Takes an ended or cancelled certificate off risk.", [
                MemberDescription("certificate", InstanceID.self, "The certificate that ended or was cancelled."),
                MemberDescription("onRisk", OpenCover.OnRisk.self, "What the accumulations hold for it."),
                MemberDescription("returnedPremium", Money.self, "The premium given back, by which less was earned: zero unless it was cancelled."),
            ]),
            CaseDescription("move", "Moves an endorsed certificate from one conveyance or location to another.", [
                MemberDescription("certificate", InstanceID.self, "The certificate that was endorsed."),
                MemberDescription("onRisk", OpenCover.OnRisk.self, "What the accumulations hold for it."),
                MemberDescription("to", OpenCover.OnRisk.self, "What they hold for it from now on."),
            ]),
            CaseDescription("close", "Ends the facility for new shipments.", [
            ]),
            CaseDescription("subscribe", "Writes an insurer's line on the slip.", [
                MemberDescription("line", Rate.self, "The line as a share of the risk: more than 0 and at most 100 %, and more than one written before."),
            ], since: 2),
        ])
    }
}

extension OpenCover.Event {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if reader.passCase("opened") {
            let at: Instant? = reader.member("at")
            let id: InstanceID? = reader.member("id")
            let terms: CoverTerms? = reader.member("terms")
            reader.endCase()
            guard let at, let id, let terms else { return nil }
            self = .opened(id: id, terms: terms, at: at)
            return
        }
        if reader.passCase("declared") {
            let certificate: InstanceID? = reader.member("certificate")
            let onRisk: OpenCover.OnRisk? = reader.member("onRisk")
            let premium: Money? = reader.member("premium")
            let rate: Rate? = reader.member("rate")
            let referral: Text<2000>?? = reader.optional("referral", since: 2)
            reader.endCase()
            guard let certificate, let onRisk, let premium, let rate, let referral else { return nil }
            self = .declared(certificate: certificate, onRisk: onRisk, rate: rate, premium: premium, referral: referral)
            return
        }
        if reader.passCase("released") {
            let certificate: InstanceID? = reader.member("certificate")
            let onRisk: OpenCover.OnRisk? = reader.member("onRisk")
            let returnedPremium: Money? = reader.member("returnedPremium")
            reader.endCase()
            guard let certificate, let onRisk, let returnedPremium else { return nil }
            self = .released(certificate: certificate, onRisk: onRisk, returnedPremium: returnedPremium)
            return
        }
        if reader.passCase("moved") {
            let certificate: InstanceID? = reader.member("certificate")
            let onRisk: OpenCover.OnRisk? = reader.member("onRisk")
            let to: OpenCover.OnRisk? = reader.member("to")
            reader.endCase()
            guard let certificate, let onRisk, let to else { return nil }
            self = .moved(certificate: certificate, onRisk: onRisk, to: to)
            return
        }
        if reader.passCase("closed") {
            reader.endCase()
            self = .closed
            return
        }
        if reader.passCase("subscribed", since: 2) {
            let signed: [CoverTerms.Share]?? = reader.optional("signed")
            let written: [CoverTerms.Share]? = reader.member("written")
            reader.endCase()
            guard let signed, let written else { return nil }
            self = .subscribed(written: written, signed: signed)
            return
        }
        reader.refuseChoice(among: "opened, declared, released, moved, closed, subscribed")
        return nil
    }

    /// The case's name.
    public var name: String {
        switch self {
            case .opened: "opened"
            case .declared: "declared"
            case .released: "released"
            case .moved: "moved"
            case .closed: "closed"
            case .subscribed: "subscribed"
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .opened(let id, let terms, let at):
                writer.key("opened")
                writer.beginObject()
                writer.member("at", at)
                writer.member("id", id)
                writer.member("terms", terms)
                writer.endObject()
            case .declared(let certificate, let onRisk, let rate, let premium, let referral):
                writer.key("declared")
                writer.beginObject()
                writer.member("certificate", certificate)
                writer.member("onRisk", onRisk)
                writer.member("premium", premium)
                writer.member("rate", rate)
                writer.ifPresent("referral", referral)
                writer.endObject()
            case .released(let certificate, let onRisk, let returnedPremium):
                writer.key("released")
                writer.beginObject()
                writer.member("certificate", certificate)
                writer.member("onRisk", onRisk)
                writer.member("returnedPremium", returnedPremium)
                writer.endObject()
            case .moved(let certificate, let onRisk, let to):
                writer.key("moved")
                writer.beginObject()
                writer.member("certificate", certificate)
                writer.member("onRisk", onRisk)
                writer.member("to", to)
                writer.endObject()
            case .closed:
                writer.key("closed")
                writer.beginObject()
                writer.endObject()
            case .subscribed(let written, let signed):
                writer.key("subscribed")
                writer.beginObject()
                writer.optional("signed", signed)
                writer.member("written", written)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("OpenCover.Event", "What has happened to a cover.", cases: [
            CaseDescription("opened", "The cover was opened.", [
                MemberDescription("id", InstanceID.self, "The cover's identifier."),
                MemberDescription("terms", CoverTerms.self, "What the parties agreed."),
                MemberDescription("at", Instant.self, "When it was opened."),
            ]),
            CaseDescription("declared", "A shipment was accepted, with the figures decided.", [
                MemberDescription("certificate", InstanceID.self, "The certificate that is issued for it."),
                MemberDescription("onRisk", OpenCover.OnRisk.self, "What the certificate adds: to the cover's accumulations in the first edition, since then to the leader's."),
                MemberDescription("rate", Rate.self, "The premium rate, as a share of the insured value."),
                MemberDescription("premium", Money.self, "The premium, rounded half away from zero to the minor unit."),
                MemberDescription("referral", Text<2000>.self, "Why the certificate waits for the leader to accept it; absent where it does not.", isOptional: true, hasDefault: true, since: 2),
            ]),
            CaseDescription("released", "A certificate came off risk.", [
                MemberDescription("certificate", InstanceID.self, "The certificate that ended or was cancelled."),
                MemberDescription("onRisk", OpenCover.OnRisk.self, "What the accumulations hold for it no more."),
                MemberDescription("returnedPremium", Money.self, "The premium by which less was earned: zero unless it was cancelled."),
            ]),
            CaseDescription("moved", "A certificate's accumulation moved.", [
                MemberDescription("certificate", InstanceID.self, "The certificate that was endorsed."),
                MemberDescription("onRisk", OpenCover.OnRisk.self, "What the accumulations held for it."),
                MemberDescription("to", OpenCover.OnRisk.self, "What they hold for it from now on."),
            ]),
            CaseDescription("closed", "The facility ended.", [
            ]),
            CaseDescription("subscribed", "An insurer has written its line.", [
                MemberDescription("written", [CoverTerms.Share].self, "Every line written so far, in the slip's order."),
                MemberDescription("signed", [CoverTerms.Share].self, "The lines signed for, once all are written; absent until then.", isOptional: true, hasDefault: true),
            ], since: 2),
        ])
    }
}

extension OpenCover.Instruction {
    /// Reads a case, if one of these stands there; `nil` in it where something is wrong.
    static func readCase(from reader: inout JSONReader) -> OpenCover.Instruction?? {
        if reader.passCase("openCover") {
            let id: InstanceID? = reader.member("id")
            let terms: CoverTerms? = reader.member("terms")
            reader.endCase()
            guard let id, let terms else { return .some(nil) }
            return .some(.openCover(id: id, terms: terms))
        }
        if reader.passCase("closeCover") {
            let cover: InstanceID? = reader.member("cover")
            reader.endCase()
            guard let cover else { return .some(nil) }
            return .some(.closeCover(cover: cover))
        }
        if reader.passCase("declare") {
            let certificate: InstanceID? = reader.member("certificate")
            let cover: InstanceID? = reader.member("cover")
            let declaration: Declaration? = reader.member("declaration")
            reader.endCase()
            guard let certificate, let cover, let declaration else { return .some(nil) }
            return .some(.declare(cover: cover, certificate: certificate, declaration: declaration))
        }
        if reader.passCase("subscribe", since: 2) {
            let cover: InstanceID? = reader.member("cover")
            let line: Rate? = reader.member("line")
            reader.endCase()
            guard let cover, let line else { return .some(nil) }
            return .some(.subscribe(cover: cover, line: line))
        }
        return nil
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if let read = Self.readCase(from: &reader) {
            guard let read else { return nil }
            self = read
            return
        }
        reader.refuseChoice(among: "openCover, closeCover, declare, subscribe")
        return nil
    }

    /// The names of the cases.
    public enum Action: String, ActionName {
        /// Opens a cover.
        case openCover
        /// Ends a cover for new shipments.
        case closeCover
        /// Declares a shipment under a cover and has its certificate issued.
        case declare
        /// Writes the member's line on a slip, or raises it; the slip binds once all insurers named have.
        case subscribe
    }

    /// The case's name.
    public var action: Action {
        switch self {
            case .openCover: .openCover
            case .closeCover: .closeCover
            case .declare: .declare
            case .subscribe: .subscribe
        }
    }

    /// The instance that it is about: its first value.
    public var subject: InstanceID {
        switch self {
            case .openCover(let subject, _): subject
            case .closeCover(let subject): subject
            case .declare(let subject, _, _): subject
            case .subscribe(let subject, _): subject
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .openCover(let id, let terms):
                writer.key("openCover")
                writer.beginObject()
                writer.member("id", id)
                writer.member("terms", terms)
                writer.endObject()
            case .closeCover(let cover):
                writer.key("closeCover")
                writer.beginObject()
                writer.member("cover", cover)
                writer.endObject()
            case .declare(let cover, let certificate, let declaration):
                writer.key("declare")
                writer.beginObject()
                writer.member("certificate", certificate)
                writer.member("cover", cover)
                writer.member("declaration", declaration)
                writer.endObject()
            case .subscribe(let cover, let line):
                writer.key("subscribe")
                writer.beginObject()
                writer.member("cover", cover)
                writer.member("line", line)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("OpenCover.Instruction", "What a member asks of a cover.", cases: [
            CaseDescription("openCover", "Opens a cover.", [
                MemberDescription("id", InstanceID.self, "The cover's identifier; over HTTP made from the command's name."),
                MemberDescription("terms", CoverTerms.self, "The terms that the cover is opened on."),
            ]),
            CaseDescription("closeCover", "Ends a cover for new shipments.", [
                MemberDescription("cover", InstanceID.self, "The cover, whose certificates run on."),
            ]),
            CaseDescription("declare", "Declares a shipment under a cover and has its certificate issued.", [
                MemberDescription("cover", InstanceID.self, "The cover, which is open."),
                MemberDescription("certificate", InstanceID.self, "The certificate's identifier; over HTTP made from the command's name."),
                MemberDescription("declaration", Declaration.self, "The goods, the voyage and the values."),
            ]),
            CaseDescription("subscribe", "Writes the member's line on a slip, or raises it; the slip binds once all insurers named have.", [
                MemberDescription("cover", InstanceID.self, "The cover."),
                MemberDescription("line", Rate.self, "The line: more than 0 and at most 100 %, and more than one written before."),
            ], since: 2),
        ])
    }
}

extension OpenCover.OnRisk {
    /// Makes one from its members.
    public init(insuredValue: Money, conveyance: OpenCover.ConveyanceKey, locations: [UNLocode], _: Void = ()) {
        self.init(insuredValue: insuredValue, conveyance: conveyance, locations: locations)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let conveyance: OpenCover.ConveyanceKey? = reader.member("conveyance")
        let insuredValue: Money? = reader.member("insuredValue")
        let locations: [UNLocode]? = reader.member("locations")
        reader.endObject()
        guard let conveyance, let insuredValue, let locations else { return nil }
        self.init(insuredValue: insuredValue, conveyance: conveyance, locations: locations)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("conveyance", conveyance)
        writer.member("insuredValue", insuredValue)
        writer.member("locations", locations)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("OpenCover.OnRisk", "What one certificate adds to a cover's accumulations.", members: [
            MemberDescription("insuredValue", Money.self, "The insured value."),
            MemberDescription("conveyance", OpenCover.ConveyanceKey.self, "The ship, as Conveyance/accumulationKey(in:) spells it; empty where the leader's accumulations hold it and the cover's do not."),
            MemberDescription("locations", [UNLocode].self, "The places where the goods are ashore; none where the conveyance is empty."),
        ])
    }
}

extension OpenCover.Quote {
    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        if writer.isAnswer { writer.answer("accepted", accepted) }
        writer.member("checks", checks)
        writer.optional("insuredValue", insuredValue)
        if !writer.isAnswer { writer.optional("onRisk", onRisk) }
        writer.optional("premium", premium)
        writer.optional("rate", rate)
        writer.ifPresent("referral", referral)
        writer.member("refusals", refusals)
        writer.ifPresent("sanctionsHits", sanctionsHits)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("OpenCover.Quote", "What a declaration would cost and whether it would be accepted.", members: [
            MemberDescription("insuredValue", Money.self, "The insured value; `nil` where the goods are not accepted.", isOptional: true),
            MemberDescription("rate", Rate.self, "The premium rate.", isOptional: true),
            MemberDescription("premium", Money.self, "The premium, rounded half away from zero to the minor unit.", isOptional: true),
            MemberDescription("checks", [OpenCover.AcceptanceTest].self, "Every term that was compared, with its figure."),
            MemberDescription("refusals", [Refusal].self, "Why the declaration would be refused; empty where it would be accepted."),
            MemberDescription("onRisk", OpenCover.OnRisk.self, "What the certificate would add to the accumulations.", isOptional: true, scope: .ledgerOnly),
            MemberDescription("referral", Text<2000>.self, "Why the certificate would wait for the leader to accept it; absent where it would not.", isOptional: true, since: 2),
            MemberDescription("sanctionsHits", [SanctionsHit].self, "What of the declaration is like an entry of a sanctions list: the certificate would be issued, and its payments held; absent where nothing is.", isOptional: true, since: 2),
            .answer("accepted", \OpenCover.Quote.accepted, "Whether the declaration would be accepted."),
        ])
    }
}

extension OpenCover.State {
    /// Makes one from its members.
    public init(id: InstanceID, terms: CoverTerms, stage: OpenCover.Stage, openedAt: Instant, byConveyance: [OpenCover.ConveyanceKey: Money], byLocation: [UNLocode: Money], declarations: Int, declaredValue: Money, earnedPremium: Money, written: [CoverTerms.Share]? = nil, _: Void = ()) {
        self.init(id: id, terms: terms, stage: stage, openedAt: openedAt, byConveyance: byConveyance, byLocation: byLocation, declarations: declarations, declaredValue: declaredValue, earnedPremium: earnedPremium, written: written)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let byConveyance: [OpenCover.ConveyanceKey: Money]? = reader.member("byConveyance")
        let byLocation: [UNLocode: Money]? = reader.member("byLocation")
        let declarations: Int? = reader.member("declarations")
        let declaredValue: Money? = reader.member("declaredValue")
        let earnedPremium: Money? = reader.member("earnedPremium")
        let id: InstanceID? = reader.member("id")
        let openedAt: Instant? = reader.member("openedAt")
        let stage: OpenCover.Stage? = reader.member("stage")
        let terms: CoverTerms? = reader.member("terms")
        let written: [CoverTerms.Share]?? = reader.optional("written", since: 2)
        reader.endObject()
        guard let byConveyance, let byLocation, let declarations, let declaredValue, let earnedPremium, let id, let openedAt, let stage, let terms, let written else { return nil }
        self.init(id: id, terms: terms, stage: stage, openedAt: openedAt, byConveyance: byConveyance, byLocation: byLocation, declarations: declarations, declaredValue: declaredValue, earnedPremium: earnedPremium, written: written)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        if !writer.isAnswer { writer.member("byConveyance", byConveyance) }
        if !writer.isAnswer { writer.member("byLocation", byLocation) }
        writer.member("declarations", declarations)
        writer.member("declaredValue", declaredValue)
        writer.member("earnedPremium", earnedPremium)
        writer.member("id", id)
        if writer.isAnswer { writer.answer("onRiskByConveyance", onRiskByConveyance) }
        if writer.isAnswer { writer.answer("onRiskByLocation", onRiskByLocation) }
        writer.member("openedAt", openedAt)
        if !writer.isAnswer { writer.member("stage", stage) }
        if writer.isAnswer { terms.writeMembers(to: &writer) } else { writer.member("terms", terms) }
        writer.ifPresent("written", written)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("OpenCover.State", "A cover after the transitions so far.", members: [
            MemberDescription("id", InstanceID.self, "The cover's identifier."),
            MemberDescription("terms", CoverTerms.self, "What the parties agreed.", scope: .flattened),
            MemberDescription("stage", OpenCover.Stage.self, "Whether new shipments may be declared.", scope: .ledgerOnly),
            MemberDescription("openedAt", Instant.self, "When it was opened."),
            MemberDescription("byConveyance", [OpenCover.ConveyanceKey: Money].self, "The insured values now on risk by conveyance, under its OnRisk/conveyance.", scope: .ledgerOnly),
            MemberDescription("byLocation", [UNLocode: Money].self, "The insured values now on risk by location.", scope: .ledgerOnly),
            MemberDescription("declarations", Int.self, "How many shipments were declared."),
            MemberDescription("declaredValue", Money.self, "The insured value declared in all."),
            MemberDescription("earnedPremium", Money.self, "The premium earned in all."),
            MemberDescription("written", [CoverTerms.Share].self, "The lines written so far, in the slip's order; absent where one insurer bears the whole.", isOptional: true, since: 2),
            .answer("onRiskByConveyance", \OpenCover.State.onRiskByConveyance, "The insured values now on risk by conveyance."),
            .answer("onRiskByLocation", \OpenCover.State.onRiskByLocation, "The insured values now on risk by location."),
        ])
    }
}

extension PaymentReference.Command {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if reader.passCase("use") {
            let amount: Money? = reader.member("amount")
            let claim: InstanceID? = reader.member("claim")
            let id: InstanceID? = reader.member("id")
            let payer: MemberID? = reader.member("payer")
            let reference: Text<35>? = reader.member("reference")
            reader.endCase()
            guard let amount, let claim, let id, let payer, let reference else { return nil }
            self = .use(id: id, payer: payer, reference: reference, claim: claim, amount: amount)
            return
        }
        if reader.passCase("noteReturned") {
            let reason: Text<200>? = reader.member("reason")
            reader.endCase()
            guard let reason else { return nil }
            self = .noteReturned(reason: reason)
            return
        }
        reader.refuseChoice(among: "use, noteReturned")
        return nil
    }

    /// The names of the cases.
    public enum Action: String, ActionName {
        /// Has a payment carry it.
        case use
        /// Notes that the payment came back.
        case noteReturned
    }

    /// The case's name.
    public var action: Action {
        switch self {
            case .use: .use
            case .noteReturned: .noteReturned
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .use(let id, let payer, let reference, let claim, let amount):
                writer.key("use")
                writer.beginObject()
                writer.member("amount", amount)
                writer.member("claim", claim)
                writer.member("id", id)
                writer.member("payer", payer)
                writer.member("reference", reference)
                writer.endObject()
            case .noteReturned(let reason):
                writer.key("noteReturned")
                writer.beginObject()
                writer.member("reason", reason)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("PaymentReference.Command", "What may be asked of a reference.", cases: [
            CaseDescription("use", "Has a payment carry it.", [
                MemberDescription("id", InstanceID.self, "Which reference, by an identifier derived with the consortium's secret."),
                MemberDescription("payer", MemberID.self, "Who pays: the insurer that leads."),
                MemberDescription("reference", Text<35>.self, "The reference as it is spelled here; its spaces and small letters make no difference."),
                MemberDescription("claim", InstanceID.self, "The claim that is paid."),
                MemberDescription("amount", Money.self, "The sum that is paid."),
            ]),
            CaseDescription("noteReturned", "Notes that the payment came back.", [
                MemberDescription("reason", Text<200>.self, "Why the bank sent the money back."),
            ]),
        ])
    }
}

extension PaymentReference.EarlierPayment {
    /// Makes one from its members.
    public init(payment: Claim.Payment, returned: Text<200>? = nil, isOwed: Bool, at: Instant, _: Void = ()) {
        self.init(payment: payment, returned: returned, isOwed: isOwed, at: at)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let at: Instant? = reader.member("at")
        let isOwed: Bool? = reader.member("isOwed")
        let payment: Claim.Payment? = reader.member("payment")
        let returned: Text<200>?? = reader.optional("returned")
        reader.endObject()
        guard let at, let isOwed, let payment, let returned else { return nil }
        self.init(payment: payment, returned: returned, isOwed: isOwed, at: at)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("at", at)
        writer.member("isOwed", isOwed)
        writer.member("payment", payment)
        writer.optional("returned", returned)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("PaymentReference.EarlierPayment", "A payment that a later one follows.", members: [
            MemberDescription("payment", Claim.Payment.self, "The payment."),
            MemberDescription("returned", Text<200>.self, "Why the money came back; absent where it stayed paid.", isOptional: true),
            MemberDescription("isOwed", Bool.self, "Whether it was owed, and not paid ex gratia."),
            MemberDescription("at", Instant.self, "When it was noted, or the claim was taken up again."),
        ])
    }
}

extension PaymentReference.Event {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if reader.passCase("used") {
            let _0: PaymentReference.State? = reader.member("_0")
            reader.endCase()
            guard let _0 else { return nil }
            self = .used(_0)
            return
        }
        if reader.passCase("returned") {
            let reason: Text<200>? = reader.member("reason")
            reader.endCase()
            guard let reason else { return nil }
            self = .returned(reason: reason)
            return
        }
        reader.refuseChoice(among: "used, returned")
        return nil
    }

    /// The case's name.
    public var name: String {
        switch self {
            case .used: "used"
            case .returned: "returned"
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .used(let _0):
                writer.key("used")
                writer.beginObject()
                writer.member("_0", _0)
                writer.endObject()
            case .returned(let reason):
                writer.key("returned")
                writer.beginObject()
                writer.member("reason", reason)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("PaymentReference.Event", "What has happened to a reference.", cases: [
            CaseDescription("used", "A payment carries it.", [
                MemberDescription("_0", PaymentReference.State.self, "The reference with the payment that carries it."),
            ]),
            CaseDescription("returned", "The payment came back.", [
                MemberDescription("reason", Text<200>.self, "Why the bank sent the money back."),
            ]),
        ])
    }
}

extension PaymentReference.Instruction {
    /// Reads a case, if one of these stands there; `nil` in it where something is wrong.
    static func readCase(from reader: inout JSONReader) -> PaymentReference.Instruction?? {
        if reader.passCase("noteReturned") {
            let payment: InstanceID? = reader.member("payment")
            let reason: Text<200>? = reader.member("reason")
            reader.endCase()
            guard let payment, let reason else { return .some(nil) }
            return .some(.noteReturned(payment: payment, reason: reason))
        }
        return nil
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if let read = Self.readCase(from: &reader) {
            guard let read else { return nil }
            self = read
            return
        }
        reader.refuseChoice(among: "noteReturned")
        return nil
    }

    /// The names of the cases.
    public enum Action: String, ActionName {
        /// Notes that a payment came back from the bank, as from an account that does not exist: the sum of the claim stays approved, and is to be paid again under another reference.
        case noteReturned
    }

    /// The case's name.
    public var action: Action {
        switch self {
            case .noteReturned: .noteReturned
        }
    }

    /// The instance that it is about: its first value.
    public var subject: InstanceID {
        switch self {
            case .noteReturned(let subject, _): subject
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .noteReturned(let payment, let reason):
                writer.key("noteReturned")
                writer.beginObject()
                writer.member("payment", payment)
                writer.member("reason", reason)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("PaymentReference.Instruction", "What a member asks of a payment's reference.", cases: [
            CaseDescription("noteReturned", "Notes that a payment came back from the bank, as from an account that does not exist: the sum of the claim stays approved, and is to be paid again under another reference.", [
                MemberDescription("payment", InstanceID.self, "The payment's reference, by its identifier."),
                MemberDescription("reason", Text<200>.self, "Why it came back."),
            ]),
        ])
    }
}

extension PaymentReference.State {
    /// Makes one from its members.
    public init(id: InstanceID, payer: MemberID, reference: Text<35>, claim: InstanceID, amount: Money, orderedAt: Instant, returned: Text<200>? = nil, _: Void = ()) {
        self.init(id: id, payer: payer, reference: reference, claim: claim, amount: amount, orderedAt: orderedAt, returned: returned)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let amount: Money? = reader.member("amount")
        let claim: InstanceID? = reader.member("claim")
        let id: InstanceID? = reader.member("id")
        let orderedAt: Instant? = reader.member("orderedAt")
        let payer: MemberID? = reader.member("payer")
        let reference: Text<35>? = reader.member("reference")
        let returned: Text<200>?? = reader.optional("returned")
        reader.endObject()
        guard let amount, let claim, let id, let orderedAt, let payer, let reference, let returned else { return nil }
        self.init(id: id, payer: payer, reference: reference, claim: claim, amount: amount, orderedAt: orderedAt, returned: returned)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("amount", amount)
        writer.member("claim", claim)
        writer.member("id", id)
        writer.member("orderedAt", orderedAt)
        writer.member("payer", payer)
        writer.member("reference", reference)
        writer.optional("returned", returned)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("PaymentReference.State", "A reference after the transitions so far.", members: [
            MemberDescription("id", InstanceID.self, "The reference's identifier."),
            MemberDescription("payer", MemberID.self, "Who pays."),
            MemberDescription("reference", Text<35>.self, "The reference as it was first spelled."),
            MemberDescription("claim", InstanceID.self, "The claim that is paid."),
            MemberDescription("amount", Money.self, "The sum."),
            MemberDescription("orderedAt", Instant.self, "When the payment was ordered."),
            MemberDescription("returned", Text<200>.self, "Why the payment came back; absent where it did not.", isOptional: true),
        ])
    }
}

extension PayoutScale {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if reader.passCase("share") {
            let rate: Rate? = reader.member("rate")
            reader.endCase()
            guard let rate else { return nil }
            self = .share(rate: rate)
            return
        }
        if reader.passCase("steps") {
            let by: LossFigure? = reader.member("by")
            let steps: Entries<1, 20, PayoutStep>? = reader.member("steps")
            reader.endCase()
            guard let by, let steps else { return nil }
            self = .steps(by: by, steps: steps)
            return
        }
        if reader.passCase("linear") {
            let by: LossFigure? = reader.member("by")
            let from: FigureAmount? = reader.member("from")
            let least: Rate? = reader.member("least")
            let most: Rate? = reader.member("most")
            let to: FigureAmount? = reader.member("to")
            reader.endCase()
            guard let by, let from, let least, let most, let to else { return nil }
            self = .linear(by: by, from: from, to: to, least: least, most: most)
            return
        }
        if reader.passCase("assessed") {
            reader.endCase()
            self = .assessed
            return
        }
        reader.refuseChoice(among: "share, steps, linear, assessed")
        return nil
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .share(let rate):
                writer.key("share")
                writer.beginObject()
                writer.member("rate", rate)
                writer.endObject()
            case .steps(let by, let steps):
                writer.key("steps")
                writer.beginObject()
                writer.member("by", by)
                writer.member("steps", steps)
                writer.endObject()
            case .linear(let by, let from, let to, let least, let most):
                writer.key("linear")
                writer.beginObject()
                writer.member("by", by)
                writer.member("from", from)
                writer.member("least", least)
                writer.member("most", most)
                writer.member("to", to)
                writer.endObject()
            case .assessed:
                writer.key("assessed")
                writer.beginObject()
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("PayoutScale", "How much of the value a loss pays, by a figure of the loss.", cases: [
            CaseDescription("share", "The same share of every loss.", [
                MemberDescription("rate", Rate.self, "The share, in per cent of the value that the part goes by; above 0 and at most 100."),
            ]),
            CaseDescription("steps", "The share of the highest step that the figure reaches; nothing below the first.", [
                MemberDescription("by", LossFigure.self, "The figure that it goes by."),
                MemberDescription("steps", Entries<1, 20, PayoutStep>.self, "The steps, each higher than the one before it and with no smaller share."),
            ]),
            CaseDescription("linear", "In proportion between two figures; nothing below the lower, and no more above the higher.", [
                MemberDescription("by", LossFigure.self, "The figure that it goes by."),
                MemberDescription("from", FigureAmount.self, "The figure from which on it pays."),
                MemberDescription("to", FigureAmount.self, "The figure from which on it pays no more; above the first."),
                MemberDescription("least", Rate.self, "The share at the lower figure."),
                MemberDescription("most", Rate.self, "The share at the higher figure; no less."),
            ]),
            CaseDescription("assessed", "A person assesses the loss.", [
            ]),
        ])
    }
}

extension PayoutStep {
    /// Makes one from its members.
    public init(atLeast: FigureAmount, rate: Rate, _: Void = ()) {
        self.init(atLeast: atLeast, rate: rate)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let atLeast: FigureAmount? = reader.member("atLeast")
        let rate: Rate? = reader.member("rate")
        reader.endObject()
        guard let atLeast, let rate else { return nil }
        self.init(atLeast: atLeast, rate: rate)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("atLeast", atLeast)
        writer.member("rate", rate)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("PayoutStep", "One step of a scale.", members: [
            MemberDescription("atLeast", FigureAmount.self, "The figure from which on the share is paid, itself included."),
            MemberDescription("rate", Rate.self, "The share of the value."),
        ])
    }
}

extension PortCall {
    /// Makes one from its members.
    public init(place: UNLocode, arrival: Instant, departure: Instant, _: Void = ()) {
        self.init(place: place, arrival: arrival, departure: departure)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let arrival: Instant? = reader.member("arrival")
        let departure: Instant? = reader.member("departure")
        let place: UNLocode? = reader.member("place")
        reader.endObject()
        guard let arrival, let departure, let place else { return nil }
        self.init(place: place, arrival: arrival, departure: departure)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("arrival", arrival)
        writer.member("departure", departure)
        writer.member("place", place)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("PortCall", "A planned call of a ship at a place where goods change conveyance.", members: [
            MemberDescription("place", UNLocode.self, "The place."),
            MemberDescription("arrival", Instant.self, "When the goods are planned to arrive there."),
            MemberDescription("departure", Instant.self, "When they are planned to leave it."),
        ])
    }
}

extension Refusal {
    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("code", code)
        writer.member("figures", figures)
        if writer.isAnswer { writer.answer("refusalNumber", refusalNumber) }
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Refusal", "An expected refusal: a contract does not accept this command in this state.", members: [
            MemberDescription("code", Refusal.Code.self, "The permanent reason."),
            MemberDescription("figures", [String: String].self, "What was compared, by name."),
            .answer("refusalNumber", \Refusal.refusalNumber, "The code's permanent number."),
        ])
    }
}

extension RouteDeviationTrigger {
    /// Makes one from its members.
    public init(corridor: Areas, lasting: EventDuration, _: Void = ()) {
        self.init(corridor: corridor, lasting: lasting)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let corridor: Areas? = reader.member("corridor")
        let lasting: EventDuration? = reader.member("lasting")
        reader.endObject()
        guard let corridor, let lasting else { return nil }
        self.init(corridor: corridor, lasting: lasting)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("corridor", corridor)
        writer.member("lasting", lasting)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("RouteDeviationTrigger", "A position outside the agreed corridor, for a time.", members: [
            MemberDescription("corridor", Areas.self, "The areas that together are the corridor; one at least."),
            MemberDescription("lasting", EventDuration.self, "How long the goods are outside it until it is a loss."),
        ])
    }
}

extension SanctionsHit {
    /// Makes one from its members.
    public init(part: SanctionsHit.Part, name: Text<200>, score: Whole<0, 1000>, list: ListSource, entry: Text<200>, listed: Text<400>, version: DigestText, _: Void = ()) {
        self.init(part: part, name: name, score: score, list: list, entry: entry, listed: listed, version: version)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let entry: Text<200>? = reader.member("entry")
        let list: ListSource? = reader.member("list")
        let listed: Text<400>? = reader.member("listed")
        let name: Text<200>? = reader.member("name")
        let part: SanctionsHit.Part? = reader.member("part")
        let score: Whole<0, 1000>? = reader.member("score")
        let version: DigestText? = reader.member("version")
        reader.endObject()
        guard let entry, let list, let listed, let name, let part, let score, let version else { return nil }
        self.init(part: part, name: name, score: score, list: list, entry: entry, listed: listed, version: version)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("entry", entry)
        writer.member("list", list)
        writer.member("listed", listed)
        writer.member("name", name)
        writer.member("part", part)
        writer.member("score", score)
        writer.member("version", version)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("SanctionsHit", "Somebody or something on a shipment's papers that is like an entry of a sanctions list.", members: [
            MemberDescription("part", SanctionsHit.Part.self, "What part who or what was screened has."),
            MemberDescription("name", Text<200>.self, "The name that was screened, or a ship's IMO number."),
            MemberDescription("score", Whole<0, 1000>.self, "How alike it is to what is listed: 1,000 is the same."),
            MemberDescription("list", ListSource.self, "Whose list it is."),
            MemberDescription("entry", Text<200>.self, "The list's own identifier of the entry; what the consortium has listed is its own."),
            MemberDescription("listed", Text<400>.self, "The listed name that is most like it, or the listed IMO number."),
            MemberDescription("version", DigestText.self, "A digest of the entry: another where the list changes it."),
        ])
    }
}

extension SanctionsHold {
    /// Makes one from its members.
    public init(hit: SanctionsHit, at: Instant, first: SanctionsHold.Ruling? = nil, decision: SanctionsHold.Ruling? = nil, _: Void = ()) {
        self.init(hit: hit, at: at, first: first, decision: decision)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let at: Instant? = reader.member("at")
        let decision: SanctionsHold.Ruling?? = reader.optional("decision")
        let first: SanctionsHold.Ruling?? = reader.optional("first")
        let hit: SanctionsHit? = reader.member("hit")
        reader.endObject()
        guard let at, let decision, let first, let hit else { return nil }
        self.init(hit: hit, at: at, first: first, decision: decision)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("at", at)
        writer.optional("decision", decision)
        writer.optional("first", first)
        writer.member("hit", hit)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("SanctionsHold", "A hit that suspends payment under a certificate, until two officers of the leader release it.", members: [
            MemberDescription("hit", SanctionsHit.self, "What was found."),
            MemberDescription("at", Instant.self, "When."),
            MemberDescription("first", SanctionsHold.Ruling.self, "What one officer would decide, while another's is awaited.", isOptional: true),
            MemberDescription("decision", SanctionsHold.Ruling.self, "What was decided; absent while nothing was.", isOptional: true),
        ])
    }
}

extension SanctionsHold.Ruling {
    /// Makes one from its members.
    public init(isReleased: Bool, reason: Text<2000>, officers: [Identifier], at: Instant, _: Void = ()) {
        self.init(isReleased: isReleased, reason: reason, officers: officers, at: at)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let at: Instant? = reader.member("at")
        let isReleased: Bool? = reader.member("isReleased")
        let officers: [Identifier]? = reader.member("officers")
        let reason: Text<2000>? = reader.member("reason")
        reader.endObject()
        guard let at, let isReleased, let officers, let reason else { return nil }
        self.init(isReleased: isReleased, reason: reason, officers: officers, at: at)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("at", at)
        writer.member("isReleased", isReleased)
        writer.member("officers", officers)
        writer.member("reason", reason)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("SanctionsHold.Ruling", "What was decided on a hold.", members: [
            MemberDescription("isReleased", Bool.self, "Whether it is released; else it is kept."),
            MemberDescription("reason", Text<2000>.self, "Why."),
            MemberDescription("officers", [Identifier].self, "The officers that decided, the first of them first; none where the leader has named none."),
            MemberDescription("at", Instant.self, "When it was decided."),
        ])
    }
}

extension ScreeningList.Command {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if reader.passCase("announce") {
            let publication: ScreeningList.Publication? = reader.member("publication")
            let source: ListSource? = reader.member("source")
            reader.endCase()
            guard let publication, let source else { return nil }
            self = .announce(source: source, publication: publication)
            return
        }
        if reader.passCase("bring") {
            let put: Entries<0, 1000, ListedEntry>? = reader.member("put")
            let removed: Entries<0, 2000, Text<40>>? = reader.member("removed")
            reader.endCase()
            guard let put, let removed else { return nil }
            self = .bring(removed: removed, put: put)
            return
        }
        if reader.passCase("adopt") {
            reader.endCase()
            self = .adopt
            return
        }
        reader.refuseChoice(among: "announce, bring, adopt")
        return nil
    }

    /// The names of the cases.
    public enum Action: String, ActionName {
        /// Announces a publication, in the place of one that was not adopted.
        case announce
        /// Brings a part of what it changes.
        case bring
        /// Puts it in force, whole.
        case adopt
    }

    /// The case's name.
    public var action: Action {
        switch self {
            case .announce: .announce
            case .bring: .bring
            case .adopt: .adopt
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .announce(let source, let publication):
                writer.key("announce")
                writer.beginObject()
                writer.member("publication", publication)
                writer.member("source", source)
                writer.endObject()
            case .bring(let removed, let put):
                writer.key("bring")
                writer.beginObject()
                writer.member("put", put)
                writer.member("removed", removed)
                writer.endObject()
            case .adopt:
                writer.key("adopt")
                writer.beginObject()
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("ScreeningList.Command", "What may be asked of a list.", cases: [
            CaseDescription("announce", "Announces a publication, in the place of one that was not adopted.", [
                MemberDescription("source", ListSource.self, "Whose list it is, which says the instance."),
                MemberDescription("publication", ScreeningList.Publication.self, "The day, the files and the digest that what is brought must come to."),
            ]),
            CaseDescription("bring", "Brings a part of what it changes.", [
                MemberDescription("removed", Entries<0, 2000, Text<40>>.self, "The identifiers of entries that the publication has no more."),
                MemberDescription("put", Entries<0, 1000, ListedEntry>.self, "The entries that are new or changed."),
            ]),
            CaseDescription("adopt", "Puts it in force, whole.", [
            ]),
        ])
    }
}

extension ScreeningList.Draft {
    /// Makes one from its members.
    public init(publication: ScreeningList.Publication, removed: [Text<40>], put: [ListedEntry], _: Void = ()) {
        self.init(publication: publication, removed: removed, put: put)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let publication: ScreeningList.Publication? = reader.member("publication")
        let put: [ListedEntry]? = reader.member("put")
        let removed: [Text<40>]? = reader.member("removed")
        reader.endObject()
        guard let publication, let put, let removed else { return nil }
        self.init(publication: publication, removed: removed, put: put)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("publication", publication)
        writer.member("put", put)
        writer.member("removed", removed)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("ScreeningList.Draft", "A publication while it is brought.", members: [
            MemberDescription("publication", ScreeningList.Publication.self, "What is announced."),
            MemberDescription("removed", [Text<40>].self, "The entries that it has no more."),
            MemberDescription("put", [ListedEntry].self, "The entries that are new or changed."),
        ])
    }
}

extension ScreeningList.Event {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if reader.passCase("announced") {
            let keeper: MemberID? = reader.member("keeper")
            let publication: ScreeningList.Publication? = reader.member("publication")
            let source: ListSource? = reader.member("source")
            reader.endCase()
            guard let keeper, let publication, let source else { return nil }
            self = .announced(source: source, keeper: keeper, publication: publication)
            return
        }
        if reader.passCase("brought") {
            let put: [ListedEntry]? = reader.member("put")
            let removed: [Text<40>]? = reader.member("removed")
            reader.endCase()
            guard let put, let removed else { return nil }
            self = .brought(removed: removed, put: put)
            return
        }
        if reader.passCase("adopted") {
            let at: Instant? = reader.member("at")
            reader.endCase()
            guard let at else { return nil }
            self = .adopted(at: at)
            return
        }
        reader.refuseChoice(among: "announced, brought, adopted")
        return nil
    }

    /// The case's name.
    public var name: String {
        switch self {
            case .announced: "announced"
            case .brought: "brought"
            case .adopted: "adopted"
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .announced(let source, let keeper, let publication):
                writer.key("announced")
                writer.beginObject()
                writer.member("keeper", keeper)
                writer.member("publication", publication)
                writer.member("source", source)
                writer.endObject()
            case .brought(let removed, let put):
                writer.key("brought")
                writer.beginObject()
                writer.member("put", put)
                writer.member("removed", removed)
                writer.endObject()
            case .adopted(let at):
                writer.key("adopted")
                writer.beginObject()
                writer.member("at", at)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("ScreeningList.Event", "What has happened to a list.", cases: [
            CaseDescription("announced", "A publication was announced.", [
                MemberDescription("source", ListSource.self, "Whose list it is."),
                MemberDescription("keeper", MemberID.self, "Who brings and adopts it: the operator."),
                MemberDescription("publication", ScreeningList.Publication.self, "What the list must come to before it is adopted."),
            ]),
            CaseDescription("brought", "A part of what it changes was brought.", [
                MemberDescription("removed", [Text<40>].self, "The identifiers of entries that the publication has no more."),
                MemberDescription("put", [ListedEntry].self, "The entries that are new or changed."),
            ]),
            CaseDescription("adopted", "It is in force.", [
                MemberDescription("at", Instant.self, "When it came into force."),
            ]),
        ])
    }
}

extension ScreeningList.File {
    /// Makes one from its members.
    public init(name: Text<100>, digest: DigestText, _: Void = ()) {
        self.init(name: name, digest: digest)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let digest: DigestText? = reader.member("digest")
        let name: Text<100>? = reader.member("name")
        reader.endObject()
        guard let digest, let name else { return nil }
        self.init(name: name, digest: digest)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("digest", digest)
        writer.member("name", name)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("ScreeningList.File", "A file of a publication.", members: [
            MemberDescription("name", Text<100>.self, "Its name."),
            MemberDescription("digest", DigestText.self, "SHA-256 of its bytes."),
        ])
    }
}

extension ScreeningList.Instruction {
    /// Reads a case, if one of these stands there; `nil` in it where something is wrong.
    static func readCase(from reader: inout JSONReader) -> ScreeningList.Instruction?? {
        if reader.passCase("announceList") {
            let list: InstanceID? = reader.member("list")
            let publication: ScreeningList.Publication? = reader.member("publication")
            reader.endCase()
            guard let list, let publication else { return .some(nil) }
            return .some(.announceList(list: list, publication: publication))
        }
        if reader.passCase("bringEntries") {
            let list: InstanceID? = reader.member("list")
            let put: Entries<0, 1000, ListedEntry>? = reader.member("put", default: [])
            let removed: Entries<0, 2000, Text<40>>? = reader.member("removed", default: [])
            reader.endCase()
            guard let list, let put, let removed else { return .some(nil) }
            return .some(.bringEntries(list: list, removed: removed, put: put))
        }
        if reader.passCase("adoptList") {
            let list: InstanceID? = reader.member("list")
            reader.endCase()
            guard let list else { return .some(nil) }
            return .some(.adoptList(list: list))
        }
        return nil
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if let read = Self.readCase(from: &reader) {
            guard let read else { return nil }
            self = read
            return
        }
        reader.refuseChoice(among: "announceList, bringEntries, adoptList")
        return nil
    }

    /// The names of the cases.
    public enum Action: String, ActionName {
        /// Announces a publication of a list, whose parts follow.
        case announceList
        /// Brings a part of what the publication changes; no entry twice.
        case bringEntries
        /// Puts the publication in force, where all of it was brought.
        case adoptList
    }

    /// The case's name.
    public var action: Action {
        switch self {
            case .announceList: .announceList
            case .bringEntries: .bringEntries
            case .adoptList: .adoptList
        }
    }

    /// The instance that it is about: its first value.
    public var subject: InstanceID {
        switch self {
            case .announceList(let subject, _): subject
            case .bringEntries(let subject, _, _): subject
            case .adoptList(let subject): subject
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .announceList(let list, let publication):
                writer.key("announceList")
                writer.beginObject()
                writer.member("list", list)
                writer.member("publication", publication)
                writer.endObject()
            case .bringEntries(let list, let removed, let put):
                writer.key("bringEntries")
                writer.beginObject()
                writer.member("list", list)
                writer.member("put", put)
                writer.member("removed", removed)
                writer.endObject()
            case .adoptList(let list):
                writer.key("adoptList")
                writer.beginObject()
                writer.member("list", list)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("ScreeningList.Instruction", "What the operator asks of a list.", cases: [
            CaseDescription("announceList", "Announces a publication of a list, whose parts follow.", [
                MemberDescription("list", InstanceID.self, "The list: `ofac` or `un`."),
                MemberDescription("publication", ScreeningList.Publication.self, "What is published."),
            ]),
            CaseDescription("bringEntries", "Brings a part of what the publication changes; no entry twice.", [
                MemberDescription("list", InstanceID.self, "The list."),
                MemberDescription("removed", Entries<0, 2000, Text<40>>.self, "The list's identifiers of entries that it has no more.", hasDefault: true),
                MemberDescription("put", Entries<0, 1000, ListedEntry>.self, "Entries that are new or changed, whole.", hasDefault: true),
            ]),
            CaseDescription("adoptList", "Puts the publication in force, where all of it was brought.", [
                MemberDescription("list", InstanceID.self, "The list."),
            ]),
        ])
    }
}

extension ScreeningList.Publication {
    /// Makes one from its members.
    public init(published: Text<10>, files: Entries<1, 3, ScreeningList.File>, entryCount: Whole<1, 60_000>, content: DigestText, _: Void = ()) {
        self.init(published: published, files: files, entryCount: entryCount, content: content)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let content: DigestText? = reader.member("content")
        let entryCount: Whole<1, 60_000>? = reader.member("entryCount")
        let files: Entries<1, 3, ScreeningList.File>? = reader.member("files")
        let published: Text<10>? = reader.member("published")
        reader.endObject()
        guard let content, let entryCount, let files, let published else { return nil }
        self.init(published: published, files: files, entryCount: entryCount, content: content)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("content", content)
        writer.member("entryCount", entryCount)
        writer.member("files", files)
        writer.member("published", published)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("ScreeningList.Publication", "A list as it was published.", members: [
            MemberDescription("published", Text<10>.self, "The day of publication, as the list has it, `2026-11-27`."),
            MemberDescription("files", Entries<1, 3, ScreeningList.File>.self, "The files that it came in."),
            MemberDescription("entryCount", Whole<1, 60_000>.self, "How many entries it has."),
            MemberDescription("content", DigestText.self, "SHA-256 of its entries' canonical bytes, one after the other in the order of their identifiers."),
        ])
    }
}

extension ScreeningList.State {
    /// Makes one from its members.
    public init(source: ListSource, keeper: MemberID, inForce: ScreeningList.Publication? = nil, adoptedAt: Instant? = nil, entries: ListedEntries, draft: ScreeningList.Draft? = nil, _: Void = ()) {
        self.init(source: source, keeper: keeper, inForce: inForce, adoptedAt: adoptedAt, entries: entries, draft: draft)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let adoptedAt: Instant?? = reader.optional("adoptedAt")
        let draft: ScreeningList.Draft?? = reader.optional("draft")
        let entries: ListedEntries? = reader.member("entries")
        let inForce: ScreeningList.Publication?? = reader.optional("inForce")
        let keeper: MemberID? = reader.member("keeper")
        let source: ListSource? = reader.member("source")
        reader.endObject()
        guard let adoptedAt, let draft, let entries, let inForce, let keeper, let source else { return nil }
        self.init(source: source, keeper: keeper, inForce: inForce, adoptedAt: adoptedAt, entries: entries, draft: draft)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.optional("adoptedAt", adoptedAt)
        if !writer.isAnswer { writer.optional("draft", draft) }
        if !writer.isAnswer { writer.member("entries", entries) }
        writer.optional("inForce", inForce)
        writer.member("keeper", keeper)
        writer.member("source", source)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("ScreeningList.State", "A list after the transitions so far.", members: [
            MemberDescription("source", ListSource.self, "Whose list it is."),
            MemberDescription("keeper", MemberID.self, "Who adopts it: the operator."),
            MemberDescription("inForce", ScreeningList.Publication.self, "What is in force; absent until a publication is adopted.", isOptional: true),
            MemberDescription("adoptedAt", Instant.self, "When it was adopted.", isOptional: true),
            MemberDescription("entries", ListedEntries.self, "What is listed.", scope: .ledgerOnly),
            MemberDescription("draft", ScreeningList.Draft.self, "The publication that is being brought; absent where none is.", isOptional: true, scope: .ledgerOnly),
        ])
    }
}

extension Shipment.Command {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if reader.passCase("register") {
            let certificate: InstanceID? = reader.member("certificate")
            let certificateParties: [MemberID]? = reader.member("certificateParties")
            let container: ContainerNumber?? = reader.optional("container")
            let daysAfterArrival: Int?? = reader.optional("daysAfterArrival", since: 2)
            let id: InstanceID? = reader.member("id")
            let measures: [TelemetryMeasure]?? = reader.optional("measures", since: 2)
            let party: Shipment.Party? = reader.member("party")
            let terms: TelemetryTerms? = reader.member("terms")
            reader.endCase()
            guard let certificate, let certificateParties, let container, let daysAfterArrival, let id, let measures, let party, let terms else { return nil }
            self = .register(id: id, certificate: certificate, certificateParties: certificateParties, party: party, container: container, terms: terms, daysAfterArrival: daysAfterArrival, measures: measures)
            return
        }
        if reader.passCase("bindDevice") {
            let from: Instant?? = reader.optional("from", since: 4)
            let id: DeviceName? = reader.member("id")
            let publicKey: DeviceKeyText?? = reader.optional("publicKey")
            reader.endCase()
            guard let from, let id, let publicKey else { return nil }
            self = .bindDevice(id: id, publicKey: publicKey, from: from)
            return
        }
        if reader.passCase("releaseDevice", since: 4) {
            let at: Instant? = reader.member("at")
            let id: DeviceName? = reader.member("id")
            reader.endCase()
            guard let at, let id else { return nil }
            self = .releaseDevice(id: id, at: at)
            return
        }
        if reader.passCase("withdrawUpload", since: 4) {
            let reason: Text<200>? = reader.member("reason")
            let upload: Text<44>? = reader.member("upload")
            reader.endCase()
            guard let reason, let upload else { return nil }
            self = .withdrawUpload(upload: upload, reason: reason)
            return
        }
        if reader.passCase("depart") {
            let at: Instant? = reader.member("at")
            let stuffedAt: Instant?? = reader.optional("stuffedAt", since: 3)
            reader.endCase()
            guard let at, let stuffedAt else { return nil }
            self = .depart(at: at, stuffedAt: stuffedAt)
            return
        }
        if reader.passCase("recordTelemetry") {
            let findings: TelemetryFindings? = reader.member("findings")
            let upload: Shipment.Upload? = reader.member("upload")
            reader.endCase()
            guard let findings, let upload else { return nil }
            self = .recordTelemetry(upload: upload, findings: findings)
            return
        }
        if reader.passCase("evaluate", since: 2) {
            let findings: TelemetryFindings? = reader.member("findings")
            reader.endCase()
            guard let findings else { return nil }
            self = .evaluate(findings: findings)
            return
        }
        if reader.passCase("mergeSegments", since: 5) {
            let merges: Shipment.SegmentMerges? = reader.member("merges")
            reader.endCase()
            guard let merges else { return nil }
            self = .mergeSegments(merges: merges)
            return
        }
        if reader.passCase("splitSegments", since: 5) {
            let splits: Shipment.SegmentSplits? = reader.member("splits")
            reader.endCase()
            guard let splits else { return nil }
            self = .splitSegments(splits: splits)
            return
        }
        if reader.passCase("arrive") {
            let at: Instant? = reader.member("at")
            reader.endCase()
            guard let at else { return nil }
            self = .arrive(at: at)
            return
        }
        if reader.passCase("deliver") {
            let at: Instant? = reader.member("at")
            reader.endCase()
            guard let at else { return nil }
            self = .deliver(at: at)
            return
        }
        if reader.passCase("admit", since: 2) {
            let member: MemberID? = reader.member("member")
            reader.endCase()
            guard let member else { return nil }
            self = .admit(member: member)
            return
        }
        reader.refuseChoice(among: "register, bindDevice, releaseDevice, withdrawUpload, depart, recordTelemetry, evaluate, mergeSegments, splitSegments, arrive, deliver, admit")
        return nil
    }

    /// The names of the cases.
    public enum Action: String, ActionName {
        /// Registers the carriage of a certificate's goods.
        case register
        /// Binds a logger or tracker.
        case bindDevice
        /// Records that a logger or tracker has left the goods.
        case releaseDevice
        /// Takes an upload back.
        case withdrawUpload
        /// Records that the goods left.
        case depart
        /// Pins an upload's segments and what all readings now show.
        case recordTelemetry
        /// Pins what all readings show of the carriage as it is known now.
        case evaluate
        /// Records larger segments in the place of small ones.
        case mergeSegments
        /// Gives small segments back the place of the larger ones that were made of them.
        case splitSegments
        /// Records that the ship arrived.
        case arrive
        /// Records that the goods were handed over.
        case deliver
        /// Lets a member read the shipment.
        case admit
    }

    /// The case's name.
    public var action: Action {
        switch self {
            case .register: .register
            case .bindDevice: .bindDevice
            case .releaseDevice: .releaseDevice
            case .withdrawUpload: .withdrawUpload
            case .depart: .depart
            case .recordTelemetry: .recordTelemetry
            case .evaluate: .evaluate
            case .mergeSegments: .mergeSegments
            case .splitSegments: .splitSegments
            case .arrive: .arrive
            case .deliver: .deliver
            case .admit: .admit
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .register(let id, let certificate, let certificateParties, let party, let container, let terms, let daysAfterArrival, let measures):
                writer.key("register")
                writer.beginObject()
                writer.member("certificate", certificate)
                writer.member("certificateParties", certificateParties)
                writer.optional("container", container)
                writer.ifPresent("daysAfterArrival", daysAfterArrival)
                writer.member("id", id)
                writer.ifPresent("measures", measures)
                writer.member("party", party)
                writer.member("terms", terms)
                writer.endObject()
            case .bindDevice(let id, let publicKey, let from):
                writer.key("bindDevice")
                writer.beginObject()
                writer.ifPresent("from", from)
                writer.member("id", id)
                writer.optional("publicKey", publicKey)
                writer.endObject()
            case .releaseDevice(let id, let at):
                writer.key("releaseDevice")
                writer.beginObject()
                writer.member("at", at)
                writer.member("id", id)
                writer.endObject()
            case .withdrawUpload(let upload, let reason):
                writer.key("withdrawUpload")
                writer.beginObject()
                writer.member("reason", reason)
                writer.member("upload", upload)
                writer.endObject()
            case .depart(let at, let stuffedAt):
                writer.key("depart")
                writer.beginObject()
                writer.member("at", at)
                writer.ifPresent("stuffedAt", stuffedAt)
                writer.endObject()
            case .recordTelemetry(let upload, let findings):
                writer.key("recordTelemetry")
                writer.beginObject()
                writer.member("findings", findings)
                writer.member("upload", upload)
                writer.endObject()
            case .evaluate(let findings):
                writer.key("evaluate")
                writer.beginObject()
                writer.member("findings", findings)
                writer.endObject()
            case .mergeSegments(let merges):
                writer.key("mergeSegments")
                writer.beginObject()
                writer.member("merges", merges)
                writer.endObject()
            case .splitSegments(let splits):
                writer.key("splitSegments")
                writer.beginObject()
                writer.member("splits", splits)
                writer.endObject()
            case .arrive(let at):
                writer.key("arrive")
                writer.beginObject()
                writer.member("at", at)
                writer.endObject()
            case .deliver(let at):
                writer.key("deliver")
                writer.beginObject()
                writer.member("at", at)
                writer.endObject()
            case .admit(let member):
                writer.key("admit")
                writer.beginObject()
                writer.member("member", member)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("Shipment.Command", "What may be asked of a shipment.", cases: [
            CaseDescription("register", "Registers the carriage of a certificate's goods.", [
                MemberDescription("id", InstanceID.self, "The shipment's identifier, made from the command's name."),
                MemberDescription("certificate", InstanceID.self, "The certificate that insures it, of which it is the only shipment."),
                MemberDescription("certificateParties", [MemberID].self, "The members on the certificate, who may read the shipment too."),
                MemberDescription("party", Shipment.Party.self, "Who hands the goods over, and who carries them."),
                MemberDescription("container", ContainerNumber.self, "The container; absent where the goods travel in none.", isOptional: true),
                MemberDescription("terms", TelemetryTerms.self, "What the loggers must show, by the certificate's terms."),
                MemberDescription("daysAfterArrival", Int.self, "How many days after the ship's arrival the cover ends at the latest.", isOptional: true, hasDefault: true, since: 2),
                MemberDescription("measures", [TelemetryMeasure].self, "What the parts of the certificate's cover have measured.", isOptional: true, hasDefault: true, since: 2),
            ]),
            CaseDescription("bindDevice", "Binds a logger or tracker.", [
                MemberDescription("id", DeviceName.self, "The name that its readings carry."),
                MemberDescription("publicKey", DeviceKeyText.self, "The key with which it or its gateway signs uploads; absent where it signs none.", isOptional: true),
                MemberDescription("from", Instant.self, "From when on it travels with the goods, where that is stated.", isOptional: true, hasDefault: true, since: 4),
            ]),
            CaseDescription("releaseDevice", "Records that a logger or tracker has left the goods.", [
                MemberDescription("id", DeviceName.self, "The name that its readings carry."),
                MemberDescription("at", Instant.self, "When it left; not after it comes onto the ledger."),
            ], since: 4),
            CaseDescription("withdrawUpload", "Takes an upload back.", [
                MemberDescription("upload", Text<44>.self, "The digest of the upload."),
                MemberDescription("reason", Text<200>.self, "Why it was wrong."),
            ], since: 4),
            CaseDescription("depart", "Records that the goods left.", [
                MemberDescription("at", Instant.self, "When the goods left; not after it comes onto the ledger."),
                MemberDescription("stuffedAt", Instant.self, "When the goods were stuffed, where that is known.", isOptional: true, hasDefault: true, since: 3),
            ]),
            CaseDescription("recordTelemetry", "Pins an upload's segments and what all readings now show.", [
                MemberDescription("upload", Shipment.Upload.self, "The upload's digest, the counts of its readings and the segments that hold them."),
                MemberDescription("findings", TelemetryFindings.self, "What all accepted readings show, this upload's included."),
            ]),
            CaseDescription("evaluate", "Pins what all readings show of the carriage as it is known now.", [
                MemberDescription("findings", TelemetryFindings.self, "What all accepted readings show of the carriage as it is known now."),
            ], since: 2),
            CaseDescription("mergeSegments", "Records larger segments in the place of small ones.", [
                MemberDescription("merges", Shipment.SegmentMerges.self, "Which segments take the place of which."),
            ], since: 5),
            CaseDescription("splitSegments", "Gives small segments back the place of the larger ones that were made of them.", [
                MemberDescription("splits", Shipment.SegmentSplits.self, "Which segments take back the place of which."),
            ], since: 5),
            CaseDescription("arrive", "Records that the ship arrived.", [
                MemberDescription("at", Instant.self, "When the ship arrived; not before the goods left."),
            ]),
            CaseDescription("deliver", "Records that the goods were handed over.", [
                MemberDescription("at", Instant.self, "When the goods were handed over; not before the ship arrived, where it has."),
            ]),
            CaseDescription("admit", "Lets a member read the shipment.", [
                MemberDescription("member", MemberID.self, "The member: who came to hold the certificate, or a surveyor."),
            ], since: 2),
        ])
    }
}

extension Shipment.Device {
    /// Makes one from its members.
    public init(id: DeviceName, publicKey: DeviceKeyText? = nil, boundAt: Instant, from: Instant? = nil, to: Instant? = nil, releasedAt: Instant? = nil, _: Void = ()) {
        self.init(id: id, publicKey: publicKey, boundAt: boundAt, from: from, to: to, releasedAt: releasedAt)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let boundAt: Instant? = reader.member("boundAt")
        let from: Instant?? = reader.optional("from", since: 4)
        let id: DeviceName? = reader.member("id")
        let publicKey: DeviceKeyText?? = reader.optional("publicKey")
        let releasedAt: Instant?? = reader.optional("releasedAt", since: 5)
        let to: Instant?? = reader.optional("to", since: 4)
        reader.endObject()
        guard let boundAt, let from, let id, let publicKey, let releasedAt, let to else { return nil }
        self.init(id: id, publicKey: publicKey, boundAt: boundAt, from: from, to: to, releasedAt: releasedAt)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("boundAt", boundAt)
        writer.ifPresent("from", from)
        writer.member("id", id)
        writer.optional("publicKey", publicKey)
        writer.ifPresent("releasedAt", releasedAt)
        writer.ifPresent("to", to)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Shipment.Device", "A logger or tracker bound to the shipment.", members: [
            MemberDescription("id", DeviceName.self, "The name that its readings carry."),
            MemberDescription("publicKey", DeviceKeyText.self, "The key with which the device or its gateway signs uploads: of Ed25519, or of P-256 in compressed form.", isOptional: true),
            MemberDescription("boundAt", Instant.self, "When the binding came onto the ledger."),
            MemberDescription("from", Instant.self, "From when on it travels with the goods, where that is stated; readings before are kept and not judged.", isOptional: true, since: 4),
            MemberDescription("to", Instant.self, "When it left the goods; absent while it travels with them.", isOptional: true, since: 4),
            MemberDescription("releasedAt", Instant.self, "When the ledger learned of that, the last time it was said.", isOptional: true, since: 5),
        ])
    }
}

extension Shipment.Event {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if reader.passCase("registered") {
            let at: Instant? = reader.member("at")
            let certificate: InstanceID? = reader.member("certificate")
            let certificateParties: [MemberID]? = reader.member("certificateParties")
            let container: ContainerNumber?? = reader.optional("container")
            let daysAfterArrival: Int?? = reader.optional("daysAfterArrival", since: 2)
            let id: InstanceID? = reader.member("id")
            let measures: [TelemetryMeasure]?? = reader.optional("measures", since: 2)
            let party: Shipment.Party? = reader.member("party")
            let terms: TelemetryTerms? = reader.member("terms")
            reader.endCase()
            guard let at, let certificate, let certificateParties, let container, let daysAfterArrival, let id, let measures, let party, let terms else { return nil }
            self = .registered(id: id, certificate: certificate, certificateParties: certificateParties, party: party, container: container, terms: terms, at: at, daysAfterArrival: daysAfterArrival, measures: measures)
            return
        }
        if reader.passCase("deviceBound") {
            let _0: Shipment.Device? = reader.member("_0")
            reader.endCase()
            guard let _0 else { return nil }
            self = .deviceBound(_0)
            return
        }
        if reader.passCase("deviceReleased", since: 4) {
            let at: Instant? = reader.member("at")
            let id: DeviceName? = reader.member("id")
            let recordedAt: Instant?? = reader.optional("recordedAt", since: 5)
            reader.endCase()
            guard let at, let id, let recordedAt else { return nil }
            self = .deviceReleased(id: id, at: at, recordedAt: recordedAt)
            return
        }
        if reader.passCase("uploadWithdrawn", since: 4) {
            let _0: Shipment.Withdrawal? = reader.member("_0")
            reader.endCase()
            guard let _0 else { return nil }
            self = .uploadWithdrawn(_0)
            return
        }
        if reader.passCase("departed") {
            let at: Instant? = reader.member("at")
            let recordedAt: Instant?? = reader.optional("recordedAt", since: 2)
            let stuffedAt: Instant?? = reader.optional("stuffedAt", since: 3)
            reader.endCase()
            guard let at, let recordedAt, let stuffedAt else { return nil }
            self = .departed(at: at, recordedAt: recordedAt, stuffedAt: stuffedAt)
            return
        }
        if reader.passCase("telemetryRecorded") {
            let findings: TelemetryFindings? = reader.member("findings")
            let upload: Shipment.Upload? = reader.member("upload")
            reader.endCase()
            guard let findings, let upload else { return nil }
            self = .telemetryRecorded(upload: upload, findings: findings)
            return
        }
        if reader.passCase("evaluated", since: 2) {
            let findings: TelemetryFindings? = reader.member("findings")
            reader.endCase()
            guard let findings else { return nil }
            self = .evaluated(findings: findings)
            return
        }
        if reader.passCase("segmentsMerged", since: 5) {
            let merges: Shipment.SegmentMerges? = reader.member("merges")
            reader.endCase()
            guard let merges else { return nil }
            self = .segmentsMerged(merges: merges)
            return
        }
        if reader.passCase("segmentsSplit", since: 5) {
            let splits: Shipment.SegmentSplits? = reader.member("splits")
            reader.endCase()
            guard let splits else { return nil }
            self = .segmentsSplit(splits: splits)
            return
        }
        if reader.passCase("arrived") {
            let at: Instant? = reader.member("at")
            let by: MemberID?? = reader.optional("by", since: 2)
            reader.endCase()
            guard let at, let by else { return nil }
            self = .arrived(at: at, by: by)
            return
        }
        if reader.passCase("delivered") {
            let at: Instant? = reader.member("at")
            reader.endCase()
            guard let at else { return nil }
            self = .delivered(at: at)
            return
        }
        if reader.passCase("admitted", since: 2) {
            let member: MemberID? = reader.member("member")
            reader.endCase()
            guard let member else { return nil }
            self = .admitted(member: member)
            return
        }
        reader.refuseChoice(among: "registered, deviceBound, deviceReleased, uploadWithdrawn, departed, telemetryRecorded, evaluated, segmentsMerged, segmentsSplit, arrived, delivered, admitted")
        return nil
    }

    /// The case's name.
    public var name: String {
        switch self {
            case .registered: "registered"
            case .deviceBound: "deviceBound"
            case .deviceReleased: "deviceReleased"
            case .uploadWithdrawn: "uploadWithdrawn"
            case .departed: "departed"
            case .telemetryRecorded: "telemetryRecorded"
            case .evaluated: "evaluated"
            case .segmentsMerged: "segmentsMerged"
            case .segmentsSplit: "segmentsSplit"
            case .arrived: "arrived"
            case .delivered: "delivered"
            case .admitted: "admitted"
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .registered(let id, let certificate, let certificateParties, let party, let container, let terms, let at, let daysAfterArrival, let measures):
                writer.key("registered")
                writer.beginObject()
                writer.member("at", at)
                writer.member("certificate", certificate)
                writer.member("certificateParties", certificateParties)
                writer.optional("container", container)
                writer.ifPresent("daysAfterArrival", daysAfterArrival)
                writer.member("id", id)
                writer.ifPresent("measures", measures)
                writer.member("party", party)
                writer.member("terms", terms)
                writer.endObject()
            case .deviceBound(let _0):
                writer.key("deviceBound")
                writer.beginObject()
                writer.member("_0", _0)
                writer.endObject()
            case .deviceReleased(let id, let at, let recordedAt):
                writer.key("deviceReleased")
                writer.beginObject()
                writer.member("at", at)
                writer.member("id", id)
                writer.ifPresent("recordedAt", recordedAt)
                writer.endObject()
            case .uploadWithdrawn(let _0):
                writer.key("uploadWithdrawn")
                writer.beginObject()
                writer.member("_0", _0)
                writer.endObject()
            case .departed(let at, let recordedAt, let stuffedAt):
                writer.key("departed")
                writer.beginObject()
                writer.member("at", at)
                writer.ifPresent("recordedAt", recordedAt)
                writer.ifPresent("stuffedAt", stuffedAt)
                writer.endObject()
            case .telemetryRecorded(let upload, let findings):
                writer.key("telemetryRecorded")
                writer.beginObject()
                writer.member("findings", findings)
                writer.member("upload", upload)
                writer.endObject()
            case .evaluated(let findings):
                writer.key("evaluated")
                writer.beginObject()
                writer.member("findings", findings)
                writer.endObject()
            case .segmentsMerged(let merges):
                writer.key("segmentsMerged")
                writer.beginObject()
                writer.member("merges", merges)
                writer.endObject()
            case .segmentsSplit(let splits):
                writer.key("segmentsSplit")
                writer.beginObject()
                writer.member("splits", splits)
                writer.endObject()
            case .arrived(let at, let by):
                writer.key("arrived")
                writer.beginObject()
                writer.member("at", at)
                writer.ifPresent("by", by)
                writer.endObject()
            case .delivered(let at):
                writer.key("delivered")
                writer.beginObject()
                writer.member("at", at)
                writer.endObject()
            case .admitted(let member):
                writer.key("admitted")
                writer.beginObject()
                writer.member("member", member)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("Shipment.Event", "What has happened to a shipment.", cases: [
            CaseDescription("registered", "The carriage was registered.", [
                MemberDescription("id", InstanceID.self, "The shipment's identifier."),
                MemberDescription("certificate", InstanceID.self, "The certificate that insures it."),
                MemberDescription("certificateParties", [MemberID].self, "The members on the certificate, who may read the shipment too."),
                MemberDescription("party", Shipment.Party.self, "Who hands the goods over, and who carries them."),
                MemberDescription("container", ContainerNumber.self, "The container; absent where the goods travel in none.", isOptional: true),
                MemberDescription("terms", TelemetryTerms.self, "What the loggers must show."),
                MemberDescription("at", Instant.self, "When it was registered."),
                MemberDescription("daysAfterArrival", Int.self, "How many days after the ship's arrival the cover ends at the latest.", isOptional: true, hasDefault: true, since: 2),
                MemberDescription("measures", [TelemetryMeasure].self, "What the parts of the certificate's cover have measured.", isOptional: true, hasDefault: true, since: 2),
            ]),
            CaseDescription("deviceBound", "A device was bound.", [
                MemberDescription("_0", Shipment.Device.self, "The device, with the instant of its binding."),
            ]),
            CaseDescription("deviceReleased", "A device left the goods.", [
                MemberDescription("id", DeviceName.self, "The name that its readings carry."),
                MemberDescription("at", Instant.self, "When it left."),
                MemberDescription("recordedAt", Instant.self, "When that was said.", isOptional: true, since: 5),
            ], since: 4),
            CaseDescription("uploadWithdrawn", "An upload was taken back.", [
                MemberDescription("_0", Shipment.Withdrawal.self, "Which upload, by whom, and what it had brought."),
            ], since: 4),
            CaseDescription("departed", "The goods left.", [
                MemberDescription("at", Instant.self, "When the goods left, as stated."),
                MemberDescription("recordedAt", Instant.self, "When that came onto the ledger.", isOptional: true, hasDefault: true, since: 2),
                MemberDescription("stuffedAt", Instant.self, "When the goods were stuffed.", isOptional: true, hasDefault: true, since: 3),
            ]),
            CaseDescription("telemetryRecorded", "An upload was pinned.", [
                MemberDescription("upload", Shipment.Upload.self, "The upload's digest, the counts of its readings and the segments that hold them."),
                MemberDescription("findings", TelemetryFindings.self, "What all accepted readings show, this upload's included."),
            ]),
            CaseDescription("evaluated", "What the readings show of the carriage was pinned.", [
                MemberDescription("findings", TelemetryFindings.self, "What all accepted readings show of the carriage as it is known now."),
            ], since: 2),
            CaseDescription("segmentsMerged", "Larger segments took the place of small ones.", [
                MemberDescription("merges", Shipment.SegmentMerges.self, "Which took the place of which."),
            ], since: 5),
            CaseDescription("segmentsSplit", "Small segments took back the place of larger ones.", [
                MemberDescription("splits", Shipment.SegmentSplits.self, "Which took back the place of which."),
            ], since: 5),
            CaseDescription("arrived", "The ship arrived.", [
                MemberDescription("at", Instant.self, "When the ship arrived, as stated."),
                MemberDescription("by", MemberID.self, "Who recorded it.", isOptional: true, hasDefault: true, since: 2),
            ]),
            CaseDescription("delivered", "The goods were handed over.", [
                MemberDescription("at", Instant.self, "When the goods were handed over, as stated."),
            ]),
            CaseDescription("admitted", "A member may read the shipment.", [
                MemberDescription("member", MemberID.self, "The member, who reads it for ever and does nothing on it."),
            ], since: 2),
        ])
    }
}

extension Shipment.Instruction {
    /// Reads a case, if one of these stands there; `nil` in it where something is wrong.
    static func readCase(from reader: inout JSONReader) -> Shipment.Instruction?? {
        if reader.passCase("registerShipment") {
            let billOfLading: Text<35>?? = reader.optional("billOfLading", since: 2)
            let certificate: InstanceID? = reader.member("certificate")
            let container: ContainerNumber?? = reader.optional("container")
            let id: InstanceID? = reader.member("id")
            let lot: Text<60>?? = reader.optional("lot", since: 2)
            let party: Shipment.Party? = reader.member("party")
            reader.endCase()
            guard let billOfLading, let certificate, let container, let id, let lot, let party else { return .some(nil) }
            return .some(.registerShipment(id: id, certificate: certificate, party: party, container: container, billOfLading: billOfLading, lot: lot))
        }
        if reader.passCase("bindDevice") {
            let device: DeviceName? = reader.member("device")
            let from: Instant?? = reader.optional("from", since: 4)
            let publicKey: DeviceKeyText?? = reader.optional("publicKey")
            let shipment: InstanceID? = reader.member("shipment")
            reader.endCase()
            guard let device, let from, let publicKey, let shipment else { return .some(nil) }
            return .some(.bindDevice(shipment: shipment, device: device, publicKey: publicKey, from: from))
        }
        if reader.passCase("releaseDevice", since: 4) {
            let at: Instant? = reader.member("at")
            let device: DeviceName? = reader.member("device")
            let shipment: InstanceID? = reader.member("shipment")
            reader.endCase()
            guard let at, let device, let shipment else { return .some(nil) }
            return .some(.releaseDevice(shipment: shipment, device: device, at: at))
        }
        if reader.passCase("withdrawUpload", since: 4) {
            let reason: Text<200>? = reader.member("reason")
            let shipment: InstanceID? = reader.member("shipment")
            let upload: Text<44>? = reader.member("upload")
            reader.endCase()
            guard let reason, let shipment, let upload else { return .some(nil) }
            return .some(.withdrawUpload(shipment: shipment, upload: upload, reason: reason))
        }
        if reader.passCase("depart") {
            let at: Instant? = reader.member("at")
            let shipment: InstanceID? = reader.member("shipment")
            let stuffedAt: Instant?? = reader.optional("stuffedAt", since: 3)
            reader.endCase()
            guard let at, let shipment, let stuffedAt else { return .some(nil) }
            return .some(.depart(shipment: shipment, at: at, stuffedAt: stuffedAt))
        }
        if reader.passCase("recordTelemetry") {
            let findings: TelemetryFindings? = reader.member("findings")
            let shipment: InstanceID? = reader.member("shipment")
            let upload: Shipment.Upload? = reader.member("upload")
            reader.endCase()
            guard let findings, let shipment, let upload else { return .some(nil) }
            return .some(.recordTelemetry(shipment: shipment, upload: upload, findings: findings))
        }
        if reader.passCase("evaluate", since: 2) {
            let findings: TelemetryFindings? = reader.member("findings")
            let shipment: InstanceID? = reader.member("shipment")
            reader.endCase()
            guard let findings, let shipment else { return .some(nil) }
            return .some(.evaluate(shipment: shipment, findings: findings))
        }
        if reader.passCase("mergeSegments", since: 5) {
            let merges: Shipment.SegmentMerges? = reader.member("merges")
            let shipment: InstanceID? = reader.member("shipment")
            reader.endCase()
            guard let merges, let shipment else { return .some(nil) }
            return .some(.mergeSegments(shipment: shipment, merges: merges))
        }
        if reader.passCase("splitSegments", since: 5) {
            let shipment: InstanceID? = reader.member("shipment")
            let splits: Shipment.SegmentSplits? = reader.member("splits")
            reader.endCase()
            guard let shipment, let splits else { return .some(nil) }
            return .some(.splitSegments(shipment: shipment, splits: splits))
        }
        if reader.passCase("arrive") {
            let at: Instant? = reader.member("at")
            let shipment: InstanceID? = reader.member("shipment")
            reader.endCase()
            guard let at, let shipment else { return .some(nil) }
            return .some(.arrive(shipment: shipment, at: at))
        }
        if reader.passCase("deliver") {
            let at: Instant? = reader.member("at")
            let shipment: InstanceID? = reader.member("shipment")
            reader.endCase()
            guard let at, let shipment else { return .some(nil) }
            return .some(.deliver(shipment: shipment, at: at))
        }
        return nil
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if let read = Self.readCase(from: &reader) {
            guard let read else { return nil }
            self = read
            return
        }
        reader.refuseChoice(among: "registerShipment, bindDevice, releaseDevice, withdrawUpload, depart, recordTelemetry, evaluate, mergeSegments, splitSegments, arrive, deliver")
        return nil
    }

    /// The names of the cases.
    public enum Action: String, ActionName {
        /// Registers the shipment of a certificate's goods.
        case registerShipment
        /// Binds a logger or tracker to a shipment.
        case bindDevice
        /// Records that a logger or tracker has left the goods: what it records from then on is not of them, and another shipment may have it.
        case releaseDevice
        /// Takes an upload back, by the member that made it: its readings are kept and judged no more, and every claim for a loss at their time is referred.
        case withdrawUpload
        /// Records that the goods left: the certificate attaches.
        case depart
        /// Records an upload of readings and what all readings now show.
        case recordTelemetry
        /// Pins what all readings show of the carriage as it is known now.
        case evaluate
        /// Records larger segments in the place of small ones, which are kept: the same readings, fewer segments.
        case mergeSegments
        /// Gives small segments back the place of larger ones, before an upload is withdrawn that brought one of them.
        case splitSegments
        /// Records that the ship arrived.
        case arrive
        /// Records that the goods were handed over: the certificate ends.
        case deliver
    }

    /// The case's name.
    public var action: Action {
        switch self {
            case .registerShipment: .registerShipment
            case .bindDevice: .bindDevice
            case .releaseDevice: .releaseDevice
            case .withdrawUpload: .withdrawUpload
            case .depart: .depart
            case .recordTelemetry: .recordTelemetry
            case .evaluate: .evaluate
            case .mergeSegments: .mergeSegments
            case .splitSegments: .splitSegments
            case .arrive: .arrive
            case .deliver: .deliver
        }
    }

    /// The instance that it is about: its first value.
    public var subject: InstanceID {
        switch self {
            case .registerShipment(let subject, _, _, _, _, _): subject
            case .bindDevice(let subject, _, _, _): subject
            case .releaseDevice(let subject, _, _): subject
            case .withdrawUpload(let subject, _, _): subject
            case .depart(let subject, _, _): subject
            case .recordTelemetry(let subject, _, _): subject
            case .evaluate(let subject, _): subject
            case .mergeSegments(let subject, _): subject
            case .splitSegments(let subject, _): subject
            case .arrive(let subject, _): subject
            case .deliver(let subject, _): subject
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .registerShipment(let id, let certificate, let party, let container, let billOfLading, let lot):
                writer.key("registerShipment")
                writer.beginObject()
                writer.ifPresent("billOfLading", billOfLading)
                writer.member("certificate", certificate)
                writer.optional("container", container)
                writer.member("id", id)
                writer.ifPresent("lot", lot)
                writer.member("party", party)
                writer.endObject()
            case .bindDevice(let shipment, let device, let publicKey, let from):
                writer.key("bindDevice")
                writer.beginObject()
                writer.member("device", device)
                writer.ifPresent("from", from)
                writer.optional("publicKey", publicKey)
                writer.member("shipment", shipment)
                writer.endObject()
            case .releaseDevice(let shipment, let device, let at):
                writer.key("releaseDevice")
                writer.beginObject()
                writer.member("at", at)
                writer.member("device", device)
                writer.member("shipment", shipment)
                writer.endObject()
            case .withdrawUpload(let shipment, let upload, let reason):
                writer.key("withdrawUpload")
                writer.beginObject()
                writer.member("reason", reason)
                writer.member("shipment", shipment)
                writer.member("upload", upload)
                writer.endObject()
            case .depart(let shipment, let at, let stuffedAt):
                writer.key("depart")
                writer.beginObject()
                writer.member("at", at)
                writer.member("shipment", shipment)
                writer.ifPresent("stuffedAt", stuffedAt)
                writer.endObject()
            case .recordTelemetry(let shipment, let upload, let findings):
                writer.key("recordTelemetry")
                writer.beginObject()
                writer.member("findings", findings)
                writer.member("shipment", shipment)
                writer.member("upload", upload)
                writer.endObject()
            case .evaluate(let shipment, let findings):
                writer.key("evaluate")
                writer.beginObject()
                writer.member("findings", findings)
                writer.member("shipment", shipment)
                writer.endObject()
            case .mergeSegments(let shipment, let merges):
                writer.key("mergeSegments")
                writer.beginObject()
                writer.member("merges", merges)
                writer.member("shipment", shipment)
                writer.endObject()
            case .splitSegments(let shipment, let splits):
                writer.key("splitSegments")
                writer.beginObject()
                writer.member("shipment", shipment)
                writer.member("splits", splits)
                writer.endObject()
            case .arrive(let shipment, let at):
                writer.key("arrive")
                writer.beginObject()
                writer.member("at", at)
                writer.member("shipment", shipment)
                writer.endObject()
            case .deliver(let shipment, let at):
                writer.key("deliver")
                writer.beginObject()
                writer.member("at", at)
                writer.member("shipment", shipment)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("Shipment.Instruction", "What a member asks of a shipment.", cases: [
            CaseDescription("registerShipment", "Registers the shipment of a certificate's goods.", [
                MemberDescription("id", InstanceID.self, "The shipment's identifier; over HTTP made from the command's name."),
                MemberDescription("certificate", InstanceID.self, "The certificate of the goods, which has no shipment yet."),
                MemberDescription("party", Shipment.Party.self, "Who hands the goods over, and who carries them."),
                MemberDescription("container", ContainerNumber.self, "The container; absent where the goods travel in none.", isOptional: true),
                MemberDescription("billOfLading", Text<35>.self, "The number of the bill of lading or waybill; as declared where left out.", isOptional: true, hasDefault: true, since: 2),
                MemberDescription("lot", Text<60>.self, "The lot or batch of the goods; as declared where left out.", isOptional: true, hasDefault: true, since: 2),
            ]),
            CaseDescription("bindDevice", "Binds a logger or tracker to a shipment.", [
                MemberDescription("shipment", InstanceID.self, "The shipment."),
                MemberDescription("device", DeviceName.self, "The name that its readings carry."),
                MemberDescription("publicKey", DeviceKeyText.self, "The key with which the device or its gateway signs uploads: 32 bytes of Ed25519, or from edition 5 on 33 bytes of a P-256 point in compressed form; in base64.", isOptional: true),
                MemberDescription("from", Instant.self, "From when on it travels with the goods; from the carriage's beginning on where left out. Readings before it are kept and not judged.", isOptional: true, hasDefault: true, since: 4),
            ]),
            CaseDescription("releaseDevice", "Records that a logger or tracker has left the goods: what it records from then on is not of them, and another shipment may have it.", [
                MemberDescription("shipment", InstanceID.self, "The shipment."),
                MemberDescription("device", DeviceName.self, "The name that its readings carry."),
                MemberDescription("at", Instant.self, "When it left the goods; not after the ledger's own instant."),
            ], since: 4),
            CaseDescription("withdrawUpload", "Takes an upload back, by the member that made it: its readings are kept and judged no more, and every claim for a loss at their time is referred.", [
                MemberDescription("shipment", InstanceID.self, "The shipment."),
                MemberDescription("upload", Text<44>.self, "The digest of the upload, as its answer gave it: SHA-256 of its bytes in base64."),
                MemberDescription("reason", Text<200>.self, "Why it was wrong."),
            ], since: 4),
            CaseDescription("depart", "Records that the goods left: the certificate attaches.", [
                MemberDescription("shipment", InstanceID.self, "The shipment."),
                MemberDescription("at", Instant.self, "When they left; not after the ledger's own instant."),
                MemberDescription("stuffedAt", Instant.self, "When they were stuffed, where that is known; not after they left. A logger that recorded long before is a sign that its readings are of something else.", isOptional: true, hasDefault: true, since: 3),
            ]),
            CaseDescription("recordTelemetry", "Records an upload of readings and what all readings now show.", [
                MemberDescription("shipment", InstanceID.self, "The shipment whose loggers made the readings."),
                MemberDescription("upload", Shipment.Upload.self, "The upload's digest, the counts of its readings and the segments that hold them."),
                MemberDescription("findings", TelemetryFindings.self, "What all accepted readings show, as the platform computed it."),
            ]),
            CaseDescription("evaluate", "Pins what all readings show of the carriage as it is known now.", [
                MemberDescription("shipment", InstanceID.self, "The shipment, whose carriage is known better than when its readings were judged."),
                MemberDescription("findings", TelemetryFindings.self, "What all accepted readings show, as the platform computed it."),
            ], since: 2),
            CaseDescription("mergeSegments", "Records larger segments in the place of small ones, which are kept: the same readings, fewer segments.", [
                MemberDescription("shipment", InstanceID.self, "The shipment."),
                MemberDescription("merges", Shipment.SegmentMerges.self, "Which segments take the place of which, as the platform made them."),
            ], since: 5),
            CaseDescription("splitSegments", "Gives small segments back the place of larger ones, before an upload is withdrawn that brought one of them.", [
                MemberDescription("shipment", InstanceID.self, "The shipment."),
                MemberDescription("splits", Shipment.SegmentSplits.self, "Which segments take back the place of which."),
            ], since: 5),
            CaseDescription("arrive", "Records that the ship arrived.", [
                MemberDescription("shipment", InstanceID.self, "The shipment."),
                MemberDescription("at", Instant.self, "When it arrived; not before the goods left, nor after the ledger's own instant."),
            ]),
            CaseDescription("deliver", "Records that the goods were handed over: the certificate ends.", [
                MemberDescription("shipment", InstanceID.self, "The shipment."),
                MemberDescription("at", Instant.self, "When they were handed over; not before the arrival, nor after the ledger's own instant."),
            ]),
        ])
    }
}

extension Shipment.Party {
    /// Makes one from its members.
    public init(shipper: MemberID, carrier: MemberID? = nil, _: Void = ()) {
        self.init(shipper: shipper, carrier: carrier)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let carrier: MemberID?? = reader.optional("carrier")
        let shipper: MemberID? = reader.member("shipper")
        reader.endObject()
        guard let carrier, let shipper else { return nil }
        self.init(shipper: shipper, carrier: carrier)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.optional("carrier", carrier)
        writer.member("shipper", shipper)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Shipment.Party", "Who takes part in a shipment beside the certificate's members.", members: [
            MemberDescription("shipper", MemberID.self, "Who hands the goods over and uploads; the assured where it is the same."),
            MemberDescription("carrier", MemberID.self, "Who carries the goods, if a member.", isOptional: true),
        ])
    }
}

extension Shipment.SegmentMerge {
    /// Makes one from its members.
    public init(into: Shipment.SegmentRecord, parts: Entries<2, 32, Text<44>>, _: Void = ()) {
        self.init(into: into, parts: parts)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let into: Shipment.SegmentRecord? = reader.member("into")
        let parts: Entries<2, 32, Text<44>>? = reader.member("parts")
        reader.endObject()
        guard let into, let parts else { return nil }
        self.init(into: into, parts: parts)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("into", into)
        writer.member("parts", parts)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Shipment.SegmentMerge", "Segments of one device in whose place one is recorded that holds the same readings.", members: [
            MemberDescription("into", Shipment.SegmentRecord.self, "The segment that holds the readings of all of them, and says of how many it was made."),
            MemberDescription("parts", Entries<2, 32, Text<44>>.self, "The digests of the segments whose place it takes."),
        ])
    }
}

extension Shipment.SegmentRecord {
    /// Makes one from its members.
    public init(digest: Text<44>, device: DeviceName, readings: Int, first: Instant, last: Instant, content: DigestText? = nil, upload: Text<44>? = nil, by: MemberID? = nil, unsigned: Bool? = nil, parts: Int? = nil, _: Void = ()) {
        self.init(digest: digest, device: device, readings: readings, first: first, last: last, content: content, upload: upload, by: by, unsigned: unsigned, parts: parts)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let by: MemberID?? = reader.optional("by", since: 4)
        let content: DigestText?? = reader.optional("content", since: 2)
        let device: DeviceName? = reader.member("device")
        let digest: Text<44>? = reader.member("digest")
        let first: Instant? = reader.member("first")
        let last: Instant? = reader.member("last")
        let parts: Int?? = reader.optional("parts", since: 5)
        let readings: Int? = reader.member("readings")
        let unsigned: Bool?? = reader.optional("unsigned", since: 4)
        let upload: Text<44>?? = reader.optional("upload", since: 4)
        reader.endObject()
        guard let by, let content, let device, let digest, let first, let last, let parts, let readings, let unsigned, let upload else { return nil }
        self.init(digest: digest, device: device, readings: readings, first: first, last: last, content: content, upload: upload, by: by, unsigned: unsigned, parts: parts)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.ifPresent("by", by)
        writer.ifPresent("content", content)
        writer.member("device", device)
        writer.member("digest", digest)
        writer.member("first", first)
        writer.member("last", last)
        writer.ifPresent("parts", parts)
        writer.member("readings", readings)
        writer.ifPresent("unsigned", unsigned)
        writer.ifPresent("upload", upload)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Shipment.SegmentRecord", "A stored set of readings, pinned by its digest.", members: [
            MemberDescription("digest", Text<44>.self, "SHA-256 of the segment's bytes in standard base64."),
            MemberDescription("device", DeviceName.self, "Whose readings."),
            MemberDescription("readings", Int.self, "How many."),
            MemberDescription("first", Instant.self, "The earliest."),
            MemberDescription("last", Instant.self, "The latest."),
            MemberDescription("content", DigestText.self, "SHA-256 of the segment's bytes with `-` in the place of the device's name: the same readings have it whoever is said to have made them.", isOptional: true, since: 2),
            MemberDescription("upload", Text<44>.self, "The digest of the upload that brought it.", isOptional: true, since: 4),
            MemberDescription("by", MemberID.self, "Who uploaded it.", isOptional: true, since: 4),
            MemberDescription("unsigned", Bool.self, "Whether the key of a device with readings in the upload signed nothing; absent where all vouch for it.", isOptional: true, since: 4),
            MemberDescription("parts", Int.self, "Of how many segments it was made; absent where an upload brought it.", isOptional: true, since: 5),
        ])
    }
}

extension Shipment.SegmentSplit {
    /// Makes one from its members.
    public init(segment: Text<44>, parts: Entries<2, 32, Shipment.SegmentRecord>, _: Void = ()) {
        self.init(segment: segment, parts: parts)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let parts: Entries<2, 32, Shipment.SegmentRecord>? = reader.member("parts")
        let segment: Text<44>? = reader.member("segment")
        reader.endObject()
        guard let parts, let segment else { return nil }
        self.init(segment: segment, parts: parts)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("parts", parts)
        writer.member("segment", segment)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Shipment.SegmentSplit", "Segments that take back the place of the one that was made of them, as an upload that brought one of them is to be withdrawn.", members: [
            MemberDescription("segment", Text<44>.self, "The digest of the segment that was made of them."),
            MemberDescription("parts", Entries<2, 32, Shipment.SegmentRecord>.self, "The segments, as they were recorded before."),
        ])
    }
}

extension Shipment.State {
    /// Makes one from its members.
    public init(id: InstanceID, certificate: InstanceID, stage: Shipment.Stage, party: Shipment.Party, certificateParties: [MemberID], container: ContainerNumber? = nil, terms: TelemetryTerms, devices: [Shipment.Device], registeredAt: Instant, departedAt: Instant? = nil, arrivedAt: Instant? = nil, deliveredAt: Instant? = nil, segments: [Shipment.SegmentRecord], uploads: Int, unsignedUploads: Int, findings: TelemetryFindings, departureRecordedAt: Instant? = nil, daysAfterArrival: Int? = nil, judged: CarriageWindow? = nil, admitted: [MemberID]? = nil, measures: [TelemetryMeasure]? = nil, arrivalRecordedBy: MemberID? = nil, stuffedAt: Instant? = nil, withdrawn: [Shipment.Withdrawal]? = nil, _: Void = ()) {
        self.init(id: id, certificate: certificate, stage: stage, party: party, certificateParties: certificateParties, container: container, terms: terms, devices: devices, registeredAt: registeredAt, departedAt: departedAt, arrivedAt: arrivedAt, deliveredAt: deliveredAt, segments: segments, uploads: uploads, unsignedUploads: unsignedUploads, findings: findings, departureRecordedAt: departureRecordedAt, daysAfterArrival: daysAfterArrival, judged: judged, admitted: admitted, measures: measures, arrivalRecordedBy: arrivalRecordedBy, stuffedAt: stuffedAt, withdrawn: withdrawn)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let admitted: [MemberID]?? = reader.optional("admitted", since: 2)
        let arrivalRecordedBy: MemberID?? = reader.optional("arrivalRecordedBy", since: 2)
        let arrivedAt: Instant?? = reader.optional("arrivedAt")
        let certificate: InstanceID? = reader.member("certificate")
        let certificateParties: [MemberID]? = reader.member("certificateParties")
        let container: ContainerNumber?? = reader.optional("container")
        let daysAfterArrival: Int?? = reader.optional("daysAfterArrival", since: 2)
        let deliveredAt: Instant?? = reader.optional("deliveredAt")
        let departedAt: Instant?? = reader.optional("departedAt")
        let departureRecordedAt: Instant?? = reader.optional("departureRecordedAt", since: 2)
        let devices: [Shipment.Device]? = reader.member("devices")
        let findings: TelemetryFindings? = reader.member("findings")
        let id: InstanceID? = reader.member("id")
        let judged: CarriageWindow?? = reader.optional("judged", since: 2)
        let measures: [TelemetryMeasure]?? = reader.optional("measures", since: 2)
        let party: Shipment.Party? = reader.member("party")
        let registeredAt: Instant? = reader.member("registeredAt")
        let segments: [Shipment.SegmentRecord]? = reader.member("segments")
        let stage: Shipment.Stage? = reader.member("stage")
        let stuffedAt: Instant?? = reader.optional("stuffedAt", since: 3)
        let terms: TelemetryTerms? = reader.member("terms")
        let unsignedUploads: Int? = reader.member("unsignedUploads")
        let uploads: Int? = reader.member("uploads")
        let withdrawn: [Shipment.Withdrawal]?? = reader.optional("withdrawn", since: 4)
        reader.endObject()
        guard let admitted, let arrivalRecordedBy, let arrivedAt, let certificate, let certificateParties, let container, let daysAfterArrival, let deliveredAt, let departedAt, let departureRecordedAt, let devices, let findings, let id, let judged, let measures, let party, let registeredAt, let segments, let stage, let stuffedAt, let terms, let unsignedUploads, let uploads, let withdrawn else { return nil }
        self.init(id: id, certificate: certificate, stage: stage, party: party, certificateParties: certificateParties, container: container, terms: terms, devices: devices, registeredAt: registeredAt, departedAt: departedAt, arrivedAt: arrivedAt, deliveredAt: deliveredAt, segments: segments, uploads: uploads, unsignedUploads: unsignedUploads, findings: findings, departureRecordedAt: departureRecordedAt, daysAfterArrival: daysAfterArrival, judged: judged, admitted: admitted, measures: measures, arrivalRecordedBy: arrivalRecordedBy, stuffedAt: stuffedAt, withdrawn: withdrawn)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        if !writer.isAnswer { writer.ifPresent("admitted", admitted) }
        if !writer.isAnswer { writer.ifPresent("arrivalRecordedBy", arrivalRecordedBy) }
        writer.optional("arrivedAt", arrivedAt)
        writer.member("certificate", certificate)
        if !writer.isAnswer { writer.member("certificateParties", certificateParties) }
        writer.optional("container", container)
        writer.ifPresent("daysAfterArrival", daysAfterArrival)
        writer.optional("deliveredAt", deliveredAt)
        writer.optional("departedAt", departedAt)
        writer.ifPresent("departureRecordedAt", departureRecordedAt)
        writer.member("devices", devices)
        if !writer.isAnswer { writer.member("findings", findings) }
        writer.member("id", id)
        writer.ifPresent("judged", judged)
        if !writer.isAnswer { writer.ifPresent("measures", measures) }
        if writer.isAnswer { party.writeMembers(to: &writer) } else { writer.member("party", party) }
        if writer.isAnswer { writer.answer("readings", readings) }
        writer.member("registeredAt", registeredAt)
        if !writer.isAnswer { writer.member("segments", segments) }
        if writer.isAnswer { writer.answer("segments", segmentCount) }
        if !writer.isAnswer { writer.member("stage", stage) }
        writer.ifPresent("stuffedAt", stuffedAt)
        if writer.isAnswer { writer.answer("telemetry", telemetry) }
        if !writer.isAnswer { writer.member("terms", terms) }
        writer.member("unsignedUploads", unsignedUploads)
        writer.member("uploads", uploads)
        writer.ifPresent("withdrawn", withdrawn)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Shipment.State", "A shipment after the transitions so far.", members: [
            MemberDescription("id", InstanceID.self, "The shipment's identifier."),
            MemberDescription("certificate", InstanceID.self, "The certificate that insures it."),
            MemberDescription("stage", Shipment.Stage.self, "Where it stands.", scope: .ledgerOnly),
            MemberDescription("party", Shipment.Party.self, "Who takes part.", scope: .flattened),
            MemberDescription("certificateParties", [MemberID].self, "The members on the certificate, who may read the shipment too.", scope: .ledgerOnly),
            MemberDescription("container", ContainerNumber.self, "The container, where the goods travel in one.", isOptional: true),
            MemberDescription("terms", TelemetryTerms.self, "What the loggers must show.", scope: .ledgerOnly),
            MemberDescription("devices", [Shipment.Device].self, "The loggers and trackers whose readings count."),
            MemberDescription("registeredAt", Instant.self, "When it was registered."),
            MemberDescription("departedAt", Instant.self, "When the goods left.", isOptional: true),
            MemberDescription("arrivedAt", Instant.self, "When the ship arrived.", isOptional: true),
            MemberDescription("deliveredAt", Instant.self, "When the goods were handed over.", isOptional: true),
            MemberDescription("segments", [Shipment.SegmentRecord].self, "The segments recorded, in order.", scope: .ledgerOnly),
            MemberDescription("uploads", Int.self, "How many uploads were recorded."),
            MemberDescription("unsignedUploads", Int.self, "How many of them carried no bound device's signature; from the fourth edition on, not that of each device with readings in it, and withdrawn ones count no more."),
            MemberDescription("findings", TelemetryFindings.self, "What all accepted readings show.", scope: .ledgerOnly),
            MemberDescription("departureRecordedAt", Instant.self, "When the departure came onto the ledger.", isOptional: true, since: 2),
            MemberDescription("daysAfterArrival", Int.self, "How many days after the ship's arrival the cover ends at the latest.", isOptional: true, since: 2),
            MemberDescription("judged", CarriageWindow.self, "The carriage that the findings are of; absent while no readings are judged.", isOptional: true, since: 2),
            MemberDescription("admitted", [MemberID].self, "The members that read it and do nothing on it: who came to hold the certificate, and surveyors.", isOptional: true, since: 2, scope: .ledgerOnly),
            MemberDescription("measures", [TelemetryMeasure].self, "What the parts of the certificate's cover have measured; absent where it states none.", isOptional: true, since: 2, scope: .ledgerOnly),
            MemberDescription("arrivalRecordedBy", MemberID.self, "Who recorded the arrival.", isOptional: true, since: 2, scope: .ledgerOnly),
            MemberDescription("stuffedAt", Instant.self, "When the goods were stuffed, as stated with the departure.", isOptional: true, since: 3),
            MemberDescription("withdrawn", [Shipment.Withdrawal].self, "The uploads that were withdrawn, in the order in which they were.", isOptional: true, since: 4),
            .answer("telemetry", \Shipment.State.telemetry, "What the loggers must show."),
            .answer("segments", \Shipment.State.segmentCount, "How many segments hold the readings."),
            .answer("readings", \Shipment.State.readings, "How many readings were accepted."),
        ])
    }
}

extension Shipment.Upload {
    /// Makes one from its members.
    public init(digest: Text<44>, accepted: Int, duplicates: Int, rejected: Int, signature: Shipment.UploadSignature? = nil, segments: [Shipment.SegmentRecord], by: MemberID? = nil, _: Void = ()) {
        self.init(digest: digest, accepted: accepted, duplicates: duplicates, rejected: rejected, signature: signature, segments: segments, by: by)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let accepted: Int? = reader.member("accepted")
        let by: MemberID?? = reader.optional("by", since: 4)
        let digest: Text<44>? = reader.member("digest")
        let duplicates: Int? = reader.member("duplicates")
        let rejected: Int? = reader.member("rejected")
        let segments: [Shipment.SegmentRecord]? = reader.member("segments")
        let signature: Shipment.UploadSignature?? = reader.optional("signature")
        reader.endObject()
        guard let accepted, let by, let digest, let duplicates, let rejected, let segments, let signature else { return nil }
        self.init(digest: digest, accepted: accepted, duplicates: duplicates, rejected: rejected, signature: signature, segments: segments, by: by)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("accepted", accepted)
        writer.ifPresent("by", by)
        writer.member("digest", digest)
        writer.member("duplicates", duplicates)
        writer.member("rejected", rejected)
        writer.member("segments", segments)
        writer.optional("signature", signature)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Shipment.Upload", "One upload as the ledger remembers it.", members: [
            MemberDescription("digest", Text<44>.self, "SHA-256 of the bytes that came, in standard base64."),
            MemberDescription("accepted", Int.self, "Readings that were new."),
            MemberDescription("duplicates", Int.self, "Readings that were known already."),
            MemberDescription("rejected", Int.self, "Lines that were rejected."),
            MemberDescription("signature", Shipment.UploadSignature.self, "The device's signature over the upload, where there is one.", isOptional: true),
            MemberDescription("segments", [Shipment.SegmentRecord].self, "The segments that hold the accepted readings."),
            MemberDescription("by", MemberID.self, "Who uploaded it; the ledger notes it as the upload is taken.", isOptional: true, since: 4),
        ])
    }
}

extension Shipment.UploadSignature {
    /// Makes one from its members.
    public init(device: DeviceName, publicKey: DeviceKeyText, signature: Text<88>, _: Void = ()) {
        self.init(device: device, publicKey: publicKey, signature: signature)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let device: DeviceName? = reader.member("device")
        let publicKey: DeviceKeyText? = reader.member("publicKey")
        let signature: Text<88>? = reader.member("signature")
        reader.endObject()
        guard let device, let publicKey, let signature else { return nil }
        self.init(device: device, publicKey: publicKey, signature: signature)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("device", device)
        writer.member("publicKey", publicKey)
        writer.member("signature", signature)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Shipment.UploadSignature", "A device's signature over an upload's bytes.", members: [
            MemberDescription("device", DeviceName.self, "The device whose bound key signed."),
            MemberDescription("publicKey", DeviceKeyText.self, "The public key: of Ed25519, or of P-256 in compressed form."),
            MemberDescription("signature", Text<88>.self, "The signature's 64 bytes in standard base64: of Ed25519, or of ECDSA r and s in 32 bytes each."),
        ])
    }
}

extension Shipment.Withdrawal {
    /// Makes one from its members.
    public init(upload: Text<44>, by: MemberID, reason: Text<200>, at: Instant, readings: Int, first: Instant, last: Instant, segments: [Text<44>], _: Void = ()) {
        self.init(upload: upload, by: by, reason: reason, at: at, readings: readings, first: first, last: last, segments: segments)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let at: Instant? = reader.member("at")
        let by: MemberID? = reader.member("by")
        let first: Instant? = reader.member("first")
        let last: Instant? = reader.member("last")
        let readings: Int? = reader.member("readings")
        let reason: Text<200>? = reader.member("reason")
        let segments: [Text<44>]? = reader.member("segments")
        let upload: Text<44>? = reader.member("upload")
        reader.endObject()
        guard let at, let by, let first, let last, let readings, let reason, let segments, let upload else { return nil }
        self.init(upload: upload, by: by, reason: reason, at: at, readings: readings, first: first, last: last, segments: segments)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("at", at)
        writer.member("by", by)
        writer.member("first", first)
        writer.member("last", last)
        writer.member("readings", readings)
        writer.member("reason", reason)
        writer.member("segments", segments)
        writer.member("upload", upload)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Shipment.Withdrawal", "An upload that whoever made it takes back: its readings are kept and judged no more.", members: [
            MemberDescription("upload", Text<44>.self, "The digest of the upload."),
            MemberDescription("by", MemberID.self, "Who uploaded it and takes it back."),
            MemberDescription("reason", Text<200>.self, "Why."),
            MemberDescription("at", Instant.self, "When."),
            MemberDescription("readings", Int.self, "How many readings it had brought."),
            MemberDescription("first", Instant.self, "The earliest of them."),
            MemberDescription("last", Instant.self, "The latest of them."),
            MemberDescription("segments", [Text<44>].self, "The digests of its segments, by which they can still be proved."),
        ])
    }
}

extension ShockTrigger {
    /// Makes one from its members.
    public init(aboveMilliG: Whole<0, 1_000_000>, atLeastImpacts: Whole<1, 100_000>, _: Void = ()) {
        self.init(aboveMilliG: aboveMilliG, atLeastImpacts: atLeastImpacts)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let aboveMilliG: Whole<0, 1_000_000>? = reader.member("aboveMilliG")
        let atLeastImpacts: Whole<1, 100_000>? = reader.member("atLeastImpacts")
        reader.endObject()
        guard let aboveMilliG, let atLeastImpacts else { return nil }
        self.init(aboveMilliG: aboveMilliG, atLeastImpacts: atLeastImpacts)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("aboveMilliG", aboveMilliG)
        writer.member("atLeastImpacts", atLeastImpacts)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("ShockTrigger", "Impacts above an acceleration, so many of them: rough handling.", members: [
            MemberDescription("aboveMilliG", Whole<0, 1_000_000>.self, "The greatest acceleration that is no loss, in thousandths of a g."),
            MemberDescription("atLeastImpacts", Whole<1, 100_000>.self, "How many impacts are a loss."),
        ])
    }
}

extension SignalTerms {
    /// Makes one from its members.
    public init(loggerLeadMilliseconds: Milliseconds? = nil, fastestKilometresPerHour: Whole<1, 40_000>? = nil, standingMilliseconds: Milliseconds? = nil, commonPassages: Whole<1, 16>? = nil, _: Void = ()) {
        self.init(loggerLeadMilliseconds: loggerLeadMilliseconds, fastestKilometresPerHour: fastestKilometresPerHour, standingMilliseconds: standingMilliseconds, commonPassages: commonPassages)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let commonPassages: Whole<1, 16>?? = reader.optional("commonPassages")
        let fastestKilometresPerHour: Whole<1, 40_000>?? = reader.optional("fastestKilometresPerHour")
        let loggerLeadMilliseconds: Milliseconds?? = reader.optional("loggerLeadMilliseconds")
        let standingMilliseconds: Milliseconds?? = reader.optional("standingMilliseconds")
        reader.endObject()
        guard let commonPassages, let fastestKilometresPerHour, let loggerLeadMilliseconds, let standingMilliseconds else { return nil }
        self.init(loggerLeadMilliseconds: loggerLeadMilliseconds, fastestKilometresPerHour: fastestKilometresPerHour, standingMilliseconds: standingMilliseconds, commonPassages: commonPassages)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.optional("commonPassages", commonPassages)
        writer.optional("fastestKilometresPerHour", fastestKilometresPerHour)
        writer.optional("loggerLeadMilliseconds", loggerLeadMilliseconds)
        writer.optional("standingMilliseconds", standingMilliseconds)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("SignalTerms", "From what on readings are a sign of fraud or of a fault, so that a person looks at the claim.", members: [
            MemberDescription("loggerLeadMilliseconds", Milliseconds.self, "How long before the goods were stuffed, or before they left where no stuffing is recorded, a logger may have begun to record, in milliseconds; a day and 14 days where left out.", isOptional: true),
            MemberDescription("fastestKilometresPerHour", Whole<1, 40_000>.self, "The greatest speed between two positions, in kilometres per hour; 200 where left out.", isOptional: true),
            MemberDescription("standingMilliseconds", Milliseconds.self, "How long a measured value may stand still, in milliseconds; 72 hours where left out.", isOptional: true),
            MemberDescription("commonPassages", Whole<1, 16>.self, "From how many common passages on readings are a copy of another shipment's; 3 where left out.", isOptional: true),
        ])
    }
}

extension SilenceTrigger {
    /// Makes one from its members.
    public init(atLeastMilliseconds: Milliseconds, _: Void = ()) {
        self.init(atLeastMilliseconds: atLeastMilliseconds)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let atLeastMilliseconds: Milliseconds? = reader.member("atLeastMilliseconds")
        reader.endObject()
        guard let atLeastMilliseconds else { return nil }
        self.init(atLeastMilliseconds: atLeastMilliseconds)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("atLeastMilliseconds", atLeastMilliseconds)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("SilenceTrigger", "Every logger of the shipment silent at once for so long: a ship or a container of which nothing is heard.", members: [
            MemberDescription("atLeastMilliseconds", Milliseconds.self, "How long nothing is heard until it is a loss, in milliseconds; positive."),
        ])
    }
}

extension StepRecord {
    /// Makes one from its members.
    public init(arguments: Arguments, events: [Event], _: Void = ()) {
        self.init(arguments: arguments, events: events)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let arguments: Arguments? = reader.member("arguments")
        let events: [Event]? = reader.member("events")
        reader.endObject()
        guard let arguments, let events else { return nil }
        self.init(arguments: arguments, events: events)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("arguments", arguments)
        writer.member("events", events)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("StepRecord", "A contract's command and the events it led to: what a transition's payload holds.", members: [
            MemberDescription("arguments", Arguments.self, "What was asked."),
            MemberDescription("events", [Event].self, "What was decided."),
        ])
    }
}

extension Survey.Command {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if reader.passCase("appoint") {
            let claim: InstanceID? = reader.member("claim")
            let id: InstanceID? = reader.member("id")
            let readers: [MemberID]? = reader.member("readers")
            let scope: Text<2000>? = reader.member("scope")
            let surveyor: MemberID? = reader.member("surveyor")
            reader.endCase()
            guard let claim, let id, let readers, let scope, let surveyor else { return nil }
            self = .appoint(id: id, claim: claim, surveyor: surveyor, scope: scope, readers: readers)
            return
        }
        if reader.passCase("fileReport") {
            let digest: DigestText? = reader.member("digest")
            let findings: Text<2000>? = reader.member("findings")
            let surveyedAt: Instant? = reader.member("surveyedAt")
            reader.endCase()
            guard let digest, let findings, let surveyedAt else { return nil }
            self = .fileReport(digest: digest, findings: findings, surveyedAt: surveyedAt)
            return
        }
        reader.refuseChoice(among: "appoint, fileReport")
        return nil
    }

    /// The names of the cases.
    public enum Action: String, ActionName {
        /// Appoints the surveyor.
        case appoint
        /// Files the report.
        case fileReport
    }

    /// The case's name.
    public var action: Action {
        switch self {
            case .appoint: .appoint
            case .fileReport: .fileReport
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .appoint(let id, let claim, let surveyor, let scope, let readers):
                writer.key("appoint")
                writer.beginObject()
                writer.member("claim", claim)
                writer.member("id", id)
                writer.member("readers", readers)
                writer.member("scope", scope)
                writer.member("surveyor", surveyor)
                writer.endObject()
            case .fileReport(let digest, let findings, let surveyedAt):
                writer.key("fileReport")
                writer.beginObject()
                writer.member("digest", digest)
                writer.member("findings", findings)
                writer.member("surveyedAt", surveyedAt)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("Survey.Command", "What may be asked of a survey.", cases: [
            CaseDescription("appoint", "Appoints the surveyor.", [
                MemberDescription("id", InstanceID.self, "The survey's identifier, made from the command's name."),
                MemberDescription("claim", InstanceID.self, "The claim whose goods are inspected."),
                MemberDescription("surveyor", MemberID.self, "Who inspects: a member that is a surveyor and no party to the claim."),
                MemberDescription("scope", Text<2000>.self, "What is to be found out."),
                MemberDescription("readers", [MemberID].self, "The members that are party to the claim, and may read the report."),
            ]),
            CaseDescription("fileReport", "Files the report.", [
                MemberDescription("digest", DigestText.self, "SHA-256 of the report's own document, which is kept elsewhere."),
                MemberDescription("findings", Text<2000>.self, "What was found, in words."),
                MemberDescription("surveyedAt", Instant.self, "When the goods were inspected; not after the report is filed."),
            ]),
        ])
    }
}

extension Survey.Event {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if reader.passCase("appointed") {
            let _0: Survey.State? = reader.member("_0")
            reader.endCase()
            guard let _0 else { return nil }
            self = .appointed(_0)
            return
        }
        if reader.passCase("reported") {
            let _0: Survey.Report? = reader.member("_0")
            reader.endCase()
            guard let _0 else { return nil }
            self = .reported(_0)
            return
        }
        reader.refuseChoice(among: "appointed, reported")
        return nil
    }

    /// The case's name.
    public var name: String {
        switch self {
            case .appointed: "appointed"
            case .reported: "reported"
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .appointed(let _0):
                writer.key("appointed")
                writer.beginObject()
                writer.member("_0", _0)
                writer.endObject()
            case .reported(let _0):
                writer.key("reported")
                writer.beginObject()
                writer.member("_0", _0)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("Survey.Event", "What has happened to a survey.", cases: [
            CaseDescription("appointed", "The surveyor was appointed.", [
                MemberDescription("_0", Survey.State.self, "The survey as it begins, without a report."),
            ]),
            CaseDescription("reported", "The report was filed.", [
                MemberDescription("_0", Survey.Report.self, "The report, for good."),
            ]),
        ])
    }
}

extension Survey.Instruction {
    /// Reads a case, if one of these stands there; `nil` in it where something is wrong.
    static func readCase(from reader: inout JSONReader) -> Survey.Instruction?? {
        if reader.passCase("appointSurveyor") {
            let claim: InstanceID? = reader.member("claim")
            let id: InstanceID? = reader.member("id")
            let scope: Text<2000>? = reader.member("scope")
            let surveyor: MemberID? = reader.member("surveyor")
            reader.endCase()
            guard let claim, let id, let scope, let surveyor else { return .some(nil) }
            return .some(.appointSurveyor(id: id, claim: claim, surveyor: surveyor, scope: scope))
        }
        if reader.passCase("fileReport") {
            let digest: DigestText? = reader.member("digest")
            let findings: Text<2000>? = reader.member("findings")
            let survey: InstanceID? = reader.member("survey")
            let surveyedAt: Instant? = reader.member("surveyedAt")
            reader.endCase()
            guard let digest, let findings, let survey, let surveyedAt else { return .some(nil) }
            return .some(.fileReport(survey: survey, digest: digest, findings: findings, surveyedAt: surveyedAt))
        }
        return nil
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if let read = Self.readCase(from: &reader) {
            guard let read else { return nil }
            self = read
            return
        }
        reader.refuseChoice(among: "appointSurveyor, fileReport")
        return nil
    }

    /// The names of the cases.
    public enum Action: String, ActionName {
        /// Appoints a surveyor to a claim, who reads it and files a report.
        case appointSurveyor
        /// Files a surveyor's report, for good.
        case fileReport
    }

    /// The case's name.
    public var action: Action {
        switch self {
            case .appointSurveyor: .appointSurveyor
            case .fileReport: .fileReport
        }
    }

    /// The instance that it is about: its first value.
    public var subject: InstanceID {
        switch self {
            case .appointSurveyor(let subject, _, _, _): subject
            case .fileReport(let subject, _, _, _): subject
        }
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .appointSurveyor(let id, let claim, let surveyor, let scope):
                writer.key("appointSurveyor")
                writer.beginObject()
                writer.member("claim", claim)
                writer.member("id", id)
                writer.member("scope", scope)
                writer.member("surveyor", surveyor)
                writer.endObject()
            case .fileReport(let survey, let digest, let findings, let surveyedAt):
                writer.key("fileReport")
                writer.beginObject()
                writer.member("digest", digest)
                writer.member("findings", findings)
                writer.member("survey", survey)
                writer.member("surveyedAt", surveyedAt)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("Survey.Instruction", "What a member asks of a survey.", cases: [
            CaseDescription("appointSurveyor", "Appoints a surveyor to a claim, who reads it and files a report.", [
                MemberDescription("id", InstanceID.self, "The survey's name."),
                MemberDescription("claim", InstanceID.self, "The claim."),
                MemberDescription("surveyor", MemberID.self, "Who inspects: a member that is a surveyor and no party to the claim."),
                MemberDescription("scope", Text<2000>.self, "What is to be found out."),
            ]),
            CaseDescription("fileReport", "Files a surveyor's report, for good.", [
                MemberDescription("survey", InstanceID.self, "The survey."),
                MemberDescription("digest", DigestText.self, "SHA-256 of the report's own document."),
                MemberDescription("findings", Text<2000>.self, "What was found, in words."),
                MemberDescription("surveyedAt", Instant.self, "When the goods were inspected; not after the ledger's own instant."),
            ]),
        ])
    }
}

extension Survey.Report {
    /// Makes one from its members.
    public init(digest: DigestText, findings: Text<2000>, surveyedAt: Instant, filedAt: Instant, _: Void = ()) {
        self.init(digest: digest, findings: findings, surveyedAt: surveyedAt, filedAt: filedAt)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let digest: DigestText? = reader.member("digest")
        let filedAt: Instant? = reader.member("filedAt")
        let findings: Text<2000>? = reader.member("findings")
        let surveyedAt: Instant? = reader.member("surveyedAt")
        reader.endObject()
        guard let digest, let filedAt, let findings, let surveyedAt else { return nil }
        self.init(digest: digest, findings: findings, surveyedAt: surveyedAt, filedAt: filedAt)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("digest", digest)
        writer.member("filedAt", filedAt)
        writer.member("findings", findings)
        writer.member("surveyedAt", surveyedAt)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Survey.Report", "A surveyor's report.", members: [
            MemberDescription("digest", DigestText.self, "SHA-256 of the report's own document."),
            MemberDescription("findings", Text<2000>.self, "What was found, in words."),
            MemberDescription("surveyedAt", Instant.self, "When the goods were inspected."),
            MemberDescription("filedAt", Instant.self, "When the report was filed."),
        ])
    }
}

extension Survey.State {
    /// Makes one from its members.
    public init(id: InstanceID, claim: InstanceID, leader: MemberID, surveyor: MemberID, scope: Text<2000>, readers: [MemberID], appointedAt: Instant, report: Survey.Report? = nil, _: Void = ()) {
        self.init(id: id, claim: claim, leader: leader, surveyor: surveyor, scope: scope, readers: readers, appointedAt: appointedAt, report: report)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let appointedAt: Instant? = reader.member("appointedAt")
        let claim: InstanceID? = reader.member("claim")
        let id: InstanceID? = reader.member("id")
        let leader: MemberID? = reader.member("leader")
        let readers: [MemberID]? = reader.member("readers")
        let report: Survey.Report?? = reader.optional("report")
        let scope: Text<2000>? = reader.member("scope")
        let surveyor: MemberID? = reader.member("surveyor")
        reader.endObject()
        guard let appointedAt, let claim, let id, let leader, let readers, let report, let scope, let surveyor else { return nil }
        self.init(id: id, claim: claim, leader: leader, surveyor: surveyor, scope: scope, readers: readers, appointedAt: appointedAt, report: report)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("appointedAt", appointedAt)
        writer.member("claim", claim)
        writer.member("id", id)
        writer.member("leader", leader)
        if !writer.isAnswer { writer.member("readers", readers) }
        writer.optional("report", report)
        writer.member("scope", scope)
        writer.member("surveyor", surveyor)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Survey.State", "A survey after the transitions so far.", members: [
            MemberDescription("id", InstanceID.self, "The survey's identifier."),
            MemberDescription("claim", InstanceID.self, "The claim."),
            MemberDescription("leader", MemberID.self, "The insurer that appointed the surveyor."),
            MemberDescription("surveyor", MemberID.self, "Who inspects."),
            MemberDescription("scope", Text<2000>.self, "What is to be found out."),
            MemberDescription("readers", [MemberID].self, "The members that were party to the claim, and may read the report.", scope: .ledgerOnly),
            MemberDescription("appointedAt", Instant.self, "When the surveyor was appointed."),
            MemberDescription("report", Survey.Report.self, "What was found; absent until it is filed.", isOptional: true),
        ])
    }
}

extension TemperatureLimitTrigger {
    /// Makes one from its members.
    public init(above: Temperature? = nil, below: Temperature? = nil, lasting: EventDuration, _: Void = ()) {
        self.init(above: above, below: below, lasting: lasting)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let above: Temperature?? = reader.optional("above")
        let below: Temperature?? = reader.optional("below")
        let lasting: EventDuration? = reader.member("lasting")
        reader.endObject()
        guard let above, let below, let lasting else { return nil }
        self.init(above: above, below: below, lasting: lasting)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.optional("above", above)
        writer.optional("below", below)
        writer.member("lasting", lasting)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("TemperatureLimitTrigger", "A temperature above or below a limit, for a time.", members: [
            MemberDescription("above", Temperature.self, "The highest temperature that is no loss, in degrees Celsius; none where left out.", isOptional: true),
            MemberDescription("below", Temperature.self, "The lowest temperature that is no loss, in degrees Celsius; none where left out.", isOptional: true),
            MemberDescription("lasting", EventDuration.self, "How long it lasts until it is a loss."),
        ])
    }
}

extension TemperatureTrigger {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if reader.passCase("excursionAllowance") {
            let atMostMilliseconds: Milliseconds? = reader.member("atMostMilliseconds")
            let downTo: Temperature?? = reader.optional("downTo")
            let meanKineticLimit: Temperature?? = reader.optional("meanKineticLimit")
            let upTo: Temperature?? = reader.optional("upTo")
            reader.endCase()
            guard let atMostMilliseconds, let downTo, let meanKineticLimit, let upTo else { return nil }
            self = .excursionAllowance(upTo: upTo, downTo: downTo, atMostMilliseconds: atMostMilliseconds, meanKineticLimit: meanKineticLimit)
            return
        }
        if reader.passCase("machineryBreakdown") {
            let atLeastConsecutiveMilliseconds: Milliseconds? = reader.member("atLeastConsecutiveMilliseconds")
            reader.endCase()
            guard let atLeastConsecutiveMilliseconds else { return nil }
            self = .machineryBreakdown(atLeastConsecutiveMilliseconds: atLeastConsecutiveMilliseconds)
            return
        }
        reader.refuseChoice(among: "excursionAllowance, machineryBreakdown")
        return nil
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .excursionAllowance(let upTo, let downTo, let atMostMilliseconds, let meanKineticLimit):
                writer.key("excursionAllowance")
                writer.beginObject()
                writer.member("atMostMilliseconds", atMostMilliseconds)
                writer.optional("downTo", downTo)
                writer.optional("meanKineticLimit", meanKineticLimit)
                writer.optional("upTo", upTo)
                writer.endObject()
            case .machineryBreakdown(let atLeastConsecutiveMilliseconds):
                writer.key("machineryBreakdown")
                writer.beginObject()
                writer.member("atLeastConsecutiveMilliseconds", atLeastConsecutiveMilliseconds)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("TemperatureTrigger", "The temperature event that is a loss by the certificate's own terms.", cases: [
            CaseDescription("excursionAllowance", "Time above the band is allowed up to a temperature and a duration while the mean kinetic temperature stays at or below its limit; anything beyond is a loss.", [
                MemberDescription("upTo", Temperature.self, "The highest temperature allowed while above the band, in degrees Celsius: any reading above it is a loss; none where left out.", isOptional: true),
                MemberDescription("downTo", Temperature.self, "The lowest temperature allowed while below the band, in degrees Celsius: any reading below it is a loss; none where left out.", isOptional: true),
                MemberDescription("atMostMilliseconds", Milliseconds.self, "The time out of the band that is allowed in all, on each side by itself, in milliseconds; 0 allows none, and exactly this long is still allowed."),
                MemberDescription("meanKineticLimit", Temperature.self, "The mean kinetic temperature of the whole carriage above which time above the band is a loss, in degrees Celsius; not judged where left out.", isOptional: true),
            ]),
            CaseDescription("machineryBreakdown", "Temperature out of band by breakdown of machinery for at least so many consecutive ms.", [
                MemberDescription("atLeastConsecutiveMilliseconds", Milliseconds.self, "The time out of the band without a break from which on it is a loss, in milliseconds; positive, and exactly this long is a loss."),
            ]),
        ])
    }
}

extension Valuation {
    /// Makes one from its members.
    public init(basis: Valuation.Basis, uplift: Rate, _: Void = ()) {
        self.init(basis: basis, uplift: uplift)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let basis: Valuation.Basis? = reader.member("basis")
        let uplift: Rate? = reader.member("uplift")
        reader.endObject()
        guard let basis, let uplift else { return nil }
        self.init(basis: basis, uplift: uplift)
    }

    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("basis", basis)
        writer.member("uplift", uplift)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("Valuation", "How the insured value and the premium follow from what the goods cost.", members: [
            MemberDescription("basis", Valuation.Basis.self, "The basis."),
            MemberDescription("uplift", Rate.self, "The uplift u, 110 % by default; 100 % to 200 %."),
        ])
    }
}

extension Accumulation.Stage: EditionedChoice {
    /// The edition that added the name.
    public var since: Int {
        switch self {
            case .held: 2
        }
    }
}

extension Authority.Stage: EditionedChoice {
    /// The edition that added the name.
    public var since: Int {
        switch self {
            case .inForce: 2
        }
    }
}

extension Certificate.Stage: EditionedChoice {
    /// The edition that added the name.
    public var since: Int {
        switch self {
            case .referred: 2
            default: 1
        }
    }
}

extension CertificateTerms.Automation: EditionedChoice {
    /// The edition that added the name.
    public var since: Int {
        switch self {
            case .straightThrough: 3
            case .shadow: 3
        }
    }
}

extension Check.InputKind: EditionedChoice {
    /// The edition that added the name.
    public var since: Int {
        switch self {
            case .claim: 3
            case .certificate: 3
            case .shipment: 3
            case .findings: 3
            case .segments: 3
            case .evidence: 3
            case .interests: 3
            case .screening: 3
        }
    }
}

extension Claim.Stage: EditionedChoice {
    /// The edition that added the name.
    public var since: Int {
        switch self {
            case .withdrawn: 2
            default: 1
        }
    }
}

extension Consortium.LedgerClock: EditionedChoice {
    /// The edition that added the name.
    public var since: Int {
        switch self {
            case .simulated: 2
        }
    }
}

extension CoverTerms.BreachResponse: EditionedChoice {
    /// The edition that added the name.
    public var since: Int {
        switch self {
            case .refuse: 2
            case .refer: 2
        }
    }
}

extension CoverTerms.LeaderClause: EditionedChoice {
    /// The edition that added the name.
    public var since: Int {
        switch self {
            case .claimsWithinTerms: 2
            case .eachInsurerConsents: 2
        }
    }
}

extension DelayTrigger.Measure: EditionedChoice {
    /// The edition that added the name.
    public var since: Int {
        switch self {
            case .arrival: 2
            case .transit: 2
        }
    }
}

extension Evidence.Kind: EditionedChoice {
    /// The edition that added the name.
    public var since: Int {
        switch self {
            case .device: 2
            case .readings: 2
            case .passage: 3
            case .loss: 3
        }
    }
}

extension Evidence.Stage: EditionedChoice {
    /// The edition that added the name.
    public var since: Int {
        switch self {
            case .held: 2
        }
    }
}

extension Interest.Stage: EditionedChoice {
    /// The edition that added the name.
    public var since: Int {
        switch self {
            case .insured: 2
        }
    }
}

extension LimitOrder: EditionedChoice {
    /// The edition that added the name.
    public var since: Int {
        switch self {
            case .deductibleFirst: 2
            case .limitFirst: 2
        }
    }
}

extension ListSource: EditionedChoice {
    /// The edition that added the name.
    public var since: Int {
        switch self {
            case .consortium: 2
            case .ofac: 2
            case .un: 2
        }
    }
}

extension ListedEntry.Kind: EditionedChoice {
    /// The edition that added the name.
    public var since: Int {
        switch self {
            case .individual: 2
            case .entity: 2
            case .vessel: 2
            case .aircraft: 2
        }
    }
}

extension LossFigure: EditionedChoice {
    /// The edition that added the name.
    public var since: Int {
        switch self {
            case .totalMilliseconds: 2
            case .longestMilliseconds: 2
            case .count: 2
            case .excess: 2
        }
    }
}

extension OpenCover.AcceptanceTest.Outcome: EditionedChoice {
    /// The edition that added the name.
    public var since: Int {
        switch self {
            case .referred: 2
            default: 1
        }
    }
}

extension OpenCover.Stage: EditionedChoice {
    /// The edition that added the name.
    public var since: Int {
        switch self {
            case .subscribing: 2
            default: 1
        }
    }
}

extension PaymentReference.Stage: EditionedChoice {
    /// The edition that added the name.
    public var since: Int {
        switch self {
            case .used: 2
            case .returned: 2
        }
    }
}

extension SanctionsHit.Part: EditionedChoice {
    /// The edition that added the name.
    public var since: Int {
        switch self {
            case .assured: 2
            case .broker: 2
            case .holder: 2
            case .consignee: 2
            case .shipper: 2
            case .carrier: 2
            case .ship: 2
        }
    }
}

extension ScreeningList.Stage: EditionedChoice {
    /// The edition that added the name.
    public var since: Int {
        switch self {
            case .announced: 2
            case .inForce: 2
        }
    }
}

extension Survey.Stage: EditionedChoice {
    /// The edition that added the name.
    public var since: Int {
        switch self {
            case .appointed: 2
            case .reported: 2
        }
    }
}

extension ValueBasis: EditionedChoice {
    /// The edition that added the name.
    public var since: Int {
        switch self {
            case .agreed: 2
            case .indemnity: 2
        }
    }
}

extension ContractName {
    /// The contract of this name.
    public var kind: any Contract.Type {
        switch self {
            case .consortium: Consortium.self
            case .openCover: OpenCover.self
            case .certificate: Certificate.self
            case .shipment: Shipment.self
            case .claim: Claim.self
            case .interest: Interest.self
            case .evidence: Evidence.self
            case .authority: Authority.self
            case .paymentReference: PaymentReference.self
            case .survey: Survey.self
            case .accumulation: Accumulation.self
            case .screeningList: ScreeningList.self
        }
    }

    /// The edition of the rules that added the contract.
    public var since: Edition {
        switch self {
            case .consortium: Edition(1)
            case .openCover: Edition(1)
            case .certificate: Edition(1)
            case .shipment: Edition(1)
            case .claim: Edition(1)
            case .interest: Edition(2)
            case .evidence: Edition(2)
            case .authority: Edition(2)
            case .paymentReference: Edition(2)
            case .survey: Edition(2)
            case .accumulation: Edition(2)
            case .screeningList: Edition(2)
        }
    }
}

extension Consortium: Contract {
    /// The contract's name in the leaf.
    public static var name: ContractName { .consortium }

    /// Puts the state among all contracts' states.
    public static func wrap(_ state: consuming State) -> ContractState { .consortium(state) }

    /// Takes the state out again.
    public static func unwrap(_ state: ContractState) -> State? {
        guard case .consortium(let own) = state else { return nil }
        return own
    }

    /// Puts a step among all contracts' payloads.
    public static func payload(_ command: Command, _ events: [Event]) -> StepPayload {
        .consortium(StepRecord(arguments: command, events: events))
    }
}

extension OpenCover: Contract {
    /// The contract's name in the leaf.
    public static var name: ContractName { .openCover }

    /// Puts the state among all contracts' states.
    public static func wrap(_ state: consuming State) -> ContractState { .openCover(state) }

    /// Takes the state out again.
    public static func unwrap(_ state: ContractState) -> State? {
        guard case .openCover(let own) = state else { return nil }
        return own
    }

    /// Puts a step among all contracts' payloads.
    public static func payload(_ command: Command, _ events: [Event]) -> StepPayload {
        .openCover(StepRecord(arguments: command, events: events))
    }
}

extension Certificate: Contract {
    /// The contract's name in the leaf.
    public static var name: ContractName { .certificate }

    /// Puts the state among all contracts' states.
    public static func wrap(_ state: consuming State) -> ContractState { .certificate(state) }

    /// Takes the state out again.
    public static func unwrap(_ state: ContractState) -> State? {
        guard case .certificate(let own) = state else { return nil }
        return own
    }

    /// Puts a step among all contracts' payloads.
    public static func payload(_ command: Command, _ events: [Event]) -> StepPayload {
        .certificate(StepRecord(arguments: command, events: events))
    }
}

extension Shipment: Contract {
    /// The contract's name in the leaf.
    public static var name: ContractName { .shipment }

    /// Puts the state among all contracts' states.
    public static func wrap(_ state: consuming State) -> ContractState { .shipment(state) }

    /// Takes the state out again.
    public static func unwrap(_ state: ContractState) -> State? {
        guard case .shipment(let own) = state else { return nil }
        return own
    }

    /// Puts a step among all contracts' payloads.
    public static func payload(_ command: Command, _ events: [Event]) -> StepPayload {
        .shipment(StepRecord(arguments: command, events: events))
    }
}

extension Claim: Contract {
    /// The contract's name in the leaf.
    public static var name: ContractName { .claim }

    /// Puts the state among all contracts' states.
    public static func wrap(_ state: consuming State) -> ContractState { .claim(state) }

    /// Takes the state out again.
    public static func unwrap(_ state: ContractState) -> State? {
        guard case .claim(let own) = state else { return nil }
        return own
    }

    /// Puts a step among all contracts' payloads.
    public static func payload(_ command: Command, _ events: [Event]) -> StepPayload {
        .claim(StepRecord(arguments: command, events: events))
    }
}

extension Interest: Contract {
    /// The contract's name in the leaf.
    public static var name: ContractName { .interest }

    /// Puts the state among all contracts' states.
    public static func wrap(_ state: consuming State) -> ContractState { .interest(state) }

    /// Takes the state out again.
    public static func unwrap(_ state: ContractState) -> State? {
        guard case .interest(let own) = state else { return nil }
        return own
    }

    /// Puts a step among all contracts' payloads.
    public static func payload(_ command: Command, _ events: [Event]) -> StepPayload {
        .interest(StepRecord(arguments: command, events: events))
    }
}

extension Evidence: Contract {
    /// The contract's name in the leaf.
    public static var name: ContractName { .evidence }

    /// Puts the state among all contracts' states.
    public static func wrap(_ state: consuming State) -> ContractState { .evidence(state) }

    /// Takes the state out again.
    public static func unwrap(_ state: ContractState) -> State? {
        guard case .evidence(let own) = state else { return nil }
        return own
    }

    /// Puts a step among all contracts' payloads.
    public static func payload(_ command: Command, _ events: [Event]) -> StepPayload {
        .evidence(StepRecord(arguments: command, events: events))
    }
}

extension Authority: Contract {
    /// The contract's name in the leaf.
    public static var name: ContractName { .authority }

    /// Puts the state among all contracts' states.
    public static func wrap(_ state: consuming State) -> ContractState { .authority(state) }

    /// Takes the state out again.
    public static func unwrap(_ state: ContractState) -> State? {
        guard case .authority(let own) = state else { return nil }
        return own
    }

    /// Puts a step among all contracts' payloads.
    public static func payload(_ command: Command, _ events: [Event]) -> StepPayload {
        .authority(StepRecord(arguments: command, events: events))
    }
}

extension PaymentReference: Contract {
    /// The contract's name in the leaf.
    public static var name: ContractName { .paymentReference }

    /// Puts the state among all contracts' states.
    public static func wrap(_ state: consuming State) -> ContractState { .paymentReference(state) }

    /// Takes the state out again.
    public static func unwrap(_ state: ContractState) -> State? {
        guard case .paymentReference(let own) = state else { return nil }
        return own
    }

    /// Puts a step among all contracts' payloads.
    public static func payload(_ command: Command, _ events: [Event]) -> StepPayload {
        .paymentReference(StepRecord(arguments: command, events: events))
    }
}

extension Survey: Contract {
    /// The contract's name in the leaf.
    public static var name: ContractName { .survey }

    /// Puts the state among all contracts' states.
    public static func wrap(_ state: consuming State) -> ContractState { .survey(state) }

    /// Takes the state out again.
    public static func unwrap(_ state: ContractState) -> State? {
        guard case .survey(let own) = state else { return nil }
        return own
    }

    /// Puts a step among all contracts' payloads.
    public static func payload(_ command: Command, _ events: [Event]) -> StepPayload {
        .survey(StepRecord(arguments: command, events: events))
    }
}

extension Accumulation: Contract {
    /// The contract's name in the leaf.
    public static var name: ContractName { .accumulation }

    /// Puts the state among all contracts' states.
    public static func wrap(_ state: consuming State) -> ContractState { .accumulation(state) }

    /// Takes the state out again.
    public static func unwrap(_ state: ContractState) -> State? {
        guard case .accumulation(let own) = state else { return nil }
        return own
    }

    /// Puts a step among all contracts' payloads.
    public static func payload(_ command: Command, _ events: [Event]) -> StepPayload {
        .accumulation(StepRecord(arguments: command, events: events))
    }
}

extension ScreeningList: Contract {
    /// The contract's name in the leaf.
    public static var name: ContractName { .screeningList }

    /// Puts the state among all contracts' states.
    public static func wrap(_ state: consuming State) -> ContractState { .screeningList(state) }

    /// Takes the state out again.
    public static func unwrap(_ state: ContractState) -> State? {
        guard case .screeningList(let own) = state else { return nil }
        return own
    }

    /// Puts a step among all contracts' payloads.
    public static func payload(_ command: Command, _ events: [Event]) -> StepPayload {
        .screeningList(StepRecord(arguments: command, events: events))
    }
}

/// The state of one instance of any contract.
public indirect enum ContractState: Hashable, Sendable {
    /// Members, roles and keys.
    case consortium(Consortium.State)
    /// The standing facility under which shipments are declared.
    case openCover(OpenCover.State)
    /// The insurance of one shipment.
    case certificate(Certificate.State)
    /// The carriage of the goods and what its loggers recorded.
    case shipment(Shipment.State)
    /// One claim for one loss.
    case claim(Claim.State)
    /// What is insured, across certificates.
    case interest(Interest.State)
    /// What a claim may rest on once, across shipments.
    case evidence(Evidence.State)
    /// Who may decide what for an insurer.
    case authority(Authority.State)
    /// The reference that one payment of an insurer carries, across its claims.
    case paymentReference(PaymentReference.State)
    /// The inspection of damaged goods for a claim.
    case survey(Survey.State)
    /// What an insurer has on risk on a ship or at a place, across certificates.
    case accumulation(Accumulation.State)
    /// A published sanctions list.
    case screeningList(ScreeningList.State)
}

extension ContractState {
    /// Which contract the state is of.
    public var contract: ContractName {
        switch self {
            case .consortium: .consortium
            case .openCover: .openCover
            case .certificate: .certificate
            case .shipment: .shipment
            case .claim: .claim
            case .interest: .interest
            case .evidence: .evidence
            case .authority: .authority
            case .paymentReference: .paymentReference
            case .survey: .survey
            case .accumulation: .accumulation
            case .screeningList: .screeningList
        }
    }

    /// The state's name in the public state graph.
    public var stage: String {
        switch self {
            case .consortium(let state): Consortium.stage(of: state).rawValue
            case .openCover(let state): OpenCover.stage(of: state).rawValue
            case .certificate(let state): Certificate.stage(of: state).rawValue
            case .shipment(let state): Shipment.stage(of: state).rawValue
            case .claim(let state): Claim.stage(of: state).rawValue
            case .interest(let state): Interest.stage(of: state).rawValue
            case .evidence(let state): Evidence.stage(of: state).rawValue
            case .authority(let state): Authority.stage(of: state).rawValue
            case .paymentReference(let state): PaymentReference.stage(of: state).rawValue
            case .survey(let state): Survey.stage(of: state).rawValue
            case .accumulation(let state): Accumulation.stage(of: state).rawValue
            case .screeningList(let state): ScreeningList.stage(of: state).rawValue
        }
    }

    /// The members that may read the instance.
    public var parties: Set<MemberID> {
        switch self {
            case .consortium(let state): Consortium.parties(of: state)
            case .openCover(let state): OpenCover.parties(of: state)
            case .certificate(let state): Certificate.parties(of: state)
            case .shipment(let state): Shipment.parties(of: state)
            case .claim(let state): Claim.parties(of: state)
            case .interest(let state): Interest.parties(of: state)
            case .evidence(let state): Evidence.parties(of: state)
            case .authority(let state): Authority.parties(of: state)
            case .paymentReference(let state): PaymentReference.parties(of: state)
            case .survey(let state): Survey.parties(of: state)
            case .accumulation(let state): Accumulation.parties(of: state)
            case .screeningList(let state): ScreeningList.parties(of: state)
        }
    }

    /// Reads a contract's state from its canonical bytes.
    ///
    /// - Throws: what is wrong, and where.
    public static func decode(_ contract: ContractName, from bytes: [UInt8]) throws(JSONReadingError) -> ContractState {
        switch contract {
            case .consortium: .consortium(try JSONReader.canonical(from: bytes))
            case .openCover: .openCover(try JSONReader.canonical(from: bytes))
            case .certificate: .certificate(try JSONReader.canonical(from: bytes))
            case .shipment: .shipment(try JSONReader.canonical(from: bytes))
            case .claim: .claim(try JSONReader.canonical(from: bytes))
            case .interest: .interest(try JSONReader.canonical(from: bytes))
            case .evidence: .evidence(try JSONReader.canonical(from: bytes))
            case .authority: .authority(try JSONReader.canonical(from: bytes))
            case .paymentReference: .paymentReference(try JSONReader.canonical(from: bytes))
            case .survey: .survey(try JSONReader.canonical(from: bytes))
            case .accumulation: .accumulation(try JSONReader.canonical(from: bytes))
            case .screeningList: .screeningList(try JSONReader.canonical(from: bytes))
        }
    }
}

extension ContractState: JSONWritable {
    /// Writes the contract's own state, without a wrapper: the contract is known beside it.
    public func write(to writer: inout JSONWriter) {
        switch self {
            case .consortium(let state): state.write(to: &writer)
            case .openCover(let state): state.write(to: &writer)
            case .certificate(let state): state.write(to: &writer)
            case .shipment(let state): state.write(to: &writer)
            case .claim(let state): state.write(to: &writer)
            case .interest(let state): state.write(to: &writer)
            case .evidence(let state): state.write(to: &writer)
            case .authority(let state): state.write(to: &writer)
            case .paymentReference(let state): state.write(to: &writer)
            case .survey(let state): state.write(to: &writer)
            case .accumulation(let state): state.write(to: &writer)
            case .screeningList(let state): state.write(to: &writer)
        }
    }
}

/// The payload of a transition of any contract.
public indirect enum StepPayload: Hashable, Sendable {
    /// Members, roles and keys.
    case consortium(StepRecord<Consortium.Command, Consortium.Event>)
    /// The standing facility under which shipments are declared.
    case openCover(StepRecord<OpenCover.Command, OpenCover.Event>)
    /// The insurance of one shipment.
    case certificate(StepRecord<Certificate.Command, Certificate.Event>)
    /// The carriage of the goods and what its loggers recorded.
    case shipment(StepRecord<Shipment.Command, Shipment.Event>)
    /// One claim for one loss.
    case claim(StepRecord<Claim.Command, Claim.Event>)
    /// What is insured, across certificates.
    case interest(StepRecord<Interest.Command, Interest.Event>)
    /// What a claim may rest on once, across shipments.
    case evidence(StepRecord<Evidence.Command, Evidence.Event>)
    /// Who may decide what for an insurer.
    case authority(StepRecord<Authority.Command, Authority.Event>)
    /// The reference that one payment of an insurer carries, across its claims.
    case paymentReference(StepRecord<PaymentReference.Command, PaymentReference.Event>)
    /// The inspection of damaged goods for a claim.
    case survey(StepRecord<Survey.Command, Survey.Event>)
    /// What an insurer has on risk on a ship or at a place, across certificates.
    case accumulation(StepRecord<Accumulation.Command, Accumulation.Event>)
    /// A published sanctions list.
    case screeningList(StepRecord<ScreeningList.Command, ScreeningList.Event>)
}

extension StepPayload {
    /// The name of the first event.
    public var eventName: String? {
        switch self {
            case .consortium(let record): record.events.first?.name
            case .openCover(let record): record.events.first?.name
            case .certificate(let record): record.events.first?.name
            case .shipment(let record): record.events.first?.name
            case .claim(let record): record.events.first?.name
            case .interest(let record): record.events.first?.name
            case .evidence(let record): record.events.first?.name
            case .authority(let record): record.events.first?.name
            case .paymentReference(let record): record.events.first?.name
            case .survey(let record): record.events.first?.name
            case .accumulation(let record): record.events.first?.name
            case .screeningList(let record): record.events.first?.name
        }
    }

    /// Folds the payload's events into the instance's state before it.
    ///
    /// - Returns: `nil` where an event does not fit the state.
    public func evolve(_ state: ContractState?, in edition: Edition) -> ContractState? {
        switch self {
            case .consortium(let record): fold(Consortium.self, state, record.events, edition)
            case .openCover(let record): fold(OpenCover.self, state, record.events, edition)
            case .certificate(let record): fold(Certificate.self, state, record.events, edition)
            case .shipment(let record): fold(Shipment.self, state, record.events, edition)
            case .claim(let record): fold(Claim.self, state, record.events, edition)
            case .interest(let record): fold(Interest.self, state, record.events, edition)
            case .evidence(let record): fold(Evidence.self, state, record.events, edition)
            case .authority(let record): fold(Authority.self, state, record.events, edition)
            case .paymentReference(let record): fold(PaymentReference.self, state, record.events, edition)
            case .survey(let record): fold(Survey.self, state, record.events, edition)
            case .accumulation(let record): fold(Accumulation.self, state, record.events, edition)
            case .screeningList(let record): fold(ScreeningList.self, state, record.events, edition)
        }
    }

    /// Reads a contract's payload, as an edition spells it, from its canonical bytes.
    ///
    /// - Throws: what is wrong, and where.
    public static func decode(_ contract: ContractName, from bytes: [UInt8], in edition: Edition) throws(JSONReadingError) -> StepPayload {
        switch contract {
            case .consortium: .consortium(try JSONReader.canonical(from: bytes, edition: edition.number))
            case .openCover: .openCover(try JSONReader.canonical(from: bytes, edition: edition.number))
            case .certificate: .certificate(try JSONReader.canonical(from: bytes, edition: edition.number))
            case .shipment: .shipment(try JSONReader.canonical(from: bytes, edition: edition.number))
            case .claim: .claim(try JSONReader.canonical(from: bytes, edition: edition.number))
            case .interest: .interest(try JSONReader.canonical(from: bytes, edition: edition.number))
            case .evidence: .evidence(try JSONReader.canonical(from: bytes, edition: edition.number))
            case .authority: .authority(try JSONReader.canonical(from: bytes, edition: edition.number))
            case .paymentReference: .paymentReference(try JSONReader.canonical(from: bytes, edition: edition.number))
            case .survey: .survey(try JSONReader.canonical(from: bytes, edition: edition.number))
            case .accumulation: .accumulation(try JSONReader.canonical(from: bytes, edition: edition.number))
            case .screeningList: .screeningList(try JSONReader.canonical(from: bytes, edition: edition.number))
        }
    }
}

extension StepPayload: JSONWritable {
    /// Writes `{"arguments": ..., "events": [...]}`; the leaf beside it names the contract.
    public func write(to writer: inout JSONWriter) {
        switch self {
            case .consortium(let record): record.write(to: &writer)
            case .openCover(let record): record.write(to: &writer)
            case .certificate(let record): record.write(to: &writer)
            case .shipment(let record): record.write(to: &writer)
            case .claim(let record): record.write(to: &writer)
            case .interest(let record): record.write(to: &writer)
            case .evidence(let record): record.write(to: &writer)
            case .authority(let record): record.write(to: &writer)
            case .paymentReference(let record): record.write(to: &writer)
            case .survey(let record): record.write(to: &writer)
            case .accumulation(let record): record.write(to: &writer)
            case .screeningList(let record): record.write(to: &writer)
        }
    }
}

/// What a member asks of the ledger: one instruction may move several instances, all or none.
///
/// This is what a member signs. `Workflow.decide` carries it out.
public indirect enum Instruction: Record, Hashable, Sendable {
    /// Members, roles and keys.
    case consortium(Consortium.Instruction)
    /// The standing facility under which shipments are declared.
    case openCover(OpenCover.Instruction)
    /// The insurance of one shipment.
    case certificate(Certificate.Instruction)
    /// The carriage of the goods and what its loggers recorded.
    case shipment(Shipment.Instruction)
    /// One claim for one loss.
    case claim(Claim.Instruction)
    /// What is insured, across certificates.
    case interest(Interest.Instruction)
    /// What a claim may rest on once, across shipments.
    case evidence(Evidence.Instruction)
    /// Who may decide what for an insurer.
    case authority(Authority.Instruction)
    /// The reference that one payment of an insurer carries, across its claims.
    case paymentReference(PaymentReference.Instruction)
    /// The inspection of damaged goods for a claim.
    case survey(Survey.Instruction)
    /// What an insurer has on risk on a ship or at a place, across certificates.
    case accumulation(Accumulation.Instruction)
    /// A published sanctions list.
    case screeningList(ScreeningList.Instruction)
}

extension Instruction {
    /// The contract that carries it out.
    public var contract: ContractName {
        switch self {
            case .consortium: .consortium
            case .openCover: .openCover
            case .certificate: .certificate
            case .shipment: .shipment
            case .claim: .claim
            case .interest: .interest
            case .evidence: .evidence
            case .authority: .authority
            case .paymentReference: .paymentReference
            case .survey: .survey
            case .accumulation: .accumulation
            case .screeningList: .screeningList
        }
    }

    /// What is asked: the name of the case.
    public var action: String {
        switch self {
            case .consortium(let own): own.action.rawValue
            case .openCover(let own): own.action.rawValue
            case .certificate(let own): own.action.rawValue
            case .shipment(let own): own.action.rawValue
            case .claim(let own): own.action.rawValue
            case .interest(let own): own.action.rawValue
            case .evidence(let own): own.action.rawValue
            case .authority(let own): own.action.rawValue
            case .paymentReference(let own): own.action.rawValue
            case .survey(let own): own.action.rawValue
            case .accumulation(let own): own.action.rawValue
            case .screeningList(let own): own.action.rawValue
        }
    }

    /// The instance whose revision a caller may expect.
    public var subject: InstanceKey {
        switch self {
            case .consortium(let own): InstanceKey(.consortium, own.subject)
            case .openCover(let own): InstanceKey(.openCover, own.subject)
            case .certificate(let own): InstanceKey(.certificate, own.subject)
            case .shipment(let own): InstanceKey(.shipment, own.subject)
            case .claim(let own): InstanceKey(.claim, own.subject)
            case .interest(let own): InstanceKey(.interest, own.subject)
            case .evidence(let own): InstanceKey(.evidence, own.subject)
            case .authority(let own): InstanceKey(.authority, own.subject)
            case .paymentReference(let own): InstanceKey(.paymentReference, own.subject)
            case .survey(let own): InstanceKey(.survey, own.subject)
            case .accumulation(let own): InstanceKey(.accumulation, own.subject)
            case .screeningList(let own): InstanceKey(.screeningList, own.subject)
        }
    }

    /// What it begins, if anything.
    public var begun: BegunInstance? {
        switch self {
            case .consortium(let own): own.begun
            case .openCover(let own): own.begun
            case .certificate(let own): own.begun
            case .shipment(let own): own.begun
            case .claim(let own): own.begun
            case .interest(let own): own.begun
            case .evidence(let own): own.begun
            case .authority(let own): own.begun
            case .paymentReference(let own): own.begun
            case .survey(let own): own.begun
            case .accumulation(let own): own.begun
            case .screeningList(let own): own.begun
        }
    }

    /// Takes the steps that it needs.
    func carryOut(_ run: inout InstructionRun) throws(Refusal) {
        switch self {
            case .consortium(let own): try Consortium.carryOut(own, &run)
            case .openCover(let own): try OpenCover.carryOut(own, &run)
            case .certificate(let own): try Certificate.carryOut(own, &run)
            case .shipment(let own): try Shipment.carryOut(own, &run)
            case .claim(let own): try Claim.carryOut(own, &run)
            case .interest(let own): try Interest.carryOut(own, &run)
            case .evidence(let own): try Evidence.carryOut(own, &run)
            case .authority(let own): try Authority.carryOut(own, &run)
            case .paymentReference(let own): try PaymentReference.carryOut(own, &run)
            case .survey(let own): try Survey.carryOut(own, &run)
            case .accumulation(let own): try Accumulation.carryOut(own, &run)
            case .screeningList(let own): try ScreeningList.carryOut(own, &run)
        }
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if reader.passCase("consortium") {
            let _0: Consortium.Instruction? = reader.member("_0")
            reader.endCase()
            guard let _0 else { return nil }
            self = .consortium(_0)
            return
        }
        if let read = OpenCover.Instruction.readCase(from: &reader) {
            guard let read else { return nil }
            self = .openCover(read)
            return
        }
        if let read = Certificate.Instruction.readCase(from: &reader) {
            guard let read else { return nil }
            self = .certificate(read)
            return
        }
        if let read = Shipment.Instruction.readCase(from: &reader) {
            guard let read else { return nil }
            self = .shipment(read)
            return
        }
        if let read = Claim.Instruction.readCase(from: &reader) {
            guard let read else { return nil }
            self = .claim(read)
            return
        }
        if 2 <= reader.edition, let read = Interest.Instruction.readCase(from: &reader) {
            guard let read else { return nil }
            self = .interest(read)
            return
        }
        if 2 <= reader.edition, let read = Evidence.Instruction.readCase(from: &reader) {
            guard let read else { return nil }
            self = .evidence(read)
            return
        }
        if 2 <= reader.edition, let read = Authority.Instruction.readCase(from: &reader) {
            guard let read else { return nil }
            self = .authority(read)
            return
        }
        if 2 <= reader.edition, let read = PaymentReference.Instruction.readCase(from: &reader) {
            guard let read else { return nil }
            self = .paymentReference(read)
            return
        }
        if 2 <= reader.edition, let read = Survey.Instruction.readCase(from: &reader) {
            guard let read else { return nil }
            self = .survey(read)
            return
        }
        if 2 <= reader.edition, let read = Accumulation.Instruction.readCase(from: &reader) {
            guard let read else { return nil }
            self = .accumulation(read)
            return
        }
        if 2 <= reader.edition, let read = ScreeningList.Instruction.readCase(from: &reader) {
            guard let read else { return nil }
            self = .screeningList(read)
            return
        }
        reader.refuseChoice(among: "consortium, openCover, closeCover, declare, subscribe, endorse, acceptCertificate, rejectCertificate, cancel, payPremium, assignCertificate, screenCertificate, releaseHold, keepHold, registerShipment, bindDevice, releaseDevice, withdrawUpload, depart, recordTelemetry, evaluate, mergeSegments, splitSegments, arrive, deliver, notifyClaim, acknowledge, adjudicate, adjust, approve, refer, decline, settle, closeClaim, withdrawClaim, payExGratia, consent, reopenClaim, setApart, assignEvidence, setAuthority, noteReturned, appointSurveyor, fileReport, noteOther, announceList, bringEntries, adoptList")
        return nil
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .consortium(let own):
                writer.key("consortium")
                writer.beginObject()
                writer.member("_0", own)
                writer.endObject()
            case .openCover(let own):
                own.writeMembers(to: &writer)
            case .certificate(let own):
                own.writeMembers(to: &writer)
            case .shipment(let own):
                own.writeMembers(to: &writer)
            case .claim(let own):
                own.writeMembers(to: &writer)
            case .interest(let own):
                own.writeMembers(to: &writer)
            case .evidence(let own):
                own.writeMembers(to: &writer)
            case .authority(let own):
                own.writeMembers(to: &writer)
            case .paymentReference(let own):
                own.writeMembers(to: &writer)
            case .survey(let own):
                own.writeMembers(to: &writer)
            case .accumulation(let own):
                own.writeMembers(to: &writer)
            case .screeningList(let own):
                own.writeMembers(to: &writer)
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("Instruction", "What a member asks of the ledger: one instruction may move several instances, all or none.", cases: [CaseDescription("consortium", "Members, roles and keys.", [MemberDescription("_0", Consortium.Instruction.self, "What is asked of it.")])] + OpenCover.Instruction.description.cases + Certificate.Instruction.description.cases + Shipment.Instruction.description.cases + Claim.Instruction.description.cases + Interest.Instruction.description.cases + Evidence.Instruction.description.cases + Authority.Instruction.description.cases + PaymentReference.Instruction.description.cases + Survey.Instruction.description.cases + Accumulation.Instruction.description.cases + ScreeningList.Instruction.description.cases)
    }
}

extension Refusal {
    /// The permanent codes of refusals: 1xxx any contract's, a thousand for each contract, 7xxx the ledger's.
    public enum Code: Int, JSONWritable, JSONShaped, Hashable, Sendable, CaseIterable {
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
        /// The consortium is already founded.
        case alreadyFounded = 2001
        /// The consortium is not founded yet.
        case notFounded = 2002
        /// No such member, or one that was expelled.
        case memberUnknown = 2003
        /// The public key is not 32 bytes in base64, is not canonical, is no point, or is one of small order; or it is a device's P-256 key that is no point of the curve, or comes before edition 5.
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
        /// The secret that identifiers of facts are derived with is kept already.
        case secretAlreadyKept = 2017
        /// The ledger keeps no secret yet to derive the identifiers of facts with.
        case secretMissing = 2018
        /// The member has no such officer, or one that is retired.
        case officerUnknown = 2020
        /// The member has an officer of this name already; a retired one's name is not given again.
        case officerExists = 2021
        /// The key is another officer's than the command names, or no officer's.
        case officerNotOfKey = 2022
        /// The officer does not administer the member's officers and keys, and this is not its own key.
        case officerNotAdministrator = 2023
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
        /// The rate on the insured value comes to no premium.
        case premiumIsNothing = 3013
        /// The agreed value is far above what cost and freight come to; the leader may declare it.
        case agreedValueUnproved = 3014
        /// The voyage begins where it ends, or its instants are out of order.
        case voyageMalformed = 3015
        /// The slip binds nobody yet: an insurer named has not written its line, or all is too little.
        case coverNotSubscribed = 3020
        /// A line is not more than nothing, above the whole, or less than the insurer has written.
        case lineMalformed = 3021
        /// The member is no insurer, and carries no line.
        case lineNotOfInsurer = 3022
        /// The assured is one of the insurers.
        case insurerIsAssured = 3023
        /// The broker is one of the insurers.
        case insurerIsBroker = 3024
        /// The broker is the assured itself.
        case brokerIsAssured = 3025
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
        /// A claim was paid under the certificate: the premium is earned.
        case claimPaid = 4006
        /// Who insures the goods cannot hold the certificate.
        case holderIsInsurer = 4010
        /// The holder neither owns goods nor finances or ships any: its roles say so.
        case holderUnfit = 4011
        /// The certificate has no hold of this number.
        case holdUnknown = 4012
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
        /// The device is bound to another shipment that is under way, of members that the caller is one of.
        case deviceOnAnotherShipment = 5007
        /// No readings of the upload are recorded, or it was made before the ledger kept who did.
        case uploadUnknown = 5008
        /// A segment is not recorded, or does not hold the readings of those that it is said to be made of.
        case segmentsDiffer = 5009
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
        /// The clause cited is none of the certificate's, nor a section of the Marine Insurance Act.
        case clauseNotOfCertificate = 6008
        /// The certificate's cover has no such part, or it is of another peril.
        case partNotOfCertificate = 6009
        /// An insurer that the leader's decision does not bind has not consented.
        case consentMissing = 6020
        /// The certificate was issued after the loss had begun, and does not insure goods lost or not lost.
        case lossBeforeIssue = 6021
        /// None of the certificate's clauses insures the peril.
        case perilNotInsured = 6022
        /// The readings do not meet the trigger of the agreed loss, and no survey says what they do not.
        case triggerNotMet = 6023
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
        /// The certificate insures the interest already.
        case interestAlreadyInsured = 8001
        /// The certificates on one interest would pay more than the indemnity between them.
        case indemnityExceeded = 8002
        /// Another certificate has paid for the same loss in another currency, which nothing here compares.
        case indemnityNotComparable = 8003
        /// The shipment does not hold the logger or the readings.
        case evidenceNotHeld = 9001
        /// The table contradicts itself: a sum that is not positive or stands twice for a currency, or an officer that administers.
        case authorityMalformed = 10001
        /// The member has officers, and the key is none of theirs.
        case officerMissing = 10002
        /// The member's table gives the officer no such authority.
        case authorityMissing = 10003
        /// The sum is above the officer's limit.
        case authorityExceeded = 10004
        /// Who approves has measured the loss, or nobody can say that it has not.
        case approverIsAdjuster = 10005
        /// One hand would measure the loss and approve it, which the cover does not accept.
        case oneOfficerNotAccepted = 10006
        /// What was decided needs another officer: of a claim, who approves the same sum; of a sanctions hold, who decides the same.
        case secondApprovalNeeded = 10007
        /// Who orders the payment has both measured and approved it, or has granted it alone.
        case settlerActedAlone = 10008
        /// The member is no surveyor, or is party to the claim.
        case surveyorUnfit = 11001
        /// The survey that is cited is of another claim, or no report is filed yet.
        case reportMissing = 11002
        /// A payment of the same payer carries the reference already.
        case paymentReferenceUsed = 12001
        /// A span of days ends before it begins, or its value is negative.
        case spanMalformed = 13001
        /// No published list goes by the name.
        case listUnknown = 14001
        /// No publication of the list is being brought.
        case listNotAnnounced = 14002
        /// What was brought is not the list that was announced: another number of entries, or others.
        case listIncomplete = 14003
    }
}

extension Refusal.Code {
    /// The contract whose own code it is; `nil` where any contract, or the ledger, has it.
    public var contract: ContractName? {
        switch self {
            case .alreadyFounded, .notFounded, .memberUnknown, .keyMalformed, .keyAlreadyRegistered, .keyUnknown, .roleReserved, .sanctionsListUnchanged, .memberSignsItself, .memberLocked, .memberNotLocked, .keyNotProved, .auditorUnfit, .editionUnknown, .logKeyMustSign, .secretAlreadyKept, .secretMissing, .officerUnknown, .officerExists, .officerNotOfKey, .officerNotAdministrator:
                .consortium
            case .periodEmpty, .sharesDoNotSumToWhole, .limitMalformed, .goodsNotAccepted, .placeNotAccepted, .outsideCoverPeriod, .conveyanceLimitExceeded, .locationLimitExceeded, .valueMalformed, .rateTooHigh, .termsMalformed, .premiumIsNothing, .agreedValueUnproved, .voyageMalformed, .coverNotSubscribed, .lineMalformed, .lineNotOfInsurer, .insurerIsAssured, .insurerIsBroker, .brokerIsAssured:
                .openCover
            case .shipmentAlreadyAssigned, .premiumOverpaid, .insuredValueExhausted, .claimNotNoted, .claimOpen, .claimPaid, .holderIsInsurer, .holderUnfit, .holdUnknown:
                .certificate
            case .deviceAlreadyBound, .deviceNotBound, .segmentAlreadyRecorded, .uploadEmpty, .signatureKeyNotBound, .findingsContradictSegments, .deviceOnAnotherShipment, .uploadUnknown, .segmentsDiffer:
                .shipment
            case .lossAfterCoverEnded, .lossBeforeAttachment, .amountMalformed, .notStraightThrough, .assessmentMalformed, .nothingNew, .sanctionsHold, .clauseNotOfCertificate, .partNotOfCertificate, .consentMissing, .lossBeforeIssue, .perilNotInsured, .triggerNotMet:
                .claim
            case .interestAlreadyInsured, .indemnityExceeded, .indemnityNotComparable:
                .interest
            case .evidenceNotHeld:
                .evidence
            case .authorityMalformed, .officerMissing, .authorityMissing, .authorityExceeded, .approverIsAdjuster, .oneOfficerNotAccepted, .secondApprovalNeeded, .settlerActedAlone:
                .authority
            case .paymentReferenceUsed:
                .paymentReference
            case .surveyorUnfit, .reportMissing:
                .survey
            case .spanMalformed:
                .accumulation
            case .listUnknown, .listNotAnnounced, .listIncomplete:
                .screeningList
            default: nil
        }
    }
    /// What is refused, in a sentence.
    public var meaning: String {
        switch self {
            case .actionNotFromThisState: "The action does not start from the state that the instance is in."
            case .instanceUnknown: "No instance has this identifier."
            case .instanceExists: "The identifier is already an instance's."
            case .actorNotEntitled: "The actor is not the party, or has not the role, that may act so."
            case .instantInFuture: "The instant lies after the ledger's own."
            case .instantsOutOfOrder: "The instants are not in order."
            case .arithmeticOutOfRange: "A sum of money left the range of 64-bit minor units, or its currencies differ."
            case .textLength: "A text is empty or too long."
            case .tooManyEntries: "A list has too many entries."
            case .entriesRepeat: "Two entries that must differ are the same."
            case .alreadyFounded: "The consortium is already founded."
            case .notFounded: "The consortium is not founded yet."
            case .memberUnknown: "No such member, or one that was expelled."
            case .keyMalformed: "The public key is not 32 bytes in base64, is not canonical, is no point, or is one of small order; or it is a device's P-256 key that is no point of the curve, or comes before edition 5."
            case .keyAlreadyRegistered: "The key is already registered."
            case .keyUnknown: "No such key, or it is revoked."
            case .roleReserved: "The role is reserved to the founding."
            case .sanctionsListUnchanged: "The name is already on the sanctions list, or not on it."
            case .memberSignsItself: "The member holds a signing key: the operator's attestation does not suffice."
            case .memberLocked: "The member's last key is revoked: it acts again once an auditor has restored it."
            case .memberNotLocked: "The member is not locked: it registers its keys itself."
            case .keyNotProved: "The new key's proof of possession is not valid for this member, or this ledger."
            case .auditorUnfit: "The member named is no auditor with a key of its own, or is the member itself."
            case .editionUnknown: "The contracts' edition is not known, not later than the one in force, or not adopted."
            case .logKeyMustSign: "The log's key in force has not signed, or is another than the one to be replaced."
            case .secretAlreadyKept: "The secret that identifiers of facts are derived with is kept already."
            case .secretMissing: "The ledger keeps no secret yet to derive the identifiers of facts with."
            case .officerUnknown: "The member has no such officer, or one that is retired."
            case .officerExists: "The member has an officer of this name already; a retired one's name is not given again."
            case .officerNotOfKey: "The key is another officer's than the command names, or no officer's."
            case .officerNotAdministrator: "The officer does not administer the member's officers and keys, and this is not its own key."
            case .periodEmpty: "The period ends before it begins."
            case .sharesDoNotSumToWhole: "The leader's and followers' shares do not sum to 100 %."
            case .limitMalformed: "A limit or an authority is not positive, or in another currency."
            case .goodsNotAccepted: "The cover accepts no such goods."
            case .placeNotAccepted: "The cover does not extend to this place."
            case .outsideCoverPeriod: "The voyage begins outside the cover's period."
            case .conveyanceLimitExceeded: "The conveyance would carry more than the cover's limit."
            case .locationLimitExceeded: "The location would hold more than the cover's limit."
            case .valueMalformed: "The value is not positive, or in another currency than the cover's."
            case .rateTooHigh: "The rate leaves no finite insured value: 1 less uplift times rate is not positive."
            case .termsMalformed: "The telemetry terms contradict each other."
            case .premiumIsNothing: "The rate on the insured value comes to no premium."
            case .agreedValueUnproved: "The agreed value is far above what cost and freight come to; the leader may declare it."
            case .voyageMalformed: "The voyage begins where it ends, or its instants are out of order."
            case .coverNotSubscribed: "The slip binds nobody yet: an insurer named has not written its line, or all is too little."
            case .lineMalformed: "A line is not more than nothing, above the whole, or less than the insurer has written."
            case .lineNotOfInsurer: "The member is no insurer, and carries no line."
            case .insurerIsAssured: "The assured is one of the insurers."
            case .insurerIsBroker: "The broker is one of the insurers."
            case .brokerIsAssured: "The broker is the assured itself."
            case .shipmentAlreadyAssigned: "The certificate already has a shipment."
            case .premiumOverpaid: "The premium paid would exceed the premium due."
            case .insuredValueExhausted: "The payments would exceed the insured value."
            case .claimNotNoted: "The claim is already noted, or unknown to the certificate."
            case .claimOpen: "The certificate has a claim still open."
            case .claimPaid: "A claim was paid under the certificate: the premium is earned."
            case .holderIsInsurer: "Who insures the goods cannot hold the certificate."
            case .holderUnfit: "The holder neither owns goods nor finances or ships any: its roles say so."
            case .holdUnknown: "The certificate has no hold of this number."
            case .deviceAlreadyBound: "The device is already bound to the shipment."
            case .deviceNotBound: "The device is not bound to the shipment."
            case .segmentAlreadyRecorded: "The segment is already recorded."
            case .uploadEmpty: "The upload has no accepted reading."
            case .signatureKeyNotBound: "The upload's signature names a key that is no bound device's."
            case .findingsContradictSegments: "The findings name a device or a count that the segments do not."
            case .deviceOnAnotherShipment: "The device is bound to another shipment that is under way, of members that the caller is one of."
            case .uploadUnknown: "No readings of the upload are recorded, or it was made before the ledger kept who did."
            case .segmentsDiffer: "A segment is not recorded, or does not hold the readings of those that it is said to be made of."
            case .lossAfterCoverEnded: "The loss began after the certificate's cover had ended."
            case .lossBeforeAttachment: "The loss began before the certificate attached."
            case .amountMalformed: "The amount is not positive, or above what was adjusted."
            case .notStraightThrough: "The automaton may not decide this; the checks that failed are the figures."
            case .assessmentMalformed: "The assessment's values contradict each other."
            case .nothingNew: "The result would be what already stands."
            case .sanctionsHold: "A payee or a conveyance is on the sanctions list: payment is suspended."
            case .clauseNotOfCertificate: "The clause cited is none of the certificate's, nor a section of the Marine Insurance Act."
            case .partNotOfCertificate: "The certificate's cover has no such part, or it is of another peril."
            case .consentMissing: "An insurer that the leader's decision does not bind has not consented."
            case .lossBeforeIssue: "The certificate was issued after the loss had begun, and does not insure goods lost or not lost."
            case .perilNotInsured: "None of the certificate's clauses insures the peril."
            case .triggerNotMet: "The readings do not meet the trigger of the agreed loss, and no survey says what they do not."
            case .revisionMismatch: "The instance has another revision than the one expected."
            case .commandReused: "The command's identifier was used for another command."
            case .signatureRefused: "The signature is wrong, or its key was never one of the member's."
            case .originMismatch: "The command names another ledger."
            case .tooLarge: "The command, or a transition's payload, is larger than the limit."
            case .keyRevoked: "The key that signed is the member's, and is revoked."
            case .logKeyNotHeld: "The ledger's writer does not hold the log key that is to sign from now on."
            case .interestAlreadyInsured: "The certificate insures the interest already."
            case .indemnityExceeded: "The certificates on one interest would pay more than the indemnity between them."
            case .indemnityNotComparable: "Another certificate has paid for the same loss in another currency, which nothing here compares."
            case .evidenceNotHeld: "The shipment does not hold the logger or the readings."
            case .authorityMalformed: "The table contradicts itself: a sum that is not positive or stands twice for a currency, or an officer that administers."
            case .officerMissing: "The member has officers, and the key is none of theirs."
            case .authorityMissing: "The member's table gives the officer no such authority."
            case .authorityExceeded: "The sum is above the officer's limit."
            case .approverIsAdjuster: "Who approves has measured the loss, or nobody can say that it has not."
            case .oneOfficerNotAccepted: "One hand would measure the loss and approve it, which the cover does not accept."
            case .secondApprovalNeeded: "What was decided needs another officer: of a claim, who approves the same sum; of a sanctions hold, who decides the same."
            case .settlerActedAlone: "Who orders the payment has both measured and approved it, or has granted it alone."
            case .surveyorUnfit: "The member is no surveyor, or is party to the claim."
            case .reportMissing: "The survey that is cited is of another claim, or no report is filed yet."
            case .paymentReferenceUsed: "A payment of the same payer carries the reference already."
            case .spanMalformed: "A span of days ends before it begins, or its value is negative."
            case .listUnknown: "No published list goes by the name."
            case .listNotAnnounced: "No publication of the list is being brought."
            case .listIncomplete: "What was brought is not the list that was announced: another number of entries, or others."
        }
    }
    /// What whoever is refused does about it.
    public var remedy: String {
        switch self {
            case .actionNotFromThisState: "Read the instance: its state says which actions start from it, and what has to come first."
            case .instanceUnknown: "Check the identifier, and that it is of this kind."
            case .instanceExists: "Choose another identifier, or read the instance that has this one."
            case .actorNotEntitled: "Have one of the parties named in the figures ask, or with its key."
            case .instantInFuture: "State the instant at which it happened; what is planned is stated once it is past."
            case .instantsOutOfOrder: "Correct the instant that is named: the later one may not be before the earlier."
            case .arithmeticOutOfRange: "State smaller sums, and all in one currency."
            case .textLength: "Shorten or fill in the text that is named."
            case .tooManyEntries: "Send fewer; the figures give the limit."
            case .entriesRepeat: "Leave out the entry that stands twice."
            case .alreadyFounded: "Use the ledger as it is, or found another in an empty folder."
            case .notFounded: "Found the consortium first."
            case .memberUnknown: "Check the member's identifier, or admit it."
            case .keyMalformed: "Send the 32 bytes of an Ed25519 public key in padded base64; of a device, from edition 5 on, also the 33 bytes of a P-256 public key in compressed form."
            case .keyAlreadyRegistered: "Make a key of its own for each member, officer and device."
            case .keyUnknown: "Name one of the member's keys that is in force."
            case .roleReserved: "Leave the role out: only the founding gives it."
            case .sanctionsListUnchanged: "Read the list; nothing is to be done."
            case .memberSignsItself: "Send the command with the member's own signature."
            case .memberLocked: "Have an auditor restore the member with a new key."
            case .memberNotLocked: "Register the key as the member, signed with a key that it has."
            case .keyNotProved: "Sign the proof of possession with the new key, for this member and this ledger."
            case .auditorUnfit: "Name other members that are auditors and hold signing keys."
            case .editionUnknown: "Update the program, or ask by the edition that is in force."
            case .logKeyMustSign: "Have the log's key in force sign the change to the new one."
            case .secretAlreadyKept: "Nothing is to be done: the secret stays."
            case .secretMissing: "Have the operator's node start once: it keeps the secret."
            case .officerUnknown: "Read the member's officers, or name one first."
            case .officerExists: "Choose another name for the new officer."
            case .officerNotOfKey: "Name the officer whose key it is, or use that officer's key."
            case .officerNotAdministrator: "Have an officer ask that administers the member's keys."
            case .periodEmpty: "Let the period end on the day that it begins, or later."
            case .sharesDoNotSumToWhole: "Correct the shares: leader and followers carry 100 % between them."
            case .limitMalformed: "State each limit as a positive sum in the cover's currency."
            case .goodsNotAccepted: "Declare goods that the cover names, or have the insurers agree to others."
            case .placeNotAccepted: "Declare places in the cover's countries, or have the insurers extend it."
            case .outsideCoverPeriod: "Declare under the cover that is in force when the voyage begins."
            case .conveyanceLimitExceeded: "Ship by another vessel, declare less, or ask the leader for a higher limit."
            case .locationLimitExceeded: "Declare less for these days, or ask the leader for a higher limit."
            case .valueMalformed: "State positive sums in the cover's currency."
            case .rateTooHigh: "Lower the rate or the uplift."
            case .termsMalformed: "Correct the terms that the figures name."
            case .premiumIsNothing: "Declare a larger value, or agree on a higher rate."
            case .agreedValueUnproved: "Have the leader declare it, or leave the agreed value out."
            case .voyageMalformed: "Correct the places and the instants: departure, arrival and end follow each other."
            case .coverNotSubscribed: "Have the insurers that are named write their lines."
            case .lineMalformed: "Write a line above 0 and up to 100 %, not below the one written before."
            case .lineNotOfInsurer: "Name insurers alone, or have the member admitted as one."
            case .insurerIsAssured: "Let other members insure, or be insured."
            case .insurerIsBroker: "Name another broker, or none."
            case .brokerIsAssured: "Name another broker, or none."
            case .shipmentAlreadyAssigned: "Use the shipment that the certificate has."
            case .premiumOverpaid: "Pay what is due at most; the figures give it."
            case .insuredValueExhausted: "Approve what is left of the insured value at most."
            case .claimNotNoted: "Check the claim, and that it is under this certificate."
            case .claimOpen: "Bring the claim that is named to its end first."
            case .claimPaid: "Leave the certificate in force: its premium is earned."
            case .holderIsInsurer: "Assign it to a member that does not insure the goods."
            case .holderUnfit: "Assign it to a cargo owner, a shipper or a bank."
            case .holdUnknown: "Read the certificate's holds and name one of them."
            case .deviceAlreadyBound: "Nothing is to be done: its readings are taken."
            case .deviceNotBound: "Bind the device to the shipment first, then send its readings again."
            case .segmentAlreadyRecorded: "Nothing is to be done: the readings are recorded."
            case .uploadEmpty: "Send readings of bound devices; the rejected lines say what was wrong."
            case .signatureKeyNotBound: "Bind the device with the key that signs, or sign with the key it is bound with."
            case .findingsContradictSegments: "Have the operator's node evaluate the readings that are stored."
            case .deviceOnAnotherShipment: "Deliver the other shipment, or release the device from it, before it is bound here."
            case .uploadUnknown: "Name the digest that the upload's answer gave as `upload`."
            case .segmentsDiffer: "Have the operator's node merge and split the segments that are stored."
            case .lossAfterCoverEnded: "Claim for a loss within the cover's time."
            case .lossBeforeAttachment: "Claim for a loss after the goods left."
            case .amountMalformed: "State a positive sum in the certificate's currency, up to what is payable."
            case .notStraightThrough: "Have the leader adjust and approve it by hand."
            case .assessmentMalformed: "Correct the values that the figures name."
            case .nothingNew: "Nothing is to be done: it stands so already."
            case .sanctionsHold: "Have the hold decided on by two officers of the leader that may release it."
            case .clauseNotOfCertificate: "Cite a clause that the certificate's terms name."
            case .partNotOfCertificate: "Name a part of the certificate's cover, and its own peril."
            case .consentMissing: "Have the insurers that are named consent to the claim."
            case .lossBeforeIssue: "Claim under the cover that was in force when the loss began."
            case .perilNotInsured: "Name the peril that the loss was from, if a clause of the certificate insures it."
            case .triggerNotMet: "Appoint a surveyor, and cite the report with what it measures."
            case .revisionMismatch: "Read the instance anew, and ask again with its revision if it is still wanted."
            case .commandReused: "Give another Idempotency-Key to what is another request."
            case .signatureRefused: "Sign the command's digest anew with a key that is registered for the member."
            case .originMismatch: "Name the origin that the ledger's checkpoint begins with."
            case .tooLarge: "Send it in several parts."
            case .keyRevoked: "Sign with a key of the member that is in force."
            case .logKeyNotHeld: "Have the operator put the new log key where the ledger is written."
            case .interestAlreadyInsured: "Nothing is to be done: the interest is known as insured."
            case .indemnityExceeded: "Approve what is left of the indemnity at most."
            case .indemnityNotComparable: "Settle it with the other certificate's insurers outside the ledger."
            case .evidenceNotHeld: "Name a logger or readings that the shipment holds."
            case .authorityMalformed: "Correct the table: one positive sum for each currency, and no administrator in it."
            case .officerMissing: "Use the key of one of the member's officers."
            case .authorityMissing: "Have an officer ask that the member's table grants it."
            case .authorityExceeded: "Have an officer ask whose limit is higher."
            case .approverIsAdjuster: "Have an officer approve that has not measured the loss."
            case .oneOfficerNotAccepted: "Appoint a second officer, or have the cover say that one is accepted."
            case .secondApprovalNeeded: "Have another officer decide the same."
            case .settlerActedAlone: "Have another officer order the payment."
            case .surveyorUnfit: "Appoint a surveyor that is no party to the claim."
            case .reportMissing: "Cite a survey of this claim whose report is filed."
            case .paymentReferenceUsed: "Give the payment a reference of its own."
            case .spanMalformed: "Correct the days and the value."
            case .listUnknown: "Name `ofac` or `un`."
            case .listNotAnnounced: "Announce the publication before its parts are brought."
            case .listIncomplete: "Bring all parts of the list that was announced, each once."
        }
    }
}

/// The event that is a loss under a part of the cover.
///
/// Each is a structure of its own, from which its case follows.
public indirect enum Trigger: Record, Hashable, Sendable {
    /// The ship arrives later than it was declared to, by so long.
    case delay(DelayTrigger)
    /// A door open outside the agreed places, for a time.
    case door(DoorTrigger)
    /// More time out of a band than is allowed, or further out of it, or a mean kinetic temperature above its limit.
    case excursionAllowance(ExcursionAllowanceTrigger)
    /// Goods that must not freeze, at or below a temperature for a time.
    case freeze(FreezeTrigger)
    /// A position within an excluded area, for a time.
    case geofence(GeofenceTrigger)
    /// Relative humidity above or below a limit, for a time: condensation, or goods that dry out.
    case humidity(HumidityTrigger)
    /// Light in a closed container outside the agreed places, for a time: it was opened on the way.
    case light(LightTrigger)
    /// Machinery broken down: a temperature above or below a limit for so long without a break.
    case machineryBreakdown(MachineryBreakdownTrigger)
    /// A mean kinetic temperature of the whole window above a limit.
    case meanKinetic(MeanKineticTrigger)
    /// A position outside the agreed corridor, for a time.
    case routeDeviation(RouteDeviationTrigger)
    /// Impacts above an acceleration, so many of them: rough handling.
    case shock(ShockTrigger)
    /// Every logger of the shipment silent at once for so long: a ship or a container of which nothing is heard.
    case silence(SilenceTrigger)
    /// A temperature above or below a limit, for a time.
    case temperatureLimit(TemperatureLimitTrigger)
}

extension Trigger {
    /// The rule itself.
    var rule: any PerilTrigger {
        switch self {
            case .delay(let own): own
            case .door(let own): own
            case .excursionAllowance(let own): own
            case .freeze(let own): own
            case .geofence(let own): own
            case .humidity(let own): own
            case .light(let own): own
            case .machineryBreakdown(let own): own
            case .meanKinetic(let own): own
            case .routeDeviation(let own): own
            case .shock(let own): own
            case .silence(let own): own
            case .temperatureLimit(let own): own
        }
    }

    /// The case's name.
    public var name: String {
        switch self {
            case .delay: "delay"
            case .door: "door"
            case .excursionAllowance: "excursionAllowance"
            case .freeze: "freeze"
            case .geofence: "geofence"
            case .humidity: "humidity"
            case .light: "light"
            case .machineryBreakdown: "machineryBreakdown"
            case .meanKinetic: "meanKinetic"
            case .routeDeviation: "routeDeviation"
            case .shock: "shock"
            case .silence: "silence"
            case .temperatureLimit: "temperatureLimit"
        }
    }

    /// Every trigger with its case's name.
    static let rules: [(name: String, rule: any PerilTrigger.Type)] = [
        ("delay", DelayTrigger.self),
        ("door", DoorTrigger.self),
        ("excursionAllowance", ExcursionAllowanceTrigger.self),
        ("freeze", FreezeTrigger.self),
        ("geofence", GeofenceTrigger.self),
        ("humidity", HumidityTrigger.self),
        ("light", LightTrigger.self),
        ("machineryBreakdown", MachineryBreakdownTrigger.self),
        ("meanKinetic", MeanKineticTrigger.self),
        ("routeDeviation", RouteDeviationTrigger.self),
        ("shock", ShockTrigger.self),
        ("silence", SilenceTrigger.self),
        ("temperatureLimit", TemperatureLimitTrigger.self),
    ]

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    public init?(from reader: inout JSONReader) {
        guard reader.beginChoice() else { return nil }
        if reader.passCase("delay", since: 2) {
            let atLeastMilliseconds: Milliseconds? = reader.member("atLeastMilliseconds")
            let measuring: DelayTrigger.Measure? = reader.member("measuring")
            reader.endCase()
            guard let atLeastMilliseconds, let measuring else { return nil }
            self = .delay(DelayTrigger(measuring: measuring, atLeastMilliseconds: atLeastMilliseconds))
            return
        }
        if reader.passCase("door", since: 2) {
            let agreedPlaces: Areas? = reader.member("agreedPlaces")
            let lasting: EventDuration? = reader.member("lasting")
            reader.endCase()
            guard let agreedPlaces, let lasting else { return nil }
            self = .door(DoorTrigger(agreedPlaces: agreedPlaces, lasting: lasting))
            return
        }
        if reader.passCase("excursionAllowance", since: 2) {
            let above: Temperature?? = reader.optional("above")
            let atMostMilliseconds: Milliseconds? = reader.member("atMostMilliseconds")
            let below: Temperature?? = reader.optional("below")
            let downTo: Temperature?? = reader.optional("downTo")
            let meanKineticLimit: Temperature?? = reader.optional("meanKineticLimit")
            let upTo: Temperature?? = reader.optional("upTo")
            reader.endCase()
            guard let above, let atMostMilliseconds, let below, let downTo, let meanKineticLimit, let upTo else { return nil }
            self = .excursionAllowance(ExcursionAllowanceTrigger(above: above, below: below, upTo: upTo, downTo: downTo, atMostMilliseconds: atMostMilliseconds, meanKineticLimit: meanKineticLimit))
            return
        }
        if reader.passCase("freeze", since: 2) {
            let atOrBelow: Temperature? = reader.member("atOrBelow")
            let lasting: EventDuration? = reader.member("lasting")
            reader.endCase()
            guard let atOrBelow, let lasting else { return nil }
            self = .freeze(FreezeTrigger(atOrBelow: atOrBelow, lasting: lasting))
            return
        }
        if reader.passCase("geofence", since: 2) {
            let areas: Areas? = reader.member("areas")
            let lasting: EventDuration? = reader.member("lasting")
            reader.endCase()
            guard let areas, let lasting else { return nil }
            self = .geofence(GeofenceTrigger(areas: areas, lasting: lasting))
            return
        }
        if reader.passCase("humidity", since: 2) {
            let aboveMilliPercent: Whole<0, 100_000>?? = reader.optional("aboveMilliPercent")
            let belowMilliPercent: Whole<0, 100_000>?? = reader.optional("belowMilliPercent")
            let lasting: EventDuration? = reader.member("lasting")
            reader.endCase()
            guard let aboveMilliPercent, let belowMilliPercent, let lasting else { return nil }
            self = .humidity(HumidityTrigger(aboveMilliPercent: aboveMilliPercent, belowMilliPercent: belowMilliPercent, lasting: lasting))
            return
        }
        if reader.passCase("light", since: 2) {
            let aboveMilliLux: Whole<0, 1_000_000_000>? = reader.member("aboveMilliLux")
            let agreedPlaces: Areas? = reader.member("agreedPlaces")
            let lasting: EventDuration? = reader.member("lasting")
            reader.endCase()
            guard let aboveMilliLux, let agreedPlaces, let lasting else { return nil }
            self = .light(LightTrigger(aboveMilliLux: aboveMilliLux, agreedPlaces: agreedPlaces, lasting: lasting))
            return
        }
        if reader.passCase("machineryBreakdown", since: 2) {
            let above: Temperature?? = reader.optional("above")
            let atLeastConsecutiveMilliseconds: Milliseconds? = reader.member("atLeastConsecutiveMilliseconds")
            let below: Temperature?? = reader.optional("below")
            reader.endCase()
            guard let above, let atLeastConsecutiveMilliseconds, let below else { return nil }
            self = .machineryBreakdown(MachineryBreakdownTrigger(above: above, below: below, atLeastConsecutiveMilliseconds: atLeastConsecutiveMilliseconds))
            return
        }
        if reader.passCase("meanKinetic", since: 2) {
            let above: Temperature? = reader.member("above")
            reader.endCase()
            guard let above else { return nil }
            self = .meanKinetic(MeanKineticTrigger(above: above))
            return
        }
        if reader.passCase("routeDeviation", since: 2) {
            let corridor: Areas? = reader.member("corridor")
            let lasting: EventDuration? = reader.member("lasting")
            reader.endCase()
            guard let corridor, let lasting else { return nil }
            self = .routeDeviation(RouteDeviationTrigger(corridor: corridor, lasting: lasting))
            return
        }
        if reader.passCase("shock", since: 2) {
            let aboveMilliG: Whole<0, 1_000_000>? = reader.member("aboveMilliG")
            let atLeastImpacts: Whole<1, 100_000>? = reader.member("atLeastImpacts")
            reader.endCase()
            guard let aboveMilliG, let atLeastImpacts else { return nil }
            self = .shock(ShockTrigger(aboveMilliG: aboveMilliG, atLeastImpacts: atLeastImpacts))
            return
        }
        if reader.passCase("silence", since: 2) {
            let atLeastMilliseconds: Milliseconds? = reader.member("atLeastMilliseconds")
            reader.endCase()
            guard let atLeastMilliseconds else { return nil }
            self = .silence(SilenceTrigger(atLeastMilliseconds: atLeastMilliseconds))
            return
        }
        if reader.passCase("temperatureLimit", since: 2) {
            let above: Temperature?? = reader.optional("above")
            let below: Temperature?? = reader.optional("below")
            let lasting: EventDuration? = reader.member("lasting")
            reader.endCase()
            guard let above, let below, let lasting else { return nil }
            self = .temperatureLimit(TemperatureLimitTrigger(above: above, below: below, lasting: lasting))
            return
        }
        reader.refuseChoice(among: "delay, door, excursionAllowance, freeze, geofence, humidity, light, machineryBreakdown, meanKinetic, routeDeviation, shock, silence, temperatureLimit")
        return nil
    }

    /// Writes the case without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        switch self {
            case .delay(let own):
                writer.key("delay")
                writer.beginObject()
                own.writeMembers(to: &writer)
                writer.endObject()
            case .door(let own):
                writer.key("door")
                writer.beginObject()
                own.writeMembers(to: &writer)
                writer.endObject()
            case .excursionAllowance(let own):
                writer.key("excursionAllowance")
                writer.beginObject()
                own.writeMembers(to: &writer)
                writer.endObject()
            case .freeze(let own):
                writer.key("freeze")
                writer.beginObject()
                own.writeMembers(to: &writer)
                writer.endObject()
            case .geofence(let own):
                writer.key("geofence")
                writer.beginObject()
                own.writeMembers(to: &writer)
                writer.endObject()
            case .humidity(let own):
                writer.key("humidity")
                writer.beginObject()
                own.writeMembers(to: &writer)
                writer.endObject()
            case .light(let own):
                writer.key("light")
                writer.beginObject()
                own.writeMembers(to: &writer)
                writer.endObject()
            case .machineryBreakdown(let own):
                writer.key("machineryBreakdown")
                writer.beginObject()
                own.writeMembers(to: &writer)
                writer.endObject()
            case .meanKinetic(let own):
                writer.key("meanKinetic")
                writer.beginObject()
                own.writeMembers(to: &writer)
                writer.endObject()
            case .routeDeviation(let own):
                writer.key("routeDeviation")
                writer.beginObject()
                own.writeMembers(to: &writer)
                writer.endObject()
            case .shock(let own):
                writer.key("shock")
                writer.beginObject()
                own.writeMembers(to: &writer)
                writer.endObject()
            case .silence(let own):
                writer.key("silence")
                writer.beginObject()
                own.writeMembers(to: &writer)
                writer.endObject()
            case .temperatureLimit(let own):
                writer.key("temperatureLimit")
                writer.beginObject()
                own.writeMembers(to: &writer)
                writer.endObject()
        }
    }

    /// Name, meaning and cases.
    public static var description: RecordDescription {
        RecordDescription("Trigger", "The event that is a loss under a part of the cover.", cases: [
            CaseDescription("delay", "The ship arrives later than it was declared to, by so long.", DelayTrigger.description.members, since: 2),
            CaseDescription("door", "A door open outside the agreed places, for a time.", DoorTrigger.description.members, since: 2),
            CaseDescription("excursionAllowance", "More time out of a band than is allowed, or further out of it, or a mean kinetic temperature above its limit.", ExcursionAllowanceTrigger.description.members, since: 2),
            CaseDescription("freeze", "Goods that must not freeze, at or below a temperature for a time.", FreezeTrigger.description.members, since: 2),
            CaseDescription("geofence", "A position within an excluded area, for a time.", GeofenceTrigger.description.members, since: 2),
            CaseDescription("humidity", "Relative humidity above or below a limit, for a time: condensation, or goods that dry out.", HumidityTrigger.description.members, since: 2),
            CaseDescription("light", "Light in a closed container outside the agreed places, for a time: it was opened on the way.", LightTrigger.description.members, since: 2),
            CaseDescription("machineryBreakdown", "Machinery broken down: a temperature above or below a limit for so long without a break.", MachineryBreakdownTrigger.description.members, since: 2),
            CaseDescription("meanKinetic", "A mean kinetic temperature of the whole window above a limit.", MeanKineticTrigger.description.members, since: 2),
            CaseDescription("routeDeviation", "A position outside the agreed corridor, for a time.", RouteDeviationTrigger.description.members, since: 2),
            CaseDescription("shock", "Impacts above an acceleration, so many of them: rough handling.", ShockTrigger.description.members, since: 2),
            CaseDescription("silence", "Every logger of the shipment silent at once for so long: a ship or a container of which nothing is heard.", SilenceTrigger.description.members, since: 2),
            CaseDescription("temperatureLimit", "A temperature above or below a limit, for a time.", TemperatureLimitTrigger.description.members, since: 2),
        ])
    }
}

/// The described types of this module.
package enum ContractsRecords {
    /// All of them, by name.
    package static let all: [any Described.Type] = [
        Accumulated.self,
        Accumulation.Command.self,
        Accumulation.DayChange.self,
        Accumulation.Event.self,
        Accumulation.Instruction.self,
        Accumulation.Span.self,
        Accumulation.State.self,
        Adjudication.Opinion.self,
        Adjustment.self,
        AdjustmentBasis.self,
        Assessment.self,
        Authority.Approval.self,
        Authority.Command.self,
        Authority.Contribution.self,
        Authority.Event.self,
        Authority.Grant.self,
        Authority.Instruction.self,
        Authority.Officer.self,
        Authority.State.self,
        Authority.Table.self,
        Certificate.Command.self,
        Certificate.Event.self,
        Certificate.Instruction.self,
        Certificate.NotedClaim.self,
        Certificate.State.self,
        Certificate.SupersededParticulars.self,
        CertificateTerms.self,
        Check.self,
        Check.Input.self,
        Claim.Command.self,
        Claim.Declinature.self,
        Claim.Event.self,
        Claim.Instruction.self,
        Claim.Notice.self,
        Claim.Parties.self,
        Claim.Payment.self,
        Claim.State.self,
        Claim.WithdrawnEvidence.self,
        Consortium.APIKey.self,
        Consortium.Command.self,
        Consortium.Event.self,
        Consortium.FormerLogKey.self,
        Consortium.Member.self,
        Consortium.SigningKey.self,
        Consortium.State.self,
        Conveyance.self,
        CoverPart.self,
        CoverTerms.self,
        CoverTerms.AcceptedGoods.self,
        CoverTerms.Share.self,
        Declaration.self,
        Deductible.self,
        DoubleInsurance.self,
        DoubleInsurance.RateableShare.self,
        DoubleInsurance.SharedInterest.self,
        DoubleInsurance.SharedLoss.self,
        EventDuration.self,
        Evidence.Assignment.self,
        Evidence.Command.self,
        Evidence.Event.self,
        Evidence.Holder.self,
        Evidence.Instruction.self,
        Evidence.State.self,
        Exposure.self,
        Interest.Command.self,
        Interest.Event.self,
        Interest.Instruction.self,
        Interest.Insurance.self,
        Interest.Loss.self,
        Interest.State.self,
        ListedEntry.self,
        ListedName.self,
        OpenCover.AcceptanceTest.self,
        OpenCover.Command.self,
        OpenCover.Event.self,
        OpenCover.Instruction.self,
        OpenCover.OnRisk.self,
        OpenCover.Quote.self,
        OpenCover.State.self,
        PaymentReference.Command.self,
        PaymentReference.EarlierPayment.self,
        PaymentReference.Event.self,
        PaymentReference.Instruction.self,
        PaymentReference.State.self,
        PayoutScale.self,
        PayoutStep.self,
        PortCall.self,
        Refusal.self,
        SanctionsHit.self,
        SanctionsHold.self,
        SanctionsHold.Ruling.self,
        ScreeningList.Command.self,
        ScreeningList.Draft.self,
        ScreeningList.Event.self,
        ScreeningList.File.self,
        ScreeningList.Instruction.self,
        ScreeningList.Publication.self,
        ScreeningList.State.self,
        Shipment.Command.self,
        Shipment.Device.self,
        Shipment.Event.self,
        Shipment.Instruction.self,
        Shipment.Party.self,
        Shipment.SegmentMerge.self,
        Shipment.SegmentRecord.self,
        Shipment.SegmentSplit.self,
        Shipment.State.self,
        Shipment.Upload.self,
        Shipment.UploadSignature.self,
        Shipment.Withdrawal.self,
        SignalTerms.self,
        Survey.Command.self,
        Survey.Event.self,
        Survey.Instruction.self,
        Survey.Report.self,
        Survey.State.self,
        TemperatureTrigger.self,
        Valuation.self,
        Trigger.self,
    ]

    /// The other types of this module that are coded, by name.
    package static let values: [ValueDescription] = [
        ValueDescription(Accumulation.Stage.self, "Where an accumulation stands.", cases: [
            ("held", "Something is on risk there, or was."),
        ]),
        ValueDescription(Authority.Stage.self, "Where a table stands: there is one place.", cases: [
            ("inForce", "The member has set it."),
        ]),
        ValueDescription(Certificate.Stage.self, "Where a certificate stands.", cases: [
            ("issued", "Issued; the goods have not left."),
            ("attached", "The goods are on their way."),
            ("terminated", "The goods were delivered."),
            ("cancelled", "Cancelled before the goods left."),
            ("referred", "Declared past a limit of the cover; it insures nothing until the leader accepts it."),
        ]),
        ValueDescription(CertificateTerms.Automation.self, "What the automaton does with a claim that passes every check.", cases: [
            ("straightThrough", "It pays."),
            ("shadow", "It refers, and its opinion is kept beside what the adjuster decides: shadow mode."),
        ]),
        ValueDescription(Check.InputKind.self, "What a check may look at.", cases: [
            ("claim", "The claim's state."),
            ("certificate", "The certificate's state; each claim noted in it with the end of its loss as far as it was judged."),
            ("shipment", "The shipment's state without its segments and findings."),
            ("findings", "What the readings show: the shipment's findings."),
            ("segments", "The shipment's segments, in order: each with the digest of its readings."),
            ("evidence", "What other shipments hold too: its identifiers, of loggers, readings, passages and losses in turn."),
            ("interests", "The states of the certificate's interests, in order."),
            ("screening", "The hits on the sanctions lists that nobody has released."),
        ]),
        ValueDescription(Check.Outcome.self, "The outcome.", cases: [
            ("passed", "The figure is within the limit."),
            ("failed", "The figure is not."),
            ("unknown", "There is no figure: missing data leads to a referral, never to a declinature."),
        ]),
        ValueDescription(Claim.Stage.self, "Where a claim stands.", cases: [
            ("notified", "Notice has been given."),
            ("acknowledged", "Notice was received, without admission."),
            ("referred", "A human is to look, for the reasons stated."),
            ("adjusted", "The loss is measured."),
            ("approved", "The sum is agreed."),
            ("declined", "Nothing is payable, by the clause cited."),
            ("settled", "The sum is paid."),
            ("closed", "Nothing more is to be done."),
            ("withdrawn", "The notice was a mistake."),
        ]),
        ValueDescription(Consortium.LedgerClock.self, "A clock other than the machine's.", cases: [
            ("simulated", "Set by the operator, never backwards: for demonstrations, and voyages of the past."),
        ]),
        ValueDescription(ContractName.self, "The registry of contracts, by the name that leaves carry.", cases: [
            ("consortium", "Members, roles and keys."),
            ("openCover", "The standing facility under which shipments are declared."),
            ("certificate", "The insurance of one shipment."),
            ("shipment", "The carriage of the goods and what its loggers recorded."),
            ("claim", "One claim for one loss."),
            ("interest", "What is insured, across certificates."),
            ("evidence", "What a claim may rest on once, across shipments."),
            ("authority", "Who may decide what for an insurer."),
            ("paymentReference", "The reference that one payment of an insurer carries, across its claims."),
            ("survey", "The inspection of damaged goods for a claim."),
            ("accumulation", "What an insurer has on risk on a ship or at a place, across certificates."),
            ("screeningList", "A published sanctions list."),
        ]),
        ValueDescription(CoverTerms.BreachResponse.self, "What becomes of a declaration that takes an accumulation past its limit.", cases: [
            ("refuse", "It is refused with the figure."),
            ("refer", "Its certificate waits for the leader to accept it."),
        ]),
        ValueDescription(CoverTerms.LeaderClause.self, "What the leader's decisions bind the other insurers to.", cases: [
            ("claimsWithinTerms", "Claims within the terms: what the leader settles is settled for all."),
            ("eachInsurerConsents", "No claim: each insurer consents before one is paid."),
        ]),
        ValueDescription(Deductible.Kind.self, "How the threshold works.", cases: [
            ("none", "The loss is paid from the ground up."),
            ("excess", "The loss less the threshold is paid."),
            ("franchise", "Nothing below the threshold, the whole loss at or above it."),
            ("franchiseAbove", "Nothing at or below the threshold, the whole loss above it."),
        ]),
        ValueDescription(DelayTrigger.Measure.self, "What of the voyage is compared with the schedule.", cases: [
            ("arrival", "When the ship arrives."),
            ("transit", "How long it is underway: a late departure, before which nothing is insured, does not count."),
        ]),
        ValueDescription(DeviceKeyText.self, "The public key of a device or its gateway, in 44 characters of standard base64."),
        ValueDescription(Evidence.Kind.self, "What evidence is.", cases: [
            ("device", "A logger or tracker, by its name or by its key."),
            ("readings", "A segment of readings, whoever is said to have made them."),
            ("passage", "A passage in the readings that a claim rests on, whatever their times and their logger's name."),
            ("loss", "A loss that a claim was judged for: its times and its figures."),
        ]),
        ValueDescription(Evidence.Stage.self, "Where evidence stands.", cases: [
            ("held", "One shipment holds it, or several."),
        ]),
        ValueDescription(FigureAmount.self, "A figure of a loss as a scale states it, in the unit of its LossFigure: 0 to 100 years in milliseconds."),
        ValueDescription(Identifier.self, "The name of a member or of a contract's instance: what the ledger calls it for ever."),
        ValueDescription(Interest.Stage.self, "Where an interest stands: there is one place.", cases: [
            ("insured", "Some certificate insures it, or did."),
        ]),
        ValueDescription(LimitOrder.self, "Which comes first, the deductible or the limit.", cases: [
            ("deductibleFirst", "The loss less the deductible, at most the limit: the limit is in excess of the deductible."),
            ("limitFirst", "The loss, at most the limit, less the deductible: the limit is of the loss from the ground up."),
        ]),
        ValueDescription(ListSource.self, "Whose list an entry is on.", cases: [
            ("consortium", "The consortium's own: what its insurers and the operator have put on it one by one."),
            ("ofac", "Specially Designated Nationals of the United States' Office of Foreign Assets Control."),
            ("un", "The Consolidated List of the United Nations Security Council."),
        ]),
        ValueDescription(ListedEntries.self, "The entries of a list in the order of their identifiers, with the index that names are looked up in."),
        ValueDescription(ListedEntry.Kind.self, "What is listed.", cases: [
            ("individual", "A person."),
            ("entity", "A body: a company, a bank, an office."),
            ("vessel", "A ship."),
            ("aircraft", "An aircraft."),
        ]),
        ValueDescription(LossFigure.self, "A figure of a loss by which a scale pays.", cases: [
            ("totalMilliseconds", "The time that it lasted in all, in milliseconds."),
            ("longestMilliseconds", "The longest time that it lasted without a break, in milliseconds."),
            ("count", "At how many readings it was seen."),
            ("excess", "How far beyond the limit it went, in thousandths of the unit."),
        ]),
        ValueDescription(OpenCover.AcceptanceTest.Outcome.self, "Whether the declaration keeps to the term.", cases: [
            ("passed", "The figure is within the limit."),
            ("failed", "The figure is not: the declaration would be refused."),
            ("referred", "The figure is not: the certificate would wait for the leader to accept it."),
        ]),
        ValueDescription(OpenCover.Stage.self, "Where a cover stands.", cases: [
            ("open", "Shipments may be declared."),
            ("closed", "None may any more; those declared run on."),
            ("subscribing", "It binds nobody yet: some insurer has not written its line, or all lines are too little."),
        ]),
        ValueDescription(OwnListing.self, "The names and IMO numbers that the consortium itself has put on its list, in the order in which they came."),
        ValueDescription(PaymentReference.Stage.self, "Where a reference stands.", cases: [
            ("used", "A payment carries it."),
            ("returned", "The payment came back from the bank; the reference is not used again."),
        ]),
        ValueDescription(Refusal.Code.self, "The permanent codes of refusals: 1xxx any contract's, a thousand for each contract, 7xxx the ledger's.", cases: [
            ("actionNotFromThisState", "The action does not start from the state that the instance is in."),
            ("instanceUnknown", "No instance has this identifier."),
            ("instanceExists", "The identifier is already an instance's."),
            ("actorNotEntitled", "The actor is not the party, or has not the role, that may act so."),
            ("instantInFuture", "The instant lies after the ledger's own."),
            ("instantsOutOfOrder", "The instants are not in order."),
            ("arithmeticOutOfRange", "A sum of money left the range of 64-bit minor units, or its currencies differ."),
            ("textLength", "A text is empty or too long."),
            ("tooManyEntries", "A list has too many entries."),
            ("entriesRepeat", "Two entries that must differ are the same."),
            ("alreadyFounded", "The consortium is already founded."),
            ("notFounded", "The consortium is not founded yet."),
            ("memberUnknown", "No such member, or one that was expelled."),
            ("keyMalformed", "The public key is not 32 bytes in base64, is not canonical, is no point, or is one of small order; or it is a device's P-256 key that is no point of the curve, or comes before edition 5."),
            ("keyAlreadyRegistered", "The key is already registered."),
            ("keyUnknown", "No such key, or it is revoked."),
            ("roleReserved", "The role is reserved to the founding."),
            ("sanctionsListUnchanged", "The name is already on the sanctions list, or not on it."),
            ("memberSignsItself", "The member holds a signing key: the operator's attestation does not suffice."),
            ("memberLocked", "The member's last key is revoked: it acts again once an auditor has restored it."),
            ("memberNotLocked", "The member is not locked: it registers its keys itself."),
            ("keyNotProved", "The new key's proof of possession is not valid for this member, or this ledger."),
            ("auditorUnfit", "The member named is no auditor with a key of its own, or is the member itself."),
            ("editionUnknown", "The contracts' edition is not known, not later than the one in force, or not adopted."),
            ("logKeyMustSign", "The log's key in force has not signed, or is another than the one to be replaced."),
            ("secretAlreadyKept", "The secret that identifiers of facts are derived with is kept already."),
            ("secretMissing", "The ledger keeps no secret yet to derive the identifiers of facts with."),
            ("officerUnknown", "The member has no such officer, or one that is retired."),
            ("officerExists", "The member has an officer of this name already; a retired one's name is not given again."),
            ("officerNotOfKey", "The key is another officer's than the command names, or no officer's."),
            ("officerNotAdministrator", "The officer does not administer the member's officers and keys, and this is not its own key."),
            ("periodEmpty", "The period ends before it begins."),
            ("sharesDoNotSumToWhole", "The leader's and followers' shares do not sum to 100 %."),
            ("limitMalformed", "A limit or an authority is not positive, or in another currency."),
            ("goodsNotAccepted", "The cover accepts no such goods."),
            ("placeNotAccepted", "The cover does not extend to this place."),
            ("outsideCoverPeriod", "The voyage begins outside the cover's period."),
            ("conveyanceLimitExceeded", "The conveyance would carry more than the cover's limit."),
            ("locationLimitExceeded", "The location would hold more than the cover's limit."),
            ("valueMalformed", "The value is not positive, or in another currency than the cover's."),
            ("rateTooHigh", "The rate leaves no finite insured value: 1 less uplift times rate is not positive."),
            ("termsMalformed", "The telemetry terms contradict each other."),
            ("premiumIsNothing", "The rate on the insured value comes to no premium."),
            ("agreedValueUnproved", "The agreed value is far above what cost and freight come to; the leader may declare it."),
            ("voyageMalformed", "The voyage begins where it ends, or its instants are out of order."),
            ("coverNotSubscribed", "The slip binds nobody yet: an insurer named has not written its line, or all is too little."),
            ("lineMalformed", "A line is not more than nothing, above the whole, or less than the insurer has written."),
            ("lineNotOfInsurer", "The member is no insurer, and carries no line."),
            ("insurerIsAssured", "The assured is one of the insurers."),
            ("insurerIsBroker", "The broker is one of the insurers."),
            ("brokerIsAssured", "The broker is the assured itself."),
            ("shipmentAlreadyAssigned", "The certificate already has a shipment."),
            ("premiumOverpaid", "The premium paid would exceed the premium due."),
            ("insuredValueExhausted", "The payments would exceed the insured value."),
            ("claimNotNoted", "The claim is already noted, or unknown to the certificate."),
            ("claimOpen", "The certificate has a claim still open."),
            ("claimPaid", "A claim was paid under the certificate: the premium is earned."),
            ("holderIsInsurer", "Who insures the goods cannot hold the certificate."),
            ("holderUnfit", "The holder neither owns goods nor finances or ships any: its roles say so."),
            ("holdUnknown", "The certificate has no hold of this number."),
            ("deviceAlreadyBound", "The device is already bound to the shipment."),
            ("deviceNotBound", "The device is not bound to the shipment."),
            ("segmentAlreadyRecorded", "The segment is already recorded."),
            ("uploadEmpty", "The upload has no accepted reading."),
            ("signatureKeyNotBound", "The upload's signature names a key that is no bound device's."),
            ("findingsContradictSegments", "The findings name a device or a count that the segments do not."),
            ("deviceOnAnotherShipment", "The device is bound to another shipment that is under way, of members that the caller is one of."),
            ("uploadUnknown", "No readings of the upload are recorded, or it was made before the ledger kept who did."),
            ("segmentsDiffer", "A segment is not recorded, or does not hold the readings of those that it is said to be made of."),
            ("lossAfterCoverEnded", "The loss began after the certificate's cover had ended."),
            ("lossBeforeAttachment", "The loss began before the certificate attached."),
            ("amountMalformed", "The amount is not positive, or above what was adjusted."),
            ("notStraightThrough", "The automaton may not decide this; the checks that failed are the figures."),
            ("assessmentMalformed", "The assessment's values contradict each other."),
            ("nothingNew", "The result would be what already stands."),
            ("sanctionsHold", "A payee or a conveyance is on the sanctions list: payment is suspended."),
            ("clauseNotOfCertificate", "The clause cited is none of the certificate's, nor a section of the Marine Insurance Act."),
            ("partNotOfCertificate", "The certificate's cover has no such part, or it is of another peril."),
            ("consentMissing", "An insurer that the leader's decision does not bind has not consented."),
            ("lossBeforeIssue", "The certificate was issued after the loss had begun, and does not insure goods lost or not lost."),
            ("perilNotInsured", "None of the certificate's clauses insures the peril."),
            ("triggerNotMet", "The readings do not meet the trigger of the agreed loss, and no survey says what they do not."),
            ("revisionMismatch", "The instance has another revision than the one expected."),
            ("commandReused", "The command's identifier was used for another command."),
            ("signatureRefused", "The signature is wrong, or its key was never one of the member's."),
            ("originMismatch", "The command names another ledger."),
            ("tooLarge", "The command, or a transition's payload, is larger than the limit."),
            ("keyRevoked", "The key that signed is the member's, and is revoked."),
            ("logKeyNotHeld", "The ledger's writer does not hold the log key that is to sign from now on."),
            ("interestAlreadyInsured", "The certificate insures the interest already."),
            ("indemnityExceeded", "The certificates on one interest would pay more than the indemnity between them."),
            ("indemnityNotComparable", "Another certificate has paid for the same loss in another currency, which nothing here compares."),
            ("evidenceNotHeld", "The shipment does not hold the logger or the readings."),
            ("authorityMalformed", "The table contradicts itself: a sum that is not positive or stands twice for a currency, or an officer that administers."),
            ("officerMissing", "The member has officers, and the key is none of theirs."),
            ("authorityMissing", "The member's table gives the officer no such authority."),
            ("authorityExceeded", "The sum is above the officer's limit."),
            ("approverIsAdjuster", "Who approves has measured the loss, or nobody can say that it has not."),
            ("oneOfficerNotAccepted", "One hand would measure the loss and approve it, which the cover does not accept."),
            ("secondApprovalNeeded", "What was decided needs another officer: of a claim, who approves the same sum; of a sanctions hold, who decides the same."),
            ("settlerActedAlone", "Who orders the payment has both measured and approved it, or has granted it alone."),
            ("surveyorUnfit", "The member is no surveyor, or is party to the claim."),
            ("reportMissing", "The survey that is cited is of another claim, or no report is filed yet."),
            ("paymentReferenceUsed", "A payment of the same payer carries the reference already."),
            ("spanMalformed", "A span of days ends before it begins, or its value is negative."),
            ("listUnknown", "No published list goes by the name."),
            ("listNotAnnounced", "No publication of the list is being brought."),
            ("listIncomplete", "What was brought is not the list that was announced: another number of entries, or others."),
        ]),
        ValueDescription(Role.self, "What a member is in the consortium; it may be several things.", cases: [
            ("operator", "Runs the platform and its sequencer."),
            ("insurer", "Underwrites, adjusts and pays."),
            ("broker", "Places covers and declares for the assured."),
            ("assured", "Holds the insurable interest."),
            ("shipper", "Hands the goods to the carrier and uploads what loggers recorded."),
            ("carrier", "Carries the goods."),
            ("surveyor", "Inspects damage."),
            ("bank", "Finances the goods."),
            ("auditor", "Reads and reconciles everything, changes nothing."),
        ]),
        ValueDescription(SanctionsHit.Part.self, "What part it has.", cases: [
            ("assured", "Who is insured."),
            ("broker", "Who placed the cover."),
            ("holder", "Who holds the certificate, and is paid."),
            ("consignee", "To whom the goods go."),
            ("shipper", "Who hands the goods over."),
            ("carrier", "Who carries them."),
            ("ship", "The ship."),
        ]),
        ValueDescription(ScreeningList.Stage.self, "Where a list stands.", cases: [
            ("announced", "Its first publication is being brought."),
            ("inForce", "It is screened against."),
        ]),
        ValueDescription(Shipment.Stage.self, "Where a shipment stands.", cases: [
            ("registered", "Registered; the goods have not left."),
            ("underway", "The goods are on their way."),
            ("arrived", "The ship has arrived."),
            ("delivered", "The goods were handed over."),
        ]),
        ValueDescription(Survey.Stage.self, "Where a survey stands.", cases: [
            ("appointed", "The surveyor is appointed."),
            ("reported", "The report is filed, for good."),
        ]),
        ValueDescription(Valuation.Basis.self, "The basis, a choice of each cover.", cases: [
            ("costInsuranceFreight", "Cost, insurance and freight with an uplift: A = u (C + F) / (1 - u r). The premium is itself insured. The default."),
            ("plain", "The uplift times cost and freight: A = u (C + F)."),
        ]),
        ValueDescription(ValueBasis.self, "What a part pays a share of.", cases: [
            ("agreed", "The insured value, which the parties have agreed (Marine Insurance Act 1906 s. 27(3))."),
            ("indemnity", "The insurable value, where it is less: prime cost, freight and the premium (s. 16(3), s. 28)."),
        ]),
    ]

    /// The described types of this module and of those that they are made of.
    package static let described: [any Described.Type] = [
        ContractsRecords.all,
        MarineRecords.all,
    ].flatMap { $0 }

    /// The other coded types of the same modules.
    package static let known: [ValueDescription] = [
        ContractsRecords.values,
        MarineRecords.values,
    ].flatMap { $0 }
}
