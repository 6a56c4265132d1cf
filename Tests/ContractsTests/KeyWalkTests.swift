import Contracts
import Marine
import TestSamples
import Testing

/// Random commands on keys, on random words: whatever is tried, nobody acts for a member that
/// signs for itself.
@Suite("Random walks on keys")
struct KeyWalkTests {
    @Test(arguments: [1, 2, 3, UInt64.random(in: .min ... .max)])
    func `nothing is done for a member that signs but by its own key`(seed: UInt64) throws {
        let walk = try KeyWalk(seed: seed)
        #expect(walk.falsehoods == [], "seed \(seed)")
        #expect(walk.history.steps.count > 100, "seed \(seed)")
        #expect(
            try ContractHistory.replay(walk.history.steps) == walk.history.states,
            "seed \(seed)"
        )
    }
}

struct KeyWalk {
    private(set) var history: ContractHistory
    private(set) var falsehoods: [String] = []
    /// What was asked, done or not.
    private(set) var asked: Set<StepKind> = []
    private var generator: SeededGenerator
    private var keys = 10

    private static let members: [MemberID] = [.assured, .leader, .auditor]

    init(seed: UInt64, instructions: Int = 3_000) throws {
        generator = SeededGenerator(seed: seed)
        history = try ContractHistory.signing()
        for number in 0..<instructions {
            history.now = history.now.advanced(byMilliseconds: 1_000)
            let command = command()
            asked.insert(StepKind(.consortium, command.action.rawValue))
            let actor = pick(KeyWalk.members + [.platform])
            let attestor = attestor(of: actor, command)
            guard let before = history.consortium,
                let steps = try? history.decide(.consortium(command), by: actor, on: attestor)
            else { continue }
            history.keep(steps)
            judge(before, actor, attestor, command)
            if let found = falsehoods.last {
                falsehoods = ["\(number): \(found)"]
                return
            }
        }
    }

    private mutating func judge(
        _ before: Consortium.State,
        _ actor: MemberID,
        _ attestor: Attestor,
        _ command: Consortium.Command
    ) {
        guard let after = history.consortium else { return falsehoods.append("it is gone") }
        if let member = before.members[actor], attestor == .operatorAlone,
            member.holdsKey || member.lockedAt != nil
        {
            falsehoods.append("\(actor) did \(command) on the operator's attestation")
        }
        if case .member(let key) = attestor, before.members[actor]?.signs(with: key) != true {
            falsehoods.append("\(actor) did \(command) by \(key)")
        }
        for (id, member) in after.members {
            let first = before.members[id]
            if member.holdsKey && member.lockedAt != nil { falsehoods.append("\(id) is both") }
            let wasOwn = actor == id || first?.signingKeys.isEmpty == true
            if member.signingKeys.count > first?.signingKeys.count ?? 0, !wasOwn,
                first?.lockedAt == nil || first?.auditors?.contains(actor) != true
            {
                falsehoods.append("\(actor) gave \(id) a key by \(command)")
            }
            if member.auditors != first?.auditors, actor != id, !wasOwn {
                falsehoods.append("\(actor) named \(id)'s auditors")
            }
        }
        let all = after.members.values.flatMap(\.signingKeys).map(\.publicKey)
        if Set(all).count != all.count { falsehoods.append("a key is twice there") }
    }

    private mutating func command() -> Consortium.Command {
        let member = pick(KeyWalk.members)
        let held = history.consortium?.members[member]?.signingKeys.map(\.publicKey) ?? []
        let old = held.isEmpty ? key(1) : pick(Array(held.suffix(3)))
        keys += 1
        let new = Int.random(in: 0..<8, using: &generator) == 0 ? key(2) : key(keys)
        switch Int.random(in: 0..<12, using: &generator) {
        case 0, 1:
            let auditors: Consortium.Auditors? = pick([nil, [], [.auditor]])
            return .registerKey(
                member: member,
                publicKey: new,
                auditors: auditors,
                proof: .unproved
            )
        case 2...4: return .rotateKey(member: member, old: old, new: new, proof: .unproved)
        case 5, 6: return .revokeKey(member: member, publicKey: old)
        case 7, 8: return .restoreKey(member: member, publicKey: new, proof: .unproved)
        case 9: return .nameAuditors(member: member, auditors: pick([[], [.auditor]]))
        case 10: return .listSanction(entry: "ship \(keys)")
        default:
            let logKey = history.consortium?.logKey ?? "none"
            return .rotateLogKey(old: logKey, new: "log \(keys)", proof: .unproved)
        }
    }

    /// Mostly what would do, sometimes what must not.
    private mutating func attestor(of actor: MemberID, _ command: Consortium.Command) -> Attestor {
        let members = history.consortium?.members ?? [:]
        switch Int.random(in: 0..<10, using: &generator) {
        case 0: return .operatorAlone
        case 1: return .member(key: pick(members.values.flatMap(\.signingKeys)).publicKey.text)
        case 2: return .log(key: history.consortium?.logKey.string ?? "")
        default:
            if case .rotateLogKey(let old, _, _) = command { return .log(key: old.string) }
            let held = members[actor]?.signingKeys.last { $0.revokedAt == nil }
            return held.map { .member(key: $0.publicKey.text) } ?? .operatorAlone
        }
    }

    private mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: 0..<values.count, using: &generator)]
    }
}
