import DataFolder
import Foundation
package import TransparencyLog

extension NoteSigner {
    /// The key that signs the checkpoints of a folder's ledger, for a test to misuse.
    package init(ofLedgerIn folder: String) throws {
        let text = try String(
            contentsOfFile: LedgerFolder.File.logKey.path(in: folder),
            encoding: .utf8
        )
        guard let seed = Hex.decode(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw LedgerFolderError("\(folder): its signing key is not in hexadecimal digits")
        }
        self = try NoteSigner(name: LedgerFolder.verifierKey(in: folder).name, seed: seed)
    }
}
