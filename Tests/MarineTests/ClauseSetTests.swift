import Marine
import Testing

@Suite("Clauses and perils")
struct ClauseSetTests {
    // Institute Cargo Clauses 1/1/09: which of (A), (B) and (C) insure against a peril.
    @Test(arguments: [
        (Peril.fireOrExplosion, "ABC"), (.strandingOrSinking, "ABC"),
        (.overturningOrDerailment, "ABC"), (.collision, "ABC"), (.dischargeAtPortOfDistress, "ABC"),
        (.jettison, "ABC"), (.generalAverage, "ABC"), (.earthquake, "AB"),
        (.washingOverboard, "AB"), (.entryOfWater, "AB"), (.totalLossOfPackage, "AB"),
        (.theft, "A"), (.roughHandling, "A"), (.wetting, "A"), (.temperatureVariation, "A"),
        (.machineryBreakdown, "A"), (.delay, ""), (.inherentVice, ""), (.insufficientPacking, ""),
        (.war, ""), (.strikes, ""),
    ])
    func `the cargo clauses insure against these perils`(peril: Peril, letters: String) {
        let sets: [(Character, ClauseSet)] = [("A", .iccA), ("B", .iccB), ("C", .iccC)]
        for (letter, set) in sets {
            #expect(set.covers(peril, in: .first) == letters.contains(letter), "\(set)")
        }
    }

    @Test(arguments: [
        (Peril.insufficientPacking, "4.3"), (.inherentVice, "4.4"), (.delay, "4.5"), (.war, "6"),
        (.strikes, "7"),
    ])
    func `an exclusion is cited by its clause`(peril: Peril, clause: String) {
        for set in [ClauseSet.iccA, .iccB, .iccC, .frozenFoodA] {
            #expect(set.exclusion(for: peril, in: .first) == clause)
        }
    }

    @Test(arguments: [
        (ClauseSet.iccA, Peril.theft, "1"), (.iccA, .generalAverage, "2"),
        (.iccB, .earthquake, "1.1.6"), (.iccB, .washingOverboard, "1.2.2"),
        (.iccB, .entryOfWater, "1.2.3"), (.iccB, .totalLossOfPackage, "1.3"),
        (.iccC, .fireOrExplosion, "1.1.1"), (.iccC, .dischargeAtPortOfDistress, "1.1.5"),
        (.frozenFoodA, .machineryBreakdown, "1.2.1"), (.frozenFoodA, .theft, "1.1"),
    ])
    func `cover is cited by its clause`(set: ClauseSet, peril: Peril, clause: String) {
        #expect(set.coveringClause(for: peril, in: .first) == clause)
    }

    @Test func `theft under C is neither insured nor excluded`() {
        #expect(!ClauseSet.iccC.covers(.theft, in: .first))
        #expect(ClauseSet.iccC.exclusion(for: .theft, in: .first) == nil)
    }

    @Test func `no peril is both insured and excluded`() {
        for set in ClauseSet.allCases {
            for peril in Peril.allCases where set.covers(peril, in: .first) {
                #expect(set.exclusion(for: peril, in: .first) == nil, "\(set) \(peril)")
            }
        }
    }

    @Test func `frozen food is insured for a stoppage of machinery of 24 hours`() {
        #expect(ClauseSet.frozenFoodA.covers(.machineryBreakdown, in: .first))
        #expect(!ClauseSet.frozenFoodA.covers(.temperatureVariation, in: .first))
        #expect(ClauseSet.frozenFoodA.exclusion(for: .temperatureVariation, in: .first) == "1.1")
        #expect(ClauseSet.frozenFoodA.requiredStoppageMilliseconds(in: .first) == 86_400_000)
        #expect(ClauseSet.iccA.requiredStoppageMilliseconds(in: .first) == nil)
    }

    @Test(arguments: [
        (Peril.war, [ClauseSet.warCargo]), (.strikes, [.strikesCargo]), (.delay, [.delayExtension]),
    ])
    func `war, strikes and delay are insured by their own clauses only`(
        peril: Peril,
        sets: [ClauseSet]
    ) {
        #expect(ClauseSet.allCases.filter { $0.covers(peril, in: .first) } == sets)
    }

    @Test func `the extensions insure one peril each`() {
        let ofTemperature = Peril.allCases.filter {
            ClauseSet.temperatureExtension.covers($0, in: .first)
        }
        let ofDelay = Peril.allCases.filter { ClauseSet.delayExtension.covers($0, in: .first) }
        #expect(ofTemperature == [.temperatureVariation])
        #expect(ofDelay == [.delay])
        #expect(ClauseSet.delayExtension.exclusion(for: .war, in: .first) == nil)
    }

    @Test func `the war and strikes clauses exclude what they name`() {
        #expect(ClauseSet.warCargo.exclusion(for: .delay, in: .first) == "3.5")
        #expect(ClauseSet.strikesCargo.exclusion(for: .inherentVice, in: .first) == "3.4")
        #expect(ClauseSet.strikesCargo.exclusion(for: .war, in: .first) == "3.10")
        #expect(ClauseSet.warCargo.exclusion(for: .strikes, in: .first) == nil)
    }

    @Test func `Incoterms 2020 has eleven rules, two of which make the seller insure`() throws {
        #expect(
            Incoterm.allCases.map(\.description) == [
                "EXW", "FCA", "FAS", "FOB", "CFR", "CIF", "CPT", "CIP", "DAP", "DPU", "DDP",
            ]
        )
        #expect(try Incoterm(parsing: "CIF").sellersMinimumCover == .iccC)
        #expect(try Incoterm(parsing: "CIP").sellersMinimumCover == .iccA)
        #expect(Incoterm.allCases.filter { $0.sellersMinimumCover != nil }.count == 2)
        // DAT left with the edition of 2010.
        #expect(code { try Incoterm(parsing: "DAT") } == "caseUnknown")
        #expect(code { try Incoterm(parsing: "cif") } == "caseUnknown")
    }

    @Test func `each named value is read back from its text`() throws {
        for peril in Peril.allCases { #expect(try Peril(parsing: peril.description) == peril) }
        for set in ClauseSet.allCases { #expect(try ClauseSet(parsing: set.description) == set) }
        for mode in Rounding.allCases { #expect(try Rounding(parsing: mode.description) == mode) }
    }
}
