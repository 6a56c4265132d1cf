import ArgumentParser
import DataFolder
import Foundation
import Glibc
import HTTPClient
import Logging
import Marine
import NIOCore
import NIOPosix
import Services

/// Runs the platform.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Runs the platform.",
        discussion: """
            An empty data folder is made into a new ledger's, and the operator's API key is \
            printed once.
            """
    )

    @Option(help: "The data folder.")
    var data: String = Environment.value("DATA") ?? "./plimsoll-data"

    @Option(help: "Where to listen, HOST:PORT.")
    var listen: String = Environment.value("LISTEN") ?? "127.0.0.1:8080"

    @Option(help: "The origin of a new ledger: a scheme-less URL, for ever.")
    var origin: String?

    @Option(help: "The operator's name in a new ledger.")
    var operatorName: String = Environment.value("OPERATOR_NAME") ?? "Operator"

    @Option(
        name: .customLong("webhook-allow"),
        help: "A subnet to which webhooks may go although it is not public; repeat for several."
    )
    var webhookAllow: [String] =
        Environment.value("WEBHOOK_ALLOW")?.split(separator: ",").map(String.init) ?? []

    @Option(
        help: "Entries a second of the ledger that are checked again in the background; 0: none."
    )
    var scrub: Int = Environment.value("SCRUB").flatMap(Int.init) ?? 2000

    @Option(
        help: "The most connections from one address, half of all by itself; raise it for a proxy."
    )
    var connectionsPerAddress: Int?

    @OptionGroup(title: "Publication")
    var publication: PublicationOptions

    @OptionGroup var logKey: PassphraseOptions

    @Option(
        help: "The PEM file with the operator's signing key, for what the platform itself asks for."
    )
    var operatorKey: String?

    @Option(
        help: ArgumentHelp(
            """
            A clock that the operator sets, for demonstrations and voyages of the past: the \
            instant that it shows, or 'simulated' to go on from the ledger's last entry. A ledger \
            is founded with it for ever.
            """,
            valueName: "instant|simulated"
        )
    )
    var clock: String?

    @Option(help: "What is logged: trace, debug, info, notice, warning, error, critical.")
    var logLevel: String = Environment.value("LOG_LEVEL") ?? "notice"

    func validate() throws {
        try Environment.requirePaths(
            ("--data", data),
            ("--listen", listen),
            ("--origin", origin),
            ("--operator-key", operatorKey),
            ("--policy", publication.policy),
            ("--tsa", publication.tsa),
            ("--tsa-ca", publication.tsaCa),
            ("--log-key-passphrase-file", logKey.file)
        )
    }

    func run() async throws {
        guard let level = Logger.Level(rawValue: logLevel) else {
            throw ValidationError("--log-level: '\(logLevel)' is no level")
        }
        // The first socket of the event loops would end the process.
        try FileLimit.requireLeast()
        let subnets = try webhookAllow.map { text in
            guard let subnet = Subnet(text) else {
                throw ValidationError("--webhook-allow: '\(text)' is no subnet such as 10.0.0.0/8")
            }
            return subnet
        }
        let choice = try (clock ?? Environment.value("CLOCK")).map(ServeCommand.clock) ?? .machine
        let server = try await PlatformServer(
            configuration: .init(
                data: data,
                listen: try ListenAddress(listen),
                origin: origin ?? Environment.value("ORIGIN"),
                operatorName: operatorName,
                webhookAllow: subnets,
                logLevel: level,
                scrub: scrub,
                publication: try publication.resolved(),
                leavesPolicy: publication.leavePolicy,
                dismissesEvidence: publication.dismissEvidence,
                passphrase: try logKey.passphrase(),
                operatorSigner: try (operatorKey ?? Environment.value("OPERATOR_KEY"))
                    .map { try SigningKeyFile(path: $0).signer },
                clock: choice,
                connectionsPerAddress: connectionsPerAddress
                    ?? Environment.value("CONNECTIONS_PER_ADDRESS").flatMap { Int($0) }
            )
        )
        if let key = server.operatorKey {
            say("A new ledger was founded in \(data).")
            say("The operator's API key, shown this once: \(key)")
        }
        say("Verifier key: \(server.platform.logKey)")
        if server.platform.ledgerClock != nil {
            say("The clock is simulated and shows \(server.platform.clock()).")
        }
        if let reason = try await server.platform.operatorKeyIsMissing() {
            warn("The claims automation waits: \(reason); see --operator-key.")
        }
        try await server.run { port in
            say("Listening on http://\(server.host):\(port)")
        }
    }

    private static func clock(_ text: String) throws -> ClockChoice {
        if text == "simulated" { return .simulated(from: nil) }
        do throws(ParseError) { return .simulated(from: try Instant(parsing: text)) } catch {
            throw ValidationError(
                "--clock: '\(text)' is neither 'simulated' nor an instant such as "
                    + "2026-01-01T00:00:00Z"
            )
        }
    }
}

/// A host and a port.
struct ListenAddress: Sendable {
    let host: String
    let port: Int

    /// Reads `HOST:PORT`, an IPv6 host in brackets.
    init(_ text: String) throws {
        guard let colon = text.lastIndex(of: ":"), colon != text.startIndex,
            let port = Int(text[text.index(after: colon)...]), (0...65_535).contains(port)
        else { throw ValidationError("--listen: '\(text)' is not HOST:PORT") }
        let host = text[..<colon]
        self.host =
            host.hasPrefix("[") && host.hasSuffix("]")
            ? String(host.dropFirst().dropLast()) : String(host)
        self.port = port
    }
}

extension ListenAddress {
    /// Makes sure that the address can be listened on, before a ledger is founded for it.
    ///
    /// The socket is closed at once; if another process takes the port in between, the server fails
    /// when it begins to listen.
    ///
    /// - Throws: `CommandFailure` with the system's reason, and what to do.
    func requireFree() async throws {
        do {
            try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .bind(host: host, port: port) { channel in
                    channel.eventLoop.makeSucceededFuture(channel)
                }
                .channel.close()
        } catch {
            throw CommandFailure("--listen \(host):\(port): \(ListenAddress.explained(error))")
        }
    }

    /// What keeps an address from being listened on, in words that say what to do.
    private static func explained(_ error: any Error) -> String {
        switch (error as? IOError)?.errnoCode {
        case EADDRINUSE:
            "another program listens there already. Name another port (0 takes a free one), or "
                + "stop that program"
        case EADDRNOTAVAIL:
            "this machine has no such address. Name one that it has, or 0.0.0.0 for all of them"
        case EACCES, EPERM:
            "permission denied: ports below 1024 take a privilege. Name another port, behind a "
                + "reverse proxy"
        case let number?: "\(String(cString: strerror(number)))"
        case nil:
            error is SocketAddressError
                ? "the name is not found. Name an address of this machine" : "\(error)"
        }
    }
}
