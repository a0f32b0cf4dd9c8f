import AdapterProtocol
import VenueSimulator

extension Binance {
    /// Who may call an endpoint (binance.md B).
    enum Security: Sendable {
        case open
        case userData
        case trade
    }

    /// The checks of binance.md L.1 to L.5, in that order.
    struct Authentication {
        let keys: KeyRing
        let switches: Switches

        /// The key behind a signed request, or the refusal of the first check that fails.
        func key(
            for request: FaceRequest,
            query: Query,
            security: Security,
            isWallet: Bool,
            now: Int64
        ) throws(Refusal) -> Key {
            let key = try issuedKey(request.headers.first("X-MBX-APIKEY"))
            guard let timestamp = query.first("timestamp"), !timestamp.value.isEmpty else {
                throw .missing("timestamp")
            }
            guard let signature = query.first("signature"), !signature.value.isEmpty else {
                throw .missing("signature")
            }
            let window = try Self.window(query.first("recvWindow")?.value)
            try checkTime(timestamp.value, window: window, now: now)
            guard query.isPercentEncoded, Signature.isValid(signature, over: query.signedText, by: key.kind) else {
                throw .signature
            }
            try checkPermission(key, peer: request.peerAddress, security: security, isWallet: isWallet)
            return key
        }

        func issuedKey(_ text: String?) throws(Refusal) -> Key {
            guard let text, Self.hasKeyShape(text) else { throw .keyFormat }
            guard let key = keys.key(text) else { throw .unknownKey(status: switches.unknownKeyStatus) }
            return key
        }

        private static func hasKeyShape(_ text: String) -> Bool {
            text.utf8.count == 64
                && text.utf8.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                        UInt8(ascii: "A")...UInt8(ascii: "Z"):
                        true
                    default: false
                    }
                }
        }

        /// Milliseconds with up to three decimals, at most 60000 (binance.md B.3); 5000 when nothing is sent.
        static func window(_ sent: String?) throws(Refusal) -> ExactDecimal {
            guard let sent else { return 5_000 }
            if sent.isEmpty { throw .empty("recvWindow") }
            let parts = sent.split(separator: ".", omittingEmptySubsequences: false)
            let isLegal =
                (1...2).contains(parts.count) && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }
            guard isLegal, parts.count == 1 || parts[1].utf8.count <= 3, let value = ExactDecimal(sent) else {
                throw .illegal("recvWindow", range: #"^\d+(\.\d{1,3})?$"#)
            }
            if value > 60_000 { throw .recvWindow }
            return value
        }

        func checkTime(_ text: String, window: ExactDecimal, now: Int64) throws(Refusal) {
            guard text.utf8.count <= 20, text.utf8.allSatisfy(Self.isDigit), let sent = Int64(text) else {
                throw .illegal("timestamp", range: Parameters.integerPattern)
            }
            let timestamp = sent >= 100_000_000_000_000 ? sent / 1_000 : sent
            // Before 2017 or far ahead is a malformed parameter, not a skewed clock (binance.md B.3).
            let farAhead = max(10_000, Int64(switches.futureTolerance))
            guard timestamp >= 1_483_228_800_000, timestamp - now <= farAhead else { throw .missing("timestamp") }
            guard timestamp < now + Int64(switches.futureTolerance) else { throw .tooEarly }
            guard ExactDecimal(Int(now - timestamp)) <= window else { throw .tooOld }
        }

        private static func isDigit(_ byte: UInt8) -> Bool {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }

        func checkPermission(
            _ key: Key,
            peer: String,
            security: Security,
            isWallet: Bool
        ) throws(Refusal) {
            if let bound = key.boundAddress, bound != peer { throw .permission(isWallet: isWallet) }
            if key.isExpired, security == .trade || !switches.expiredKeyReads { throw .permission(isWallet: isWallet) }
            if security == .trade, !key.mayTrade { throw .permission(isWallet: isWallet) }
        }
    }
}
