extension AuditReport {
    /// The report as one self-contained page, to be printed and filed.
    ///
    /// Its first screen is the summary: the verdict, what it went by, and a line for each section.
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
        <p class="verdict \(verdict.rawValue)">\(escaped(headline))</p>
        <table class="inputs">
        \(inputRows)
        </table>
        <table class="sections">
        <thead>
        <tr><th>Section</th><th>Comparison</th><th>Examined</th>\
        <th>Findings</th><th>State</th></tr>
        </thead>
        <tbody>
        \(sections.map(row).joined(separator: "\n"))
        </tbody>
        </table>
        \(remainders)
        <h2>Findings</h2>
        \(findings)
        <p class="note">The verifier key says whose ledger this is: compare it with one from \
        elsewhere. Two checkpoints of one size with two roots, both signed by that log's keys, are \
        proof of a fork.</p>
        </body>
        </html>

        """
    }

    private var headline: String {
        switch verdict {
        case .clean: "CLEAN: everything was examined, and nothing is wrong"
        case .incomplete: "INCOMPLETE: nothing found in what was examined"
        case .findings:
            "NOT CLEAN: \(findingCount) \(findingCount == 1 ? "finding" : "findings")"
                + (unfinished.isEmpty ? "" : ", and not everything could be examined")
        }
    }

    private var inputRows: String {
        let facts = [("entries", "\(size)"), ("root hash", root), ("begun at", at)]
        return (facts + inputs.lines).map { name, value in
            "<tr><th>\(escaped(name))</th><td>\(wrapped(value))</td></tr>"
        }.joined(separator: "\n")
    }

    private func row(_ section: AuditSection) -> String {
        let reason = (section.inapplicable ?? section.remark).map { ": \($0)" } ?? ""
        return """
            <tr class="\(section.state.rawValue)">\
            <td>\(wrapped(section.name))</td><td>\(wrapped(section.title + reason))</td>\
            <td class="count">\(section.counted)</td>\
            <td class="count">\(section.findingCount)</td>\
            <td>\(section.state.words)</td></tr>
            """
    }

    private var remainders: String {
        guard !unfinished.isEmpty else { return "" }
        let items = unfinished.map { section in
            "<li><strong>\(escaped(section.name))</strong>, \(escaped(section.counted)): "
                + "\(wrapped(section.incomplete ?? ""))</li>"
        }
        return """
            <h2>Not examined to the end</h2>
            <ul>
            \(items.joined(separator: "\n"))
            </ul>
            """
    }

    private var findings: String {
        let found = sections.filter { $0.findingCount > 0 }
        guard !found.isEmpty else { return "<p>None.</p>" }
        return found.map { section in
            let blocks = section.findings.prefix(AuditReport.findingsShown).map {
                block($0, section)
            }
            let rest = section.rest(shown: AuditReport.findingsShown).map {
                "\n<p>\(escaped($0))</p>"
            }
            return """
                <h3>\(escaped(section.name)): \(section.findingCount)</h3>
                \(blocks.joined(separator: "\n"))\(rest ?? "")
                """
        }.joined(separator: "\n")
    }

    private func block(_ finding: AuditFinding, _ section: AuditSection) -> String {
        let since = finding.since.map { "\($0), the entry's instant" } ?? "not known"
        let severity = finding.severity ?? section.severity
        let rows = [
            ("What", finding.reason), ("Where", finding.place), ("Since", since),
            ("How bad", severity.rawValue), ("What to do", finding.remedy ?? section.remedy),
        ].map { "<tr><th>\($0)</th><td>\(wrapped($1))</td></tr>" }
        return """
            <table class="finding \(severity.rawValue)">
            \(rows.joined(separator: "\n"))
            </table>
            """
    }

    /// Text that may be broken within what no line holds: after a mark in a path or a key, and
    /// every 16 characters in a hash; a word is never broken.
    private func wrapped(_ text: String) -> String {
        text.split(separator: " ", omittingEmptySubsequences: false).map { word in
            guard word.count > AuditReport.longestWord else { return escaped(String(word)) }
            var (pieces, piece) = ([String](), "")
            for character in word {
                piece.append(character)
                if "/+:,=".contains(character) || piece.count == AuditReport.longestPiece {
                    pieces.append(escaped(piece))
                    piece = ""
                }
            }
            return (pieces + [escaped(piece)]).joined(separator: "<wbr>")
        }.joined(separator: " ")
    }

    private static let longestWord = 28
    private static let longestPiece = 16

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
        body { font: 14px/1.35 sans-serif; margin: 1em auto; max-width: 62em; padding: 0 1em; }
        h1 { font-size: 1.3em; margin: 0 0 .4em; } h2 { font-size: 1.1em; margin: 1.5em 0 .5em; }
        h3 { font-size: 1em; margin: 1.2em 0 .4em; }
        table { border-collapse: collapse; width: 100%; margin-bottom: .8em; }
        th, td { border-bottom: 1px solid #ccc; padding: .15em .5em; text-align: left;
        vertical-align: top; }
        .sections th, .sections td:first-child, .sections td:last-child, .count {
        white-space: nowrap; } .sections td:nth-child(2) { width: 100%; }
        .inputs th, .finding th { width: 7em; font-weight: normal; color: #444;
        white-space: nowrap; }
        .inputs td { font-family: monospace; font-size: .93em; } .count { text-align: right; }
        .verdict { font-weight: bold; border: 2px solid; margin: 0 0 .6em; padding: .3em .8em; }
        .verdict.clean { color: #060; } .verdict.incomplete, tr.part, tr.notExamined {
        color: #840; } .verdict.findings, tr.findings { color: #a00; }
        tr.notApplicable { color: #444; }
        .finding { border: 1px solid #ccc; border-left: .4em solid #a00; }
        .finding.serious { border-left-color: #d60; } .finding.minor { border-left-color: #bb0; }
        .note { margin-top: 2em; font-size: .9em; color: #444; }
        @page { size: A4; margin: 1.2cm; } tr, li { break-inside: avoid; }
        h2, h3 { break-after: avoid; }
        @media print { body { font-size: 8.5pt; line-height: 1.2; margin: 0; max-width: none;
        padding: 0; } th, td { padding: .05em .35em; } table { margin-bottom: .4em; }
        h2 { margin: .8em 0 .3em; } h3 { margin: .6em 0 .2em; } .note { margin-top: 1em; }
        .verdict { margin-bottom: .4em; padding: .15em .5em; } }
        """
}
