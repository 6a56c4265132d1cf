import Glibc

extension ListenAddress {
    /// Makes sure that the address can be listened on, before a ledger is founded for it.
    ///
    /// The socket is closed at once; if another process takes the port in between, the server fails
    /// when it begins to listen.
    ///
    /// - Throws: `CommandFailure` with the system's reason.
    func requireFree() throws {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_PASSIVE
        var found: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, "\(port)", &hints, &found)
        guard code == 0, let first = found else {
            throw CommandFailure("--listen: \(host): \(String(cString: gai_strerror(code)))")
        }
        defer { freeaddrinfo(found) }
        let descriptor = socket(first.pointee.ai_family, first.pointee.ai_socktype, 0)
        guard descriptor >= 0 else { throw failure() }
        defer { close(descriptor) }
        var yes: Int32 = 1
        setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_REUSEADDR,
            &yes,
            socklen_t(MemoryLayout<Int32>.size)
        )
        guard bind(descriptor, first.pointee.ai_addr, first.pointee.ai_addrlen) == 0 else {
            throw failure()
        }
    }

    private func failure() -> CommandFailure {
        CommandFailure("--listen \(host):\(port): \(String(cString: strerror(errno)))")
    }
}
