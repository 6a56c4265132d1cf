// swift-format-ignore-file
// Made by Scripts/make-records from the declarations of this module. Not edited by hand.

package import CanonicalJSON
import Contracts
import HTTPTypes
import Hummingbird
import Ledger
package import Marine
import Notifier
import Publication
import Services
import Telemetry
import TransparencyLog

extension CaptureJobAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("accepted", accepted)
        writer.member("captureErrorBehaviour", captureErrorBehaviour)
        writer.member("captureID", captureID)
        writer.member("captured", captured)
        writer.member("createdAt", createdAt)
        writer.member("duplicates", duplicates)
        writer.member("errors", errors)
        writer.member("finishedAt", finishedAt)
        writer.member("leftOut", leftOut)
        writer.member("running", running)
        writer.member("success", success)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("CaptureJobAnswer", "A capture job of EPCIS 2.0 (section 12.6.2).", members: [
            MemberDescription("captureID", String.self, "The job's identifier."),
            MemberDescription("createdAt", Instant.self, "When the events came."),
            MemberDescription("finishedAt", Instant.self, "When all that can be captured was."),
            MemberDescription("running", Bool.self, "Whether it is still under way: a job is done when it is answered."),
            MemberDescription("success", Bool.self, "Whether all events were captured."),
            MemberDescription("captureErrorBehaviour", CaptureErrorBehaviour.self, "What was to become of the others where one could not be."),
            MemberDescription("errors", [ProblemAnswer].self, "Why events, or readings of them, were not captured, up to a limit."),
            MemberDescription("captured", Int.self, "How many events hold a reading that was captured."),
            MemberDescription("accepted", Int.self, "Readings that stated something new of their shipment."),
            MemberDescription("duplicates", Int.self, "Readings that stated nothing new."),
            MemberDescription("leftOut", [RejectedLine].self, "The fields and reports that were left out of events that were captured, up to a limit."),
        ])
    }
}

extension ClockAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("at", at)
        writer.member("clock", clock)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("ClockAnswer", "The clock that the ledger's instants are taken from.", members: [
            MemberDescription("clock", ClockAnswer.Kind.self, "Which it is, as the ledger's genesis entry states it for ever."),
            MemberDescription("at", Instant.self, "What it shows."),
        ])
    }
}

extension ClockRequest {
    /// Makes one from its members.
    package init(at: Instant, _: Void = ()) {
        self.init(at: at)
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    package init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let at: Instant? = reader.member("at")
        reader.endObject()
        guard let at else { return nil }
        self.init(at: at)
    }

    /// Writes the members without the braces around them.
    package func writeMembers(to writer: inout JSONWriter) {
        writer.member("at", at)
    }

    /// Name, meaning and members.
    package static var description: RecordDescription {
        RecordDescription("ClockRequest", "What `POST /v1/clock` asks for.", members: [
            MemberDescription("at", Instant.self, "What the ledger's clock shows from now on; not before what it shows."),
        ])
    }
}

extension CommandAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("receipt", receipt)
        writer.member("receipts", receipts)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("CommandAnswer", "Where the transitions of a signed command are.", members: [
            MemberDescription("receipt", ReceiptAnswer.self, "Where the transition of what the command is about is."),
            MemberDescription("receipts", [ReceiptInFullAnswer].self, "Where all its transitions are, in order."),
        ])
    }
}

extension CommandToSignAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("canonical", canonical)
        writer.member("command", command)
        writer.member("digest", digest)
        writer.member("digestText", digestText)
        writer.member("header", header)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("CommandToSignAnswer", "The command that a request becomes, for its member to sign.", members: [
            MemberDescription("command", LedgerObject.self, "The command."),
            MemberDescription("canonical", String.self, "Its canonical text, which is what is signed."),
            MemberDescription("digest", String.self, "How the text's digest is made."),
            MemberDescription("digestText", String.self, "The text that the signature is over."),
            MemberDescription("header", String.self, "The header that the request is then sent with."),
        ])
    }
}

extension DeviceBinding {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let from: Instant?? = reader.optional("from", since: 4)
        let id: DeviceName? = reader.member("id")
        let publicKey: DeviceKeyText?? = reader.optional("publicKey")
        reader.endObject()
        guard let from, let id, let publicKey else { return nil }
        self.init(id: id, publicKey: publicKey, from: from)
    }

    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.ifPresent("from", from)
        writer.member("id", id)
        writer.optional("publicKey", publicKey)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("DeviceBinding", "A logger to bind to a shipment.", members: [
            MemberDescription("id", DeviceName.self, "The name that its readings carry."),
            MemberDescription("publicKey", DeviceKeyText.self, "The key with which the device or its gateway signs uploads: 32 bytes of Ed25519, or from edition 5 on 33 bytes of a P-256 point in compressed form; in base64.", isOptional: true),
            MemberDescription("from", Instant.self, "From when on it travels with the goods; from the carriage's beginning on where left out.", isOptional: true, since: 4),
        ])
    }
}

extension DeviceLatestAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.ifPresent("battery", battery)
        writer.member("device", device)
        writer.ifPresent("door", door)
        writer.ifPresent("humidity", humidity)
        writer.ifPresent("light", light)
        writer.ifPresent("position", position)
        writer.ifPresent("shock", shock)
        writer.ifPresent("temperature", temperature)
        writer.member("time", time)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("DeviceLatestAnswer", "What one device reported last, each metric at its own time; what is not believed is left out.", members: [
            MemberDescription("device", String.self, "The device."),
            MemberDescription("time", Instant.self, "The latest instant of all."),
            MemberDescription("temperature", PointAnswer.self, "In degrees Celsius.", isOptional: true, absence: .leftOut),
            MemberDescription("humidity", PointAnswer.self, "In percent relative humidity.", isOptional: true, absence: .leftOut),
            MemberDescription("shock", PointAnswer.self, "In g.", isOptional: true, absence: .leftOut),
            MemberDescription("light", PointAnswer.self, "In lux.", isOptional: true, absence: .leftOut),
            MemberDescription("door", PointAnswer.self, "Whether the door is open.", isOptional: true, absence: .leftOut),
            MemberDescription("battery", PointAnswer.self, "Charge left, in percent.", isOptional: true, absence: .leftOut),
            MemberDescription("position", LatestPositionAnswer.self, "Where the device was.", isOptional: true, absence: .leftOut),
        ])
    }
}

extension DeviceSeriesAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("device", device)
        writer.member("points", points)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("DeviceSeriesAnswer", "One device's readings of one metric.", members: [
            MemberDescription("device", String.self, "The device."),
            MemberDescription("points", [PointAnswer].self, "The readings, by time."),
        ])
    }
}

extension EntryAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("index", index)
        writer.member("leaf", leaf)
        writer.member("leafHash", leafHash)
        writer.member("status", status)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("EntryAnswer", "One entry of the ledger.", members: [
            MemberDescription("index", UInt64.self, "The entry's index."),
            MemberDescription("status", EntryStatus.self, "How far it has come."),
            MemberDescription("leafHash", Hash.self, "The leaf's hash in the tree."),
            MemberDescription("leaf", LedgerObject.self, "The leaf."),
        ])
    }
}

extension EntryInFullAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.optional("command", command)
        if writer.isAnswer { entry.writeMembers(to: &writer) } else { writer.member("entry", entry) }
        writer.member("payload", payload)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("EntryInFullAnswer", "One entry of the ledger with what its parties may read.", members: [
            MemberDescription("entry", EntryAnswer.self, "The entry.", scope: .flattened),
            MemberDescription("payload", SaltedObject.self, "What is behind the leaf's digest of the payload."),
            MemberDescription("command", SaltedObject.self, "What is behind the leaf's digest of the command; `null` but with the command's first entry.", isOptional: true),
        ])
    }
}

extension EvidenceAssignmentAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("evidence", evidence)
        writer.member("reason", reason)
        writer.member("shipment", shipment)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("EvidenceAssignmentAnswer", "Whose evidence a leading insurer said that a logger or a set of readings is.", members: [
            MemberDescription("shipment", InstanceID.self, "The shipment."),
            MemberDescription("evidence", InstanceID.self, "The logger or the readings, which other shipments hold too."),
            MemberDescription("reason", Text<200>.self, "Why it is this shipment's."),
        ])
    }
}

extension FieldError {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("code", code)
        writer.member("detail", detail)
        writer.ifPresent("header", header)
        writer.ifPresent("parameter", parameter)
        writer.ifPresent("pointer", pointer)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("FieldError", "One thing that is wrong with a request, and where: in its body, its query or a header.", members: [
            MemberDescription("code", String.self, "The permanent code."),
            MemberDescription("detail", String.self, "What is wrong, for people."),
            MemberDescription("pointer", String.self, "A JSON pointer into the body (RFC 6901).", isOptional: true, absence: .leftOut),
            MemberDescription("parameter", String.self, "A query parameter.", isOptional: true, absence: .leftOut),
            MemberDescription("header", String.self, "A header.", isOptional: true, absence: .leftOut),
        ])
    }
}

extension FindingsAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.ifPresent("ahead", ahead)
        writer.ifPresent("aheadFrom", aheadFrom)
        writer.ifPresent("asOf", asOf)
        writer.ifPresent("carriage", carriage)
        writer.member("devices", devices)
        writer.ifPresent("outside", outside)
        writer.member("revision", revision)
        writer.member("shipment", shipment)
        writer.member("terms", terms)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("FindingsAnswer", "What all readings of a shipment show.", members: [
            MemberDescription("shipment", InstanceID.self, "The shipment."),
            MemberDescription("terms", TelemetryTerms.self, "What the loggers must show."),
            MemberDescription("revision", Int.self, "The shipment's revision."),
            MemberDescription("carriage", CarriageWindow.self, "The carriage whose readings are judged; absent while the goods have not left.", isOptional: true, since: 2),
            MemberDescription("outside", Int.self, "How many instants with readings lie outside it, which are kept and not judged.", isOptional: true, since: 2),
            MemberDescription("asOf", Instant.self, "The instant as of which readings are judged.", isOptional: true, since: 4),
            MemberDescription("ahead", Int.self, "How many instants with readings are said to be of later, by a day at most, and wait.", isOptional: true, since: 4),
            MemberDescription("aheadFrom", Instant.self, "The earliest of them; absent where none waits.", isOptional: true, since: 4),
            MemberDescription("devices", [DeviceFindings].self, "What each device's readings show."),
        ])
    }
}

extension FindingsEventAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("at", at)
        writer.member("findings", findings)
        writer.member("index", index)
        writer.member("revision", revision)
        writer.member("shipment", shipment)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("FindingsEventAnswer", "The data of an event of kind `findings`: a shipment's readings were judged anew.", members: [
            MemberDescription("shipment", InstanceID.self, "The shipment."),
            MemberDescription("index", UInt64.self, "The index of the ledger's entry, which is the event's id."),
            MemberDescription("at", Instant.self, "The entry's instant."),
            MemberDescription("revision", Int.self, "The shipment's revision after it."),
            MemberDescription("findings", [FindingsSummaryAnswer].self, "What all of each device's readings show now."),
        ])
    }
}

extension FindingsSummaryAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("contradictions", contradictions)
        writer.member("device", device)
        writer.member("excursionCount", excursionCount)
        writer.member("first", first)
        writer.member("flaggedCount", flaggedCount)
        writer.member("gapCount", gapCount)
        writer.member("last", last)
        writer.ifPresent("maximum", maximum)
        writer.ifPresent("meanKineticTemperature", meanKineticTemperature)
        writer.member("millisecondsAbove", millisecondsAbove)
        writer.member("millisecondsBelow", millisecondsBelow)
        writer.ifPresent("minimum", minimum)
        writer.member("readings", readings)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("FindingsSummaryAnswer", "The figures of what all readings of one device show; the findings themselves have the rest.", members: [
            MemberDescription("device", String.self, "The device."),
            MemberDescription("readings", Int.self, "How many instants of the carriage have a reading."),
            MemberDescription("first", Instant.self, "The earliest of them."),
            MemberDescription("last", Instant.self, "The latest of them."),
            MemberDescription("minimum", Temperature.self, "The lowest temperature; absent where none was reported.", isOptional: true, absence: .leftOut),
            MemberDescription("maximum", Temperature.self, "The highest temperature; absent where none was reported.", isOptional: true, absence: .leftOut),
            MemberDescription("meanKineticTemperature", Temperature.self, "The mean kinetic temperature; absent where no temperature was reported.", isOptional: true, absence: .leftOut),
            MemberDescription("millisecondsAbove", Int64.self, "The whole time above the upper limit."),
            MemberDescription("millisecondsBelow", Int64.self, "The whole time below the lower limit."),
            MemberDescription("excursionCount", Int.self, "How many excursions there are."),
            MemberDescription("gapCount", Int.self, "How many gaps there are."),
            MemberDescription("contradictions", Int.self, "How many instants contradict themselves."),
            MemberDescription("flaggedCount", Int.self, "How many instants have a value that is not believed, of each metric and reason."),
        ])
    }
}

extension FleetPartAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.ifPresent("problem", problem)
        writer.member("shipment", shipment)
        if writer.isAnswer { upload.writeMembers(to: &writer) } else { writer.member("upload", upload) }
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("FleetPartAnswer", "What became of one shipment's part of a fleet's stream: an upload's answer, in which each reading counts as a row.", members: [
            MemberDescription("shipment", InstanceID.self, "The shipment."),
            MemberDescription("upload", UploadAnswer.self, "What the part came to; where it was refused, nothing of it was taken.", scope: .flattened),
            MemberDescription("problem", ProblemAnswer.self, "Why the part was refused, as a problem of its own; absent where it was taken.", isOptional: true, absence: .leftOut),
        ])
    }
}

extension FleetUploadAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("accepted", accepted)
        writer.member("duplicates", duplicates)
        writer.member("leftOut", leftOut)
        writer.member("leftOutCount", leftOutCount)
        writer.member("readRows", readRows)
        writer.member("readings", readings)
        writer.member("refused", refused)
        writer.member("rejected", rejected)
        writer.member("rejectedCount", rejectedCount)
        writer.member("rows", rows)
        writer.member("shipments", shipments)
        writer.member("understood", understood)
        writer.member("unplaced", unplaced)
        writer.member("unplacedCount", unplacedCount)
        writer.member("upload", upload)
        writer.member("withoutMeasurement", withoutMeasurement)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("FleetUploadAnswer", "What a fleet's stream came to.", members: [
            MemberDescription("upload", Text<44>.self, "SHA-256 of the bytes that came, in base64: what a withdrawal names the upload by, of each shipment."),
            MemberDescription("rows", Int.self, "How many rows, or readings in JSON, the stream held."),
            MemberDescription("readRows", Int.self, "How many rows were read; a row of several channels holds a reading of each."),
            MemberDescription("withoutMeasurement", Int.self, "How many rows state a time and no measurement, such as a logger's status lines."),
            MemberDescription("rejected", [RejectedLine].self, "The lines that were not accepted, up to a limit."),
            MemberDescription("rejectedCount", Int.self, "How many lines were not accepted."),
            MemberDescription("leftOut", [RejectedLine].self, "The fields that were left out of rows that were kept, and the columns that were not understood, up to a limit."),
            MemberDescription("leftOutCount", Int.self, "How many fields and columns were left out."),
            MemberDescription("understood", [UnderstoodPart].self, "How the stream was understood: columns, units, zone, device and order of dates."),
            MemberDescription("readings", Int.self, "How many readings there are in the rows that were read."),
            MemberDescription("accepted", Int.self, "Readings that stated something new of their shipment."),
            MemberDescription("duplicates", Int.self, "Readings that stated nothing new."),
            MemberDescription("refused", Int.self, "Readings in parts that were refused; each part says why."),
            MemberDescription("shipments", [FleetPartAnswer].self, "What became of each shipment's part."),
            MemberDescription("unplaced", [UnplacedAnswer].self, "Readings that went to no shipment, by device and reason, up to a limit."),
            MemberDescription("unplacedCount", Int.self, "How many readings went to no shipment."),
        ])
    }
}

extension FormerLogKeyAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("from", from)
        writer.member("rotation", rotation)
        writer.member("to", to)
        writer.member("vkey", vkey)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("FormerLogKeyAnswer", "A former key of the log, the sizes of the trees that it signed, and what replaced it.", members: [
            MemberDescription("vkey", String.self, "The verifier key."),
            MemberDescription("from", UInt64.self, "The size of the first tree that it signed."),
            MemberDescription("to", UInt64.self, "The size of the last."),
            MemberDescription("rotation", LogKeyRotationAnswer.self, "The entry that replaced it."),
        ])
    }
}

extension HistoryAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("action", action)
        writer.member("actor", actor)
        writer.member("at", at)
        writer.member("attestedBy", attestedBy)
        writer.optional("from", from)
        writer.member("receipt", receipt)
        writer.member("revision", revision)
        writer.member("to", to)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("HistoryAnswer", "One transition of an instance: the edge taken, by whom, when, and where it is on the ledger.", members: [
            MemberDescription("revision", Int.self, "The ordinal of the transition."),
            MemberDescription("action", String.self, "The edge's name."),
            MemberDescription("from", String.self, "The state before.", isOptional: true),
            MemberDescription("to", String.self, "The state after."),
            MemberDescription("actor", MemberID.self, "The member that acted."),
            MemberDescription("at", Instant.self, "The sequencer's instant."),
            MemberDescription("attestedBy", Attestation.By.self, "Who attests it."),
            MemberDescription("receipt", ReceiptAnswer.self, "Where it is."),
        ])
    }
}

extension IssuedAPIKeyAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("id", id)
        writer.member("member", member)
        writer.optional("secret", secret)
        writer.member("secretWasShown", secretWasShown)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("IssuedAPIKeyAnswer", "An API key that was issued.", members: [
            MemberDescription("id", Identifier.self, "The key's own identifier."),
            MemberDescription("member", MemberID.self, "Whose it is."),
            MemberDescription("secret", String.self, "The key itself, shown once; `null` where the member has drawn it, or was shown it before.", isOptional: true),
            MemberDescription("secretWasShown", Bool.self, "Whether the key was drawn for the member and shown by the first answer: it is kept nowhere."),
        ])
    }
}

extension LatestAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("certificate", certificate)
        writer.optional("container", container)
        writer.member("devices", devices)
        writer.ifPresent("problem", problem)
        writer.member("revision", revision)
        writer.member("shipment", shipment)
        writer.member("state", state)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("LatestAnswer", "What a shipment's loggers reported last while they travelled with its goods.", members: [
            MemberDescription("shipment", InstanceID.self, "The shipment."),
            MemberDescription("certificate", InstanceID.self, "The certificate that insures it."),
            MemberDescription("container", ContainerNumber.self, "The container; `null` where the goods travel in none.", isOptional: true),
            MemberDescription("state", Shipment.Stage.self, "Where the shipment stands."),
            MemberDescription("revision", Int.self, "The shipment's revision."),
            MemberDescription("devices", [DeviceLatestAnswer].self, "What each device reported last; one of which nothing is believed is not there."),
            MemberDescription("problem", ProblemAnswer.self, "Why the readings cannot be read; absent where they can.", isOptional: true, absence: .leftOut),
        ])
    }
}

extension LatestPositionAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("latitude", latitude)
        writer.member("longitude", longitude)
        writer.member("time", time)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("LatestPositionAnswer", "Where a device was, and when: degrees of WGS 84.", members: [
            MemberDescription("time", Instant.self, "The instant of the position."),
            MemberDescription("latitude", Degrees.self, "Degrees north of the equator."),
            MemberDescription("longitude", Degrees.self, "Degrees east of Greenwich."),
        ])
    }
}

extension LedgerAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("checkpoint", checkpoint)
        writer.member("origin", origin)
        writer.member("policy", policy)
        writer.member("previousVkeys", previousVkeys)
        writer.member("root", root)
        writer.member("size", size)
        writer.member("sizes", sizes)
        writer.optional("timestamping", timestamping)
        writer.member("vkey", vkey)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("LedgerAnswer", "Which ledger this is, and how far it has come.", members: [
            MemberDescription("origin", String.self, "The ledger's name."),
            MemberDescription("vkey", String.self, "The verifier key of its checkpoints."),
            MemberDescription("previousVkeys", [FormerLogKeyAnswer].self, "The keys before it, oldest first."),
            MemberDescription("size", UInt64.self, "The size of the newest published checkpoint's tree."),
            MemberDescription("root", Hash.self, "The root of that tree."),
            MemberDescription("checkpoint", String.self, "That checkpoint as a signed note."),
            MemberDescription("policy", PolicyAnswer.self, "What members hold checkpoints against."),
            MemberDescription("sizes", LedgerSizesAnswer.self, "How many entries have come how far."),
            MemberDescription("timestamping", TimestampingAnswer.self, "Where timestamps come from, where any are asked for.", isOptional: true),
        ])
    }
}

extension LedgerSizesAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("committed", committed)
        writer.member("published", published)
        writer.member("witnessed", witnessed)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("LedgerSizesAnswer", "How many entries have come how far.", members: [
            MemberDescription("committed", UInt64.self, "On disk."),
            MemberDescription("published", UInt64.self, "Under a checkpoint that is published."),
            MemberDescription("witnessed", UInt64.self, "Under one that is cosigned as the policy asks."),
        ])
    }
}

extension ListedEntryAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        if writer.isAnswer { entry.writeMembers(to: &writer) } else { writer.member("entry", entry) }
        writer.member("version", version)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("ListedEntryAnswer", "An entry of a published sanctions list.", members: [
            MemberDescription("entry", ListedEntry.self, "The entry.", scope: .flattened),
            MemberDescription("version", DigestText.self, "A digest of the entry, another where a later publication changes it."),
        ])
    }
}

extension LivenessAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("status", status)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("LivenessAnswer", "Whether the process lives.", members: [
            MemberDescription("status", LivenessAnswer.Status.self, "What it says."),
        ])
    }
}

extension LogKeyRotationAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.optional("command", command)
        writer.member("index", index)
        writer.member("leaf", leaf)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("LogKeyRotationAnswer", "The entry that replaced a key of the log.", members: [
            MemberDescription("index", UInt64.self, "The entry's index."),
            MemberDescription("leaf", LedgerObject.self, "The leaf."),
            MemberDescription("command", SaltedObject.self, "The command, signed by both keys.", isOptional: true),
        ])
    }
}

extension MemberAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("id", id)
        if writer.isAnswer { member.writeMembers(to: &writer) } else { writer.member("member", member) }
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("MemberAnswer", "A member as all members see it.", members: [
            MemberDescription("id", MemberID.self, "The member's name in the ledger."),
            MemberDescription("member", Consortium.Member.self, "The member.", scope: .flattened),
        ])
    }
}

extension MemberKeyAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        if writer.isAnswer { key.writeMembers(to: &writer) } else { writer.member("key", key) }
        writer.member("member", member)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("MemberKeyAnswer", "A signing key with the member whose it is.", members: [
            MemberDescription("key", Consortium.SigningKey.self, "The key.", scope: .flattened),
            MemberDescription("member", MemberID.self, "The member."),
        ])
    }
}

extension MemberOfficerAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("member", member)
        if writer.isAnswer { officer.writeMembers(to: &writer) } else { writer.member("officer", officer) }
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("MemberOfficerAnswer", "An officer with the member that it acts for.", members: [
            MemberDescription("officer", Authority.Officer.self, "The officer.", scope: .flattened),
            MemberDescription("member", MemberID.self, "The member."),
        ])
    }
}

extension NoMembers {
    /// Makes one from its members.
    package init(_: Void = ()) {
        self.init()
    }

    /// Reads one; `nil` where something is wrong, which the reader has noted.
    package init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        reader.endObject()
        self.init()
    }

    /// Writes the members without the braces around them.
    package func writeMembers(to writer: inout JSONWriter) {
    }

    /// Name, meaning and members.
    package static var description: RecordDescription {
        RecordDescription("NoMembers", "What a request says that says nothing.", members: [
        ])
    }
}

extension NotifiedClaimAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("id", id)
        writer.member("state", state)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("NotifiedClaimAnswer", "A claim as a member sees it that may notify it and may not read it.", members: [
            MemberDescription("id", InstanceID.self, "The claim's identifier."),
            MemberDescription("state", Claim.Stage.self, "Where it stands."),
        ])
    }
}

extension PointAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("time", time)
        writer.member("value", value)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("PointAnswer", "One reading of one metric.", members: [
            MemberDescription("time", Instant.self, "The instant of the reading."),
            MemberDescription("value", PointValue.self, "In the unit of the series; whether a door is open is a word."),
        ])
    }
}

extension PolicyAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("quorum", quorum)
        writer.member("text", text)
        writer.member("witnesses", witnesses)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("PolicyAnswer", "What members hold checkpoints against.", members: [
            MemberDescription("quorum", String.self, "The quorum: a witness, a group or none."),
            MemberDescription("witnesses", [PolicyWitnessAnswer].self, "The witnesses."),
            MemberDescription("text", String.self, "The whole policy, as a file has it."),
        ])
    }
}

extension PolicyWitnessAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("name", name)
        writer.optional("url", url)
        writer.member("vkey", vkey)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("PolicyWitnessAnswer", "One witness of a policy.", members: [
            MemberDescription("name", String.self, "The witness's name in the policy."),
            MemberDescription("vkey", String.self, "Its verifier key."),
            MemberDescription("url", String.self, "Where it takes checkpoints.", isOptional: true),
        ])
    }
}

extension ProblemAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("code", code)
        writer.member("detail", detail)
        writer.ifPresent("errors", errors)
        writer.ifPresent("figures", figures)
        writer.ifPresent("refusalNumber", refusalNumber)
        writer.ifPresent("retryIsSafe", retryIsSafe)
        writer.member("status", status)
        if writer.isAnswer { writer.answer("title", title) }
        if writer.isAnswer { writer.answer("type", type) }
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("ProblemAnswer", "Why a request was not answered as asked (RFC 9457).", members: [
            MemberDescription("code", String.self, "What clients may build upon, permanent: the code of a refusal, listed as `x-refusals`, or that of another problem."),
            MemberDescription("status", ProblemStatus.self, "The status of the answer."),
            MemberDescription("detail", String.self, "What happened, for people."),
            MemberDescription("refusalNumber", Int.self, "The permanent number, where a contract refused.", isOptional: true, absence: .leftOut),
            MemberDescription("figures", [String: String].self, "What was compared, by name.", isOptional: true, absence: .leftOut),
            MemberDescription("errors", [FieldError].self, "Every field that is wrong.", isOptional: true, absence: .leftOut),
            MemberDescription("retryIsSafe", Bool.self, "Whether sending the same request again is safe, where the fault is the server's.", isOptional: true, absence: .leftOut),
            .answer("type", \ProblemAnswer.type, "`urn:plimsoll:problem:` and the code."),
            .answer("title", \ProblemAnswer.title, "The code's words."),
        ])
    }
}

extension ProofAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("checkpoint", checkpoint)
        writer.member("hashes", hashes)
        writer.member("index", index)
        writer.member("leafHash", leafHash)
        writer.member("root", root)
        writer.member("size", size)
        writer.member("status", status)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("ProofAnswer", "A proof that a checkpoint's tree has an entry.", members: [
            MemberDescription("index", UInt64.self, "The entry's index."),
            MemberDescription("status", EntryStatus.self, "How far it has come."),
            MemberDescription("leafHash", Hash.self, "The leaf's hash in the tree."),
            MemberDescription("size", UInt64.self, "The size of the checkpoint's tree."),
            MemberDescription("root", Hash.self, "The root of that tree."),
            MemberDescription("hashes", [Hash].self, "The hashes that lead from the leaf to the root (RFC 6962)."),
            MemberDescription("checkpoint", String.self, "The checkpoint as a signed note."),
        ])
    }
}

extension PublicationAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("adoptedAt", adoptedAt)
        writer.member("publication", publication)
        writer.member("source", source)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("PublicationAnswer", "A published sanctions list that is screened against.", members: [
            MemberDescription("source", ListSource.self, "Whose list it is."),
            MemberDescription("publication", ScreeningList.Publication.self, "What was published."),
            MemberDescription("adoptedAt", Instant.self, "When it was adopted."),
        ])
    }
}

extension ReadinessAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("size", size)
        writer.member("status", status)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("ReadinessAnswer", "Whether the server can serve.", members: [
            MemberDescription("status", ReadinessAnswer.Status.self, "What it says."),
            MemberDescription("size", UInt64.self, "How many entries the ledger has."),
        ])
    }
}

extension ReadingAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.ifPresent("battery", battery)
        writer.ifPresent("door", door)
        writer.member("flagged", flagged)
        writer.ifPresent("humidity", humidity)
        writer.ifPresent("latitude", latitude)
        writer.ifPresent("light", light)
        writer.ifPresent("longitude", longitude)
        writer.ifPresent("shock", shock)
        writer.ifPresent("temperature", temperature)
        writer.member("time", time)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("ReadingAnswer", "One reading.", members: [
            MemberDescription("time", Instant.self, "The instant of the reading."),
            MemberDescription("temperature", PointValue.self, "Degrees Celsius.", isOptional: true, absence: .leftOut),
            MemberDescription("humidity", PointValue.self, "Percent relative humidity.", isOptional: true, absence: .leftOut),
            MemberDescription("shock", PointValue.self, "In g.", isOptional: true, absence: .leftOut),
            MemberDescription("light", PointValue.self, "In lux.", isOptional: true, absence: .leftOut),
            MemberDescription("door", PointValue.self, "Whether the door is open.", isOptional: true, absence: .leftOut),
            MemberDescription("latitude", Degrees.self, "Degrees north of the equator.", isOptional: true, absence: .leftOut),
            MemberDescription("longitude", Degrees.self, "Degrees east of Greenwich.", isOptional: true, absence: .leftOut),
            MemberDescription("battery", PointValue.self, "Charge left, in percent.", isOptional: true, absence: .leftOut),
            MemberDescription("flagged", [FlaggedReadings.Measured].self, "What of it the findings do not believe: its metrics, or its time."),
        ])
    }
}

extension ReceiptAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("index", index)
        writer.member("leafHash", leafHash)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("ReceiptAnswer", "Where on the ledger a transition is.", members: [
            MemberDescription("index", UInt64.self, "The entry's index."),
            MemberDescription("leafHash", Hash.self, "The leaf's hash in the tree."),
        ])
    }
}

extension ReceiptInFullAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("contract", contract)
        writer.member("instance", instance)
        if writer.isAnswer { receipt.writeMembers(to: &writer) } else { writer.member("receipt", receipt) }
        writer.member("revision", revision)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("ReceiptInFullAnswer", "Where a transition is, and whose it is.", members: [
            MemberDescription("receipt", ReceiptAnswer.self, "Where it is.", scope: .flattened),
            MemberDescription("contract", ContractName.self, "The contract."),
            MemberDescription("instance", InstanceID.self, "The instance."),
            MemberDescription("revision", Int.self, "The ordinal of the transition for the instance."),
        ])
    }
}

extension ReceiptStatusAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        if writer.isAnswer { receipt.writeMembers(to: &writer) } else { writer.member("receipt", receipt) }
        writer.member("status", status)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("ReceiptStatusAnswer", "Where a transition is, and how far it has come.", members: [
            MemberDescription("receipt", ReceiptAnswer.self, "Where it is.", scope: .flattened),
            MemberDescription("status", EntryStatus.self, "How far it has come."),
        ])
    }
}

extension RecordedUploadAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("at", at)
        writer.member("by", by)
        writer.member("devices", devices)
        writer.member("first", first)
        writer.member("last", last)
        writer.member("samples", samples)
        writer.ifPresent("signedBy", signedBy)
        writer.member("upload", upload)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("RecordedUploadAnswer", "An upload that is on the ledger.", members: [
            MemberDescription("upload", Text<44>.self, "SHA-256 of the bytes that came, in base64: what a withdrawal names it by."),
            MemberDescription("by", MemberID.self, "Who uploaded it."),
            MemberDescription("devices", [DeviceName].self, "The devices with readings in it that were new."),
            MemberDescription("samples", Int.self, "How many samples it brought."),
            MemberDescription("first", Instant.self, "The earliest of them."),
            MemberDescription("last", Instant.self, "The latest of them."),
            MemberDescription("signedBy", DeviceName.self, "The device whose signature came with it; absent where none did.", isOptional: true, absence: .leftOut),
            MemberDescription("at", Instant.self, "When it came onto the ledger."),
        ])
    }
}

extension RedeliveryRequest {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let delivery: UInt64? = reader.member("delivery")
        reader.endObject()
        guard let delivery else { return nil }
        self.init(delivery: delivery)
    }

    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("delivery", delivery)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("RedeliveryRequest", "Which delivery is tried again.", members: [
            MemberDescription("delivery", UInt64.self, "The delivery's number."),
        ])
    }
}

extension ReplayRequest {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let from: UInt64? = reader.member("from")
        reader.endObject()
        guard let from else { return nil }
        self.init(from: from)
    }

    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("from", from)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("ReplayRequest", "From which entry an endpoint is told everything again.", members: [
            MemberDescription("from", UInt64.self, "The index of the first entry."),
        ])
    }
}

extension RevokedAPIKeyAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("id", id)
        writer.member("member", member)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("RevokedAPIKeyAnswer", "An API key that was revoked.", members: [
            MemberDescription("id", Identifier.self, "The key's own identifier."),
            MemberDescription("member", MemberID.self, "Whose it was."),
        ])
    }
}

extension SanctionAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("entry", entry)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("SanctionAnswer", "An entry of the sanctions list that was put on it or taken off.", members: [
            MemberDescription("entry", String.self, "The entry as it is compared."),
        ])
    }
}

extension SeriesAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("devices", devices)
        writer.member("metric", metric)
        writer.optional("unit", unit)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("SeriesAnswer", "Readings of one metric, thinned for a chart.", members: [
            MemberDescription("metric", Metric.self, "The metric."),
            MemberDescription("unit", String.self, "The unit of the values; none for the door.", isOptional: true),
            MemberDescription("devices", [DeviceSeriesAnswer].self, "Each device's readings."),
        ])
    }
}

extension SetApartAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("certificate", certificate)
        writer.member("interest", interest)
        writer.member("reason", reason)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("SetApartAnswer", "What a leading insurer said of its certificate beside the others that insure the same container.", members: [
            MemberDescription("certificate", InstanceID.self, "The certificate."),
            MemberDescription("interest", InstanceID.self, "The interest, on which other certificates are too."),
            MemberDescription("reason", Text<200>.self, "Why the certificate insures other goods."),
        ])
    }
}

extension ShipmentRegistration {
    /// Reads one; `nil` where something is wrong, which the reader has noted.
    init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let carrier: MemberID?? = reader.optional("carrier")
        let certificate: InstanceID? = reader.member("certificate")
        let container: ContainerNumber?? = reader.optional("container")
        let devices: Shipment.ForEachDevice<DeviceBinding>? = reader.member("devices", default: [])
        let shipper: MemberID? = reader.member("shipper")
        reader.endObject()
        guard let carrier, let certificate, let container, let devices, let shipper else { return nil }
        self.init(certificate: certificate, shipper: shipper, carrier: carrier, container: container, devices: devices)
    }

    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.optional("carrier", carrier)
        writer.member("certificate", certificate)
        writer.optional("container", container)
        writer.member("devices", devices)
        writer.member("shipper", shipper)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("ShipmentRegistration", "What `POST /v1/shipments` asks for.", members: [
            MemberDescription("certificate", InstanceID.self, "The certificate of the goods."),
            MemberDescription("shipper", MemberID.self, "Who hands the goods over; whoever asks where none is named."),
            MemberDescription("carrier", MemberID.self, "Who carries the goods, if a member.", isOptional: true),
            MemberDescription("container", ContainerNumber.self, "The container, where the goods travel in one.", isOptional: true),
            MemberDescription("devices", Shipment.ForEachDevice<DeviceBinding>.self, "The loggers to bind with the registration.", hasDefault: true),
        ])
    }
}

extension TimestampAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("at", at)
        writer.member("authority", authority)
        writer.member("note", note)
        writer.member("reply", reply)
        writer.member("size", size)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("TimestampAnswer", "A timestamp without its bytes, and where those are.", members: [
            MemberDescription("size", UInt64.self, "The size of the tree that was stamped."),
            MemberDescription("at", Instant.self, "When."),
            MemberDescription("authority", String.self, "By whom."),
            MemberDescription("reply", String.self, "Where the authority's reply is."),
            MemberDescription("note", String.self, "Where the signed note is that was stamped."),
        ])
    }
}

extension TimestampingAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.optional("latest", latest)
        writer.member("url", url)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("TimestampingAnswer", "Where timestamps come from.", members: [
            MemberDescription("url", String.self, "The authority's address."),
            MemberDescription("latest", TimestampAnswer.self, "The latest timestamp.", isOptional: true),
        ])
    }
}

extension TrackFeature {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("geometry", geometry)
        writer.member("properties", properties)
        writer.member("type", type)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("TrackFeature", "One device's track.", members: [
            MemberDescription("type", TrackFeature.Kind.self, "What this is."),
            MemberDescription("properties", TrackProperties.self, "Whose track it is."),
            MemberDescription("geometry", TrackGeometry.self, "Where it went."),
        ])
    }
}

extension TrackGeometry {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("coordinates", coordinates)
        writer.member("type", type)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("TrackGeometry", "Where a track went: a line, cut at the antimeridian (section 3.1.9).", members: [
            MemberDescription("type", TrackGeometry.Kind.self, "What the coordinates are."),
            MemberDescription("coordinates", TrackCoordinates.self, "The position, or each line's positions in order."),
        ])
    }
}

extension TrackProperties {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("deviation", deviation)
        writer.member("device", device)
        writer.member("first", first)
        writer.member("last", last)
        writer.member("leftOut", leftOut)
        writer.member("points", points)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("TrackProperties", "Whose track it is, and of when.", members: [
            MemberDescription("device", String.self, "The device."),
            MemberDescription("points", Int.self, "How many points are drawn."),
            MemberDescription("deviation", Int.self, "How far a position that was thinned out may lie from the line, in metres; 0 where none was."),
            MemberDescription("leftOut", Int.self, "How many positions are not believed, and not drawn: at 0 north 0 east, where the goods cannot have come to, or of a clock that was wrong."),
            MemberDescription("first", Instant.self, "The instant of the first."),
            MemberDescription("last", Instant.self, "The instant of the last."),
        ])
    }
}

extension TracksAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("features", features)
        writer.member("type", type)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("TracksAnswer", "Tracks as a GeoJSON feature collection (RFC 7946).", members: [
            MemberDescription("type", TracksAnswer.Kind.self, "What this is."),
            MemberDescription("features", [TrackFeature].self, "Each device's track; one without a position is no feature."),
        ])
    }
}

extension UnplacedAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("code", code)
        writer.member("device", device)
        writer.member("first", first)
        writer.member("last", last)
        writer.member("readings", readings)
        writer.member("reason", reason)
        writer.member("shipments", shipments)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("UnplacedAnswer", "Readings that went to no shipment, of one device and for one reason.", members: [
            MemberDescription("device", String.self, "The device."),
            MemberDescription("readings", Int.self, "How many readings."),
            MemberDescription("first", Instant.self, "The earliest."),
            MemberDescription("last", Instant.self, "The latest."),
            MemberDescription("code", UnplacedCode.self, "The permanent code."),
            MemberDescription("reason", String.self, "The reason in English, with what to do."),
            MemberDescription("shipments", [InstanceID].self, "The caller's shipments that have the device and are concerned."),
        ])
    }
}

extension UploadAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("accepted", accepted)
        writer.member("duplicates", duplicates)
        writer.member("leftOut", leftOut)
        writer.member("leftOutCount", leftOutCount)
        writer.member("readRows", readRows)
        writer.optional("receipt", receipt)
        writer.member("rejected", rejected)
        writer.member("rejectedCount", rejectedCount)
        writer.member("rows", rows)
        writer.member("segments", segments)
        writer.member("stored", stored)
        writer.member("understood", understood)
        writer.member("upload", upload)
        writer.member("withoutMeasurement", withoutMeasurement)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("UploadAnswer", "What an upload came to.", members: [
            MemberDescription("upload", Text<44>.self, "SHA-256 of the bytes that came, in base64: what a withdrawal names the upload by."),
            MemberDescription("accepted", Int.self, "Readings that stated something new."),
            MemberDescription("duplicates", Int.self, "Readings that stated nothing new."),
            MemberDescription("rejected", [RejectedLine].self, "The lines that were not accepted, up to a limit."),
            MemberDescription("rejectedCount", Int.self, "How many lines were not accepted."),
            MemberDescription("rows", Int.self, "How many rows, or readings in JSON, the upload held."),
            MemberDescription("readRows", Int.self, "How many rows were read; a row of several channels holds a reading of each."),
            MemberDescription("withoutMeasurement", Int.self, "How many rows state a time and no measurement, such as a logger's status lines."),
            MemberDescription("leftOut", [RejectedLine].self, "The fields that were left out of rows that were kept, and the columns that were not understood, up to a limit."),
            MemberDescription("leftOutCount", Int.self, "How many fields and columns were left out."),
            MemberDescription("understood", [UnderstoodPart].self, "How the upload was understood: columns, units, zone, device and order of dates."),
            MemberDescription("stored", Int.self, "How many samples were stored; readings of one device and instant are one."),
            MemberDescription("segments", [Text<44>].self, "The digests of the segments that hold the readings."),
            MemberDescription("receipt", ReceiptAnswer.self, "Where on the ledger it is; nowhere where nothing was new.", isOptional: true),
        ])
    }
}

extension UploadEventAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("at", at)
        writer.ifPresent("by", by)
        writer.member("devices", devices)
        writer.member("duplicates", duplicates)
        writer.member("findings", findings)
        writer.member("index", index)
        writer.member("rejected", rejected)
        writer.member("revision", revision)
        writer.member("shipment", shipment)
        writer.member("stored", stored)
        writer.member("upload", upload)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("UploadEventAnswer", "The data of an event of kind `upload`: a shipment took one, and all its readings were judged.", members: [
            MemberDescription("shipment", InstanceID.self, "The shipment."),
            MemberDescription("index", UInt64.self, "The index of the ledger's entry, which is the event's id."),
            MemberDescription("at", Instant.self, "The entry's instant."),
            MemberDescription("revision", Int.self, "The shipment's revision after it."),
            MemberDescription("upload", Text<44>.self, "The upload's digest: what a withdrawal names it by."),
            MemberDescription("by", MemberID.self, "Who uploaded it.", isOptional: true, since: 4),
            MemberDescription("stored", Int.self, "How many samples were stored; readings of one device and instant are one."),
            MemberDescription("duplicates", Int.self, "Readings that stated nothing new."),
            MemberDescription("rejected", Int.self, "Lines that were rejected."),
            MemberDescription("devices", [UploadedDeviceAnswer].self, "What came of each device."),
            MemberDescription("findings", [FindingsSummaryAnswer].self, "What all of each device's readings show now."),
        ])
    }
}

extension UploadedDeviceAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("device", device)
        writer.member("first", first)
        writer.member("last", last)
        writer.ifPresent("latest", latest)
        writer.member("stored", stored)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("UploadedDeviceAnswer", "What an upload brought of one device.", members: [
            MemberDescription("device", String.self, "The device."),
            MemberDescription("stored", Int.self, "How many samples were stored."),
            MemberDescription("first", Instant.self, "The earliest of them."),
            MemberDescription("last", Instant.self, "The latest of them."),
            MemberDescription("latest", ReadingAnswer.self, "The latest of them; absent where its segment is lost.", isOptional: true, absence: .leftOut),
        ])
    }
}

extension WebhookSecretAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        if writer.isAnswer { endpoint.writeMembers(to: &writer) } else { writer.member("endpoint", endpoint) }
        writer.optional("secret", secret)
        writer.member("secretWasShown", secretWasShown)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("WebhookSecretAnswer", "A webhook endpoint with its secret, which is shown when it is made and never again.", members: [
            MemberDescription("endpoint", WebhookEndpointStatus.self, "The endpoint.", scope: .flattened),
            MemberDescription("secret", String.self, "The key of its signatures, shown once; `null` where it was shown before.", isOptional: true),
            MemberDescription("secretWasShown", Bool.self, "Whether the secret was shown by the first answer under this key, and is not shown again."),
        ])
    }
}

extension WithdrawalEventAnswer {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("at", at)
        writer.member("by", by)
        writer.member("index", index)
        writer.member("readings", readings)
        writer.member("reason", reason)
        writer.member("revision", revision)
        writer.member("shipment", shipment)
        writer.member("upload", upload)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("WithdrawalEventAnswer", "The data of an event of kind `withdrawal`: an upload was taken back.", members: [
            MemberDescription("shipment", InstanceID.self, "The shipment."),
            MemberDescription("index", UInt64.self, "The index of the ledger's entry, which is the event's id."),
            MemberDescription("at", Instant.self, "The entry's instant."),
            MemberDescription("revision", Int.self, "The shipment's revision after it."),
            MemberDescription("upload", Text<44>.self, "The upload's digest."),
            MemberDescription("by", MemberID.self, "Who uploaded it and takes it back."),
            MemberDescription("reason", Text<200>.self, "Why."),
            MemberDescription("readings", Int.self, "How many samples it had brought."),
        ])
    }
}

/// The described types of this module.
package enum HTTPAPIRecords {
    /// All of them, by name.
    package static let all: [any Described.Type] = [
        CaptureJobAnswer.self,
        ClockAnswer.self,
        ClockRequest.self,
        CommandAnswer.self,
        CommandToSignAnswer.self,
        DeviceBinding.self,
        DeviceLatestAnswer.self,
        DeviceSeriesAnswer.self,
        EntryAnswer.self,
        EntryInFullAnswer.self,
        EvidenceAssignmentAnswer.self,
        FieldError.self,
        FindingsAnswer.self,
        FindingsEventAnswer.self,
        FindingsSummaryAnswer.self,
        FleetPartAnswer.self,
        FleetUploadAnswer.self,
        FormerLogKeyAnswer.self,
        HistoryAnswer.self,
        IssuedAPIKeyAnswer.self,
        LatestAnswer.self,
        LatestPositionAnswer.self,
        LedgerAnswer.self,
        LedgerSizesAnswer.self,
        ListedEntryAnswer.self,
        LivenessAnswer.self,
        LogKeyRotationAnswer.self,
        MemberAnswer.self,
        MemberKeyAnswer.self,
        MemberOfficerAnswer.self,
        NoMembers.self,
        NotifiedClaimAnswer.self,
        PointAnswer.self,
        PolicyAnswer.self,
        PolicyWitnessAnswer.self,
        ProblemAnswer.self,
        ProofAnswer.self,
        PublicationAnswer.self,
        ReadinessAnswer.self,
        ReadingAnswer.self,
        ReceiptAnswer.self,
        ReceiptInFullAnswer.self,
        ReceiptStatusAnswer.self,
        RecordedUploadAnswer.self,
        RedeliveryRequest.self,
        ReplayRequest.self,
        RevokedAPIKeyAnswer.self,
        SanctionAnswer.self,
        SeriesAnswer.self,
        SetApartAnswer.self,
        ShipmentRegistration.self,
        TimestampAnswer.self,
        TimestampingAnswer.self,
        TrackFeature.self,
        TrackGeometry.self,
        TrackProperties.self,
        TracksAnswer.self,
        UnplacedAnswer.self,
        UploadAnswer.self,
        UploadEventAnswer.self,
        UploadedDeviceAnswer.self,
        WebhookSecretAnswer.self,
        WithdrawalEventAnswer.self,
    ]

    /// The other types of this module that are coded, by name.
    package static let values: [ValueDescription] = [
        ValueDescription(CaptureErrorBehaviour.self, "What the client asks for where an event cannot be captured.", cases: [
            ("rollback", "All events are captured, or none."),
            ("proceed", "As many events are captured as can be."),
        ]),
        ValueDescription(CheckpointChoice.self, "Which checkpoint a proof leads to.", cases: [
            ("latest", "The newest that is published."),
            ("witnessed", "The newest that is cosigned as the policy asks."),
        ]),
        ValueDescription(ClockAnswer.Kind.self, "The kinds of clocks.", cases: [
            ("machine", "The machine's."),
            ("simulated", "One that stands still until the operator sets it forward."),
        ]),
        ValueDescription(Degrees.self, "Degrees of arc with six decimals."),
        ValueDescription(LivenessAnswer.Status.self, "It does.", cases: [
            ("alive", "The process answers."),
        ]),
        ValueDescription(PointValue.self, "A reading's value.", cases: [
            ("thousandths", "In thousandths of the series' unit."),
            ("door", "Whether the door is open."),
        ]),
        ValueDescription(ProblemStatus.self, "The status of a problem's answer: of the client's errors, or of the server's."),
        ValueDescription(ProofFormat.self, "How a proof is spelled.", cases: [
            ("json", "JSON."),
            ("tlog-proof", "The text of c2sp.org/tlog-proof."),
        ]),
        ValueDescription(ReadinessAnswer.Status.self, "It can; where it cannot the answer is a problem.", cases: [
            ("ready", "The ledger can be read and written, and the view is up to it."),
        ]),
        ValueDescription(TelemetryEventMessage.self, "What one event of a stream says.", cases: [
            ("upload", "A shipment took an upload."),
            ("findings", "A shipment's readings were judged anew."),
            ("withdrawal", "An upload was taken back."),
        ]),
        ValueDescription(TrackCoordinates.self, "The coordinates of a geometry, which GeoJSON nests as arrays without names.", cases: [
            ("position", "One position."),
            ("lines", "Lines, each of its positions in order."),
        ]),
        ValueDescription(TrackFeature.Kind.self, "What this is.", cases: [
            ("Feature", "A geometry with its properties."),
        ]),
        ValueDescription(TrackGeometry.Kind.self, "What the coordinates are.", cases: [
            ("Point", "One position."),
            ("MultiLineString", "Lines of positions."),
        ]),
        ValueDescription(TrackPosition.self, "Longitude and latitude in degrees, in GeoJSON's order."),
        ValueDescription(TracksAnswer.Kind.self, "What this is.", cases: [
            ("FeatureCollection", "Features in order."),
        ]),
        ValueDescription(UnplacedCode.self, "Why readings of a fleet's stream went to no shipment; permanent, never renamed.", cases: [
            ("deviceNotBound", "No shipment to which the caller may upload has the device."),
            ("outsidePeriods", "The device was bound, and at these instants it travelled with no goods."),
            ("bindingAmbiguous", "The device travelled with the goods of several shipments at these instants."),
        ]),
    ]

    /// The described types of this module and of those that they are made of.
    package static let described: [any Described.Type] = [
        ContractsRecords.all,
        HTTPAPIRecords.all,
        LedgerRecords.all,
        MarineRecords.all,
        NotifierRecords.all,
        PublicationRecords.all,
        TelemetryRecords.all,
    ].flatMap { $0 }

    /// The other coded types of the same modules.
    package static let known: [ValueDescription] = [
        ContractsRecords.values,
        HTTPAPIRecords.values,
        LedgerRecords.values,
        MarineRecords.values,
        NotifierRecords.values,
        PublicationRecords.values,
        TelemetryRecords.values,
    ].flatMap { $0 }
}
