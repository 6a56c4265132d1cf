import ArgumentParser
import CanonicalJSON
import Contracts
import Crypto
import Foundation
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
            an upload that broke off is simply run again. Exit 1: a line was rejected; each is \
            named on standard error.
            """
    )

    @OptionGroup var options: ServerOptions

    @Option(help: "The shipment.")
    var shipment: String = Environment.value("SHIPMENT") ?? ""

    @Option(help: "The device whose key signs the upload.")
    var device: String?

    @Option(help: "The PEM file with the device's Ed25519 key.")
    var signWith: String?

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
        var headers = [
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
            "/v1/shipments/\(shipment)/telemetry",
            body: bytes,
            type: format.contentType,
            headers: headers
        )
        guard answer.isSuccess else { throw CommandFailure("\(file): \(answer.problem)") }
        let lines = answer.body["rejected"]?.arrayValue ?? []
        for line in lines {
            warn(
                "\(file):\(line["line"]?.integerValue ?? 0): "
                    + "\(line["field"]?.stringValue.map { "\($0): " } ?? "")"
                    + "\(line["code"]?.stringValue ?? ""): \(line["reason"]?.stringValue ?? "")"
            )
        }
        let count = Int(answer.body["rejectedCount"]?.integerValue ?? Int64(lines.count))
        if count > lines.count { warn("\(file): and \(count - lines.count) more lines") }
        print(
            "\(file): \(answer.body["accepted"]?.integerValue ?? 0) accepted, "
                + "\(answer.body["duplicates"]?.integerValue ?? 0) duplicates, \(count) rejected"
        )
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
