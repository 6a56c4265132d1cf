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
            }
            #expect(try limited(200, ["audit", "--data", data]).0 == 0)
            for files in [8, 10, 20, 60] {
                let (status, output) = try limited(files, ["serve", "--data", data])
                #expect(status == 1, "\(files) files: \(status) \(output)")
                #expect(output.contains("\(files) files open"), "\(files) files: \(output)")
            }
        }
    }
}
