import CanonicalJSON
import Contracts
import Marine
import Services

/// A contract whose instances have a path of their own.
protocol Resource: Contract, SendableMetatype {
    /// What one is called in a problem.
    static var noun: String { get }
    /// The path of the list of its instances.
    static var path: String { get }
    /// The name of the member of an instruction that says which instance it is about.
    static var subject: String { get }
    /// What a member may ask of an instance at `actions/`.
    static var memberActions: [MemberAction] { get }
    /// What may be asked at a path of its own.
    static var ownPaths: [Command.Action] { get }
}

extension Resource {
    static var ownPaths: [Command.Action] { [] }

    /// What a member may ask at `actions/`, under the instruction's own name or another.
    static func action(
        _ instruction: Instruction.Action,
        called name: Command.Action? = nil,
        from stages: [Stage]? = nil,
        defaults: [MemberAction.Default] = []
    ) -> MemberAction {
        MemberAction(
            name: name?.rawValue ?? instruction.rawValue,
            instruction: instruction.rawValue,
            stages: stages?.map(\.rawValue),
            defaults: defaults
        )
    }

    /// The actions that a member may ask for now, by the edition's state graph.
    static func available(from stage: String, _ edition: Edition) -> [String] {
        let legal = graph(in: edition).actions(from: stage)
        let named = memberActions.filter { $0.isLegal(from: stage, legal) }.map(\.name)
        return named + ownPaths.map(\.rawValue).filter(legal.contains)
    }
}

/// One thing that a member may ask of an instance: an instruction whose other members the body has.
struct MemberAction: Sendable {
    /// A member of the instruction that a body may leave out, and what it then is.
    struct Default: Sendable {
        let name: String
        let value: @Sendable (InstanceID) -> any JSONWritable
    }

    /// The action's name, which the path carries.
    let name: String
    /// The name of the instruction's case.
    let instruction: String
    /// The states it starts from, where it is no edge of the state graph but a walk along several.
    let stages: [String]?
    let defaults: [Default]

    /// The instruction's case as it is described.
    var described: CaseDescription? { Instruction.described(instruction) }

    func isLegal(from stage: String, _ legal: [String]) -> Bool {
        stages?.contains(stage) ?? legal.contains(name)
    }
}
