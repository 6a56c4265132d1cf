public import Marine

/// The mean kinetic temperature of weighted readings, exact to the bit on every machine.
///
/// Mean kinetic temperature is the constant temperature that would do the goods the same harm:
///
///     T = (dH/R) / -ln( sum(w exp(-dH/(R t))) / sum(w) ),  dH = 83.144 kJ/mol,
///                                                         R = 8.3144e-3 kJ/(mol K)
///
/// with t in kelvin (Celsius + 273.15), so that dH/R is 10,000 K exactly. It is computed in
/// integers. Let one = 2^120 and ln2 = floor(one ln 2); a / b below is the quotient rounded toward
/// zero and a x b / c keeps all the bits of the product.
/// With t in milli-kelvin and M the greatest t:
///
/// 1. For each distinct t, y = 10^7 (M - t) one / (M t), which is dH/R (1/t - 1/M). Where t = 0 or
///    10^7 (M - t) >= 84 M t, e(t) = 0.
/// 2. k = y / ln2, r = y - k ln2. Starting with s = one, for n = 30 down to 1:
///    s = one - (r s / one) / n. Then e(t) = s / 2^k, an approximation of one exp(-y / one).
/// 3. m = sum(w e(t)) / sum(w), which is never 0 since e(M) = one.
/// 4. j is the least integer for which f = 2^j m >= one / 2. u = (one - f) one / (one + f), q = u u
///    / one. Starting with a = 0, for n = 37 down to 0: a = one / (2 n + 1) + q a / one. Then
///    z = j ln2 + 2 (u a / one), an approximation of -one ln(m / one).
/// 5. With Z = z / 2^40, T = 10^7 M 2^80 / (10^7 2^80 + Z M) milli-kelvin, rounded to the nearest
///    integer; a half rounds away from 0 degrees Celsius. The result is T - 273,150 milli-Celsius.
///    Where M = 0, the result is -273,150.
///
/// Readings that are all alike give that reading. The error before the last rounding is below
/// 10^-12 of a milli-degree for any readings in ``Temperature``'s range and
/// weights that sum below 2^70.
public struct MeanKineticTemperature: Sendable {
    private var weights: [Int32: UInt128] = [:]
    private var current: Int32 = 0
    private var currentWeight: UInt128 = 0
    /// What ``prepare()`` has worked out, and for which hottest reading.
    private var factors: [Int32: UInt128] = [:]
    private var factorsOf: Int32?

    /// Starts with no reading.
    public init() {}

    /// Adds a reading.
    /// - Parameters:
    ///   - temperature: The reading.
    ///   - weight: Its weight in any unit common to all;
    ///     a reading that weighs 0 counts for nothing.
    public mutating func add(_ temperature: Temperature, weight: UInt64) {
        add(temperature.milliCelsius, UInt128(weight))
    }

    /// The mean, rounded half away from zero to a milli-degree, or nil if nothing weighs anything.
    public var value: Temperature? {
        var weights = weights
        if currentWeight > 0 { weights[current, default: 0] += currentWeight }
        guard let hottest = weights.keys.max() else { return nil }
        let maximum = UInt128(Int64(hottest) + 273_150)
        guard maximum > 0 else { return Temperature(milliCelsius: hottest) }
        var sum = WideSum()
        var total: UInt128 = 0
        // The order of a dictionary is of no consequence to an exact sum.
        for (milliCelsius, weight) in weights {
            let known = factorsOf == hottest ? factors[milliCelsius] : nil
            sum.add(weight, times: known ?? Self.factor(of: milliCelsius, maximum: maximum))
            total += weight
        }
        let z = FixedPoint.negativeLogarithm(sum.divided(by: total))
        let numerator = (10_000_000 * maximum) << 80
        let denominator = (UInt128(10_000_000) << 80) + (z >> 40) * maximum
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        let isTie = remainder * 2 == denominator
        let roundsUp = isTie ? quotient >= 273_150 : remainder * 2 > denominator
        return Temperature(milliCelsius: Int32(quotient + (roundsUp ? 1 : 0)) - 273_150)
    }

    /// Works out ahead what ``value`` needs of the readings so far; as exact, and quicker for
    /// copies that few are added to.
    mutating func prepare() {
        if currentWeight > 0 { weights[current, default: 0] += currentWeight }
        currentWeight = 0
        guard let hottest = weights.keys.max() else { return }
        let maximum = UInt128(Int64(hottest) + 273_150)
        guard maximum > 0 else { return }
        if factorsOf != hottest {
            factors = [:]
            factorsOf = hottest
        }
        for milliCelsius in weights.keys where factors[milliCelsius] == nil {
            factors[milliCelsius] = Self.factor(of: milliCelsius, maximum: maximum)
        }
    }

    mutating func add(_ milliCelsius: Int32, _ weight: UInt128) {
        // Loggers report runs of equal values; a run costs one look-up.
        if milliCelsius != current {
            if currentWeight > 0 { weights[current, default: 0] += currentWeight }
            current = milliCelsius
            currentWeight = 0
        }
        currentWeight += weight
    }

    private static func factor(of milliCelsius: Int32, maximum: UInt128) -> UInt128 {
        let t = UInt128(Int64(milliCelsius) + 273_150)
        let difference = 10_000_000 * (maximum - t)
        guard t > 0, difference < 84 * maximum * t else { return 0 }
        let product = difference.multipliedFullWidth(by: FixedPoint.one)
        let y = (maximum * t).dividingFullWidth(product).quotient
        return FixedPoint.exponential(ofNegative: y)
    }
}

/// Numbers in units of 2^-120.
enum FixedPoint {
    static let one = UInt128(1) << 120

    /// floor(2^120 ln 2).
    static let ln2 =
        UInt128(0x00B1_7217_F7D1_CF79) << 64 | UInt128(0xABC9_E3B3_9803_F2F6)

    /// a x b, rounded toward zero.
    @inline(__always)
    static func product(_ a: UInt128, _ b: UInt128) -> UInt128 {
        let (high, low) = a.multipliedFullWidth(by: b)
        return high << 8 | low >> 120
    }

    /// exp(-y) for y below 84.
    static func exponential(ofNegative y: UInt128) -> UInt128 {
        let (k, r) = y.quotientAndRemainder(dividingBy: ln2)
        var s = one
        for n in stride(from: UInt128(30), through: 1, by: -1) {
            s = one - product(r, s) / n
        }
        return s >> k
    }

    /// -ln(m) for m above 0 and at most 1.
    static func negativeLogarithm(_ m: UInt128) -> UInt128 {
        let j = m >= one / 2 ? 0 : m.leadingZeroBitCount - 8
        let f = m << UInt128(j)
        let u = (one + f).dividingFullWidth((one - f).multipliedFullWidth(by: one)).quotient
        let q = product(u, u)
        var a: UInt128 = 0
        for n in stride(from: UInt128(37), through: 0, by: -1) {
            a = one / (2 * n + 1) + product(q, a)
        }
        return UInt128(j) * ln2 + 2 * product(u, a)
    }
}

/// An exact sum of products of 128-bit numbers.
private struct WideSum {
    private var high: UInt128 = 0
    private var low: UInt128 = 0

    mutating func add(_ a: UInt128, times b: UInt128) {
        let product = a.multipliedFullWidth(by: b)
        let (sum, overflow) = low.addingReportingOverflow(product.low)
        low = sum
        high += product.high + (overflow ? 1 : 0)
    }

    func divided(by divisor: UInt128) -> UInt128 {
        divisor.dividingFullWidth((high, low)).quotient
    }
}
