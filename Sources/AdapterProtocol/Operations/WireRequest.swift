/// A finished request: exactly the bytes that go out.
public struct WireRequest: Sendable {
    /// HTTP method.
    public let method: VenueCall.Method
    /// Path and query as sent, percent-encoded.
    public let target: String
    /// Headers in order.
    public let headers: [WireHeader]
    /// Body, empty for none.
    public let body: [UInt8]

    /// A request.
    public init(method: VenueCall.Method, target: String, headers: [WireHeader], body: [UInt8] = []) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
    }
}

/// One header. May hold a key: never log a value.
public struct WireHeader: Sendable {
    /// Name as sent.
    public let name: String
    /// Value.
    public let value: String

    /// A header.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// A venue's answer.
public struct WireReply: Sendable {
    /// HTTP status.
    public let status: Int
    /// Headers in order.
    public let headers: [WireHeader]
    /// Body, decompressed.
    public let body: [UInt8]

    /// An answer.
    public init(status: Int, headers: [WireHeader], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The first value of a header, names compared without case.
    public func header(_ name: String) -> String? {
        headers.first { $0.name.utf8.elementsEqual(name.utf8, by: Self.sameIgnoringASCIICase) }?.value
    }

    private static func sameIgnoringASCIICase(_ left: UInt8, _ right: UInt8) -> Bool {
        func lowered(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
        return lowered(left) == lowered(right)
    }
}
