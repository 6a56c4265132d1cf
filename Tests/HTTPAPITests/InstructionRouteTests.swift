import CanonicalJSON
import Contracts
import HTTPTypes
import TestSupport
import Testing

/// Every instruction of every contract can be asked for over HTTP,
/// or is in a list that says why not.
@Suite struct InstructionRouteTests {
    /// What asks for an instruction: the method and the path.
    private static let routes: [ContractName: [String: String]] = [
        .consortium: [
            "admitMember": "POST /v1/members",
            "registerKey": "POST /v1/members/{id}/keys",
            "rotateKey": "POST /v1/members/{id}/keys/{fingerprint}/actions/rotate",
            "revokeKey": "POST /v1/members/{id}/keys/{fingerprint}/actions/revoke",
            "restoreKey": "POST /v1/members/{id}/actions/restoreKey",
            "nameAuditors": "POST /v1/members/{id}/actions/nameAuditors",
            "issueAPIKey": "POST /v1/members/{id}/api-keys",
            "revokeAPIKey": "DELETE /v1/members/{id}/api-keys/{apiKey}",
            "registerOfficer": "POST /v1/members/{id}/officers",
            "retireOfficer": "POST /v1/members/{id}/officers/{officer}/actions/retire",
            "listSanction": "POST /v1/sanctions",
            "delistSanction": "POST /v1/sanctions/actions/delist",
        ],
        .openCover: [
            "openCover": "POST /v1/open-covers",
            "subscribe": "POST /v1/open-covers/{id}/actions/subscribe",
            "declare": "POST /v1/open-covers/{id}/declarations",
            "closeCover": "POST /v1/open-covers/{id}/actions/close",
        ],
        .certificate: [
            "endorse": "POST /v1/certificates/{id}/actions/endorse",
            "acceptCertificate": "POST /v1/certificates/{id}/actions/accept",
            "rejectCertificate": "POST /v1/certificates/{id}/actions/reject",
            "cancel": "POST /v1/certificates/{id}/actions/cancel",
            "payPremium": "POST /v1/certificates/{id}/actions/payPremium",
            "assignCertificate": "POST /v1/certificates/{id}/actions/transfer",
            "screenCertificate": "POST /v1/certificates/{id}/actions/screenCertificate",
            "releaseHold": "POST /v1/certificates/{id}/actions/releaseHold",
            "keepHold": "POST /v1/certificates/{id}/actions/keepHold",
        ],
        .screeningList: [
            "announceList": "POST /v1/sanctions-lists/{id}/actions/announce",
            "bringEntries": "POST /v1/sanctions-lists/{id}/actions/bring",
            "adoptList": "POST /v1/sanctions-lists/{id}/actions/adopt",
        ],
        .shipment: [
            "registerShipment": "POST /v1/shipments",
            "bindDevice": "POST /v1/shipments/{id}/devices",
            "recordTelemetry": "POST /v1/shipments/{id}/telemetry",
            "depart": "POST /v1/shipments/{id}/actions/depart",
            "arrive": "POST /v1/shipments/{id}/actions/arrive",
            "deliver": "POST /v1/shipments/{id}/actions/deliver",
            "releaseDevice": "POST /v1/shipments/{id}/actions/releaseDevice",
            "withdrawUpload": "POST /v1/shipments/{id}/actions/withdrawUpload",
        ],
        .claim: [
            "notifyClaim": "POST /v1/claims",
            "acknowledge": "POST /v1/claims/{id}/actions/acknowledge",
            "adjudicate": "POST /v1/claims/{id}/actions/adjudicate",
            "adjust": "POST /v1/claims/{id}/actions/adjust",
            "approve": "POST /v1/claims/{id}/actions/approve",
            "refer": "POST /v1/claims/{id}/actions/refer",
            "decline": "POST /v1/claims/{id}/actions/decline",
            "settle": "POST /v1/claims/{id}/actions/settle",
            "closeClaim": "POST /v1/claims/{id}/actions/close",
            "reopenClaim": "POST /v1/claims/{id}/actions/reopen",
            "withdrawClaim": "POST /v1/claims/{id}/actions/withdraw",
            "payExGratia": "POST /v1/claims/{id}/actions/grantExGratia",
            "consent": "POST /v1/claims/{id}/actions/consent",
        ],
        .interest: [
            "setApart": "POST /v1/certificates/{id}/interests/{interest}/actions/setApart"
        ],
        .evidence: [
            "assignEvidence": "POST /v1/shipments/{id}/evidence/{evidence}/actions/assign"
        ],
        .authority: ["setAuthority": "POST /v1/authorities/{id}/actions/setAuthority"],
        .paymentReference: ["noteReturned": "POST /v1/payments/{id}/actions/noteReturned"],
        .survey: [
            "appointSurveyor": "POST /v1/claims/{id}/surveys",
            "fileReport": "POST /v1/surveys/{id}/actions/fileReport",
        ],
        .accumulation: ["noteOther": "POST /v1/accumulations/{id}/actions/noteOther"],
    ]

    /// What has no route, and why.
    private static let withoutRoute: [ContractName: [String: String]] = [
        .consortium: [
            "found": "the platform writes the ledger's first entry before it serves anything",
            "keepSecret": "the platform draws it as it founds the ledger or adopts the edition",
            "rotateLogKey": "the log's key lies in the folder, whose command rotates it",
            "adoptEdition": "the operator's program adopts the edition that it brings, at a start",
        ],
        .shipment: [
            "evaluate": "the platform computes findings itself, and the audit computes them again",
            "mergeSegments": "the platform merges small segments as there come to be many",
            "splitSegments": "the platform splits them before an upload of theirs is withdrawn",
        ],
    ]

    private func actions<Kind: Contract>(of kind: Kind.Type) -> Set<String> {
        Set(Kind.Instruction.Action.allCases.map(\.rawValue))
    }

    @Test(arguments: ContractName.allCases)
    func `every instruction of a contract has a route, or a reason why it has none`(
        contract: ContractName
    ) {
        let routed = Set((Self.routes[contract] ?? [:]).keys)
        let without = Set((Self.withoutRoute[contract] ?? [:]).keys)
        #expect(routed.isDisjoint(with: without))
        #expect(routed.union(without) == actions(of: contract.kind))
    }

    @Test func `every route of the list is described as an operation`() async throws {
        try await TestAPI.open(members: []) { api in
            let paths = try await api.description().document["paths"]
            for route in Self.routes.values.flatMap(\.values) {
                let parts = route.split(separator: " ").map(String.init)
                let operation = paths?[parts[1]]?[parts[0].lowercased()]
                #expect(operation?["operationId"] != nil, "\(route)")
            }
        }
    }
}
