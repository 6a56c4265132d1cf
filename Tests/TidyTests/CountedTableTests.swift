import Testing

/// What the page "Adding to it" has counted.
@Suite struct CountedTableTests {
    private static let page = "Sources/plimsoll/Plimsoll.docc/AddingToIt.md"

    private static let approval = """
        runs through 2 source files. Of
        these 1 carry it on, in 1 modules; 1 read, write, compute. 1 of the 2 name a claim.

        | module | file | what it does for this request |
        |---|---|---|
        | `HTTPAPI` | `Call` | holds the request |
        | `Marine` | `Money` | compares the sums |
        | `CanonicalJSON` | `JSONWriter` | writes |
        | `TransparencyLog` | `Hash` | hashes |
        """

    @Test func `the files that an approval runs through are there, as many as are stated`() throws {
        let files = Set(try Checkout.sources.get().map(\.path))
        let found = CountedTable.violations(
            inApproval: try Checkout.text(Self.page),
            files: files
        )
        #expect(found == [], "\(found)")
    }

    @Test func `the lines of every module are stated to within a tenth`() throws {
        var lines: [String: (written: Int, generated: Int)] = [:]
        for file in try Checkout.sources.get() {
            let count = file.lines.count
            if file.isGenerated {
                lines[file.module, default: (0, 0)].generated += count
            } else {
                lines[file.module, default: (0, 0)].written += count
            }
        }
        let found = CountedTable.violations(
            inLines: try Checkout.text(Self.page),
            of: lines
        )
        #expect(found == [], "\(found)")
    }

    @Test func `a file that is gone and a number that is another are found`() {
        let there: Set = [
            "Sources/HTTPAPI/Call.swift", "Sources/CanonicalJSON/JSONWriter.swift",
            "Sources/TransparencyLog/Hash.swift",
        ]
        let found = CountedTable.violations(inApproval: Self.approval, files: there).map(\.reason)
        #expect(found.first == "Sources/Marine/Money.swift is not there")
        #expect(found.contains("it does not say: runs through 4 source files"))
        #expect(found.count == 4)
        let right = Self.approval.replacing("through 2", with: "through 4")
            .replacing("1 read", with: "3 read").replacing("the 2", with: "the 4")
        let all = there.union(["Sources/Marine/Money.swift"])
        #expect(CountedTable.violations(inApproval: right, files: all) == [])
    }

    @Test func `lines that are others by more than a tenth, and a module too many, are found`() {
        let page = """
            | module | before | now | generated |
            |---|---:|---:|---:|
            | `Marine` | 1,897 | 2,757 | 781 |
            | all | 1 | 2,757 | 781 |
            """
        let near = CountedTable.violations(inLines: page, of: ["Marine": (2_800, 800)])
        #expect(near == [])
        let far = CountedTable.violations(
            inLines: page,
            of: ["Marine": (3_100, 800), "Audit": (1, 0)]
        )
        #expect(
            far.map(\.reason) == [
                "Marine has 3100 lines, not 2757", "all has 3101 lines, not 2757",
                "its table of lines lacks Audit",
            ]
        )
    }
}
