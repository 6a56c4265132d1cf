import ArgumentParser
import CanonicalJSON
import DataFolder
import Foundation
import HTTPClient
import Logging
import Notifier
import Services

/// Insures the fixture voyages from cover to settled claim, over the real HTTP interface.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Insures the fixture voyages from cover to settled claim, and audits the result.",
        discussion: """
            Everything goes through the HTTP interface, the claims automation and the notifier as \
            for any member. The ledger's clock is simulated and set to each event of the voyages, \
            as what is stated after a loss pays no claim by itself. Exit 1: a figure is not the \
            one that the fixtures expect.
            """
    )

    @Option(help: "An empty or new data folder; a temporary one that is removed otherwise.")
    var data: String?

    @Option(help: "The folder with the voyages.")
    var voyages: String = Environment.value("VOYAGES") ?? "Fixtures/voyages"

    @Option(help: "Where to listen, HOST:PORT; port 0 takes a free one.")
    var listen: String = Environment.value("LISTEN") ?? "127.0.0.1:0"

    @Flag(help: "Leave the server up with the demo's data.")
    var serve = false

    func run() async throws {
        let told = try DemoVoyage.all(in: voyages)
        let beginning = try told.map { try $0.beginning }.min()
        let folder = try DemoFolder(data)
        let receiver = try await WebhookReceiver.start()
        let server = try await PlatformServer(
            configuration: .init(
                data: folder.path,
                listen: try ListenAddress(listen),
                origin: nil,
                operatorName: "Plimsoll Operations",
                webhookAllow: [Subnet("127.0.0.0/8")].compactMap(\.self),
                logLevel: .warning,
                clock: .simulated(from: beginning)
            )
        )
        guard let operatorKey = server.operatorKey else {
            throw CommandFailure("\(folder.path): holds a ledger already; name an empty folder")
        }
        let (ports, port) = AsyncStream<Int>.makeStream()
        let (stopping, stop) = AsyncStream<Void>.makeStream()
        let serving = Task {
            defer { port.finish() }
            try await server.run(stopping: stopping) { port.yield($0) }
        }
        guard let bound = await ports.first(where: { _ in true }) else {
            try await serving.value
            throw CommandFailure("the server did not start")
        }
        let url = "http://\(server.host):\(bound)"
        let curl = try CurlClient()
        let scenario = DemoScenario(
            curl: curl,
            server: url,
            operatorKey: operatorKey,
            receiver: receiver,
            origin: server.platform.origin
        )
        let isAsExpected = try await scenario.run(told)
        await curl.shutdown()
        let isAudited = try await DemoAudit.run(data: folder.path)
        if serve {
            say("\nServing \(folder.path) on \(url) until it is interrupted.")
            say("The operator's API key: \(operatorKey)")
            for (member, key) in await scenario.keys() { say("\(member)'s API key: \(key)") }
            try await serving.value
        } else {
            stop.finish()
            try await serving.value
        }
        await receiver.stop()
        folder.remove()
        if !isAsExpected || !isAudited { throw ExitCode(1) }
    }
}

/// The data folder of a demo: the one named, or a temporary one.
struct DemoFolder {
    let path: String
    private let isTemporary: Bool

    init(_ named: String?) throws {
        isTemporary = named == nil
        path =
            named
            ?? FileManager.default.temporaryDirectory
            .appendingPathComponent("plimsoll-demo-\(UUID().uuidString)").path
        try LedgerFolder.makePrivateFolder(path)
    }

    func remove() {
        if isTemporary { try? FileManager.default.removeItem(atPath: path) }
    }
}
