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

@Sendable
private func submit(_ call: Call, _ caller: Caller) async throws -> Response {
    _ = try call.query()
    let asked = try await call.body().read(SignedCommandRequest.self)
    let command = try read(asked.command.bytes)
    let signature = CommandSignature(
        key: asked.key.text,
        salt: asked.salt.bytes,
        signature: asked.signature.text
    )
    let receipt = try await call.platform.submit(command, signature, as: caller)
    let own = receipt.receipts.last { $0.key == command.instruction.subject }
    return .object(headers: receipt.isRepeat ? [.idempotencyReplayed: "true"] : [:]) { writer in
        writer.member("receipt", ReceiptAnswer(own ?? receipt.receipts[0]))
        writer.member("receipts", receipt.receipts.map(ReceiptInFullAnswer.init))
    }
}

/// Reads a command; what would be lost on the way is refused, as it would not be what was signed.
private func read(_ bytes: [UInt8]) throws(Problem) -> Command {
    let command: Command
    do {
        command = try JSONReader.read(Command.self, from: bytes, .ledger)
    } catch {
        throw .fields([
            FieldError(
                place: .pointer("/command"),
                code: "commandMalformed",
                detail: "This is no command: \(error)"
            )
        ])
    }
    guard let canonical = try? JSONValue(parsing: bytes).canonicalBytes(),
        (try? command.canonicalBytes()) == canonical
    else {
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

extension CommandToSign {
    /// The command in its exact canonical bytes, and the text that is to be signed.
    var response: Response {
        get throws {
            let canonical = try command.canonicalBytes()
            return .object(headers: [.preferenceApplied: "return=command"]) { writer in
                writer.key("command")
                writer.raw(canonical)
                writer.member("canonical", String(decoding: canonical, as: UTF8.self))
                writer.member("digest", "SHA-256 over a salt of 16 random bytes, then canonical")
                writer.member(
                    "digestText",
                    "plimsoll command v1\n\(command.origin)\n<the digest in base64>\n"
                )
                writer.member(
                    "header",
                    "Command-Signature: key=:<base64>:, salt=:<base64>:, signature=:<base64>:"
                )
            }
        }
    }
}
