import Foundation
import TestSupport
import Testing

/// Who the witnesses are is said once.
@Suite struct PublicationOptionsTests {
    /// RFC 8032's keys would do as well: what is refused is refused before any is used.
    private static let witness =
        "witness.example/w1+20324abe+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X"
        + "=http://127.0.0.1:9"

    private func serve(
        _ variables: [String],
        _ options: [String],
        in folder: TemporaryFolder
    ) throws -> (status: Int32, output: String) {
        // A server that starts after all must not run on.
        try ServerProcess.shell(
            ["timeout", "20", "env"] + variables + [ServerProcess.program.path, "serve", "--data"]
                + ["\(folder.path)/data", "--listen", "127.0.0.1:0"] + options
        )
    }

    @Test(arguments: [
        (["--policy"], ["WITNESS"], "--policy and PLIMSOLL_WITNESS"),
        (["--witness"], ["POLICY"], "PLIMSOLL_POLICY and --witness"),
        ([], ["POLICY", "WITNESS"], "PLIMSOLL_POLICY and PLIMSOLL_WITNESS"),
        (["--policy", "--witness"], [], "--policy and --witness"),
        (["--policy", "--witness"], ["POLICY", "WITNESS"], "--policy and --witness"),
    ])
    func `a policy file and a list of witnesses are refused by the names of both`(
        options: [String],
        variables: [String],
        sources: String
    ) throws {
        let folder = try TemporaryFolder()
        let file = "\(folder.path)/policy"
        try Data("quorum none\n".utf8).write(to: URL(fileURLWithPath: file))
        func value(_ name: String) -> String {
            name.lowercased().hasSuffix("policy") ? file : Self.witness
        }
        let run = try serve(
            variables.map { "PLIMSOLL_\($0)=\(value($0))" },
            options.flatMap { [$0, value($0)] },
            in: folder
        )
        #expect(run.status != 0)
        #expect(run.output.contains("\(sources): both say who the witnesses are"), "\(run.output)")
        // Nothing was founded, so that no first API key was lost.
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/data/keys"))
    }

    @Test func `an option goes before the variable of the same, and errors name what was read`()
        throws
    {
        let folder = try TemporaryFolder()
        let missing = try serve(["PLIMSOLL_POLICY=/nonexistent/a"], [], in: folder)
        #expect(
            missing.output.contains("PLIMSOLL_POLICY: /nonexistent/a: No such file or directory")
        )
        let option = try serve(
            ["PLIMSOLL_POLICY=/nonexistent/a"],
            ["--policy", "/nonexistent/b"],
            in: folder
        )
        #expect(option.output.contains("--policy: /nonexistent/b: No such file or directory"))
        let witness = try serve(["PLIMSOLL_WITNESS=nobody"], [], in: folder)
        #expect(witness.output.contains("PLIMSOLL_WITNESS: 'nobody' is not VKEY=URL"))
    }
}
