import Foundation
import Testing

/// A timestamp authority made with `openssl`, which also answers over HTTP.
package struct TestAuthority: Sendable {
    package let folder: TemporaryFolder

    package var root: [UInt8] {
        get throws { Array(try Data(contentsOf: URL(fileURLWithPath: folder.path("root.pem")))) }
    }

    package init() throws {
        folder = try TemporaryFolder()
        let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        try openssl(
            ["req", "-x509"] + curve
                + ["-keyout", "root.key", "-out", "root.pem", "-subj", "/CN=Test Root"]
                + ["-days", "3650"]
        )
        // RFC 3161, section 2.3: critical, and for timestamps alone.
        try issue("tsa", "extendedKeyUsage=critical,timeStamping")
        try configure()
    }

    /// Says by which certificate the authority signs from now on, what it sends along, and
    /// whether its tokens name it.
    package func configure(
        signer: String = "tsa",
        chain: String? = "root",
        namesItself: Bool = true
    ) throws {
        try write(
            "tsa.cnf",
            """
            [tsa]
            default_tsa = t
            [t]
            serial = serial
            crypto_device = builtin
            signer_cert = \(signer).pem
            \(chain.map { "certs = \($0).pem" } ?? "# nothing is sent along")
            signer_key = \(signer).key
            signer_digest = sha256
            default_policy = 1.2.3.4.1
            digests = sha256
            accuracy = secs:1
            ordering = yes
            tsa_name = \(namesItself ? "yes" : "no")
            ess_cert_id_chain = no
            """
        )
    }

    /// Issues a certificate with its key, named after the file; `subject` where it is another.
    package func issue(
        _ name: String,
        _ extensions: String,
        by issuer: String = "root",
        subject: String? = nil
    ) throws {
        try openssl([
            "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-keyout", "\(name).key", "-out", "\(name).csr", "-subj",
            "/CN=\(subject ?? "The \(name)")",
        ])
        try write("\(name).ext", extensions)
        try openssl([
            "x509", "-req", "-in", "\(name).csr", "-CA", "\(issuer).pem", "-CAkey",
            "\(issuer).key", "-CAcreateserial", "-days", "3650", "-extfile", "\(name).ext", "-out",
            "\(name).pem",
        ])
    }

    /// What the authority replies to a request.
    package func reply(to query: [UInt8]) throws -> [UInt8] {
        let name = UUID().uuidString
        try write("\(name).tsq", query)
        try openssl([
            "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "\(name).tsq", "-out",
            "\(name).tsr",
        ])
        return try read("\(name).tsr")
    }

    /// A reply whose token is signed by a certificate that is not for timestamps.
    package func replySigned(by name: String, to query: [UInt8]) throws -> [UInt8] {
        try write("honest.tsr", try reply(to: query))
        try openssl(["ts", "-reply", "-in", "honest.tsr", "-out", "token.der", "-token_out"])
        try openssl([
            "cms", "-verify", "-noverify", "-inform", "DER", "-in", "token.der", "-out", "info.der",
        ])
        try openssl([
            "cms", "-sign", "-econtent_type", "1.2.840.113549.1.9.16.1.4", "-binary", "-nodetach",
            "-cades", "-signer", "\(name).pem", "-inkey", "\(name).key", "-outform", "DER", "-in",
            "info.der", "-out", "forged.der",
        ])
        // TimeStampResp: status granted, then the token.
        return TestAuthority.sequence([0x30, 0x03, 0x02, 0x01, 0x00] + (try read("forged.der")))
    }

    private static func sequence(_ content: [UInt8]) -> [UInt8] {
        let count = content.count
        precondition((0x100...0xFFFF).contains(count))
        return [0x30, 0x82, UInt8(count >> 8), UInt8(count & 0xFF)] + content
    }

    /// Whether plain `openssl ts -verify` accepts a reply over bytes, trusting the certificates in
    /// a file.
    package func opensslVerifies(
        _ reply: [UInt8],
        over stamped: [UInt8],
        trusting file: String = "root.pem"
    ) throws -> Bool {
        try write("check.tsr", reply)
        try write("check.note", stamped)
        return try run([
            "ts", "-verify", "-in", "check.tsr", "-data", "check.note", "-CAfile", file,
        ]) == 0
    }

    package func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

    package func write(_ name: String, _ bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: folder.path(name)))
    }

    package func read(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: folder.path(name))))
    }

    package func openssl(_ arguments: [String]) throws {
        let status = try run(arguments)
        try #require(status == 0, "openssl \(arguments.joined(separator: " "))")
    }

    private func run(_ arguments: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments = arguments
        process.currentDirectoryURL = folder.url
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
