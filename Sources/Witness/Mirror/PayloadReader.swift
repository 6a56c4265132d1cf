import CanonicalJSON
import HTTPClient
import Ledger
import TransparencyLog

/// Reads payloads from the platform of a log with a member's API key.
struct PayloadReader: Sendable {
    /// The longest answer: a payload and a command of 1 MiB each, as JSON text.
    private static let limit = 8 << 20

    let base: String
    let apiKey: String
    let client: CurlClient

    /// Reads from the platform that serves a log at a URL ending in `/ledger`.
    ///
    /// - Throws: `WitnessSetupError` where the URL ends otherwise.
    init(
        logURL: String,
        apiKey: String,
        client: CurlClient
    ) throws(WitnessSetupError) {
        guard logURL.hasSuffix("/ledger") else {
            throw WitnessSetupError(
                "\(logURL): an API key is of use where the log's URL is its platform's, "
                    + "ending in /ledger"
            )
        }
        base = String(logURL.dropLast("/ledger".count))
        self.apiKey = apiKey
        self.client = client
    }

    /// The payload of an entry, verified against the digest in the entry's leaf.
    ///
    /// A payload with another digest is no evidence against the log: it may have been damaged in
    /// transit.
    func payload(of index: UInt64, digest: Hash) async throws -> Salted {
        let url = "\(base)/v1/ledger/entries/\(index)"
        let response: CurlResponse
        do {
            response = try await client.send(
                CurlRequest(
                    url: url,
                    headers: [.init("Authorization", "Bearer \(apiKey)")],
                    timeoutMilliseconds: LogReader.timeoutMilliseconds,
                    maximumResponseBytes: Self.limit
                )
            )
        } catch let error as CurlError { throw WitnessFault.logUnreadable("\(url): \(error)") }
        guard response.status == 200 else {
            let hint = response.status == 401 ? ": the API key is not accepted" : ""
            throw WitnessFault.logUnreadable("\(url): HTTP \(response.status)\(hint)")
        }
        guard let document = try? JSONDocument(parsing: response.body),
            let payload = try? document.read(SaltedObject.self, member: "payload")
        else { throw WitnessFault.logUnreadable("\(url): the payload is not there") }
        let salted = payload.salted
        guard salted.digest == digest else {
            throw WitnessFault.logUnreadable("\(url): the payload is not the one of the leaf")
        }
        return salted
    }
}
