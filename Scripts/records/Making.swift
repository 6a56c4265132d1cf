import Foundation

extension Module {
    /// The text of the generated file; `nil` where the module describes nothing.
    func made(beside described: [String]) throws -> String? {
        guard !records.isEmpty || !values.isEmpty else { return nil }
        var text = Text()
        text.line("// swift-format-ignore-file")
        text.line(
            "// Made by Scripts/make-records from the declarations of this module. Not edited by "
                + "hand."
        )
        text.line()
        var lines = imports
        if records.allSatisfy({ $0.access.isEmpty }) { lines = lines.mapValues { _ in "" } }
        if name != "CanonicalJSON" {
            lines["CanonicalJSON"] = records.map(\.access).reduce("package ", Module.wider)
        }
        for (module, access) in lines.sorted(by: { $0.key < $1.key }) {
            text.line("\(access)import \(module)")
        }
        for record in records {
            text.line()
            switch record.content {
            case .members(let members): make(record, members, &text)
            case .cases(let cases): make(record, cases, &text)
            }
        }
        // The registry's names say it of contracts in a way of their own.
        for value in values where value.name != "ContractName" {
            let later = value.cases.filter { $0.since != nil }
            guard !later.isEmpty else { continue }
            text.line()
            text.block("extension \(value.name): EditionedChoice") { text in
                text.line("/// The edition that added the name.")
                text.block("\(value.access)var since: Int") { text in
                    text.block("switch self") { text in
                        for one in later {
                            text.line("case .\(one.name): \(one.since ?? 1)")
                        }
                        if later.count < value.cases.count { text.line("default: 1") }
                    }
                }
            }
        }
        try makeContracts(&text)
        makeRefusals(&text)
        makeTriggers(&text)
        text.line()
        text.line("/// The described types of this module.")
        text.block("package enum \(name)Records") { text in
            text.line("/// All of them, by name.")
            text.block("package static let all: [any Described.Type] = ", brackets: ("[", "]")) {
                text in
                let rules = triggers.map(\.type)
                for record in records where !record.isGeneric && !rules.contains(record.name) {
                    text.line("\(record.name).self,")
                }
                if !triggers.isEmpty { text.line("Trigger.self,") }
            }
            text.line()
            text.line("/// The other types of this module that are coded, by name.")
            text.block(
                "package static let values: [ValueDescription] = ",
                brackets: ("[", "]")
            ) { text in
                for value in values {
                    let head = "ValueDescription(\(value.name).self, \(quoted(value.meaning))"
                    guard !value.cases.isEmpty else {
                        text.line("\(head)),")
                        continue
                    }
                    text.block("\(head), cases: ", brackets: ("[", "]),")) { text in
                        for one in value.cases {
                            text.line("(\(quoted(one.key)), \(quoted(one.meaning))),")
                        }
                    }
                }
            }
            text.line()
            let made = described.filter { $0 == name || lines[$0] != nil }
            text.line("/// The described types of this module and of those that they are made of.")
            text.block(
                "package static let described: [any Described.Type] = ",
                brackets: ("[", "].flatMap { $0 }")
            ) { text in
                for module in made { text.line("\(module)Records.all,") }
            }
            text.line()
            text.line("/// The other coded types of the same modules.")
            text.block(
                "package static let known: [ValueDescription] = ",
                brackets: ("[", "].flatMap { $0 }")
            ) { text in
                for module in made { text.line("\(module)Records.values,") }
            }
        }
        return text.text
    }

    /// The list of all modules that describe types, for the tests that fill every one of them.
    static func list(of modules: [Module]) -> String {
        var text = Text()
        text.line("// swift-format-ignore-file")
        text.line(
            "// Made by Scripts/make-records from the declarations of all modules. Not edited by "
                + "hand."
        )
        text.line()
        text.line("import CanonicalJSON")
        text.line()
        for module in modules { text.line("@testable import \(module.name)") }
        text.line()
        text.line("/// What one module describes.")
        text.block("struct DescribedModule") { text in
            text.line("/// The module's name.")
            text.line("let name: String")
            text.line("/// Its described types.")
            text.line("let records: [any Described.Type]")
            text.line("/// The other types of it that are coded.")
            text.line("let values: [ValueDescription]")
            text.line()
            text.line("/// Every module that describes types, by name.")
            text.block("static let all = ", brackets: ("[", "]")) { text in
                for module in modules {
                    text.line(
                        "DescribedModule(name: \(quoted(module.name)), records: "
                            + "\(module.name)Records.all, values: \(module.name)Records.values),"
                    )
                }
            }
        }
        return text.text
    }

    private func make(_ record: RecordDeclaration, _ all: [Member], _ text: inout Text) {
        let stored = all.filter { !$0.type.isEmpty }
        let ordered = stored.sorted { $0.key < $1.key }
        text.block("extension \(record.name)") { text in
            if !record.isAnswer, record.hasInitialiser || !record.access.isEmpty {
                text.line("/// Makes one from its members.")
                var parameters = stored.map { member in
                    let initial =
                        member.initial.map { " = \($0)" } ?? (member.isOptional ? " = nil" : "")
                    return "\(member.name): \(member.declared)\(initial)"
                }
                // The compiler's own, which is internal, must not be declared twice.
                if !record.hasInitialiser { parameters.append("_: Void = ()") }
                text.block("\(record.access)init(\(parameters.joined(separator: ", ")))") { text in
                    text.assign(stored, in: record)
                }
                text.line()
            }
            if !record.isAnswer {
                text.line(
                    "/// Reads one; `nil` where something is wrong, which the reader has noted."
                )
                text.block("\(record.access)init?(from reader: inout JSONReader)") { text in
                    text.line("guard reader.beginObject() else { return nil }")
                    for member in ordered { text.read(member) }
                    text.line("reader.endObject()")
                    text.require(ordered)
                    text.assign(stored, in: record)
                }
                text.line()
            }
            text.line("/// Writes the members without the braces around them.")
            text.block("\(record.access)func writeMembers(to writer: inout JSONWriter)") { text in
                for member in all.sorted(by: { $0.key < $1.key }) { text.write(member) }
            }
            text.line()
            text.line("/// Name, meaning and members.")
            text.block(
                "\(record.access)static var description: RecordDescription",
            ) { text in
                text.block(
                    "RecordDescription(\(quoted(record.name)), \(quoted(record.meaning)), "
                        + "members: ",
                    brackets: ("[", "])")
                ) { text in
                    for member in all { text.describe(member, in: record.name) }
                }
            }
        }
    }

    private func make(_ record: RecordDeclaration, _ cases: [Case], _ text: inout Text) {
        if let discriminator = record.discriminator {
            return make(record, cases, told: discriminator, &text)
        }
        text.block("extension \(record.name)") { text in
            let names = cases.map(\.key).joined(separator: ", ")
            if record.isInstruction {
                text.line(
                    "/// Reads a case, if one of these stands there; `nil` in it where something "
                        + "is wrong."
                )
                text.block(
                    "static func readCase(from reader: inout JSONReader) -> \(record.name)??"
                ) {
                    text in
                    text.readCases(cases, outcome: { "return .some(.\($0))" }, wrong: ".some(nil)")
                    text.line("return nil")
                }
                text.line()
            }
            text.line("/// Reads one; `nil` where something is wrong, which the reader has noted.")
            text.block("\(record.access)init?(from reader: inout JSONReader)") { text in
                text.line("guard reader.beginChoice() else { return nil }")
                if record.isInstruction {
                    text.block("if let read = Self.readCase(from: &reader)") { text in
                        text.line("guard let read else { return nil }")
                        text.line("self = read")
                        text.line("return")
                    }
                } else {
                    text.readCases(cases, outcome: { "self = .\($0)\nreturn" }, wrong: "nil")
                }
                text.line("reader.refuseChoice(among: \(quoted(names)))")
                text.line("return nil")
            }
            if record.isCommand || record.isInstruction { text.actions(of: record, cases) }
            if record.isEvent { text.name("name", of: record, cases) }
            text.line()
            text.line("/// Writes the case without the braces around it.")
            text.block("\(record.access)func writeMembers(to writer: inout JSONWriter)") { text in
                text.block("switch self") { text in
                    for one in cases {
                        let values = one.members.map { "let \($0.member.name)" }
                        let list = values.isEmpty ? "" : "(\(values.joined(separator: ", ")))"
                        text.line("case .\(one.name)\(list):")
                        text.indented { text in
                            text.line("writer.key(\(quoted(one.key)))")
                            text.line("writer.beginObject()")
                            for member in one.members.map(\.member).sorted(by: { $0.key < $1.key })
                            {
                                text.write(member)
                            }
                            text.line("writer.endObject()")
                        }
                    }
                }
            }
            text.describe(record, cases)
        }
    }

    /// An enumeration whose case is told by one member, beside those of the case.
    private func make(
        _ record: RecordDeclaration,
        _ cases: [Case],
        told discriminator: String,
        _ text: inout Text
    ) {
        let type = record.discriminatorType ?? ""
        text.block("extension \(record.name)") { text in
            text.line("/// \(record.meaning)")
            text.block(
                "\(record.access)enum \(type.dropFirst(record.name.count + 1)): String, "
                    + "JSONCoded, Hashable, Sendable, CaseIterable"
            ) { text in
                for one in cases {
                    text.line("/// \(one.meaning)")
                    text.line("case \(one.name)")
                }
            }
            text.line()
            text.line("/// Which case it is.")
            text.block("\(record.access)var \(discriminator): \(type)") { text in
                text.block("switch self") { text in
                    for one in cases { text.line("case .\(plain(one.name)): .\(plain(one.name))") }
                }
            }
            text.line()
            text.line("/// Reads one; `nil` where something is wrong, which the reader has noted.")
            text.block("\(record.access)init?(from reader: inout JSONReader)") { text in
                text.line("guard reader.beginObject() else { return nil }")
                text.line(
                    "let \(discriminator): \(type)? = reader.member(\(quoted(discriminator)))"
                )
                text.block("switch \(discriminator)") { text in
                    text.line("case nil:")
                    text.indented { text in
                        text.line("reader.abandonObject()")
                        text.line("return nil")
                    }
                    for one in cases {
                        text.line("case .\(plain(one.name)):")
                        text.indented { text in text.readTold(one) }
                    }
                }
            }
            text.line()
            text.line("/// Writes the members without the braces around them.")
            text.block("\(record.access)func writeMembers(to writer: inout JSONWriter)") { text in
                text.line("writer.member(\(quoted(discriminator)), \(discriminator))")
                text.block("switch self") { text in
                    for one in cases {
                        let values = one.members.map { "let \($0.member.name)" }
                        let list = values.isEmpty ? "" : "(\(values.joined(separator: ", ")))"
                        text.line("case .\(plain(one.name))\(list):")
                        text.indented { text in
                            if values.isEmpty { text.line("break") }
                            for member in one.members.map(\.member).sorted(by: { $0.key < $1.key })
                            {
                                text.write(member)
                            }
                        }
                    }
                }
            }
            text.describe(record, cases)
        }
    }
}
