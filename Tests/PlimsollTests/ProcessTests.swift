import Testing

/// Suites that run the built program in processes of its own, one test after the other.
///
/// Each waits for processes to end, which blocks its thread: of those there are as many as cores.
@Suite(.serialized) enum ProcessTests {}
