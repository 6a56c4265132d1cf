import Marine
import Testing

/// The code of the parse error that a computation throws; nothing if it returns.
///
/// Any other error is an issue of its own.
func code(
    sourceLocation: SourceLocation = #_sourceLocation,
    _ computation: () throws -> some Any
) -> String? {
    do {
        _ = try computation()
        return nil
    } catch let error as ParseError {
        return error.code
    } catch {
        Issue.record(error, sourceLocation: sourceLocation)
        return nil
    }
}
