import Contracts
import Marine

extension CertificateTerms {
    static func read(_ fields: FieldReader) -> CertificateTerms? {
        let clauses = fields.required("clauses", .list(of: .choice(ClauseSet.self), 1...20))
        let deductible = fields.required("deductible", .object(Deductible.read))
        let telemetry = fields.optional("telemetry", .object(TelemetryTerms.read))
        let trigger = fields.optional("trigger", .object(TemperatureTrigger.read))
        let agreedLoss = fields.optional("agreedLoss", .rate)
        let toleratedGap = fields.required("toleratedGapMilliseconds", .milliseconds)
        let signedUploads = fields.member("signedUploads", .bool, default: false)
        let authority = fields.required("automationAuthority", .money)
        let creditDays = fields.required("premiumCreditDays", .integer(0...365))
        guard let clauses, let deductible, let telemetry, let trigger, let agreedLoss,
            let toleratedGap, let signedUploads, let authority, let creditDays
        else { return nil }
        return CertificateTerms(
            clauses: clauses,
            deductible: deductible,
            telemetry: telemetry,
            trigger: trigger,
            agreedLoss: agreedLoss,
            toleratedGapMilliseconds: toleratedGap,
            signedUploads: signedUploads,
            automationAuthority: authority,
            premiumCreditDays: Int(creditDays)
        )
    }
}

extension Deductible {
    static func read(_ fields: FieldReader) -> Deductible? {
        let kind = fields.required("kind", .choice(Kind.self))
        let rate = fields.member("rate", .rate, default: .zero)
        guard let kind, let rate else { return nil }
        return Deductible(kind: kind, rate: rate)
    }
}

extension TelemetryTerms {
    static func read(_ fields: FieldReader) -> TelemetryTerms? {
        let lower = fields.optional("lowerLimit", .temperature)
        let upper = fields.optional("upperLimit", .temperature)
        let gap = fields.required("reportableGapMilliseconds", .milliseconds)
        guard let lower, let upper, let gap else { return nil }
        return TelemetryTerms(
            lowerLimit: lower,
            upperLimit: upper,
            reportableGapMilliseconds: gap
        )
    }
}

extension TemperatureTrigger {
    /// An object with the trigger's name as its one member.
    static func read(_ fields: FieldReader) -> TemperatureTrigger? {
        guard let choice = fields.choice(["excursionAllowance", "machineryBreakdown"]) else {
            return nil
        }
        let place = fields.place.child(choice.name)
        let parser: FieldParser<TemperatureTrigger> =
            choice.name == "excursionAllowance" ? .object(allowance) : .object(breakdown)
        return parser.read(choice.value, place)
    }

    private static func allowance(_ fields: FieldReader) -> TemperatureTrigger? {
        let upTo = fields.optional("upTo", .temperature)
        let downTo = fields.optional("downTo", .temperature)
        let atMost = fields.required("atMostMilliseconds", .milliseconds)
        let mean = fields.optional("meanKineticLimit", .temperature)
        guard let upTo, let downTo, let atMost, let mean else { return nil }
        return .excursionAllowance(
            upTo: upTo,
            downTo: downTo,
            atMostMilliseconds: atMost,
            meanKineticLimit: mean
        )
    }

    private static func breakdown(_ fields: FieldReader) -> TemperatureTrigger? {
        fields.required("atLeastConsecutiveMilliseconds", .milliseconds).map {
            .machineryBreakdown(atLeastConsecutiveMilliseconds: $0)
        }
    }
}
