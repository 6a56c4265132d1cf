extension Consortium.State {
    /// The edition of a contract that is in force.
    public func edition(of contract: ContractName) -> Int { editions[contract.rawValue] ?? 1 }

    /// Judges whether a member's transition may rest on the word given for it.
    ///
    /// A member that holds a key signs for itself, and one whose last key is revoked does not act:
    /// from edition 2 of the Consortium the operator's word suffices for neither. The one exception
    /// is `recordTelemetry`, of a member that signs and of one that is locked: the platform
    /// computes its arguments from the upload, so that no member could sign them beforehand; a
    /// device may have signed the upload itself; and evidence must not be lost with a key.
    ///
    /// The log's key vouches for its own replacement, and for nothing else.
    public func requireWord(
        _ attestor: Attestor,
        of actor: MemberID,
        for contract: ContractName,
        _ action: String
    ) throws(Refusal) {
        let rotatesLogKey = contract == .consortium && action == "rotateLogKey"
        switch attestor {
        case .log(let key):
            guard rotatesLogKey, key == logKey else {
                throw Refusal(.logKeyMustSign, ["key": key, "inForce": logKey, "action": action])
            }
        case .member(let key):
            guard !rotatesLogKey else { throw Refusal(.logKeyMustSign, ["inForce": logKey]) }
            try requireKey(key, of: actor)
        case .operatorAlone:
            guard !rotatesLogKey else { throw Refusal(.logKeyMustSign, ["inForce": logKey]) }
            let isEvidence = contract == .shipment && action == "recordTelemetry"
            guard edition(of: .consortium) >= 2, !isEvidence, let member = members[actor] else {
                return
            }
            if member.lockedAt != nil { throw Refusal(.memberLocked, ["member": actor.text]) }
            if member.holdsKey { throw Refusal(.memberSignsItself, ["member": actor.text]) }
        }
    }

    private func requireKey(_ key: String, of actor: MemberID) throws(Refusal) {
        let held = members[actor]?.signingKeys.first { $0.publicKey == key }
        guard let held else {
            throw Refusal(.signatureRefused, ["member": actor.text, "key": key])
        }
        guard held.revokedAt == nil else {
            throw Refusal(.keyRevoked, ["member": actor.text, "key": key])
        }
    }

    /// The same for an instruction, whose first transition says what it is.
    func requireWord(
        _ attestor: Attestor,
        of actor: MemberID,
        for instruction: Instruction
    ) throws(Refusal) {
        switch instruction {
        case .consortium(let command):
            try requireWord(attestor, of: actor, for: .consortium, command.action)
        case .recordTelemetry:
            try requireWord(attestor, of: actor, for: .shipment, "recordTelemetry")
        default:
            // No other action is judged by its name.
            try requireWord(attestor, of: actor, for: .claim, "")
        }
    }
}
