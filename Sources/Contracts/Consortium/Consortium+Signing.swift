extension Consortium.State {
    /// Judges whether a member's transition is sufficiently authorized by its attestation.
    ///
    /// A member that holds a key signs for itself, and one whose last key is revoked does not act:
    /// the operator's attestation suffices for neither. The one exception is `recordTelemetry`, of a
    /// member that signs and of one that is locked: the platform computes its arguments from the upload, so that no member could sign them beforehand; a
    /// device may have signed the upload itself; and evidence must not be lost with a key.
    ///
    /// The log's key vouches for its own replacement, and for nothing else.
    public func requireAuthorization(
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
            guard !isEvidence, let member = members[actor] else {
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
}
