/// A coded type that is no ``Described`` one: what it means, and its cases where it has some.
///
/// `Scripts/make-records` makes one from the documentation of each such type.
public struct ValueDescription: Sendable {
    /// The type.
    public let type: any JSONShaped.Type
    /// The first paragraph of its documentation.
    public let meaning: String
    /// The names of an enumeration's cases as they are coded, and what each means.
    public let cases: [(name: String, meaning: String)]

    /// Describes a type.
    public init(
        _ type: any JSONShaped.Type,
        _ meaning: String,
        cases: [(name: String, meaning: String)] = []
    ) {
        self.type = type
        self.meaning = meaning
        self.cases = cases
    }
}
