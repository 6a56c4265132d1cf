import Marine
import Telemetry
import TestSamples
import Testing

@testable import Contracts

/// Terms of parts are refused by the field that is wrong, and claims are made,
/// judged and paid under each.
@Suite("Cover parts")
struct CoverPartTests {
    struct Malformed: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let field: String
        let change: @Sendable (inout CertificateTerms) -> Void

        init(
            _ name: String,
            _ field: String,
            _ change: @escaping @Sendable (inout CertificateTerms) -> Void
        ) {
            testDescription = name
            self.field = field
            self.change = change
        }

        /// With another trigger, of another peril.
        static func trigger(
            _ field: String,
            _ peril: Peril,
            _ trigger: Trigger,
            by clause: ClauseSet = .iccA
        ) -> Malformed {
            Malformed("\(trigger.name): \(field)", field) { terms in
                terms.clauses = [.iccA, .frozenFoodA, .temperatureExtension]
                terms.parts = [.part("part", peril, trigger, by: clause)]
            }
        }
    }

    static let malformed: [Malformed] = [
        Malformed("a trigger beside parts", "trigger") {
            $0.trigger = .machineryBreakdown(atLeastConsecutiveMilliseconds: duration(24))
        },
        Malformed("an agreed loss beside parts", "agreedLoss") { $0.agreedLoss = percent("60") },
        Malformed("two parts of one name", "name") { $0.parts = [.humidity, .humidity] },
        Malformed("a clause that the certificate has not", "clause") {
            $0.parts?[0].clause = .iccB
        },
        Malformed("a clause that does not insure the peril", "clause") { terms in
            terms.clauses = [.iccA, .iccC]
            terms.parts?[0].clause = .iccC
        },
        Malformed("delay under all risks", "clause") {
            $0.parts = [changed(.delay()) { $0.clause = .iccA }]
        },
        Malformed("a peril that the trigger does not show", "peril") {
            $0.parts?[0].peril = .theft
        },
        Malformed("readings without telemetry terms", "trigger") { $0.telemetry = nil },
        Malformed("a window turned over", "window") {
            $0.parts?[0].window = .between(from: day(2), to: day(1))
        },
        Malformed("a window of dates", "window") { terms in
            terms.clauses = [.delayExtension]
            terms.parts = [changed(.delay()) { $0.window = .untilArrival }]
        },
        Malformed("a scale by what the trigger does not give", "by") { terms in
            terms.parts = [
                .part(
                    "shock",
                    .roughHandling,
                    .shock(ShockTrigger(aboveMilliG: 1, atLeastImpacts: 1)),
                    scale: .linear(
                        by: .totalMilliseconds,
                        from: 0,
                        to: 1,
                        least: .zero,
                        most: .one
                    )
                )
            ]
        },
        Malformed("a share above the whole", "rate") {
            $0.parts?[0].scale = .share(rate: percent("100.0000001"))
        },
        Malformed("no share at all", "rate") { $0.parts?[0].scale = .share(rate: .zero) },
        Malformed("a line between one figure", "to") {
            $0.parts?[0].scale = .linear(by: .count, from: 5, to: 5, least: .zero, most: .one)
        },
        Malformed("a line that falls", "most") {
            $0.parts?[0].scale = .linear(
                by: .count,
                from: 5,
                to: 6,
                least: percent("50"),
                most: percent("49")
            )
        },
        Malformed("a line above the whole", "most") {
            $0.parts?[0].scale = .linear(
                by: .count,
                from: 5,
                to: 6,
                least: percent("50"),
                most: percent("101")
            )
        },
        Malformed("steps out of order", "atLeast") {
            $0.parts?[0].scale = .steps(
                by: .count,
                steps: [
                    PayoutStep(atLeast: 5, rate: percent("1")),
                    PayoutStep(atLeast: 5, rate: percent("2")),
                ]
            )
        },
        Malformed("steps that fall", "rate") {
            $0.parts?[0].scale = .steps(
                by: .count,
                steps: [
                    PayoutStep(atLeast: 5, rate: percent("2")),
                    PayoutStep(atLeast: 6, rate: percent("1")),
                ]
            )
        },
        Malformed("a step above the whole", "rate") {
            $0.parts?[0].scale = .steps(
                by: .count,
                steps: [PayoutStep(atLeast: 5, rate: percent("100.1"))]
            )
        },
        Malformed("a deductible above the whole", "deductible") {
            $0.parts?[0].deductible = Deductible(kind: .excess, rate: percent("101"))
        },
        Malformed("a limit of nothing", "limit") { $0.parts?[0].limit = usd("0") },
        Malformed("a limit in another currency", "limit") {
            $0.parts?[0].limit = money("EUR 5.00")
        },
        Malformed("an order without a limit", "order") { $0.parts?[0].order = .limitFirst },
        Malformed("a waiting period of nothing", "waitingMilliseconds") {
            $0.parts?[0].waitingMilliseconds = 0
        },
        Malformed("a waiting period of impacts", "waitingMilliseconds") {
            $0.parts = [
                changed(
                    .part(
                        "shock",
                        .roughHandling,
                        .shock(ShockTrigger(aboveMilliG: 1, atLeastImpacts: 1))
                    )
                ) { $0.waitingMilliseconds = duration(1) }
            ]
        },
        Malformed("a silence that pays by itself", "scale") {
            $0.parts = [
                .part(
                    "silence",
                    .theft,
                    .silence(SilenceTrigger(atLeastMilliseconds: duration(1)))
                )
            ]
        },
        .trigger(
            "above",
            .temperatureVariation,
            .temperatureLimit(
                TemperatureLimitTrigger(
                    above: nil,
                    below: nil,
                    lasting: .total(atLeastMilliseconds: 0)
                )
            )
        ),
        .trigger(
            "above",
            .temperatureVariation,
            .temperatureLimit(
                TemperatureLimitTrigger(
                    above: celsius("2"),
                    below: celsius("8"),
                    lasting: .total(atLeastMilliseconds: 0)
                )
            )
        ),
        .trigger(
            "atOrBelow",
            .temperatureVariation,
            .freeze(
                FreezeTrigger(atOrBelow: .highest, lasting: .total(atLeastMilliseconds: 0))
            )
        ),
        .trigger(
            "upTo",
            .temperatureVariation,
            .excursionAllowance(
                ExcursionAllowanceTrigger(
                    above: celsius("8"),
                    upTo: celsius("7"),
                    atMostMilliseconds: 0
                )
            )
        ),
        .trigger(
            "downTo",
            .temperatureVariation,
            .excursionAllowance(
                ExcursionAllowanceTrigger(
                    above: celsius("8"),
                    downTo: celsius("0"),
                    atMostMilliseconds: 0
                )
            )
        ),
        .trigger(
            "meanKineticLimit",
            .temperatureVariation,
            .excursionAllowance(
                ExcursionAllowanceTrigger(
                    below: celsius("2"),
                    atMostMilliseconds: 0,
                    meanKineticLimit: celsius("8")
                )
            )
        ),
        .trigger(
            "atLeastConsecutiveMilliseconds",
            .machineryBreakdown,
            .machineryBreakdown(
                MachineryBreakdownTrigger(
                    above: celsius("-15"),
                    atLeastConsecutiveMilliseconds: 0
                )
            ),
            by: .frozenFoodA
        ),
        .trigger(
            "aboveMilliPercent",
            .wetting,
            .humidity(HumidityTrigger(lasting: .total(atLeastMilliseconds: 0)))
        ),
        .trigger(
            "areas",
            .theft,
            .geofence(GeofenceTrigger(areas: [], lasting: .total(atLeastMilliseconds: 0)))
        ),
        .trigger(
            "corridor",
            .theft,
            .routeDeviation(
                RouteDeviationTrigger(corridor: [], lasting: .total(atLeastMilliseconds: 0))
            )
        ),
        .trigger(
            "agreedPlaces",
            .theft,
            .door(
                DoorTrigger(
                    agreedPlaces: [
                        Area(name: "line", corners: [point(0, 0), point(1, 1), point(2, 2)])
                    ],
                    lasting: .total(atLeastMilliseconds: 0)
                )
            )
        ),
        .trigger(
            "atLeastMilliseconds",
            .theft,
            .silence(SilenceTrigger(atLeastMilliseconds: 0))
        ),
    ]

    static func point(_ latitude: Int32, _ longitude: Int32) -> Position {
        Position(
            latitudeMicrodegrees: latitude * 1_000_000,
            longitudeMicrodegrees: longitude * 1_000_000
        )
    }

    @Test(arguments: malformed)
    func `terms that contradict themselves are refused by the field that is wrong`(
        wrong: Malformed
    ) throws {
        let history = try ContractHistory.founded()
        let terms = changed(CoverTerms.coffee) { wrong.change(&$0.goods[0].terms) }
        let refusal = history.refusal(
            .openCover(.openCover(id: .cover, terms: terms)),
            by: .leader
        )
        #expect(refusal?.code == .termsMalformed)
        #expect(refusal?.figures[wrong.field] != nil, "\(refusal.map { "\($0)" } ?? "accepted")")
    }

    @Test func `a mean under a clause of 24 hours is refused, as it knows no hours`() throws {
        // No trigger of that peril lacks them today; the rule stands all the same.
        let part = CoverPart.part(
            "mean",
            .machineryBreakdown,
            .meanKinetic(MeanKineticTrigger(above: celsius("8"))),
            by: .frozenFoodA
        )
        let history = try ContractHistory.founded()
        let refusal = history.refusal(
            .openCover(
                .openCover(id: .cover, terms: .coffee([part], by: [.frozenFoodA]))
            ),
            by: .leader
        )
        #expect(refusal?.figures["peril"] != nil)
    }
}
