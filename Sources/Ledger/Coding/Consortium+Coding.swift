import CanonicalJSON
import Contracts

// The consortium's commands and events are few in a ledger and rich in optional parts: their own
// `Codable` writes and reads them, and the hand-made coding around them takes the bytes as they are.

extension Consortium.Command: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        writer.raw(try codableBytes(self))
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) { throw UnexpectedShape() }
}

extension Consortium.Event: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        writer.raw(try codableBytes(self))
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) { throw UnexpectedShape() }
}

private func codableBytes(_ value: some Encodable) throws(CanonicalJSONError) -> [UInt8] {
    do {
        return try CanonicalJSON.encode(value)
    } catch let error as CanonicalJSONError {
        throw error
    } catch {
        // None of their parts throws anything else.
        throw CanonicalJSONError(code: .conflictingContainers, path: "", reason: "\(error)")
    }
}
