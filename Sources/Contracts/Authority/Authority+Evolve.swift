public import Marine

extension Authority {
    /// Folds one event into the table.
    public static func evolve(
        _ state: consuming State?,
        _ event: Event,
        in edition: Edition
    ) -> State? {
        switch event {
        case .authoritySet(let member, let table, let at):
            State(member: member, table: table, setAt: at)
        }
    }
}
