import Marine
import Testing

@Suite("Positions")
struct PositionTests {
    @Test func `latitude and longitude are read to a millionth of a degree`() throws {
        let position = try Position(parsing: "51.95,4.14")
        #expect(position.latitudeMicrodegrees == 51_950_000)
        #expect(position.longitudeMicrodegrees == 4_140_000)
        #expect(position.description == "51.950000,4.140000")
        #expect(
            try Position(latitudeUTF8: "51.9500004".utf8, longitudeUTF8: "4.1399996".utf8)
                == position
        )
    }

    @Test(arguments: ["90,180", "-90,-180", "0,0"])
    func `the ends of the ranges are places`(text: String) throws {
        let position = try Position(parsing: text)
        #expect(try Position(parsing: position.description) == position)
    }

    @Test(arguments: [
        ("90.000001,0", "latitudeOutOfRange"), ("-91,0", "latitudeOutOfRange"),
        ("0,180.000001", "longitudeOutOfRange"), ("0,-181", "longitudeOutOfRange"),
        ("51.95", "positionMalformed"), ("51.95,", "decimalMalformed"),
        ("51.95, 4.14", "decimalMalformed"), ("1,2,3", "decimalMalformed"),
    ])
    func `what is no place on the globe is refused`(text: String, expected: String) {
        #expect(code { try Position(parsing: text) } == expected)
    }

    @Test func `a refusal names the degrees and the limits`() {
        let error = #expect(throws: ParseError.self) { try Position(parsing: "91.5,0") }
        #expect(error?.reason == "a latitude of 91.500000 degrees is outside -90 to 90")
    }

    @Test func `integers beyond the range are taken as its end`() {
        let position = Position(latitudeMicrodegrees: .max, longitudeMicrodegrees: .min)
        #expect(position.description == "90.000000,-180.000000")
    }
}
