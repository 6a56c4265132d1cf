import Marine

/// The devices met in one upload, each with the samples accepted for it.
///
/// Most uploads hold long runs of one device, so the last name is compared first and no string is
/// made for it.
struct DeviceTable {
    /// The place of readings whose device the text around them has not named yet.
    static let unnamed = -1

    private(set) var devices: [DeviceSamples] = []
    private var places: [String: Int] = [:]
    private var lastName: [UInt8] = []
    private var lastPlace = 0

    /// The place of the device that the range names, or nil if it is no legal name.
    mutating func place(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        if !lastName.isEmpty, lastName.count == range.count, isLast(bytes, range.lowerBound) {
            return lastPlace
        }
        guard Self.isName(bytes, range) else { return nil }
        lastName.removeAll(keepingCapacity: true)
        for index in range { lastName.append(bytes[index]) }
        let name = String(decoding: lastName, as: UTF8.self)
        if let known = places[name] {
            lastPlace = known
        } else {
            lastPlace = devices.count
            places[name] = lastPlace
            devices.append(DeviceSamples(device: name, samples: []))
        }
        return lastPlace
    }

    /// The place of the device that the range names.
    @inline(__always)
    mutating func legalPlace(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(Rejection) -> Int {
        guard let place = place(bytes, range) else {
            throw Rejection(
                .deviceMalformed,
                "a device is named by 1 to 64 printable ASCII characters, no space at either end"
            )
        }
        return place
    }

    /// The place of a device by its name.
    mutating func place(of name: DeviceName) -> Int {
        let bytes = Array(name.string.utf8)
        // A device's name is legal by its type.
        return place(bytes.span, bytes.indices) ?? 0
    }

    /// Keeps a sample for the device at a place.
    @inline(__always)
    mutating func append(_ sample: Sample, at place: Int) {
        devices[place].samples.append(sample)
    }

    /// Keeps none of the samples.
    mutating func removeSamples() {
        for place in devices.indices { devices[place].samples = [] }
    }

    /// The devices with at least one sample, in the order in which they were met.
    ///
    /// Their samples are removed from the table; the names stay.
    mutating func takeSamples() -> [DeviceSamples] {
        let taken = devices.filter { !$0.samples.isEmpty }
        for place in devices.indices { devices[place].samples = [] }
        return taken
    }

    private func isLast(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
        for offset in lastName.indices where lastName[offset] != bytes[start + offset] {
            return false
        }
        return true
    }

    private static func isName(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        DeviceName.areLegal(bytes.extracting(range))
    }
}
