import CanonicalJSON
import Contracts
import HTTPTypes
import Hummingbird
import Ledger
import Marine
import Services
import TransparencyLog

/// Adds the route that takes commands as their members have built and signed them.
func addCommandRoutes(to table: RouteTable) {
    table.member(
        .post,
        "/v1/commands",
        "commandSubmit",
        "Submits a command that its member has built and signed.",
        reading: .json,
        headers: [.idempotencyKey],
        problems: [.forbidden, .conflict, .insufficientStorage],
        submit
    )
}

@Sendable
private func submit(
    _ call: Call,
    _ caller: Caller,
    _ body: DeferredBody<SignedCommandRequest>
) async throws -> OK<CommandAnswer> {
    let key = try call.options().idempotencyKey
    let asked = try await body.read()
    let command = try read(asked.command.bytes)
    guard key == nil || key == command.id.string else {
        throw Problem.header(
            "Idempotency-Key",
            "idempotencyKeyMismatch",
            "the command that is signed names itself \(command.id)"
        )
    }
    let signature = CommandSignature(
        key: asked.key.text,
        salt: asked.salt.bytes,
        signature: asked.signature.text
    )
    let receipt = try await call.platform.submit(command, signature, as: caller)
    let own = receipt.receipts.last { $0.key == command.instruction.subject }
    return OK(
        CommandAnswer(
            receipt: ReceiptAnswer(own ?? receipt.receipts[0]),
            receipts: receipt.receipts.map(ReceiptInFullAnswer.init)
        ),
        headers: receipt.isRepeat ? [.idempotencyReplayed: "true"] : [:]
    )
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
    // The request may have its members in any order, so what it says is held against what was read
    // as any JSON value.
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
