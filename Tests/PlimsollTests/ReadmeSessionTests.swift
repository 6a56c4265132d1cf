import Foundation
import TestSupport
import Testing

/// What README.md says of a session, held against the program.
@Suite(.onOwnThreads) struct ReadmeSessionTests {
    @Test func `the session of the README runs, and prints what it says`() throws {
        let page = try String(
            contentsOf: Self.root.appending(path: "README.md"),
            encoding: .utf8
        )
        let session = try ReadmeSession(page: page)
        let folder = try TemporaryFolder()
        let printed = try session.run(in: folder, root: Self.root)
        let found = printed.split(separator: "\n").map(String.init)
        #expect(found.map(ReadmeSession.shape) == session.printed.map(ReadmeSession.shape))
    }

    @Test func `the shape of a line keeps its figures, and no identifier or hash`() throws {
        let line = #"{"id":"crt-a6tb5eat52api4it","premium":"1357.48","index":11,"leafHash":"#
        #expect(
            ReadmeSession.shape(line + #""ZLqpAYlsuaIhqD4zyeMM3gLJBS9dTOL9ofLXrubT1kE="}"#)
                == ReadmeSession.shape(
                    #"{"id":"crt-26azmi4x22f77zba","premium":"1357.48","index":11,"leafHash":"#
                        + #""G3M+aNtzUVQcbVzsSnFb4MB3TggdbYHPKRzW6YAkBiU="}"#
                )
        )
        for other in [
            line.replacing("1357.48", with: "1357.49"), line.replacing("index", with: "at"),
            line.replacing("crt-", with: "clm-"), line.replacing("11", with: "12"),
        ] {
            #expect(ReadmeSession.shape(other) != ReadmeSession.shape(line))
        }
    }

    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}

/// The README's session: the commands, and what it says that they print.
struct ReadmeSession {
    let script: String
    let printed: [String]

    init(page: String) throws {
        let section = try #require(page.components(separatedBy: "\n## A session\n").last)
        let blocks = section.components(separatedBy: "\n```")
        // The blocks and the text between them alternate; each block begins with its language.
        try #require(blocks.count > 3 && blocks[1].hasPrefix("sh\n") && blocks[3].hasPrefix("\n"))
        script = String(blocks[1].dropFirst("sh\n".count))
        printed = blocks[3].split(separator: "\n").map(String.init)
    }

    /// Runs the commands where the clone's root would be, on a port that is free.
    ///
    /// - Returns: what they print, standard error included.
    func run(in folder: TemporaryFolder, root: URL) throws -> String {
        let products = folder.path(".build/debug")
        let files = FileManager.default
        try files.createDirectory(atPath: products, withIntermediateDirectories: true)
        try files.createSymbolicLink(
            atPath: "\(products)/plimsoll",
            withDestinationPath: ServerProcess.program.path
        )
        try files.createSymbolicLink(
            atPath: folder.path("Fixtures"),
            withDestinationPath: root.appending(path: "Fixtures").path
        )
        let port = try Self.freePort()
        let usual = "S=http://127.0.0.1:8080 "
        try #require(script.contains(usual))
        let own = script.replacing(usual, with: "S=http://127.0.0.1:\(port) ")
        // Jobs have process groups of their own, as where a reader types; the server's ends with
        // the shell. A machine that runs other tests beside this one takes longer than a reader's.
        let whole = """
            cd '\(folder.path)' && set -m
            trap 'exec 2> /dev/null; kill %1; wait' EXIT
            export PLIMSOLL_LISTEN=127.0.0.1:\(port) PLIMSOLL_SERVER=http://127.0.0.1:\(port)
            sleep() { command sleep $((5 * $1)); }
            \(own)
            """
        let ran = try ServerProcess.shell(["bash", "-c", whole])
        #expect(ran.status == 0, "\(ran.output)")
        return ran.output
    }

    /// A line with what differs from run to run left out: the random part of an identifier, and
    /// hashes.
    static func shape(_ line: String) -> String {
        line.replacing(/\b(crt|clm|shp|cov)-[a-z2-7]{16}/) { "\($0.output.1)-*" }
            .replacing(/"[A-Za-z0-9+\/]{43}="/, with: "\"*\"")
    }

    private static func freePort() throws -> Int {
        let found = try ServerProcess.shell([
            "python3", "-c",
            "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); "
                + "print(s.getsockname()[1])",
        ])
        return try #require(Int(found.output.split(separator: "\n").first ?? ""))
    }
}
