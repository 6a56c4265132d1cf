package import CanonicalJSON
package import Contracts
package import Foundation
import Marine
package import TestSamples
import Testing

/// One of the voyages under `Fixtures/voyages`: its parties, what they ask,
/// and what must come of it.
package struct FixtureVoyage: Sendable {
    /// Something that happens on the way, in the order of the timeline.
    package struct Event: Sendable {
        package let at: String
        /// `declare`, `depart`, `upload`, `arrive` or `deliver`.
        package let action: String
        /// What is uploaded, and as what.
        package let file: String
        package let contentType: String
    }

    package static let names = [
        "coffee-buenaventura-hamburg", "coffee-santos-bremerhaven", "pharma-basel-chicago",
        "shrimp-guayaquil-rotterdam",
    ]

    /// The folder of all fixtures.
    package static let fixtures = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures")

    package let name: String
    package let parties: [SampleMember]
    package let events: [Event]
    /// The requests' bodies as they lie in the folder.
    package let cover: String
    package let declaration: String
    package let shipment: JSONValue
    package let expected: JSONValue

    package init(_ name: String) throws {
        self.name = name
        let timeline = try FixtureVoyage.json(name, "timeline.json")
        parties = try #require(timeline["parties"]?.arrayValue).map { party in
            SampleMember(
                id(try #require(party["id"]?.stringValue)),
                try Text(#require(party["name"]?.stringValue)),
                try Entries(
                    #require(party["roles"]?.arrayValue).map { role in
                        try #require(role.stringValue.flatMap(Role.init(rawValue:)))
                    }
                )
            )
        }
        events = try #require(timeline["events"]?.arrayValue).map { event in
            Event(
                at: try #require(event["at"]?.stringValue),
                action: try #require(event["do"]?.stringValue),
                file: event["file"]?.stringValue ?? "",
                contentType: event["contentType"]?.stringValue ?? ""
            )
        }
        cover = String(decoding: try FixtureVoyage.bytes(name, "cover.json"), as: UTF8.self)
        declaration = String(
            decoding: try FixtureVoyage.bytes(name, "declaration.json"),
            as: UTF8.self
        )
        shipment = try FixtureVoyage.json(name, "shipment.json")
        expected = try FixtureVoyage.json(name, "expected.json")
    }

    /// The member that leads the cover, declares under it, or carries: by its role.
    package func party(_ role: Role) throws -> String {
        try #require(parties.first { $0.roles.contains(role) }).id.text
    }

    /// A file of the folder.
    package func bytes(_ file: String) throws -> [UInt8] { try FixtureVoyage.bytes(name, file) }

    private static func bytes(_ name: String, _ file: String) throws -> [UInt8] {
        Array(try Data(contentsOf: fixtures.appending(path: "voyages/\(name)/\(file)")))
    }

    private static func json(_ name: String, _ file: String) throws -> JSONValue {
        try JSONValue(parsing: bytes(name, file))
    }
}
