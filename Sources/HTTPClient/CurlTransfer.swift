import CCurl

/// One transfer and its easy handle; used on the engine's thread alone.
final class CurlTransfer {
    private static let maximumHeaderBytes = 64 << 10

    let id: UInt64
    let handle: UnsafeMutableRawPointer
    let continuation: CheckedContinuation<CurlResponse, any Error>

    private let request: CurlRequest
    private let addressGuard: AddressGuard?
    private let errorText: UnsafeMutablePointer<CChar>
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private var resolutionList: UnsafeMutablePointer<curl_slist>?
    private var body: [UInt8] = []
    private var headerByteCount = 0
    private var isTruncated = false
    private var refusal: CurlError?

    init(
        handle: UnsafeMutableRawPointer,
        pending: CurlEngine.PendingTransfer,
        addressGuard: AddressGuard?
    ) {
        self.handle = handle
        id = pending.id
        continuation = pending.continuation
        request = pending.request
        self.addressGuard = addressGuard
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        curl_easy_cleanup(handle)
        curl_slist_free_all(headerList)
        curl_slist_free_all(resolutionList)
        errorText.deallocate()
    }

    /// The transfer that a handle of a live transfer belongs to.
    static func of(handle: UnsafeMutableRawPointer?) -> CurlTransfer? {
        var pointer: UnsafeMutableRawPointer?
        guard let handle, ccurl_get_pointer(handle, CURLINFO_PRIVATE, &pointer) == CURLE_OK else {
            return nil
        }
        return pointer.map(of(pointer:))
    }

    private static func of(pointer: UnsafeMutableRawPointer) -> CurlTransfer {
        Unmanaged<CurlTransfer>.fromOpaque(pointer).takeUnretainedValue()
    }

    // MARK: Options

    func configure(_ configuration: CurlClient.Configuration) throws(CurlError) {
        let schemes = request.schemes.map(\.rawValue).sorted().joined(separator: ",")
        try set(CURLOPT_PROTOCOLS_STR, schemes)
        try set(CURLOPT_URL, request.url)
        // An empty proxy beats the environment's, which would hide the target from the guard.
        try set(CURLOPT_PROXY, "")
        try set(CURLOPT_USERAGENT, configuration.userAgent)
        try set(CURLOPT_FOLLOWLOCATION, 0)
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_NETRC, 0)
        try set(CURLOPT_CONNECTTIMEOUT_MS, request.connectTimeoutMilliseconds)
        try set(CURLOPT_TIMEOUT_MS, request.timeoutMilliseconds)
        try set(CURLOPT_MAXLIFETIME_CONN, configuration.maximumConnectionAgeSeconds)
        try set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        // Over TLS the handshake says whether a connection can be shared. Over plain HTTP libcurl
        // would know only from the first response, and one slow response would hold up all
        // requests.
        if request.url.prefix(6).lowercased() == "https:" {
            try set(CURLOPT_PIPEWAIT, 1)
        }
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let file = configuration.certificateAuthorityFile {
            try set(CURLOPT_CAINFO, file)
        }
        // Names are resolved beforehand. Should libcurl look one up nevertheless, its thread would
        // otherwise be waited for, whatever the deadline.
        try set(CURLOPT_QUICK_EXIT, 1)
        if let resolution = request.resolution {
            guard let list = curl_slist_append(nil, resolution) else {
                throw .libraryFailed("out of memory")
            }
            resolutionList = list
            try check(ccurl_set_list(handle, CURLOPT_RESOLVE, list))
        }
        try setMethodAndBody()
        try setHeaders()
        try setCallbacks()
    }

    private func setMethodAndBody() throws(CurlError) {
        let sendsBody = !request.body.isEmpty || ["POST", "PUT", "PATCH"].contains(request.method)
        if sendsBody {
            // The size goes first: it says how many bytes the next option copies.
            try check(
                ccurl_set_offset(
                    handle,
                    CURLOPT_POSTFIELDSIZE_LARGE,
                    curl_off_t(request.body.count)
                )
            )
            let code = request.body.withUnsafeBytes { bytes in
                withUnsafePointer(to: 0 as UInt8) { empty in
                    ccurl_set_bytes(
                        handle,
                        CURLOPT_COPYPOSTFIELDS,
                        bytes.baseAddress ?? UnsafeRawPointer(empty)
                    )
                }
            }
            try check(code)
        }
        if request.method == "HEAD" {
            try set(CURLOPT_NOBODY, 1)
        } else {
            try set(CURLOPT_CUSTOMREQUEST, request.method)
        }
    }

    private func setHeaders() throws(CurlError) {
        // A field with no value switches off what libcurl would add by itself.
        try appendHeader("Expect:")
        if !request.headers.contains(where: { $0.name.lowercased() == "content-type" }) {
            try appendHeader("Content-Type:")
        }
        for header in request.headers {
            // libcurl's notation for a field that is sent with an empty value is a semicolon.
            try appendHeader(
                header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)"
            )
        }
        try check(ccurl_set_list(handle, CURLOPT_HTTPHEADER, headerList))
    }

    private func appendHeader(_ line: String) throws(CurlError) {
        guard let list = curl_slist_append(headerList, line) else {
            throw .libraryFailed("out of memory")
        }
        headerList = list
    }

    private func setCallbacks() throws(CurlError) {
        // The engine keeps this object until the handle has left the multi handle.
        let this = Unmanaged.passUnretained(self).toOpaque()
        try check(ccurl_set_pointer(handle, CURLOPT_PRIVATE, this))
        try check(ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText))
        try check(ccurl_set_pointer(handle, CURLOPT_WRITEDATA, this))
        try check(
            ccurl_set_write_callback(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, this in
                guard let bytes, let this else { return 0 }
                return CurlTransfer.of(pointer: this)
                    .receiveBody(UnsafeRawBufferPointer(start: bytes, count: size * count))
            }
        )
        try check(ccurl_set_pointer(handle, CURLOPT_HEADERDATA, this))
        try check(
            ccurl_set_write_callback(handle, CURLOPT_HEADERFUNCTION) { _, size, count, this in
                guard let this else { return 0 }
                return CurlTransfer.of(pointer: this).receiveHeader(byteCount: size * count)
            }
        )
        if request.onSent != nil {
            try set(CURLOPT_NOPROGRESS, 0)
            try check(ccurl_set_pointer(handle, CURLOPT_XFERINFODATA, this))
            try check(
                ccurl_set_progress_callback(handle) { this, _, _, _, sent in
                    if let this { CurlTransfer.of(pointer: this).request.onSent?(Int(sent)) }
                    return 0
                }
            )
        }
        try check(ccurl_set_pointer(handle, CURLOPT_OPENSOCKETDATA, this))
        try check(
            ccurl_set_open_socket_callback(handle) { this, _, address in
                guard let this, let address else { return CURL_SOCKET_BAD }
                return CurlTransfer.of(pointer: this).openSocket(address)
            }
        )
    }

    private func set(_ option: CURLoption, _ value: Int) throws(CurlError) {
        try check(ccurl_set_long(handle, option, value))
    }

    private func set(_ option: CURLoption, _ value: String) throws(CurlError) {
        try check(ccurl_set_string(handle, option, value))
    }

    private func check(_ code: CURLcode) throws(CurlError) {
        guard code != CURLE_OK else { return }
        throw .libraryFailed(String(cString: curl_easy_strerror(code)))
    }

    // MARK: Callbacks

    private func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Int {
        let room = request.maximumResponseBytes - body.count
        body.append(contentsOf: bytes.prefix(room))
        guard bytes.count > room else { return bytes.count }
        isTruncated = true
        // Taking less than was offered makes libcurl break off with CURLE_WRITE_ERROR.
        return bytes.count &- 1
    }

    private func receiveHeader(byteCount: Int) -> Int {
        headerByteCount += byteCount
        guard headerByteCount <= Self.maximumHeaderBytes else {
            refusal = .responseTooLarge(limit: Self.maximumHeaderBytes)
            return byteCount &- 1
        }
        return byteCount
    }

    private func openSocket(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        if let addressGuard {
            guard let resolved = IPAddress(ccurl_address(address)) else {
                refusal = .addressRefused(address: "unknown", range: "not an IP address")
                return CURL_SOCKET_BAD
            }
            if let range = addressGuard.refusal(for: resolved) {
                refusal = .addressRefused(address: resolved.description, range: range)
                return CURL_SOCKET_BAD
            }
        }
        return ccurl_open_socket(address)
    }

    // MARK: Result

    func result(_ code: CURLcode) -> Result<CurlResponse, any Error> {
        switch code {
        case CURLE_OK:
            return .success(response())
        case CURLE_WRITE_ERROR where isTruncated:
            switch request.overflow {
            case .truncate: return .success(response())
            case .fail:
                return .failure(CurlError.responseTooLarge(limit: request.maximumResponseBytes))
            }
        default:
            return .failure(refusal ?? failure(code))
        }
    }

    private func failure(_ code: CURLcode) -> CurlError {
        let detail = String(cString: errorText)
        let reason = detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail
        switch code {
        case CURLE_OPERATION_TIMEDOUT: return .timedOut
        case CURLE_COULDNT_CONNECT, CURLE_COULDNT_RESOLVE_HOST: return .couldNotConnect(reason)
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: return .invalidRequest(reason)
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE:
            return .tlsFailed(reason)
        case CURLE_OUT_OF_MEMORY: return .libraryFailed(reason)
        default: return .transferFailed(code: Int32(code.rawValue), reason: reason)
        }
    }

    private func response() -> CurlResponse {
        var address: UnsafePointer<CChar>?
        _ = ccurl_get_string(handle, CURLINFO_PRIMARY_IP, &address)
        let retryAfterSeconds = offset(CURLINFO_RETRY_AFTER)
        var status = 0
        _ = ccurl_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
        return CurlResponse(
            status: status,
            headers: headers(),
            body: body,
            isTruncated: isTruncated,
            retryAfterSeconds: retryAfterSeconds > 0 ? retryAfterSeconds : nil,
            primaryAddress: address.map { String(cString: $0) } ?? "",
            timings: CurlResponse.Timings(
                nameLookupMicroseconds: offset(CURLINFO_NAMELOOKUP_TIME_T),
                connectMicroseconds: offset(CURLINFO_CONNECT_TIME_T),
                tlsHandshakeMicroseconds: offset(CURLINFO_APPCONNECT_TIME_T),
                firstByteMicroseconds: offset(CURLINFO_STARTTRANSFER_TIME_T),
                totalMicroseconds: offset(CURLINFO_TOTAL_TIME_T)
            )
        )
    }

    private func headers() -> [CurlRequest.Header] {
        var headers: [CurlRequest.Header] = []
        var previous: UnsafeMutablePointer<curl_header>?
        // Request -1 is the last one made: earlier answers such as 100 and 103 are left out.
        while let header = curl_easy_nextheader(handle, UInt32(CURLH_HEADER), -1, previous) {
            headers.append(
                CurlRequest.Header(
                    String(cString: header.pointee.name),
                    String(cString: header.pointee.value)
                )
            )
            previous = header
        }
        return headers
    }

    private func offset(_ info: CURLINFO) -> Int64 {
        var value: curl_off_t = 0
        _ = ccurl_get_offset(handle, info, &value)
        return Int64(value)
    }
}
