import CanonicalJSON
import Contracts
import Marine

// The founding is written here, but read by `Decodable`: its editions bear names that no shape
// fixes, and there is one in a ledger.

extension Consortium.Command: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        switch self {
        case .found(let origin, let operatorMember, let operatorName, let logKey, let editions):
            writer.beginCase("found")
            try writer.member("editions", editions)
            try writer.member("logKey", logKey)
            try writer.member("operatorMember", operatorMember)
            try writer.member("operatorName", operatorName)
            try writer.member("origin", origin)
        case .admitMember(let member, let name, let roles):
            writer.beginCase("admitMember")
            try writer.member("member", member)
            try writer.member("name", name)
            try writer.member("roles", roles)
        case .registerKey(let member, let publicKey):
            writer.beginCase("registerKey")
            try writer.member("member", member)
            try writer.member("publicKey", publicKey)
        case .revokeKey(let member, let publicKey):
            writer.beginCase("revokeKey")
            try writer.member("member", member)
            try writer.member("publicKey", publicKey)
        case .issueAPIKey(let member, let id, let digest):
            writer.beginCase("issueAPIKey")
            try writer.member("digest", digest)
            try writer.member("id", id)
            try writer.member("member", member)
        case .revokeAPIKey(let member, let id):
            writer.beginCase("revokeAPIKey")
            try writer.member("id", id)
            try writer.member("member", member)
        case .listSanction(let entry):
            writer.beginCase("listSanction")
            try writer.member("entry", entry)
        case .delistSanction(let entry):
            writer.beginCase("delistSanction")
            try writer.member("entry", entry)
        }
        writer.endCase()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        if try reader.passCase("admitMember") {
            self = .admitMember(
                member: try reader.member("member"),
                name: try reader.member("name"),
                roles: try reader.member("roles")
            )
        } else if try reader.passCase("registerKey") {
            self = .registerKey(
                member: try reader.member("member"),
                publicKey: try reader.member("publicKey")
            )
        } else if try reader.passCase("revokeKey") {
            self = .revokeKey(
                member: try reader.member("member"),
                publicKey: try reader.member("publicKey")
            )
        } else if try reader.passCase("issueAPIKey") {
            let digest: String = try reader.member("digest")
            let id: Identifier = try reader.member("id")
            let member: MemberID = try reader.member("member")
            self = .issueAPIKey(member: member, id: id, digest: digest)
        } else if try reader.passCase("revokeAPIKey") {
            let id: Identifier = try reader.member("id")
            let member: MemberID = try reader.member("member")
            self = .revokeAPIKey(member: member, id: id)
        } else if try reader.passCase("listSanction") {
            self = .listSanction(entry: try reader.member("entry"))
        } else if try reader.passCase("delistSanction") {
            self = .delistSanction(entry: try reader.member("entry"))
        } else {
            throw UnexpectedShape()
        }
        try reader.endCase()
    }
}

extension Consortium.Event: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        switch self {
        case .founded(
            let origin,
            let operatorMember,
            let operatorName,
            let logKey,
            let editions,
            let at
        ):
            writer.beginCase("founded")
            try writer.member("at", at)
            try writer.member("editions", editions)
            try writer.member("logKey", logKey)
            try writer.member("operatorMember", operatorMember)
            try writer.member("operatorName", operatorName)
            try writer.member("origin", origin)
        case .memberAdmitted(let member, let name, let roles, let at):
            writer.beginCase("memberAdmitted")
            try writer.member("at", at)
            try writer.member("member", member)
            try writer.member("name", name)
            try writer.member("roles", roles)
        case .keyRegistered(let member, let publicKey, let at):
            writer.beginCase("keyRegistered")
            try writer.member("at", at)
            try writer.member("member", member)
            try writer.member("publicKey", publicKey)
        case .keyRevoked(let member, let publicKey, let at):
            writer.beginCase("keyRevoked")
            try writer.member("at", at)
            try writer.member("member", member)
            try writer.member("publicKey", publicKey)
        case .apiKeyIssued(let member, let id, let digest, let at):
            writer.beginCase("apiKeyIssued")
            try writer.member("at", at)
            try writer.member("digest", digest)
            try writer.member("id", id)
            try writer.member("member", member)
        case .apiKeyRevoked(let member, let id, let at):
            writer.beginCase("apiKeyRevoked")
            try writer.member("at", at)
            try writer.member("id", id)
            try writer.member("member", member)
        case .sanctionListed(let entry):
            writer.beginCase("sanctionListed")
            try writer.member("entry", entry)
        case .sanctionDelisted(let entry):
            writer.beginCase("sanctionDelisted")
            try writer.member("entry", entry)
        }
        writer.endCase()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        if try reader.passCase("memberAdmitted") {
            let at: Instant = try reader.member("at")
            let member: MemberID = try reader.member("member")
            let name: String = try reader.member("name")
            let roles: [Role] = try reader.member("roles")
            self = .memberAdmitted(member: member, name: name, roles: roles, at: at)
        } else if try reader.passCase("keyRegistered") {
            let at: Instant = try reader.member("at")
            let member: MemberID = try reader.member("member")
            let publicKey: String = try reader.member("publicKey")
            self = .keyRegistered(member: member, publicKey: publicKey, at: at)
        } else if try reader.passCase("keyRevoked") {
            let at: Instant = try reader.member("at")
            let member: MemberID = try reader.member("member")
            let publicKey: String = try reader.member("publicKey")
            self = .keyRevoked(member: member, publicKey: publicKey, at: at)
        } else if try reader.passCase("apiKeyIssued") {
            let at: Instant = try reader.member("at")
            let digest: String = try reader.member("digest")
            let id: Identifier = try reader.member("id")
            let member: MemberID = try reader.member("member")
            self = .apiKeyIssued(member: member, id: id, digest: digest, at: at)
        } else if try reader.passCase("apiKeyRevoked") {
            let at: Instant = try reader.member("at")
            let id: Identifier = try reader.member("id")
            let member: MemberID = try reader.member("member")
            self = .apiKeyRevoked(member: member, id: id, at: at)
        } else if try reader.passCase("sanctionListed") {
            self = .sanctionListed(entry: try reader.member("entry"))
        } else if try reader.passCase("sanctionDelisted") {
            self = .sanctionDelisted(entry: try reader.member("entry"))
        } else {
            throw UnexpectedShape()
        }
        try reader.endCase()
    }
}
