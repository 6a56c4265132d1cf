import Marine

extension Areas {
    /// Where something counts that does not count within the areas, in words.
    var outsideText: String {
        isEmpty ? "" : " outside \(map(\.name.string).joined(separator: ", "))"
    }

    /// Refuses areas that span nothing or go round more than half of the globe,
    /// by the field's name.
    func requireSound(_ field: String) throws(Refusal) {
        if let area = first(where: { !$0.isSound }) {
            throw Refusal(.termsMalformed, [field: "\(area.name) is no area of the chart"])
        }
    }
}
