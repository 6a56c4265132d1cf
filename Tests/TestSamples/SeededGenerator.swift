/// SplitMix64 (Steele, Lea and Flood, 2014), so that a property run can be repeated
/// from the seed it prints.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A generator with a fresh seed, which it prints for a failing run to be repeated.
    package static func printingSeed(_ name: String = #function) -> SeededGenerator {
        let seed = UInt64.random(in: .min ... .max)
        print("\(name): seed \(seed)")
        return SeededGenerator(seed: seed)
    }
}
