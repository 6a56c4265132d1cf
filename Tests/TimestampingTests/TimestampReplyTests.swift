import Foundation
import TestSupport
import Testing
import Timestamping

/// Tokens come from `openssl ts -reply`, and what is accepted is what `openssl ts -verify` accepts.
@Suite(.serialized) struct TimestampReplyTests {
    private static let stamped = Array("ledger.example/cargo\n8\nroot\n\n— a signature\n".utf8)
    private static let nonce = Array(1...16) as [UInt8]

    @Test func `a token is read, answers its query and verifies under its root`() throws {
        let authority = try TestAuthority()
        let query = try TimestampQuery(over: Self.stamped, nonce: Self.nonce)
        let before = Int64(Date().timeIntervalSince1970)
        let reply = try TimestampReply(parsing: try authority.reply(to: query.bytes))
        try reply.answers(query)
        try reply.verify(over: Self.stamped, trusting: TrustedAuthorities(pem: authority.root))
        #expect(try reply.isOver(Self.stamped))
        #expect(abs(reply.milliseconds / 1000 - before) <= 30)
        #expect(reply.authority == "CN=The tsa")
        #expect(try authority.opensslVerifies(reply.bytes, over: Self.stamped))
    }

    @Test func `other bytes, another query and another root are refused with the reason`() throws {
        let authority = try TestAuthority()
        let query = try TimestampQuery(over: Self.stamped, nonce: Self.nonce)
        let reply = try TimestampReply(parsing: try authority.reply(to: query.bytes))
        let root = try TrustedAuthorities(pem: authority.root)
        var flipped = Self.stamped
        flipped[3] ^= 1
        let digest = #expect(throws: TimestampError.self) {
            try reply.verify(over: flipped, trusting: root)
        }
        #expect(digest?.reason.contains("imprint mismatch") == true, "\(digest as Any)")
        #expect(try !reply.isOver(flipped))
        #expect(try !authority.opensslVerifies(reply.bytes, over: flipped))

        let nonce = #expect(throws: TimestampError.self) {
            try reply.answers(TimestampQuery(over: Self.stamped, nonce: Array(2...17)))
        }
        #expect(nonce?.reason.contains("nonce mismatch") == true, "\(nonce as Any)")
        #expect(throws: TimestampError.self) {
            try reply.answers(TimestampQuery(over: flipped, nonce: Self.nonce))
        }

        let other = try TrustedAuthorities(pem: TestAuthority().root)
        let chain = #expect(throws: TimestampError.self) {
            try reply.verify(over: Self.stamped, trusting: other)
        }
        #expect(chain?.reason.contains("certificate verify error") == true, "\(chain as Any)")
    }

    @Test func `any flipped byte of a reply is refused, or changes nothing that is signed`() throws
    {
        let authority = try TestAuthority()
        let query = try TimestampQuery(over: Self.stamped, nonce: Self.nonce)
        let bytes = try authority.reply(to: query.bytes)
        let honest = try TimestampReply(parsing: bytes)
        let root = try TrustedAuthorities(pem: authority.root)
        var refused = 0
        for index in bytes.indices {
            var flipped = bytes
            flipped[index] ^= 0x01
            do {
                let reply = try TimestampReply(parsing: flipped)
                try reply.verify(over: Self.stamped, trusting: root)
                #expect(reply.milliseconds == honest.milliseconds, "byte \(index)")
                #expect(reply.serial == honest.serial, "byte \(index)")
            } catch { refused += 1 }
        }
        // What may change unseen are certificates that the chain does not need, and their framing.
        #expect(refused > bytes.count / 2)
    }

    @Test func `a certificate that is not for timestamps is refused`() throws {
        let authority = try TestAuthority()
        try authority.issue("server", "extendedKeyUsage=critical,serverAuth")
        try authority.issue("both", "extendedKeyUsage=critical,timeStamping,serverAuth")
        try authority.issue("mild", "extendedKeyUsage=timeStamping")
        let query = try TimestampQuery(over: Self.stamped, nonce: Self.nonce)
        let root = try TrustedAuthorities(pem: authority.root)
        for name in ["server", "both", "mild"] {
            let bytes = try authority.replySigned(by: name, to: query.bytes)
            let reply = try TimestampReply(parsing: bytes)
            let error = #expect(throws: TimestampError.self) {
                try reply.verify(over: Self.stamped, trusting: root)
            }
            #expect(error?.reason.contains("purpose") == true, "\(name): \(error as Any)")
            #expect(try !authority.opensslVerifies(bytes, over: Self.stamped))
        }
        // The same way of forging with the right certificate is accepted: the purpose decides.
        let right = try authority.replySigned(by: "tsa", to: query.bytes)
        try TimestampReply(parsing: right).verify(over: Self.stamped, trusting: root)
    }

    @Test func `what is no reply, no token or no certificate is refused`() throws {
        #expect(throws: TimestampError.self) { try TimestampReply(parsing: []) }
        #expect(throws: TimestampError.self) { try TimestampReply(parsing: Array("no".utf8)) }
        // TimeStampResp with status rejection (2) and no token.
        let rejected = #expect(throws: TimestampError.self) {
            try TimestampReply(parsing: [0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02])
        }
        #expect(rejected?.reason == "the authority refused with status 2")
        #expect(throws: TimestampError.self) {
            try TimestampReply(parsing: [0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x00])
        }
        #expect(throws: TimestampError.self) { try TrustedAuthorities(pem: []) }
        #expect(throws: TimestampError.self) {
            try TrustedAuthorities(
                pem: Array(
                    "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".utf8
                )
            )
        }
    }
}
