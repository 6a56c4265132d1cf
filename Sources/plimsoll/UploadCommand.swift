import ArgumentParser
import CanonicalJSON
import Contracts
import Crypto
import Foundation
import Marine
import Services
import Telemetry
import TransparencyLog

/// Uploads logger files of any accepted format.
struct UploadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "upload",
        abstract: "Uploads logger files of any accepted format.",
        discussion: """
            A file that was uploaded before is recognised by its content and changes nothing, so \
            an upload that broke off is simply run again. What a file does not state of zone, \
            unit, logger and order of dates is stated with the options; how each file was \
            understood is printed. Exit 1: a line was rejected or a field left out; each is named \
            on standard error.
            """
    )

    @OptionGroup var options: ServerOptions

    @Option(help: "The shipment.")
    var shipment: String = Environment.value("SHIPMENT") ?? ""

    @Option(help: "The device whose key signs the upload.")
    var device: String?

    @Option(help: "The PEM file with the device's Ed25519 key.")
    var signWith: String?

    @Option(help: "The offset from UTC of local times that state none, such as UTC+01:00.")
    var zone: String?

    @Option(help: "The units that the files do not state, between commas: C, F, K; g, mg; %.")
    var unit: String?

    @Option(help: "The logger of readings that name none.")
    var logger: String?

    @Option(help: "The order of dates that do not show it: dayFirst, monthFirst or yearFirst.")
    var dateOrder: String?

    @Argument(help: "The files; '-' is standard input.")
    var files: [String]

    func validate() throws {
        guard !shipment.isEmpty else {
            throw ValidationError("a shipment is needed: --shipment or PLIMSOLL_SHIPMENT")
        }
        guard (device == nil) == (signWith == nil) else {
            throw ValidationError("--device and --sign-with go together")
        }
        guard !files.isEmpty else { throw ValidationError("no file is named") }
        _ = try stated()
    }

    /// What the options state for what the files do not.
    private func stated() throws -> UploadStatements {
        do {
            return UploadStatements(
                offsetMinutes: try zone.map { try UploadStatements.zone(parsing: $0) },
                dateOrder: try order(),
                device: try logger.map { try DeviceName($0) },
                units: try unit.map { try StatedUnits(parsing: $0) } ?? StatedUnits()
            )
        } catch let error as ParseError {
            throw ValidationError("--zone, --unit or --logger: \(error.reason)")
        }
    }

    private func order() throws -> DateOrder? {
        guard let dateOrder else { return nil }
        guard let order = DateOrder(rawValue: dateOrder) else {
            let known = DateOrder.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--date-order: it is one of \(known)")
        }
        return order
    }

    /// The statements as the upload's query.
    private func query(_ stated: UploadStatements) -> String {
        guard !stated.isEmpty else { return "" }
        let allowed = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._"))
        let parts = stated.parameters.map { parameter in
            let value = parameter.value.addingPercentEncoding(withAllowedCharacters: allowed)
            return "\(parameter.name)=\(value ?? "")"
        }
        return "?" + parts.joined(separator: "&")
    }

    func run() async throws {
        var rejected = 0
        try await options.withClient { client in
            let key = try signWith.map { try SigningKeyFile(path: $0) }
            let ledger = try await client.expect("GET", "/v1/ledger")
            let origin = ledger["origin"]?.stringValue ?? ""
            for (offset, file) in files.enumerated() {
                progress("\(offset + 1)/\(files.count) \(file)")
                rejected += try await upload(file, origin, key, client)
            }
        }
        if rejected > 0 { throw ExitCode(1) }
    }

    private func upload(
        _ file: String,
        _ origin: String,
        _ key: SigningKeyFile?,
        _ client: APIClient
    ) async throws -> Int {
        let bytes = try read(file)
        let format = TelemetryFormat(
            fileName: file == "-" ? nil : file,
            firstBytes: Array(bytes.prefix(4096))
        )
        let digest = Hash.sha256(of: bytes)
        let stated = try stated()
        var headers = [
            // What is stated is part of what the key names.
            ("Idempotency-Key", "upload-\(shipment.prefix(30))-\(digest.hex.prefix(40))")
        ]
        if let key, let device {
            let id = try InstanceID(parsing: shipment)
            let text = Platform.uploadSignedText(
                origin: origin,
                shipment: id,
                digest: digest.bytes
            )
            headers.append(("Upload-Signature", "\(device)=\(try key.sign(text))"))
        }
        let answer = try await client.send(
            "POST",
            "/v1/shipments/\(shipment)/telemetry\(query(stated))",
            body: bytes,
            type: format.contentType,
            headers: headers
        )
        guard answer.isSuccess else { throw CommandFailure("\(file): \(answer.problem)") }
        let rejected = nameLines(of: "rejected", "lines", file, answer.body)
        let leftOut = nameLines(of: "leftOut", "fields left out", file, answer.body)
        for part in answer.body["understood"]?.arrayValue ?? [] {
            print("\(file): \(UnderstoodText.text(part))")
        }
        let body = answer.body
        func count(_ member: String) -> Int64 { body[member]?.integerValue ?? 0 }
        print(
            "\(file): \(count("rows")) rows: \(count("accepted")) accepted, "
                + "\(count("duplicates")) duplicates, \(rejected) rejected, "
                + "\(count("withoutMeasurement")) without measurement, \(leftOut) fields left out"
        )
        return rejected + leftOut
    }

    /// Names what is listed in a member of the answer, and returns how much there was.
    private func nameLines(
        of member: String,
        _ things: String,
        _ file: String,
        _ body: JSONValue
    ) -> Int {
        let lines = body[member]?.arrayValue ?? []
        for line in lines {
            warn(
                "\(file):\(line["line"]?.integerValue ?? 0): "
                    + "\(line["field"]?.stringValue.map { "\($0): " } ?? "")"
                    + "\(line["code"]?.stringValue ?? ""): \(line["reason"]?.stringValue ?? "")"
            )
        }
        let count = Int(body["\(member)Count"]?.integerValue ?? Int64(lines.count))
        if count > lines.count { warn("\(file): and \(count - lines.count) more \(things)") }
        return count
    }

    private func read(_ file: String) throws -> [UInt8] {
        try InputFile.read(file)
    }

    /// Printed on a terminal only, and overwritten by what is printed next.
    private func progress(_ text: String) {
        guard isatty(FileHandle.standardError.fileDescriptor) == 1 else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K\(text)\r".utf8))
    }
}

extension TelemetryFormat {
    /// The media type that the format is sent as.
    var contentType: String { contentTypes[0] }
}

/// How a part of an upload was understood, in one line for a person.
enum UnderstoodText {
    /// The line, from a member of `understood` of the upload's answer.
    static func text(_ part: JSONValue) -> String {
        func string(_ member: String) -> String? { part[member]?.stringValue }
        let columns = (part["columns"]?.arrayValue ?? []).map { column in
            let unit = column["unit"]?.stringValue.map { " in \($0)" } ?? ""
            let field = column["field"]?.stringValue ?? ""
            return "'\(column["name"]?.stringValue ?? "")' is \(field)\(unit)"
        }
        let all =
            columns
            + [
                string("zone").map { "local times at \($0)" },
                string("device").map { "device \($0)" },
                string("dateOrder").map { "dates \($0)" },
            ].compactMap(\.self)
        return "\(string("family") ?? "") from line \(part["line"]?.integerValue ?? 0), "
            + "\(part["readings"]?.integerValue ?? 0) readings: " + all.joined(separator: ", ")
    }
}
