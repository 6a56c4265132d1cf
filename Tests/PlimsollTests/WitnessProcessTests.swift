import CanonicalJSON
import Foundation
import HTTPClient
import Notifier
import TestSupport
import Testing
import TransparencyLog

/// The witness as a member runs it.
@Suite(.onOwnThreads) struct WitnessProcessTests {
    private static let isSlow = ProcessInfo.processInfo.environment["PLIMSOLL_SLOW"] != nil

    @Test func `a member's witness follows a server, checks it and mirrors it`() async throws {
        let folder = try TemporaryFolder()
        let server = try ServerProcess(data: "\(folder.path)/ledger")
        let key = try #require(server.operatorKey)
        let curl = try CurlClient()
        try await LedgerImage.admit(300, server.url, key, curl)
        let ledger = try await ask(curl, "GET", "\(server.url)/v1/ledger", key: nil)
        let vkey = try #require(ledger.body["vkey"]?.stringValue)
        let origin = try #require(ledger.body["origin"]?.stringValue)

        let pem = "\(folder.path)/witness.pem"
        #expect(try ServerProcess.run(["key", "generate", pem]).status == 0)
        let common = [
            "witness", "--key", pem, "--data", "\(folder.path)/witness", "--log",
            "\(vkey)=\(server.url)/ledger",
        ]
        let nameless = try ServerProcess.run(common)
        #expect(nameless.status != 0)
        #expect(nameless.output.contains("--name"))
        let named = common + ["--name", "witness.example/bank"]
        let printed = try ServerProcess.run(named + ["--print-vkey"]).output
        let witnessKey = try NoteVerifierKey(parsing: printed.filter { !$0.isNewline })
        #expect(witnessKey.name == "witness.example/bank")
        #expect(witnessKey.algorithm == .cosignatureV1)

        let witness = try ServerProcess(
            named + ["--validate", "--api-key", key, "--listen", "127.0.0.1:0", "--follow", "0"]
        )
        let checkpoint = try await curl.send(CurlRequest(url: "\(server.url)/ledger/checkpoint"))
        let answer = try await curl.send(
            CurlRequest(
                method: "POST",
                url: "\(witness.url)/add-checkpoint",
                body: Array("old 0\n\n".utf8) + checkpoint.body
            )
        )
        let text = String(decoding: answer.body, as: UTF8.self)
        #expect(answer.status == 200, "\(text)")
        let signed = try SignedCheckpoint.open(
            SignedNote(parsing: checkpoint.body)
                .adding([NoteSignature(parsing: text.dropLast())]),
            logKey: NoteVerifierKey(parsing: vkey),
            witnesses: [witnessKey]
        )
        #expect(signed.cosignatures.count == 1)

        // The mirror is as good as the log, for a program that knows the specifications alone.
        let id = Hash.sha256(of: Array(origin.utf8)).hex
        let mirror = ["\(witness.url)/\(id)", vkey, "--witness", "\(witnessKey)"]
        #expect(try verify(mirror) == 0)
        let stranger = try NoteVerifierKey(
            name: "witness.example/other",
            algorithm: .cosignatureV1,
            publicKey: witnessKey.publicKey
        )
        #expect(try verify(mirror.dropLast() + ["\(stranger)"]) != 0)

        // The record names the witness from now on.
        #expect(witness.stop() == 0)
        let status = try ServerProcess.run([
            "witness", "--data", "\(folder.path)/witness", "--status",
        ])
        #expect(status.status == 0)
        #expect(status.output.contains(#""size":\#(signed.checkpoint.size)"#), "\(status.output)")
        #expect(server.stop() == 0)
        await curl.shutdown()
    }

    private func verify(_ arguments: [String]) throws -> Int32 {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            ["python3", root.appendingPathComponent("Scripts/verify-ledger.py").path] + arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    @Test func `kill -9 does not make a witness cosign a second tree`() async throws {
        let folder = try TemporaryFolder()
        let curl = try CurlClient()
        let log = try ForkingLog()
        let pem = "\(folder.path)/witness.pem"
        #expect(try ServerProcess.run(["key", "generate", pem]).status == 0)
        let cosigned = Cosigned()
        for round in 0..<(Self.isSlow ? 50 : 4) {
            let witness = try ServerProcess([
                "witness", "--key", pem, "--name", "witness.example/killed", "--data",
                "\(folder.path)/witness", "--log", "\(log.signer.verifierKey)", "--listen",
                "127.0.0.1:0",
            ])
            let before = await cosigned.count
            let attack = Task { [url = witness.url] in
                await withTaskGroup(of: Void.self) { group in
                    for client in 0..<6 {
                        group.addTask { await log.submit(client, to: url, curl, cosigned) }
                    }
                }
            }
            let patience = ContinuousClock.now + .seconds(60)
            while await cosigned.count < before + 5 + round % 5, ContinuousClock.now < patience {
                try await Task.sleep(for: .milliseconds(1))
            }
            witness.killNow()
            await attack.value
        }
        let branches = await cosigned.sizes
        let beyond = branches.filter { !$0.value.filter { $0 > ForkingLog.fork }.isEmpty }
        #expect(beyond.count == 1, "cosigned of each branch: \(branches)")
        #expect(await cosigned.rolledBack == nil)
        await curl.shutdown()
    }
}

/// What a witness has cosigned, over all its lives.
private actor Cosigned {
    private(set) var count = 0
    private(set) var sizes: [Int: Set<UInt64>] = [:]
    /// A size that was cosigned after a larger one.
    private(set) var rolledBack: UInt64?
    private var largest: (size: UInt64, time: UInt64) = (0, 0)

    func add(_ size: UInt64, branch: Int, time: UInt64) {
        count += 1
        sizes[branch, default: []].insert(size)
        if size < largest.size, time > largest.time { rolledBack = size }
        if size > largest.size { largest = (size, time) }
    }
}

/// A log whose operator signs two trees.
private struct ForkingLog: Sendable {
    static let fork: UInt64 = 9

    let signer: NoteSigner

    init() throws {
        signer = try NoteSigner(name: "forking.example", seed: [UInt8](repeating: 6, count: 32))
    }

    private struct Branch: NodeSource {
        let number: Int

        func node(level: Int, index: UInt64) throws -> Hash {
            guard level > 0 else {
                let text = index < ForkingLog.fork ? "\(index)" : "\(number) \(index)"
                return RFC6962.leafHash(Array(text.utf8))
            }
            return RFC6962.nodeHash(
                try node(level: level - 1, index: index * 2),
                try node(level: level - 1, index: index * 2 + 1)
            )
        }
    }

    /// Submits growing checkpoints of one branch or the other until the witness is gone.
    func submit(
        _ client: Int,
        to url: String,
        _ curl: CurlClient,
        _ cosigned: Cosigned
    ) async {
        let branch = client % 2
        let tree = TreeHashes(Branch(number: branch))
        var old: UInt64 = 0
        for _ in 0..<400 {
            let size = old + (old < Self.fork || old % 3 == 0 ? 1 : 0)
            guard
                let checkpoint = try? Checkpoint(
                    origin: signer.verifierKey.name,
                    size: size,
                    root: tree.root(at: size)
                ), let note = try? SignedCheckpoint.sign(checkpoint, by: signer),
                let request = try? AddCheckpointRequest(
                    oldSize: old,
                    proof: tree.consistencyProof(from: old, to: size),
                    note: note
                ),
                let answer = try? await curl.send(
                    CurlRequest(
                        method: "POST",
                        url: "\(url)/add-checkpoint",
                        body: Array(request.text.utf8)
                    )
                )
            else { return }
            let text = String(decoding: answer.body, as: UTF8.self).filter { !$0.isNewline }
            switch answer.status {
            case 200:
                let bytes = (try? NoteSignature(parsing: text))?.bytes ?? []
                let time = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
                await cosigned.add(size, branch: branch, time: time)
                old = size
            case 409: old = UInt64(text) ?? 0
            default: old = old > Self.fork ? old + 1 : 0
            }
        }
    }
}
