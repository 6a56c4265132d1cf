/// Where a value stands, and what is wrong there.
extension EncodingTape {
    /// The steps from the root to a value, as the text has them.
    func path(to index: Int) -> [any CodingKey] {
        var path: [any CodingKey] = []
        var index = index
        while index > 0 {
            let value = values[index]
            if values[value.parent].content == .array {
                path.append(ElementKey(place(of: index, in: value.parent)))
            } else {
                path.append(PlainKey(name(of: index)))
            }
            index = value.parent
        }
        path.reverse()
        return path
    }

    func fault(
        _ code: CanonicalJSONError.Code,
        _ reason: String,
        at index: Int,
        _ last: (any CodingKey)? = nil
    ) -> CanonicalJSONError {
        var path = path(to: index)
        if let last { path.append(last) }
        return CanonicalJSONError(code: code, path: JSONPointer.text(path), reason: reason)
    }

    @inline(never)
    func note(_ code: CanonicalJSONError.Code, _ reason: String, at index: Int) {
        if fault == nil { fault = fault(code, reason, at: index) }
    }

    @inline(never)
    func noteDepth(at index: Int) {
        let limit = JSONLimits.standard.maximumDepth
        note(.nestingTooDeep, "nested deeper than \(limit) levels", at: index)
    }

    func nameBytes(of index: Int) -> UnsafeBufferPointer<UInt8> {
        let value = values[index]
        return UnsafeBufferPointer(
            start: text + value.nameStart,
            count: value.nameEnd - value.nameStart
        )
    }

    private func name(of index: Int) -> String {
        String(decoding: nameBytes(of: index), as: UTF8.self)
    }

    private func place(of index: Int, in array: Int) -> Int {
        var place = 0
        var element = values[array].first
        while element != index && element != EncodedValue.none {
            element = values[element].next
            place += 1
        }
        return place
    }
}
