/// How a finished tape becomes bytes.
extension EncodingTape {
    /// Encodes a value as canonical bytes in the ledger's profile.
    static func encode<Value: Encodable>(
        _ value: Value,
        userInfo: [CodingUserInfoKey: any Sendable]
    ) throws -> [UInt8] {
        let tape = EncodingTape(userInfo: userInfo)
        try value.encode(to: EncodingNode(tape: tape, index: 0, valueType: Value.self))
        if let fault = tape.fault { throw fault }
        try tape.sortMembers(from: 0)
        return tape.canonicalBytes()
    }

    private func canonicalBytes() -> [UInt8] {
        // A comma or two brackets to each value beside its text.
        let bound = textCount + nameGrowth + 3 * valueCount
        return [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
            guard let start = buffer.baseAddress else { return }
            var end = start
            write(0, to: &end)
            count = end - start
        }
    }

    private func write(_ index: Int, to end: inout UnsafeMutablePointer<UInt8>) {
        let value = values + index
        switch value.pointee.content {
        case .scalar:
            copy(from: value.pointee.textStart, to: value.pointee.textEnd, at: &end)
        case .array:
            writeElements(of: value.pointee.first, open: "[", close: "]", to: &end)
        case .nothing, .object:
            writeElements(of: value.pointee.first, open: "{", close: "}", to: &end)
        }
    }

    private func writeElements(
        of first: Int,
        open: Unicode.Scalar,
        close: Unicode.Scalar,
        to end: inout UnsafeMutablePointer<UInt8>
    ) {
        append(open, at: &end)
        var index = first
        while index != EncodedValue.none {
            let value = values + index
            if index != first { append(",", at: &end) }
            if value.pointee.hasPlainName {
                let nameStart = value.pointee.nameStart - 1
                let nameEnd = value.pointee.nameEnd + 2
                // Most often a scalar's text follows its name.
                if value.pointee.content == .scalar, value.pointee.textStart == nameEnd {
                    copy(from: nameStart, to: value.pointee.textEnd, at: &end)
                    index = value.pointee.next
                    continue
                }
                copy(from: nameStart, to: nameEnd, at: &end)
            } else if value.pointee.nameStart > 0 {
                end += CanonicalText.writeQuoted(nameBytes(of: index), to: end)
                append(":", at: &end)
            }
            write(index, to: &end)
            index = value.pointee.next
        }
        append(close, at: &end)
    }

    @inline(__always)
    private func copy(from start: Int, to limit: Int, at end: inout UnsafeMutablePointer<UInt8>) {
        end.update(from: text + start, count: limit - start)
        end += limit - start
    }

    @inline(__always)
    private func append(_ character: Unicode.Scalar, at end: inout UnsafeMutablePointer<UInt8>) {
        end.pointee = UInt8(ascii: character)
        end += 1
    }
}

/// The order of members (RFC 8785 section 3.2.3).
extension EncodingTape {
    /// Links the members of every object from here down in canonical order; throws where two bear
    /// one name.
    private func sortMembers(from index: Int) throws(CanonicalJSONError) {
        if values[index].content == .object { try sortMembers(of: index) }
        var child = values[index].first
        while child != EncodedValue.none {
            if values[child].first != EncodedValue.none { try sortMembers(from: child) }
            child = values[child].next
        }
    }

    // Most objects have a handful of members, often nearly in order.
    private func sortMembers(of object: Int) throws(CanonicalJSONError) {
        var last = values[object].first
        guard last != EncodedValue.none else { return }
        while values[last].next != EncodedValue.none {
            let member = values[last].next
            if precedes(last, member) {
                last = member
                continue
            }
            var before = EncodedValue.none
            var place = values[object].first
            while precedes(place, member) {
                before = place
                place = values[place].next
            }
            guard values[object].count <= 24, precedes(member, place) else {
                try sortByArray(object)
                return
            }
            values[last].next = values[member].next
            values[member].next = place
            if before == EncodedValue.none {
                values[object].first = member
            } else {
                values[before].next = member
            }
        }
    }

    private func sortByArray(_ object: Int) throws(CanonicalJSONError) {
        var members: [Int] = []
        members.reserveCapacity(values[object].count)
        var member = values[object].first
        while member != EncodedValue.none {
            members.append(member)
            member = values[member].next
        }
        members.sort(by: precedes)
        values[object].first = members[0]
        for (left, right) in zip(members, members.dropFirst()) {
            guard precedes(left, right) else {
                throw fault(.duplicateKey, "the member is encoded twice", at: right)
            }
            values[left].next = right
        }
        values[members[members.count - 1]].next = EncodedValue.none
    }

    @inline(__always)
    private func precedes(_ left: Int, _ right: Int) -> Bool {
        CanonicalText.precedes(nameBytes(of: left), nameBytes(of: right))
    }
}
