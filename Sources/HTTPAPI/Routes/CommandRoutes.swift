import CanonicalJSON
import Contracts
import HTTPTypes
import Hummingbird
import Ledger
import Services
import TransparencyLog

/// Adds the route that takes commands as their members have built and signed them.
func addCommandRoutes(to table: RouteTable) {
    table.member(.post, "/v1/commands", submit)
}

private struct SignedCommand {
    let command: JSONValue
    let signature: CommandSignature
}

@Sendable
private func submit(_ call: Call, _ caller: Caller) async throws -> Response {
    _ = try call.query()
    let asked = try FieldReader.read(try await call.body()) { fields -> SignedCommand? in
        let command = fields.required("command", .anyObject)
        let salt = fields.required("salt", .salt)
        let key = fields.required("key", .publicKey)
        let signature = fields.required("signature", .signature)
        guard let command, let salt, let key, let signature else { return nil }
        return SignedCommand(
            command: command,
            signature: CommandSignature(
                key: key,
                salt: Base64.decode(salt) ?? [],
                signature: signature
            )
        )
    }
    let command = try read(asked.command)
    let receipt = try await call.platform.submit(command, asked.signature, as: caller)
    let own = receipt.receipts.last { $0.key == command.instruction.subject }
    return .json(
        .object([
            "receipt": (own ?? receipt.receipts[0]).presented,
            "receipts": .list(receipt.receipts, \.presentedInFull),
        ]),
        headers: receipt.isRepeat ? [.idempotencyReplayed: "true"] : [:]
    )
}

/// Reads a command; what would be lost on the way is refused, as it would not be what was signed.
private func read(_ value: JSONValue) throws(Problem) -> Command {
    let command: Command
    do {
        command = try CanonicalJSON.decode(Command.self, from: value)
    } catch {
        throw .fields([
            FieldError(
                place: .pointer("/command"),
                code: "commandMalformed",
                detail: "This is no command: \(reason(error))"
            )
        ])
    }
    guard (try? CanonicalJSON.encode(command)) == value.text else {
        throw .fields([
            FieldError(
                place: .pointer("/command"),
                code: "commandNotCanonical",
                detail: "This holds members that are not understood, or values in another "
                    + "spelling than the ledger's."
            )
        ])
    }
    return command
}

private func reason(_ error: any Error) -> String {
    switch error {
    case DecodingError.keyNotFound(let key, let context):
        "\(path(context))'\(key.stringValue)' is missing"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
        DecodingError.dataCorrupted(let context):
        "\(path(context))\(context.debugDescription)"
    default: "it does not read"
    }
}

private func path(_ context: DecodingError.Context) -> String {
    let path = context.codingPath.map(\.stringValue).joined(separator: "/")
    return path.isEmpty ? "" : "\(path): "
}

extension CommandToSign {
    /// The command in its exact canonical bytes, and the text that is to be signed.
    var response: Response {
        get throws {
            let canonical = try CanonicalJSON.encode(command)
            return .json(
                .object([
                    "command": try JSONValue(parsing: canonical),
                    "canonical": .string(String(decoding: canonical, as: UTF8.self)),
                    "digest": .string("SHA-256 over a salt of 16 random bytes, then canonical"),
                    "digestText": .string(
                        "plimsoll command v1\n\(command.origin)\n<the digest in base64>\n"
                    ),
                    "header": .string(
                        "Command-Signature: key=:<base64>:, salt=:<base64>:, signature=:<base64>:"
                    ),
                ]),
                headers: [.preferenceApplied: "return=command"]
            )
        }
    }
}
