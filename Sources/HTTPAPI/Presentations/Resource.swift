import CanonicalJSON
import Contracts
import Services

/// A contract whose instances have a path of their own.
protocol Resource: Contract, SendableMetatype {
    /// What one is called in a problem.
    static var noun: String { get }
    /// The path of the list of its instances.
    static var path: String { get }
    /// What a member may ask of an instance at `actions/`.
    static var memberActions: [MemberAction<Self>] { get }
    /// What may be asked at a path of its own.
    static var ownPaths: [String] { get }
    /// An instance's members beside `id`, `state`, `revision` and `availableActions`.
    static func present(_ state: State) -> [String: JSONValue]
}

extension Resource {
    static var ownPaths: [String] { [] }

    /// An instance as its readers see it.
    static func members(_ viewed: Viewed<State>) -> [String: JSONValue] {
        var members = present(viewed.state)
        members["id"] = .id(viewed.key.instance)
        members["state"] = .string(stage(of: viewed.state))
        members["revision"] = .count(viewed.revision)
        members["availableActions"] = .list(available(from: stage(of: viewed.state))) {
            .string($0)
        }
        return members
    }

    /// The actions that a member may ask for now, by the contract's state graph.
    private static func available(from stage: String) -> [String] {
        let legal = graph.actions(from: stage)
        let named = memberActions.filter { $0.isLegal(from: stage, legal) }.map(\.name)
        return named + ownPaths.filter(legal.contains)
    }
}

/// One thing that a member may ask of an instance.
struct MemberAction<Kind: Resource>: Sendable {
    /// The action's name, which the path carries.
    let name: String
    /// The states it starts from, where it is no edge of the state graph but a walk along several.
    var stages: [String]?
    /// Reads what is asked from the body.
    let instruction: @Sendable (FieldReader, InstanceID) -> Instruction?

    init(
        _ name: String,
        from stages: [String]? = nil,
        _ instruction: @escaping @Sendable (FieldReader, InstanceID) -> Instruction?
    ) {
        self.name = name
        self.stages = stages
        self.instruction = instruction
    }

    func isLegal(from stage: String, _ legal: [String]) -> Bool {
        stages?.contains(stage) ?? legal.contains(name)
    }
}
