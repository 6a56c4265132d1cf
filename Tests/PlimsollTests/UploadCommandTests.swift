import DataFolder
import Foundation
import HTTPClient
import NIOConcurrencyHelpers
import Synchronization
import TestSupport
import Testing

extension ProcessTests {
    /// `plimsoll upload` as a process of its own, against a platform or a server that fails.
    @Suite struct UploadCommandTests {
        private static let table = "device,time,temp (C)\nTT-1,2026-03-03T02:00:00Z,2.5\n"

        @Test func `a file that is not there stops no other, and a table sums up`() async throws {
            let folder = try TemporaryFolder()
            try Data(Self.table.utf8).write(to: URL(fileURLWithPath: "\(folder.path)/a.csv"))
            try Data((SampleRequests.readings(["3", "x"]) + "\n").utf8)
                .write(to: URL(fileURLWithPath: "\(folder.path)/b.ndjson"))
            try await TestAPI.open { api in
                let shipment = try await api.declareShipment().shipment
                let server = try await LoopbackServer(serving: api.opened.platform)
                let key = try #require(api.keys.withLockedValue { $0["assured"] })
                let command = [
                    "upload", "--server", server.url, "--key", key, "--shipment", "\(shipment)",
                ]
                let run = try ServerProcess.run(
                    command + ["a.csv", "none.csv", "b.ndjson"].map { "\(folder.path)/\($0)" }
                )
                #expect(run.status == 2, "\(run.output)")
                #expect(run.output.contains("none.csv: No such file"), "\(run.output)")
                #expect(run.output.contains("b.ndjson:2: temperature: notANumber"))
                let rows = run.output.split(separator: "\n").suffix(5).map {
                    $0.split(separator: " ", omittingEmptySubsequences: true).dropFirst()
                        .map(String.init)
                }
                #expect(
                    rows.map { Array($0) } == [
                        ["rows", "accepted", "duplicates", "rejected", "left", "out", "result"],
                        ["1", "1", "0", "0", "0", "taken"],
                        ["0", "0", "0", "0", "0", "not", "uploaded"],
                        ["2", "1", "0", "1", "0", "in", "part"],
                        ["files", "3", "2", "0", "1", "0"],
                    ],
                    "\(run.output)"
                )
                // Nothing is written over on what is no terminal.
                #expect(!run.output.contains("\u{1B}"))
                let bad = try ServerProcess.run(command + ["\(folder.path)/b.ndjson"])
                #expect(bad.status == 1, "\(bad.output)")
                let good = try ServerProcess.run(command + ["\(folder.path)/a.csv"])
                #expect(good.status == 0, "\(good.output)")
                #expect(good.output.contains("1 rows: 1 accepted, 0 duplicates"))
                try await server.stop()
            }
        }

        /// A server that breaks one part off after it took it, and refuses another once.
        @Test(arguments: ["csv", "ndjson"])
        func `after a break the server is asked, and only what it lacks is sent again`(
            ending: String
        ) async throws {
            let folder = try TemporaryFolder()
            let head = ending == "csv" ? "Serial: TT-1\ntime,temp\n,C\n" : ""
            let rows = (0..<240).map { row in
                let time = "2026-03-03T0\(row / 60):\(row % 60 < 10 ? "0" : "")\(row % 60):00Z"
                return ending == "csv"
                    ? "\(time),2.5\n"
                    : "{\"device\":\"TT-1\",\"time\":\"\(time)\",\"temperature\":2.5}\n"
            }
            let file = "\(folder.path)/long.\(ending)"
            try Data((head + rows.joined()).utf8).write(to: URL(fileURLWithPath: file))
            let bodies = Mutex<[String]>([])
            let asked = Mutex<[String]>([])
            let taken = Mutex<Set<String>>([])
            let server = try await HTTPReceiver { request in
                let answer = { (status: Int, text: String) in
                    HTTPReceiver.Answer(
                        status: status,
                        headers: [.init("Content-Type", "application/json")],
                        body: Array(text.utf8)
                    )
                }
                guard request.method == "POST" else {
                    guard request.path.contains("/uploads?key=") else { return answer(200, "{}") }
                    let key = String(request.path.split(separator: "=").last ?? "")
                    asked.withLock { $0.append(key) }
                    let isTaken = taken.withLock { $0.contains(key) }
                    return answer(200, isTaken ? #"{"items":[{"samples":9}]}"# : #"{"items":[]}"#)
                }
                let key = request.header("idempotency-key") ?? ""
                let (count, isNew) = bodies.withLock { bodies in
                    bodies.append(String(decoding: request.body, as: UTF8.self))
                    return (bodies.count, taken.withLock { !$0.contains(key) })
                }
                #expect(isNew, "a part that was taken is sent again")
                // The second is taken and its answer lost; the fourth is not taken.
                if count == 4 { return answer(503, #"{"code":"busy","detail":"Later."}"#) }
                taken.withLock { _ = $0.insert(key) }
                if count == 2 { return answer(502, "") }
                return answer(200, #"{"rows":9,"accepted":9,"rejected":[{"line":5,"code":"x"}]}"#)
            }
            let port = server.port
            let run = try ServerProcess.run([
                "upload", "--server", "http://127.0.0.1:\(port)", "--key", "k", "--shipment", "s1",
                "--part-bytes", "1024", file,
            ])
            #expect(run.status == 1, "\(run.output)")
            #expect(run.output.contains("9 samples had been taken before"), "\(run.output)")
            let sent = bodies.withLock { $0 }
            #expect(sent.count > 3)
            #expect(sent.allSatisfy { $0.hasPrefix(head) && $0.utf8.count <= 1024 })
            // The fourth is sent twice, and each other once: together they are the file.
            #expect(sent[3] == sent[4])
            let parts = Array(sent[..<4] + sent[5...])
            #expect(head + parts.map { $0.dropFirst(head.count) }.joined() == head + rows.joined())
            #expect(Set(asked.withLock { $0 }).count == parts.count)
            // Lines are those of the file, and not of the part.
            let lines = run.output.split(separator: "\n").filter { $0.hasSuffix(": x: ") }
            #expect(Set(lines).count == parts.count - 1, "\(run.output)")
            try await server.close()
        }

        @Test func `a folder's new and grown files are uploaded until the process is stopped`()
            async throws
        {
            let folder = try TemporaryFolder()
            let bodies = Mutex<[String]>([])
            let server = try await HTTPReceiver { request in
                if request.method == "POST" {
                    bodies.withLock { $0.append(String(decoding: request.body, as: UTF8.self)) }
                }
                return HTTPReceiver.Answer(
                    status: 200,
                    body: Array(#"{"rows":1,"accepted":1}"#.utf8)
                )
            }
            func write(_ name: String, _ text: String) throws {
                try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder.path)/\(name)"))
            }
            func wait(for count: Int) async throws {
                for _ in 0..<400 where bodies.withLock({ $0.count }) < count {
                    try await Task.sleep(for: .milliseconds(50))
                }
                #expect(bodies.withLock { $0.count } == count)
            }
            try write("a.csv", Self.table)
            try write(".hidden.csv", Self.table)
            try write("b.csv.part", Self.table)
            let process = Process()
            process.executableURL = ServerProcess.program
            process.arguments = [
                "upload", "--server", "http://127.0.0.1:\(server.port)", "--key", "k", "--shipment",
                "s1", "--watch", folder.path, "--watch-milliseconds", "100",
            ]
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            try await wait(for: 1)
            try write("b.csv", Self.table + "TT-1,2026-03-03T03:00:00Z,2.5\n")
            try await wait(for: 2)
            let grown = Self.table + "TT-1,2026-03-03T04:00:00Z,2.5\n"
            try write("a.csv", grown)
            try await wait(for: 3)
            #expect(bodies.withLock { $0.last } == grown)
            try await Task.sleep(for: .milliseconds(400))
            #expect(bodies.withLock { $0.count } == 3)
            process.terminate()
            process.waitUntilExit()
            #expect(process.terminationReason == .exit)
            #expect(process.terminationStatus == 0)
            try await server.close()
        }

        @Test func `a wrong use of the options is said before anything is sent`() throws {
            for (options, part) in [
                (["--parallel", "0", "x"], "1 to 32"), (["--part-bytes", "7", "x"], "1024"),
                (["--watch", "/nowhere"], "is no folder"), (["-", "-"], "named twice"),
                ([], "no file is named"),
            ] {
                let run = try ServerProcess.run(
                    ["upload", "--key", "k", "--shipment", "s1"] + options
                )
                #expect(run.status == 64, "\(run.output)")
                #expect(run.output.contains(part), "\(run.output)")
            }
        }
    }
}
