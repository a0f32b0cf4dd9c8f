import VenueSimulator

extension KuCoin {
    /// The checks of a private request up to the permission (kucoin.md L.2 to L.6).
    struct Authentication {
        let keys: KeyRing
        let switches: Switches
        let now: Int64

        /// How far a timestamp may be away from the gateway's clock, in either direction (B.2).
        private static let window: Int64 = 5_000

        func key(for request: FaceRequest, _ route: Route) throws(Refusal) -> Key {
            guard let apiKey = request.headers.first("KC-API-KEY"), !apiKey.isEmpty,
                let sign = request.headers.first("KC-API-SIGN"), !sign.isEmpty,
                let text = request.headers.first("KC-API-TIMESTAMP"),
                let passphrase = request.headers.first("KC-API-PASSPHRASE"), !passphrase.isEmpty,
                let version = request.headers.first("KC-API-KEY-VERSION"), let time = Self.milliseconds(text)
            else { throw .header }
            guard abs(time - now) <= Self.window else { throw .timestamp }
            guard let key = keys.key(apiKey), !key.isExpired else { throw .unknownKey }
            guard accepts(version) else { throw .keyVersion }
            try verify(key, passphrase: passphrase, sign: sign, timestamp: text, request)
            if !key.addresses.isEmpty, !key.addresses.contains(request.peerAddress) {
                throw .address(request.peerAddress, isNamed: switches.has(.addressText, "named"))
            }
            if route.permission == .spot, !key.mayTrade { throw .permission }
            return key
        }

        /// Thirteen digits: seconds or ISO text are a malformed header, not a wrong time (B.2).
        private static func milliseconds(_ text: String) -> Int64? {
            guard text.utf8.count == 13, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            return Int64(text)
        }

        private func accepts(_ version: String) -> Bool {
            let setting = switches.text(.keyVersion)
            return setting == "any" ? version == "2" || version == "3" : version == setting
        }

        private func verify(
            _ key: Key, passphrase: String, sign: String, timestamp: String, _ request: FaceRequest
        ) throws(Refusal) {
            let isPassphraseRight = passphrase == key.passphraseProof
            let isPassphraseFirst = switches.has(.firstCheck, "passphrase")
            if isPassphraseFirst, !isPassphraseRight { throw .passphrase }
            guard let target = Self.target(of: request) else { throw .signature }
            let message = Signature.prehash(
                timestamp: timestamp, method: request.method, target: target, body: request.body)
            guard sign == Signature.text(message, key.secret) else { throw .signature }
            if !isPassphraseRight { throw .passphrase }
        }

        /// The signed target: path and query as sent, but with percent escapes resolved (B.2); nil for a broken escape.
        static func target(of request: FaceRequest) -> [UInt8]? {
            var raw = Array(request.path.utf8)
            if let query = request.query, !query.isEmpty {
                raw.append(UInt8(ascii: "?"))
                raw.append(contentsOf: query.utf8)
            }
            return FacePercent.bytes(raw[...], plusIsBlank: false)
        }
    }
}
