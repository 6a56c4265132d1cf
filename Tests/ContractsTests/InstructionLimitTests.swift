import CanonicalJSON
import Contracts
import Marine
import TestSamples
import Testing

/// What an instruction may not hold, because the type of a member says so: it is refused when it is
/// read, on the ledger as over HTTP, and no contract is asked.
@Suite struct InstructionLimitTests {
    struct Breach: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let instruction: Instruction
        /// The way to the member, and what it holds instead.
        let path: [String]
        let value: JSONValue
        let code: String
    }

    static let breaches: [Breach] = [
        breach("a payment reference of 36 bytes", settle, "paymentReference", text(36)),
        breach("a description of 201 bytes", declare, "declaration/description", text(201)),
        breach("goods without a name", declare, "declaration/goods", ""),
        breach("a consignee without a name", declare, "declaration/consignee", ""),
        breach("a ship's name of 61 bytes", declare, "declaration/conveyance/ship", text(61)),
        breach("a voyage of 31 bytes", declare, "declaration/conveyance/voyage", text(31)),
        breach("a reference of 61 bytes", declare, "declaration/reference", text(61)),
        breach("a declinature without a clause", decline, "clause", ""),
        breach("a declinature of 2,001 bytes", decline, "reason", text(2001)),
        breach("a cancellation without a reason", cancel, "reason", ""),
        breach("an endorsement of 201 bytes", .endorse(description: "x"), "description", text(201)),
        breach("a notice of 2,001 bytes", notify, "notice/description", text(2001)),
        breach("nine places on the way", declare, "declaration/via", of: 9, "DEBRV"),
        breach("a referral without a reason", refer, "reasons", of: 0, ""),
        breach("a referral with 51 reasons", refer, "reasons", of: 51, "look"),
        breach("a slip without a reference", open, "terms/reference", ""),
        breach("no goods at all", open, "terms/goods", of: 0, ""),
        breach("51 kinds of goods", open, "terms/goods", of: 51, ""),
        breach("no share placed", open, "terms/shares", of: 0, ""),
        breach("51 shares", open, "terms/shares", of: 51, ""),
        breach("no clauses", open, "terms/goods/0/terms/clauses", of: 0, ""),
        breach("251 countries", open, "terms/countries", of: 251, "NL"),
        breach("credit of 366 days", open, "terms/goods/0/terms/premiumCreditDays", 366),
        breach(
            "a tolerated gap of less than nothing",
            open,
            "terms/goods/0/terms/toleratedGapMilliseconds",
            -1
        ),
        breach(
            "an allowance of less than nothing",
            open,
            "terms/goods/1/terms/trigger/excursionAllowance/atMostMilliseconds",
            -1
        ),
    ]

    @Test(arguments: breaches, [JSONDialect.ledger, .exchange])
    func `a value beyond its type's limit is refused with its place`(
        breach: Breach,
        dialect: JSONDialect
    ) throws {
        var writer = JSONWriter(dialect)
        breach.instruction.write(to: &writer)
        let given = try JSONValue(parsing: writer.bytes)
        #expect(
            try JSONReader.read(Instruction.self, from: writer.bytes, dialect) == breach.instruction
        )
        let name = try #require(given.objectValue?.keys.first)
        let pointer = "/" + ([name] + breach.path).joined(separator: "/")
        let broken = Self.replacing(given, [name] + breach.path, with: breach.value)
        var other = JSONWriter(.exchange)
        broken.write(to: &other)
        do throws(JSONReadingError) {
            _ = try JSONReader.read(Instruction.self, from: other.bytes, dialect)
            Issue.record("it was accepted")
        } catch {
            guard case .fields(let faults) = error else {
                Issue.record(error)
                return
            }
            #expect(faults.map { "\($0.pointer) \($0.code)" } == ["\(pointer) \(breach.code)"])
        }
    }

    private static func replacing(
        _ value: JSONValue,
        _ path: [String],
        with new: JSONValue
    ) -> JSONValue {
        guard let first = path.first else { return new }
        let rest = Array(path.dropFirst())
        switch value {
        case .object(var members):
            members[first] = replacing(members[first] ?? .null, rest, with: new)
            return .object(members)
        case .array(var elements):
            guard let index = Int(first), elements.indices.contains(index) else { return value }
            elements[index] = replacing(elements[index], rest, with: new)
            return .array(elements)
        default: return new
        }
    }

    private static func breach(
        _ title: String,
        _ instruction: Instruction,
        _ path: String,
        _ text: String
    ) -> Breach {
        Breach(
            testDescription: title,
            instruction: instruction,
            path: path.split(separator: "/").map(String.init),
            value: .string(text),
            code: "textLength"
        )
    }

    private static func breach(
        _ title: String,
        _ instruction: Instruction,
        _ path: String,
        _ number: Int64
    ) -> Breach {
        Breach(
            testDescription: title,
            instruction: instruction,
            path: path.split(separator: "/").map(String.init),
            value: .integer(number),
            code: "outOfRange"
        )
    }

    private static func breach(
        _ title: String,
        _ instruction: Instruction,
        _ path: String,
        of count: Int,
        _ text: String
    ) -> Breach {
        Breach(
            testDescription: title,
            instruction: instruction,
            path: path.split(separator: "/").map(String.init),
            value: .array([JSONValue](repeating: .string(text), count: count)),
            code: "entryCount"
        )
    }

    private static let open = Instruction.openCover(.openCover(id: .cover, terms: .sample))
    private static let declare = Instruction.openCover(
        .declare(
            cover: .cover,
            certificate: .certificate,
            declaration: .sample
        )
    )
    private static let settle = Instruction.claim(.settle(claim: .claim, paymentReference: "E2E-1"))
    private static let decline = Instruction.claim(
        .decline(claim: .claim, clause: "4.1", reason: "none")
    )
    private static let cancel = Instruction.certificate(
        .cancel(certificate: .certificate, reason: "sold")
    )
    private static let refer = Instruction.claim(.refer(claim: .claim, reasons: ["look"]))
    private static let notify = Instruction.claim(
        .notifyClaim(
            id: .claim,
            notice: Claim.Notice(
                certificate: .certificate,
                shipment: nil,
                peril: .machineryBreakdown,
                lossFrom: day(21),
                lossTo: day(22),
                description: "warm"
            )
        )
    )
}
