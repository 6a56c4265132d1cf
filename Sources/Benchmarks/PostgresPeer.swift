import DataFolder
import Foundation
import Glibc

/// A PostgreSQL of the benchmark's own, with `pgbench` inserting rows of the ledger's size.
final class PostgresPeer {
    private let bin: String
    private let pgbench: String
    private let folder: String
    private let entryBytes: Int
    private let server = Process()

    /// Sets a cluster up and starts it on a socket in the folder; `nil` where it is not installed.
    init?(folder: String, entryBytes: Int) throws {
        let versions =
            (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        let folders = versions.sorted().reversed().map { "/usr/lib/postgresql/\($0)/bin" }
        guard let initdb = ExternalProgram.find("initdb", in: folders),
            let pgbench = ExternalProgram.find("pgbench", in: folders)
        else { return nil }
        bin = String(initdb.dropLast("/initdb".count))
        self.pgbench = pgbench
        self.folder = folder
        self.entryBytes = entryBytes
        try setUp()
    }

    private func setUp() throws {
        let data = "\(folder)/postgres"
        try LedgerFolder.makePrivateFolder(data)
        if geteuid() == 0 {
            guard let user = getpwnam("postgres") else {
                throw BenchmarkError("PostgreSQL is installed without its user postgres")
            }
            for path in [folder, data] { chown(path, user.pointee.pw_uid, user.pointee.pw_gid) }
        }
        let (initdb, initArguments) = asServer(
            "\(bin)/initdb",
            ["-D", data, "-A", "trust", "-U", "postgres"]
        )
        guard try ExternalProgram.run(initdb, initArguments).0 == 0 else {
            throw BenchmarkError("initdb of PostgreSQL failed")
        }
        // All settings at their defaults: synchronous_commit is on, as is fsync.
        let (program, arguments) = asServer(
            "\(bin)/postgres",
            ["-D", data, "-k", folder, "-c", "listen_addresses="]
        )
        server.executableURL = URL(fileURLWithPath: program)
        server.arguments = arguments
        server.standardInput = FileHandle.nullDevice
        server.standardOutput = FileHandle.nullDevice
        server.standardError = FileHandle.nullDevice
        try server.run()
        for _ in 0..<100 {
            if try ExternalProgram.run("\(bin)/pg_isready", ["-h", folder]).0 == 0 { break }
            usleep(100_000)
        }
        let table = """
            CREATE TABLE entry (idx bigserial PRIMARY KEY, leaf bytea NOT NULL, payload bytea, \
            command bytea)
            """
        let psql = ["-h", folder, "-U", "postgres", "-q", "-c", table]
        guard try ExternalProgram.run("\(bin)/psql", psql).0 == 0 else {
            throw BenchmarkError("PostgreSQL did not start")
        }
    }

    /// Durable inserts per second, each a transaction of its own, by this many clients.
    ///
    /// The run ends after a number of rows, not of seconds: pgbench's alarm is blocked in a child
    /// of this process.
    func insertsPerSecond(clients: Int, rows: Int) throws -> Double {
        let script = "\(folder)/insert.sql"
        let part = entryBytes / 3
        let value = "repeat('x', \(part))::bytea"
        try "INSERT INTO entry (leaf, payload, command) VALUES (\(value), \(value), \(value));\n"
            .write(toFile: script, atomically: true, encoding: .utf8)
        let (status, output) = try ExternalProgram.run(
            pgbench,
            [
                "-h", folder, "-U", "postgres", "-n", "-M", "prepared", "-f", script,
                "-c", "\(clients)", "-j", "2", "-t", "\(max(1, rows / clients))", "postgres",
            ]
        )
        guard status == 0,
            let line = output.split(separator: "\n").first(where: { $0.hasPrefix("tps = ") }),
            let value = Double(line.split(separator: " ")[2])
        else { throw BenchmarkError("pgbench failed: \(output)") }
        return value
    }

    /// Stops the server.
    func stop() {
        guard server.isRunning else { return }
        server.interrupt()
        server.waitUntilExit()
    }

    deinit { stop() }

    /// Its server refuses to run as root.
    private func asServer(_ program: String, _ arguments: [String]) -> (String, [String]) {
        guard geteuid() == 0, let setpriv = ExternalProgram.find("setpriv") else {
            return (program, arguments)
        }
        let user = ["--reuid", "postgres", "--regid", "postgres", "--clear-groups", "--"]
        return (setpriv, user + [program] + arguments)
    }
}
