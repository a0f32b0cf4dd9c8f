import AdapterProtocol
import BigInt
import Testing

/// What came out, compared with what the oracle says has to come out.
func expectDecimal(
    _ outcome: Result<ExactDecimal, DecimalError>, matches oracle: DecimalOracle,
    _ context: @autoclosure () -> String, location: SourceLocation = #_sourceLocation
) {
    switch outcome {
    case .success(let value):
        if !DecimalOracle.isEqual(DecimalOracle(value), oracle) || !value.keepsInvariants {
            Issue.record("\(context()): got \(value), expected \(oracle)", sourceLocation: location)
        }
    case .failure(let error):
        if error != .overflow || oracle.isRepresentable {
            Issue.record("\(context()): got \(error), expected \(oracle)", sourceLocation: location)
        }
    }
}

extension ExactDecimal {
    /// Runs a computation without losing the type of its error.
    static func outcome(
        _ body: () throws(DecimalError) -> ExactDecimal
    ) -> Result<ExactDecimal, DecimalError> {
        Result(catching: body)
    }

    /// The promises about the form of a number that its documentation makes.
    var keepsInvariants: Bool {
        let limit = DecimalOracle.power(34).magnitude
        let size = DecimalOracle(self).coefficient.magnitude
        guard size < limit, (-64...64).contains(exponent), scale == max(0, -exponent) else { return false }
        if isZero { return !isNegative && !isPositive && exponent <= 0 && coefficient == 0 }
        guard isNegative != isPositive else { return false }
        return exponent <= 0 || size >= DecimalOracle.power(33).magnitude
    }

    /// Whether value and scale are the same, which `==` alone does not say.
    func isIdentical(to other: ExactDecimal) -> Bool {
        coefficient == other.coefficient && exponent == other.exponent
    }
}
