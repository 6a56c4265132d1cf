import CCurl
import HTTPClient

/// Judges an endpoint's URL when it is registered, with the parser that will send to it.
///
/// This is a courtesy to the member; what protects the platform is the address guard at connect.
enum EndpointURL {
    static func validate(
        _ text: String,
        allowsPlainHTTP: Bool,
        addressGuard: AddressGuard?
    ) throws(NotifierError) {
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw .invalidURL("it holds a character outside printable ASCII")
        }
        guard let url = curl_url() else {
            throw .invalidURL("it could not be parsed")
        }
        defer { curl_url_cleanup(url) }
        guard curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK,
            let scheme = part(CURLUPART_SCHEME, of: url),
            let host = part(CURLUPART_HOST, of: url), !host.isEmpty
        else { throw .invalidURL("it could not be parsed") }
        guard scheme == "https" || (allowsPlainHTTP && scheme == "http") else {
            throw .invalidURL("its scheme is not https")
        }
        guard part(CURLUPART_USER, of: url) == nil, part(CURLUPART_PASSWORD, of: url) == nil else {
            throw .invalidURL("it holds a user name or password")
        }
        guard part(CURLUPART_FRAGMENT, of: url) == nil else {
            throw .invalidURL("it holds a fragment")
        }
        let bareHost = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        if let address = IPAddress(bareHost), let range = addressGuard?.refusal(for: address) {
            throw .invalidURL("its address is refused: \(range)")
        }
    }

    private static func part(_ part: CURLUPart, of url: OpaquePointer) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(url, part, &text, 0) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }
}
