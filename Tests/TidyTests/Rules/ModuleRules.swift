/// The modules whose every result is a function of their arguments.
let pureCore: Set<String> = [
    "Marine", "CanonicalJSON", "Ed25519", "NISTP256", "TransparencyLog", "Contracts",
]

extension ModuleTable {
    /// Targets and rows without each other, and dependencies that a row does not allow.
    ///
    /// Libraries from other packages are held to the row in the pure core only.
    func violations(in package: PackageDescription) -> [Violation] {
        let targets = package.targets.filter { $0.type != "test" && $0.type != "plugin" }
        let declared = Set(targets.map(\.name))
        var found = modules.subtracting(declared).sorted().map {
            Violation($0, "has a row in the module table and no target")
        }
        for target in targets {
            guard let row = self[target.name] else {
                found.append(Violation(target.name, "has no row in the module table"))
                continue
            }
            for dependency in target.dependencies.map(\.name)
            where !row.mayImport.contains(dependency)
                && (declared.contains(dependency) || pureCore.contains(target.name))
            {
                found.append(Violation(target.name, "depends on \(dependency) beyond its row"))
            }
        }
        return found
    }

    /// Imports of our own modules beyond a module's reach; in the pure core, any beyond its row.
    func violations(in file: SourceFile) -> [Violation] {
        let allowed = reach(of: file.module)
        return file.imports.compactMap { imported in
            let name = imported.text
            if pureCore.contains(file.module) {
                guard self[file.module]?.mayImport.contains(name) != true else { return nil }
            } else {
                guard modules.contains(name), !allowed.contains(name) else { return nil }
            }
            return Violation(file.path, line: imported.line, "imports \(name) beyond its row")
        }
    }
}

/// Targets that a table of modules leaves out, and names in it that are no target's or stand twice.
func differences(ofShortTable named: [String], from package: PackageDescription) -> [Violation] {
    let declared = Set(
        package.targets.filter { $0.type != "test" && $0.type != "plugin" }.map(\.name)
    )
    var seen: Set<String> = []
    let twice = named.filter { !seen.insert($0).inserted }
    return declared.subtracting(named).sorted().map {
        Violation($0, "has no row in the README's module table")
    }
        + seen.subtracting(declared).sorted().map {
            Violation($0, "has a row in the README's module table and no target")
        } + twice.map { Violation($0, "has two rows in the README's module table") }
}

extension SourceFile {
    /// The modules imported, each with its line.
    var imports: [Token] {
        let kinds: Set = [
            "struct", "class", "enum", "protocol", "typealias", "func", "let", "var", "actor",
        ]
        return tokens.indices.compactMap { index in
            guard tokens[index].text == "import", index + 1 < tokens.count else { return nil }
            let next = tokens[index + 1]
            guard kinds.contains(next.text) else { return next }
            return index + 2 < tokens.count ? tokens[index + 2] : nil
        }
    }
}

/// Targets of Swift that do not switch every upcoming feature of the house on.
func missingFeatures(
    in package: PackageDescription,
    swiftTargets: Set<String>
) -> [Violation] {
    let wanted: Set = ["ExistentialAny", "MemberImportVisibility", "InternalImportsByDefault"]
    return package.targets.filter { swiftTargets.contains($0.name) }.flatMap { target in
        wanted.subtracting(target.upcomingFeatures).sorted().map {
            Violation(target.name, "does not enable the upcoming feature \($0)")
        }
    }
}
