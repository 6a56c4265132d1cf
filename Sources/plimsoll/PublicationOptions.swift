import ArgumentParser
import DataFolder
import Foundation
import Publication
import Timestamping
import TransparencyLog

/// The options of `serve` about witnesses and timestamps.
struct PublicationOptions: ParsableArguments {
    @Option(
        help: """
            A file in C2SP tlog-policy: the witnesses with their URLs, and whose cosignatures \
            make a checkpoint one to rely on.
            """
    )
    var policy: String?

    @Option(
        name: .customLong("witness"),
        help: """
            A witness whose cosignature is asked for, VKEY=URL; repeat for several, all of which \
            must cosign. Instead of --policy.
            """
    )
    var witnesses: [String] = []

    @Option(help: "The URL of a timestamp authority (RFC 3161) that stamps checkpoints.")
    var tsa: String?

    @Option(help: "A PEM file of certificates that its tokens must chain to.")
    var tsaCa: String?

    @Option(help: "The least time between two timestamps, in seconds.")
    var tsaInterval: Int?

    @Flag(
        help: "Leaves the policy that the folder was last published by, and publishes by none."
    )
    var leavePolicy = false

    @Flag(
        help: "Forgets what witnesses have shown against the ledger, where it is known to be void."
    )
    var dismissEvidence = false

    /// What these options and the environment ask for; `nil` where nothing is to be published
    /// beside the log's own signature.
    func resolved() throws -> PublicationSettings? {
        let policy = try resolvedPolicy()
        if leavePolicy, policy != nil {
            throw CommandFailure("--leave-policy: a policy is given as well; give one of the two")
        }
        let url = tsa ?? Environment.value("TSA")
        let interval =
            try tsaInterval
            ?? Environment.value("TSA_INTERVAL").map { text in
                guard let seconds = Int(text) else {
                    throw CommandFailure("PLIMSOLL_TSA_INTERVAL: '\(text)' is no number")
                }
                return seconds
            } ?? 60
        guard (1...86_400).contains(interval) else {
            throw CommandFailure("--tsa-interval: it is from 1 to 86400 seconds")
        }
        if let url, !url.hasPrefix("http://"), !url.hasPrefix("https://") {
            throw CommandFailure("--tsa: '\(url)' is no http or https URL")
        }
        let ca = try (tsaCa ?? Environment.value("TSA_CA")).map {
            try PublicationFile.authorities($0, option: "--tsa-ca")
        }
        guard ca == nil || url != nil else {
            throw CommandFailure("--tsa-ca: there is no --tsa that it is for")
        }
        guard policy != nil || url != nil else { return nil }
        return PublicationSettings(
            policy: try policy ?? TlogPolicy(allOf: []),
            isPolicyStated: policy != nil,
            timestamping: url.map {
                Timestamper.Configuration(url: $0, authorities: ca, intervalSeconds: interval)
            }
        )
    }

    private func resolvedPolicy() throws -> TlogPolicy? {
        // The command line takes precedence over the environment for the same setting.
        let file = StatedSetting(policy, "--policy", Environment.value("POLICY"), "PLIMSOLL_POLICY")
        let list = StatedSetting(
            witnesses.isEmpty ? nil : witnesses,
            "--witness",
            Environment.list("WITNESS").isEmpty ? nil : Environment.list("WITNESS"),
            "PLIMSOLL_WITNESS"
        )
        // A file and a list of witnesses together are refused: dropping one silently would ask
        // other witnesses than somebody has named.
        if let file, let list {
            throw CommandFailure(
                "\(file.source) and \(list.source): both say who the witnesses are; give one of "
                    + "the two"
            )
        }
        if let file { return try PublicationFile.policy(file.value, option: file.source) }
        guard let list else { return nil }
        do {
            let addresses = try list.value.map { try WitnessAddress(parsing: $0) }
            return try TlogPolicy(allOf: addresses.map { ($0.key, $0.url) })
        } catch {
            throw CommandFailure("\(list.source): \(error)")
        }
    }
}

/// A value, and the option or the variable of the environment that states it.
private struct StatedSetting<Value> {
    let value: Value
    let source: String

    init?(_ option: Value?, _ name: String, _ variable: Value?, _ variableName: String) {
        if let option {
            (value, source) = (option, name)
        } else if let variable {
            (value, source) = (variable, variableName)
        } else {
            return nil
        }
    }
}

/// What is published beside the log's own signature.
struct PublicationSettings: Sendable {
    let policy: TlogPolicy
    /// Whether the operator has named the policy, rather than none.
    let isPolicyStated: Bool
    let timestamping: Timestamper.Configuration?

    /// Checks that a policy with log lines is for the ledger of a folder, before that is opened: a
    /// new ledger's first API key must not be lost to a refusal.
    func check(data: String) throws {
        guard !policy.logs.isEmpty else { return }
        let identity = LedgerFolder.File.identity.path(in: data)
        guard FileManager.default.fileExists(atPath: identity) else {
            throw CommandFailure("--policy: its log lines cannot be those of a new ledger")
        }
        _ = try policy(for: try LedgerFolder.verifierKey(in: data))
    }

    /// The policy with this log's own line, or what keeps it from being this log's.
    func policy(for logKey: NoteVerifierKey) throws -> TlogPolicy {
        guard !policy.logs.isEmpty else {
            return try TlogPolicy(
                logs: [TlogPolicy.Log(key: logKey)],
                witnesses: policy.witnesses,
                groups: policy.groups,
                quorum: policy.quorum
            )
        }
        guard policy.logs.contains(where: { $0.key == logKey }) else {
            throw CommandFailure("--policy: none of its log lines is this log's, \(logKey)")
        }
        return policy
    }
}

/// Files that state whom to trust.
enum PublicationFile {
    static func policy(_ path: String, option: String) throws -> TlogPolicy {
        do {
            return try TlogPolicy(
                parsing: try read(path, TlogPolicy.maximumBytes, option)
            )
        } catch let error as LogFormatError {
            throw CommandFailure("\(option): \(path): \(error.reason)")
        }
    }

    static func authorities(_ path: String, option: String) throws -> TrustedAuthorities {
        do {
            return try TrustedAuthorities(
                pem: try read(path, TrustedAuthorities.maximumBytes, option)
            )
        } catch let error as TimestampError {
            throw CommandFailure("\(option): \(path): \(error)")
        }
    }

    /// One byte more than is allowed is read, so that too long a file is refused as such.
    private static func read(_ path: String, _ limit: Int, _ option: String) throws -> [UInt8] {
        do { return try NamedFile.read(path, upTo: limit + 1) } catch {
            throw CommandFailure("\(option): \(error)")
        }
    }
}
