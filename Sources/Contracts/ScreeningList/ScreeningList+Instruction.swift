import CanonicalJSON
public import Marine

extension ScreeningList {
    /// What the operator asks of a list.
    public enum Instruction: ContractInstruction {
        /// Announces a publication of a list, whose parts follow.
        indirect case announceList(
            /// The list: `ofac` or `un`.
            list: InstanceID,
            /// What is published.
            publication: Publication
        )
        /// Brings a part of what the publication changes; no entry twice.
        indirect case bringEntries(
            /// The list.
            list: InstanceID,
            /// The list's identifiers of entries that it has no more.
            removed: Entries<0, 2000, Text<40>> = [],
            /// Entries that are new or changed, whole.
            put: Entries<0, 1000, ListedEntry> = []
        )
        /// Puts the publication in force, where all of it was brought.
        case adoptList(
            /// The list.
            list: InstanceID
        )
    }

    /// The forms of its commands.
    public static func forms(in edition: Edition) -> [CommandForm] {
        edition >= .second ? secondForms : []
    }

    private static let secondForms: [CommandForm] = [
        form(.announceList, [step(.announce)], by: [.operator]),
        form(.bringEntries, [step(.bring)], by: [.operator]),
        form(.adoptList, [step(.adopt)], by: [.operator]),
    ]

    /// Carries out an instruction on a list.
    public static func carryOut(
        _ instruction: Instruction,
        _ run: inout InstructionRun
    ) throws(Refusal) {
        switch instruction {
        case .announceList(let list, let publication):
            guard let source = sources.first(where: { $0.id == list }) else {
                throw Refusal(
                    .listUnknown,
                    [
                        "list": list.text,
                        "known": sources.map(\.rawValue).joined(separator: ", "),
                    ]
                )
            }
            try run.take(
                ScreeningList.self,
                list,
                .announce(source: source, publication: publication)
            )
        case .bringEntries(let list, let removed, let put):
            try run.take(ScreeningList.self, list, .bring(removed: removed, put: put))
        case .adoptList(let list):
            try run.take(ScreeningList.self, list, .adopt)
        }
    }
}

extension ScreeningList.Instruction {
    /// The instance that it begins: its name is the source's own.
    public var begun: BegunInstance? { nil }
}
