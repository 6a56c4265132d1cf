import CanonicalJSON

/// Where in a body a value is, and where what is wrong with it is collected.
struct FieldPlace {
    /// The errors of one body, in the order in which they were found.
    final class Collector {
        /// The most errors that one problem lists.
        static let limit = 100

        fileprivate(set) var errors: [FieldError] = []
    }

    /// A JSON pointer (RFC 6901).
    let pointer: String
    private let collector: Collector

    init(pointer: String = "", collector: Collector) {
        self.pointer = pointer
        self.collector = collector
    }

    /// The place of a member or an element.
    func child(_ name: String) -> FieldPlace {
        FieldPlace(pointer: "\(pointer)/\(FieldPlace.escaped(name))", collector: collector)
    }

    /// Notes that the value here is wrong.
    func fail(_ code: String, _ detail: String) {
        guard collector.errors.count < Collector.limit else { return }
        collector.errors.append(
            FieldError(place: .pointer(pointer), code: code, detail: detail)
        )
    }

    /// A member's name as a part of a pointer.
    static func escaped(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") })
        else { return name }
        return name.split(separator: "~", omittingEmptySubsequences: false)
            .joined(separator: "~0")
            .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
    }
}

/// Reads the members of one JSON object, each once, and notes all that are wrong.
///
/// A reading function asks for every member first and gives up only then, so that a client learns
/// of all its mistakes at once.
final class FieldReader {
    let place: FieldPlace
    private let members: [String: JSONValue]
    private var known: Set<String> = []

    init(_ members: [String: JSONValue], at place: FieldPlace) {
        self.members = members
        self.place = place
    }

    /// Reads a whole body.
    ///
    /// - Throws: one problem with every field that is wrong.
    static func read<Value>(
        _ body: JSONValue,
        _ read: @escaping (FieldReader) -> Value?
    ) throws(Problem) -> Value {
        let collector = FieldPlace.Collector()
        let value = FieldParser.object(read).read(body, FieldPlace(collector: collector))
        guard let value, collector.errors.isEmpty else { throw .fields(collector.errors) }
        return value
    }

    /// A member that must be there; `nil` where it is wrong, which is noted.
    func required<Value>(_ name: String, _ parser: FieldParser<Value>) -> Value? {
        guard let member = member(name) else {
            place.child(name).fail("missing", "'\(name)' is required.")
            return nil
        }
        return parser.read(member, place.child(name))
    }

    /// A member that may be missing or null; `nil` where it is wrong, which is noted.
    func optional<Value>(_ name: String, _ parser: FieldParser<Value>) -> Value?? {
        guard let member = member(name) else { return .some(nil) }
        return parser.read(member, place.child(name)).map { .some($0) }
    }

    /// A member that has a default; `nil` where it is wrong, which is noted.
    func member<Value>(
        _ name: String,
        _ parser: FieldParser<Value>,
        default value: @autoclosure () -> Value
    ) -> Value? {
        guard let member = member(name) else { return value() }
        return parser.read(member, place.child(name))
    }

    /// The one member among these names, for an object that is one of several things.
    func choice(_ names: [String]) -> (name: String, value: JSONValue)? {
        let given = names.filter { member($0) != nil }
        guard given.count == 1, let name = given.first, let value = members[name] else {
            place.fail("choiceMalformed", "One of \(names.joined(separator: ", ")) is required.")
            return nil
        }
        return (name, value)
    }

    /// Notes the members that nothing has asked for.
    func refuseOthers() {
        for name in members.keys.sorted() where !known.contains(name) {
            place.child(name).fail("unknownField", "'\(name)' is not understood here.")
        }
    }

    private func member(_ name: String) -> JSONValue? {
        known.insert(name)
        guard let member = members[name], !member.isNull else { return nil }
        return member
    }
}
