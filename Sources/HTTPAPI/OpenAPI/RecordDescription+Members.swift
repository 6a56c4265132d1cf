import CanonicalJSON

extension Described {
    /// What the type is called where it stands beside requests and answers: an answer's type is
    /// called for what it shows.
    static var publicName: String { description.name.replacing("Answer", with: "") }
}

extension RecordDescription {
    /// The members of the type, or of all its cases.
    var allMembers: [MemberDescription] {
        switch content {
        case .members(let members): members
        case .cases(let cases): cases.flatMap(\.members)
        }
    }
}

extension [MemberDescription] {
    /// The members as an answer shows them; a request has them as they are declared.
    func asAnswered(isRequested: Bool) -> [MemberDescription] {
        guard !isRequested else { return self }
        return flatMap { member -> [MemberDescription] in
            switch member.scope {
            case .everywhere, .answerOnly: return [member]
            case .ledgerOnly: return []
            case .flattened:
                guard let type = member.type as? any Described.Type,
                    case .members(let members) = type.description.content
                else { return [member] }
                return members.asAnswered(isRequested: false)
            }
        }
    }
}
