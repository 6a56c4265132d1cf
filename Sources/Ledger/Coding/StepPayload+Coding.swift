import CanonicalJSON
public import Contracts

extension StepRecord: CanonicalWritable
where Arguments: CanonicalWritable, Event: CanonicalWritable {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        writer.beginObject()
        try writer.member("arguments", arguments)
        try writer.member("events", events)
        writer.endObject()
    }
}

extension StepRecord: CanonicalReadable
where Arguments: CanonicalReadable, Event: CanonicalReadable {
    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        let arguments: Arguments = try reader.member("arguments")
        let events: [Event] = try reader.member("events")
        try reader.endObject()
        self.init(arguments: arguments, events: events)
    }
}

extension StepPayload: CanonicalWritable {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        switch self {
        case .consortium(let record): try record.write(to: &writer)
        case .openCover(let record): try record.write(to: &writer)
        case .certificate(let record): try record.write(to: &writer)
        case .shipment(let record): try record.write(to: &writer)
        case .claim(let record): try record.write(to: &writer)
        }
    }

    /// The payload's canonical bytes.
    public func canonicalBytes() throws -> [UInt8] { try codedBytes() }

    /// Reads a payload of a contract, of any edition that this code knows.
    public static func decode(_ contract: ContractName, from bytes: [UInt8]) throws -> StepPayload {
        switch contract {
        case .consortium: .consortium(try StepRecord.read(coded: bytes))
        case .openCover: .openCover(try StepRecord.read(coded: bytes))
        case .certificate: .certificate(try StepRecord.read(coded: bytes))
        case .shipment: .shipment(try StepRecord.read(coded: bytes))
        case .claim: .claim(try StepRecord.read(coded: bytes))
        }
    }
}

extension Command: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        writer.beginObject()
        try writer.memberIfPresent("expectedRevision", expectedRevision)
        try writer.member("id", id)
        try writer.member("instruction", instruction)
        try writer.member("member", member)
        try writer.member("origin", origin)
        writer.endObject()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        expectedRevision = try reader.memberIfPresent("expectedRevision")
        id = try reader.member("id")
        instruction = try reader.member("instruction")
        member = try reader.member("member")
        origin = try reader.member("origin")
        try reader.endObject()
    }

    /// The command's canonical bytes: what is salted, and what a member signs by its digest.
    public func canonicalBytes() throws -> [UInt8] { try codedBytes() }

    /// Reads a command from its canonical bytes and refuses every other spelling.
    public init(canonical bytes: [UInt8]) throws {
        self = try Command.read(coded: bytes)
    }
}
