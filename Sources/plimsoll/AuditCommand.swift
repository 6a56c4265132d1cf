import ArgumentParser
import Audit
import CanonicalJSON
import DataFolder
import Foundation
import Glibc
import HTTPClient
import Ledger
import Notifier
import TransparencyLog

/// Verifies and reconciles everything.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Verifies and reconciles everything.",
        discussion: """
            Exit 0: everything was examined, and nothing is wrong. 1: something is wrong, whether \
            or not everything was examined. 3: nothing is wrong in what was examined, and not \
            everything was. 2: it could not run. 64: the options are not right.
            """
    )

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
        case html
    }

    @Option(help: "The data folder.")
    var data: String?

    @Option(help: "A server to audit over HTTP instead, as far as the key's member may read.")
    var server: String?

    @Option(help: "The API key; better as PLIMSOLL_KEY, which no process list shows.")
    var key: String?

    @Option(
        help: """
            The log's verifier key, from elsewhere than the folder that is audited, or a file of \
            such keys, one a line, to all of which the ledger must lead.
            """
    )
    var vkey: String?

    @Option(help: "The policy (C2SP tlog-policy) that published cosignatures are held against.")
    var policy: String?

    @Option(help: "A PEM file of certificates that timestamps are held against.")
    var tsaCa: String?

    @Option(help: "A file with checkpoints from before, which the ledger must extend; repeatable.")
    var previous: [String] = []

    @Option(help: "How the report is written.")
    var format: Format = .text

    func validate() throws {
        try Environment.requirePaths(
            ("--data", data),
            ("--server", server),
            ("--vkey", vkey),
            ("--policy", policy),
            ("--tsa-ca", tsaCa)
        )
        for file in previous { try Environment.requirePaths(("--previous", file)) }
        guard server != nil else { return }
        guard data == nil else {
            throw ValidationError("--data and --server: an audit is of one of the two")
        }
        // What was published is read from a folder.
        for (option, value) in [("--policy", policy), ("--tsa-ca", tsaCa)] where value != nil {
            throw ValidationError("\(option) goes with --data, and not with --server")
        }
    }

    func run() async throws {
        var report: AuditReport
        do {
            if server == nil { try FileLimit.requireForCommand() }
            let previous = try previous.flatMap { try PreviousCheckpointFile.read($0) }
            let keys = try (vkey ?? Environment.value("VKEY")).map { try VerifierKeys.read($0) }
            let logKey = keys?.first
            let others = Array((keys ?? []).dropFirst())
            let isOfFolder = data != nil || policy != nil || tsaCa != nil
            let server = server ?? (isOfFolder ? nil : Environment.value("SERVER"))
            // A person is told; a program reads the report's own line of the key.
            if logKey == nil, server == nil, isatty(STDERR_FILENO) != 0 {
                warn("plimsoll audit: trusting the key that the folder states; better --vkey")
            }
            report =
                if let server {
                    try await remote(server, logKey, others, previous)
                } else {
                    try await FolderAudit.run(
                        path: data ?? Environment.value("DATA") ?? "./plimsoll-data",
                        logKey: logKey,
                        otherLogKeys: others,
                        policy: try policy.map {
                            try PublicationFile.policy($0, option: "--policy")
                        },
                        authorities: try tsaCa.map {
                            try PublicationFile.authorities($0, option: "--tsa-ca")
                        },
                        previous: previous
                    )
                }
        } catch {
            warn("plimsoll audit: could not run: \(AuditCommand.words(of: error))")
            throw ExitCode(2)
        }
        report.inputs.policy = policy
        report.inputs.authorities = tsaCa
        switch format {
        case .text: print(report.text)
        case .html: print(report.html, terminator: "")
        case .json:
            var writer = JSONWriter(.exchange)
            report.write(to: &writer)
            print(String(decoding: try writer.canonicalBytes(), as: UTF8.self))
        }
        switch report.verdict {
        case .clean: break
        case .findings: throw ExitCode(1)
        case .incomplete: throw ExitCode(3)
        }
    }

    /// An error in words; that of a ledger that is only read says nothing of what was committed.
    private static func words(of error: any Error) -> String {
        if case LedgerFault.notCommitted(let reason) = error {
            return "the ledger cannot be read now: \(reason)"
        }
        return "\(error)"
    }

    private func remote(
        _ server: String,
        _ logKey: NoteVerifierKey?,
        _ others: [NoteVerifierKey],
        _ previous: [PreviousCheckpoint]
    ) async throws -> AuditReport {
        let curl = try CurlClient()
        do {
            let client = APIClient(
                curl: curl,
                server: server,
                key: key ?? Environment.value("KEY") ?? ""
            )
            let stated = try await client.expect("GET", "/v1/ledger")["vkey"]?.stringValue ?? ""
            if logKey == nil {
                warn("plimsoll audit: trusting the key that the server states; better --vkey")
            }
            var source = AuditSource(
                store: try await RemoteLogStore(client: client),
                logKey: try logKey ?? NoteVerifierKey(parsing: stated),
                checkpoints: nil,
                isPartial: true,
                commands: nil,
                segments: nil,
                view: nil,
                previous: previous,
                mode: .server,
                location: server,
                keySource: logKey == nil ? .audited : .given
            )
            source.otherLogKeys = others
            let auditor = Auditor(source)
            let report = try await auditor.run(at: PlatformServer.clock())
            await curl.shutdown()
            return report
        } catch {
            await curl.shutdown()
            throw error
        }
    }
}

/// Drops the view and folds it again from the ledger.
struct RebuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Drops the view and folds it again from the ledger.",
        discussion: "The server must not be running on the folder."
    )

    @OptionGroup var folder: FolderOptions

    func run() async throws {
        let size = try await FolderLock.holding(folder.data) {
            try await FolderAudit.rebuildView(path: folder.data)
        }
        print("folded \(size) entries into \(LedgerFolder.File.view.path(in: folder.data))")
    }
}
