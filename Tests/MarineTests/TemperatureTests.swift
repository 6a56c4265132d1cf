import Marine
import Testing

@Suite("Temperatures")
struct TemperatureTests {
    @Test(arguments: [
        ("4.31", 4_310, "4.310"), ("-18", -18_000, "-18.000"), ("21.0625", 21_063, "21.063"),
        ("-273.15", -273_150, "-273.150"), ("1000", 1_000_000, "1000.000"), ("-0.0", 0, "0.000"),
    ])
    func `decimal Celsius is read to a milli-degree`(
        text: String,
        milliCelsius: Int32,
        canonical: String
    ) throws {
        let temperature = try Temperature(parsing: text)
        #expect(temperature.milliCelsius == milliCelsius)
        #expect(temperature.description == canonical)
        #expect(try Temperature(parsing: canonical) == temperature)
    }

    @Test func `what is colder than absolute zero is refused with the figure`() {
        let error = #expect(throws: ParseError.self) { try Temperature(parsing: "-273.151") }
        #expect(error?.code == "temperatureOutOfRange")
        #expect(
            error?.reason == "-273.151 degrees Celsius is outside -273.150 to 1000.000"
        )
        #expect(code { try Temperature(parsing: "1000.001") } == "temperatureOutOfRange")
        #expect(code { try Temperature(parsing: "99999999999") } == "temperatureOutOfRange")
    }

    @Test func `a text that is no decimal is refused`() {
        #expect(code { try Temperature(parsing: "4.3C") } == "decimalMalformed")
    }

    @Test func `temperatures are in order, and held to their range`() {
        #expect(Temperature(milliCelsius: -1) < Temperature(milliCelsius: 0))
        #expect(Temperature(milliCelsius: .min) == .lowest)
        #expect(Temperature(milliCelsius: .max) == .highest)
    }
}
