public import CanonicalJSON

/// The kinds of tables and texts that are told apart.
public enum TelemetryFamily: String, JSONCoded, CaseIterable, Hashable, Sendable {
    /// A logger's table with a header row.
    case table
    /// A table in Campbell Scientific's format TOA5.
    case toa5
    /// Readings as JSON objects.
    case reading
    /// ThingsBoard's telemetry: `ts` and `values`.
    case thingsBoard
    /// An uplink event of ChirpStack.
    case chirpStack
    /// An event in a CloudEvents envelope.
    case cloudEvents
    /// Sensor elements of GS1 EPCIS 2.0 events.
    case epcis
    /// A reefer or IoT event of the DCSA.
    case dcsa
}

/// How one table of an upload, or its JSON texts of one kind, was understood.
public struct UnderstoodPart: Answer, Hashable, Sendable {
    /// The line, counted from 1, of the table's header; of JSON, of the first reading of this kind.
    public var line: Int

    /// What kind of table or text it is.
    public var family: TelemetryFamily

    /// How many readings were taken from it.
    public var readings: Int

    /// The columns or members that hold something, in their order.
    public var columns: [UnderstoodColumn]

    /// The offset from UTC by which local times were read; `null` where none is stated.
    public var zone: String?

    /// The order by which dates were read that do not show it; `null` where none is stated.
    public var dateOrder: DateOrder?

    /// The device that is stated for the whole part; `null` where readings name their own.
    public var device: String?
}

/// What one column or member holds.
public struct UnderstoodColumn: Answer, Hashable, Sendable {
    /// The column or member as the upload spells it.
    public var name: String

    /// What it holds.
    public var field: ReadingField

    /// The unit in which it was read; `null` where it has none, or each value states its own.
    public var unit: String?
}
