import HTTPTypes

/// What may stand in a header line (RFC 9110 5.5 and 5.6.2).
enum HeaderText {
    static func isValid(name: String, value: String) -> Bool {
        HTTPField.Name(name) != nil && HTTPField.isValidValue(value)
    }
}
