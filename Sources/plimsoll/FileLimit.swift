import Glibc
import Logging

/// How many files and sockets the process may have open.
enum FileLimit {
    /// What the stores, the webhooks and the witnesses need beside the connections served.
    static let others = 1024

    /// The least limit under which a server opens its stores and answers a few requests.
    static let least = 96

    /// The limit under which every command on a data folder runs to its end.
    static let leastForCommand = 64

    /// Refuses a limit under which a server could not even start,
    /// and would end in the middle of it.
    ///
    /// - Throws: `CommandFailure` that says what to raise.
    static func requireLeast() throws {
        try require(least, "a server needs \(least) at the least. Nothing was served")
    }

    /// Refuses a limit under which a command on a data folder would fail in the middle of it.
    ///
    /// - Throws: `CommandFailure` that says what to raise.
    static func requireForCommand() throws {
        try require(leastForCommand, "this needs \(leastForCommand). Nothing is changed")
    }

    private static func require(_ least: Int, _ need: String) throws {
        raise(to: rlim_t(least))
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0,
            limit.rlim_cur < rlim_t(least)
        else { return }
        throw CommandFailure(
            "the process may have \(limit.rlim_cur) files open, and \(need). Raise the limit "
                + "(ulimit -n, or LimitNOFILE= of systemd)"
        )
    }

    /// Raises the process's limit to a number of files, as far as it may.
    private static func raise(to needed: rlim_t) {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0,
            limit.rlim_cur < needed
        else { return }
        limit.rlim_cur = min(needed, limit.rlim_max)
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }

    /// Raises the process's limit as far as it must and may, and gives the number of connections
    /// that fit under it.
    ///
    /// A server that accepts more connections than it may have files would find each new one
    /// waiting and be unable to take it, and would try again without end.
    static func connections(wanted: Int, logger: Logger) -> Int {
        let needed = rlim_t(wanted + others)
        raise(to: needed)
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return wanted
        }
        guard limit.rlim_cur < needed else { return wanted }
        let fitting = fitting(under: Int(clamping: limit.rlim_cur))
        logger.warning(
            "the limit of open files leaves room for fewer connections",
            metadata: [
                "limit": "\(limit.rlim_cur)", "connections": "\(fitting)", "wanted": "\(wanted)",
            ]
        )
        return fitting
    }

    /// The connections that fit under a limit of files; at least a few.
    static func fitting(under files: Int) -> Int { max(16, files - min(others, files / 2)) }
}
