import Contracts
import Marine
import TestSupport
import Witness

/// What witnesses say of a whole log: one with a member's API key, and one without.
struct Verdicts: Sendable {
    static let validation = Witness.Validation.patient(
        apiKeys: [LedgerWriter.origin: "plimsoll_key"]
    )

    /// `cosigned`, or why not.
    let with: String
    let without: String

    init(of log: TestLog, latest: Edition = .current) async throws {
        let site = LogServer(log)
        (with, without) = try await site.open { witnessed in
            var texts: [String] = []
            for validation in [Verdicts.validation, Witness.Validation.patient()] {
                let home = try TestWitness()
                texts.append(
                    try await home.run(
                        logs: [witnessed],
                        validation: validation,
                        latest: latest
                    ) { witness in
                        let body = try log.body(old: 0, size: log.size)
                        do {
                            _ = try await witness.cosign(Array(body.utf8))
                            return "cosigned"
                        } catch { return "\(error)" }
                    }
                )
            }
            return (texts[0], texts[1])
        }
    }
}

extension Witness.Validation {
    /// As long as a machine takes that runs every other test beside this one.
    static func patient(apiKeys: [String: String] = [:]) -> Witness.Validation {
        Witness.Validation(apiKeys: apiKeys, timeLimitMilliseconds: 120_000)
    }
}
