/// Names a place inside a JSON value (RFC 6901).
enum JSONPointer {
    static func text(_ path: [String]) -> String {
        path.map { "/" + escaped($0) }.joined()
    }

    private static func escaped(_ name: String) -> String {
        var out = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "~": out += "~0"
            case "/": out += "~1"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
