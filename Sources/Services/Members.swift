public import Contracts
import Ledger
import Marine
import TransparencyLog

/// An API key as it is issued.
public struct IssuedAPIKey: Sendable {
    /// The key's own identifier: not secret.
    public let id: Identifier
    /// The key itself, shown this once; `nil` on a repeat, as only its digest is kept.
    public let secret: String?
    /// The change of the consortium.
    public let change: Change<Consortium.State>
}

extension Platform {
    /// Asks the consortium for a change of its members or keys.
    public func consort(
        _ command: Consortium.Command,
        as caller: Caller,
        options: ChangeOptions
    ) async throws -> Change<Consortium.State> {
        try await change(
            Consortium.self,
            Workflow.consortium,
            .consortium(command),
            as: caller,
            options
        )
    }

    /// Issues an API key of 256 random bits; the ledger gets its SHA-256 alone.
    ///
    /// `digest` is that of a key which the caller made: then nobody else ever has the key.
    /// `officer` is whose key it is; the member's own where there is none.
    public func issueAPIKey(
        for member: MemberID,
        digest: DigestText? = nil,
        officer: Identifier? = nil,
        as caller: Caller,
        options: ChangeOptions
    ) async throws -> IssuedAPIKey {
        let commandID = commandID(options)
        let id = instanceID(Consortium.apiKeyPrefix, for: caller.member, commandID: commandID)
        if options.idempotencyKey != nil, digest == nil, caller.authorization == .apiKey {
            // Each of two at a time would draw a key of its own, and be another command.
            let request = KeyRequests.Request(
                name: CommandName(member: caller.member, id: commandID),
                member: member,
                officer: officer,
                expectedRevision: options.expectedRevision
            )
            return try await keyRequests.run(request) { [self] in
                try await issueAPIKey(id, for: member, nil, officer, commandID, as: caller, options)
            }
        }
        return try await issueAPIKey(
            id,
            for: member,
            digest,
            officer,
            commandID,
            as: caller,
            options
        )
    }

    private func issueAPIKey(
        _ id: InstanceID,
        for member: MemberID,
        _ digest: DigestText?,
        _ officer: Identifier?,
        _ commandID: String,
        as caller: Caller,
        _ options: ChangeOptions
    ) async throws -> IssuedAPIKey {
        if let digest {
            let change = try await consort(
                .issueAPIKey(member: member, id: id, digest: digest, officer: officer),
                as: caller,
                options: ChangeOptions(
                    idempotencyKey: commandID,
                    expectedRevision: options.expectedRevision
                )
            )
            return IssuedAPIKey(id: id, secret: nil, change: change)
        }
        guard caller.authorization == .apiKey else {
            // A key drawn here would be another one in the request that carries the signature.
            throw ServiceError.invalid(
                field: "digest",
                code: "missing",
                reason: "a command to sign names the digest of a key that its caller made"
            )
        }
        if options.idempotencyKey != nil,
            let repeated = try await issuedBefore(id, member, officer, caller, commandID)
        {
            return repeated
        }
        let secret = APIKeySecret.random()
        let change = try await change(
            Consortium.self,
            Workflow.consortium,
            .consortium(
                .issueAPIKey(
                    member: member,
                    id: id,
                    digest: try DigestText(APIKeySecret.digest(secret)),
                    officer: officer
                )
            ),
            as: caller,
            commandID: commandID,
            expectedRevision: options.expectedRevision
        )
        return IssuedAPIKey(id: id, secret: secret, change: change)
    }

    /// Revokes an API key.
    public func revokeAPIKey(
        _ id: Identifier,
        of member: MemberID,
        as caller: Caller,
        options: ChangeOptions
    ) async throws -> Change<Consortium.State> {
        try await change(
            Consortium.self,
            Workflow.consortium,
            .consortium(.revokeAPIKey(member: member, id: id)),
            as: caller,
            options
        )
    }

    /// A key that this command has issued already: the same instruction is asked again, so that
    /// the ledger judges whether it is the same.
    private func issuedBefore(
        _ id: Identifier,
        _ member: MemberID,
        _ officer: Identifier?,
        _ caller: Caller,
        _ commandID: String
    ) async throws -> IssuedAPIKey? {
        let name = CommandName(member: caller.member, id: commandID)
        guard !(try await store.commands(named: [name]).isEmpty) else { return nil }
        let held = try await consortium().members[member]?.apiKeys.first { $0.id == id }
        guard let held else { throw Refusal(.commandReused, ["id": commandID]) }
        let change = try await change(
            Consortium.self,
            Workflow.consortium,
            .consortium(
                .issueAPIKey(
                    member: member,
                    id: id,
                    digest: held.digest,
                    officer: officer
                )
            ),
            as: caller,
            commandID: commandID
        )
        return IssuedAPIKey(id: id, secret: nil, change: change)
    }
}

/// Bearer keys for the HTTP interface.
enum APIKeySecret {
    /// A prefix that scanners for leaked secrets can know, and 256 random bits in hexadecimal.
    static func random() -> String {
        "plimsoll_" + Hex.encode(Salted.randomSalt() + Salted.randomSalt())
    }

    /// What is kept of a key.
    static func digest(_ secret: String) -> String {
        Hash.sha256(of: Array(secret.utf8)).base64
    }
}
