/// One place that breaks one of the house's rules.
struct Violation: Hashable, CustomStringConvertible {
    /// The file, target or name, from the checkout's root.
    var place: String
    /// The line, counted from 1, where there is one.
    var line: Int?
    /// What is wrong.
    var reason: String

    init(_ place: String, line: Int? = nil, _ reason: String) {
        self.place = place
        self.line = line
        self.reason = reason
    }

    var description: String {
        line.map { "\(place):\($0): \(reason)" } ?? "\(place): \(reason)"
    }
}
