import CanonicalJSON
import Testing

/// A choice to which the second edition added a name.
private enum Colour: String, JSONCoded, EditionedChoice {
    case red, blue

    var since: Int {
        switch self {
        case .red: 1
        case .blue: 2
        }
    }
}

@Suite struct EditionedChoiceTests {
    @Test(arguments: [("red", 1, true), ("red", 2, true), ("blue", 1, false), ("blue", 2, true)])
    func `a name that a later edition added is unknown to an earlier one`(
        name: String,
        edition: Int,
        isKnown: Bool
    ) {
        let bytes = Array("\"\(name)\"".utf8)
        let read = try? JSONReader.canonical(Colour.self, from: bytes, edition: edition)
        #expect(read == (isKnown ? Colour(rawValue: name) : nil))
    }
}
