import Contracts
import Crypto
import DataFolder
import Foundation
import Ledger
import Logging
import Marine
import Services
import Storage
import Telemetry
import TransparencyLog

/// A data folder in which one voyage of 2 to 8 C goods is insured and under way.
final class InsuredVoyage: @unchecked Sendable {
    static let start = Instant(millisecondsSinceEpoch: 1_772_323_200_000)  // 2026-03-01

    let path: String
    var opened: OpenedPlatform
    let deviceKey = Curve25519.Signing.PrivateKey()
    let insurer = InsuredVoyage.caller("insurer", [.insurer])
    let assured = InsuredVoyage.caller("assured", [.assured, .shipper])
    let stranger = InsuredVoyage.caller("stranger", [.assured])
    private(set) var certificate = InsuredVoyage.id("crt-none")
    private(set) var shipment = InsuredVoyage.id("shp-none")

    var platform: Platform { opened.platform }

    init(signedUploads: Bool = true, authority: String = "100000.00") async throws {
        path =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("plimsoll-services-\(UUID().uuidString)").path
        opened = try await InsuredVoyage.open(path)
        let operatorCaller = InsuredVoyage.caller("operator", [.operator])
        for caller in [insurer, assured, stranger] {
            _ = try await platform.admit(
                id: caller.member,
                name: "The \(caller.member)",
                roles: Role.allCases.filter { caller.roles.contains($0) },
                as: operatorCaller,
                options: ChangeOptions()
            )
        }
        try await insure(signedUploads: signedUploads, authority: authority)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    static func open(_ path: String) async throws -> OpenedPlatform {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return try await LedgerFolder.open(
            path: path,
            origin: "plimsoll.example/test",
            logger: logger,
            clock: { Instant(millisecondsSinceEpoch: Int64(Date().timeIntervalSince1970 * 1000)) }
        )
    }

    /// Closes the folder and opens it again.
    func reopen() async throws {
        try await opened.close()
        opened = try await InsuredVoyage.open(path)
    }

    private func insure(signedUploads: Bool, authority: String) async throws {
        let usd = try Currency(parsing: "USD")
        let terms = CertificateTerms(
            clauses: [.iccA, .temperatureExtension],
            deductible: Deductible(kind: .excess, rate: try Rate(parsing: "1")),
            telemetry: TelemetryTerms(
                lowerLimit: try Temperature(parsing: "2"),
                upperLimit: try Temperature(parsing: "8"),
                reportableGapMilliseconds: 1_800_000
            ),
            trigger: .excursionAllowance(
                upTo: try Temperature(parsing: "15"),
                downTo: try Temperature(parsing: "2"),
                atMostMilliseconds: 86_400_000,
                meanKineticLimit: try Temperature(parsing: "8")
            ),
            agreedLoss: try Rate(parsing: "60"),
            toleratedGapMilliseconds: 21_600_000,
            signedUploads: signedUploads,
            automationAuthority: try Money(parsing: authority, currency: usd),
            premiumCreditDays: 30
        )
        let cover = InsuredVoyage.id("cov-1")
        let limit = try Money(parsing: "1000000.00", currency: usd)
        let slip = CoverTerms(
            reference: "B0001",
            leader: insurer.member,
            shares: [.init(member: insurer.member, rate: .one)],
            assured: assured.member,
            broker: nil,
            inception: InsuredVoyage.start,
            expiry: InsuredVoyage.start.advanced(byMilliseconds: 365 * 86_400_000),
            currency: usd,
            limitPerConveyance: limit,
            limitPerLocation: limit,
            valuation: Valuation(basis: .costInsuranceFreight, uplift: try Rate(parsing: "110")),
            depositPremium: .zero(usd),
            minimumPremium: .zero(usd),
            goods: [.init(goods: "vaccines", rate: try Rate(parsing: "0.55"), terms: terms)],
            countries: []
        )
        try await ask(.openCover(id: cover, terms: slip), as: insurer)
        let declaration = Declaration(
            goods: "vaccines",
            description: "Vaccine in vials",
            cost: try Money(parsing: "17050.00", currency: usd),
            freight: try Money(parsing: "2500.00", currency: usd),
            incoterm: .cip,
            conveyance: Conveyance(
                imo: try IMONumber(parsing: "9074729"),
                ship: "Example",
                voyage: "001E"
            ),
            from: try UNLocode(parsing: "CHBSL"),
            via: [],
            to: try UNLocode(parsing: "USCHI"),
            sailing: InsuredVoyage.start.advanced(byMilliseconds: 3_600_000),
            consignee: "Lakeshore",
            agreedValue: nil,
            reference: ""
        )
        certificate = InsuredVoyage.id("crt-1")
        shipment = InsuredVoyage.id("shp-1")
        try await ask(
            .declare(cover: cover, certificate: certificate, declaration: declaration),
            as: assured
        )
        try await ask(
            .registerShipment(
                id: shipment,
                certificate: certificate,
                party: .init(shipper: assured.member, carrier: nil),
                container: nil
            ),
            as: assured
        )
        try await ask(
            .bindDevice(
                shipment: shipment,
                device: "TT-1",
                publicKey: Base64.encode(Array(deviceKey.publicKey.rawRepresentation))
            ),
            as: assured
        )
        try await ask(
            .depart(
                shipment: shipment,
                at: InsuredVoyage.start.advanced(byMilliseconds: 3_600_000)
            ),
            as: assured
        )
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
            logger: Logger(label: "test")
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

    static func id(_ text: String) -> InstanceID {
        guard let id = try? InstanceID(parsing: text) else {
            preconditionFailure("'\(text)' is a constant of the tests")
        }
        return id
    }

    static func caller(_ member: String, _ roles: Set<Role>) -> Caller {
        Caller(member: id(member), roles: roles)
    }
}
