/// A caller's name for one submission: repeating it repeats the answer, never the order.
public struct IdempotencyKey: Hashable, Sendable, Codable {
    /// Whose key it is; two users' equal texts are two keys (host-api.md 4.4 A).
    public let user: String
    /// 1 to 128 printable ASCII characters.
    public let text: String

    /// Accepts 1 to 128 printable ASCII characters; nil otherwise.
    public init?(user: String, text: String) {
        guard (1...128).contains(text.utf8.count), text.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else { return nil }
        self.user = user
        self.text = text
    }
}
