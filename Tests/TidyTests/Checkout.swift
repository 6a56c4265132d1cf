import Foundation

/// The checkout that these tests were compiled in.
enum Checkout {
    /// Its root: the folder above `Tests/TidyTests`.
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Every Swift file of ours under `Sources`, by path; read once, as several rules ask.
    static let sources = Result { try swiftFiles(under: "Sources") }

    /// Every Swift file of the tests.
    static let tests = Result { try swiftFiles(under: "Tests") }

    /// Every Swift file of the generator's.
    static let scripts = Result { try swiftFiles(under: "Scripts") }

    private static func swiftFiles(under folder: String) throws -> [SourceFile] {
        try paths(under: folder, ending: ".swift").map {
            SourceFile(path: $0, text: try text($0))
        }
    }

    /// A file's text, by its path from the root.
    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// The paths of files below a folder, from the root, sorted;
    /// none where there is no such folder.
    static func paths(under folder: String, ending: String) -> [String] {
        FileManager.default.enumerator(atPath: root.appending(path: folder).path)?
            .compactMap { $0 as? String }
            .filter { $0.hasSuffix(ending) }
            .map { "\(folder)/\($0)" }
            .sorted() ?? []
    }

    /// The names at the top that are under version control; without git, all that build and run
    /// did not leave behind.
    static func topLevelNames() throws -> Set<String> {
        if let listed = try? run(["git", "-C", root.path, "ls-files", "-z"]), !listed.isEmpty {
            return Set(
                listed.split(separator: "\0")
                    .compactMap { $0.split(separator: "/").first.map(String.init) }
            )
        }
        return Set(try FileManager.default.contentsOfDirectory(atPath: root.path))
            .subtracting(["Package.resolved", "plimsoll-data"])
    }

    /// The package as its manifest declares it.
    ///
    /// `swift test` holds the lock on the usual build folder, so this one has its own; what the
    /// package manager leaves in the folder for temporary files goes with it.
    static func package() throws -> PackageDescription {
        let scratch = FileManager.default.temporaryDirectory
            .appending(path: "plimsoll-tidy-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let json = try run([
            "env", "TMPDIR=\(scratch.path)", "swift", "package", "--package-path", root.path,
            "--scratch-path", scratch.path,
            "dump-package",
        ])
        return try JSONDecoder().decode(PackageDescription.self, from: Data(json.utf8))
    }

    /// The targets that hold Swift rather than C.
    static func swiftTargets(of package: PackageDescription) -> Set<String> {
        Set(
            package.targets.filter {
                let folder = $0.type == "test" ? "Tests" : "Sources"
                return !paths(under: "\(folder)/\($0.name)", ending: ".swift").isEmpty
            }.map(\.name)
        )
    }

    /// Runs a command at the root, whatever it exits with.
    static func status(of command: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.currentDirectoryURL = root
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
    }

    private static func run(_ command: [String]) throws -> String {
        let ran = try status(of: command)
        guard ran.status == 0 else { throw CommandFailed(command: command, status: ran.status) }
        return ran.output
    }

    struct CommandFailed: Error {
        var command: [String]
        var status: Int32
    }
}
