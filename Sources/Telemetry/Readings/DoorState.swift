/// The state of a container's door at one instant.
public enum DoorState: String, Codable, CaseIterable, Hashable, Sendable {
    /// The door is open.
    case open
    /// The door is shut.
    case closed
}
