/// A key's fields as a venue declares them. Never printed, encoded or compared.
public struct Credentials: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let fields: [String: Secret]

    /// Fields by name.
    public init(_ fields: [String: Secret]) {
        self.fields = fields
    }

    /// One field, nil when it was not given.
    public subscript(field: CredentialField) -> Secret? { fields[field.name] }

    /// A fixed mask.
    public var description: String { "Credentials(•••)" }
    /// A fixed mask.
    public var debugDescription: String { description }
    /// Shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
