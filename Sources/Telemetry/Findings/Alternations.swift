import Marine

/// Temperatures that jump up and down again and again: of two scales, or of two sensors, under one
/// name.
///
/// A jump is of 10 K or more within an hour where the one figure is the other in degrees Fahrenheit
/// to within a degree, and of 20 K or more within a quarter of an hour else. Three of the first
/// kind or five of any that follow each other within a day, each in the other direction than the
/// one before, are no goods': a door that is opened or a defrosting makes two.
enum Alternations {
    /// A step of so much is none of a sensor's faults, no impossible one and no jump, in
    /// thousandths of a degree.
    static let noJump: Int64 = 5_000

    private static let quarter: Int64 = 900_000
    private static let hour: Int64 = 3_600_000
    /// The furthest apart that jumps of one run are.
    private static let day: Int64 = 86_400_000
    private static let fewestOfScale = 3
    private static let fewest = 5

    private enum Jump {
        case ofScale
        case other
    }

    /// Which of the values, in order of time, are among such: all from the one before the first
    /// jump of a run to the one after its last.
    static func flags(in values: [TimedValue<Int32>]) -> [Bool] {
        var flags = [Bool](repeating: false, count: values.count)
        var run: Run?
        func end() {
            guard let run, run.ofScale >= fewestOfScale || run.count >= fewest else { return }
            for place in run.first...run.last { flags[place] = true }
        }
        for place in values.indices.dropFirst() {
            guard let jump = jump(from: values[place - 1], to: values[place]) else { continue }
            let isUp = values[place].value > values[place - 1].value
            if let known = run,
                known.isUp == isUp
                    || values[place].time.milliseconds(since: values[known.last].time) > day
            {
                end()
                run = nil
            }
            var next = run ?? Run(first: place - 1)
            next.last = place
            next.count += 1
            if jump == .ofScale { next.ofScale += 1 }
            next.isUp = isUp
            run = next
        }
        end()
        return flags
    }

    /// Whether a jump that comes after the values may be of a run that these have begun.
    static func mayGoOn(after values: [TimedValue<Int32>]) -> Bool {
        guard let last = values.last else { return false }
        for place in values.indices.dropFirst().reversed() {
            if last.time.milliseconds(since: values[place].time) > day { return false }
            if jump(from: values[place - 1], to: values[place]) != nil { return true }
        }
        return false
    }

    /// Jumps that follow each other.
    private struct Run {
        let first: Int
        var last = 0
        var count = 0
        var ofScale = 0
        var isUp = false
    }

    private static func jump(
        from one: TimedValue<Int32>,
        to other: TimedValue<Int32>
    ) -> Jump? {
        let (low, high) = (min(one.value, other.value), max(one.value, other.value))
        let step = Int64(high) - Int64(low)
        let apart = other.time.milliseconds(since: one.time)
        guard step >= 10_000, apart <= hour else { return nil }
        if isFahrenheit(low, of: high) || isFahrenheit(high, of: low) { return .ofScale }
        return step >= 20_000 && apart <= quarter ? .other : nil
    }

    /// Whether a figure is another one's in degrees Fahrenheit, to within one degree.
    private static func isFahrenheit(_ figure: Int32, of celsius: Int32) -> Bool {
        abs(Int64(figure) * 5 - (Int64(celsius) * 9 + 160_000)) <= 5_000
    }
}
