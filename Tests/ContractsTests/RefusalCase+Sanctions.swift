import Contracts
import Marine
import TestSamples

/// What is refused of sanctions lists and holds.
extension RefusalCase {
    private typealias Voyage = CaseLedger.Voyage

    private static func declared() throws -> CaseLedger {
        var ledger = try CaseLedger()
        try ledger.declareAndRegister(Voyage())
        return ledger
    }

    static let sanctions = [
        RefusalCase(
            .holdUnknown,
            "a hold of a number that there is not",
            ["hold": "1", "holds": "0"],
            given: { try declared().history },
            by: .leader,
            .certificate(
                .releaseHold(certificate: Voyage().certificate, hold: 1, reason: "another")
            )
        ),
        RefusalCase(
            .listUnknown,
            "a published list of the consortium's own name",
            ["list": "consortium", "known": "ofac, un"],
            given: { try CaseLedger().history },
            by: .platform,
            .screeningList(
                .announceList(list: id("consortium"), publication: .sample([.otrada]))
            )
        ),
        RefusalCase(
            .listNotAnnounced,
            "entries that no publication has announced",
            given: {
                var ledger = try CaseLedger()
                try ledger.adopt([.otrada])
                return ledger.history
            },
            by: .platform,
            .screeningList(.bringEntries(list: id("ofac"), put: [.otrada]))
        ),
        RefusalCase(
            .listIncomplete,
            "a publication with a part left out",
            ["entries": "1", "announced": "2"],
            given: {
                var ledger = try CaseLedger()
                try ledger.bring([.otrada], of: .sample([.otrada, .petrov]))
                return ledger.history
            },
            by: .platform,
            .screeningList(.adoptList(list: id("ofac")))
        ),
    ]
}
