import Contracts
import Testing

/// Given a history, when this is asked, then that refusal.
struct RefusalCase: Sendable, CustomTestStringConvertible {
    let code: Refusal.Code
    let name: String
    /// The figures that the refusal must carry; it may carry more.
    let figures: [String: String]
    let given: @Sendable () throws -> ContractHistory
    let when: @Sendable (ContractHistory) throws -> Void

    var testDescription: String { "\(code): \(name)" }

    /// An instruction that the workflow refuses.
    init(
        _ code: Refusal.Code,
        _ name: String,
        _ figures: [String: String] = [:],
        given: @escaping @Sendable () throws -> ContractHistory,
        by actor: MemberID,
        on attestor: Attestor = .operatorAlone,
        _ instruction: Instruction
    ) {
        self.init(code, name, figures, given: given) { history in
            _ = try history.decide(instruction, by: actor, on: attestor)
        }
    }

    /// What a contract refuses by itself, beyond what an instruction can reach.
    init(
        _ code: Refusal.Code,
        _ name: String,
        _ figures: [String: String] = [:],
        given: @escaping @Sendable () throws -> ContractHistory,
        when: @escaping @Sendable (ContractHistory) throws -> Void
    ) {
        self.code = code
        self.name = name
        self.figures = figures
        self.given = given
        self.when = when
    }

    static let all =
        common + limits + consortium + keys + covers + terms + certificates + shipments + claims
        + facts + sanctions + people
}

@Suite("Refusals")
struct RefusalTests {
    @Test(arguments: RefusalCase.all)
    func `what a contract will not do is refused by its code and figures`(
        refused: RefusalCase
    ) throws {
        let history = try refused.given()
        let refusal = try #require(throws: Refusal.self) { try refused.when(history) }
        #expect(refusal.code == refused.code, "\(refusal)")
        for (name, figure) in refused.figures { #expect(refusal.figures[name] == figure) }
    }

    @Test func `every code of a contract is reached by the table`() {
        let reached = Set(RefusalCase.all.map(\.code))
        // Whether a key is proved is judged where signatures are.
        let ofContracts = Refusal.Code.allCases.filter {
            $0.rawValue / 1000 != 7 && $0 != .keyNotProved
        }
        #expect(ofContracts.filter { !reached.contains($0) } == [])
        #expect(reached.filter { $0.rawValue / 1000 == 7 } == [], "these belong to the ledger")
    }

    // Permanent: a row is never changed and never removed, only added.
    @Test(arguments: [
        (1001, "actionNotFromThisState"), (1002, "instanceUnknown"), (1003, "instanceExists"),
        (1004, "actorNotEntitled"), (1005, "instantInFuture"), (1006, "instantsOutOfOrder"),
        (1007, "arithmeticOutOfRange"), (1008, "textLength"), (1009, "tooManyEntries"),
        (1010, "entriesRepeat"),
        (2001, "alreadyFounded"), (2002, "notFounded"), (2003, "memberUnknown"),
        (2005, "keyMalformed"), (2006, "keyAlreadyRegistered"),
        (2007, "keyUnknown"), (2008, "roleReserved"), (2009, "sanctionsListUnchanged"),
        (2010, "memberSignsItself"), (2011, "memberLocked"), (2012, "memberNotLocked"),
        (2013, "keyNotProved"), (2014, "auditorUnfit"), (2015, "editionUnknown"),
        (2016, "logKeyMustSign"), (2017, "secretAlreadyKept"), (2018, "secretMissing"),
        (3001, "periodEmpty"), (3002, "sharesDoNotSumToWhole"), (3003, "limitMalformed"),
        (3004, "goodsNotAccepted"), (3005, "placeNotAccepted"), (3006, "outsideCoverPeriod"),
        (3007, "conveyanceLimitExceeded"), (3008, "locationLimitExceeded"),
        (3009, "valueMalformed"), (3010, "rateTooHigh"), (3012, "termsMalformed"),
        (3013, "premiumIsNothing"), (3014, "agreedValueUnproved"),
        (4001, "shipmentAlreadyAssigned"), (4002, "premiumOverpaid"),
        (4003, "insuredValueExhausted"), (4004, "claimNotNoted"), (4005, "claimOpen"),
        (4006, "claimPaid"),
        (5001, "deviceAlreadyBound"), (5002, "deviceNotBound"), (5003, "segmentAlreadyRecorded"),
        (5004, "uploadEmpty"), (5005, "signatureKeyNotBound"),
        (5006, "findingsContradictSegments"),
        (6001, "lossAfterCoverEnded"), (6002, "lossBeforeAttachment"), (6003, "amountMalformed"),
        (6004, "notStraightThrough"), (6005, "assessmentMalformed"), (6006, "nothingNew"),
        (6007, "sanctionsHold"), (6008, "clauseNotOfCertificate"),
        (6009, "partNotOfCertificate"),
        (7001, "revisionMismatch"), (7002, "commandReused"), (7003, "signatureRefused"),
        (7004, "originMismatch"), (7005, "tooLarge"), (7006, "keyRevoked"),
        (7007, "logKeyNotHeld"),
        (8001, "interestAlreadyInsured"), (8002, "indemnityExceeded"),
        (9001, "evidenceNotHeld"),
        (2020, "officerUnknown"), (2021, "officerExists"), (2022, "officerNotOfKey"),
        (2023, "officerNotAdministrator"),
        (3020, "coverNotSubscribed"), (3021, "lineMalformed"), (3022, "lineNotOfInsurer"),
        (3023, "insurerIsAssured"), (3024, "insurerIsBroker"), (3025, "brokerIsAssured"),
        (4010, "holderIsInsurer"), (6020, "consentMissing"),
        (12_001, "paymentReferenceUsed"),
        (10_001, "authorityMalformed"), (10_002, "officerMissing"), (10_003, "authorityMissing"),
        (10_004, "authorityExceeded"), (10_005, "approverIsAdjuster"),
        (10_006, "oneOfficerNotAccepted"), (10_007, "secondApprovalNeeded"),
        (10_008, "settlerActedAlone"),
        (4012, "holdUnknown"), (14_001, "listUnknown"), (14_002, "listNotAnnounced"),
        (14_003, "listIncomplete"),
        (13_001, "spanMalformed"), (11_001, "surveyorUnfit"), (11_002, "reportMissing"),
    ])
    func `a code keeps its number for ever`(number: Int, name: String) {
        #expect(Refusal.Code(rawValue: number).map { "\($0)" } == name)
    }

    @Test func `no code is without its row above`() {
        #expect(Refusal.Code.allCases.count == 108)
        for number in [2004, 3011] {
            #expect(Refusal.Code(rawValue: number) == nil, "a number once free is not given again")
        }
    }

    @Test func `each contract's own codes are of one thousand, and the others any contract's`() {
        for contract in ContractName.allCases {
            let own = Refusal.Code.allCases.filter { $0.contract == contract }
            #expect(Set(own.map { $0.rawValue / 1000 }).count == 1, "\(contract)")
        }
        let others = Refusal.Code.allCases.filter { $0.contract == nil }.map(\.rawValue)
        let common = Refusal.CommonCode.allCases.map(\.rawValue)
        #expect(others == common + Refusal.LedgerCode.allCases.map(\.rawValue))
        #expect(Refusal.Code.claimOpen.contract == .certificate)
    }

    @Test func `a refusal tells its code and its figures in order`() {
        let refusal = Refusal(.premiumOverpaid, ["premium": "USD 1.00", "paid": "USD 2.00"])
        #expect(refusal.description == "premiumOverpaid (4002): paid USD 2.00, premium USD 1.00")
        #expect(Refusal(.notFounded).description == "notFounded (2002)")
    }
}
