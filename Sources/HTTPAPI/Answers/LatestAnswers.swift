import CanonicalJSON
import Contracts
import Marine
import Services
import Telemetry

/// What a shipment's loggers reported last while they travelled with its goods.
struct LatestAnswer: Answer {
    /// The shipment.
    let shipment: InstanceID
    /// The certificate that insures it.
    let certificate: InstanceID
    /// The container; `null` where the goods travel in none.
    let container: ContainerNumber?
    /// Where the shipment stands.
    let state: Shipment.Stage
    /// The shipment's revision.
    let revision: Int
    /// What each device reported last; one of which nothing is believed is not there.
    let devices: [DeviceLatestAnswer]
    /// Why the readings cannot be read; absent where they can.
    let problem: ProblemAnswer?

    enum Omittable { case problem }

    init(_ shipment: Viewed<Shipment.State>, _ latest: Result<[LatestValues], any Error>) {
        self.shipment = shipment.key.instance
        certificate = shipment.state.certificate
        container = shipment.state.container
        state = shipment.state.stage
        revision = shipment.revision
        switch latest {
        case .success(let found):
            devices = found.map(DeviceLatestAnswer.init)
            problem = nil
        case .failure(let error):
            devices = []
            problem = Problem(error).answer
        }
    }
}

/// What one device reported last, each metric at its own time; what is not believed is left out.
struct DeviceLatestAnswer: Answer {
    /// The device.
    let device: String
    /// The latest instant of all.
    let time: Instant
    /// In degrees Celsius.
    let temperature: PointAnswer?
    /// In percent relative humidity.
    let humidity: PointAnswer?
    /// In g.
    let shock: PointAnswer?
    /// In lux.
    let light: PointAnswer?
    /// Whether the door is open.
    let door: PointAnswer?
    /// Charge left, in percent.
    let battery: PointAnswer?
    /// Where the device was.
    let position: LatestPositionAnswer?

    enum Omittable { case temperature, humidity, shock, light, door, battery, position }

    init(_ latest: LatestValues) {
        func point(_ metric: Metric) -> PointAnswer? {
            latest.values[metric].map { PointAnswer(metric: metric, point: $0) }
        }
        device = latest.device
        time = latest.time
        temperature = point(.temperature)
        humidity = point(.humidity)
        shock = point(.shock)
        light = point(.light)
        door = point(.door)
        battery = point(.battery)
        position = latest.position.map(LatestPositionAnswer.init)
    }
}

/// Where a device was, and when: degrees of WGS 84.
struct LatestPositionAnswer: Answer {
    /// The instant of the position.
    let time: Instant
    /// Degrees north of the equator.
    let latitude: Degrees
    /// Degrees east of Greenwich.
    let longitude: Degrees

    init(_ point: Track.Point) {
        time = point.time
        latitude = Degrees(microdegrees: point.position.latitudeMicrodegrees)
        longitude = Degrees(microdegrees: point.position.longitudeMicrodegrees)
    }
}

/// Degrees of arc with six decimals.
struct Degrees: JSONWritable, JSONShaped {
    let microdegrees: Int32

    func write(to writer: inout JSONWriter) {
        writer.number(DecimalText.text(Int64(microdegrees), digits: 6))
    }

    static func shape(in dialect: JSONDialect) -> JSONShape { .decimal(example: "51.950000") }
}
