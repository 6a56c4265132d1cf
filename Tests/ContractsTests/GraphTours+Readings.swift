import Contracts
import Marine
import TestSamples
import Testing

extension ContractHistory {
    /// Uploads that are taken back at every stage of a claim for a loss at their time.
    static func corrected() throws -> ContractHistory {
        var history = try underway()
        history.now = day(46)
        var uploads = 0
        func retract() throws {
            uploads += 1
            let name = "zone-\(uploads)"
            try history.take(
                .record(.above(hours(30)), digest: Text(stringLiteral: name)),
                by: .shipper
            )
            try history.take(
                .shipment(
                    .withdrawUpload(
                        shipment: .shipment,
                        upload: Text(stringLiteral: "bytes of \(name)"),
                        reason: "The times are of another zone."
                    )
                ),
                by: .shipper
            )
        }
        let adjust = Claim.Instruction.adjust(claim: .claim, assessment: .totalLoss)
        try history.take(
            .record(.above(hours(30)), digest: Text("kept")),
            by: .shipper
        )
        try history.take(.claim(.notifyClaim(id: .claim, notice: .breakdown)), by: .assured)
        try retract()
        for decision in [.acknowledge(claim: .claim), adjust] {
            try history.take(.claim(decision), by: .leader)
            try retract()
        }
        #expect(try history.claim().stage == .referred)
        #expect(try history.claim().referralReasons.count == 1)
        try retract()
        try history.take(.claim(adjust), by: .leader)
        let others: [Claim.Instruction] = [
            .approve(claim: .claim, amount: usd("1")),
            .settle(claim: .claim, paymentReference: "PAY-1"), .closeClaim(claim: .claim),
        ]
        for decision in others {
            try history.take(.claim(decision), by: .leader)
            try retract()
        }
        #expect(try history.claim().stage == .closed, "what is decided stays")
        #expect(try history.claim().evidenceWithdrawn?.count == uploads)
        try history.take(.claim(.notifyClaim(id: .second, notice: .breakdown)), by: .assured)
        for decision: Claim.Instruction in [
            .acknowledge(claim: .second),
            .decline(claim: .second, clause: "4.1", reason: "not shown"),
        ] { try history.take(.claim(decision), by: .leader) }
        try retract()
        return history
    }

    /// Small segments that become one at every stage, and stand by themselves again.
    static func merger() throws -> ContractHistory {
        var history = try registered()
        history.now = day(46)
        var count = 0
        func change() throws {
            count += 1
            for part in 1...2 {
                let digest = Text<44>("part-\(count)-\(part)")
                try history.take(.record(.above(0), digest: digest), by: .shipper)
            }
            let before = try history.state(Shipment.self, .shipment)
            let parts = Array(before.segments.suffix(2))
            try history.take(.merge(parts), by: .platform)
            let merged = try history.state(Shipment.self, .shipment)
            #expect(merged.segments.last == .merged(parts))
            #expect(merged.segments.count == before.segments.count - 1)
            #expect(merged.readings == before.readings)
            try history.take(.split(into: parts), by: .platform)
            #expect(try history.state(Shipment.self, .shipment) == before)
        }
        try change()
        for instruction: Instruction in [
            .shipment(.depart(shipment: .shipment, at: day(30))),
            .shipment(.arrive(shipment: .shipment, at: day(44))),
            .shipment(.deliver(shipment: .shipment, at: day(45))),
        ] {
            try history.take(instruction, by: .carrier)
            try change()
        }
        return history
    }

    /// Loggers that are bound, leave the goods, and are found out to have erred, at every stage.
    static func loggers() throws -> ContractHistory {
        var history = try registered()
        history.now = day(46)
        var count = 1
        func change() throws {
            count += 1
            let logger = try DeviceName("TT-\(count)")
            let name = "late-\(count)"
            for instruction: Instruction in [
                .shipment(
                    .bindDevice(shipment: .shipment, device: logger, publicKey: deviceKey(1))
                ),
                .record(
                    .above(0, device: logger.string),
                    digest: Text(stringLiteral: name)
                ),
                .shipment(
                    .withdrawUpload(
                        shipment: .shipment,
                        upload: Text(stringLiteral: "bytes of \(name)"),
                        reason: "It is of another trip."
                    )
                ),
                .shipment(.releaseDevice(shipment: .shipment, device: logger, at: day(46))),
            ] { try history.take(instruction, by: .shipper) }
        }
        try change()
        for instruction: Instruction in [
            .shipment(.depart(shipment: .shipment, at: day(30))),
            .shipment(.arrive(shipment: .shipment, at: day(44))),
            .shipment(.deliver(shipment: .shipment, at: day(45))),
        ] {
            try history.take(instruction, by: .carrier)
            try change()
        }
        return history
    }
}
