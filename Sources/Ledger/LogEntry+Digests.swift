import CanonicalJSON
import TransparencyLog

extension LogEntry {
    /// Compares payload and command, where they are stored, with the digests in the leaf.
    ///
    /// Nothing on the ledger erases them: what is not there is lost.
    func checkDigests(_ transition: Transition) throws(LedgerFault) {
        guard let payload else { throw .damaged(place: "entry \(index): its payload is missing") }
        guard payload.digest == transition.payload else {
            throw .damaged(
                place: "entry \(index): its payload does not have the digest that the leaf names"
            )
        }
        guard transition.part.index == 0 else {
            guard command == nil else {
                throw .damaged(place: "entry \(index): it holds a command that is not its own")
            }
            return
        }
        guard let command else { throw .damaged(place: "entry \(index): its command is missing") }
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
        guard transition.part.index == 0, let command else { return nil }
        guard let id = (try? JSONDocument(parsing: command.bytes))?.string("id") else {
            throw .damaged(place: "entry \(index): its command does not read")
        }
        return RecordedCommand(
            member: transition.actor,
            id: id,
            fingerprint: Hash.sha256(of: command.bytes),
            first: index,
            count: transition.part.count
        )
    }
}
