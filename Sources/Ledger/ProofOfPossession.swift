public import Contracts
import Ed25519
import Marine
import TransparencyLog

/// A new key's signature over the member that registers it: nobody can register another's key.
public struct ProofOfPossession: Hashable, Sendable {
    /// The Ed25519 public key in base64.
    public let publicKey: String
    /// The signature in base64.
    public let signature: String
    /// The signed text.
    public let text: [UInt8]

    /// Whether the key is one that a signature can prove something by.
    var isOfKey: Bool { Base64.decode(publicKey).flatMap { Ed25519PublicKey($0) } != nil }

    /// Whether the signature is the key's.
    public var holds: Bool {
        Attestation.verify(key: publicKey, signature: signature, text: text)
    }

    /// The bytes that a member's new key signs.
    ///
    /// `auditors` are those that the registration names, in its order; none for a rotation or a
    /// restoration. An officer's key names the officer in a line more.
    public static func text(
        origin: String,
        member: MemberID,
        publicKey: String,
        auditors: [MemberID] = [],
        officer: Identifier? = nil
    ) -> [UInt8] {
        let named = auditors.map(\.text).joined(separator: ",")
        let text = "plimsoll key v1\n\(origin)\n\(member)\n\(publicKey)\n\(named)\n"
        return Array((text + (officer.map { "\($0)\n" } ?? "")).utf8)
    }

    /// The bytes that a log's new key signs.
    public static func text(origin: String, logKey: String) -> [UInt8] {
        Array("plimsoll log key v1\n\(origin)\n\(logKey)\n".utf8)
    }
}

extension Command {
    /// The proof of possession that the command carries; `nil` where it registers no key.
    ///
    /// - Throws: `Refusal` where a new log key is malformed or names another ledger.
    public func proofOfPossession() throws(Refusal) -> ProofOfPossession? {
        guard case .consortium(let asked) = instruction else { return nil }
        switch asked.newKey {
        case .member(let member, let key, let auditors, let officer, let proof):
            return ProofOfPossession(
                publicKey: key.text,
                signature: proof.text,
                text: ProofOfPossession.text(
                    origin: origin,
                    member: member,
                    publicKey: key.text,
                    auditors: auditors,
                    officer: officer
                )
            )
        case .log(let new, let proof):
            let new = new.string
            guard let key = try? NoteVerifierKey(parsing: new), key.algorithm == .ed25519,
                Array(key.name.utf8) == Array(origin.utf8)
            else { throw Refusal(.keyMalformed, ["key": new]) }
            return ProofOfPossession(
                publicKey: Base64.encode(key.publicKey),
                signature: proof.text,
                text: ProofOfPossession.text(origin: origin, logKey: new)
            )
        case nil: return nil
        }
    }

    /// Refuses a command that registers a key without a valid proof of possession.
    func requireProofOfPossession() throws(Refusal) {
        guard let possession = try proofOfPossession() else { return }
        guard possession.isOfKey else {
            throw Refusal(.keyMalformed, ["key": possession.publicKey])
        }
        guard possession.holds else {
            throw Refusal(.keyNotProved, ["key": possession.publicKey])
        }
    }

    /// Refuses a command that binds a device with a key by which nothing can be proved.
    ///
    /// The contracts of the first edition take any canonical encoding, so that what was bound by
    /// them replays; no such key is bound any more. A P-256 key they judge in every edition.
    func requireDeviceKey() throws(Refusal) {
        guard case .shipment(.bindDevice(_, _, let key?, _)) = instruction else { return }
        guard key.scheme == .p256 || key.isPoint else {
            throw Refusal(.keyMalformed, ["key": key.text])
        }
    }
}
