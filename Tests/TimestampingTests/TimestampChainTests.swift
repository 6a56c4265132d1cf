import TestSupport
import Testing
import Timestamping

/// Who may have signed a token: accepted here is what `openssl ts -verify` accepts.
@Suite(.serialized) struct TimestampChainTests {
    private static let purpose = "extendedKeyUsage=critical,timeStamping"
    private static let stamped = Array("ledger.example/cargo\n8\nroot\n\n— a signature\n".utf8)

    private let authority: TestAuthority
    private let query: TimestampQuery

    init() throws {
        authority = try TestAuthority()
        query = try TimestampQuery(over: Self.stamped, nonce: Array(1...16))
    }

    /// Holds a reply against the certificates of a file, here and by OpenSSL's own program.
    ///
    /// - Returns: why it is refused; nil where it is accepted.
    private func verdict(_ reply: [UInt8], trusting file: String = "root.pem") throws -> String? {
        let theirs = try authority.opensslVerifies(reply, over: Self.stamped, trusting: file)
        let trusted = try TrustedAuthorities(pem: authority.read(file))
        do throws(TimestampError) {
            try TimestampReply(parsing: reply).verify(over: Self.stamped, trusting: trusted)
            #expect(theirs, "openssl ts -verify refuses what is accepted here")
            return nil
        } catch {
            #expect(!theirs, "openssl ts -verify accepts what is refused here: \(error)")
            return error.reason
        }
    }

    @Test(arguments: [true, false])
    func `a token is accepted whether or not it names its authority`(namesItself: Bool) throws {
        try authority.configure(namesItself: namesItself)
        let bytes = try authority.reply(to: query.bytes)
        #expect(try verdict(bytes) == nil)
        let reply = try TimestampReply(parsing: bytes)
        try reply.answers(query)
        #expect(reply.authority == "CN=The tsa")
    }

    @Test func `a token that names another authority than the one that signed is refused`() throws {
        // Both are authorities under the root; one signs in the other's name.
        try authority.issue("other", Self.purpose)
        let borrowed = try authority.replySigned(by: "other", to: query.bytes)
        #expect(try TimestampReply(parsing: borrowed).authority == "CN=The tsa")
        let reason = try #require(try verdict(borrowed))
        #expect(reason.contains("tsa name mismatch"), "\(reason)")
        // The same signature under a token without a name is its own authority's.
        try authority.configure(namesItself: false)
        let own = try authority.replySigned(by: "other", to: query.bytes)
        #expect(try verdict(own) == nil)
        #expect(try TimestampReply(parsing: own).authority == "CN=The other")
        // And so is one that names its signer.
        try authority.configure(signer: "other")
        #expect(try verdict(try authority.reply(to: query.bytes)) == nil)
    }

    @Test func `a name in the certificate's alternatives is its signer's too`() throws {
        try authority.issue(
            "alias",
            "\(Self.purpose)\nsubjectAltName=dirName:tsa_name\n[tsa_name]\nCN=The tsa"
        )
        let reply = try authority.replySigned(by: "alias", to: query.bytes)
        #expect(try verdict(reply) == nil)
    }

    @Test func `an authority below an intermediate must send its chain along`() throws {
        try authority.issue(
            "between",
            "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign"
        )
        try authority.issue("below", Self.purpose, by: "between")
        try authority.configure(signer: "below", chain: "between")
        let whole = try authority.reply(to: query.bytes)
        #expect(try verdict(whole) == nil)
        try authority.configure(signer: "below", chain: nil)
        let alone = try authority.reply(to: query.bytes)
        let reason = try #require(try verdict(alone))
        #expect(reason.contains("unable to get local issuer certificate"), "\(reason)")
        // Unless who verifies has the intermediate.
        try authority.write(
            "both.pem",
            try authority.read("root.pem") + authority.read("between.pem")
        )
        #expect(try verdict(alone, trusting: "both.pem") == nil)
        // The intermediate alone leads to no root.
        #expect(try verdict(whole, trusting: "between.pem") != nil)
    }

    @Test func `an authority below one that is no authority for certificates is refused`() throws {
        try authority.issue("leaf", "basicConstraints=critical,CA:FALSE")
        try authority.issue("below", Self.purpose, by: "leaf")
        try authority.configure(signer: "below", chain: "leaf")
        let reason = try #require(try verdict(try authority.reply(to: query.bytes)))
        #expect(reason.contains("invalid CA certificate"), "\(reason)")
    }

    @Test func `a chain of the same names under another root is refused`() throws {
        let other = try TestAuthority()
        let reply = try other.reply(to: query.bytes)
        #expect(try TimestampReply(parsing: reply).authority == "CN=The tsa")
        let reason = try #require(try verdict(reply))
        #expect(reason.contains("certificate verify error"), "\(reason)")
        try authority.write("theirs.pem", try other.read("root.pem"))
        #expect(try verdict(reply, trusting: "theirs.pem") == nil)
    }

    @Test func `a certificate that vouches for itself is refused, and so is a lone one`() throws {
        try authority.openssl([
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-keyout", "self.key", "-out", "self.pem", "-subj", "/CN=The tsa", "-days", "3650",
            "-addext", Self.purpose,
        ])
        let own = try authority.replySigned(by: "self", to: query.bytes)
        let reason = try #require(try verdict(own))
        #expect(reason.contains("certificate verify error"), "\(reason)")
        // The authority's own certificate is no root that it could chain to.
        let honest = try authority.reply(to: query.bytes)
        #expect(try verdict(honest, trusting: "tsa.pem") != nil)
        #expect(try verdict(honest) == nil)
    }

    @Test func `a signature that is not the certificate's is refused`() throws {
        var reply = try authority.reply(to: query.bytes)
        // The signature is what a reply ends with.
        reply[reply.count - 1] ^= 1
        let reason = try #require(try verdict(reply))
        #expect(reason.contains("signature failure"), "\(reason)")
    }
}
