public import TransparencyLog

/// A log that a witness cosigns: its origin, the keys trusted to sign for it, and where it is read.
public struct WitnessedLog: Hashable, Sendable {
    /// The log's name, as its checkpoints carry it: also the name of its keys.
    public let origin: String
    /// The keys of which one must have signed a checkpoint; several while a log rotates its key.
    public let keys: [NoteVerifierKey]
    /// The URL below which the log serves its tiles, without a slash at its end; nil where the
    /// witness never reads the log itself.
    public let url: String?

    /// Names a log.
    ///
    /// - Throws: `WitnessSetupError` where there is no key, the keys differ in name, one cannot
    ///   sign checkpoints, or the URL is neither http nor https.
    public init(keys: [NoteVerifierKey], url: String?) throws(WitnessSetupError) {
        guard let first = keys.first else { throw WitnessSetupError("a log has a key") }
        origin = first.name
        for key in keys {
            guard Array(key.name.utf8) == Array(first.name.utf8) else {
                throw WitnessSetupError("\(key.name): another log than \(first.name)")
            }
            guard key.algorithm == .ed25519 else {
                throw WitnessSetupError("\(key): a witness's key, and no log's")
            }
        }
        self.keys = keys
        guard var url else {
            self.url = nil
            return
        }
        while url.hasSuffix("/") { url.removeLast() }
        guard url.hasPrefix("http://") || url.hasPrefix("https://"), !url.contains("?"),
            !url.contains("#")
        else { throw WitnessSetupError("\(url): not an http or https URL without a query") }
        self.url = url
    }

    /// The log's name in a witness's paths: the SHA-256 of the origin in hexadecimal.
    public var id: String { Self.id(of: origin) }

    static func id(of origin: String) -> String { Hash.sha256(of: Array(origin.utf8)).hex }
}

extension WitnessedLog {
    /// Reads logs written `VKEY` or `VKEY=URL`, and those of a policy's `log` lines.
    ///
    /// The keys of one origin are gathered into one log.
    ///
    /// - Throws: `WitnessSetupError` naming the text that is malformed, repeats a key, or gives a
    ///   second URL for an origin.
    public static func reading(
        _ texts: [String],
        policy: TlogPolicy? = nil
    ) throws(WitnessSetupError) -> [WitnessedLog] {
        var pairs = policy?.logs.map { ($0.key, $0.url) } ?? []
        for text in texts {
            // A log's verifier key has 33 bytes, so its base64 ends without padding.
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            do {
                let key = try NoteVerifierKey(parsing: String(parts[0]))
                pairs.append((key, parts.count == 2 ? String(parts[1]) : nil))
            } catch { throw WitnessSetupError("'\(text)': \(error.reason)") }
        }
        return try gathering(pairs)
    }

    private static func gathering(
        _ pairs: [(key: NoteVerifierKey, url: String?)]
    ) throws(WitnessSetupError) -> [WitnessedLog] {
        var logs: [WitnessedLog] = []
        for (key, url) in pairs {
            let one = try WitnessedLog(keys: [key], url: url)
            guard let place = logs.firstIndex(where: { $0.id == one.id }) else {
                logs.append(one)
                continue
            }
            let known = logs[place]
            guard !known.keys.contains(key) else {
                throw WitnessSetupError("\(key): the key is given twice")
            }
            guard known.url == nil || one.url == nil || known.url == one.url else {
                throw WitnessSetupError("\(key): its log has another URL already")
            }
            logs[place] = try WitnessedLog(keys: known.keys + [key], url: known.url ?? one.url)
        }
        return logs
    }
}

/// What keeps a witness from being set up: a mistake in its options or its folder.
public struct WitnessSetupError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let description: String

    /// Says what is wrong.
    public init(_ description: String) { self.description = description }
}
