/// What a member of a reading in JSON holds, by its name.
///
/// Besides the format's own names, those with a single reading are understood in any of the usual
/// spellings: `temp`, `temperatureC`, `temperature_c`, `temp_f`, `relativeHumidity`, `deviceId`.
/// A unit in the name is that of the figure; a name without one is of the format's unit.
struct JSONMemberName {
    /// What the member holds.
    let field: ReadingField

    /// The unit that the name states; nil where it states none.
    let unit: MeasurementUnit?

    /// The member of this name; nil where it has no single reading.
    init?(_ name: String) {
        guard name.utf8.count <= Self.longest, let known = Self.known[Self.plain(name)] else {
            return nil
        }
        self = known
    }

    private init(_ field: ReadingField, _ unit: MeasurementUnit? = nil) {
        self.field = field
        self.unit = unit
    }

    /// The members of the format, for people.
    static let listed =
        "device, time, temperature (or temperature_f, temperature_k), humidity, shock, light, "
        + "door, latitude, longitude and battery"

    /// Small letters and digits alone, so that `temperatureC` and `Temperature_C` are one name.
    private static func plain(_ name: String) -> String {
        var text: [UInt8] = []
        for byte in name.utf8 where byte != UInt8(ascii: "_") && byte != ASCII.minus {
            text.append(ASCII.lowercased(byte))
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static let longest = 40

    private static let known: [String: JSONMemberName] = {
        var known: [String: JSONMemberName] = [:]
        func add(_ names: [String], _ field: ReadingField, _ units: [String: MeasurementUnit] = [:])
        {
            for name in names {
                known[name] = JSONMemberName(field)
                for (suffix, unit) in units { known[name + suffix] = JSONMemberName(field, unit) }
            }
        }
        let percent = ["pct": MeasurementUnit.percent, "percent": .percent, "percentage": .percent]
        add(
            ["temperature", "temp"],
            .temperature,
            [
                "c": .celsius, "degc": .celsius, "celsius": .celsius, "cel": .celsius,
                "f": .fahrenheit, "degf": .fahrenheit, "fahrenheit": .fahrenheit,
                "fah": .fahrenheit, "k": .kelvin, "kelvin": .kelvin, "kel": .kelvin,
            ]
        )
        for unit in ["celsius", "fahrenheit", "kelvin"] {
            known[unit] = known["temperature\(unit)"]
        }
        add(["humidity", "relativehumidity", "rh", "hum"], .humidity, percent)
        known["humidityrh"] = JSONMemberName(.humidity, .percent)
        add(["shock", "gforce"], .shock, ["g": .gravity, "mg": .milliGravity])
        for name in ["acceleration", "accel"] {
            known["\(name)g"] = JSONMemberName(.shock, .gravity)
            known["\(name)mg"] = JSONMemberName(.shock, .milliGravity)
        }
        add(["light", "illuminance"], .light, ["lux": .lux, "lx": .lux])
        known["lux"] = JSONMemberName(.light, .lux)
        add(["door", "doorstate", "doorstatus"], .door)
        add(["latitude", "lat"], .latitude, ["deg": .degree, "degrees": .degree])
        add(["longitude", "lon", "lng", "long"], .longitude, ["deg": .degree, "degrees": .degree])
        add(["battery", "batterylevel"], .battery, percent)
        add(
            [
                "device", "deviceid", "deviceserial", "serial", "serialnumber", "serialno", "imei",
                "logger", "loggerid", "tracker", "trackerid",
            ],
            .device
        )
        add(
            [
                "time", "timestamp", "ts", "datetime", "recordedat", "measuredat", "readingtime",
                "sampletime",
            ],
            .time
        )
        return known
    }()
}
