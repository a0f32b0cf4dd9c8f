import Crypto
import VenueSimulator

extension Kraken {
    /// The recipe of kraken.md B.2 over the bytes as received.
    enum Signature {
        static func isValid(_ sent: String, path: String, nonce: String, body: [UInt8], secret: [UInt8]) -> Bool {
            guard let code = FaceBase64.bytes(sent), code.count == SHA512.byteCount else { return false }
            var inner = SHA256()
            inner.update(data: Array(nonce.utf8))
            inner.update(data: body)
            let message = Array(path.utf8) + Array(inner.finalize())
            return HMAC<SHA512>.isValidAuthenticationCode(
                code, authenticating: message, using: SymmetricKey(data: secret))
        }
    }
}

// The checks of kraken.md L.2 and L.3 in that order.
extension KrakenFace {
    /// The key behind a private request, or the refusal of the first check that fails.
    mutating func authenticate(
        _ request: FaceRequest, _ parameters: Kraken.Parameters?, _ switches: Kraken.Switches
    ) throws(Kraken.Refusal) -> Kraken.Key {
        guard let text = request.headers.first("API-Key"), let key = keys.key(text) else { throw .invalidKey }
        var memory = nonces[key.apiKey] ?? Kraken.NonceMemory()
        if memory.lockedUntil > now {
            memory.fail(limit: 1, now: now)
            nonces[key.apiKey] = memory
            throw .lockout
        }
        do {
            let nonce = try checked(request, key, parameters, memory, switches)
            memory.accept(nonce, now: now)
            nonces[key.apiKey] = memory
        } catch {
            memory.fail(limit: switches.number("lockoutAfterFailures"), now: now)
            nonces[key.apiKey] = memory
            throw error
        }
        return key
    }

    private func checked(
        _ request: FaceRequest, _ key: Kraken.Key, _ parameters: Kraken.Parameters?, _ memory: Kraken.NonceMemory,
        _ switches: Kraken.Switches
    ) throws(Kraken.Refusal) -> UInt64 {
        if key.isExpired, switches.has("expiredRefusal", "EAPI:Invalid key") { throw .invalidKey }
        let isForeign = key.boundAddress.map { $0 != request.peerAddress } ?? false
        if isForeign, switches.has("addressRefusal", "EAPI:Invalid key") { throw .invalidKey }
        guard let text = parameters?.text("nonce"), let nonce = Self.nonce(text) else { throw .invalidNonce }
        let isFresh = memory.allows(nonce, window: UInt64(switches.number("nonceWindow")))
        if switches.has("authOrder", "nonceFirst"), !isFresh { throw .invalidNonce }
        let sent = request.headers.first("API-Sign") ?? ""
        guard
            Kraken.Signature.isValid(sent, path: request.path, nonce: text, body: request.body, secret: key.secret)
        else { throw .invalidSignature }
        guard isFresh else { throw .invalidNonce }
        if switches.has("otp", "required"), parameters?.text("otp") != Self.otp {
            throw Kraken.Refusal(switches.text("otpRefusal"))
        }
        if key.isExpired || isForeign { throw .permission }
        return nonce
    }

    /// The one-time password of keys that need one.
    static let otp = "123456"

    /// Decimal digits of an unsigned 64-bit number.
    private static func nonce(_ text: String) -> UInt64? {
        guard (1...20).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return UInt64(text)
    }

    /// Whether the key may call the endpoint (kraken.md F.3).
    func checkPermission(
        _ key: Kraken.Key, _ endpoint: Kraken.Endpoint, _ switches: Kraken.Switches
    ) throws(Kraken.Refusal) {
        let has = Set(key.permissions)
        let isAllowed =
            switch endpoint.needs {
            case .nothing: true
            case .all(let wanted): has.isSuperset(of: wanted)
            case .any(let wanted): !has.isDisjoint(with: wanted)
            }
        guard isAllowed else { throw .permission }
        if endpoint == .addOrderBatch, switches.has("batchPermission", "modifyAndClose"), !has.contains(.close) {
            throw .permission
        }
    }
}
