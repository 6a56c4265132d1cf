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

    /// Reads the body as what a case of an instruction asks beside what the path names.
    ///
    /// - Throws: one problem with every field that is wrong.
    func read<Value: JSONReadable>(
        _ type: Value.Type = Value.self,
        case name: String,
        path: [SuppliedValue],
        supplying supplied: [SuppliedValue] = []
    ) throws(Problem) -> Value {
        let named = path.filter { document.contains($0.name) }
        guard named.isEmpty else {
            throw .fields(
                named.map {
                    FieldError(
                        place: .pointer("/\($0.name)"),
                        code: "unknownField",
                        detail: "'\($0.name)' is not understood here."
                    )
                }
            )
        }
        let body = (path + supplied).reduce(self) { $0.supplying($1.name, $1.value) }
        do { return try body.document.read(Value.self, case: name) } catch { throw Problem(error) }
    }

    /// The body with a member that it may leave out.
    func supplying(_ name: String, _ value: some JSONWritable) -> Body {
        Body(document: document.supplying(name, value))
    }
}

/// A member that a body does not have, or may leave out.
typealias SuppliedValue = (name: String, value: any JSONWritable)

/// What a request says that says nothing.
package struct NoMembers: Record {}

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
