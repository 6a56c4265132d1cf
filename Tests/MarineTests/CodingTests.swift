import CanonicalJSON
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
        try expect(ClauseSet.iccA, coded: #""ICC(A) 1/1/09""#)
        try expect([Peril.theft], coded: #"["theft"]"#)
        try expect(Text<60>("fro\"zen"), coded: #""fro\"zen""#)
        try expect(OptionalText<60>(""), coded: #""""#)
        try expect(Entries<1, 3, Currency>([.usd, .bhd]), coded: #"["USD","BHD"]"#)
        try expect(Whole<0, 365>(30), coded: "30")
        try expect(Milliseconds(3_600_000), coded: "3600000")
        try expect(CountryCode(parsing: "NL"), coded: #""NL""#)
    }

    @Test func `answers and requests spell money, instants and temperatures otherwise`() throws {
        try expect(
            Instant(millisecondsSinceEpoch: 1_772_323_500_000),
            coded: #""2026-03-01T00:05:00.000Z""#,
            .exchange
        )
        try expect(Temperature(milliCelsius: -18_000), coded: "-18.000", .exchange)
        try expect(
            Money(minorUnits: 125_050, currency: .usd),
            coded: #"{"amount":"1250.50","currency":"USD"}"#,
            .exchange
        )
        try expect(Rate(parsing: "0.55"), coded: #""0.55""#, .exchange)
    }

    @Test(arguments: [
        (#""""#, "textLength"), (#""1234567""#, "textLength"), ("7", "wrongType"),
    ])
    func `a text beyond its type's limit is refused`(text: String, code: String) {
        refuse(Text<6>.self, text, code: code)
        for string in ["1234567", ""] {
            #expect(throws: ParseError.self) { try Text<6>(string) }
        }
        #expect(Text<6>(cutting: "12345é")?.string == "12345")
        #expect(Text<6>(cutting: "") == nil)
    }

    @Test(arguments: [("[]", "entryCount"), ("[1,2,3,4]", "entryCount"), ("{}", "wrongType")])
    func `a list beyond its type's limit is refused`(text: String, code: String) {
        refuse(Entries<1, 3, Int>.self, text, code: code)
        let none: [Int] = []
        #expect(throws: ParseError.self) { try Entries<1, 3, Int>(none) }
    }

    @Test(arguments: [("366", "outOfRange"), ("-1", "outOfRange"), ("\"1\"", "wrongType")])
    func `a number beyond its type's limit is refused`(text: String, code: String) {
        refuse(Whole<0, 365>.self, text, code: code)
        let long = 366
        #expect(throws: ParseError.self) { try Whole<0, 365>(long) }
        #expect(throws: ParseError.self) { try Milliseconds(Milliseconds.longest + 1) }
    }

    @Test func `what does not parse is corrupted data, with the reason`() {
        refuse(Currency.self, #""USX""#, "\"USX\" is not the code of an active currency")
        refuse(Money.self, #""USD 1.001""#, "\"1.001\" has 3 decimals, where at most 2 may stand")
        refuse(
            ContainerNumber.self,
            #""CSQU3054384""#,
            "\"CSQU3054384\" ends in the check digit 4, its other characters give 3"
        )
        refuse(Instant.self, "-1", "This is from 0 to 253402300799999, not -1.")
        refuse(
            Instant.self,
            "253402300800000",
            "This is from 0 to 253402300799999, not 253402300800000."
        )
        refuse(
            Temperature.self,
            "1000001",
            "This is from -273150 to 1000000, not 1000001."
        )
    }

    private func expect<Value: JSONCoded & Equatable>(
        _ value: Value,
        coded text: String,
        _ dialect: JSONDialect = .ledger,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        var writer = JSONWriter(dialect)
        value.write(to: &writer)
        #expect(
            String(decoding: writer.bytes, as: UTF8.self) == text,
            sourceLocation: sourceLocation
        )
        let read = try JSONReader.read(Value.self, from: writer.bytes, dialect)
        #expect(read == value, sourceLocation: sourceLocation)
        guard dialect == .ledger else { return }
        #expect(
            try JSONReader.canonical(Value.self, from: writer.bytes) == value,
            sourceLocation: sourceLocation
        )
    }

    private func refuse(
        _ type: (some JSONCoded).Type,
        _ text: String,
        _ reason: String? = nil,
        code: String? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        do throws(JSONReadingError) {
            _ = try JSONReader.canonical(type, from: Array(text.utf8))
            Issue.record("\(text) was accepted", sourceLocation: sourceLocation)
        } catch {
            guard case .fields(let faults) = error, let fault = faults.first else {
                Issue.record(error, sourceLocation: sourceLocation)
                return
            }
            if let reason { #expect(fault.detail == reason, sourceLocation: sourceLocation) }
            if let code { #expect(fault.code == code, sourceLocation: sourceLocation) }
        }
    }
}
