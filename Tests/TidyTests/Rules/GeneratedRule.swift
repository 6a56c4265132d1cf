/// Files that are made from others, and are not what their generator makes of them now.
///
/// The generator is asked with `--check`: it exits 0 where all are up to date, and otherwise 1,
/// naming the stale ones a line each.
func staleFiles(checkedBy generator: String) throws -> [Violation] {
    let check = try Checkout.status(of: [generator, "--check"])
    switch check.status {
    case 0: return []
    case 1:
        return check.output.split(separator: "\n").map {
            Violation(String($0), "is not what \(generator) makes")
        }
    default: throw Checkout.CommandFailed(command: [generator, "--check"], status: check.status)
    }
}
