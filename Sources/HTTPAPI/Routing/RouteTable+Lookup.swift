import HTTPTypes

extension RouteTable {
    /// The methods that a path answers to; empty where there is no such path.
    func methods(for path: String) -> [HTTPRequest.Method] {
        let parts = path.split(separator: "/")
        var methods = Set(routes.filter { $0.matches(parts) }.map(\.method))
        if methods.contains(.get) { methods.insert(.head) }
        return methods.sorted { $0.rawValue < $1.rawValue }
    }

    /// The actions of what an unknown action was asked of; empty where the path is of no such kind.
    func actions(besides path: String) -> [String] {
        var parts = path.split(separator: "/")
        guard parts.count > 1, parts[parts.count - 2] == "actions" else { return [] }
        parts.removeLast()
        return routes.compactMap { route in
            let pattern = route.path.split(separator: "/")
            guard pattern.count == parts.count + 1,
                RouteDescription.matches(pattern.dropLast(), parts[...])
            else { return nil }
            return pattern.last.map(String.init)
        }
    }
}

extension RouteDescription {
    fileprivate func matches(_ parts: [Substring]) -> Bool {
        RouteDescription.matches(path.split(separator: "/")[...], parts[...])
    }

    fileprivate static func matches(
        _ pattern: ArraySlice<Substring>,
        _ parts: ArraySlice<Substring>
    ) -> Bool {
        for (offset, element) in pattern.enumerated() {
            if element == "**" { return parts.count > offset }
            guard offset < parts.count else { return false }
            guard element.first == "{" || element == parts[parts.startIndex + offset] else {
                return false
            }
        }
        return pattern.count == parts.count
    }
}
