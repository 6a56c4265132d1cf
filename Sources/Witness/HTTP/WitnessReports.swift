public import CanonicalJSON
import Contracts
import Marine
import TransparencyLog

extension WitnessRecord {
    /// The record as JSON, without the evidence behind a refusal.
    public var presented: JSONValue {
        var cosigned = JSONValue.null
        if let cosignedSize, let cosignedAt {
            cosigned = .object(["size": .of(cosignedSize), "at": .instant(cosignedAt)])
        }
        return .object([
            "origin": .string(origin), "id": .string(WitnessedLog.id(of: origin)),
            "cosigned": cosigned, "checkedSize": checkedSize.map { .of($0) } ?? .null,
            "registeredSize": registeredSize.map { .of($0) } ?? .null,
            "refusal": finalRefusal?.presented ?? .null,
        ])
    }
}

extension RuleViolation {
    var presented: JSONValue {
        .object([
            "entry": entry.map { .of($0) } ?? .null, "rule": .string(rule.rawValue),
            "reason": .string(reason),
        ])
    }
}

extension RecordedRefusal {
    /// The refusal with its evidence, as JSON.
    public var presented: JSONValue {
        var members: [String: JSONValue] = [
            "at": .instant(at), "final": .bool(isFinal), "violation": violation.presented,
            "checkpoint": .string(note),
        ]
        if let against { members["against"] = .string(against) }
        if let leaf { members["leaf"] = .string(Base64.encode(leaf)) }
        if let proof { members["proof"] = .string(proof) }
        return .object(members)
    }
}

extension JSONValue {
    /// A number, as text where a JSON reader might round it.
    fileprivate static func of(_ number: UInt64) -> JSONValue {
        let isExact = number <= UInt64(CanonicalJSON.largestInteger)
        return isExact ? .number(String(number)) : .string(String(number))
    }

    /// An instant as the HTTP interfaces write it.
    fileprivate static func instant(_ posixSeconds: UInt64) -> JSONValue {
        let milliseconds = posixSeconds.multipliedReportingOverflow(by: 1000)
        let clamped = milliseconds.overflow ? Int64.max : Int64(clamping: milliseconds.partialValue)
        return .string(Instant(millisecondsSinceEpoch: clamped).description)
    }
}
