import ArgumentParser
import DataFolder
import Foundation
import HTTPClient
import Ledger
import Publication
import TransparencyLog

/// Copies a data folder while it is served.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copies a data folder, consistently, while it is served.",
        discussion: """
            The copy is checked whole before it takes its name: the tree against its signature, \
            every segment against its digest. Where the server has stopped, what it sealed is \
            compared. The copy is sealed by the log's key, if that can be read. The view and the \
            followers' cursors are not copied: the ledger alone gives them, and the first start \
            makes them.
            """
    )

    @Option(help: "The data folder.")
    var data: String = Environment.value("DATA") ?? "./plimsoll-data"

    @Option(help: "The folder to make; there must be nothing of that name.")
    var to: String

    @Flag(
        name: .customLong("with-keys"),
        help: "Copies the log's signing key too (0600). Whoever has it can sign as the ledger."
    )
    var withKeys = false

    @Option(help: "The log's verifier key, from elsewhere than the folder.")
    var vkey: String?

    @OptionGroup var logKey: PassphraseOptions

    func validate() throws {
        try Environment.requirePaths(("--data", data), ("--to", to), ("--vkey", vkey))
    }

    func run() async throws {
        try FileLimit.requireForCommand()
        let outcome = try await FolderBackup.run(
            data: data,
            to: to,
            logKey: try (vkey ?? Environment.value("VKEY")).map {
                try NoteVerifierKey(parsing: $0)
            },
            withKeys: withKeys,
            passphrase: try logKey.passphrase(),
            now: PlatformServer.clock()
        )
        let manifest = outcome.manifest
        let bytes = manifest.files.reduce(0) { $0 + $1.bytes }
        say("backed up \(manifest.origin) to \(to)")
        say("  \(manifest.size) entries, root \(manifest.root)")
        say(
            "  \(manifest.files.count) files, \(bytes) bytes, "
                + "\(manifest.segments) segments, verified"
        )
        if let reason = outcome.unsealed {
            say("  without a seal: \(reason)")
            say(
                "  whoever can write the copy could change what is beside the ledger: keep it safe"
            )
        } else {
            say("  sealed by the log's key")
        }
        if !manifest.holdsSigningKey {
            say("  without the log's signing key: keep keys/ of \(data) elsewhere, or --with-keys")
        }
    }
}

/// Makes a data folder of a backup.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Makes a data folder of a backup, and refuses to lose what witnesses have seen.",
        discussion: """
            Everything is checked before the folder takes its name. A backup that has fewer \
            entries than a witness has cosigned is refused, unless a mirror has the entries that \
            lack. Exit 1: it was refused, and nothing was changed.
            """
    )

    @Argument(help: "The folder that plimsoll backup made.")
    var backup: String

    @Option(help: "The data folder to make; it must be empty or not there.")
    var data: String = Environment.value("DATA") ?? "./plimsoll-data"

    @Option(help: "A witness to be asked what it has cosigned, VKEY=URL; repeat for several.")
    var witness: [String] = []

    @Option(
        help: """
            A file in C2SP tlog-policy: each of its witnesses that has a URL is asked as well, \
            whatever the quorum.
            """
    )
    var policy: String?

    @Option(
        help: """
            Where lost entries may be had: the data folder or backup of another node, the URL of a \
            node (with --mirror-key), or the URL or folder of a mirror's tiles; repeat for several.
            """
    )
    var mirror: [String] = []

    @Option(
        name: .customLong("mirror-key"),
        help: "The API key of an auditor at the mirrors; better as PLIMSOLL_MIRROR_KEY."
    )
    var mirrorKey: String?

    @Option(
        name: .customLong("signing-key"),
        help: "The log's signing key (keys/log.seed), where the backup is without."
    )
    var signingKey: String?

    @Option(
        help: """
            The log's verifier key in force, from elsewhere than the backup; where it replaced the \
            backup's own since, --mirror must have the entries that lead to it.
            """
    )
    var vkey: String?

    @Flag(
        name: .customLong("accept-rollback"),
        help: "Goes on although entries that a witness has seen are lost for good."
    )
    var acceptRollback = false

    func validate() throws {
        try Environment.requirePaths(
            ("BACKUP", backup),
            ("--data", data),
            ("--policy", policy),
            ("--signing-key", signingKey),
            ("--vkey", vkey)
        )
        for address in mirror { try Environment.requirePaths(("--mirror", address)) }
    }

    func run() async throws {
        try FileLimit.requireForCommand()
        let curl = try CurlClient()
        do {
            var options = FolderRestore.Options()
            options.logKey = try (vkey ?? Environment.value("VKEY")).map {
                try NoteVerifierKey(parsing: $0)
            }
            options.witnesses = try witness.map { try WitnessAddress(parsing: $0) }
            for address in try witnessesOfPolicy(options.logKey)
            where !options.witnesses.contains(address) {
                options.witnesses.append(address)
            }
            for address in mirror {
                options.mirrors.append(
                    try await LedgerMirror(
                        named: address,
                        key: mirrorKey ?? Environment.value("MIRROR_KEY") ?? "",
                        curl: curl
                    )
                )
            }
            options.signingKey = signingKey
            options.acceptsRollback = acceptRollback
            let outcome = try await FolderRestore(client: curl).run(
                backup,
                to: data,
                options: options
            )
            report(outcome)
            await curl.shutdown()
        } catch {
            await curl.shutdown()
            throw error
        }
    }

    /// The witnesses that the policy names with a URL; a log that it names must be the backup's,
    /// under the key in force or, as far as the backup knows, before.
    private func witnessesOfPolicy(_ logKey: NoteVerifierKey?) throws -> [WitnessAddress] {
        guard let policy else { return [] }
        let read = try PublicationFile.policy(policy, option: "--policy")
        let known = [try BackupManifest(of: backup).vkey, logKey?.description]
        let isOfLog = read.logs.contains { known.contains($0.key.description) }
        guard read.logs.isEmpty || isOfLog else {
            throw CommandFailure(
                "--policy: \(policy): none of its log lines is \(known[0] ?? ""); where that key "
                    + "was replaced since the backup was made, give the new one as --vkey"
            )
        }
        return try read.witnesses.compactMap { witness in
            guard let url = witness.url else {
                warn("plimsoll restore: witness \(witness.name) has no URL, and is not asked")
                return nil
            }
            return try WitnessAddress(key: witness.key, url: url)
        }
    }

    private func report(_ outcome: FolderRestore.Outcome) {
        say("restored \(outcome.manifest.origin) to \(data)")
        say("  \(outcome.manifest.size) entries of \(outcome.manifest.time)")
        if outcome.caughtUp > 0 {
            say("  \(outcome.caughtUp) entries more from mirrors: \(outcome.size) in all")
        }
        for digest in outcome.lackingSegments {
            warn("segment \(digest) is with no mirror: its upload is to be sent again")
        }
        for warning in outcome.warnings { warn("plimsoll restore: \(warning)") }
        if !outcome.holdsSigningKey {
            warn(
                "plimsoll restore: the log's signing key is not there; put it at "
                    + "\(LedgerFolder.File.logKey.path(in: data)) (0600) before it is served"
            )
        }
    }
}

extension LedgerMirror {
    /// A mirror by what an operator calls it.
    ///
    /// A folder with a ledger in it is the data folder or a backup of a node; any other folder
    /// holds a log's tiles as files. A URL is that of a node's HTTP interface where it answers at
    /// `/ledger/checkpoint`, and else the prefix of a log's tiles.
    init(named address: String, key: String, curl: CurlClient) async throws {
        if address.hasPrefix("http://") || address.hasPrefix("https://") {
            let server = address.hasSuffix("/") ? String(address.dropLast()) : address
            let client = APIClient(curl: curl, server: server, key: key)
            let isNode = try await client.send("GET", "/ledger/checkpoint").isSuccess
            let store: any LogStore =
                if isNode { try await RemoteLogStore(client: client) } else {
                    TileLogStore(client: client)
                }
            self.init(name: server, store: store)
            return
        }
        let ledger = LedgerFolder.File.ledger.path(in: address)
        guard !FileManager.default.fileExists(atPath: ledger) else {
            try self.init(folder: address)
            return
        }
        guard FileManager.default.fileExists(atPath: "\(address)/checkpoint") else {
            throw CommandFailure("\(address): neither a data folder nor a log's tiles")
        }
        self.init(name: address, store: TileLogStore(folder: address))
    }
}
