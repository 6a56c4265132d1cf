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
        do { return try document.read(Value.self) } catch { throw Problem(error, as: [:]) }
    }

    /// Reads the body as what a case of an instruction asks beside what is known from elsewhere.
    ///
    /// The body must not have the members `known`, such as what the path names, and may leave out
    /// those `supplied`. `names` are those that members have in the body, by those that they have
    /// in the case.
    ///
    /// - Throws: one problem with every field that is wrong.
    func read<Value: JSONReadable>(
        _ type: Value.Type = Value.self,
        case name: String,
        knowing known: [SuppliedValue],
        supplying supplied: [SuppliedValue] = [],
        as names: [String: String] = [:]
    ) throws(Problem) -> Value {
        let stated = (known.map(\.name) + names.keys.sorted()).filter(document.contains)
        guard stated.isEmpty else {
            throw .fields(
                stated.map {
                    FieldError(
                        place: .pointer("/\($0)"),
                        code: "unknownField",
                        detail: "'\($0)' is not understood here."
                    )
                }
            )
        }
        let renamed = names.reduce(document) { $0.renaming($1.value, to: $1.key) }
        let whole = (known + supplied).reduce(Body(document: renamed)) {
            $0.supplying($1.name, $1.value)
        }
        do { return try whole.document.read(Value.self, case: name) } catch {
            throw Problem(error, as: names)
        }
    }

    /// Whether the body has a member, and it is not `null`.
    func states(_ name: String) -> Bool { document.states(name) }

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
    init(_ error: JSONReadingError) { self.init(error, as: [:]) }

    /// The same of a body whose members were read under other names.
    ///
    /// `names` are those that members have in the body, by those that they were read under.
    init(_ error: JSONReadingError, as names: [String: String]) {
        switch error {
        case .malformed(let error): self = .malformedJSON(error)
        case .fields(let faults):
            self = .fields(
                faults.map { fault in
                    var parts = fault.pointer.split(
                        separator: "/",
                        omittingEmptySubsequences: false
                    )
                    if parts.count > 1, let name = names[String(parts[1])] { parts[1] = name[...] }
                    return FieldError(
                        place: .pointer(parts.joined(separator: "/")),
                        code: fault.code,
                        detail: fault.detail
                    )
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
