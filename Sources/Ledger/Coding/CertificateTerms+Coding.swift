import CanonicalJSON
import Contracts
import Marine

extension CertificateTerms: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        writer.beginObject()
        try writer.memberIfPresent("agreedLoss", agreedLoss)
        try writer.member("automationAuthority", automationAuthority)
        try writer.member("clauses", clauses)
        try writer.member("deductible", deductible)
        try writer.member("premiumCreditDays", premiumCreditDays)
        try writer.member("signedUploads", signedUploads)
        try writer.memberIfPresent("telemetry", telemetry)
        try writer.member("toleratedGapMilliseconds", toleratedGapMilliseconds)
        try writer.memberIfPresent("trigger", trigger)
        writer.endObject()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        let agreedLoss: Rate? = try reader.memberIfPresent("agreedLoss")
        let automationAuthority: Money = try reader.member("automationAuthority")
        let clauses: [ClauseSet] = try reader.member("clauses")
        let deductible: Deductible = try reader.member("deductible")
        let premiumCreditDays: Int = try reader.member("premiumCreditDays")
        let signedUploads: Bool = try reader.member("signedUploads")
        let telemetry: TelemetryTerms? = try reader.memberIfPresent("telemetry")
        let toleratedGapMilliseconds: Int64 = try reader.member("toleratedGapMilliseconds")
        let trigger: TemperatureTrigger? = try reader.memberIfPresent("trigger")
        try reader.endObject()
        self.init(
            clauses: clauses,
            deductible: deductible,
            telemetry: telemetry,
            trigger: trigger,
            agreedLoss: agreedLoss,
            toleratedGapMilliseconds: toleratedGapMilliseconds,
            signedUploads: signedUploads,
            automationAuthority: automationAuthority,
            premiumCreditDays: premiumCreditDays
        )
    }
}

extension Deductible: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        writer.beginObject()
        try writer.member("kind", kind)
        try writer.member("rate", rate)
        writer.endObject()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        let kind: Deductible.Kind = try reader.member("kind")
        let rate: Rate = try reader.member("rate")
        try reader.endObject()
        self.init(kind: kind, rate: rate)
    }
}

extension TemperatureTrigger: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        switch self {
        case .excursionAllowance(
            let upTo,
            let downTo,
            let atMostMilliseconds,
            let meanKineticLimit
        ):
            writer.beginCase("excursionAllowance")
            try writer.member("atMostMilliseconds", atMostMilliseconds)
            try writer.memberIfPresent("downTo", downTo)
            try writer.memberIfPresent("meanKineticLimit", meanKineticLimit)
            try writer.memberIfPresent("upTo", upTo)
        case .machineryBreakdown(let atLeastConsecutiveMilliseconds):
            writer.beginCase("machineryBreakdown")
            try writer.member("atLeastConsecutiveMilliseconds", atLeastConsecutiveMilliseconds)
        }
        writer.endCase()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        if try reader.passCase("excursionAllowance") {
            let atMostMilliseconds: Int64 = try reader.member("atMostMilliseconds")
            let downTo: Temperature? = try reader.memberIfPresent("downTo")
            let meanKineticLimit: Temperature? = try reader.memberIfPresent("meanKineticLimit")
            let upTo: Temperature? = try reader.memberIfPresent("upTo")
            self = .excursionAllowance(
                upTo: upTo,
                downTo: downTo,
                atMostMilliseconds: atMostMilliseconds,
                meanKineticLimit: meanKineticLimit
            )
        } else if try reader.passCase("machineryBreakdown") {
            self = .machineryBreakdown(
                atLeastConsecutiveMilliseconds: try reader.member("atLeastConsecutiveMilliseconds")
            )
        } else {
            throw UnexpectedShape()
        }
        try reader.endCase()
    }
}
