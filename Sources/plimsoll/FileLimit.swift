import Glibc
import Logging

/// How many files and sockets the process may have open.
enum FileLimit {
    /// What the stores, the webhooks and the witnesses need beside the connections served.
    static let others = 1024

    /// Raises the process's limit as far as it must and may, and gives the number of connections that
    /// fit under it.
    ///
    /// A server that accepts more connections than it may have files would find each new one waiting
    /// and be unable to take it, and would try again without end.
    static func connections(wanted: Int, logger: Logger) -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return wanted
        }
        let needed = rlim_t(wanted + others)
        if limit.rlim_cur < needed {
            limit.rlim_cur = min(needed, limit.rlim_max)
            _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            _ = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
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
