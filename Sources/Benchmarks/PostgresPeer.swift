import Foundation
import Glibc

/// A PostgreSQL of the benchmark's own, with `pgbench` inserting rows of the ledger's size.
struct PostgresPeer {
    private let bin: String
    private let pgbench: String
    private let folder: String
    private let entryBytes: Int

    /// Sets a cluster up and starts it on a socket in the folder; `nil` where it is not installed.
    init?(folder: String, entryBytes: Int) throws {
        let versions =
            (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        let folders = versions.sorted().reversed().map { "/usr/lib/postgresql/\($0)/bin" }
        guard let initdb = Tools.find("initdb", in: folders),
            let pgbench = Tools.find("pgbench", in: folders)
        else { return nil }
        bin = String(initdb.dropLast("/initdb".count))
        self.pgbench = pgbench
        self.folder = folder
        self.entryBytes = entryBytes
        guard try setUp() else { return nil }
    }

    private func setUp() throws -> Bool {
        let data = "\(folder)/postgres"
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        if geteuid() == 0 {
            guard let user = getpwnam("postgres") else { return false }
            for path in [folder, data] { chown(path, user.pointee.pw_uid, user.pointee.pw_gid) }
        }
        guard try asServer("\(bin)/initdb", ["-D", data, "-A", "trust", "-U", "postgres"]) else {
            return false
        }
        // All at its defaults: synchronous_commit is on, as is fsync.
        let options = "-k \(folder) -c listen_addresses=''"
        let start = ["-D", data, "-w", "-l", "\(data)/log", "-o", options, "start"]
        guard try asServer("\(bin)/pg_ctl", start) else { return false }
        let table = """
            CREATE TABLE entry (idx bigserial PRIMARY KEY, leaf bytea NOT NULL, payload bytea, \
            command bytea)
            """
        return try Tools.run(
            "\(bin)/psql",
            ["-h", folder, "-U", "postgres", "-q", "-c", table]
        ).0 == 0
    }

    /// Durable inserts a second, each a transaction of its own, by so many clients.
    func insertsPerSecond(clients: Int, seconds: Int) throws -> Double? {
        let script = "\(folder)/insert.sql"
        let part = entryBytes / 3
        let value = "repeat('x', \(part))::bytea"
        try "INSERT INTO entry (leaf, payload, command) VALUES (\(value), \(value), \(value));\n"
            .write(toFile: script, atomically: true, encoding: .utf8)
        let (status, output) = try Tools.run(
            pgbench,
            [
                "-h", folder, "-U", "postgres", "-n", "-M", "prepared", "-f", script,
                "-c", "\(clients)", "-j", "2", "-T", "\(seconds)", "postgres",
            ]
        )
        guard status == 0,
            let line = output.split(separator: "\n").first(where: { $0.hasPrefix("tps = ") })
        else { return nil }
        return Double(line.split(separator: " ")[2])
    }

    /// Stops the server.
    func stop() {
        _ = try? asServer("\(bin)/pg_ctl", ["-D", "\(folder)/postgres", "-m", "immediate", "stop"])
    }

    /// Its server refuses to run as root.
    private func asServer(_ program: String, _ arguments: [String]) throws -> Bool {
        if geteuid() == 0, let runuser = Tools.find("runuser", in: ["/usr/sbin", "/sbin"]) {
            let all = ["-u", "postgres", "--", program] + arguments
            return try Tools.run(runuser, all, keepsOutput: false).0 == 0
        }
        return try Tools.run(program, arguments, keepsOutput: false).0 == 0
    }
}
