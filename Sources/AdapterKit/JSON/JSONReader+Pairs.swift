public import AdapterProtocol

extension JSONReader {
    /// Reads an object of exactly two numbers where it stands as venues write levels: without white space, in one order.
    ///
    /// Nil for anything else, nothing consumed: then ``object(_:)`` reads it, or tells what is wrong with it.
    ///
    /// - Parameters:
    ///   - opening: The object's beginning up to its first value, such as `{"price":`.
    ///   - middle: What stands between its values, such as `,"volume":`.
    public mutating func compactPair(_ opening: StaticString, _ middle: StaticString) -> (ExactDecimal, ExactDecimal)? {
        let start = index
        guard consume(opening), let first = try? decimal(), consume(middle), let second = try? decimal(), consume("}")
        else {
            index = start
            return nil
        }
        return (first, second)
    }
}
