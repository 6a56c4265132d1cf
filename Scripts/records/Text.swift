import Foundation

func quoted(_ text: String) -> String {
    let escaped = text.replacingOccurrences(of: "\\", with: "\\\\")
        .replacingOccurrences(of: "\"", with: "\\\"")
    return "\"\(escaped)\""
}

/// Lines of Swift with their indentation.
struct Text {
    private(set) var text = ""
    private var depth = 0

    mutating func line(_ content: String = "") {
        text += content.isEmpty ? "\n" : String(repeating: "    ", count: depth) + content + "\n"
    }

    mutating func indented(_ body: (inout Text) -> Void) {
        depth += 1
        body(&self)
        depth -= 1
    }

    mutating func block(
        _ head: String,
        brackets: (String, String) = (" {", "}"),
        _ body: (inout Text) -> Void
    ) {
        line(head + brackets.0)
        indented(body)
        line(brackets.1)
    }

    mutating func describe(_ record: RecordDeclaration, _ cases: [Case]) {
        line()
        line("/// Name, meaning and cases.")
        block("\(record.access)static var description: RecordDescription") { text in
            let told = record.discriminator.map { ", toldBy: \(quoted($0))" } ?? ""
            text.block(
                "RecordDescription(\(quoted(record.name)), \(quoted(record.meaning))\(told), "
                    + "cases: ",
                brackets: ("[", "])")
            ) { text in
                for one in cases {
                    let since = one.since.map { ", since: \($0)" } ?? ""
                    text.block(
                        "CaseDescription(\(quoted(one.key)), \(quoted(one.meaning)), ",
                        brackets: ("[", "]\(since)),")
                    ) { text in
                        for (_, member) in one.members { text.describe(member, in: record.name) }
                    }
                }
            }
        }
    }

    mutating func read(_ member: Member) {
        let key = quoted(member.key) + (member.since.map { ", since: \($0)" } ?? "")
        if member.absence == .null {
            line("let \(member.name): \(member.type)?? = reader.nullable(\(key))")
        } else if member.isOptional {
            line("let \(member.name): \(member.type)?? = reader.optional(\(key))")
        } else if let initial = member.initial {
            line("let \(member.name): \(member.type)? = reader.member(\(key), default: \(initial))")
        } else {
            line("let \(member.name): \(member.type)? = reader.member(\(key))")
        }
    }

    /// Reads the members of the case that the discriminator told.
    mutating func readTold(_ one: Case) {
        let members = one.members.map(\.member).sorted { $0.key < $1.key }
        for member in members { read(member) }
        line("reader.endObject()")
        require(members)
        let values = one.members.map { label, member in
            label.map { "\($0): \(member.name)" } ?? member.name
        }
        let list = values.isEmpty ? "" : "(\(values.joined(separator: ", ")))"
        line("self = .\(plain(one.name))\(list)")
    }

    /// Tries each case in turn.
    mutating func readCases(
        _ cases: [Case],
        outcome: (String) -> String,
        wrong: String
    ) {
        for one in cases {
            let members = one.members.map(\.member).sorted { $0.key < $1.key }
            let since = one.since.map { ", since: \($0)" } ?? ""
            block("if reader.passCase(\(quoted(one.key))\(since))") { text in
                for member in members { text.read(member) }
                text.line("reader.endCase()")
                text.require(members, else: wrong)
                let values = one.members.map { label, member in
                    label.map { "\($0): \(member.name)" } ?? member.name
                }
                let list = values.isEmpty ? "" : "(\(values.joined(separator: ", ")))"
                for line in outcome(one.name + list).split(separator: "\n") {
                    text.line(String(line))
                }
            }
        }
    }

    mutating func assign(_ members: [Member], in record: RecordDeclaration) {
        if record.hasInitialiser {
            for member in members { line("self.\(member.name) = \(member.name)") }
        } else {
            let values = members.map { "\(plain($0.name)): \($0.name)" }
            line("self.init(\(values.joined(separator: ", ")))")
        }
    }

    mutating func require(_ members: [Member], else wrong: String = "nil") {
        guard !members.isEmpty else { return }
        let names = members.map { "let \($0.name)" }
        line("guard \(names.joined(separator: ", ")) else { return \(wrong) }")
    }

    mutating func write(_ member: Member) {
        let writing =
            switch member.absence {
            case .null: "nullable"
            case .leftOut: "ifPresent"
            // What is of an earlier edition is answered as it always was.
            case .byDialect where member.since != nil: "ifPresent"
            case .byDialect: member.isOptional ? "optional" : "member"
            }
        let plain = "writer.\(writing)(\(quoted(member.key)), \(member.name))"
        switch member.scope {
        case .everywhere: line(plain)
        case .ledgerOnly: line("if !writer.isAnswer { \(plain) }")
        case .answerOnly:
            line("if writer.isAnswer { writer.answer(\(quoted(member.key)), \(member.name)) }")
        case .flattened:
            line(
                "if writer.isAnswer { "
                    + "\(member.name)\(member.isOptional ? "?" : "").writeMembers(to: &writer) } "
                    + "else { \(plain) }"
            )
        }
    }

    mutating func describe(_ member: Member, in record: String) {
        if member.type.isEmpty {
            line(
                ".answer(\(quoted(member.key)), \\\(record).\(member.name), "
                    + "\(quoted(member.meaning))),"
            )
            return
        }
        var arguments = [quoted(member.key), "\(member.type).self", quoted(member.meaning)]
        if member.isOptional { arguments.append("isOptional: true") }
        if member.absence != .byDialect { arguments.append("absence: .\(member.absence.rawValue)") }
        if member.initial != nil { arguments.append("hasDefault: true") }
        if let since = member.since { arguments.append("since: \(since)") }
        if member.scope != .everywhere { arguments.append("scope: .\(member.scope.rawValue)") }
        line("MemberDescription(\(arguments.joined(separator: ", "))),")
    }
}
