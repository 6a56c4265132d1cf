import CanonicalJSON
import Contracts
import HTTPTypes
import Hummingbird
import Marine
import NIOCore
import Services

/// A body that the route reads once it knows that there is something to change.
struct DeferredBody<Value: Sendable>: Sendable {
    /// A body that was read: the value, and the text that it is from.
    struct Received: Sendable {
        let value: Value
        let body: Body
    }

    let call: Call
    let caller: Caller
    let reading: BodyReading<Value>

    /// Reads the body, with what the handler says of members that it knows itself.
    func read(supplying values: [SuppliedValue] = []) async throws -> Value {
        try await receive(supplying: values).value
    }

    /// Reads the body and keeps its text, so that a refusal can point into it.
    func receive(supplying values: [SuppliedValue] = []) async throws -> Received {
        let body = try await call.body()
        return Received(value: try reading.read(body, call, caller, values), body: body)
    }
}

/// How a route's body is read, and with it what it looks like to whoever writes it.
struct BodyReading<Value: Sendable>: Sendable {
    let description: BodyDescription
    fileprivate let read: @Sendable (Body, Call, Caller, [SuppliedValue]) throws -> Value
}

/// A member that a body may leave out, because it follows from who asks.
struct SuppliedMember: Sendable {
    let name: String
    let value: @Sendable (Body, Caller) -> any JSONWritable
}

extension BodyReading where Value: Record {
    /// The whole body is one described type.
    static var json: BodyReading { .json(supplying: []) }

    /// The whole body is one described type, some members of which follow from who asks.
    static func json(supplying supplied: [SuppliedMember]) -> BodyReading {
        BodyReading(
            description: BodyDescription(
                mediaTypes: ["application/json"],
                content: .record(Value.self, leavingOut: Set(supplied.map(\.name)))
            )
        ) { body, _, caller, _ in
            try supplied.reduce(body) { $0.supplying($1.name, $1.value(body, caller)) }.read()
        }
    }
}

extension BodyReading where Value: Record {
    /// The body is what a case of an instruction asks beside the members that are known from
    /// elsewhere: from the path, or by the handler.
    ///
    /// Those that it may leave out have defaults. `names` are those that members have in the body,
    /// by those that they have in the case.
    fileprivate static func asking(
        _ name: String,
        knowing known: Set<String>,
        leavingOut optional: Set<String> = [],
        as names: [String: String] = [:],
        isNullable: Bool = false,
        _ values: @escaping @Sendable (Call) throws -> [SuppliedValue] = { _ in [] }
    ) -> BodyReading {
        let members = Value.described(name)?.members.filter { !known.contains($0.name) } ?? []
        return BodyReading(
            description: BodyDescription(
                mediaTypes: ["application/json"],
                content: .arguments(
                    members.map {
                        $0.named(
                            names[$0.name] ?? $0.name,
                            isOptional: isNullable && optional.contains($0.name)
                        )
                    },
                    leavingOut: Set(optional.map { names[$0] ?? $0 })
                )
            )
        ) { body, call, _, supplied in
            let values = try values(call) + supplied
            return try body.read(
                case: name,
                knowing: values.filter { known.contains($0.name) },
                supplying: values.filter { !known.contains($0.name) },
                as: names
            )
        }
    }
}

extension BodyReading<Instruction> {
    /// The body is what an action asks beside the instance that the path names.
    static func action<Kind: Resource>(_ action: MemberAction, on kind: Kind.Type) -> BodyReading {
        .asking(
            action.instruction,
            knowing: [Kind.subject],
            leavingOut: Set(action.defaults.map(\.name))
        ) { call in
            let id = try call.identifier(of: Kind.noun)
            return [(Kind.subject, id)] + action.defaults.map { ($0.name, $0.value(id)) }
        }
    }
}

extension BodyReading<Instruction> {
    /// The body is what an instruction asks beside the instances that the path names, each a member
    /// of the instruction and the path's parameter that it is taken from, and beside what the
    /// handler supplies.
    static func instruction(
        _ name: String,
        naming subjects: [(member: String, parameter: String)],
        supplied: Set<String> = []
    ) -> BodyReading {
        .asking(name, knowing: supplied.union(subjects.map(\.member))) { call in
            try subjects.map { subject in
                let id = try call.identifier(subject.parameter, of: subject.member)
                return (name: subject.member, value: id as any JSONWritable)
            }
        }
    }
}

/// A command of another kind than its route reads: a mistake of the route, answered with 500.
struct UnexpectedCommand: Error {
    let action: String
}

extension BodyReading<Consortium.Command> {
    /// The body is the whole of what a command asks, but for what the handler supplies where it is
    /// left out.
    static func command(
        _ action: Consortium.Command.Action,
        leavingOut optional: Set<String> = [],
        as names: [String: String] = [:]
    ) -> BodyReading {
        .asking(action.rawValue, knowing: [], leavingOut: optional, as: names, isNullable: true)
    }

    /// The body is what a command asks beside the member that the path names and what the handler
    /// supplies: always, or where it is left out.
    static func ofMember(
        _ action: Consortium.Command.Action,
        supplied: Set<String> = [],
        leavingOut optional: Set<String> = [],
        as names: [String: String] = [:]
    ) -> BodyReading {
        .asking(
            action.rawValue,
            knowing: supplied.union(["member"]),
            leavingOut: optional,
            as: names,
            isNullable: true
        ) { call in
            [("member", try call.identifier(of: "member"))]
        }
    }
}

extension Call {
    /// The body as JSON; an empty one is an empty object.
    fileprivate func body() async throws -> Body {
        let bytes = try await collect()
        guard !bytes.isEmpty else { return try parsed(Array("{}".utf8)) }
        let type = (request.headers[.contentType] ?? "").prefix { $0 != ";" }
        let trimmed = type.filter { $0 != " " }.lowercased()
        guard trimmed == "application/json" else {
            throw Problem(
                .unsupportedMediaType,
                "contentTypeUnsupported",
                "The body must be application/json.",
                headers: [.accept: "application/json"]
            )
        }
        guard request.headers[.contentEncoding].map({ $0.lowercased() == "identity" }) ?? true
        else {
            throw Problem(
                .unsupportedMediaType,
                "contentEncodingUnsupported",
                "Only telemetry may be sent compressed."
            )
        }
        return try parsed(bytes)
    }

    private func parsed(_ bytes: [UInt8]) throws(Problem) -> Body {
        do {
            return Body(
                document: try JSONDocument(
                    parsing: bytes,
                    limits: JSONLimits(maximumBytes: Call.bodyLimit, maximumDepth: Call.bodyDepth)
                )
            )
        } catch {
            throw .malformedJSON(error)
        }
    }

    private func collect() async throws -> [UInt8] {
        if let announced = request.headers[.contentLength].flatMap({ Int($0) }),
            announced > Call.bodyLimit
        {
            throw Problem.contentTooLarge(limitBytes: Call.bodyLimit)
        }
        var bytes: [UInt8] = []
        for try await buffer in request.body {
            guard bytes.count + buffer.readableBytes <= Call.bodyLimit else {
                throw Problem.contentTooLarge(limitBytes: Call.bodyLimit)
            }
            try held.add(buffer.readableBytes)
            bytes += buffer.readableBytesView
        }
        return bytes
    }
}

extension DeferredBody.Received {
    /// Runs a change, and names the field of the body behind a refusal of an unknown name.
    func blaming<Outcome>(_ change: () async throws -> Outcome) async throws -> Outcome {
        do {
            return try await change()
        } catch let refusal as Refusal
            where [.instanceUnknown, .memberUnknown].contains(refusal.code)
        {
            let errors = refusal.figures.values.sorted().flatMap { text in
                body.document.pointers(to: text).map { pointer in
                    FieldError(
                        place: .pointer(pointer),
                        code: "\(refusal.code)",
                        detail: "\(refusal)"
                    )
                }
            }
            guard !errors.isEmpty else { throw refusal }
            throw Problem.fields(errors)
        }
    }
}
