import ArgumentParser
import CanonicalJSON
import Contracts
import DataFolder
import Foundation
import Ledger
import TransparencyLog

extension KeyCommand {
    /// Signs a command.
    struct Sign: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Signs a canonical command and prints the header that carries the signature.",
            discussion: """
                The command is what a server answers to 'Prefer: return=command', its member \
                'canonical'. It is shown on standard error. A command for another ledger or of \
                another member than those named is refused.
                """
        )

        enum Format: String, ExpressibleByArgument, CaseIterable {
            case header
            case json
        }

        @Argument(help: "The PEM file.")
        var file: String

        @Option(help: "The ledger's origin.")
        var origin: String

        @Option(help: "The member that signs.")
        var member: String

        @Option(help: "The file with the command; standard input where there is none.")
        var command: String?

        @Option(help: "header, or json: the body of POST /v1/commands.")
        var format: Format = .header

        func run() async throws {
            let signer = try SigningKeyFile(path: file).signer
            let bytes = try InputFile.read(command)
            let read = try SignableCommand(bytes)
            try read.require(origin: origin, member: member)
            warn(try read.shown)
            let signed = try signer.submission(of: read.command)
            switch format {
            case .header: print("Command-Signature: \(try signed.header)")
            case .json: print(String(decoding: try signed.body, as: UTF8.self))
            }
        }
    }

    /// Proves that a new key is a member's.
    struct Prove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints a new key's signature that says whose it is to be.",
            discussion: "It goes as 'proof' with the request that registers the key."
        )

        @Argument(help: "The PEM file with the new key.")
        var file: String

        @Option(help: "The ledger's origin.")
        var origin: String

        @Option(help: "The member whose key it is to be.")
        var member: String

        @Option(
            name: .customLong("auditor"),
            help: "An auditor that the registration names; repeat for several, in its order."
        )
        var auditors: [String] = []

        @Option(help: "The officer whose key it is; else it is the member's own.")
        var officer: String?

        func run() async throws {
            let signer = try SigningKeyFile(path: file).signer
            print(
                try signer.proof(
                    origin: origin,
                    member: try MemberID(parsing: member),
                    auditors: try auditors.map { try MemberID(parsing: $0) },
                    officer: try officer.map { try Identifier(parsing: $0) }
                )
            )
        }
    }
}

/// A command that somebody else has built, read strictly and not yet signed.
struct SignableCommand {
    let command: Command

    /// Reads canonical JSON; one line feed may follow.
    init(_ bytes: [UInt8]) throws {
        var bytes = bytes
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        do {
            command = try Command(canonical: bytes)
        } catch {
            throw CommandFailure("this is no command in canonical form: \(error)")
        }
        // Nothing may be signed that is not shown.
        guard try command.canonicalBytes() == bytes else {
            throw CommandFailure("this command holds members that are not understood here")
        }
    }

    /// Refuses a command for another ledger, or of another member.
    func require(origin: String, member: String) throws {
        guard Array(command.origin.utf8) == Array(origin.utf8) else {
            throw CommandFailure("the command is for '\(command.origin)', not '\(origin)'")
        }
        guard command.member.text == member else {
            throw CommandFailure("the command is \(command.member)'s, not \(member)'s")
        }
    }

    /// Whether the instruction is about this member.
    func names(member: String) -> Bool {
        guard case .consortium(let asked) = command.instruction else { return false }
        return asked.member?.text == member
    }

    /// The command for a person to read.
    var shown: String {
        get throws {
            let instruction = try command.instruction.canonicalBytes()
            let officer = command.officer.map { ", by its officer \($0)," } ?? ""
            let revision = command.expectedRevision.map { ", at revision \($0)" } ?? ""
            return """
                \(command.member)\(officer) asks of \(command.origin), as \
                '\(command.id)'\(revision):
                \(String(decoding: instruction, as: UTF8.self))
                """
        }
    }
}

extension Submission {
    /// The value of `Command-Signature`: a dictionary of byte sequences (RFC 9651).
    var header: String {
        get throws {
            let (key, signature) = try signed
            return "key=:\(key):, salt=:\(Base64.encode(salted.salt)):, signature=:\(signature):"
        }
    }

    /// The body of `POST /v1/commands`.
    var body: [UInt8] {
        get throws {
            let (key, signature) = try signed
            return SignedCommandRequest(
                command: LedgerObject(bytes: salted.bytes),
                salt: try SaltText(Base64.encode(salted.salt)),
                key: try PublicKeyText(key),
                signature: try SignatureText(signature)
            ).exchangeBytes
        }
    }

    private var signed: (key: String, signature: String) {
        get throws {
            guard case .member(let key, let signature) = attestation else {
                throw CommandFailure("the command is not signed")
            }
            return (key, signature)
        }
    }
}

/// A file of the command line, or standard input.
enum InputFile {
    static func read(_ path: String?) throws -> [UInt8] {
        guard let path, path != "-" else {
            return Array(try FileHandle.standardInput.readToEnd() ?? Data())
        }
        return try NamedFile.read(path)
    }
}
