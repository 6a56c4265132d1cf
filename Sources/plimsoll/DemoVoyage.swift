import CanonicalJSON
import Foundation
import Marine

/// One fixture voyage as its folder describes it.
///
/// Its files are sent as they stand, as a client's would be: they are read as any JSON, and what is
/// wrong with them the server says.
struct DemoVoyage: Sendable {
    let name: String
    let folder: String
    let cover: JSONValue
    let declaration: JSONValue
    let shipment: JSONValue
    let timeline: JSONValue
    let expected: JSONValue

    /// When it is declared: where its story begins.
    var beginning: Instant {
        get throws {
            guard let first = timeline["events"]?[0]?["at"]?.stringValue else {
                throw CommandFailure("\(folder)/timeline.json: it has no events")
            }
            do throws(ParseError) { return try Instant(parsing: first) } catch {
                throw CommandFailure("\(folder)/timeline.json: '\(first)' is no instant")
            }
        }
    }

    /// The same goods insured once more, by a cover of another of the voyage's parties alone.
    func insuredAgain(by insurer: String) -> DemoVoyage {
        var second = cover.objectValue ?? [:]
        second["leader"] = .string(insurer)
        second["shares"] = .array([
            .object(["member": .string(insurer), "rate": .string("100")])
        ])
        // Whoever measures its losses approves them too, as the assured knows and accepts.
        second["oneOfficerAccepted"] = .bool(true)
        return DemoVoyage(
            name: "\(name), again",
            folder: folder,
            cover: .object(second),
            declaration: declaration,
            shipment: shipment,
            timeline: timeline,
            expected: expected
        )
    }

    /// Reads all voyages of a folder, in the order in which they begin.
    static func all(in folder: String) throws -> [DemoVoyage] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw CommandFailure("\(folder): no folder with voyages; run it from the repository")
        }
        let voyages = try names.sorted().filter { !$0.hasPrefix(".") }.map { name in
            let path = "\(folder)/\(name)"
            return DemoVoyage(
                name: name,
                folder: path,
                cover: try read("\(path)/cover.json"),
                declaration: try read("\(path)/declaration.json"),
                shipment: try read("\(path)/shipment.json"),
                timeline: try read("\(path)/timeline.json"),
                expected: try read("\(path)/expected.json")
            )
        }
        return try voyages.map { (try $0.beginning, $0) }.sorted { $0.0 < $1.0 }.map(\.1)
    }

    /// The bytes of one of the voyage's files.
    func bytes(of file: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(file)") else {
            throw CommandFailure("\(folder)/\(file): cannot be read")
        }
        return Array(data)
    }

    private static func read(_ path: String) throws -> JSONValue {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure("\(path): cannot be read")
        }
        do { return try JSONValue(parsing: Array(data)) } catch {
            throw CommandFailure("\(path): \(error.reason) at byte \(error.offset)")
        }
    }
}

/// What a voyage came to, as the table at the end shows it.
struct DemoResult: Sendable {
    let voyage: String
    var certificate = ""
    var insuredValue = ""
    var premium = ""
    var readings = 0
    var duplicates = 0
    var rejected = 0
    var outOfBand = "-"
    var claim = "none"
    var payment = "-"

    /// The table of all voyages.
    static func table(_ results: [DemoResult]) -> String {
        var rows = [
            [
                "voyage", "certificate", "insured value", "premium", "readings", "dup", "rej",
                "out of band", "claim", "paid",
            ]
        ]
        for one in results {
            rows.append([
                one.voyage, one.certificate, one.insuredValue, one.premium, "\(one.readings)",
                "\(one.duplicates)", "\(one.rejected)", one.outOfBand, one.claim, one.payment,
            ])
        }
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            zip(row, widths).map { cell, width in
                cell + String(repeating: " ", count: width - cell.count)
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }
}
