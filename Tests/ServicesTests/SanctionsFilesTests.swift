import CanonicalJSON
import Contracts
import Foundation
import Marine
import Testing

@testable import Services

/// The fixtures are made up, in the formats that OFAC and the United Nations publish: element and
/// field names after OFAC's SDN data specification and the UN's `consolidated.xsd`.
@Suite("Published sanctions lists")
struct SanctionsFilesTests {
    private static func bytes(_ name: String) throws -> [UInt8] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Fixtures/sanctions")
        return Array(try Data(contentsOf: folder.appendingPathComponent(name)))
    }

    private static func inputs(_ names: String...) throws -> [SanctionsFiles.Input] {
        try names.map { SanctionsFiles.Input(name: $0, bytes: try bytes($0)) }
    }

    private static func error(
        _ inputs: [SanctionsFiles.Input],
        published: String? = "2026-11-26"
    ) -> String? {
        do throws(SanctionsFileError) {
            _ = try SanctionsFiles(inputs, published: published)
            return nil
        } catch { return error.description }
    }

    private static func changed(
        _ name: String,
        _ text: String,
        to other: String
    ) throws -> SanctionsFiles.Input {
        let before = String(decoding: try bytes(name), as: UTF8.self)
        #expect(before.contains(text), "\(text)")
        let after = before.replacing(text, with: other, maxReplacements: 1)
        return SanctionsFiles.Input(name: name, bytes: Array(after.utf8))
    }

    @Test func `OFAC's XML and its three files hold the same list`() throws {
        let xml = try SanctionsFiles(Self.inputs("sdn.xml"))
        let rows = try SanctionsFiles(
            Self.inputs("alt.csv", "sdn.csv", "add.csv"),
            published: "2026-11-26"
        )
        #expect(xml.source == .ofac && rows.source == .ofac)
        #expect(xml.publication.published == "2026-11-26")
        #expect(xml.entries.map(\.id.string) == ["90036", "90101", "90200", "90300"])
        #expect(xml.entries.map(\.kind) == [.entity, .individual, .vessel, .aircraft])
        for (one, other) in zip(xml.entries, rows.entries) {
            #expect(one.id == other.id && one.kind == other.kind && one.imo == other.imo)
            #expect(one.programmes == other.programmes)
            #expect(Set(one.names) == Set(other.names))
        }
        #expect(xml.entries[1].programmes.map(\.string) == ["SDGT", "IRAN"])
        #expect(
            xml.entries[1].names.array == [
                ListedName(name: "PETROVSKOY, Ivan Sergeyevich"),
                ListedName(name: "THE ADMIRAL", isWeak: true), ListedName(name: "PETROWSKI, Jan"),
            ]
        )
        #expect(xml.entries[0].names.map(\.name).last == "GAVIOTA & SONS")
        #expect(xml.entries[2].imo?.text == "9187629")
        #expect(xml.publication.files.map(\.name.string) == ["sdn.xml"])
        #expect(rows.publication.files.count == 3)
    }

    @Test func `the UN's list has persons, bodies and ships`() throws {
        let list = try SanctionsFiles(Self.inputs("un-consolidated.xml"))
        #expect(list.source == .un && list.publication.published == "2026-11-25")
        #expect(list.entries.map(\.id.string) == ["KPe.990", "KPe.991", "QDi.990"])
        #expect(list.entries[0].imo?.text == "9187629")
        #expect(
            list.entries[1].names.map(\.name.string) == [
                "MADE UP DEVELOPMENT BANK", "MUDB", "Imaginary Development Bank",
            ]
        )
        let person = list.entries[2]
        #expect(person.names.first?.name == "ABD AL-HAKIM MUKHTALAQ AL-WAHMI")
        #expect(person.names.map { $0.isWeak == true } == [false, false, false, true])
        #expect(
            NameSimilarity.score(person.names[0].name.string, person.names[1].name.string) > 880
        )
        #expect(list.publication.content == ListedEntries.content(of: list.entries.reversed()))
    }

    @Test(arguments: [
        (
            "<sdnType>Vessel</sdnType>", "<sdnType>Boat</sdnType>",
            "sdn.xml:62: sdnType: 90200: 'Boat'"
        ),
        ("IMO 9187629", "IMO 9187620", "sdn.xml:62: IMO: 90200: "),
        ("<uid>90200</uid>", "<uid>90101</uid>", "sdn.xml: id: entry 90101 stands twice"),
        ("<lastName>EP-MUP</lastName>", "<lastName/>", "sdn.xml:88: lastName: 90300: "),
        ("<category>weak</category>", "", "sdn.xml:30: category: 90101: "),
        ("<Record_Count>4<", "<Record_Count>5<", "sdn.xml: Record_Count: "),
        ("<Publish_Date>11/26/2026", "<Publish_Date>soon", "sdn.xml: published: "),
        ("</sdnList>", "", "sdn.xml:97: <sdnList> does not end"),
        ("</sdnEntry>", "</sdnEnd>", "sdn.xml:29: </sdnEnd> ends <sdnEntry>"),
        ("<sdnList ", "<!DOCTYPE x [<!ENTITY y \"z\">]><sdnList ", "sdn.xml:2: a document type"),
        ("&amp;", "&y;", "sdn.xml:19: the entity '&y;' is not known"),
        ("<sdnList ", "<?php x?><sdnList ", "sdn.xml:2: a processing instruction"),
    ])
    func `what cannot be read is refused with its place, its field and the reason`(
        text: String,
        other: String,
        expected: String
    ) throws {
        let input = try Self.changed("sdn.xml", text, to: other)
        let error = Self.error([input], published: nil)
        #expect(error?.hasPrefix(expected) == true, "\(error ?? "read")")
    }

    @Test(arguments: [
        ("sdn.csv", "\"vessel\"", "\"boat\"", "sdn.csv:3: SDN_Type: "),
        ("sdn.csv", "90200,", "x,", "sdn.csv:3: ent_num: 'x' is no number"),
        ("sdn.csv", "90200,", "90101,", "sdn.csv:3: ent_num: entry 90101 stands twice"),
        ("sdn.csv", "-0- ,-0- ,\"Panama\"", "\"Panama\"", "sdn.csv:3: a row has 12 fields, not 10"),
        ("sdn.csv", "IMO 9187629", "IMO 918762", "sdn.csv:3: IMO: 90200: "),
        ("sdn.csv", "\"EP-MUP\"", "\"EP\"-MUP", "sdn.csv:4: something follows a quoted field"),
        ("alt.csv", "90101,", "90102,", "alt.csv:2: ent_num: sdn.csv has no entry 90102"),
        ("alt.csv", "\"GAVIOTA", "GAVIOTA", "alt.csv:"),
    ])
    func `a bad row of the three files is refused with its place, its field and the reason`(
        file: String,
        text: String,
        other: String,
        expected: String
    ) throws {
        let inputs = try ["sdn.csv", "alt.csv", "add.csv"].map { name in
            name == file
                ? try Self.changed(name, text, to: other)
                : SanctionsFiles.Input(name: name, bytes: try Self.bytes(name))
        }
        let error = Self.error(inputs)
        if expected == "alt.csv:" {
            #expect(error == nil, "quotes within a field that begins without are its own")
        } else {
            #expect(error?.hasPrefix(expected) == true, "\(error ?? "read")")
        }
    }

    @Test func `a list lacks no file, no day and is no other document`() throws {
        #expect(
            Self.error(try Self.inputs("sdn.csv", "alt.csv"))
                == "sdn.csv: a list is one XML file, or sdn.csv, alt.csv and add.csv"
        )
        #expect(
            Self.error(try Self.inputs("sdn.csv", "alt.csv", "alt.csv"))?.hasPrefix("alt.csv: ")
                == true
        )
        #expect(
            Self.error(try Self.inputs("sdn.csv", "alt.csv", "add.csv"), published: nil)
                == "sdn.csv: published: the day of publication is not stated: YYYY-MM-DD"
        )
        let page = SanctionsFiles.Input(name: "x.xml", bytes: Array("<html> </html>".utf8))
        #expect(Self.error([page])?.hasPrefix("x.xml:1: <html> is neither") == true)
        let deep = String(repeating: "<a>", count: 100)
        let nested = SanctionsFiles.Input(
            name: "x.xml",
            bytes: Array("<sdnList><sdnEntry>\(deep)".utf8)
        )
        #expect(Self.error([nested])?.contains("nested too deeply") == true)
    }

    @Test func `only what has changed is brought, in parts that a command carries`() throws {
        let list = try SanctionsFiles(Self.inputs("sdn.xml"))
        var versions = Dictionary(
            uniqueKeysWithValues: list.entries.map { ($0.id.string, $0.version) }
        )
        #expect(list.changes(from: versions).put.isEmpty)
        versions["90200"] = list.entries[0].version
        versions["1"] = list.entries[0].version
        let (removed, put) = list.changes(from: versions)
        #expect(removed.map(\.string) == ["1"] && put.map(\.id.string) == ["90200"])
        let many = Array(repeating: list.entries[1], count: 2_500)
        let parts = list.parts(removed: Array(repeating: "1", count: 4_100), put: many)
        #expect(parts.reduce(0) { $0 + $1.put.count } == 2_500)
        #expect(parts.reduce(0) { $0 + $1.removed.count } == 4_100)
        #expect(parts.allSatisfy { $0.put.count <= 1000 && $0.removed.count <= 2000 })
        #expect(parts.allSatisfy { $0.exchangeBytes.count < 400 << 10 })
    }
}
