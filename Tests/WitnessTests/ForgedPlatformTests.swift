import Contracts
import DataFolder
import HTTPTypes
import HummingbirdTesting
import Ledger
import Marine
import Services
import TestSamples
import TestSupport
import Testing
import TransparencyLog
import Witness

/// A real platform, whose operator holds the log's key and the file, and a member's witness.
@Suite struct ForgedPlatformTests {
    @Test func `an operator's illegal transition in an honest tree is refused by name`()
        async throws
    {
        let platform = try PlatformFolder()
        let home = try TestWitness()
        let key = try await platform.found()
        let before = try await platform.serve { witnessed in
            let validation = Witness.Validation.patient(apiKeys: [witnessed.origin: key])
            try await home.serve(logs: [witnessed], validation: validation) { client in
                let body = try await platform.request(old: 0)
                let answer = try await client.add(body)
                #expect(answer.status == .ok, "\(answer.text)")
            }
            return witnessed
        }
        let old = try await platform.size()

        // A shipment is declared under a cover that is closed:
        // its operator insures the burnt house.
        let index = try await platform.forge()
        #expect(index == old)

        try await platform.serve { witnessed in
            #expect(witnessed.origin == before.origin)
            let validation = Witness.Validation.patient(apiKeys: [witnessed.origin: key])
            try await home.serve(logs: [witnessed], validation: validation) { client in
                let answer = try await client.add(try await platform.request(old: old))
                #expect(answer.status == .unprocessableContent)
                #expect(
                    answer.text == "entry \(index) breaks the rule 'edge': openCover has no edge "
                        + "declare from closed to closed\n"
                )
                // What was honest stays cosigned; nothing after it is.
                let held = try await client.get("/\(witnessed.id)/checkpoint").text
                #expect(try Checkpoint(parsing: SignedNote(parsing: held).text).size == old)
            }
            // A witness of the tree alone sees nothing wrong: the tree is honest.
            let plain = try TestWitness()
            try await plain.serve(logs: [witnessed]) { client in
                let answer = try await client.add(try await platform.request(old: 0))
                #expect(answer.status == .ok, "\(answer.text)")
            }
        }
    }

    @Test func `a platform's new log key is followed, and its old one trusted no more`()
        async throws
    {
        let platform = try PlatformFolder()
        let home = try TestWitness()
        let apiKey = try await platform.found()
        let validation = { @Sendable (log: WitnessedLog) in
            Witness.Validation.patient(apiKeys: [log.origin: apiKey])
        }
        let before = try await platform.serve { witnessed in
            try await home.serve(logs: [witnessed], validation: validation(witnessed)) { client in
                let answer = try await client.add(try await platform.request(old: 0))
                #expect(answer.status == .ok, "\(answer.text)")
            }
            return witnessed
        }
        let old = try await platform.size()
        let stolen = try platform.signer()

        let outcome = try await platform.rotateLogKey()
        #expect(outcome.index == old)
        // Set up with the first key alone, as the member that runs it was told.
        try await platform.serve { served in
            #expect(served.keys == [outcome.new])
            let log = try WitnessedLog(keys: before.keys, url: served.url)
            try await home.serve(logs: [log], validation: validation(log)) { client in
                // The checkpoint that covers the rotation, which both keys have signed.
                let answer = try await client.add(try await platform.request(old: old))
                #expect(answer.status == .ok, "\(answer.text)")
            }
        }
        try await platform.openCover(id("cover-2"))
        let size = try await platform.size()
        #expect(size == old + 2)
        try await platform.serve { served in
            let log = try WitnessedLog(keys: before.keys, url: served.url)
            try await home.serve(logs: [log], validation: validation(log)) { client in
                let honest = try await platform.request(old: old + 1)
                let request = try AddCheckpointRequest(parsing: Array(honest.utf8))
                // The same tree under the key that was replaced.
                let forged = try AddCheckpointRequest(
                    oldSize: old + 1,
                    proof: request.proof,
                    note: SignedCheckpoint.sign(
                        Checkpoint(parsing: request.note.text),
                        by: stolen
                    )
                ).text
                let refused = try await client.add(forged)
                #expect(refused.status == .forbidden, "\(refused.text)")
                let answer = try await client.add(honest)
                #expect(answer.status == .ok, "\(answer.text)")
            }
        }
    }
}
