// Makes from the declarations of described types what follows from them: initialisers, reading,
// writing and descriptions. Started by Scripts/make-records.
//
//     records ROOT [--check]

import Foundation
import SwiftParser
import SwiftSyntax

let arguments = Array(CommandLine.arguments.dropFirst())
let root = arguments.first ?? "."
let checks = arguments.contains("--check")

var stale: [String] = []
do {
    let modules = try Module.all(under: "\(root)/Sources")
    let described = modules.filter { !$0.records.isEmpty || !$0.values.isEmpty }
    var made = try modules.map { module in
        (path: module.generatedPath, text: try module.made(beside: described.map(\.name)))
    }
    made.append(
        ("\(root)/Tests/RecordTests/DescribedModules.generated.swift", Module.list(of: described))
    )
    for (path, made) in made {
        let present = try? String(contentsOfFile: path, encoding: .utf8)
        guard made != present else { continue }
        stale.append(path)
        if checks { continue }
        if let made {
            try made.write(toFile: path, atomically: true, encoding: .utf8)
        } else {
            try FileManager.default.removeItem(atPath: path)
        }
    }
} catch {
    FileHandle.standardError.write(Data("make-records: \(error)\n".utf8))
    exit(2)
}
for path in stale { print("\(path)\(checks ? ": not what its declarations say" : "")") }
exit(checks && !stale.isEmpty ? 1 : 0)
