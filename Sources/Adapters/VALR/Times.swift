import AdapterKit
import AdapterProtocol

extension JSONReader {
    /// Reads an ISO 8601 text: up to nine fractional digits, `Z` or no zone at all, which means UTC (valr.md A.1).
    mutating func instant() throws(JSONError) -> Timestamp {
        guard let time = Timestamp(iso8601: try string()) else { throw unexpected("a time in ISO 8601") }
        return time
    }
}
