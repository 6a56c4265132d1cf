import CanonicalJSON
import Contracts
import HTTPTypes
import Hummingbird
import Notifier
import Services
import TransparencyLog

/// 200 with a value as JSON; where the request was carried out before, with what was kept of its
/// first answer.
enum IdempotentAnswer<Value: JSONWritable & JSONShaped & Sendable>: RouteAnswer {
    /// The change was made now.
    case first(Value)
    /// It was made before.
    case again([UInt8])

    static var descriptions: [AnswerDescription] {
        [.json(Value.self, .ok, "The answer.", headers: [.replayed])]
    }

    var response: Response { response(.ok, [:]) }

    func response(_ status: HTTPResponse.Status, _ headers: HTTPFields) -> Response {
        switch self {
        case .first(let value): return .json(value, status: status, headers: headers)
        case .again(let bytes):
            var headers = headers
            headers[.idempotencyReplayed] = "true"
            return .bytes(bytes, as: "application/json", status: status, headers: headers)
        }
    }
}

/// What was made says no identifier: a mistake of its answer's, answered with 500.
struct NamelessAnswer: Error {}

/// 201 with where the new thing is, and it as JSON, once or again.
struct IdempotentCreation<Value: JSONWritable & JSONShaped & Sendable>: RouteAnswer {
    private let path: String
    private let answer: IdempotentAnswer<Value>

    /// Whatever was made has its identifier below `path`.
    init(under path: String, _ answer: IdempotentAnswer<Value>) {
        self.path = path
        self.answer = answer
    }

    static var descriptions: [AnswerDescription] {
        [.json(Value.self, .created, "It was made.", headers: [.location, .replayed])]
    }

    var response: Response {
        get throws {
            let bytes =
                switch answer {
                case .first(let value): value.exchangeBytes
                case .again(let bytes): bytes
                }
            guard let id = try JSONDocument(parsing: bytes).string("id") else {
                throw NamelessAnswer()
            }
            return answer.response(.created, [.location: "\(path)/\(id)"])
        }
    }
}

extension Call {
    /// Carries out a change of the notifier's that its caller may have named: under the same
    /// `Idempotency-Key` the same request gets what was kept of the first answer, and another is
    /// refused.
    ///
    /// - Parameters:
    ///   - caller: who asks.
    ///   - asked: the body as it was read.
    ///   - notifier: keeps the name with the change.
    ///   - kept: what is kept of the answer: no secret.
    ///   - change: makes the change under its name.
    /// - Returns: the answer, now or again.
    /// - Throws: what the change throws, and ``NotifierError/requestReused(_:)``.
    func idempotently<Value: Sendable, Shown: JSONWritable & JSONShaped & Sendable>(
        _ caller: Caller,
        _ asked: some JSONWritable,
        of notifier: Notifier,
        keeping kept: @escaping @Sendable (Value) -> Shown,
        _ change: (NamedRequest<Value>?) async throws -> Shown
    ) async throws -> IdempotentAnswer<Shown> {
        guard let key = try options().idempotencyKey else {
            return .first(try await change(nil))
        }
        let line = "\(request.method.rawValue) \(request.uri.path)\n"
        let name = RequestName(
            member: caller.member.text,
            key: key,
            fingerprint: Hash.sha256(of: Array(line.utf8) + asked.exchangeBytes).bytes
        )
        // What the change was of may be gone since: its first answer is still given.
        if let answer = try await notifier.answer(to: name) { return .again(answer) }
        do {
            return .first(
                try await change(NamedRequest(name) { kept($0).exchangeBytes })
            )
        } catch let repeated as RepeatedRequest {
            return .again(repeated.answer)
        }
    }
}
