/// A part of a state that seldom changes, kept once for all copies of the state.
///
/// A state is copied at each transition; a part of it with a dozen texts would be counted a dozen
/// times, each count in another line of the processor's cache. It is a value like any other: a
/// copy that is changed has its own.
@propertyWrapper
public struct Shared<Value: Hashable & Sendable>: Hashable, Sendable {
    /// The one value, in the array's own place in memory.
    private var kept: [Value]

    /// The value itself.
    public var wrappedValue: Value {
        get { kept[0] }
        set { kept = [newValue] }
    }

    /// Keeps a value.
    public init(wrappedValue: Value) { kept = [wrappedValue] }
}
