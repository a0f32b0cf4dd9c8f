import AdapterKit
import AdapterProtocol

extension JSONReader {
    /// Reads an ISO 8601 text: up to nine fractional digits, `Z` or no zone at all, which means UTC (valr.md A.1).
    mutating func instant() throws(JSONError) -> Timestamp { try internetTime() }
}
