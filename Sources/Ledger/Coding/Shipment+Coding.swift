import CanonicalJSON
import Contracts
import Marine

extension Shipment.Command: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        switch self {
        case .register(
            let id,
            let certificate,
            let certificateParties,
            let party,
            let container,
            let terms
        ):
            writer.beginCase("register")
            try writer.member("certificate", certificate)
            try writer.member("certificateParties", certificateParties)
            try writer.memberIfPresent("container", container)
            try writer.member("id", id)
            try writer.member("party", party)
            try writer.member("terms", terms)
        case .bindDevice(let id, let publicKey):
            writer.beginCase("bindDevice")
            try writer.member("id", id)
            try writer.memberIfPresent("publicKey", publicKey)
        case .depart(let at):
            writer.beginCase("depart")
            try writer.member("at", at)
        case .recordTelemetry(let upload, let findings):
            writer.beginCase("recordTelemetry")
            try writer.member("findings", findings)
            try writer.member("upload", upload)
        case .arrive(let at):
            writer.beginCase("arrive")
            try writer.member("at", at)
        case .deliver(let at):
            writer.beginCase("deliver")
            try writer.member("at", at)
        }
        writer.endCase()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        if try reader.passCase("register") {
            let certificate: InstanceID = try reader.member("certificate")
            let certificateParties: [MemberID] = try reader.member("certificateParties")
            let container: ContainerNumber? = try reader.memberIfPresent("container")
            let id: InstanceID = try reader.member("id")
            let party: Shipment.Party = try reader.member("party")
            let terms: TelemetryTerms = try reader.member("terms")
            self = .register(
                id: id,
                certificate: certificate,
                certificateParties: certificateParties,
                party: party,
                container: container,
                terms: terms
            )
        } else if try reader.passCase("bindDevice") {
            self = .bindDevice(
                id: try reader.member("id"),
                publicKey: try reader.memberIfPresent("publicKey")
            )
        } else if try reader.passCase("depart") {
            self = .depart(at: try reader.member("at"))
        } else if try reader.passCase("recordTelemetry") {
            let findings: TelemetryFindings = try reader.member("findings")
            let upload: Shipment.Upload = try reader.member("upload")
            self = .recordTelemetry(upload: upload, findings: findings)
        } else if try reader.passCase("arrive") {
            self = .arrive(at: try reader.member("at"))
        } else if try reader.passCase("deliver") {
            self = .deliver(at: try reader.member("at"))
        } else {
            throw UnexpectedShape()
        }
        try reader.endCase()
    }
}

extension Shipment.Event: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        switch self {
        case .registered(
            let id,
            let certificate,
            let certificateParties,
            let party,
            let container,
            let terms,
            let at
        ):
            writer.beginCase("registered")
            try writer.member("at", at)
            try writer.member("certificate", certificate)
            try writer.member("certificateParties", certificateParties)
            try writer.memberIfPresent("container", container)
            try writer.member("id", id)
            try writer.member("party", party)
            try writer.member("terms", terms)
        case .deviceBound(let value):
            writer.beginCase("deviceBound")
            try writer.member("_0", value)
        case .departed(let at):
            writer.beginCase("departed")
            try writer.member("at", at)
        case .telemetryRecorded(let upload, let findings):
            writer.beginCase("telemetryRecorded")
            try writer.member("findings", findings)
            try writer.member("upload", upload)
        case .arrived(let at):
            writer.beginCase("arrived")
            try writer.member("at", at)
        case .delivered(let at):
            writer.beginCase("delivered")
            try writer.member("at", at)
        }
        writer.endCase()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        if try reader.passCase("registered") {
            let at: Instant = try reader.member("at")
            let certificate: InstanceID = try reader.member("certificate")
            let certificateParties: [MemberID] = try reader.member("certificateParties")
            let container: ContainerNumber? = try reader.memberIfPresent("container")
            let id: InstanceID = try reader.member("id")
            let party: Shipment.Party = try reader.member("party")
            let terms: TelemetryTerms = try reader.member("terms")
            self = .registered(
                id: id,
                certificate: certificate,
                certificateParties: certificateParties,
                party: party,
                container: container,
                terms: terms,
                at: at
            )
        } else if try reader.passCase("deviceBound") {
            self = .deviceBound(try reader.member("_0"))
        } else if try reader.passCase("departed") {
            self = .departed(at: try reader.member("at"))
        } else if try reader.passCase("telemetryRecorded") {
            let findings: TelemetryFindings = try reader.member("findings")
            let upload: Shipment.Upload = try reader.member("upload")
            self = .telemetryRecorded(upload: upload, findings: findings)
        } else if try reader.passCase("arrived") {
            self = .arrived(at: try reader.member("at"))
        } else if try reader.passCase("delivered") {
            self = .delivered(at: try reader.member("at"))
        } else {
            throw UnexpectedShape()
        }
        try reader.endCase()
    }
}
