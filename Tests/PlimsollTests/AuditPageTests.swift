import CanonicalJSON
import Foundation
import HTTPClient
import Notifier
import TestSupport
import Testing

extension ProcessTests {
    /// `plimsoll audit --format html`: a page to be filed,
    /// whatever the ledger's members call themselves.
    @Suite struct AuditPageTests {
        private static let hostile = [
            #"<script>alert("a")</script>"#, #"</td></table><img src=x onerror='alert(1)'>"#,
            "&lt;b&gt; & <b>", "]]> <!-- -->", "\u{202E}txet denrut", "</title><style>*{}</style>",
        ]

        @Test func `the page of a clean ledger is well formed and says so`() async throws {
            let folder = try TemporaryFolder()
            try await Self.found(in: folder)
            let audit = try ServerProcess.run(["audit", "--data", folder.path, "--format", "html"])
            #expect(audit.status == 0, "\(audit.output)")
            let page = try Self.read(audit.output, in: folder)
            #expect(page["problems"]?.arrayValue == [])
            let text = try #require(page["text"]?.stringValue)
            #expect(text.contains("CLEAN"))
            #expect(text.contains("plimsoll.localhost/ledger"))
            #expect(!text.contains("NOT CLEAN"))
        }

        @Test func `nothing that a member or a row is called becomes markup`() async throws {
            let folder = try TemporaryFolder()
            try await Self.found(in: folder)
            // The first difference of a table says enough: each name is the first of its own.
            for name in Self.hostile {
                let tamper = """
                    import sqlite3, sys
                    db = sqlite3.connect(sys.argv[1])
                    db.execute("DELETE FROM api_key")
                    columns = [row[1] for row in db.execute("PRAGMA table_info(api_key)")]
                    marks = ", ".join("?" for _ in columns)
                    values = [sys.argv[2]] * len(columns)
                    db.execute(f"INSERT INTO api_key VALUES ({marks})", values)
                    db.commit()
                    """
                let tampered = try ServerProcess.shell([
                    "python3", "-c", tamper, "\(folder.path)/view.sqlite", name,
                ])
                #expect(tampered.status == 0, "\(tampered.output)")
                let audit = try ServerProcess.run([
                    "audit", "--data", folder.path, "--format", "html",
                ])
                #expect(audit.status == 1)
                let page = try Self.read(audit.output, in: folder)
                #expect(page["problems"]?.arrayValue == [], "\(name)")
                let text = try #require(page["text"]?.stringValue)
                #expect(text.contains("NOT CLEAN"))
                // What a reader sees is the name, letter by letter, with its quotes set off; marks
                // that turn text around are not shown.
                let shown = name.replacingOccurrences(of: "\u{202E}", with: "\u{FFFD}")
                #expect(text.replacingOccurrences(of: "\\", with: "").contains(shown), "\(text)")
            }
        }

        /// A ledger whose members are called by hostile names.
        private static func found(in folder: TemporaryFolder) async throws {
            let server = try ServerProcess(data: folder.path)
            let key = try #require(server.operatorKey)
            let curl = try CurlClient()
            for (number, name) in hostile.enumerated() {
                let body = try JSONEncoder().encode(["id": "m-\(number)", "name": name])
                let text =
                    String(decoding: body, as: UTF8.self).dropLast() + #","roles":["assured"]}"#
                // One or the other may be refused as a name; none may break the page.
                _ = try await ask(
                    curl,
                    "POST",
                    "\(server.url)/v1/members",
                    key: key,
                    body: String(text)
                )
            }
            #expect(server.stop() == 0)
            await curl.shutdown()
        }

        /// What a strict reader makes of a page: what is wrong with it, and the text that it shows.
        private static func read(_ html: String, in folder: TemporaryFolder) throws -> JSONValue {
            let reader = """
                import html.parser, json, sys
                void = {"meta", "wbr"}
                known = void | {"html", "head", "title", "style", "body", "h1", "h2", "h3", "p",
                    "table", "thead", "tbody", "tr", "th", "td", "ul", "li", "strong"}
                class Reader(html.parser.HTMLParser):
                    stack, problems, text = [], [], []
                    def handle_starttag(self, tag, attributes):
                        if tag not in known: self.problems.append("element " + tag)
                        names = {name for name, _ in attributes}
                        if names - {"lang", "charset", "name", "content", "class"}:
                            self.problems.append("attributes of " + tag)
                        if tag not in void: self.stack.append(tag)
                    def handle_endtag(self, tag):
                        if not self.stack or self.stack.pop() != tag:
                            self.problems.append("end " + tag)
                    def handle_data(self, data): self.text.append(data)
                    def handle_comment(self, data): self.problems.append("comment")
                    def unknown_decl(self, data): self.problems.append("declaration")
                page = open(sys.argv[1], encoding="utf-8").read()
                reader = Reader()
                reader.feed(page); reader.close()
                if reader.stack: reader.problems.append("open " + reader.stack[-1])
                if not page.startswith("<!DOCTYPE html>"): reader.problems.append("no doctype")
                if page.count("<style>") != 1: reader.problems.append("styles")
                if any(ord(c) < 32 and c != "\\n" for c in page): reader.problems.append("control")
                print(json.dumps({"problems": reader.problems, "text": "".join(reader.text)}))
                """
            let path = "\(folder.path)/page.html"
            try html.write(toFile: path, atomically: true, encoding: .utf8)
            let read = try ServerProcess.shell(["python3", "-c", reader, path])
            try FileManager.default.removeItem(atPath: path)
            #expect(read.status == 0, "\(read.output)")
            return try JSONValue(parsing: Array(read.output.utf8))
        }
    }
}
