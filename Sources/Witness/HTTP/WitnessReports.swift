public import CanonicalJSON
import Contracts
import Marine
import TransparencyLog

extension WitnessRecord: JSONWritable {
    /// Writes the record without the evidence behind a refusal.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writeMembers(to: &writer)
        writer.endObject()
    }

    /// Writes the same without the braces around it.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.size("checkedSize", checkedSize)
        writer.key("cosigned")
        if let cosignedSize, let cosignedAt {
            writer.beginObject()
            writer.instant("at", cosignedAt)
            writer.size("size", cosignedSize)
            writer.endObject()
        } else {
            writer.null()
        }
        writer.member("id", WitnessedLog.id(of: origin))
        writer.member("origin", origin)
        writer.optional("refusal", finalRefusal)
        writer.size("registeredSize", registeredSize)
    }
}

extension RecordedRefusal: JSONWritable {
    /// Writes the refusal with its evidence.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        if let against { writer.member("against", against) }
        writer.instant("at", at)
        writer.member("checkpoint", note)
        writer.member("final", isFinal)
        if let leaf { writer.member("leaf", Base64.encode(leaf)) }
        if let proof { writer.member("proof", proof) }
        writer.member("violation", violation)
        writer.endObject()
    }
}

extension JSONWriter {
    /// Writes a number, as text where a JSON reader might round it.
    fileprivate mutating func size(_ name: StaticString, _ number: UInt64?) {
        guard let number, number > UInt64(CanonicalJSON.largestInteger) else {
            return optional(name, number)
        }
        member(name, String(number))
    }

    fileprivate mutating func instant(_ name: StaticString, _ posixSeconds: UInt64) {
        let milliseconds = posixSeconds.multipliedReportingOverflow(by: 1000)
        let clamped = milliseconds.overflow ? Int64.max : Int64(clamping: milliseconds.partialValue)
        member(name, Instant(millisecondsSinceEpoch: clamped))
    }
}
