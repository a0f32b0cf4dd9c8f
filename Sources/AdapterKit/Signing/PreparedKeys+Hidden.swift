// A prepared key is as good as the secret: the two states of a keyed hash alone sign. Reflection (`dump`, `Mirror`)
// reaches those states through every type that holds one, so each key shows a mask and no children.

extension HMACSHA256: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// A fixed mask.
    public var description: String { "•••" }
    /// A fixed mask.
    public var debugDescription: String { "•••" }
    /// Shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension HMACSHA512: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// A fixed mask.
    public var description: String { "•••" }
    /// A fixed mask.
    public var debugDescription: String { "•••" }
    /// Shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Ed25519: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// A fixed mask.
    public var description: String { "•••" }
    /// A fixed mask.
    public var debugDescription: String { "•••" }
    /// Shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
