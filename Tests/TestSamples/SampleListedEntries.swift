package import Contracts
import Marine

extension ListedEntry {
    /// A ship that is nobody's in the samples.
    package static let otrada = ListedEntry(
        id: "15036",
        kind: .vessel,
        programmes: ["RUSSIA-EO14024"],
        names: [ListedName(name: "OTRADA")],
        imo: constant { try IMONumber(parsing: "9187629") }
    )
    /// A person with two aliases, of which one is weak.
    package static let petrov = ListedEntry(
        id: "QDi.901",
        kind: .individual,
        programmes: ["Al-Qaida"],
        names: [
            ListedName(name: "PETROV, Ivan Sergeyevich"),
            ListedName(
                name: "\u{418}\u{432}\u{430}\u{43D} \u{41F}\u{435}\u{442}\u{440}\u{43E}\u{432}"
            ),
            ListedName(name: "The Admiral", isWeak: true),
        ]
    )

    /// A body of a name.
    package static func entity(_ id: String, _ names: String...) -> ListedEntry {
        constant {
            ListedEntry(
                id: try Text(id),
                kind: .entity,
                programmes: ["SDGT"],
                names: try Entries(names.map { ListedName(name: try Text($0)) })
            )
        }
    }
}

extension ScreeningList.Publication {
    /// A publication of these entries and no others.
    package static func sample(_ entries: [ListedEntry]) -> ScreeningList.Publication {
        constant {
            ScreeningList.Publication(
                published: "2026-11-27",
                files: [
                    ScreeningList.File(
                        name: "sdn.xml",
                        digest: ListedEntries.content(of: entries)
                    )
                ],
                entryCount: try Whole(entries.count),
                content: ListedEntries.content(of: entries)
            )
        }
    }
}
