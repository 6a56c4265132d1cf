public import GRDB

/// How hard a database tries before it says that something is written.
public enum Durability: Sendable {
    /// Flushed to the disk at every commit: what is acknowledged survives a loss of power.
    case full
    /// Flushed at checkpoints of the write-ahead log: for what can be rebuilt.
    case normal
}

extension Configuration {
    /// The bytes of a page in files that are written in small rows.
    public static let smallPage = 4096
    /// The bytes of a page in files whose rows have a kilobyte or more: four times fewer calls to
    /// write them, and less room left at the end of each page.
    public static let largePage = 16_384

    /// The settings that every file of the platform is opened with.
    ///
    /// `pageBytes` is a power of two from 512 to 65,536; a file that is there already keeps its
    /// own. A commit that makes the write-ahead log `logBytes` long folds it into the file.
    public static func plimsoll(
        label: String,
        durability: Durability,
        readers: Int = 8,
        pageBytes: Int = smallPage,
        logBytes: Int = LogFolding.length
    ) -> Configuration {
        var configuration = Configuration()
        configuration.label = label
        configuration.maximumReaderCount = readers
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { db in
            try db.setDurability(durability)
            try db.execute(sql: "PRAGMA cell_size_check = ON")
            try db.execute(sql: "PRAGMA page_size = \(pageBytes)")
            // Pages that every batch touches are written to the file once for many batches.
            let page = try Int.fetchOne(db, sql: "PRAGMA page_size") ?? pageBytes
            try db.execute(sql: "PRAGMA wal_autocheckpoint = \(logBytes / page)")
            // Room for a full batch, so that its pages are written once and in order.
            if !db.configuration.readonly { try db.execute(sql: "PRAGMA cache_size = -16384") }
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
