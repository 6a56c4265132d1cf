/// A part of a state that seldom changes, kept once for all copies of the state.
///
/// A state is copied at each transition; a part of it with a dozen texts would be counted a dozen
/// times, each count in another line of the processor's cache. It is a value like any other: a
/// copy that is changed has its own.
@propertyWrapper
public struct Shared<Value: Codable & Hashable & Sendable>: Hashable, Sendable {
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

extension Shared: Codable {
    /// Reads the value, without a wrapper.
    public init(from decoder: any Decoder) throws {
        self.init(wrappedValue: try Value(from: decoder))
    }

    /// Writes the value, without a wrapper.
    public func encode(to encoder: any Encoder) throws { try wrappedValue.encode(to: encoder) }
}
