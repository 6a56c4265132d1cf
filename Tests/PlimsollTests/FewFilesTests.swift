import Foundation
import TestSupport
import Testing

extension ProcessTests {
    /// What the program says where it may open few files.
    @Suite struct FewFilesTests {
        private func limited(_ files: Int, _ arguments: [String]) throws -> (Int32, String) {
            let run = try ServerProcess.shell(
                [
                    "bash", "-c", "ulimit -n \(files); exec timeout 60 \"$0\" \"$@\" 2>&1",
                    ServerProcess.program.path,
                ] + arguments
            )
            return (run.status, run.output)
        }

        @Test
        func `an audit accuses nobody where it cannot open a file, and a server does not start`()
            throws
        {
            let folder = try TemporaryFolder()
            let data = folder.path("data")
            let server = try ServerProcess(data: data)
            #expect(server.stop() == 0)
            for files in Array(8...40) + [200] {
                let (status, output) = try limited(files, ["audit", "--data", data])
                #expect([0, 2, 3].contains(status), "\(files) files: \(status) \(output)")
                #expect(!output.contains("gone"), "\(files) files: \(output)")
                #expect(!output.contains("committed"), "\(files) files: \(output)")
                #expect(status == 0 || output.contains("ulimit -n"), "\(files) files: \(output)")
            }
            let seal = try Data(contentsOf: URL(fileURLWithPath: "\(data)/clean-stop.note"))
            for files in [10, 12, 20, 40] {
                for command in [
                    ["backup", "--data", data, "--to", folder.path("copy")],
                    ["webhook", "lower-cursors", "--data", data],
                    ["webhook", "accept-endpoints", "--data", data],
                    ["key", "rotate-log", "--data", data], ["rebuild", "--data", data],
                ] {
                    let (status, output) = try limited(files, command)
                    #expect(status == 1, "\(files) files: \(command) \(status) \(output)")
                    #expect(output.contains("ulimit -n"), "\(files) files: \(output)")
                }
            }
            #expect(try limited(64, ["webhook", "lower-cursors", "--data", data]).0 == 0)
            #expect(
                try limited(64, ["backup", "--data", data, "--to", folder.path("copy")]).0 == 0
            )
            #expect(
                try Data(contentsOf: URL(fileURLWithPath: "\(data)/clean-stop.note")) == seal
            )
            #expect(try limited(200, ["audit", "--data", data]).0 == 0)
            for files in [8, 10, 20, 60] {
                let (status, output) = try limited(files, ["serve", "--data", data])
                #expect(status == 1, "\(files) files: \(status) \(output)")
                #expect(output.contains("\(files) files open"), "\(files) files: \(output)")
            }
        }
    }
}
