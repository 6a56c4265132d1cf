import Contracts
import Foundation
import Ledger
import Marine
import TestSupport
import Testing
import TransparencyLog

extension ProcessTests {
    /// The key files that a device's uploads are signed with.
    @Suite struct DeviceKeyFileTests {
        /// The key of RFC 6979 section A.2.5, as OpenSSL 3 writes it.
        private static let pkcs8 = """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgya+p2EW6dRZrXCFX
            Z7HWk05Qw9s26JsSe4piKxIPZyGhRANCAARg/tS6JVqdMclh63TGNW1owEm4kjth
            +mzmaWIuYPKftnkD/hAIuLyZpBrp6VYovGTy8bIMLX6fUXejwpTURiKZ
            -----END PRIVATE KEY-----

            """

        /// The same, as `openssl ecparam -genkey` does.
        private static let sec1 = """
            -----BEGIN EC PARAMETERS-----
            BggqhkjOPQMBBw==
            -----END EC PARAMETERS-----
            -----BEGIN EC PRIVATE KEY-----
            MHcCAQEEIMmvqdhFunUWa1whV2ex1pNOUMPbNuibEnuKYisSD2choAoGCCqGSM49
            AwEHoUQDQgAEYP7UuiVanTHJYet0xjVtaMBJuJI7Yfps5mliLmDyn7Z5A/4QCLi8
            maQa6elWKLxk8vGyDC1+n1F3o8KU1EYimQ==
            -----END EC PRIVATE KEY-----

            """

        @Test(arguments: [pkcs8, sec1])
        func `a P-256 key in PEM is shown as a device is bound with it`(pem: String) throws {
            let folder = try TemporaryFolder()
            let file = "\(folder.path)/device.pem"
            try pem.write(toFile: file, atomically: true, encoding: .utf8)
            let shown = try ServerProcess.run(["key", "show", file])
            #expect(shown.status == 0)
            #expect(shown.output == "A2D+1LolWp0xyWHrdMY1bWjASbiSO2H6bOZpYi5g8p+2\n")
        }

        @Test func `an Ed25519 key is shown as before, and another file is named`() throws {
            let folder = try TemporaryFolder()
            let file = "\(folder.path)/device.pem"
            let made = try ServerProcess.run(["key", "generate", file])
            let shown = try ServerProcess.run(["key", "show", file])
            #expect(shown.output == made.output)
            for text in ["", "key", Self.pkcs8.replacing("BG0wawIB", with: "BG0wawIC")] {
                try text.write(toFile: file, atomically: true, encoding: .utf8)
                let refused = try ServerProcess.run(["key", "show", file])
                #expect(refused.status == 1)
                #expect(refused.output.contains("\(file): neither an Ed25519 nor a P-256 key"))
            }
            let missing = try ServerProcess.run(["key", "show", "\(folder.path)/none"])
            #expect(missing.status == 1)
            #expect(missing.output.contains("\(folder.path)/none"))
            #expect(!missing.output.contains("neither"))
        }

        @Test func `an upload is signed with the file's key`() async throws {
            let receiver = try await HTTPReceiver { request in
                HTTPReceiver.Answer(
                    status: 200,
                    body: Array(
                        (request.method == "GET"
                            ? #"{"origin":"ledger.example/cargo"}"# : #"{"rows":1,"accepted":1}"#)
                            .utf8
                    )
                )
            }
            let folder = try TemporaryFolder()
            let (pem, readings) = ("\(folder.path)/device.pem", "\(folder.path)/readings.ndjson")
            try Self.sec1.write(toFile: pem, atomically: true, encoding: .utf8)
            try #"{"device":"GW-1","time":"2026-03-03T12:00:00Z","temperature":3.5}"#
                .write(toFile: readings, atomically: true, encoding: .utf8)
            let arguments = [
                "upload", "--server", "http://127.0.0.1:\(receiver.port)", "--key", "plimsoll_x",
                "--shipment", "shp-1", "--device", "GW-1", "--sign-with", pem, readings,
            ]
            // The receiver answers on threads of the pool, which the program's run must not hold.
            let run = try await withCheckedThrowingContinuation { waiting in
                Thread.detachNewThread {
                    waiting.resume(with: Result { try ServerProcess.run(arguments) })
                }
            }
            #expect(run.status == 0, "\(run.output)")
            try await receiver.close()
            let sent = try #require(receiver.received.first { $0.method == "POST" })
            let header = try #require(sent.header("upload-signature"))
            #expect(header.hasPrefix("GW-1="))
            let digest = Hash.sha256(of: sent.body).base64
            let text = "plimsoll upload v1\nledger.example/cargo\nshp-1\n\(digest)\n"
            #expect(
                PointKey.device.deviceKey.verifies(
                    String(header.dropFirst(5)),
                    over: Array(text.utf8)
                )
            )
        }
    }
}
