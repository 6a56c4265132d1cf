/// A part of a state that seldom changes, kept once for all copies of the state.
///
/// A state is copied at each transition. Copying a part with a dozen texts would update a dozen
/// reference counts, each in another cache line; copying this updates one. It has value semantics:
/// a copy that is changed gets storage of its own.
@propertyWrapper
public struct SharedStorage<Value: Hashable & Sendable>: Hashable, Sendable {
    /// The one value, in the array's reference-counted storage.
    private var kept: [Value]

    /// The value itself.
    public var wrappedValue: Value {
        get { kept[0] }
        set { kept = [newValue] }
    }

    /// Keeps a value.
    public init(wrappedValue: Value) { kept = [wrappedValue] }
}
