public import GRDB

/// How hard a database tries before it says that something is written.
public enum Durability: Sendable {
    /// Flushed to the disk at every commit: what is acknowledged survives a loss of power.
    case full
    /// Flushed at checkpoints of the write-ahead log: for what can be rebuilt.
    case normal
}

extension Configuration {
    /// The settings that every file of the platform is opened with.
    public static func plimsoll(
        label: String,
        durability: Durability,
        readers: Int = 8
    ) -> Configuration {
        var configuration = Configuration()
        configuration.label = label
        configuration.maximumReaderCount = readers
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { db in
            try db.setDurability(durability)
            try db.execute(sql: "PRAGMA cell_size_check = ON")
            // 16 MiB of log before it is folded in: pages that every batch touches are then
            // written to the file once for many batches.
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 4096")
            // A sort that spills to a file would fail on a full disk, where reads must go on.
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
        }
        return configuration
    }
}

extension Database {
    /// Says how hard this connection tries.
    func setDurability(_ durability: Durability) throws {
        let level = durability == .full ? "FULL" : "NORMAL"
        try execute(sql: "PRAGMA synchronous = \(level)")
    }
}
