import CanonicalJSON
import TransparencyLog

extension LogEntry {
    /// Compares payload and command, where they are stored, with the digests in the leaf.
    func checkDigests(_ transition: Transition) throws(LedgerFault) {
        if let payload, payload.digest != transition.payload {
            throw .damaged(
                place: "entry \(index): its payload does not have the digest that the leaf names"
            )
        }
        guard let command else { return }
        guard transition.part == 0 else {
            throw .damaged(place: "entry \(index): it holds a command that is not its own")
        }
        guard command.digest == transition.command else {
            throw .damaged(
                place: "entry \(index): its command does not have the digest that the leaf names"
            )
        }
    }

    /// Checks the digests, and derives the record that the index of commands must have.
    ///
    /// - Returns: `nil` for a later part of a command.
    public func checkedCommand(_ transition: Transition) throws(LedgerFault) -> RecordedCommand? {
        try checkDigests(transition)
        guard transition.part == 0 else { return nil }
        guard let command else { throw .damaged(place: "entry \(index): its command is missing") }
        guard let id = (try? JSONDocument(parsing: command.bytes))?.string("id") else {
            throw .damaged(place: "entry \(index): its command does not read")
        }
        return RecordedCommand(
            member: transition.actor,
            id: id,
            fingerprint: Hash.sha256(of: command.bytes),
            first: index,
            count: transition.parts
        )
    }
}
