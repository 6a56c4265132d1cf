package import Contracts
package import Marine

/// The origin of every ledger that a test founds.
package let sampleOrigin = "plimsoll.example/ledger"

/// A member of the consortium as the tests have it: named after what it does.
package struct SampleMember: Hashable, Sendable {
    package var id: MemberID
    package var name: Text<200>
    package var roles: Roles

    package init(_ id: MemberID, _ name: Text<200>, _ roles: Roles) {
        self.id = id
        self.name = name
        self.roles = roles
    }

    /// Everyone whom the operator admits, with the roles of each.
    package static let all = [
        SampleMember(.leader, "Harbour Mutual", [.insurer]),
        SampleMember(.follower, "Limmat Marine", [.insurer]),
        SampleMember(.broker, "Castlegate Broking", [.broker]),
        SampleMember(.assured, "Camaron SA", [.assured]),
        SampleMember(.shipper, "Guayas Freight", [.shipper]),
        SampleMember(.carrier, "North Sea Lines", [.carrier]),
        SampleMember(.bank, "Banco", [.bank]),
        SampleMember(.auditor, "Auditor", [.auditor]),
        SampleMember(.stranger, "Stranger", [.broker, .assured, .shipper, .carrier, .surveyor]),
    ]

    /// The members whom a served platform has beside its operator: who is insured ships too.
    package static let served = [
        MemberID.leader, .follower, .broker, .assured, .carrier, .stranger, .auditor,
    ]
    .map { id in
        changed(named(id)) { member in
            if [.assured, .stranger].contains(id) { member.roles = [.assured, .shipper] }
        }
    }

    /// A member by its identifier.
    package static func named(_ id: MemberID) -> SampleMember {
        guard let member = all.first(where: { $0.id == id }) else {
            preconditionFailure("'\(id)' is no member of the tests")
        }
        return member
    }
}

extension MemberID {
    /// The operator of a ledger that is written without a server.
    package static let platform = id("plimsoll")
    /// The operator of a data folder.
    package static let `operator` = id("operator")
    package static let leader = id("leader")
    package static let follower = id("follower")
    package static let broker = id("broker")
    package static let assured = id("assured")
    package static let shipper = id("shipper")
    package static let carrier = id("carrier")
    package static let bank = id("bank")
    package static let auditor = id("auditor")
    package static let stranger = id("stranger")

    package static let everyone: Set<MemberID> = Set(SampleMember.all.map(\.id)).union([platform])
}

extension InstanceID {
    package static let cover = id("cover-1")
    package static let certificate = id("certificate-1")
    package static let second = id("second-1")
    package static let shipment = id("shipment-1")
    package static let claim = id("claim-1")
    package static let unknown = id("unknown")
}

extension InstanceKey {
    package static let consortium = InstanceKey(.consortium, Workflow.consortium)
    package static let cover = InstanceKey(.openCover, .cover)
    package static let certificate = InstanceKey(.certificate, .certificate)
    package static let shipment = InstanceKey(.shipment, .shipment)
    package static let claim = InstanceKey(.claim, .claim)
}
