import ArgumentParser
import CanonicalJSON
import Contracts
import Foundation
import Marine
import Telemetry

/// Uploads logger files of any accepted format.
struct UploadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "upload",
        abstract: "Uploads logger files of any accepted format.",
        discussion: """
            A file that was uploaded before is recognised by its content and changes nothing. A \
            large file goes in parts; where the connection breaks, the server is asked what it \
            took, and the upload goes on from there, also when the command is run again. What a \
            file does not state of zone, unit, logger and order of dates is stated with the \
            options; how each file was understood is printed. With --watch the files of a folder \
            are uploaded as they appear and grow, until SIGINT or SIGTERM. Exit 0: all was \
            taken; 1: a line was rejected or a field left out, each named on standard error; 2: \
            a file was not uploaded, while the others were.
            """
    )

    @OptionGroup var options: ServerOptions

    @Option(help: "The shipment.")
    var shipment: String = Environment.value("SHIPMENT") ?? ""

    @Option(help: "The device whose key signs the upload.")
    var device: String?

    @Option(help: "The PEM file with the device's Ed25519 or P-256 key.")
    var signWith: String?

    @Option(help: "The offset from UTC of local times that state none, such as UTC+01:00.")
    var zone: String?

    @Option(help: "The units that the files do not state, between commas: C, F, K; g, mg; %.")
    var unit: String?

    @Option(help: "The logger of readings that name none.")
    var logger: String?

    @Option(help: "The order of dates that do not show it: dayFirst, monthFirst or yearFirst.")
    var dateOrder: String?

    @Option(help: "How many files are uploaded at once, 1 to 32.")
    var parallel = 4

    @Option(help: "The most bytes of a part; a larger file goes in parts.")
    var partBytes = 8 << 20

    @Option(help: "A folder whose new and grown files are uploaded until the process is stopped.")
    var watch: String?

    @Option(help: "How often the folder is looked at, in milliseconds.")
    var watchMilliseconds = 2_000

    @Argument(help: "The files; '-' is standard input.")
    var files: [String] = []

    func validate() throws {
        guard !shipment.isEmpty else {
            throw ValidationError("a shipment is needed: --shipment or PLIMSOLL_SHIPMENT")
        }
        guard (device == nil) == (signWith == nil) else {
            throw ValidationError("--device and --sign-with go together")
        }
        guard !files.isEmpty || watch != nil else { throw ValidationError("no file is named") }
        guard files.count(where: { $0 == "-" }) <= 1 else {
            throw ValidationError("standard input is named twice")
        }
        guard 1...32 ~= parallel else { throw ValidationError("--parallel is 1 to 32") }
        guard partBytes >= 1_024 else { throw ValidationError("--part-bytes is at least 1024") }
        guard watchMilliseconds >= 50 else {
            throw ValidationError("--watch-milliseconds is at least 50")
        }
        if let watch {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: watch, isDirectory: &isFolder),
                isFolder.boolValue
            else { throw ValidationError("--watch: '\(watch)' is no folder") }
        }
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

    func run() async throws {
        var results: [UploadResult] = []
        try await options.withClient { client in
            let key = try signWith.map { try DeviceKeyFile(path: $0) }
            let ledger = try await client.expect("GET", "/v1/ledger")
            let session = UploadSession(
                client: client,
                shipment: shipment,
                stated: try stated(),
                origin: ledger["origin"]?.stringValue ?? "",
                signer: device.flatMap { name in key.map { (name, $0) } },
                partBytes: partBytes,
                progress: UploadProgress()
            )
            results = await upload(files, session)
            if let watch {
                results += try await follow(UploadWatch(folder: watch), session)
            }
        }
        if results.count > 1 { for line in UploadResult.table(results) { say(line) } }
        let code = UploadResult.exitCode(results)
        if code != 0 { throw ExitCode(code) }
    }

    /// Uploads files, several at once; the results are in the order of the files.
    private func upload(_ files: [String], _ session: UploadSession) async -> [UploadResult] {
        await withTaskGroup(of: (Int, UploadResult).self) { group in
            var results: [Int: UploadResult] = [:]
            for (place, file) in files.enumerated() {
                if place >= parallel, let (done, result) = await group.next() {
                    results[done] = result
                }
                group.addTask { (place, await session.upload(file)) }
            }
            for await (place, result) in group { results[place] = result }
            return files.indices.compactMap { results[$0] }
        }
    }

    /// Uploads what appears or grows in a folder until the process is asked to stop.
    private func follow(
        _ watch: UploadWatch,
        _ session: UploadSession
    ) async throws -> [UploadResult] {
        let stop = StopSignal()
        var watch = watch
        var latest: [String: UploadResult] = [:]
        session.progress.note("watching \(watch.folder); SIGINT or SIGTERM ends it")
        while !stop.isStopping {
            for file in try watch.settled() where !stop.isStopping {
                let result = await session.upload(file)
                // Where the server could not be reached, the file is tried again.
                if !result.mayRetry { watch.finish(file) }
                latest[file] = result
            }
            try await stop.wait(milliseconds: watchMilliseconds)
        }
        return latest.keys.sorted().compactMap { latest[$0] }
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
