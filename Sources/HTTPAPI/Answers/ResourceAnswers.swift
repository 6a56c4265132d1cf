import CanonicalJSON
import Contracts
import HTTPTypes
import Marine
import Services

/// An instance as its readers see it: its state, and what may be asked of it.
struct InstanceAnswer<Kind: Resource>: Described, AnswerWithRevision, Sendable {
    let viewed: Viewed<Kind.State>

    init(_ viewed: Viewed<Kind.State>) { self.viewed = viewed }

    static var headers: [AnswerHeader] { [.eTag] }

    static var description: RecordDescription {
        RecordDescription(
            "\(Kind.self)",
            "The \(Kind.noun) as its readers see it.",
            members: [
                MemberDescription(
                    "instance",
                    Kind.State.self,
                    Kind.State.description.meaning,
                    scope: .flattened
                ),
                MemberDescription("state", StageName<Kind>.self, "Where it stands."),
                MemberDescription("revision", Int.self, "How many transitions it has had."),
                MemberDescription(
                    "availableActions",
                    [AvailableAction<Kind>].self,
                    "What its members may ask of it as it stands."
                ),
            ]
        )
    }

    func writeMembers(to writer: inout JSONWriter) {
        viewed.state.writeMembers(to: &writer)
        let stage = Kind.stage(of: viewed.state)
        writer.member("state", stage.rawValue)
        writer.member("revision", viewed.revision)
        writer.member("availableActions", Kind.available(from: stage.rawValue, viewed.edition))
    }

    /// The instance with its revision.
    var answer: OK<InstanceAnswer> { OK(self, headers: [.eTag: "\"\(viewed.revision)\""]) }
}

/// The name of a state in a contract's state graph.
private enum StageName<Kind: Resource>: JSONShaped {
    static func shape(in dialect: JSONDialect) -> JSONShape {
        var names: [String] = []
        let edges = Kind.graph(in: max(.current, Kind.name.since)).edges
        for edge in edges where !names.contains(edge.to) {
            names.append(edge.to)
        }
        return .choice(names)
    }
}

/// The name of what a member may ask.
private enum AvailableAction<Kind: Resource>: JSONShaped {
    static func shape(in dialect: JSONDialect) -> JSONShape {
        .choice(Kind.memberActions.map(\.name) + Kind.ownPaths.map(\.rawValue))
    }
}

/// A page of a list, with the cursor to go on from.
struct PageAnswer<Item: JSONWritable & JSONShaped & Sendable>: Described, Sendable {
    let items: [Item]
    let next: String?

    init(_ items: [Item], next: String?) {
        self.items = items
        self.next = next
    }

    static var description: RecordDescription {
        let name = (Item.self as? any Described.Type)?.publicName ?? "\(Item.self)"
        return RecordDescription(
            "\(name).Page",
            "A page of a list.",
            members: [
                MemberDescription("items", [Item].self, "The items in order."),
                MemberDescription(
                    "next",
                    String.self,
                    "What `after` is for the next page.",
                    isOptional: true
                ),
            ]
        )
    }

    func writeMembers(to writer: inout JSONWriter) {
        writer.member("items", items)
        writer.optional("next", next)
    }
}

/// A claim as a member sees it that may notify it and may not read it.
struct NotifiedClaimAnswer: Answer {
    /// The claim's identifier.
    let id: InstanceID
    /// Where it stands.
    let state: Claim.Stage
}
