import Audit
import Contracts
import Ledger
import Marine
import TestSupport
import Testing
import TransparencyLog

/// What an audit says of uploads that P-256 keys signed.
@Suite struct PointSignatureTests {
    @Test func `an upload that a P-256 key signed is clean, by either half of its signature`()
        async throws
    {
        for isOther in [false, true] {
            let source = try AuditedSource(signedBy: .device) { upload, _ in
                guard isOther, let signature = upload.signature else { return }
                upload.signature?.signature =
                    try Text(PointKey.other(than: signature.signature.string))
            }
            let report = try await source.audit()
            #expect(report.isClean, "\(report.text)")
            let uploads = report.sections.first { $0.name == "uploads" }
            #expect(uploads?.examined == 1)
        }
    }

    /// Signatures that prove nothing, each by how it came to be.
    private static let wrong: [(String, @Sendable (String) throws -> String)] = [
        (
            "over another upload",
            { _ in try AuditedSource.sign(Hash.sha256(of: [2]).bytes, by: .device) }
        ),
        ("of no numbers below the order", { _ in Base64.encode(PointKey.order + PointKey.order) }),
        (
            "with r and s in the other order",
            { signature in
                let bytes = Base64.decode(signature) ?? []
                return Base64.encode(Array(bytes[32...] + bytes[..<32]))
            }
        ),
        (
            "by an Ed25519 key",
            { _ in try AuditedSource.sign(Hash.sha256(of: [2]).bytes) }
        ),
        ("of no bytes", { _ in "signature" }),
    ]

    @Test(arguments: wrong.indices)
    func `a forged signature of a P-256 key is found where the upload is recorded`(
        number: Int
    ) async throws {
        let (name, forge) = Self.wrong[number]
        let source = try AuditedSource(signedBy: .device) { upload, _ in
            guard let signature = upload.signature else { return }
            upload.signature?.signature = try Text(forge(signature.signature.string))
        }
        let report = try await source.audit()
        let place = "hand-made ledger entry \(try source.index(of: "recordTelemetry"))"
        for section in report.sections {
            #expect(section.state == (section.name == "uploads" ? .findings : .ok), "\(name)")
        }
        let uploads = report.sections.first { $0.name == "uploads" }
        #expect(uploads?.findings.map(\.place) == [place], "\(report.text)")
    }
}
