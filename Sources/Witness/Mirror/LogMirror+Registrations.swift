import Ledger
import TransparencyLog

extension LogMirror {
    /// Stored leaves with the payloads that the registration rules need.
    private struct RegistrationPage {
        let leaves: [[UInt8]]
        let transitions: [Transition]
        let payloads: [UInt64: Salted]
    }

    /// Checks the next stored leaves against the Consortium's payloads.
    func register(from size: UInt64, in target: SubmittedCheckpoint) async throws {
        guard let payloads else { return }
        let before: RegistrationRules
        if let kept = registrations, kept.size == size {
            before = kept
        } else {
            before = try await store.registrations(of: log)
        }
        let page = try await page(from: before.size, below: target.checkpoint.size, payloads)
        var rules = before
        do {
            try rules.admit(page.transitions, page.payloads)
        } catch let violation as RuleViolation {
            try await confirm(violation, after: before, payloads)
            let entry = violation.entry.map { Int($0 - before.size) }
            try await refuseForGood(target, violation, leaf: entry.map { page.leaves[$0] })
        }
        // The consortium changes only by a payload's events, so a page without one leaves it.
        try await store.register(log, rules, changing: !page.payloads.isEmpty)
        registrations = rules
    }

    /// Checks the registrations again from the first entry before a violation is recorded against
    /// the log, as `confirm(_:of:after:)` does for the rules that need leaves only.
    private func confirm(
        _ violation: RuleViolation,
        after before: RegistrationRules,
        _ reader: PayloadReader
    ) async throws {
        let damage = WitnessFault.mirrorDamaged("the consortium of '\(log.origin)'")
        guard before.size > 0, let entry = violation.entry else { return }
        var rules = RegistrationRules(origin: log.origin, latest: store.latest)
        do {
            while rules.size <= entry {
                let page = try await page(from: rules.size, below: entry + 1, reader)
                guard !page.leaves.isEmpty else { throw damage }
                try rules.admit(page.transitions, page.payloads)
            }
        } catch let again as RuleViolation {
            if again == violation { return }
        }
        throw damage
    }

    /// The next chunk of stored leaves, with the payloads that they need.
    private func page(
        from first: UInt64,
        below end: UInt64,
        _ reader: PayloadReader
    ) async throws -> RegistrationPage {
        let limit = min(Self.chunkBundles * 256, end - first)
        let leaves = try await store.leaves(of: log, from: first, limit: Int(limit))
        var transitions: [Transition] = []
        do throws(LeafError) {
            for leaf in leaves { transitions.append(try Transition(leaf: leaf)) }
        } catch { throw WitnessFault.mirrorDamaged("a leaf of '\(log.origin)': \(error)") }
        let wanted = transitions.enumerated().filter {
            RegistrationRules.needsPayload($0.element)
        }.map { (index: first + UInt64($0.offset), digest: $0.element.payload) }
        return RegistrationPage(
            leaves: leaves,
            transitions: transitions,
            payloads: try await Self.payloads(of: wanted, reader)
        )
    }

    /// Fetches payloads, at most eight at a time.
    private static func payloads(
        of entries: [(index: UInt64, digest: Hash)],
        _ reader: PayloadReader
    ) async throws -> [UInt64: Salted] {
        try await withThrowingTaskGroup(of: (UInt64, Salted).self) { group in
            var held: [UInt64: Salted] = [:]
            for (offset, entry) in entries.enumerated() {
                if offset >= 8, let (index, payload) = try await group.next() {
                    held[index] = payload
                }
                group.addTask {
                    (entry.index, try await reader.payload(of: entry.index, digest: entry.digest))
                }
            }
            for try await (index, payload) in group { held[index] = payload }
            return held
        }
    }
}

extension RegistrationRules {
    /// Checks the next leaves; `payloads` holds those that are needed, by index.
    fileprivate mutating func admit(
        _ transitions: [Transition],
        _ payloads: [UInt64: Salted]
    ) throws {
        for transition in transitions { try admit(transition, payloads[size]) }
    }
}
