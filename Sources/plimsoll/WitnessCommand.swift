import ArgumentParser
import CanonicalJSON
import Crypto
import Foundation
import HTTPClient
import Logging
import ServiceLifecycle
import TransparencyLog
import UnixSignals
import Witness

/// Runs a member's witness.
struct WitnessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness",
        abstract: "Runs a member's witness, which cosigns a log's checkpoints.",
        discussion: """
            A witness cosigns a checkpoint only where it continues the one it cosigned before \
            (C2SP tlog-witness). With --validate it also mirrors the log, and cosigns only if \
            every transition since obeys the ledger's rules. Its folder must never be lost or put \
            back to an older state while its key is in use. Every option can also be set as \
            PLIMSOLL_WITNESS_<OPTION>; several logs are then separated by spaces.
            """
    )

    @Option(help: "The witness's key, a PEM file as 'plimsoll key generate' makes it.")
    var key: String?

    @Option(help: "The witness's name, a scheme-less URL; by default that of its folder's record.")
    var name: String?

    @Option(
        name: .customLong("log"),
        help: ArgumentHelp(
            "A log to cosign: its verifier key and, for --validate, the URL of its tiles; repeat "
                + "for several logs, or for a second key of one.",
            valueName: "vkey[=url]"
        )
    )
    var logs: [String] = WitnessCommand.list("LOG")

    @Option(help: "A policy file (C2SP tlog-policy) whose logs are cosigned too.")
    var policy: String?

    @Option(help: "The folder of the witness's record.")
    var data: String = WitnessCommand.environment("DATA") ?? "./plimsoll-witness"

    @Option(help: "Where to listen, HOST:PORT.")
    var listen: String = WitnessCommand.environment("LISTEN") ?? "127.0.0.1:8081"

    @Flag(help: "Mirror the logs, and check every transition before cosigning it.")
    var validate = WitnessCommand.environment("VALIDATE").map { $0 != "0" } ?? false

    @Option(
        name: .customLong("api-key"),
        help: ArgumentHelp(
            "A member's API key of the log's platform, to check members and keys too; with "
                + "several logs, the origin and the key.",
            valueName: "[origin=]key"
        )
    )
    var apiKeys: [String] = WitnessCommand.list("API_KEY")

    @Option(help: "How often the logs themselves are looked at, in seconds; 0 for never.")
    var follow = WitnessCommand.environment("FOLLOW").flatMap { Int($0) } ?? 30

    @Option(help: "What is logged: trace, debug, info, notice, warning, error, critical.")
    var logLevel: String = WitnessCommand.environment("LOG_LEVEL") ?? "notice"

    @Flag(help: "Print the witness's verifier key and end.")
    var printVkey = false

    @Flag(help: "Print what the folder has on record, with the evidence, as JSON, and end.")
    var status = false

    func run() async throws {
        if status { return try await printRecords() }
        let signer = try signer()
        if printVkey { return say("\(signer.verifierKey)") }
        let policy = try (policy ?? WitnessCommand.environment("POLICY")).map {
            try PublicationFile.policy($0, option: "--policy")
        }
        let logs = try WitnessedLog.reading(logs, policy: policy)
        guard let level = Logger.Level(rawValue: logLevel) else {
            throw ValidationError("--log-level: '\(logLevel)' is no level")
        }
        var logger = Logger(label: "plimsoll.witness") {
            StreamLogHandler.standardError(label: $0)
        }
        logger.logLevel = level
        let address = try ListenAddress(listen)
        try await address.requireFree()
        let lock = try FolderLock(path: data)
        defer { lock.release() }
        let store = try WitnessStore(path: recordPath, witness: signer.verifierKey)
        let curl = try CurlClient()
        let witness = try Witness(
            signer: signer,
            logs: logs,
            store: store,
            validation: try validation(of: logs),
            client: curl,
            logger: logger,
            clock: { UInt64(max(0, Date().timeIntervalSince1970)) }
        )
        try await serve(witness, at: address, logger)
        await curl.shutdown()
        try store.close()
    }

    private func serve(
        _ witness: Witness,
        at address: ListenAddress,
        _ logger: Logger
    ) async throws {
        // Without this, writing to a connection that its peer has closed would end the process.
        signal(SIGPIPE, SIG_IGN)
        for record in try await witness.records() {
            say("Log: \(record.origin), cosigned to \(record.cosignedSize ?? 0)")
            if let refusal = record.finalRefusal {
                warn("\(record.origin) is cosigned no more: \(refusal)")
            }
        }
        for log in witness.logs.values where validate && !witness.checksRegistrations(of: log) {
            warn(
                "\(log.origin): without --api-key it is not checked that members and their keys "
                    + "were registered"
            )
        }
        say("Verifier key: \(witness.verifierKey)")
        let server = WitnessServer(
            witness: witness,
            hostname: address.host,
            port: address.port,
            logger: logger
        ) { port in say("Listening on http://\(address.host):\(port)") }
        var services: [any Service] = [server]
        if follow > 0 { services.append(WitnessFollower(witness: witness, seconds: follow)) }
        let group = ServiceGroup(
            configuration: .init(
                services: services.map { .init(service: $0) },
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger
            )
        )
        try await group.run()
    }

    private var recordPath: String { "\(data)/witness.sqlite" }

    private func signer() throws -> NoteSigner {
        guard let key = key ?? WitnessCommand.environment("KEY") else {
            throw ValidationError("--key: the witness's key is missing")
        }
        let pair = try SigningKeyFile(path: key)
        guard
            let name = try name ?? WitnessCommand.environment("NAME")
                ?? WitnessStore.owner(path: recordPath)?.name
        else {
            throw ValidationError("--name: a new witness needs a name, such as witness.example/w1")
        }
        return try NoteSigner(
            name: name,
            seed: Array(pair.key.rawRepresentation),
            algorithm: .cosignatureV1
        )
    }

    private func validation(of logs: [WitnessedLog]) throws -> Witness.Validation? {
        guard validate else {
            guard apiKeys.isEmpty else { throw ValidationError("--api-key goes with --validate") }
            return nil
        }
        var byOrigin: [String: String] = [:]
        for text in apiKeys {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            let origin = parts.count == 2 ? parts[0] : logs.first?.origin ?? ""
            // An API key must not be sent to another platform than its own.
            guard parts.count == 2 || logs.count == 1 else {
                throw ValidationError("--api-key: with several logs it is ORIGIN=KEY")
            }
            guard logs.contains(where: { $0.origin == origin }) else {
                throw ValidationError("--api-key: there is no log '\(origin)'")
            }
            byOrigin[origin] = parts.last
        }
        return Witness.Validation(apiKeys: byOrigin)
    }

    private func printRecords() async throws {
        guard let owner = try WitnessStore.owner(path: recordPath) else {
            throw CommandFailure("\(recordPath): there is no witness's record")
        }
        let store = try WitnessStore(path: recordPath, witness: owner)
        let records = try await store.records()
        try store.close()
        let evidence = WitnessReport(records, vkey: owner.description)
        say(String(decoding: evidence.exchangeBytes, as: UTF8.self))
    }

    private static func environment(_ name: String) -> String? {
        Environment.value("WITNESS_\(name)")
    }

    private static func list(_ name: String) -> [String] {
        environment(name)?.split(separator: " ").map(String.init) ?? []
    }
}
