// swift-format-ignore-file
// Made by Scripts/make-records from the declarations of this module. Not edited by hand.

package import CanonicalJSON

/// The described types of this module.
package enum PublicationRecords {
    /// All of them, by name.
    package static let all: [any Described.Type] = [
    ]

    /// The other types of this module that are coded, by name.
    package static let values: [ValueDescription] = [
        ValueDescription(EntryStatus.self, "How far an entry of the ledger has come.", cases: [
            ("committed", "It is durable."),
            ("published", "A published checkpoint covers it."),
            ("witnessed", "A published checkpoint covers it that witnesses have cosigned as the policy asks."),
        ]),
    ]

    /// The described types of this module and of those that they are made of.
    package static let described: [any Described.Type] = [
        PublicationRecords.all,
    ].flatMap { $0 }

    /// The other coded types of the same modules.
    package static let known: [ValueDescription] = [
        PublicationRecords.values,
    ].flatMap { $0 }
}
