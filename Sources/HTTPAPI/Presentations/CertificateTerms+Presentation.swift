import CanonicalJSON
import Contracts
import Marine

extension CertificateTerms {
    /// The terms under the names by which a cover states them.
    var presented: JSONValue {
        .object([
            "clauses": .list(clauses) { .string($0.rawValue) },
            "deductible": deductible.presented,
            "telemetry": .maybe(telemetry, \.presented),
            "trigger": .maybe(trigger, \.presented),
            "agreedLoss": .maybe(agreedLoss) { .text($0) },
            "toleratedGapMilliseconds": .integer(toleratedGapMilliseconds),
            "signedUploads": .bool(signedUploads),
            "automationAuthority": .money(automationAuthority),
            "premiumCreditDays": .count(premiumCreditDays),
        ])
    }
}

extension Deductible {
    var presented: JSONValue {
        .object(["kind": .string(kind.rawValue), "rate": .text(rate)])
    }
}

extension TelemetryTerms {
    var presented: JSONValue {
        .object([
            "lowerLimit": .maybe(lowerLimit, JSONValue.temperature),
            "upperLimit": .maybe(upperLimit, JSONValue.temperature),
            "reportableGapMilliseconds": .integer(reportableGapMilliseconds),
        ])
    }
}

extension TemperatureTrigger {
    var presented: JSONValue {
        switch self {
        case .excursionAllowance(let upTo, let downTo, let atMost, let mean):
            .object([
                "excursionAllowance": .object([
                    "upTo": .maybe(upTo, JSONValue.temperature),
                    "downTo": .maybe(downTo, JSONValue.temperature),
                    "atMostMilliseconds": .integer(atMost),
                    "meanKineticLimit": .maybe(mean, JSONValue.temperature),
                ])
            ])
        case .machineryBreakdown(let atLeast):
            .object([
                "machineryBreakdown": .object([
                    "atLeastConsecutiveMilliseconds": .integer(atLeast)
                ])
            ])
        }
    }
}
