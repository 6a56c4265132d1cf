import Contracts
import Marine
import TestSamples

extension RefusalCase {
    /// What any contract refuses of states, actors and instants: 1001 to 1006.
    static let common: [RefusalCase] = [
        RefusalCase(
            .actionNotFromThisState,
            "settling what is only notified",
            ["action": "settle", "state": "notified"],
            given: ContractHistory.notified,
            by: .leader,
            .claim(.settle(claim: .claim, paymentReference: "PAY-1"))
        ),
        RefusalCase(
            .actionNotFromThisState,
            "declaring under a closed cover",
            ["action": "declare", "state": "closed"],
            given: {
                try ContractHistory.covered().after(
                    .openCover(.closeCover(cover: .cover)),
                    by: .leader
                )
            },
            by: .assured,
            .openCover(.declare(cover: .cover, certificate: .certificate, declaration: .sample))
        ),
        RefusalCase(
            .actionNotFromThisState,
            "cancelling after the goods left",
            ["action": "cancel", "state": "attached"],
            given: ContractHistory.underway,
            by: .leader,
            .certificate(.cancel(certificate: .certificate, reason: "sold"))
        ),
        RefusalCase(
            .actionNotFromThisState,
            "delivering before arrival",
            ["action": "deliver", "state": "underway"],
            given: ContractHistory.underway,
            by: .carrier,
            .shipment(.deliver(shipment: .shipment, at: day(30)))
        ),
        RefusalCase(
            .instanceUnknown,
            "closing no cover",
            given: ContractHistory.founded,
            by: .leader,
            .openCover(.closeCover(cover: .cover))
        ),
        RefusalCase(
            .instanceUnknown,
            "declaring under no cover",
            ["openCover": "unknown"],
            given: ContractHistory.covered,
            by: .assured,
            .openCover(.declare(cover: .unknown, certificate: .certificate, declaration: .sample))
        ),
        RefusalCase(
            .instanceUnknown,
            "cancelling no certificate",
            ["certificate": "unknown"],
            given: ContractHistory.covered,
            by: .leader,
            .certificate(.cancel(certificate: .unknown, reason: "none"))
        ),
        RefusalCase(
            .instanceUnknown,
            "paying premium for no certificate",
            given: ContractHistory.covered,
            by: .broker,
            .certificate(.payPremium(certificate: .unknown, amount: usd("1")))
        ),
        RefusalCase(
            .instanceUnknown,
            "binding a device to no shipment",
            given: ContractHistory.registered,
            by: .shipper,
            .shipment(.bindDevice(shipment: .unknown, device: "TT-2", publicKey: nil))
        ),
        RefusalCase(
            .instanceUnknown,
            "departing no shipment",
            ["shipment": "unknown"],
            given: ContractHistory.registered,
            by: .carrier,
            .shipment(.depart(shipment: .unknown, at: day(10)))
        ),
        RefusalCase(
            .instanceUnknown,
            "acknowledging no claim",
            given: ContractHistory.underway,
            by: .leader,
            .claim(.acknowledge(claim: .unknown))
        ),
        RefusalCase(
            .instanceUnknown,
            "a notice that names another shipment",
            ["shipment": "unknown"],
            given: ContractHistory.underway,
            by: .assured,
            .claim(.notifyClaim(id: .claim, notice: changed(.breakdown) { $0.shipment = .unknown }))
        ),
        RefusalCase(
            .instanceExists,
            "a second cover of one name",
            ["openCover": "cover-1"],
            given: ContractHistory.covered,
            by: .leader,
            .openCover(.openCover(id: .cover, terms: .sample))
        ),
        RefusalCase(
            .instanceExists,
            "a second certificate of one name",
            ["certificate": "certificate-1"],
            given: ContractHistory.declared,
            by: .assured,
            .openCover(.declare(cover: .cover, certificate: .certificate, declaration: .sample))
        ),
        RefusalCase(
            .instanceExists,
            "a second shipment of one name",
            ["shipment": "shipment-1"],
            given: ContractHistory.registered,
            by: .assured,
            .register(.shipment, for: .certificate)
        ),
        RefusalCase(
            .instanceExists,
            "a second claim of one name",
            ["claim": "claim-1"],
            given: ContractHistory.notified,
            by: .assured,
            .claim(.notifyClaim(id: .claim, notice: .breakdown))
        ),
        RefusalCase(
            .instanceExists,
            "a second member of one name",
            ["member": "assured"],
            given: ContractHistory.founded,
            by: .platform,
            .consortium(.admitMember(member: .assured, name: "Another", roles: [.bank]))
        ),
        RefusalCase(
            .actorNotEntitled,
            "a stranger approves",
            ["actor": "stranger"],
            given: ContractHistory.adjusted,
            by: .stranger,
            .claim(.approve(claim: .claim, amount: usd("1")))
        ),
        RefusalCase(
            .instantInFuture,
            "departing tomorrow",
            ["field": "at"],
            given: ContractHistory.registered,
            by: .carrier,
            .shipment(.depart(shipment: .shipment, at: day(11)))
        ),
        RefusalCase(
            .instantInFuture,
            "arriving tomorrow",
            given: ContractHistory.underway,
            by: .carrier,
            .shipment(.arrive(shipment: .shipment, at: day(31)))
        ),
        RefusalCase(
            .instantInFuture,
            "delivering tomorrow",
            given: ContractHistory.arrived,
            by: .carrier,
            .shipment(.deliver(shipment: .shipment, at: day(51)))
        ),
        RefusalCase(
            .instantInFuture,
            "a loss that begins tomorrow",
            ["field": "lossFrom"],
            given: ContractHistory.underway,
            by: .assured,
            .claim(.notifyClaim(id: .claim, notice: .breakdown))
        ),
        RefusalCase(
            .instantsOutOfOrder,
            "arriving before departing",
            ["departedAt": "2026-01-31T00:00:00.000Z"],
            given: ContractHistory.underway,
            by: .carrier,
            .shipment(.arrive(shipment: .shipment, at: day(29)))
        ),
        RefusalCase(
            .instantsOutOfOrder,
            "delivering before arriving",
            given: ContractHistory.arrived,
            by: .carrier,
            .shipment(.deliver(shipment: .shipment, at: day(49)))
        ),
        RefusalCase(
            .instantsOutOfOrder,
            "a loss that ends before it begins",
            given: ContractHistory.delivered,
            by: .assured,
            .claim(.notifyClaim(id: .claim, notice: changed(.breakdown) { $0.lossTo = day(39) }))
        ),
    ]
}
