import CanonicalJSON
import Contracts
import HTTPTypes
import Marine

/// The JSON body of a request.
struct Body: Sendable {
    let document: JSONDocument

    /// Reads the whole body as a described type.
    ///
    /// - Throws: one problem with every field that is wrong.
    func read<Value: JSONReadable>(_ type: Value.Type = Value.self) throws(Problem) -> Value {
        do { return try document.read(Value.self) } catch { throw Problem(error) }
    }

    /// Reads the body as what an instruction asks beside the instance that the path names.
    ///
    /// - Throws: one problem with every field that is wrong.
    func read(
        _ instruction: String,
        of subject: String,
        _ id: InstanceID,
        supplying supplied: [(name: String, value: any JSONWritable)] = []
    ) throws(Problem) -> Instruction {
        guard !document.contains(subject) else {
            throw .fields([
                FieldError(
                    place: .pointer("/\(subject)"),
                    code: "unknownField",
                    detail: "'\(subject)' is not understood here."
                )
            ])
        }
        var document = document.supplying(subject, id)
        for (name, value) in supplied { document = document.supplying(name, value) }
        do { return try document.read(Instruction.self, case: instruction) } catch {
            throw Problem(error)
        }
    }

    /// The body with a member that it may leave out.
    func supplying(_ name: String, _ value: some JSONWritable) -> Body {
        Body(document: document.supplying(name, value))
    }
}

/// What a request says that says nothing.
struct NoMembers: Record {}

extension Problem {
    /// A body that is not what it should be.
    init(_ error: JSONReadingError) {
        switch error {
        case .malformed(let error): self = .malformedJSON(error)
        case .fields(let faults):
            self = .fields(
                faults.map {
                    FieldError(place: .pointer($0.pointer), code: $0.code, detail: $0.detail)
                }
            )
        }
    }

    /// A body that is no JSON.
    static func malformedJSON(_ error: JSONError) -> Problem {
        Problem(
            .badRequest,
            "malformedJSON",
            "At byte \(error.offset): \(error.reason) (\(error.code.rawValue))."
        )
    }
}
