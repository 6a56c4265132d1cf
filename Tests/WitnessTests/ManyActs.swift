import CanonicalJSON
import Foundation
import GRDB
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Ledger
import TestSamples
import TestSupport
import Testing
import TransparencyLog
import Witness

/// As many acts as a test needs: the sanctions list, on and off.
enum ManyActs {
    static func acts(_ count: Int) -> [ScenarioCommand] {
        Scenario.foundedWithMembers
            + (0..<count).map { number in
                ScenarioCommand(
                    "act \(number)",
                    by: .leader,
                    number % 2 == 0 ? .list("name") : .delist("name"),
                    at: day(2),
                    signer: .leader
                )
            }
    }
}
