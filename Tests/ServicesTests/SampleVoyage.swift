import Contracts
import Crypto
import DataFolder
import Foundation
import Ledger
import Marine
import Services
import Telemetry
import TestSamples
import TestSupport
import TransparencyLog

/// A platform on which one voyage of 2 to 8 C goods is insured and under way.
final class SampleVoyage: Sendable {
    static let start = instant("2026-03-01T00:00:00Z")
    static let departure = start.advanced(byMilliseconds: hours(1))
    /// When whatever follows the departure is stated: readings of a fortnight have been made.
    static let uploading = start.advanced(byMilliseconds: hours(24 * 15))

    /// What the ledger's instants are taken from: each is stated as it happens.
    let clock = ManualClock(start)
    let world: TestPlatform
    let deviceKey = Curve25519.Signing.PrivateKey()
    let insurer = Caller(member: .leader, roles: [.insurer])
    let assured = Caller(member: .assured, roles: [.assured, .shipper])
    let stranger = Caller(member: .stranger, roles: [.assured])
    let certificate = id("crt-1")
    let shipment = id("shp-1")

    var path: String { world.path }
    var opened: OpenedPlatform { world.opened }
    var platform: Platform { world.platform }

    convenience init(signedUploads: Bool = true, authority: String = "100000.00") async throws {
        try await self.init(
            terms: .vaccines(signedUploads: signedUploads, authority: authority),
            declaration: .vaccines(sailing: SampleVoyage.departure)
        )
    }

    /// A voyage under other terms, of whose goods one consignment is declared.
    init(terms: CoverTerms, declaration: Declaration) async throws {
        let clock = clock
        world = try await TestPlatform(
            members: [insurer, assured, stranger].map { caller in
                changed(.named(caller.member)) { member in
                    member.roles = constant {
                        try Entries(Role.allCases.filter { caller.roles.contains($0) })
                    }
                }
            }
        ) { clock.now }
        try await insure(terms, declaration)
    }

    private func insure(_ terms: CoverTerms, _ declaration: Declaration) async throws {
        let cover = id("cov-1")
        try await ask(.openCover(.openCover(id: cover, terms: terms)), as: insurer)
        try await ask(
            .openCover(
                .declare(
                    cover: cover,
                    certificate: certificate,
                    declaration: declaration
                )
            ),
            as: assured
        )
        try await ask(
            .shipment(
                .registerShipment(
                    id: shipment,
                    certificate: certificate,
                    party: .init(shipper: assured.member, carrier: nil),
                    container: .sample
                )
            ),
            as: assured
        )
        try await ask(
            .shipment(
                .bindDevice(
                    shipment: shipment,
                    device: "TT-1",
                    publicKey: try DeviceKeyText(
                        Base64.encode(Array(deviceKey.publicKey.rawRepresentation))
                    )
                )
            ),
            as: assured
        )
        clock.set(SampleVoyage.departure)
        try await ask(
            .shipment(.depart(shipment: shipment, at: SampleVoyage.departure)),
            as: assured
        )
        clock.set(SampleVoyage.uploading)
    }

    /// Submits an instruction under a name of its own.
    @discardableResult
    func ask(
        _ instruction: Instruction,
        as caller: Caller,
        id: String = UUID().uuidString
    ) async throws -> CommandReceipt {
        try await platform.submit(instruction, as: caller.member, id: id)
    }

    /// Ten-minute readings, the temperature a function of the hours since departure.
    static func readings(hours: Range<Int>, _ celsius: (Double) -> Double) -> String {
        var lines: [String] = []
        for minute in stride(from: hours.lowerBound * 60, to: hours.upperBound * 60, by: 10) {
            let at = start.advanced(byMilliseconds: Int64(minute) * 60_000 + 7_200_000)
            let value = String(format: "%.2f", celsius(Double(minute) / 60))
            lines.append(#"{"device":"TT-1","time":"\#(at)","temperature":\#(value)}"#)
        }
        return lines.joined(separator: "\n")
    }

    /// Uploads NDJSON, signed by the device unless told otherwise.
    @discardableResult
    func upload(
        _ text: String,
        signed: Bool = true,
        options: ChangeOptions = ChangeOptions()
    ) async throws -> UploadOutcome {
        let bytes = Array(text.utf8)
        var upload = try await platform.beginUpload(to: shipment, format: .ndjson, as: assured)
        try upload.consume(bytes)
        let signature = try deviceKey.signature(
            for: Platform.uploadSignedText(
                origin: platform.origin,
                shipment: shipment,
                digest: Hash.sha256(of: bytes).bytes
            )
        )
        return try await platform.finish(
            upload,
            signature: signed
                ? ClaimedSignature(device: "TT-1", signature: Base64.encode(Array(signature)))
                : nil,
            as: assured,
            options: options
        )
    }

    /// Lets the automation read to the ledger's end, and what it caused too.
    func automate() async throws {
        let automation = ClaimsAutomation(
            platform: platform,
            cursors: opened.cursors,
            logger: silent
        )
        try await automation.follow()
    }

    /// The claims under the certificate.
    func claims() async throws -> [Claim.State] {
        try await platform.listClaims(
            as: insurer,
            stage: nil,
            certificate: certificate.text,
            shipment: nil,
            after: nil,
            limit: 100
        ).items.map(\.state)
    }
}
