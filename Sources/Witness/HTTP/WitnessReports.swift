public import CanonicalJSON
import Contracts
import Marine
import TransparencyLog

extension Witness {
    /// What the witness has to say of itself and its logs, as JSON.
    public func presented() async throws -> JSONValue {
        let logs = try await report().map { report in
            var members: [String: JSONValue] = [
                "origin": .string(report.log.origin), "id": .string(report.log.id),
                "vkeys": .array(report.log.keys.map { .string($0.description) }),
                "validates": .bool(report.checkedSize != nil),
                "checksRegistrations": .bool(report.registeredSize != nil),
                "cosigned": .null, "refusal": .null,
            ]
            if let size = report.cosignedSize, let at = report.cosignedAt {
                members["cosigned"] = .object(["size": .of(size), "at": .instant(at)])
            }
            if let size = report.checkedSize { members["checkedSize"] = .of(size) }
            if let size = report.registeredSize { members["registeredSize"] = .of(size) }
            if let refusal = report.refusal { members["refusal"] = refusal.presented }
            return JSONValue.object(members)
        }
        return .object(["vkey": .string(verifierKey.description), "logs": .array(logs)])
    }
}

extension Violation {
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
    /// A number; one that JSON's readers may round is written as text.
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
