import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Synchronization
import TestSupport
import Testing
import TransparencyLog
import Witness

/// What a witness keeps and how its logs are listed.
extension WitnessProtocolTests {
    @Test func `a record belongs to one key`() async throws {
        let home = try TestWitness()
        try await home.run { _ in }
        let other = try NoteSigner(
            name: TestWitness.name,
            seed: [UInt8](repeating: 4, count: 32),
            algorithm: .cosignatureV1
        )
        await #expect(throws: WitnessSetupError.self) {
            try await home.run(signer: other) { _ in }
        }
        #expect(try WitnessStore.owner(path: home.path) == TestWitness.signer.verifierKey)
        #expect(try WitnessStore.owner(path: home.path + "none") == nil)
    }

    @Test func `a witness whose record was lost cosigns a log no more that shows it`()
        async throws
    {
        let home = try TestWitness()
        let log = small
        let own = try await home.run { witness in
            try await witness.cosign(Array(log.body(old: 0, size: 8).utf8))
        }
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: home.path + suffix)
        }
        let published = try AddCheckpointRequest(
            oldSize: 0,
            proof: [],
            note: log.note(at: 8).adding([own])
        ).text
        try await home.serve { client in
            let answer = try await client.add(published)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("'recordLost'"))
            let plain = try await client.add(log.body(old: 0, size: 8))
            #expect(plain.status == .unprocessableContent)
        }
    }

    @Test(arguments: [
        ([], "a witness has a log"), (["x"], "'x'"),
        (["witness.example/w1+20324abe+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X"], "no log's"),
        (
            [
                "ledger.example/cargo+1d3e9b04+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
                "ledger.example/cargo+1d3e9b04+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
            ], "twice"
        ),
        (
            [
                "ledger.example/cargo+1d3e9b04+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4=ftp://x"
            ], "ftp://x"
        ),
    ])
    func `logs that make no sense are refused at the start`(
        texts: [String],
        reason: String
    ) async throws {
        let home = try TestWitness()
        await #expect {
            try await home.run(logs: WitnessedLog.reading(texts)) { _ in }
        } throws: { "\($0)".contains(reason) }
    }

    @Test func `logs are written as key and URL`() throws {
        let key = "ledger.example/cargo+1d3e9b04+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
        let logs = try WitnessedLog.reading(["\(key)=https://ledger.example/a=b/"])
        #expect(logs.map(\.url) == ["https://ledger.example/a=b"])
        #expect(logs.map(\.origin) == ["ledger.example/cargo"])
        let policy = try TlogPolicy(
            parsing: "log \(key) https://ledger.example/cargo\nquorum none\n"
        )
        let named = try WitnessedLog.reading([], policy: policy)
        #expect(named.map(\.url) == ["https://ledger.example/cargo"])
        #expect(throws: WitnessSetupError.self) {
            try WitnessedLog.reading([key], policy: policy)
        }
    }
}
