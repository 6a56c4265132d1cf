package import Contracts
package import Marine

extension Conveyance {
    package static let aurora = Conveyance(
        imo: constant { try IMONumber(parsing: "9074729") },
        ship: "MV Aurora",
        voyage: "101W"
    )
    package static let borealis = Conveyance(
        imo: constant { try IMONumber(parsing: "9319466") },
        ship: "MV Borealis",
        voyage: "7E"
    )
}

extension Declaration {
    /// Frozen shrimp without an agreed value: cost 17,050 and freight 2,500.
    package static let sample = Declaration(
        goods: "frozen shrimp",
        description: "1,200 cartons",
        cost: usd("17050"),
        freight: usd("2500"),
        incoterm: .cif,
        conveyance: .aurora,
        from: place("ECGYE"),
        via: [],
        to: place("NLRTM"),
        sailing: day(30),
        consignee: "Vishandel BV",
        agreedValue: nil,
        reference: "PO-1"
    )

    /// Frozen shrimp from Guayaquil to Rotterdam, at an agreed value that is their cost.
    package static func worth(
        _ value: String,
        aboard conveyance: Conveyance = .aurora,
        sailing: Instant = day(30)
    ) -> Declaration {
        changed(.sample) {
            $0.agreedValue = usd(value)
            $0.cost = usd(value)
            $0.conveyance = conveyance
            $0.sailing = sailing
        }
    }

    /// Vaccines of the sample's cost and freight from Basel to Chicago.
    package static func vaccines(sailing: Instant) -> Declaration {
        changed(.sample) {
            $0.goods = "vaccines"
            $0.description = "Vaccine in vials"
            $0.incoterm = .cip
            $0.from = place("CHBSL")
            $0.to = place("USCHI")
            $0.sailing = sailing
            $0.consignee = "Lakeshore"
        }
    }

    /// Salmon from Bergen to Rotterdam, worth 110,000.00 under the cover for salmon.
    package static let salmon: Declaration = changed(.sample) {
        $0.goods = "salmon"
        $0.description = "Fresh salmon, 900 boxes"
        $0.cost = usd("99000")
        $0.freight = usd("1000")
        $0.incoterm = .cip
        $0.conveyance.voyage = "12W"
        $0.from = place("NOBGO")
        $0.sailing = instant("2026-03-02T06:00:00Z")
        $0.consignee = "Rotterdam Fish BV"
    }
}

extension Claim.Notice {
    /// Machinery broke down from day 40 to day 41.
    package static let breakdown = Claim.Notice(
        certificate: .certificate,
        shipment: nil,
        peril: .machineryBreakdown,
        lossFrom: day(40),
        lossTo: day(41),
        description: "The unit stopped.",
        estimate: usd("60000")
    )
}
