import CanonicalJSON
import Contracts
import Marine

extension Claim.Command: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        switch self {
        case .notify(let id, let notice, let parties, let shipper):
            writer.beginCase("notify")
            try writer.member("id", id)
            try writer.member("notice", notice)
            try writer.member("parties", parties)
            try writer.memberIfPresent("shipper", shipper)
        case .acknowledge:
            writer.beginCase("acknowledge")
        case .adjust(let assessment, let basis, let checks):
            writer.beginCase("adjust")
            try writer.member("assessment", assessment)
            try writer.member("basis", basis)
            try writer.member("checks", checks)
        case .approve(let amount, let straightThrough):
            writer.beginCase("approve")
            try writer.member("amount", amount)
            try writer.member("straightThrough", straightThrough)
        case .refer(let checks, let reasons):
            writer.beginCase("refer")
            try writer.member("checks", checks)
            try writer.member("reasons", reasons)
        case .decline(let clause, let reason):
            writer.beginCase("decline")
            try writer.member("clause", clause)
            try writer.member("reason", reason)
        case .settle(let reference, let sanctionsHits):
            writer.beginCase("settle")
            try writer.member("reference", reference)
            try writer.member("sanctionsHits", sanctionsHits)
        case .close:
            writer.beginCase("close")
        }
        writer.endCase()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        if try reader.passCase("notify") {
            self = .notify(
                id: try reader.member("id"),
                notice: try reader.member("notice"),
                parties: try reader.member("parties"),
                shipper: try reader.memberIfPresent("shipper")
            )
        } else if try reader.passCase("acknowledge") {
            self = .acknowledge
        } else if try reader.passCase("adjust") {
            self = .adjust(
                assessment: try reader.member("assessment"),
                basis: try reader.member("basis"),
                checks: try reader.member("checks")
            )
        } else if try reader.passCase("approve") {
            self = .approve(
                amount: try reader.member("amount"),
                straightThrough: try reader.member("straightThrough")
            )
        } else if try reader.passCase("refer") {
            self = .refer(
                checks: try reader.member("checks"),
                reasons: try reader.member("reasons")
            )
        } else if try reader.passCase("decline") {
            self = .decline(
                clause: try reader.member("clause"),
                reason: try reader.member("reason")
            )
        } else if try reader.passCase("settle") {
            self = .settle(
                reference: try reader.member("reference"),
                sanctionsHits: try reader.member("sanctionsHits")
            )
        } else if try reader.passCase("close") {
            self = .close
        } else {
            throw UnexpectedShape()
        }
        try reader.endCase()
    }
}

extension Claim.Event: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        switch self {
        case .notified(let id, let notice, let parties, let by, let at):
            writer.beginCase("notified")
            try writer.member("at", at)
            try writer.member("by", by)
            try writer.member("id", id)
            try writer.member("notice", notice)
            try writer.member("parties", parties)
        case .acknowledged(let at):
            writer.beginCase("acknowledged")
            try writer.member("at", at)
        case .adjusted(let value, let checks, let at):
            writer.beginCase("adjusted")
            try writer.member("_0", value)
            try writer.member("at", at)
            try writer.member("checks", checks)
        case .approved(let amount, let straightThrough, let at):
            writer.beginCase("approved")
            try writer.member("amount", amount)
            try writer.member("at", at)
            try writer.member("straightThrough", straightThrough)
        case .referred(let checks, let reasons, let by, let at):
            writer.beginCase("referred")
            try writer.member("at", at)
            try writer.member("by", by)
            try writer.member("checks", checks)
            try writer.member("reasons", reasons)
        case .declined(let value, let at):
            writer.beginCase("declined")
            try writer.member("_0", value)
            try writer.member("at", at)
        case .settled(let value):
            writer.beginCase("settled")
            try writer.member("_0", value)
        case .closed(let at):
            writer.beginCase("closed")
            try writer.member("at", at)
        }
        writer.endCase()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        if try reader.passCase("notified") {
            let at: Instant = try reader.member("at")
            let by: MemberID = try reader.member("by")
            let id: InstanceID = try reader.member("id")
            let notice: Claim.Notice = try reader.member("notice")
            let parties: Claim.Parties = try reader.member("parties")
            self = .notified(id: id, notice: notice, parties: parties, by: by, at: at)
        } else if try reader.passCase("acknowledged") {
            self = .acknowledged(at: try reader.member("at"))
        } else if try reader.passCase("adjusted") {
            let value: Adjustment = try reader.member("_0")
            let at: Instant = try reader.member("at")
            let checks: [Check] = try reader.member("checks")
            self = .adjusted(value, checks: checks, at: at)
        } else if try reader.passCase("approved") {
            let amount: Money = try reader.member("amount")
            let at: Instant = try reader.member("at")
            let straightThrough: Bool = try reader.member("straightThrough")
            self = .approved(amount: amount, straightThrough: straightThrough, at: at)
        } else if try reader.passCase("referred") {
            let at: Instant = try reader.member("at")
            let by: MemberID = try reader.member("by")
            let checks: [Check] = try reader.member("checks")
            let reasons: [String] = try reader.member("reasons")
            self = .referred(checks: checks, reasons: reasons, by: by, at: at)
        } else if try reader.passCase("declined") {
            self = .declined(try reader.member("_0"), at: try reader.member("at"))
        } else if try reader.passCase("settled") {
            self = .settled(try reader.member("_0"))
        } else if try reader.passCase("closed") {
            self = .closed(at: try reader.member("at"))
        } else {
            throw UnexpectedShape()
        }
        try reader.endCase()
    }
}
