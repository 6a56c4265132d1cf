import ArgumentParser
import CanonicalJSON
import Contracts
import Foundation
import HTTPAPI
import Marine
import Services

/// Published sanctions lists.
struct SanctionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sanctions",
        abstract: "Adopts published sanctions lists.",
        subcommands: [Load.self]
    )

    /// Adopts a list from its files.
    struct Load: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adopts a published sanctions list from its files.",
            discussion: """
                The files are OFAC's sdn.xml, or its sdn.csv, alt.csv and add.csv together, or the \
                consolidated list of the United Nations in XML. Nothing is fetched: download them \
                where you can check whence they come. Only what has changed since the list in \
                force is sent; it is in force once all of it is there, or not at all. Only the \
                operator may.
                """
        )

        @OptionGroup var options: ServerOptions
        @OptionGroup var signing: SigningOptions

        @Option(help: "The day of publication, YYYY-MM-DD, which OFAC's CSV files do not say.")
        var published: String?

        @Flag(help: "Reads the files and says what they hold, and changes nothing.")
        var dryRun = false

        @Argument(help: "The files.")
        var files: [String]

        func run() async throws {
            let inputs = try files.map { file in
                SanctionsFiles.Input(
                    name: URL(fileURLWithPath: file).lastPathComponent,
                    bytes: Array(try Data(contentsOf: URL(fileURLWithPath: file)))
                )
            }
            let list: SanctionsFiles
            do { list = try SanctionsFiles(inputs, published: published) } catch {
                throw CommandFailure("\(error); nothing is changed")
            }
            let names = list.entries.reduce(0) { $0 + $1.names.count }
            print(
                "\(list.source.rawValue)\t\(list.publication.published)\t"
                    + "\(list.entries.count) entries\t\(names) names"
            )
            guard !dryRun else { return }
            try await options.withClient { client in
                try await adopt(list, client)
            }
        }

        private func adopt(_ list: SanctionsFiles, _ client: APIClient) async throws {
            let (removed, put) = list.changes(from: try await versions(list.source, client))
            guard !removed.isEmpty || !put.isEmpty else {
                print("unchanged")
                return
            }
            let path = "/v1/sanctions-lists/\(list.source.id)/actions"
            let sender = try await signing.sender(client)
            _ = try await sender.expect(
                "POST",
                "\(path)/announce",
                Announced(publication: list.publication)
            )
            var parts = list.parts(removed: removed, put: put)[...]
            let count = parts.count
            while let part = parts.popFirst() {
                _ = try await sender.expect("POST", "\(path)/bring", part)
                warn("plimsoll: \(count - parts.count)/\(count) parts")
            }
            _ = try await sender.expect("POST", "\(path)/adopt", NoMembers())
            print("adopted\t\(put.count) new or changed\t\(removed.count) removed")
        }

        /// The versions of the entries in force, by identifier.
        private func versions(
            _ source: ListSource,
            _ client: APIClient
        ) async throws -> [String: DigestText] {
            let lists = try await client.expect("GET", "/v1/sanctions/publications")
            let isKnown = (lists["items"]?.arrayValue ?? []).contains {
                $0["source"]?.stringValue == source.rawValue
            }
            guard isKnown else { return [:] }
            var versions: [String: DigestText] = [:]
            let path = "/v1/sanctions/publications/\(source.id)/entries?limit=200"
            var after = ""
            while true {
                let page = try await client.expect("GET", path + after)
                for item in page["items"]?.arrayValue ?? [] {
                    guard let id = item["id"]?.stringValue,
                        let version = item["version"]?.stringValue
                    else { continue }
                    versions[id] = try DigestText(version)
                }
                guard let next = page["next"]?.stringValue else { return versions }
                after = "&after=\(next.percentEncoded)"
            }
        }
    }
}

/// The body that announces a publication.
private struct Announced: JSONWritable {
    let publication: ScreeningList.Publication

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("publication")
        publication.write(to: &writer)
        writer.endObject()
    }
}

extension String {
    fileprivate var percentEncoded: String {
        addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? self
    }
}
