import Foundation
import SwiftParser
import SwiftSyntax

// What follows from the registry of contracts, the enumeration `ContractName`: one enumeration of
// all contracts' states, one of their payloads, one of what members may ask.

/// One line of the registry.
struct ContractEntry {
    /// The name that leaves carry.
    let name: String
    let meaning: String
    /// The edition of the rules that added it; `nil` where it was always there.
    let since: Int?
    /// Whether its instructions stand beside the other contracts', and not within its own name.
    var hasInstructions = false

    var type: String { name.prefix(1).uppercased() + name.dropFirst() }
}

/// Finds the registry.
final class RegistryVisitor: SyntaxVisitor {
    var contracts: [ContractEntry] = []

    init() { super.init(viewMode: .sourceAccurate) }

    override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind {
        guard node.name.text == "ContractName" else { return .visitChildren }
        for item in node.memberBlock.members {
            guard let declaration = item.decl.as(EnumCaseDeclSyntax.self) else { continue }
            for element in declaration.elements {
                contracts.append(
                    ContractEntry(
                        name: element.name.text,
                        meaning: documentation(of: declaration.leadingTrivia),
                        since: edition(of: declaration.leadingTrivia)
                    )
                )
            }
        }
        return .skipChildren
    }
}

extension Module {
    /// What follows from the registry of contracts; nothing in a module without one.
    func makeContracts(_ text: inout Text) throws {
        guard !contracts.isEmpty else { return }
        let names = instructionNames
        for (place, name) in names.enumerated() where names[..<place].contains(name) {
            throw Fault("two contracts have an instruction '\(name)'")
        }
        makeNames(&text)
        makeStates(&text)
        makePayloads(&text)
        makeInstruction(&text)
    }

    /// The names of all instructions, in the registry's order.
    private var instructionNames: [String] {
        contracts.flatMap { contract in
            guard contract.hasInstructions else { return [contract.name] }
            let own = records.first { $0.name == "\(contract.type).Instruction" }
            guard case .cases(let cases)? = own?.content else { return [] }
            return cases.map(\.key)
        }
    }

    private func makeNames(_ text: inout Text) {
        text.line()
        text.block("extension ContractName") { text in
            text.line("/// The contract of this name.")
            text.block("public var kind: any Contract.Type") { text in
                text.choose(contracts) { "\($0.type).self" }
            }
            text.line()
            text.line("/// The edition of the rules that added the contract.")
            text.block("public var since: Edition") { text in
                text.choose(contracts) { "Edition(\($0.since ?? 1))" }
            }
        }
        for contract in contracts {
            text.line()
            text.block("extension \(contract.type): Contract") { text in
                text.line("/// The contract's name in the leaf.")
                text.line("public static var name: ContractName { .\(contract.name) }")
                text.line()
                text.line("/// Puts the state among all contracts' states.")
                text.line(
                    "public static func wrap(_ state: consuming State) -> ContractState { "
                        + ".\(contract.name)(state) }"
                )
                text.line()
                text.line("/// Takes the state out again.")
                text.block("public static func unwrap(_ state: ContractState) -> State?") { text in
                    text.line("guard case .\(contract.name)(let own) = state else { return nil }")
                    text.line("return own")
                }
                text.line()
                text.line("/// Puts a step among all contracts' payloads.")
                text.block(
                    "public static func payload(_ command: Command, _ events: [Event]) -> "
                        + "StepPayload"
                ) { text in
                    text.line(
                        ".\(contract.name)(StepRecord(arguments: command, events: events))"
                    )
                }
            }
        }
    }

    private func makeStates(_ text: inout Text) {
        text.line()
        text.line("/// The state of one instance of any contract.")
        text.block("public indirect enum ContractState: Hashable, Sendable") { text in
            text.cases(contracts) { "\($0.type).State" }
        }
        text.line()
        text.block("extension ContractState") { text in
            text.line("/// Which contract the state is of.")
            text.block("public var contract: ContractName") { text in
                text.choose(contracts) { ".\($0.name)" }
            }
            text.line()
            text.line("/// The state's name in the public state graph.")
            text.block("public var stage: String") { text in
                text.choose(contracts, "state") { "\($0.type).stage(of: state).rawValue" }
            }
            text.line()
            text.line("/// The members that may read the instance.")
            text.block("public var parties: Set<MemberID>") { text in
                text.choose(contracts, "state") { "\($0.type).parties(of: state)" }
            }
            text.line()
            text.line("/// Reads a contract's state from its canonical bytes.")
            text.line("///")
            text.line("/// - Throws: what is wrong, and where.")
            text.block(
                "public static func decode(_ contract: ContractName, from bytes: [UInt8]) "
                    + "throws(JSONReadingError) -> ContractState"
            ) { text in
                text.choose(contracts, over: "contract") {
                    ".\($0.name)(try JSONReader.canonical(from: bytes))"
                }
            }
        }
        text.line()
        text.block("extension ContractState: JSONWritable") { text in
            text.line(
                "/// Writes the contract's own state, without a wrapper: the contract is known "
                    + "beside it."
            )
            text.block("public func write(to writer: inout JSONWriter)") { text in
                text.choose(contracts, "state") { _ in "state.write(to: &writer)" }
            }
        }
    }

    private func makePayloads(_ text: inout Text) {
        text.line()
        text.line("/// The payload of a transition of any contract.")
        text.block("public indirect enum StepPayload: Hashable, Sendable") { text in
            text.cases(contracts) { "StepRecord<\($0.type).Command, \($0.type).Event>" }
        }
        text.line()
        text.block("extension StepPayload") { text in
            text.line("/// The name of the first event.")
            text.block("public var eventName: String?") { text in
                text.choose(contracts, "record") { _ in "record.events.first?.name" }
            }
            text.line()
            text.line("/// Folds the payload's events into the instance's state before it.")
            text.line("///")
            text.line("/// - Returns: `nil` where an event does not fit the state.")
            text.block(
                "public func evolve(_ state: ContractState?, in edition: Edition) -> ContractState?"
            ) { text in
                text.choose(contracts, "record") {
                    "fold(\($0.type).self, state, record.events, edition)"
                }
            }
            text.line()
            text.line(
                "/// Reads a contract's payload, as an edition spells it, from its canonical bytes."
            )
            text.line("///")
            text.line("/// - Throws: what is wrong, and where.")
            text.block(
                "public static func decode(_ contract: ContractName, from bytes: [UInt8], in "
                    + "edition: Edition) throws(JSONReadingError) -> StepPayload"
            ) { text in
                text.choose(contracts, over: "contract") {
                    ".\($0.name)(try JSONReader.canonical(from: bytes, edition: edition.number))"
                }
            }
        }
        text.line()
        text.block("extension StepPayload: JSONWritable") { text in
            text.line(
                "/// Writes `{\"arguments\": ..., \"events\": [...]}`; the leaf beside it names "
                    + "the contract."
            )
            text.block("public func write(to writer: inout JSONWriter)") { text in
                text.choose(contracts, "record") { _ in "record.write(to: &writer)" }
            }
        }
    }

    private func makeInstruction(_ text: inout Text) {
        text.line()
        text.line(
            "/// What a member asks of the ledger: one instruction may move several instances, "
                + "all or none."
        )
        text.line("///")
        text.line("/// This is what a member signs. `Workflow.decide` carries it out.")
        text.block("public indirect enum Instruction: Record, Hashable, Sendable") { text in
            text.cases(contracts) { "\($0.type).Instruction" }
        }
        text.line()
        text.block("extension Instruction") { text in
            text.line("/// The contract that carries it out.")
            text.block("public var contract: ContractName") { text in
                text.choose(contracts) { ".\($0.name)" }
            }
            text.line()
            text.line("/// What is asked: the name of the case.")
            text.block("public var action: String") { text in
                text.choose(contracts, "own") { _ in "own.action.rawValue" }
            }
            text.line()
            text.line("/// The instance whose revision a caller may expect.")
            text.block("public var subject: InstanceKey") { text in
                text.choose(contracts, "own") { "InstanceKey(.\($0.name), own.subject)" }
            }
            text.line()
            text.line("/// What it begins, if anything.")
            text.block("public var begun: BegunInstance?") { text in
                text.choose(contracts, "own") { _ in "own.begun" }
            }
            text.line()
            text.line("/// Takes the steps that it needs.")
            text.block("func carryOut(_ run: inout InstructionRun) throws(Refusal)") { text in
                text.choose(contracts, "own") { "try \($0.type).carryOut(own, &run)" }
            }
            text.line()
            makeInstructionCoding(&text)
        }
    }

    private func makeInstructionCoding(_ text: inout Text) {
        text.line("/// Reads one; `nil` where something is wrong, which the reader has noted.")
        text.block("public init?(from reader: inout JSONReader)") { text in
            text.line("guard reader.beginChoice() else { return nil }")
            for contract in contracts {
                if contract.hasInstructions {
                    let known = contract.since.map { "\($0) <= reader.edition, " } ?? ""
                    text.block(
                        "if \(known)let read = \(contract.type).Instruction.readCase(from: &reader)"
                    ) { text in
                        text.line("guard let read else { return nil }")
                        text.line("self = .\(contract.name)(read)")
                        text.line("return")
                    }
                } else {
                    text.block("if reader.passCase(\(quoted(contract.name)))") { text in
                        text.line(
                            "let _0: \(contract.type).Instruction? = reader.member(\(quoted("_0")))"
                        )
                        text.line("reader.endCase()")
                        text.line("guard let _0 else { return nil }")
                        text.line("self = .\(contract.name)(_0)")
                        text.line("return")
                    }
                }
            }
            let names = instructionNames.joined(separator: ", ")
            text.line("reader.refuseChoice(among: \(quoted(names)))")
            text.line("return nil")
        }
        text.line()
        text.line("/// Writes the case without the braces around it.")
        text.block("public func writeMembers(to writer: inout JSONWriter)") { text in
            text.block("switch self") { text in
                for contract in contracts {
                    text.line("case .\(contract.name)(let own):")
                    text.indented { text in
                        if contract.hasInstructions {
                            text.line("own.writeMembers(to: &writer)")
                        } else {
                            text.line("writer.key(\(quoted(contract.name)))")
                            text.line("writer.beginObject()")
                            text.line("writer.member(\(quoted("_0")), own)")
                            text.line("writer.endObject()")
                        }
                    }
                }
            }
        }
        text.line()
        text.line("/// Name, meaning and cases.")
        text.block("public static var description: RecordDescription") { text in
            let parts = contracts.map { contract in
                contract.hasInstructions
                    ? "\(contract.type).Instruction.description.cases"
                    : "[CaseDescription(\(quoted(contract.name)), \(quoted(contract.meaning)), "
                        + "[MemberDescription(\(quoted("_0")), \(contract.type).Instruction.self, "
                        + "\(quoted("What is asked of it.")))])]"
            }
            let meaning =
                "What a member asks of the ledger: one instruction may move several instances, "
                + "all or none."
            text.line(
                "RecordDescription(\(quoted("Instruction")), \(quoted(meaning)), "
                    + "cases: \(parts.joined(separator: " + ")))"
            )
        }
    }
}

extension Text {
    /// A case for each contract, which holds a value of that type.
    mutating func cases(_ contracts: [ContractEntry], _ type: (ContractEntry) -> String) {
        for contract in contracts {
            line("/// \(contract.meaning)")
            line("case \(contract.name)(\(type(contract)))")
        }
    }

    /// A value for each contract, by a switch.
    mutating func choose(
        _ contracts: [ContractEntry],
        _ bound: String? = nil,
        over subject: String = "self",
        _ value: (ContractEntry) -> String
    ) {
        block("switch \(subject)") { text in
            for contract in contracts {
                let binding = bound.map { "(let \($0))" } ?? ""
                text.line("case .\(contract.name)\(binding): \(value(contract))")
            }
        }
    }

    /// The name of each case.
    mutating func name(_ property: String, of record: RecordDeclaration, _ cases: [Case]) {
        line()
        line("/// The case's name.")
        block("\(record.access)var \(property): String") { text in
            text.block("switch self") { text in
                for one in cases { text.line("case .\(one.name): \(quoted(one.key))") }
            }
        }
    }

    /// The name of each case, and of an instruction the instance that it is about: its first value.
    mutating func actions(of record: RecordDeclaration, _ cases: [Case]) {
        line()
        line("/// The names of the cases.")
        block("\(record.access)enum Action: String, ActionName") { text in
            for one in cases {
                text.line("/// \(one.meaning)")
                text.line("case \(one.name)")
            }
        }
        line()
        line("/// The case's name.")
        block("\(record.access)var action: Action") { text in
            text.block("switch self") { text in
                for one in cases { text.line("case .\(one.name): .\(one.name)") }
            }
        }
        guard record.isInstruction else { return }
        line()
        line("/// The instance that it is about: its first value.")
        block("\(record.access)var subject: InstanceID") { text in
            text.block("switch self") { text in
                for one in cases {
                    let others = one.members.dropFirst().map { _ in ", _" }.joined()
                    text.line("case .\(one.name)(let subject\(others)): subject")
                }
            }
        }
    }
}
