import ArgumentParser
import Audit
import CanonicalJSON
import DataFolder
import Foundation
import Glibc
import HTTPClient
import Notifier
import TransparencyLog

/// Verifies and reconciles everything.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Verifies and reconciles everything.",
        discussion: "Exit 0: clean. 1: something was found. 2: it could not run."
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

    @Option(help: "The log's verifier key, from elsewhere than the folder that is audited.")
    var vkey: String?

    @Option(help: "The policy (C2SP tlog-policy) that published cosignatures are held against.")
    var policy: String?

    @Option(help: "A PEM file of certificates that timestamps are held against.")
    var tsaCa: String?

    @Option(help: "How the report is written.")
    var format: Format = .text

    func run() async throws {
        let report: AuditReport
        do {
            let logKey = try (vkey ?? Environment.value("VKEY")).map {
                try NoteVerifierKey(parsing: $0)
            }
            let server = server ?? (data == nil ? Environment.value("SERVER") : nil)
            // A person is told; a program reads the report's own line of the key.
            if logKey == nil, server == nil, isatty(STDERR_FILENO) != 0 {
                warn("plimsoll audit: trusting the key that the folder states; better --vkey")
            }
            report =
                if let server {
                    try await remote(server, logKey)
                } else {
                    try await FolderAudit.run(
                        path: data ?? Environment.value("DATA") ?? "./plimsoll-data",
                        logKey: logKey,
                        policy: try policy.map {
                            try PublicationFile.policy($0, option: "--policy")
                        },
                        authorities: try tsaCa.map {
                            try PublicationFile.authorities($0, option: "--tsa-ca")
                        }
                    )
                }
        } catch {
            warn("plimsoll audit: could not run: \(error)")
            throw ExitCode(2)
        }
        switch format {
        case .text: print(report.text)
        case .html: print(report.html, terminator: "")
        case .json:
            var writer = JSONWriter()
            report.write(to: &writer)
            print(String(decoding: try writer.canonicalBytes(), as: UTF8.self))
        }
        if !report.isClean { throw ExitCode(1) }
    }

    private func remote(_ server: String, _ logKey: NoteVerifierKey?) async throws -> AuditReport {
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
            let auditor = Auditor(
                AuditSource(
                    store: try await RemoteLogStore(client: client),
                    logKey: try logKey ?? NoteVerifierKey(parsing: stated),
                    checkpoints: nil,
                    isPartial: true,
                    commands: nil,
                    segments: nil,
                    view: nil
                )
            )
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

    @Option(help: "The data folder.")
    var data: String = Environment.value("DATA") ?? "./plimsoll-data"

    func run() async throws {
        guard FileManager.default.fileExists(atPath: data) else {
            throw CommandFailure("\(data): there is no such folder")
        }
        let lock = try FolderLock(path: data)
        defer { lock.release() }
        let size = try await FolderAudit.rebuildView(path: data)
        print("folded \(size) entries into \(LedgerFolder.File.view.path(in: data))")
    }
}
