public import Marine

extension Consortium.State {
    /// Judges, by an edition of the rules, whether a member's transition is sufficiently
    /// authorized by its attestation.
    ///
    /// The operator's attestation does not suffice for a member that holds a key, which must sign,
    /// nor for one whose last key is revoked, which cannot act. The one exception is
    /// `recordTelemetry`: the platform computes its arguments from the upload, so no member could
    /// sign them in advance; a device may have signed the upload itself; and evidence must not be
    /// lost with a key.
    ///
    /// The log's key attests its own replacement, and nothing else.
    ///
    /// What is `asked` is the instruction, or a transition's step;
    /// `nil` is any other than those two.
    public func requireAuthorization(
        _ attestor: Attestor,
        of actor: MemberID,
        for asked: StepKind?,
        in edition: Edition
    ) throws(Refusal) {
        let rotatesLogKey = asked == Consortium.step(.rotateLogKey)
        switch attestor {
        case .log(let key):
            guard rotatesLogKey, key == logKey.string else {
                throw Refusal(
                    .logKeyMustSign,
                    ["key": key, "inForce": logKey.string, "action": asked?.action ?? ""]
                )
            }
        case .member(let key):
            guard !rotatesLogKey else { throw Refusal(.logKeyMustSign, ["inForce": logKey.string]) }
            try requireKey(key, of: actor)
        case .operatorAlone:
            guard !rotatesLogKey else { throw Refusal(.logKeyMustSign, ["inForce": logKey.string]) }
            let isEvidence = asked == Shipment.step(.recordTelemetry)
            guard !isEvidence, let member = members[actor] else {
                return
            }
            if member.lockedAt != nil { throw Refusal(.memberLocked, ["member": actor.text]) }
            if member.holdsKey { throw Refusal(.memberSignsItself, ["member": actor.text]) }
        }
    }

    private func requireKey(_ key: String, of actor: MemberID) throws(Refusal) {
        let held = members[actor]?.signingKeys.first { $0.publicKey.text == key }
        guard let held else {
            throw Refusal(.signatureRefused, ["member": actor.text, "key": key])
        }
        guard held.revokedAt == nil else {
            throw Refusal(.keyRevoked, ["member": actor.text, "key": key])
        }
    }
}
