import Marine
import Telemetry
import TestSamples
import Testing

@testable import Contracts

/// A carriage from day 30 on under one part of a cover, judged on readings as they are.
struct PartVoyage {
    var part: CoverPart
    var clauses: [ClauseSet] = [.iccA, .frozenFoodA, .temperatureExtension, .delayExtension]
    var arrived: Instant? = day(50)
    var delivered: Instant? = day(52)
    var arrivalRecordedBy: MemberID? = .carrier
    /// The readings of each device.
    var readings: [String: [Sample]] = [:]
    var declaration = Declaration.coffee

    init(_ part: CoverPart) { self.part = part }

    /// Hourly samples of device `TT-1` from day 30 on.
    init(_ part: CoverPart, hourly samples: [(inout Sample) -> Void]) {
        self.part = part
        readings["TT-1"] = samples.enumerated().map { hour, fill in
            var sample = Sample(time: day(30, hour: Int64(hour)))
            fill(&sample)
            return sample
        }
    }

    /// The voyage as the ledger has it on the day of departure.
    func sailed() throws -> CaseLedger {
        let terms = CoverTerms.coffee([part], by: clauses)
        var ledger = try CaseLedger(isSubscribed: false) { $0 = terms }
        try ledger.sail(voyage)
        return ledger
    }

    var voyage: CaseLedger.Voyage {
        var voyage = CaseLedger.Voyage("part")
        voyage.declaration = declaration
        return voyage
    }

    /// The shipment with its readings judged, and with the dates of this voyage.
    func shipment(of ledger: CaseLedger) throws -> Shipment.State {
        var state = try ledger.history.state(Shipment.self, voyage.shipment)
        (state.arrivedAt, state.deliveredAt) = (arrived, delivered)
        state.arrivalRecordedBy = arrivalRecordedBy
        state.findings = findings(state)
        return state
    }

    func findings(_ shipment: Shipment.State) -> TelemetryFindings {
        var set = ReadingSet()
        set.merge(readings.map { DeviceSamples(device: $0.key, samples: $0.value) })
        return TelemetryEvaluation.findings(
            of: set,
            terms: changed(shipment.terms) { $0.reportableGapMilliseconds = duration(2) },
            measures: shipment.measures,
            within: shipment.carriage,
            asOf: set.devices.flatMap(\.samples).map(\.time).max() ?? .earliest,
            in: .current
        )
    }

    func judge(at instant: Instant = day(60)) throws -> TriggerJudgement {
        let ledger = try sailed()
        return try part.judge(
            shipment(of: ledger),
            of: ledger.certificate(voyage),
            at: instant,
            in: .current
        )
    }
}
