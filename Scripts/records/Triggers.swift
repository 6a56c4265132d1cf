import Foundation
import SwiftParser
import SwiftSyntax

// What follows from the triggers of cover parts, a structure each in a file of its own: one
// enumeration of all.

/// One trigger.
struct TriggerEntry {
    /// The structure: `HumidityTrigger`.
    let type: String
    let meaning: String
    /// The edition of the rules that added it; `nil` where it was always there.
    let since: Int?

    /// The case: `humidity`.
    var name: String {
        let short = type.dropLast(TriggerVisitor.suffix.count)
        return short.prefix(1).lowercased() + short.dropFirst()
    }
}

/// Finds the structures that are triggers.
final class TriggerVisitor: SyntaxVisitor {
    /// The protocol that these conform to.
    static let mark = "PerilTrigger"
    /// What their names end in.
    static let suffix = "Trigger"

    private(set) var entries: [TriggerEntry] = []
    private(set) var fault: Fault?

    init() { super.init(viewMode: .sourceAccurate) }

    override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind {
        guard conforms(node.inheritanceClause, TriggerVisitor.mark) else { return .visitChildren }
        let name = node.name.text
        guard name.hasSuffix(TriggerVisitor.suffix), name != TriggerVisitor.suffix,
            conforms(node.inheritanceClause, "Record")
        else {
            fault = Fault("\(name): a trigger is a Record whose name ends in 'Trigger'")
            return .skipChildren
        }
        entries.append(
            TriggerEntry(
                type: name,
                meaning: documentation(of: node.leadingTrivia),
                since: edition(of: node.leadingTrivia)
            )
        )
        return .skipChildren
    }
}

extension Module {
    /// The one enumeration of all triggers; nothing in a module without any.
    func makeTriggers(_ text: inout Text) {
        guard !triggers.isEmpty else { return }
        let meaning = "The event that is a loss under a part of the cover."
        let cases = triggers.map { trigger -> (trigger: TriggerEntry, read: Case) in
            let record = records.first { $0.name == trigger.type }
            var members: [Member] = []
            if case .members(let own)? = record?.content { members = own }
            return (
                trigger,
                Case(
                    name: trigger.name,
                    key: trigger.name,
                    meaning: trigger.meaning,
                    since: trigger.since,
                    members: members.map { ($0.name, $0) }
                )
            )
        }
        text.line()
        text.line("/// \(meaning)")
        text.line("///")
        text.line("/// Each is a structure of its own, from which its case follows.")
        text.block("public indirect enum Trigger: Record, Hashable, Sendable") { text in
            for (trigger, _) in cases {
                text.line("/// \(trigger.meaning)")
                text.line("case \(trigger.name)(\(trigger.type))")
            }
        }
        text.line()
        text.block("extension Trigger") { text in
            text.line("/// The rule itself.")
            text.block("var rule: any PerilTrigger") { text in
                text.block("switch self") { text in
                    for (trigger, _) in cases { text.line("case .\(trigger.name)(let own): own") }
                }
            }
            text.line()
            text.line("/// The case's name.")
            text.block("public var name: String") { text in
                text.block("switch self") { text in
                    for (trigger, _) in cases {
                        text.line("case .\(trigger.name): \(quoted(trigger.name))")
                    }
                }
            }
            text.line()
            text.line("/// Every trigger with its case's name.")
            text.block(
                "static let rules: [(name: String, rule: any PerilTrigger.Type)] = ",
                brackets: ("[", "]")
            ) { text in
                for (trigger, _) in cases {
                    text.line("(\(quoted(trigger.name)), \(trigger.type).self),")
                }
            }
            text.line()
            text.line("/// Reads one; `nil` where something is wrong, which the reader has noted.")
            text.block("public init?(from reader: inout JSONReader)") { text in
                text.line("guard reader.beginChoice() else { return nil }")
                for (trigger, read) in cases {
                    text.readCases(
                        [read],
                        outcome: { made in
                            let values = made.dropFirst(trigger.name.count)
                            return "self = .\(trigger.name)(\(trigger.type)\(values))\nreturn"
                        },
                        wrong: "nil"
                    )
                }
                let names = cases.map(\.trigger.name).joined(separator: ", ")
                text.line("reader.refuseChoice(among: \(quoted(names)))")
                text.line("return nil")
            }
            text.line()
            text.line("/// Writes the case without the braces around it.")
            text.block("public func writeMembers(to writer: inout JSONWriter)") { text in
                text.block("switch self") { text in
                    for (trigger, _) in cases {
                        text.line("case .\(trigger.name)(let own):")
                        text.indented { text in
                            text.line("writer.key(\(quoted(trigger.name)))")
                            text.line("writer.beginObject()")
                            text.line("own.writeMembers(to: &writer)")
                            text.line("writer.endObject()")
                        }
                    }
                }
            }
            text.line()
            text.line("/// Name, meaning and cases.")
            text.block("public static var description: RecordDescription") { text in
                text.block(
                    "RecordDescription(\"Trigger\", \(quoted(meaning)), cases: ",
                    brackets: ("[", "])")
                ) { text in
                    for (trigger, _) in cases {
                        let since = trigger.since.map { ", since: \($0)" } ?? ""
                        text.line(
                            "CaseDescription(\(quoted(trigger.name)), \(quoted(trigger.meaning)), "
                                + "\(trigger.type).description.members\(since)),"
                        )
                    }
                }
            }
        }
    }
}
