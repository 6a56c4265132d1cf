import Foundation
import Synchronization

/// What is said on a terminal while files are uploaded: how far, how fast, and how long still.
///
/// Elsewhere than on a terminal nothing is said. Lines that stay are printed through it, so that
/// they do not run into the line that is overwritten.
final class UploadProgress: Sendable {
    private struct State {
        var totalBytes = 0
        var doneBytes = 0
        var underWay: [String: Int] = [:]
        var files = 0
        var filesDone = 0
        var shownAt: ContinuousClock.Instant?
    }

    private let isTerminal: Bool
    private let start = ContinuousClock.now
    private let state = Mutex(State())

    init(isTerminal: Bool = isatty(STDERR_FILENO) == 1) { self.isTerminal = isTerminal }

    /// Adds a file that will be sent.
    func add(_ bytes: Int) {
        state.withLock {
            $0.files += 1
            $0.totalBytes += bytes
        }
    }

    /// Notes how much of a part has gone out.
    func sent(_ bytes: Int, of file: String) {
        state.withLock { state in
            state.underWay[file] = bytes
            let now = ContinuousClock.now
            if let shown = state.shownAt, now - shown < .milliseconds(100) { return }
            state.shownAt = now
            show(state, file)
        }
    }

    /// Notes that a part is done.
    func finishPart(_ bytes: Int, of file: String) {
        state.withLock {
            $0.underWay[file] = nil
            $0.doneBytes += bytes
        }
    }

    /// Notes that a file is done, and prints what came of it.
    func finishFile(_ lines: [String], errors: [String]) {
        state.withLock { state in
            state.filesDone += 1
            clear()
            for line in errors { warn(line) }
            for line in lines { say(line) }
        }
    }

    /// Prints a line on standard error.
    func note(_ line: String) {
        state.withLock { _ in
            clear()
            warn(line)
        }
    }

    private func clear() {
        if isTerminal { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    }

    private func show(_ state: State, _ file: String) {
        guard isTerminal else { return }
        let sent = state.doneBytes + state.underWay.values.reduce(0, +)
        let elapsed = ContinuousClock.now - start
        let text = Self.text(
            sent: sent,
            of: state.totalBytes,
            after: Double(elapsed.components.seconds)
                + Double(elapsed.components.attoseconds) / 1e18
        )
        let line = "\(state.filesDone)/\(state.files) files, \(text)  \(file)"
        FileHandle.standardError.write(Data("\r\u{1B}[K\(line.prefix(100))".utf8))
    }

    /// How far an upload is: what is sent of what, how fast, and how long the rest will take.
    static func text(sent: Int, of total: Int, after seconds: Double) -> String {
        let percent = total > 0 ? min(sent * 100 / total, 100) : 0
        var text = "\(size(sent)) of \(size(total)) (\(percent)%)"
        guard seconds >= 0.5, sent > 0 else { return text }
        let rate = Double(sent) / seconds
        text += ", \(size(Int(rate)))/s"
        let left = Int((Double(max(total - sent, 0)) / rate).rounded(.up))
        return text + ", \(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60) left"
    }

    /// A number of bytes in kB or MB.
    private static func size(_ bytes: Int) -> String {
        let tenths = bytes < 1_000_000 ? bytes / 100 : bytes / 100_000
        return "\(tenths / 10).\(tenths % 10) \(bytes < 1_000_000 ? "kB" : "MB")"
    }
}
