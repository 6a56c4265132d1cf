import HTTPTypes
import Hummingbird
import Ledger
import Services
import TransparencyLog

extension Call {
    /// What authorizes the command of this request: `Command-Signature`, or `Prefer:
    /// return=command`, or neither.
    func authorization() throws(Problem) -> Caller.Authorization {
        let signature = try commandSignature()
        guard signature != nil || asksForCommand else { return .apiKey }
        guard request.headers[.idempotencyKey] != nil else {
            throw .header(
                "Idempotency-Key",
                "missing",
                "it names the command that is signed, and must be given"
            )
        }
        guard let signature else { return .awaited }
        guard !asksForCommand else {
            throw .header("Prefer", "contradiction", "a command that is signed is not asked for")
        }
        return .signature(signature)
    }

    /// Refuses what would be ignored: a signature, or the wish that nothing be changed.
    func refuseAuthorization() throws(Problem) {
        if request.headers[.commandSignature] != nil {
            throw .header("Command-Signature", "notTaken", "this request is no command to sign")
        }
        if asksForCommand {
            throw .header("Prefer", "notTaken", "this request is no command to sign")
        }
    }

    private var asksForCommand: Bool {
        request.headers[values: .prefer].flatMap { $0.split(separator: ",") }
            .contains { $0.filter { $0 != " " && $0 != "\t" }.lowercased() == "return=command" }
    }

    /// The header as a dictionary of byte sequences (RFC 9651): `key`, `salt` and `signature`, each
    /// once and in any order.
    private func commandSignature() throws(Problem) -> CommandSignature? {
        guard let given = try single(.commandSignature, "Command-Signature") else { return nil }
        var values: [String: [UInt8]] = [:]
        for member in given.split(separator: ",", omittingEmptySubsequences: false) {
            let (name, bytes) = try byteSequence(Call.trimmed(member))
            guard values.updateValue(bytes, forKey: name) == nil else {
                throw malformed("repeated", "'\(name)' is given twice")
            }
        }
        func take(_ name: String, _ count: Int) throws(Problem) -> [UInt8] {
            guard let bytes = values.removeValue(forKey: name) else {
                throw malformed("missing", "'\(name)' is missing")
            }
            guard bytes.count == count else {
                throw malformed("length", "'\(name)' has \(count) bytes, not \(bytes.count)")
            }
            return bytes
        }
        let signature = CommandSignature(
            key: Base64.encode(try take("key", 32)),
            salt: try take("salt", Salted.saltBytes),
            signature: Base64.encode(try take("signature", 64))
        )
        if let other = values.keys.min() {
            throw malformed("unknownField", "'\(other)' is not understood here")
        }
        return signature
    }

    private func byteSequence(_ member: Substring) throws(Problem) -> (String, [UInt8]) {
        guard let equals = member.firstIndex(of: "=") else {
            throw malformed("syntax", "it is key=:...:, salt=:...:, signature=:...:")
        }
        let name = String(member[..<equals])
        let value = member[member.index(after: equals)...]
        guard value.count >= 2, value.first == ":", value.last == ":",
            let bytes = Base64.decode(String(value.dropFirst().dropLast()))
        else { throw malformed("syntax", "'\(name)' is no byte sequence :base64:") }
        return (name, bytes)
    }

    private func malformed(_ code: String, _ detail: String) -> Problem {
        .header("Command-Signature", code, detail)
    }

    /// Without the white space that may stand around a member.
    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }
}
