import CCurl

/// The host of a URL that has to be resolved, as libcurl reads it.
struct NamedHost: Hashable, Sendable {
    let name: String
    let port: String

    /// Reads a URL; nil where its host is an address, or where libcurl will refuse it.
    init?(url: String) {
        guard let parts = curl_url() else { return nil }
        defer { curl_url_cleanup(parts) }
        func part(_ part: CURLUPart, _ flags: Int32) -> String? {
            var text: UnsafeMutablePointer<CChar>?
            defer { curl_free(text) }
            guard curl_url_get(parts, part, &text, UInt32(flags)) == CURLUE_OK else { return nil }
            return text.map { String(cString: $0) }
        }
        guard curl_url_set(parts, CURLUPART_URL, url, 0) == CURLUE_OK,
            let scheme = part(CURLUPART_SCHEME, 0), ["http", "https"].contains(scheme),
            let host = part(CURLUPART_HOST, CURLU_PUNYCODE),
            let port = part(CURLUPART_PORT, CURLU_DEFAULT_PORT),
            !host.hasPrefix("["), IPAddress(host) == nil
        else { return nil }
        name = host
        self.port = port
    }

    /// What tells libcurl the addresses (CURLOPT_RESOLVE); the plus has them age in its cache.
    func resolved(to addresses: [IPAddress]) -> String {
        let list = addresses.map { $0.family == .v6 ? "[\($0)]" : "\($0)" }
        return "+\(name):\(port):\(list.joined(separator: ","))"
    }
}
