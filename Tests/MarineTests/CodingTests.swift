import Foundation
import Marine
import Testing

@Suite("Coding")
struct CodingTests {
    @Test func `each value is coded as its one text or integer`() throws {
        try expect(Instant(millisecondsSinceEpoch: 1_772_323_500_000), coded: "1772323500000")
        try expect(Temperature(milliCelsius: -18_000), coded: "-18000")
        try expect(Money(minorUnits: 125_050, currency: .usd), coded: #""USD 1250.50""#)
        try expect(Currency.bhd, coded: #""BHD""#)
        try expect(Rate(parsing: "0.55"), coded: #""0.55""#)
        try expect(ContainerNumber(parsing: "csqu 305438 3"), coded: #""CSQU3054383""#)
        try expect(IMONumber(parsing: "IMO 9074729"), coded: #""9074729""#)
        try expect(UNLocode(parsing: "US NYC"), coded: #""USNYC""#)
        try expect(Incoterm.cif, coded: #""CIF""#)
        try expect(Rounding.halfToEven, coded: #""halfToEven""#)
        try expect(ClauseSet.iccA, coded: #""ICC(A) 1/1/09""#)
        try expect([Peril.theft: 1], coded: #"{"theft":1}"#)
        try expect(
            Position(latitudeMicrodegrees: 51_950_000, longitudeMicrodegrees: 4_140_000),
            coded: #"{"latitudeMicrodegrees":51950000,"longitudeMicrodegrees":4140000}"#
        )
    }

    @Test func `what does not parse is corrupted data, with the reason`() {
        refuse(Currency.self, #""USX""#, "\"USX\" is not the code of an active currency")
        refuse(Money.self, #""USD 1.001""#, "\"1.001\" has 3 decimals, where at most 2 may stand")
        refuse(
            ContainerNumber.self,
            #""CSQU3054384""#,
            "\"CSQU3054384\" ends in the check digit 4, its other characters give 3"
        )
        refuse(Instant.self, "-1", "-1 ms since 1970 is outside 1970 to 9999")
        refuse(
            Instant.self,
            "253402300800000",
            "253402300800000 ms since 1970 is outside 1970 to 9999"
        )
        refuse(
            Temperature.self,
            "1000001",
            "1000.001 degrees Celsius is outside -273.150 to 1000.000"
        )
        refuse(
            Position.self,
            #"{"latitudeMicrodegrees":0,"longitudeMicrodegrees":180000001}"#,
            "a longitude of 180.000001 degrees is outside -180 to 180"
        )
    }

    private func expect<Value: Codable & Equatable>(
        _ value: Value,
        coded text: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        let bytes = try encoder.encode(value)
        #expect(String(decoding: bytes, as: UTF8.self) == text, sourceLocation: sourceLocation)
        let decoded = try JSONDecoder().decode(Value.self, from: bytes)
        #expect(decoded == value, sourceLocation: sourceLocation)
    }

    private func refuse(
        _ type: (some Decodable).Type,
        _ text: String,
        _ reason: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        do {
            _ = try JSONDecoder().decode(type, from: Data(text.utf8))
            Issue.record("\(text) was accepted", sourceLocation: sourceLocation)
        } catch DecodingError.dataCorrupted(let context) {
            #expect(context.debugDescription == reason, sourceLocation: sourceLocation)
        } catch {
            Issue.record(error, sourceLocation: sourceLocation)
        }
    }
}
