/// Why a case did not run to its end.
public enum CaseStop: Error, Sendable, Hashable {
    /// The promise does not hold; what was seen instead.
    case broken(String)
    /// It cannot be seen here, although it should: no fitting market, not enough funds. Red where it proves something that
    /// is claimed.
    case skipped(String)
    /// It says nothing about this venue.
    case notApplicable(String)
}

/// Holds a promise: `promise` must be true, else the case ends with what was seen.
///
/// - Throws: ``CaseStop/broken(_:)``.
package func hold(_ promise: Bool, _ seen: @autoclosure () -> String) throws(CaseStop) {
    guard promise else { throw .broken(seen()) }
}

/// The value, which must be there.
///
/// - Throws: ``CaseStop/broken(_:)``.
package func hold<Value>(_ value: Value?, _ seen: @autoclosure () -> String) throws(CaseStop) -> Value {
    guard let value else { throw .broken(seen()) }
    return value
}
