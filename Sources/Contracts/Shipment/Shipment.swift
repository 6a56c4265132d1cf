public import CanonicalJSON
public import Marine

/// The carriage of insured goods and what their loggers recorded.
public enum Shipment {
    /// A shipment after the transitions so far.
    public struct State: Record, Hashable, Sendable {
        /// The shipment's identifier.
        public var id: InstanceID
        /// The certificate that insures it.
        public var certificate: InstanceID
        /// Where it stands.
        public var stage: Stage
        /// Who takes part.
        public var party: Party
        /// The members on the certificate, who may read the shipment too.
        public var certificateParties: [MemberID]
        /// The container, where the goods travel in one.
        public var container: ContainerNumber?
        /// What the loggers must show.
        public var terms: TelemetryTerms
        /// The loggers and trackers whose readings count.
        public var devices: [Device]
        /// When it was registered.
        public var registeredAt: Instant
        /// When the goods left.
        public var departedAt: Instant?
        /// When the ship arrived.
        public var arrivedAt: Instant?
        /// When the goods were handed over.
        public var deliveredAt: Instant?
        /// The segments recorded, in order.
        public var segments: [SegmentRecord]
        /// How many uploads were recorded.
        public var uploads: Int
        /// How many of them carried no bound device's signature; from the fourth edition on, not
        /// that of each device with readings in it, and withdrawn ones count no more.
        public var unsignedUploads: Int
        /// What all accepted readings show.
        public var findings: TelemetryFindings
        /// When the departure came onto the ledger.
        ///
        /// - Since: edition 2
        public var departureRecordedAt: Instant?
        /// How many days after the ship's arrival the cover ends at the latest.
        ///
        /// - Since: edition 2
        public var daysAfterArrival: Int?
        /// The carriage that the findings are of; absent while no readings are judged.
        ///
        /// - Since: edition 2
        public var judged: CarriageWindow?
        /// The members that read it and do nothing on it: who came to hold the certificate,
        /// and surveyors.
        ///
        /// - Since: edition 2
        public var admitted: [MemberID]?

        /// What the parts of the certificate's cover have measured; absent where it states none.
        ///
        /// - Since: edition 2
        public var measures: [TelemetryMeasure]?
        /// Who recorded the arrival.
        ///
        /// - Since: edition 2
        public var arrivalRecordedBy: MemberID?
        /// When the goods were stuffed, as stated with the departure.
        ///
        /// - Since: edition 3
        public var stuffedAt: Instant?
        /// The uploads that were withdrawn, in the order in which they were.
        ///
        /// - Since: edition 4
        public var withdrawn: [Withdrawal]?

        // Only the certificate's identifier is shown: a carrier may read a shipment without being
        // party to its certificate.
        enum LedgerOnly {
            case stage, certificateParties, terms, segments, findings, measures, arrivalRecordedBy,
                admitted
        }
        enum Flattened { case party }

        enum AnswerOnly: String {
            /// What the loggers must show.
            case telemetry
            /// How many segments hold the readings.
            case segmentCount = "segments"
            /// How many readings were accepted.
            case readings
        }

        /// What the loggers must show, under the name that certificates' terms have it.
        var telemetry: TelemetryTerms { terms }

        /// How many segments hold the readings.
        var segmentCount: Int { segments.count }

        /// How many readings were accepted.
        public var readings: Int { segments.reduce(0) { $0 + $1.readings } }
    }

    /// Who takes part in a shipment beside the certificate's members.
    public struct Party: Record, Hashable, Sendable {
        /// Who hands the goods over and uploads; the assured where it is the same.
        public var shipper: MemberID
        /// Who carries the goods, if a member.
        public var carrier: MemberID?
    }

    /// A logger or tracker bound to the shipment.
    public struct Device: Record, Hashable, Sendable {
        /// The name that its readings carry.
        public var id: DeviceName
        /// The key with which the device or its gateway signs uploads: of Ed25519, or of P-256 in
        /// compressed form.
        public var publicKey: DeviceKeyText?
        /// When the binding came onto the ledger.
        public var boundAt: Instant
        /// From when on it travels with the goods, where that is stated; readings before are kept
        /// and not judged.
        ///
        /// - Since: edition 4
        public var from: Instant?
        /// When it left the goods; absent while it travels with them.
        ///
        /// - Since: edition 4
        public var to: Instant?
        /// When the ledger learned of that, the last time it was said.
        ///
        /// - Since: edition 5
        public var releasedAt: Instant?
    }

    /// A stored set of readings, pinned by its digest.
    public struct SegmentRecord: Record, Hashable, Sendable {
        /// SHA-256 of the segment's bytes in standard base64.
        ///
        /// Ledgers of tests have other texts in its place.
        public var digest: Text<44>
        /// Whose readings.
        public var device: DeviceName
        /// How many.
        public var readings: Int
        /// The earliest.
        public var first: Instant
        /// The latest.
        public var last: Instant
        /// SHA-256 of the segment's bytes with `-` in the place of the device's name: the same
        /// readings have it whoever is said to have made them.
        ///
        /// - Since: edition 2
        public var content: DigestText?
        /// The digest of the upload that brought it.
        ///
        /// - Since: edition 4
        public var upload: Text<44>?
        /// Who uploaded it.
        ///
        /// - Since: edition 4
        public var by: MemberID?
        /// Whether the key of a device with readings in the upload signed nothing; absent where all
        /// vouch for it.
        ///
        /// - Since: edition 4
        public var unsigned: Bool?
        /// Of how many segments it was made; absent where an upload brought it.
        ///
        /// - Since: edition 5
        public var parts: Int?
    }

    /// An upload that whoever made it takes back: its readings are kept and judged no more.
    public struct Withdrawal: Record, Hashable, Sendable {
        /// The digest of the upload.
        public var upload: Text<44>
        /// Who uploaded it and takes it back.
        public var by: MemberID
        /// Why.
        public var reason: Text<200>
        /// When.
        public var at: Instant
        /// How many readings it had brought.
        public var readings: Int
        /// The earliest of them.
        public var first: Instant
        /// The latest of them.
        public var last: Instant
        /// The digests of its segments, by which they can still be proved.
        public var segments: [Text<44>]
    }

    /// One upload as the ledger remembers it.
    public struct Upload: Record, Hashable, Sendable {
        /// SHA-256 of the bytes that came, in standard base64.
        ///
        /// Ledgers of tests have other texts in its place.
        public var digest: Text<44>
        /// Readings that were new.
        public var accepted: Int
        /// Readings that were known already.
        public var duplicates: Int
        /// Lines that were rejected.
        public var rejected: Int
        /// The device's signature over the upload, where there is one.
        public var signature: UploadSignature?
        /// The segments that hold the accepted readings.
        public var segments: [SegmentRecord]
        /// Who uploaded it; the ledger notes it as the upload is taken.
        ///
        /// - Since: edition 4
        public var by: MemberID?
    }

    /// A device's signature over an upload's bytes.
    public struct UploadSignature: Record, Hashable, Sendable {
        /// The device whose bound key signed.
        public var device: DeviceName
        /// The public key: of Ed25519, or of P-256 in compressed form.
        public var publicKey: DeviceKeyText
        /// The signature's 64 bytes in standard base64: of Ed25519, or of ECDSA r and s in 32 bytes
        /// each.
        ///
        /// Ledgers of tests have other texts in its place.
        public var signature: Text<88>
    }

    /// Where a shipment stands.
    public enum Stage: String, JSONCoded, Hashable, Sendable, CaseIterable {
        /// Registered; the goods have not left.
        case registered
        /// The goods are on their way.
        case underway
        /// The ship has arrived.
        case arrived
        /// The goods were handed over.
        case delivered
    }
}

extension Shipment.State {
    /// The carriage as far as the ledger knows it; `nil` while the goods have not left.
    ///
    /// It ends with delivery, or where that comes first the days after
    /// arrival that the clauses say.
    public var carriage: CarriageWindow? {
        guard let departedAt else { return nil }
        let latest = arrivedAt.flatMap { arrivedAt in
            daysAfterArrival.map(arrivedAt.advanced(byDays:))
        }
        return CarriageWindow(
            from: departedAt,
            to: [deliveredAt, latest].compactMap(\.self).min(),
            arrived: arrivedAt
        )
    }

    /// When each device travels with the goods, where that is less than the carriage.
    public var periods: [String: DevicePeriod] {
        var periods: [String: DevicePeriod] = [:]
        for device in devices where device.from != nil || device.to != nil {
            periods[device.id.string] = DevicePeriod(from: device.from, to: device.to)
        }
        return periods
    }

    /// Whether the carriage is over at an instant, so that no reading of it is still to be made.
    public func isOver(at instant: Instant, in edition: Edition) -> Bool {
        guard edition >= .second else { return deliveredAt != nil }
        return carriage?.to.map { $0 <= instant } ?? false
    }

    /// Whether the findings are of another carriage than the one that the ledger knows by now, or
    /// lack what an edition of the rules finds, or what waited is past by an instant.
    public func isOutdated(in edition: Edition, at instant: Instant) -> Bool {
        let lacks = findings.devices.contains { found in
            edition >= .third && found.signals == nil || edition >= .fourth && found.flagged == nil
        }
        let isPast = findings.aheadFrom.map { $0 <= instant } ?? false
        let isEmpty = segments.isEmpty && findings.devices.isEmpty
        return !isEmpty && (judged != carriage || lacks || isPast)
    }
}

extension Shipment {
    /// The legal state graph; telemetry may come late, as loggers are often read after delivery,
    /// and from the fourth edition on a logger may be bound as late: a claim on it is referred.
    public static func graph(in edition: Edition) -> StateGraph {
        if edition >= .fifth { return fifthGraph }
        if edition >= .fourth { return fourthGraph }
        return edition >= .second ? secondGraph : firstGraph
    }

    private static let fifthGraph = StateGraph(
        fourthGraph.edges
            + Stage.allCases.flatMap {
                [edge(.mergeSegments, from: $0, to: $0), edge(.splitSegments, from: $0, to: $0)]
            }
    )

    private static let fourthGraph = StateGraph(
        secondGraph.edges
            + [edge(.bindDevice, from: .delivered, to: .delivered)]
            + Stage.allCases.flatMap {
                [edge(.releaseDevice, from: $0, to: $0), edge(.withdrawUpload, from: $0, to: $0)]
            }
    )

    private static let secondGraph = StateGraph(
        firstGraph.edges
            + [Stage.underway, .arrived, .delivered].map { edge(.evaluate, from: $0, to: $0) }
            + Stage.allCases.map { edge(.admit, from: $0, to: $0) }
    )

    private static let firstGraph = StateGraph(
        [
            edge(.register, to: .registered),
            edge(.depart, from: .registered, to: .underway),
            edge(.arrive, from: .underway, to: .arrived),
            edge(.deliver, from: .arrived, to: .delivered),
        ]
            + [Stage.registered, .underway, .arrived].map {
                edge(.bindDevice, from: $0, to: $0)
            }
            + Stage.allCases.map {
                edge(.recordTelemetry, from: $0, to: $0)
            }
    )

    /// Where a shipment stands.
    public static func stage(of state: State) -> Stage { state.stage }

    /// Who takes part in it, and whom it was shown to since.
    public static func parties(of state: State) -> Set<MemberID> {
        Set(members(of: state)).union(state.admitted ?? [])
    }

    /// Who acts on it: the certificate's members, the shipper and the carrier; whoever is named
    /// twice is there twice.
    public static func members(of state: State) -> [MemberID] {
        var all = state.certificateParties
        all.append(state.party.shipper)
        if let carrier = state.party.carrier { all.append(carrier) }
        return all
    }

    /// What keeps one shipment's state small.
    public struct Limits: Sendable {
        /// Devices bound to one shipment.
        public var devices = 50
        /// Segments of one shipment.
        public var segments = 5_000
        /// Segments of one upload.
        public var segmentsPerUpload = 200
        /// Members that only read one shipment.
        public var admitted = 200
        /// Uploads of one shipment that are withdrawn.
        public var withdrawals = 500
    }

    /// Something for each device of one shipment: as many as ``Limits/devices`` allows, as a type.
    public typealias ForEachDevice<Value> = Entries<0, 50, Value>

    /// The limits of an edition.
    public static func limits(in edition: Edition) -> Limits { firstLimits }

    private static let firstLimits = Limits()
}
