import CanonicalJSON
import Contracts
import Marine

extension Shipment.Party: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        writer.beginObject()
        try writer.memberIfPresent("carrier", carrier)
        try writer.member("shipper", shipper)
        writer.endObject()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        let carrier: MemberID? = try reader.memberIfPresent("carrier")
        let shipper: MemberID = try reader.member("shipper")
        try reader.endObject()
        self.init(shipper: shipper, carrier: carrier)
    }
}

extension Shipment.Device: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        writer.beginObject()
        try writer.member("boundAt", boundAt)
        try writer.member("id", id)
        try writer.memberIfPresent("publicKey", publicKey)
        writer.endObject()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        let boundAt: Instant = try reader.member("boundAt")
        let id: String = try reader.member("id")
        let publicKey: String? = try reader.memberIfPresent("publicKey")
        try reader.endObject()
        self.init(id: id, publicKey: publicKey, boundAt: boundAt)
    }
}

extension Shipment.SegmentRecord: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        writer.beginObject()
        try writer.member("device", device)
        try writer.member("digest", digest)
        try writer.member("first", first)
        try writer.member("last", last)
        try writer.member("readings", readings)
        writer.endObject()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        let device: String = try reader.member("device")
        let digest: String = try reader.member("digest")
        let first: Instant = try reader.member("first")
        let last: Instant = try reader.member("last")
        let readings: Int = try reader.member("readings")
        try reader.endObject()
        self.init(digest: digest, device: device, readings: readings, first: first, last: last)
    }
}

extension Shipment.Upload: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        writer.beginObject()
        try writer.member("accepted", accepted)
        try writer.member("digest", digest)
        try writer.member("duplicates", duplicates)
        try writer.member("rejected", rejected)
        try writer.member("segments", segments)
        try writer.memberIfPresent("signature", signature)
        writer.endObject()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        let accepted: Int = try reader.member("accepted")
        let digest: String = try reader.member("digest")
        let duplicates: Int = try reader.member("duplicates")
        let rejected: Int = try reader.member("rejected")
        let segments: [Shipment.SegmentRecord] = try reader.member("segments")
        let signature: Shipment.UploadSignature? = try reader.memberIfPresent("signature")
        try reader.endObject()
        self.init(
            digest: digest,
            accepted: accepted,
            duplicates: duplicates,
            rejected: rejected,
            signature: signature,
            segments: segments
        )
    }
}

extension Shipment.UploadSignature: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        writer.beginObject()
        try writer.member("device", device)
        try writer.member("publicKey", publicKey)
        try writer.member("signature", signature)
        writer.endObject()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        let device: String = try reader.member("device")
        let publicKey: String = try reader.member("publicKey")
        let signature: String = try reader.member("signature")
        try reader.endObject()
        self.init(device: device, publicKey: publicKey, signature: signature)
    }
}
