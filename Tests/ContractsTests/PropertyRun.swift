import Contracts
import Marine
import TestSamples

/// Random commands on one small ledger after another, and what of them must never be.
struct PropertyRun {
    private(set) var asked = 0
    private(set) var accepted = 0
    private(set) var acceptedKinds: [StepKind: Int] = [:]
    private(set) var refusals: [Refusal.Code: Int] = [:]
    private(set) var straightThrough = 0
    private(set) var byHand = 0
    private(set) var exGratia = 0
    private(set) var shared = 0
    private(set) var failure: PropertyFailure?

    /// One ledger with so many commands.
    init(seed: UInt64, commands: Int) throws {
        var ledger = try PropertyLedger(seed: seed)
        for _ in 0..<commands {
            let command = ledger.world.next()
            asked += 1
            switch ledger.take(command) {
            case .success(let found):
                accepted += 1
                acceptedKinds[command.instruction.kind, default: 0] += 1
                guard found.isEmpty else {
                    failure = PropertyFailure(seed: seed, found: found, after: ledger.taken)
                    return
                }
            case .failure(let refusal):
                refusals[refusal.code, default: 0] += 1
                guard let found = refusal.falsehood else { continue }
                failure = PropertyFailure(
                    seed: seed,
                    found: ["\(command): \(found)"],
                    after: ledger.taken
                )
                return
            }
        }
        straightThrough = ledger.model.straightThrough
        byHand = ledger.model.byHand
        exGratia = ledger.model.payments.values.count { !$0.isOwed }
        shared = ledger.model.shared
    }

    /// What several ledgers come to together.
    mutating func add(_ other: PropertyRun) {
        asked += other.asked
        accepted += other.accepted
        acceptedKinds.merge(other.acceptedKinds, uniquingKeysWith: +)
        refusals.merge(other.refusals, uniquingKeysWith: +)
        straightThrough += other.straightThrough
        byHand += other.byHand
        exGratia += other.exGratia
        shared += other.shared
        failure = failure ?? other.failure
    }

    var summary: String {
        """
        \(asked) commands, \(accepted) accepted (\(asked == 0 ? 0 : accepted * 100 / asked) %); \
        \(straightThrough) payments straight through, \(byHand) by hand, of these \
        \(exGratia) ex gratia; \
        \(shared) approvals beside another of the same loss and goods; refused most: \(mostRefused)
        """
    }

    private var mostRefused: String {
        refusals.sorted { $1.value < $0.value }.prefix(24).map { "\($0.key) \($0.value)" }
            .joined(separator: ", ")
    }
}

/// A ledger with everything that must hold of it.
struct PropertyLedger {
    var world: RandomWorld
    private(set) var model = PaymentModel()
    /// What was accepted, in order.
    private(set) var taken: [AskedCommand] = []

    init(seed: UInt64) throws {
        world = try RandomWorld(seed: seed)
        let founding = world.asked(.keepSecret, by: .platform)
        for steps in world.history.commands {
            _ = model.take(founding, steps, after: world.history)
        }
    }

    /// Decides a command, keeps what it leads to, and looks at all that is on the ledger then.
    mutating func take(_ command: AskedCommand) -> Result<[String], Refusal> {
        let steps: [Step]
        do throws(Refusal) { steps = try world.decide(command) } catch { return .failure(error) }
        var found = world.history.falsehoods(in: steps)
        for step in steps { found += step.falsehoods }
        world.keep(steps)
        taken.append(command)
        found += model.take(command, steps, after: world.history)
        found += model.differences(world.history)
        found += world.history.falsehoods(after: Set(steps.map(\.key.contract)))
        return .success(found)
    }
}

/// What must never be, with the commands that lead there.
struct PropertyFailure: CustomStringConvertible {
    let seed: UInt64
    let found: [String]
    /// As few as were found to do.
    let commands: [AskedCommand]

    init(seed: UInt64, found: [String], after commands: [AskedCommand]) {
        self.seed = seed
        self.found = found
        self.commands = Self.fewest(of: commands, seed)
    }

    var description: String {
        "seed \(seed): \(found)\n" + commands.map { "    \($0)" }.joined(separator: "\n")
    }

    /// Leaves out whatever the failure happens without, in ever smaller pieces.
    private static func fewest(of commands: [AskedCommand], _ seed: UInt64) -> [AskedCommand] {
        guard var list = failing(commands, seed) else { return commands.suffix(30) }
        var (piece, replays) = (list.count / 2, 0)
        while piece >= 1, replays < 120 {
            var start = 0
            while start < list.count, replays < 120 {
                replays += 1
                let rest = Array(list[..<start] + list[min(list.count, start + piece)...])
                if let less = failing(rest, seed) { list = less } else { start += piece }
            }
            piece /= 2
        }
        return list
    }

    /// The commands up to the one that fails, without those that are refused; `nil` where none
    /// fails.
    private static func failing(_ commands: [AskedCommand], _ seed: UInt64) -> [AskedCommand]? {
        guard var ledger = try? PropertyLedger(seed: seed) else { return nil }
        for command in commands {
            if case .success(let found) = ledger.take(command), !found.isEmpty {
                return ledger.taken
            }
        }
        return nil
    }
}

extension Step {
    /// What does not read again as it was written.
    fileprivate var falsehoods: [String] {
        guard let bytes = try? payload.canonicalBytes(),
            let again = try? StepPayload.decode(key.contract, from: bytes, in: edition)
        else { return ["\(kind) has no canonical bytes that can be read"] }
        return again == payload ? [] : ["\(kind) reads as another step"]
    }
}

extension Refusal {
    /// What no contract may refuse with.
    fileprivate var falsehood: String? {
        if code.rawValue / 1000 == 7 { return "\(self) belongs to the ledger" }
        guard code == .actionNotFromThisState || code == .actorNotEntitled else { return nil }
        return figures["steps"] != nil ? "\(self): the contract carries out what has no form" : nil
    }
}
