/// How a finished node becomes bytes.
extension EncodingNode {
    /// Encodes a value as canonical bytes in the ledger's profile.
    static func encode<Value: Encodable>(
        _ value: Value,
        userInfo: [CodingUserInfoKey: any Sendable]
    ) throws -> [UInt8] {
        let scalars = EncodingScalars(userInfo: userInfo)
        let root = EncodingNode(
            scalars: scalars,
            parent: nil,
            key: nil,
            valueType: Value.self
        )
        // Nodes know their parents, and parents their nodes: part them, or they live for ever.
        defer { root.dissolve() }
        try value.encode(to: root)
        if let fault = scalars.fault { throw fault }
        var out: [UInt8] = []
        out.reserveCapacity(scalars.bytes.count + scalars.bytes.count / 4 + 16)
        try scalars.bytes.withUnsafeBufferPointer { (bytes) throws(CanonicalJSONError) in
            try root.write(bytes, to: &out)
        }
        return out
    }

    private func write(
        _ bytes: UnsafeBufferPointer<UInt8>,
        to out: inout [UInt8]
    ) throws(CanonicalJSONError) {
        switch content {
        case .scalar(let range):
            out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[range]))
        case .array:
            out.append(UInt8(ascii: "["))
            for index in members.indices {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                try write(members[index], bytes, to: &out)
            }
            out.append(UInt8(ascii: "]"))
        case .nothing, .object:
            try sortMembers(bytes)
            out.append(UInt8(ascii: "{"))
            for index in members.indices {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                let name = UnsafeBufferPointer(rebasing: bytes[members[index].name])
                CanonicalText.appendQuoted(name, to: &out)
                out.append(UInt8(ascii: ":"))
                try write(members[index], bytes, to: &out)
            }
            out.append(UInt8(ascii: "}"))
        }
    }

    private func dissolve() {
        for member in members { member.node?.dissolve() }
        members = []
    }

    @inline(__always)
    private func write(
        _ member: EncodingMember,
        _ bytes: UnsafeBufferPointer<UInt8>,
        to out: inout [UInt8]
    ) throws(CanonicalJSONError) {
        if let node = member.node {
            try node.write(bytes, to: &out)
        } else {
            out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[member.scalar]))
        }
    }

    private func sortMembers(_ bytes: UnsafeBufferPointer<UInt8>) throws(CanonicalJSONError) {
        func precedes(_ left: EncodingMember, _ right: EncodingMember) -> Bool {
            CanonicalText.precedes(
                UnsafeBufferPointer(rebasing: bytes[left.name]),
                UnsafeBufferPointer(rebasing: bytes[right.name])
            )
        }
        if members.count <= 24 {
            insertionSort(by: precedes)
        } else {
            members.sort(by: precedes)
        }
        for index in members.indices.dropFirst()
        where !precedes(members[index - 1], members[index]) {
            let name = String(decoding: bytes[members[index].name], as: UTF8.self)
            throw fault(.duplicateKey, "the member is encoded twice", at: PlainKey(name))
        }
    }

    // Most objects have a handful of members, often nearly in order.
    private func insertionSort(by precedes: (EncodingMember, EncodingMember) -> Bool) {
        for index in members.indices.dropFirst() {
            var place = index
            while place > 0, precedes(members[place], members[place - 1]) {
                members.swapAt(place, place - 1)
                place -= 1
            }
        }
    }
}
