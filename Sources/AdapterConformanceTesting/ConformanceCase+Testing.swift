public import AdapterConformance
public import Testing

extension ConformanceCase: CustomTestStringConvertible {
    /// The case's id, as the argument of a parameterised test.
    public var testDescription: String { id }
}
