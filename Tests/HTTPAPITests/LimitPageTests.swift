import CanonicalJSON
import Contracts
import Foundation
import HTTPConnections
import Marine
import Services
import Telemetry
import Testing
import Witness

@testable import HTTPAPI
@testable import HTTPClient
@testable import Ledger
@testable import Notifier
@testable import Publication

/// The limits that the ThreatModel page states are those of the code.
@Suite struct LimitPageTests {
    /// The figures of each row, in order; `nil` where a row states none.
    private static let rows: [String: [String]?] = {
        let shipment = Shipment.limits(in: .current)
        let consortium = Consortium.limits(in: .current)
        let sequencer = Sequencer.Limits()
        let notifier = NotifierConfiguration()
        let pace = RequestPace()
        return [
            "JSON body, nesting": [size(Call.bodyLimit), text(Call.bodyDepth)],
            "upload as sent and as inflated; line": [
                size(UploadLimits().uploadBytes), size(UploadLimits().lineBytes),
            ],
            "connections to a witness, from one address": [
                text(WitnessServer.connectionLimit), text(WitnessServer.connectionLimit / 2),
            ],
            "connections, from one address; silence": [
                text(APIServer.connectionLimit), "\(ServerTimes.idleSeconds) s",
            ],
            "a request's headers; its body; the whole": [
                "\(pace.headers.components.seconds) s", "\(pace.leastBytesPerSecond) bytes/s",
                "\(pace.grace.components.seconds) s",
                "\(pace.request.components.seconds / 60) min",
            ],
            "a body without a key": nil,
            "bodies in memory, of one member and of all": [
                size(BodyBudget.standardLimitPerMember), size(BodyBudget.standardLimit),
            ],
            "exports and event streams at once, of one member and of all": [
                text(OpenStreams.standardLimitPerMember), text(OpenStreams.standardLimit),
            ],
            "stopping": ["\(ServerTimes.stopSeconds) s"],
            "commands waiting; commands of a batch": [
                text(sequencer.waiting), text(sequencer.batch),
            ],
            "entries that wait for the view before appends wait for it too; held while it fails": [
                text(ViewFeed.backlog), text(sequencer.unappliedLimit),
            ],
            "readers that wait for a witness; one more is answered at once": [
                text(PublicationProgress.waitingLimit)
            ],
            "command or payload behind one digest": [size(Salted.byteLimit)],
            "page of a list": [text(PageQuery.limit)],
            "members; keys and API keys of one; names of the consortium's own sanctions list": [
                text(consortium.members), text(consortium.signingKeys),
                text(consortium.signingKeysEver), text(consortium.apiKeys),
                text(consortium.sanctions),
            ],
            "auditors that a member names; log keys": [
                most(Consortium.Auditors.self), text(consortium.logKeys),
            ],
            "devices, segments of a shipment; segments of an upload": [
                text(shipment.devices), text(shipment.segments), text(shipment.segmentsPerUpload),
            ],
            "claims of a certificate; conveyances or locations on risk of a cover": [
                text(Certificate.limits(in: .current).claims),
                text(OpenCover.limits(in: .current).accumulations),
            ],
            "webhook endpoints of a member; deliveries waiting at one": [
                text(DeliveryStore.maximumEndpointsPerMember),
                text(notifier.maximumPendingPerEndpoint), text(notifier.maximumPendingPerMember),
            ],
            "records of deliveries that are kept, of one member and of all": [
                text(notifier.maximumCompletedRecordsPerMember),
                text(notifier.maximumCompletedRecords),
                "\(notifier.retentionMilliseconds / 86_400_000) days",
            ],
            "attempts of webhooks at once, in all; of one endpoint; names looked up at once": [
                text(notifier.maximumConcurrency), text(notifier.concurrencyPerEndpoint),
                text(NameResolver.threadLimit),
            ],
            "names of a member's requests about endpoints that are kept, the latest": [
                text(DeliveryStore.namesKeptPerMember)
            ],
        ]
    }()

    @Test func `each row of the page's limits states the code's figures, in order`() throws {
        let page = try String(
            contentsOf: URL(fileURLWithPath: #filePath)
                .deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent()
                .appending(path: "Sources/plimsoll/Plimsoll.docc/ThreatModel.md"),
            encoding: .utf8
        )
        let table = page.components(separatedBy: "| limit | value |\n|---|---|\n").dropFirst().first
        var stated: Set<String> = []
        for line in try #require(table).split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("| ") else { break }
            let cells = line.dropFirst(2).dropLast(2).components(separatedBy: " | ")
            let (name, value) = (cells[0], cells[1...].joined(separator: " | "))
            stated.insert(name)
            guard let figures = Self.rows[name] else {
                Issue.record("no figures are known of the row '\(name)'")
                continue
            }
            var rest = value[...]
            for figure in figures ?? [] {
                let range = rest.range(of: figure)
                #expect(range != nil, "'\(name)' states no \(figure) where it should: \(value)")
                if let range { rest = rest[range.upperBound...] }
            }
        }
        #expect(stated == Set(Self.rows.keys))
    }

    /// What a type of a limited length says once must be what a rule of the contract says again.
    @Test func `limits that types carry are those of the contracts`() {
        #expect(Self.most(Roles.self) == "\(Role.allCases.count)")
        #expect(
            Self.most(Shipment.ForEachDevice<DeviceBinding>.self)
                == "\(Shipment.limits(in: .current).devices)"
        )
        let longest = String(repeating: "k", count: Call.idempotencyKeyLimit)
        #expect(throws: Never.self) { try Text<100>(longest) }
        #expect("\(Consortium.instanceText)".utf8.count <= Identifier.lengths.upperBound)
    }

    private static func most(_ list: any JSONShaped.Type) -> String {
        guard case .array(_, let count) = list.shape(in: .exchange) else { return "no list" }
        return text(count.upperBound)
    }

    private static func size(_ bytes: Int) -> String {
        bytes % (1 << 20) == 0 ? "\(bytes >> 20) MiB" : "\(bytes >> 10) KiB"
    }

    /// With commas between thousands.
    private static func text(_ number: Int) -> String {
        var groups: [String] = []
        var rest = number
        while rest >= 1_000 {
            groups.insert(String(String(1_000 + rest % 1_000).dropFirst()), at: 0)
            rest /= 1_000
        }
        return ([String(rest)] + groups).joined(separator: ",")
    }
}
