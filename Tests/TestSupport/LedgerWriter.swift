import CanonicalJSON
package import Contracts
package import Ledger
package import Marine
import TestSamples
package import TransparencyLog

/// Writes a ledger without the sequencer: every byte a function of the acts.
///
/// Leaves are put together from their fields here, not by the code under test, so that a test
/// may also change one of them.
package struct LedgerWriter: Sendable {
    package static let origin = sampleOrigin
    package static let signer: NoteSigner = {
        do {
            return try NoteSigner(name: origin, seed: [UInt8](repeating: 7, count: 32))
        } catch { preconditionFailure("\(error)") }
    }()

    /// The key that comes into force where a scenario replaces the log's.
    package static let successor: NoteSigner = {
        do {
            return try NoteSigner(name: origin, seed: [UInt8](repeating: 8, count: 32))
        } catch { preconditionFailure("\(error)") }
    }()

    package private(set) var entries: [LogEntry] = []
    package private(set) var commands: [RecordedCommand] = []
    package private(set) var states: [InstanceKey: ContractState] = [:]
    private var places: [InstanceKey: (revision: Int64, index: UInt64)] = [:]
    private var edge = TileEdge()
    private var salts: UInt8 = 0
    private var batched = 0
    private var batchedCommands = 0

    /// The latest edition that may be adopted.
    private let latest: Edition

    package init() { latest = .current }

    /// A ledger with these acts, none of which may be refused.
    package init(_ acts: [ScenarioCommand], latest: Edition = .current) throws {
        self.latest = latest
        for act in acts { try write(act) }
    }

    package var size: UInt64 { UInt64(entries.count) }

    /// Decides an act and writes its transitions.
    package mutating func write(_ act: ScenarioCommand) throws {
        let command = try Command(
            origin: Self.origin,
            member: act.member,
            named: act.id,
            expectedRevision: nil,
            instruction: act.instruction,
            officer: act.officer
        )
        let bytes = try command.canonicalBytes()
        let salted = Salted(salt: nextSalt(), bytes: bytes)
        let attestation = try act.attest(salted.digest)
        let consortium = states[.consortium].flatMap(Consortium.unwrap)
        let context = Context(
            actor: act.member,
            roles: Set(consortium?.members[act.member]?.roles ?? []),
            attestor: attestation.attestor,
            at: act.at,
            edition: Workflow.edition(of: act.instruction, after: consortium),
            latest: latest,
            officer: act.officer
        )
        let states = states
        let steps = try Workflow.decide(act.instruction, context) { states[$0] }
        commands.append(
            RecordedCommand(
                member: act.member,
                id: act.id,
                fingerprint: Hash.sha256(of: bytes),
                first: size,
                count: steps.count
            )
        )
        for (part, step) in steps.enumerated() {
            let payload = Salted(salt: nextSalt(), bytes: try step.payload.canonicalBytes())
            var leaf = fields(of: step, payload: payload.digest)
            leaf["actor"] = .string(act.member.text)
            leaf["at"] = .integer(act.at.millisecondsSinceEpoch)
            leaf["attestation"] = Self.field(attestation)
            leaf["command"] = .string(salted.digest.base64)
            leaf["part"] = .array([.integer(Int64(part)), .integer(Int64(steps.count))])
            let entry = LogEntry(
                index: size,
                leaf: try JSONValue.object(leaf).canonicalBytes(),
                payload: payload,
                command: part == 0 ? salted : nil
            )
            places[step.key] = ((places[step.key]?.revision ?? 0) + 1, entry.index)
            self.states[step.key] = step.state
            edge.append(RFC6962.leafHash(entry.leaf))
            entries.append(entry)
        }
    }

    /// What was written since the last batch, signed.
    package mutating func batch() throws -> LogBatch {
        let fresh = Array(entries[batched...])
        let checkpoint = try Checkpoint(origin: Self.origin, size: edge.size, root: edge.root)
        let batch = LogBatch(
            entries: fresh,
            leafHashes: fresh.map { RFC6962.leafHash($0.leaf) },
            commands: Array(commands[batchedCommands...]),
            tiles: edge.takeCompleted() + edge.partialTiles,
            checkpoint: try SignedCheckpoint.sign(checkpoint, by: signers)
        )
        batched = entries.count
        batchedCommands = commands.count
        return batch
    }

    /// A batch that replaces the log's key is signed by both.
    private var signers: [NoteSigner] {
        let consortium = states[.consortium].flatMap(Consortium.unwrap)
        return consortium?.logKey.string == Self.successor.verifierKey.description
            ? [Self.signer, Self.successor] : [Self.signer]
    }

    private func fields(of step: Step, payload: Hash) -> [String: JSONValue] {
        let before = places[step.key]
        return [
            "action": .string(step.edge.action), "contract": .string(step.key.contract.rawValue),
            "edition": .integer(Int64(step.edition.number)),
            "from": step.edge.from.map { .string($0) } ?? .null,
            "instance": .string(step.key.instance.text), "payload": .string(payload.base64),
            "previous": before.map { .integer(Int64($0.index)) } ?? .null,
            "revision": .integer((before?.revision ?? 0) + 1), "to": .string(step.edge.to),
        ]
    }

    private static func field(_ attestation: Attestation) -> JSONValue {
        switch attestation {
        case .operator:
            .object(["by": .string("operator")])
        case .member(let key, let signature):
            .object([
                "by": .string("member"), "key": .string(key), "signature": .string(signature),
            ])
        case .log(let key, let signature):
            .object([
                "by": .string("log"), "key": .string(key), "signature": .string(signature),
            ])
        }
    }

    private mutating func nextSalt() -> [UInt8] {
        salts &+= 1
        return [UInt8](repeating: salts, count: Salted.saltBytes)
    }
}
