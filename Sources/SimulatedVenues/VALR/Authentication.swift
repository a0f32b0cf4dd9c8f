import Crypto
import VenueSimulator

extension VALR {
    /// Who calls, and for which account.
    struct Caller: Sendable {
        let key: Key
        let account: String
        /// Whether the subaccount header was sent.
        let isImpersonating: Bool
    }

    /// The signature over the bytes of the request as they came (valr.md B.1, L.1).
    enum Signature {
        /// HMAC-SHA512 over timestamp, verb, target, body and subaccount id.
        static func isValid(
            _ signature: String, timestamp: String, _ request: FaceRequest, target: String, subaccount: String,
            key: HMACKey
        ) -> Bool {
            // Lower-case hex only: the recipe prints it so.
            guard signature.utf8.count == 128, !signature.utf8.contains(where: { (0x41...0x5A).contains($0) }),
                let bytes = FaceHex.bytes(signature)
            else { return false }
            var message = Array(timestamp.utf8)
            message += request.method.utf8
            message += target.utf8
            message += request.body
            message += subaccount.utf8
            return HMAC<SHA512>.isValidAuthenticationCode(bytes, authenticating: message, using: key.key)
        }
    }
}

extension VALRFace {
    /// The caller behind a request for a private route.
    mutating func authenticate(
        _ request: FaceRequest, _ route: VALR.Route, _ switches: VALR.Switches
    ) throws(VALR.Refusal) -> VALR.Caller {
        guard let id = request.headers.first("X-VALR-API-KEY"),
            let signature = request.headers.first("X-VALR-SIGNATURE"),
            let stamp = request.headers.first("X-VALR-TIMESTAMP")
        else { throw switches.missingKeyHasBody ? .missingKey : .empty403 }
        guard let key = keys.key(id, switches) else {
            throw switches.unknownKeyHasCode ? .unknownKey : .unknownKeyPlain
        }
        if let allowed = key.allowedAddress, allowed != request.peerAddress + "/32" { throw .address }
        guard let time = Self.timestamp(stamp) else { throw .signature }
        let window = switches.receiveWindow
        if window > 0, abs(time - now) > window { throw .signature }
        let subaccount = request.headers.first("X-VALR-SUB-ACCOUNT-ID") ?? ""
        let isSigned = VALR.Signature.isValid(
            signature, timestamp: stamp, request, target: target(of: request, switches), subaccount: subaccount,
            key: key.secret)
        guard isSigned else { throw .signature }
        if switches.refusesRepeats, !seenSignatures.admit(stamp, signature, now: now) { throw .signature }
        if !subaccount.isEmpty {
            guard !key.isSubaccountKey, !route.isPrimaryOnly, subaccount == VALR.subaccount else { throw .boundKey }
        }
        if route.isPrimaryOnly, key.isSubaccountKey { throw .boundKey }
        if route.access == .trade, !key.mayTrade { throw .permission(switches) }
        return VALR.Caller(
            key: key, account: subaccount.isEmpty ? key.account : subaccount, isImpersonating: !subaccount.isEmpty)
    }

    private func target(of request: FaceRequest, _ switches: VALR.Switches) -> String {
        let target = request.path + (request.query.map { "?" + $0 } ?? "")
        guard switches.signsDecodedTarget else { return target }
        return FacePercent.decode(Array(target.utf8)[...], plusIsBlank: false) ?? target
    }

    /// Milliseconds as plain decimal digits (valr.md B.1).
    private static func timestamp(_ text: String) -> Int64? {
        guard (1...15).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            text.utf8.first != 0x30
        else { return nil }
        return Int64(text)
    }
}

extension VALR {
    /// Signatures of late, so that a repeated request is known (valr.md B.3). Two generations, so that forgetting
    /// costs nothing.
    struct SeenSignatures: Sendable {
        private var young: Set<String> = []
        private var old: Set<String> = []
        private var since: Int64 = 0

        /// Notes a signature; false when it was there already.
        mutating func admit(_ stamp: String, _ signature: String, now: Int64) -> Bool {
            if abs(now - since) > 60_000 || young.count > 200_000 {
                old = young
                young = []
                since = now
            }
            let name = stamp + signature.prefix(64)
            guard !old.contains(name) else { return false }
            return young.insert(name).inserted
        }
    }
}
