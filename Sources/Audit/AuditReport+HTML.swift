extension AuditReport {
    /// The report as one self-contained page, to be printed and filed.
    public var html: String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Audit of \(escaped(origin)) at \(size) entries</title>
        <style>\(AuditReport.style)</style>
        </head>
        <body>
        <h1>Audit of \(escaped(origin))</h1>
        <p class="verdict \(isClean ? "clean" : "found")">\(escaped(verdict))</p>
        <table class="identity">
        \(identity)
        </table>
        <h2>Sections</h2>
        <table class="sections">
        <thead>
        <tr><th>Section</th><th>Comparison</th><th>Examined</th>\
        <th>Findings</th><th></th></tr>
        </thead>
        <tbody>
        \(sections.map(row).joined(separator: "\n"))
        </tbody>
        </table>
        <h2>Findings</h2>
        \(findings)
        <p class="note">The verifier key says whose ledger this is: compare it with one from \
        elsewhere. A checkpoint of the same size with another root is proof of a fork.</p>
        </body>
        </html>

        """
    }

    private var identity: String {
        [
            ("Origin", origin), ("Verifier key", verifierKey), ("Entries", "\(size)"),
            ("Root hash", root), ("Begun at", at),
            ("First finding", firstFinding?.description ?? "none"),
        ].map { "<tr><th>\(escaped($0))</th><td>\(escaped($1))</td></tr>" }
            .joined(separator: "\n")
    }

    private func row(_ section: AuditSection) -> String {
        let incomplete = section.incomplete.map { "<br><em>\(escaped($0))</em>" } ?? ""
        return """
            <tr class="\(section.findingCount > 0 ? "found" : "clean")">\
            <td>\(escaped(section.name))</td><td>\(escaped(section.title))\(incomplete)</td>\
            <td class="count">\(section.examined)</td>\
            <td class="count">\(section.findingCount)</td>\
            <td>\(escaped(section.mark))</td></tr>
            """
    }

    private var findings: String {
        let found = sections.filter { $0.findingCount > 0 }
        guard !found.isEmpty else { return "<p>None.</p>" }
        return found.map { section in
            let items = section.findings.map {
                "<li><strong>\(escaped($0.place))</strong>: \(escaped($0.reason))</li>"
            }
            let more = section.findingCount - section.findings.count
            return """
                <h3>\(escaped(section.name))</h3>
                <ol>
                \(items.joined(separator: "\n"))
                </ol>\(more > 0 ? "\n<p>and \(more) more</p>" : "")
                """
        }.joined(separator: "\n")
    }

    /// Text escaped for an element or an attribute, so that nothing that a ledger, a view or a
    /// server wrote is taken for markup.
    private func escaped(_ text: String) -> String {
        var safe = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": safe += "&amp;"
            case "<": safe += "&lt;"
            case ">": safe += "&gt;"
            case "\"": safe += "&quot;"
            case "'": safe += "&#39;"
            // HTML allows no control characters, and marks of writing direction could disguise
            // text.
            case "\u{0}"..<" ", "\u{7F}"..."\u{9F}", "\u{202A}"..."\u{202E}",
                "\u{2066}"..."\u{2069}":
                safe += scalar == "\n" || scalar == "\t" ? " " : "\u{FFFD}"
            default: safe.unicodeScalars.append(scalar)
            }
        }
        return safe
    }

    private static let style = """
        body { font: 11pt/1.4 serif; margin: 2.5em auto; max-width: 52em; padding: 0 1em; }
        h1 { font-size: 1.4em; } h2 { font-size: 1.1em; margin-top: 2em; } h3 { font-size: 1em; }
        table { border-collapse: collapse; width: 100%; }
        th, td { border-bottom: 1px solid #bbb; padding: .3em .6em; text-align: left;
        vertical-align: top; overflow-wrap: anywhere; }
        .identity th { width: 9em; font-weight: normal; color: #444; white-space: nowrap; }
        .identity td { font-family: monospace; } .count { text-align: right; }
        .verdict { font-weight: bold; border: 2px solid; display: inline-block;
        padding: .3em 1em; } .verdict.found, tr.found td { color: #a00; }
        .verdict.clean { color: #060; } li { overflow-wrap: anywhere; }
        .note { margin-top: 3em; font-size: .9em; color: #444; }
        @page { margin: 2cm; } tr, li { break-inside: avoid; }
        @media print { body { margin: 0; max-width: none; } }
        """
}
