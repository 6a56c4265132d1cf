import Contracts
import Marine
import TestSamples
import Testing

extension Flaw {
    static let failing = [
        Flaw(
            "the loss began before the goods left",
            .failed,
            ["attachedBeforeLoss"],
            "attached 2026-02-10T00:00:00.001Z, loss 2026-02-10T00:00:00.000Z"
        ) { $0.certificate.attachedAt = day(40).advanced(byMilliseconds: 1) },
        Flaw(
            "the premium is in default",
            .failed,
            ["premiumNotInDefault"],
            "USD 549.99 of USD 550.00 paid"
        ) { $0.certificate.premiumPaid = usd("549.99") },
        Flaw(
            "the certificate was issued after the loss began",
            .failed,
            ["issuedBeforeLoss"],
            "issued 2026-02-10T00:00:00.001Z, loss 2026-02-10T00:00:00.000Z"
        ) { $0.certificate.issuedAt = day(40).advanced(byMilliseconds: 1) },
        Flaw(
            "the departure was recorded after the loss began",
            .failed,
            ["departureRecordedBeforeLoss"],
            "recorded 2026-02-10T00:00:00.001Z, loss 2026-02-10T00:00:00.000Z"
        ) { $0.shipment?.departureRecordedAt = day(40).advanced(byMilliseconds: 1) },
        Flaw(
            "the device was bound after the loss began",
            .failed,
            ["deviceBoundBeforeLoss"],
            "bound 2026-02-10T00:00:00.001Z, loss 2026-02-10T00:00:00.000Z"
        ) { $0.shipment?.devices[0].boundAt = day(40).advanced(byMilliseconds: 1) },
        Flaw(
            "another certificate insured the goods before",
            .failed,
            ["soleInsurance"],
            "1 for USD 100000.00"
        ) { facts in
            let own = facts.interests[0].insurances[0]
            facts.interests[0].insurances.insert(changed(own) { $0.certificate = .second }, at: 0)
        },
        Flaw(
            "another shipment has the logger",
            .failed,
            ["deviceOnOneShipment"],
            "evd-logger"
        ) { $0.contested.devices = [id("evd-logger")] },
        Flaw(
            "another shipment has the readings",
            .failed,
            ["evidenceOwn"],
            "evd-readings"
        ) { $0.contested.readings = [id("evd-readings")] },
        Flaw(
            "another shipment's claim has four of the passages",
            .failed,
            ["readingsOriginal"],
            "4 of 0: evd-a, evd-b, evd-c, evd-d"
        ) { $0.contested.passages = ["a", "b", "c", "d"].map { id("evd-\($0)") } },
        Flaw(
            "another shipment's claim was for the very loss",
            .failed,
            ["lossNotClaimedBefore"],
            "evd-loss"
        ) { $0.contested.losses = [id("evd-loss")] },
        Flaw(
            "the logger recorded 1 ms too long before the departure",
            .failed,
            ["loggerStartedWithGoods"],
            "first reading 2026-01-16T23:59:59.999Z, departure 2026-01-31T00:00:00.000Z"
        ) { $0.shipment?.segments[0].first = day(16).advanced(byMilliseconds: -1) },
        Flaw(
            "the logger recorded 1 ms more than a day before the stuffing",
            .failed,
            ["loggerStartedWithGoods"],
            "first reading 2026-01-28T23:59:59.999Z, stuffing 2026-01-30T00:00:00.000Z"
        ) {
            $0.shipment?.stuffedAt = day(29)
            $0.shipment?.segments[0].first = day(28).advanced(byMilliseconds: -1)
        },
        Flaw(
            "a tracker flew",
            .failed,
            ["movementPossible"],
            "TT-1, 201 km/h from 2026-02-01T00:00:00.000Z to 2026-02-02T00:00:00.000Z"
        ) {
            $0.shipment?.findings.devices[0].signals?.fastest = Movement(
                from: day(31),
                to: day(32),
                metres: 4_824_000,
                kilometresPerHour: 201
            )
        },
        Flaw(
            "a value stood still 1 ms longer than three days",
            .failed,
            ["valuesVary"],
            "TT-1, temperature for 72 h 0 min 0 s 1 ms from 2026-02-01T00:00:00.000Z"
        ) {
            $0.shipment?.findings.devices[0].signals?.standing = [
                StandingValue(
                    metric: .temperature,
                    from: day(31),
                    to: day(34).advanced(byMilliseconds: 1),
                    instants: 73
                )
            ]
        },
        Flaw(
            "a sensor's fault an hour before the loss",
            .failed,
            ["readingsPlausible"],
            "TT-1, 1 of temperature, sensorFault, 2026-02-09T23:00:00.000Z to "
                + "2026-02-09T23:00:00.000Z"
        ) { $0.flag(.sensorFault, .temperature, at: day(39).advanced(byMilliseconds: hours(23))) },
        Flaw(
            "a clock that was never set, long before",
            .failed,
            ["readingsPlausible"],
            "TT-1, 1 of time, clockWrong, 1970-01-01T00:00:00.000Z to 1970-01-01T00:00:00.000Z"
        ) { $0.flag(.clockWrong, .time, at: .earliest) },
        Flaw(
            "an upload with readings of the loss was taken back",
            .failed,
            ["uploadsStand"],
            "digest-1, by shipper, 2026-02-20T00:00:00.000Z"
        ) {
            $0.shipment?.withdrawn = [
                Shipment.Withdrawal(
                    upload: "digest-1",
                    by: .shipper,
                    reason: "the wrong zone",
                    at: day(50),
                    readings: 1,
                    first: day(20),
                    last: day(40),
                    segments: ["digest-1"]
                )
            ]
        },
        Flaw("the terms are in shadow mode", .failed, ["automationActs"], "shadow") {
            $0.certificate.terms.automation = .shadow
        },
        Flaw(
            "the device is not bound",
            .failed,
            ["deviceBound", "deviceBoundBeforeLoss"],
            "TT-1"
        ) {
            $0.shipment?.devices = []
        },
        Flaw("an upload is unsigned", .failed, ["uploadsSigned"], "1 of 1 unsigned") {
            $0.shipment?.unsignedUploads = 1
        },
        Flaw(
            "the clock went back",
            .failed,
            ["clockMonotonic"],
            "3 instants with two values"
        ) { $0.shipment?.findings.devices[0].contradictions = 3 },
        Flaw(
            "a gap 1 ms beyond the terms",
            .failed,
            ["gapsWithinTerms"],
            "longest gap 6 h 0 min 0 s 1 ms"
        ) { $0.shipment?.findings.devices[0].longestGapMilliseconds = hours(6) + 1 },
        Flaw("the peril is not insured", .failed, ["perilCovered"], "machineryBreakdown") {
            $0.certificate.terms.clauses = [.iccC]
        },
        Flaw("another peril than the trigger's", .failed, ["triggerMet"], "theft") {
            $0.claim.notice.peril = .theft
        },
        Flaw(
            "10 minutes short of a loss",
            .failed,
            unmeasured,
            "TT-1, 23 h 50 min together, highest -9.222 C, lowest -20.000 C"
        ) { $0.shipment?.findings.devices = [.above(hours(23, minutes: 50))] },
        Flaw("the ship is listed", .failed, ["noSanctionsHit"], "MV Aurora, 9074729") {
            $0.sanctionsHits = ["MV Aurora", "9074729"]
        },
        Flaw("a second claim for the peril", .failed, ["noSecondClaim"], "second-1") { facts in
            let noted = facts.certificate.claims[0]
            facts.certificate.claims.append(changed(noted) { $0.claim = .second })
        },
        Flaw("too little is left", .failed, ["limitNotExhausted"], "USD 59000.00") {
            $0.certificate.approved = usd("41000.01")
        },
        Flaw("more than the authority", .failed, ["amountWithinAuthority"], "USD 59000.00") {
            $0.certificate.terms.automationAuthority = usd("58999.99")
        },
    ]

    private static let evidence = [
        "deviceBound", "deviceBoundBeforeLoss", "deviceOnOneShipment", "evidenceOwn",
        "readingsOriginal", "loggerStartedWithGoods", "movementPossible", "valuesVary",
        "readingsPlausible", "uploadsSigned", "uploadsStand", "clockMonotonic", "gapsWithinTerms",
    ]

    /// What is open where no loss follows from the readings.
    private static let unmeasured = ["triggerMet", "limitNotExhausted", "amountWithinAuthority"]

    // Missing data refers; it never declines.
    static let unknown = [
        Flaw(
            "not known to have left",
            .unknown,
            ["attachedBeforeLoss"],
            "not attached; loss 2026-02-10T00:00:00.000Z"
        ) { $0.certificate.attachedAt = nil },
        Flaw(
            "no shipment",
            .unknown,
            ["departureRecordedBeforeLoss"] + evidence.dropLast() + ["findingsOfCarriage"]
                + evidence.suffix(1) + unmeasured,
            "no departure recorded; loss 2026-02-10T00:00:00.000Z"
        ) { $0.shipment = nil },
        Flaw(
            "goods without a container",
            .unknown,
            ["soleInsurance"],
            "the goods have no container, bill of lading or lot"
        ) { $0.interests = [] },
        Flaw(
            "a ledger that cannot say who else has what",
            .unknown,
            ["deviceOnOneShipment", "evidenceOwn", "readingsOriginal", "lossNotClaimedBefore"],
            "the ledger keeps no secret"
        ) { $0.contested.isKnown = false },
        Flaw(
            "findings of a carriage that has ended since",
            .unknown,
            ["findingsOfCarriage"],
            "2026-01-31T00:00:00.000Z to now"
        ) { $0.shipment?.arrivedAt = day(44) },
        Flaw("no readings", .unknown, evidence + unmeasured, "no telemetry") {
            $0.shipment?.findings.devices = []
        },
        Flaw(
            "readings without a temperature",
            .unknown,
            unmeasured,
            "no temperature reading"
        ) {
            $0.shipment?.findings.devices = [
                DeviceFindings(
                    device: "TT-1",
                    readings: 10,
                    first: day(30),
                    last: day(44),
                    signals: ReadingSignals(),
                    flagged: []
                )
            ]
        },
        Flaw(
            "findings in which nobody looked for signs",
            .unknown,
            ["readingsOriginal", "movementPossible", "valuesVary"],
            "passages were not looked for"
        ) { $0.shipment?.findings.devices[0].signals = nil },
        Flaw(
            "findings in which nobody looked for faults",
            .unknown,
            ["readingsPlausible"],
            "values were not looked at"
        ) { $0.shipment?.findings.devices[0].flagged = nil },
        Flaw(
            "terms without a trigger",
            .unknown,
            unmeasured,
            "the terms have no telemetry trigger"
        ) { $0.certificate.terms.trigger = nil },
        Flaw(
            "terms without an agreed loss",
            .unknown,
            ["limitNotExhausted", "amountWithinAuthority"],
            "no agreed loss applies"
        ) { $0.certificate.terms.agreedLoss = nil },
    ]
}
