import ArgumentParser
import Foundation

/// Key pairs of members and devices.
struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Key pairs of members and devices, and the log's own key.",
        subcommands: [
            Generate.self, Show.self, Sign.self, Prove.self, Protect.self, RotateLog.self,
        ]
    )

    /// Makes a key pair.
    struct Generate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a key pair and prints its public key in base64."
        )

        @Argument(help: "The PEM file to write; an existing one is left alone.")
        var file: String

        func run() async throws {
            let pair = SigningKeyFile()
            try pair.write(to: file)
            print(pair.publicKey)
        }
    }

    /// Prints a public key.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints the public key of a key pair in base64, a device's of P-256 too."
        )

        @Argument(help: "The PEM file.")
        var file: String

        func run() async throws { print(try DeviceKeyFile(path: file).publicKey) }
    }
}
