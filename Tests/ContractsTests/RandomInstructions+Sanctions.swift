import Contracts
import Marine
import TestSamples

/// What is asked of sanctions lists and holds.
extension RandomInstructions {
    mutating func holding(_ certificate: InstanceID) -> Instruction {
        let hold: Whole<1, 1000> = pick([1, 1, 1, 2, 3])
        switch pick(Array(0..<8)) {
        case 0: return .certificate(.screenCertificate(certificate: certificate))
        case 1:
            return .certificate(
                .keepHold(certificate: certificate, hold: hold, reason: "It may be.")
            )
        case 2: return listing()
        default:
            return .certificate(
                .releaseHold(certificate: certificate, hold: hold, reason: "Another.")
            )
        }
    }

    private mutating func listing() -> Instruction {
        let entries = pick([[.otrada], [.petrov], [.otrada, .petrov]] as [[ListedEntry]])
        let list = id(pick(["ofac", "un"]))
        switch pick(Array(0..<3)) {
        case 0: return .screeningList(.announceList(list: list, publication: .sample(entries)))
        case 1:
            return .screeningList(.bringEntries(list: list, put: constant { try Entries(entries) }))
        default: return .screeningList(.adoptList(list: list))
        }
    }
}

/// What is corrected of a shipment's readings.
extension RandomInstructions {
    func withdrawal(from shipment: InstanceID, in history: ContractHistory) -> Instruction {
        let state = history.states[InstanceKey(.shipment, shipment)].flatMap(Shipment.unwrap)
        return .shipment(
            .withdrawUpload(
                shipment: shipment,
                upload: state?.segments.last?.upload ?? "never made",
                reason: "another zone"
            )
        )
    }
}
