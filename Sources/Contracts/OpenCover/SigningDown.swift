import Marine

/// The arithmetic of signing down.
///
/// Insurers write lines until the slip is full, and often beyond: then each line is signed in
/// proportion to what was written, so that all of them come to the whole and not to more.
enum SigningDown {
    /// The signed lines, which sum to 100 % exactly; `nil` where what is written comes to less.
    ///
    /// Each is cut to a billionth, and the billionths left over go one each to the largest
    /// remainders, among equal ones to the earlier.
    static func signed(_ written: [CoverTerms.Share]) -> [CoverTerms.Share]? {
        let parts = written.map(\.rate.partsPerBillion)
        guard parts.reduce(0, +) >= Rate.one.partsPerBillion,
            let signed = try? Rate.one.allocated(over: parts)
        else { return nil }
        return zip(written, signed).map { CoverTerms.Share(member: $0.member, rate: $1) }
    }
}

extension OpenCover {
    /// Takes an insurer's line onto the slip, or raises the one that it has written.
    static func subscribe(
        _ line: Rate,
        _ state: State,
        _ context: Context
    ) throws(Refusal) -> [Event] {
        let named = state.terms.shares.map(\.member)
        try requireActor(context, among: named)
        let before = state.written ?? []
        let own = before.first { $0.member == context.actor }?.rate
        guard line > .zero, line <= .one, line > own ?? .zero else {
            guard line != own else { throw Refusal(.nothingNew) }
            throw Refusal(
                .lineMalformed,
                ["figure": "\(line)", "limit": "\(own.map { "\($0)" } ?? "0") to 100"]
            )
        }
        let mine = CoverTerms.Share(member: context.actor, rate: line)
        // In the slip's order, so that the leader stays the first.
        let written = named.compactMap { member in
            member == context.actor ? mine : before.first { $0.member == member }
        }
        return [
            .subscribed(
                written: written,
                signed: written.count == named.count ? SigningDown.signed(written) : nil
            )
        ]
    }

    /// Refuses a declaration on a slip that some insurer has not subscribed, or not in full.
    static func requireSubscribed(_ state: State) throws(Refusal) {
        guard state.stage == .subscribing else { return }
        let written = state.written ?? []
        let open = state.terms.shares.map(\.member).filter { member in
            !written.contains { $0.member == member }
        }
        let sum = written.reduce(0) { $0 + $1.rate.partsPerBillion }
        throw Refusal(
            .coverNotSubscribed,
            [
                "open": open.map(\.text).joined(separator: ", "),
                "writtenPartsPerBillion": "\(sum)",
            ]
        )
    }
}

extension CoverTerms {
    /// Refuses a slip on which one member is two sides of the bargain,
    /// or whose lines are not insurers'.
    func requireFit(_ run: InstructionRun) throws(Refusal) {
        guard run.context.edition >= .second else { return }
        let members = run.state(Consortium.self, Workflow.consortium)?.members ?? [:]
        let insurers = shares.map(\.member)
        for insurer in insurers where members[insurer]?.roles.contains(.insurer) != true {
            throw Refusal(.lineNotOfInsurer, ["member": insurer.text])
        }
        if insurers.contains(assured) || leader == assured {
            throw Refusal(.insurerIsAssured, ["member": assured.text])
        }
        guard let broker else { return }
        if insurers.contains(broker) || leader == broker {
            throw Refusal(.insurerIsBroker, ["member": broker.text])
        }
        if broker == assured { throw Refusal(.brokerIsAssured, ["member": broker.text]) }
    }

    /// Refuses lines that cannot fill the slip: a sole insurer's is the whole, and several come to
    /// the whole at least, as each may be signed down.
    func requireLines() throws(Refusal) {
        var sum: Int64 = 0
        for share in shares {
            sum = sum.addingReportingOverflow(share.rate.partsPerBillion).0
            guard share.rate > .zero, share.rate <= .one else {
                throw Refusal(.lineMalformed, ["figure": "\(share.rate)", "limit": "0 to 100"])
            }
        }
        guard shares.first?.member == leader, sum >= Rate.one.partsPerBillion else {
            throw Refusal(
                .sharesDoNotSumToWhole,
                ["partsPerBillion": "\(sum)", "leader": leader.text]
            )
        }
    }
}
