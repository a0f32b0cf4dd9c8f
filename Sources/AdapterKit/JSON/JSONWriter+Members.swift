public import AdapterProtocol

extension JSONWriter {
    /// A key with a text, or null.
    public mutating func member(_ name: String, _ text: String?) {
        key(name)
        if let text { string(text) } else { null() }
    }

    /// A key with true, false, or null.
    public mutating func flag(_ name: String, _ value: Bool?) {
        key(name)
        if let value { bool(value) } else { null() }
    }

    /// A key with a whole number, or null.
    public mutating func number(_ name: String, _ value: Int64?) {
        key(name)
        if let value { integer(value) } else { null() }
    }

    /// A key with an exact number as a text, or null.
    public mutating func amount(_ name: String, _ value: ExactDecimal?) {
        key(name)
        if let value { decimalString(value) } else { null() }
    }

    /// A key with a list of texts.
    public mutating func texts(_ name: String, _ texts: [String]) {
        key(name)
        array { writer in
            for text in texts { writer.string(text) }
        }
    }
}
