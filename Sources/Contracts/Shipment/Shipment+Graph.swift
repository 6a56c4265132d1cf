public import Marine

extension Shipment {
    /// The legal state graph; telemetry may come late, as loggers are often read after delivery,
    /// and from the fourth edition on a logger may be bound as late: a claim on it is referred.
    public static func graph(in edition: Edition) -> StateGraph {
        if edition >= .fourth { return fourthGraph }
        return edition >= .second ? secondGraph : firstGraph
    }

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
