import CanonicalJSON
import Crypto
public import Marine

/// What the checks look at, each as the ledger has it.
struct CheckInputs {
    let claim: Claim.State
    let certificate: Certificate.State
    let shipment: Shipment.State?
    let contested: ContestedEvidence
    let interests: [Interest.State]
    let sanctionsHits: [String]

    /// SHA-256 of each one's canonical JSON; what is not there has none.
    var digests: [Check.InputKind: DigestText] {
        var digests: [Check.InputKind: DigestText] = [:]
        for kind in Check.InputKind.allCases {
            guard let bytes = bytes(of: kind) else { continue }
            digests[kind] = DigestText(bytes: Array(SHA256.hash(data: bytes)))
        }
        return digests
    }

    private func bytes(of kind: Check.InputKind) -> [UInt8]? {
        switch kind {
        case .claim: canonical(claim)
        case .certificate: canonical(certificate)
        case .shipment:
            shipment.flatMap { state in
                var bare = state
                bare.segments = []
                bare.findings = TelemetryFindings(devices: [])
                return canonical(bare)
            }
        case .findings: shipment.flatMap { canonical($0.findings) }
        case .segments: shipment.flatMap { canonical($0.segments) }
        case .evidence:
            contested.isKnown
                ? canonical([
                    contested.devices, contested.readings, contested.passages, contested.losses,
                ]) : nil
        case .interests: interests.isEmpty ? nil : canonical(interests)
        case .screening: canonical(sanctionsHits)
        }
    }

    private func canonical(_ value: some JSONWritable) -> [UInt8]? {
        var writer = JSONWriter(capacity: 1_024)
        value.write(to: &writer)
        return try? writer.canonicalBytes()
    }
}

/// What of the readings a claim rests on.
public struct ClaimedLoss: Hashable, Sendable {
    /// The time of the loss: as notified and as the readings show.
    public let period: ClosedRange<Instant>
    /// The passages in the readings of the logger that shows it, or of all, by their prints; no
    /// more than ``Evidence/passagesOfClaim``.
    let passages: [Text<16>]
    /// The loss that readings show; `nil` where none do.
    let shown: PerilLoss?

    init(_ period: ClosedRange<Instant>, _ breach: PerilLoss?, _ shipment: Shipment.State?) {
        self.period = period
        shown = breach
        var passages: [Text<16>] = []
        for found in shipment?.findings.devices ?? []
        where breach?.device == nil || found.device == breach?.device {
            for passage in found.signals?.prints ?? [] where !passages.contains(passage) {
                passages.append(passage)
            }
        }
        self.passages = Array(passages.prefix(Evidence.passagesOfClaim))
    }
}
