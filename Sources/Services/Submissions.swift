public import Contracts
public import Ledger
public import Marine
import TransparencyLog

/// A member's signature over a command, as it came with a request.
public struct CommandSignature: Hashable, Sendable {
    /// The Ed25519 public key in base64.
    public let key: String
    /// The salt that the member drew: `Salted.saltBytes` bytes.
    public let salt: [UInt8]
    /// The signature in base64.
    public let signature: String

    /// States a signature; the ledger judges it.
    public init(key: String, salt: [UInt8], signature: String) {
        self.key = key
        self.salt = salt
        self.signature = signature
    }
}

/// The command that a request would become, for whoever wants to sign it; nothing was changed.
public struct CommandToSign: Error, Sendable {
    /// The command.
    public let command: Command
}

extension Platform {
    /// Submits an instruction by the authorization that its caller gives for it.
    ///
    /// - Throws: `CommandToSign` where the caller asks for the command alone.
    func submit(
        _ instruction: Instruction,
        as caller: Caller,
        id: String,
        expectedRevision: Int? = nil
    ) async throws -> CommandReceipt {
        if caller.authorization != .awaited {
            try await makeWithdrawable(instruction, for: caller.member)
        }
        let command = try Command(
            origin: origin,
            member: caller.member,
            named: id,
            expectedRevision: expectedRevision,
            instruction: instruction,
            officer: caller.officer
        )
        switch caller.authorization {
        case .awaited:
            throw CommandToSign(command: command)
        case .apiKey:
            return try await sequencer.submit(try Submission(attestedByOperator: command))
        case .signature(let signature):
            return try await submit(command, signature)
        }
    }

    /// Submits a command that the caller has built and signed.
    ///
    /// What a request of its own would be refused for is refused here too: another member's
    /// command, an instance that the caller may not read, an identifier that is not derived from
    /// the command's name, and readings, whose findings the platform itself computes.
    public func submit(
        _ command: Command,
        _ signature: CommandSignature,
        as caller: Caller
    ) async throws -> CommandReceipt {
        guard command.member == caller.member else {
            throw ServiceError.forbidden(
                reason: "the command is \(command.member)'s, the API key \(caller.member)'s"
            )
        }
        let kind = command.instruction.kind
        guard !kind.isComputed, !kind.isOfSegments else {
            throw ServiceError.invalid(
                field: "command",
                code: "instructionNotTaken",
                reason: "readings are uploaded to the shipment; what they show is computed there"
            )
        }
        try requireDerived(command)
        let submission = try submission(command, signature)
        // A signature that is not right says nothing of what its command would have come to.
        try sequencer.judge(submission)
        let consortium = try await consortium()
        try consortium.requireAuthorization(
            submission.attestation.attestor,
            of: command.member,
            for: nil,
            in: consortium.edition
        )
        try await requireSight(of: command.instruction, caller)
        try await makeWithdrawable(command.instruction, for: command.member)
        return try await sequencer.submit(submission)
    }

    private func submission(
        _ command: Command,
        _ signature: CommandSignature
    ) throws -> Submission {
        try Submission(
            command,
            salt: signature.salt,
            attestation: .member(key: signature.key, signature: signature.signature)
        )
    }

    private func submit(
        _ command: Command,
        _ signature: CommandSignature
    ) async throws -> CommandReceipt {
        try await sequencer.submit(try submission(command, signature))
    }

    /// What a command begins is named after the command, so that nobody takes a name beforehand.
    private func requireDerived(_ command: Command) throws {
        guard let begun = command.instruction.begun else { return }
        let derived = instanceID(begun.prefix, for: command.member, commandID: command.id.string)
        guard begun.id == derived else {
            throw ServiceError.invalid(
                field: "command",
                code: "identifierNotDerived",
                reason: "what this command begins is called \(derived), not \(begun.id)"
            )
        }
    }

    /// A contract's refusal states figures: they are for those who may read the instance.
    private func requireSight(of instruction: Instruction, _ caller: Caller) async throws {
        let subject = instruction.subject
        var isSeen = true
        if case .claim(.notifyClaim(_, let notice)) = instruction {
            isSeen = try await maySee(notice, caller)
        } else if let under = instruction.begun?.under {
            isSeen = try await mayRead(under, caller)
        } else if try await sequencer.instance(subject) != nil {
            isSeen = try await mayRead(subject, caller)
        }
        guard isSeen else {
            throw Refusal(.actorNotEntitled, ["actor": caller.member.text])
        }
    }

    /// Whether a notice names a certificate that the caller is party to, or whose shipment it
    /// takes part in.
    public func maySee(_ notice: Claim.Notice, _ caller: Caller) async throws -> Bool {
        if try await mayRead(InstanceKey(.certificate, notice.certificate), caller) { return true }
        guard let shipment = notice.shipment,
            let viewed = try? await read(Shipment.self, shipment, as: caller)
        else { return false }
        return viewed.state.certificate == notice.certificate
    }

    /// Submits what the platform itself asks for in the operator's name.
    ///
    /// It is signed where the operator's key was handed to the platform. Where the operator holds
    /// another key, or none was handed over, the contract refuses it. What comes in over HTTP
    /// under the operator's API key is never signed here: an API key would else be worth a
    /// signing key.
    ///
    /// Where its arguments were computed from an instance of a revision, by an edition of the
    /// rules, both must still be in force.
    public func submitAsOperator(
        _ instruction: Instruction,
        id: String,
        expectedRevision: Int? = nil,
        computedIn edition: Edition? = nil
    ) async throws -> CommandReceipt {
        let state = try await consortium()
        let member = state.operatorMember
        let command = try Command(
            origin: origin,
            member: member,
            named: id,
            expectedRevision: expectedRevision,
            instruction: instruction
        )
        guard let operatorSigner,
            state.members[member]?.signs(with: operatorSigner.publicKey) == true
        else {
            return try await sequencer.submit(
                try Submission(attestedByOperator: command, computedIn: edition)
            )
        }
        return try await sequencer.submit(
            try operatorSigner.submission(of: command, computedIn: edition)
        )
    }

    /// Why the platform cannot act as the operator now; `nil` while it can.
    public func operatorKeyIsMissing() async throws -> String? {
        let state = try await consortium()
        guard let held = state.members[state.operatorMember] else { return nil }
        if held.lockedAt != nil { return "the operator's last signing key is revoked" }
        guard held.holdsKey else { return nil }
        guard let operatorSigner else { return "the operator holds a signing key, not given here" }
        guard !held.signs(with: operatorSigner.publicKey) else { return nil }
        return "the key given, \(operatorSigner.publicKey), is none of the operator's"
    }
}

extension Refusal.Code {
    /// Whether a command was refused for who attests it, not for what it asks.
    var isOfSigning: Bool {
        [.memberSignsItself, .memberLocked, .signatureRefused, .keyRevoked].contains(self)
    }
}
