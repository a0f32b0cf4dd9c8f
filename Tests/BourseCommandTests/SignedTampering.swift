import AdapterKit
import AdapterProtocol
import AdapterTesting
import Foundation

/// A signed request with one thing changed that its signature covers.
struct SignedTampering {
    let venue: SignedVenue
    let endpoint: SignedVenue.Endpoint
    let call: VenueCall
    let request: WireRequest

    /// What was changed, and the request.
    typealias Change = (what: String, request: WireRequest)

    func all(_ chance: inout RequestChance) -> [Change] {
        var changes: [Change] = []
        if let request = signature(bit: Int(chance.next() % 1024)) {
            changes.append(("a bit of the signature", request))
        }
        if venue.coversText, let request = text(&chance) { changes.append(("a byte of the parameters", request)) }
        if venue.coversPath, let request = path(&chance) { changes.append(("the path", request)) }
        return changes
    }

    /// One bit of the signature's bytes, not of its digits: case means nothing to hexadecimal.
    private func signature(bit: Int) -> WireRequest? {
        switch venue.place {
        case .hexadecimalParameter:
            return with(parameter: "signature") { value in
                Self.flipped(Hexadecimal.decode(value), bit).map(Hexadecimal.encode)
            }
        case .base64Parameter:
            return with(parameter: "signature") { value in
                Self.flipped(Base64.decode((value.removingPercentEncoding ?? "").utf8), bit)
                    .map { PercentEncoding.encode(Base64.encode($0)) }
            }
        case .hexadecimalHeader(let name):
            return with(header: name) { value in
                Self.flipped(Hexadecimal.decode(value), bit).map(Hexadecimal.encode)
            }
        case .base64Header(let name, let prefix):
            return with(header: name) { value in
                Self.flipped(Base64.decode(value.dropFirst(prefix.count).utf8), bit).map { prefix + Base64.encode($0) }
            }
        }
    }

    private static func flipped(_ bytes: [UInt8]?, _ bit: Int) -> [UInt8]? {
        guard var bytes, !bytes.isEmpty else { return nil }
        // The highest bit stays, so that text stays text.
        bytes[bit % bytes.count] ^= 1 << UInt8(bit / bytes.count % 7)
        return bytes
    }

    /// One letter or digit among the call's own parameters. What the signer added is left alone: a changed time or
    /// nonce is refused as such, before the signature is looked at.
    private func text(_ chance: inout RequestChance) -> WireRequest? {
        let isBody = !request.body.isEmpty
        let bytes = isBody ? request.body : Array(request.target.utf8)
        let start = isBody ? firstOfBody : call.path.utf8.count + 1
        let tail = Self.position(of: "&recvWindow=", in: bytes) ?? bytes.count
        let candidates = (start..<max(start, tail)).filter { position in
            guard Self.successor(bytes[position]) != nil else { return false }
            // The digits of an escape spell another byte, which may be none of UTF-8.
            return !bytes[max(0, position - 2)..<position].contains(UInt8(ascii: "%"))
        }
        guard let position = candidates.randomElement(using: &chance), let other = Self.successor(bytes[position])
        else { return nil }
        var changed = bytes
        changed[position] = other
        return isBody ? with(body: changed) : with(target: String(decoding: changed, as: UTF8.self))
    }

    /// Behind a nonce in front, if there is one.
    private var firstOfBody: Int {
        let form = request.body.starts(with: "nonce=".utf8), list = request.body.starts(with: #"{"nonce":"#.utf8)
        guard form || list else { return 0 }
        let separator = form ? "&" : ","
        return Self.position(of: separator, in: request.body).map { $0 + 1 } ?? request.body.count
    }

    private static func position(of text: String, in bytes: [UInt8]) -> Int? {
        let text = Array(text.utf8)
        return bytes.indices.first { bytes[$0...].starts(with: text) }
    }

    /// The next letter or digit, nil for any other byte.
    private static func successor(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x39: 0x30
        case 0x5A: 0x41
        case 0x7A: 0x61
        case 0x30...0x38, 0x41...0x59, 0x61...0x79: byte + 1
        default: nil
        }
    }

    /// A byte of the id in the path, else the path of another endpoint: the venue must have what is asked for, or it
    /// never looks at the signature.
    private func path(_ chance: inout RequestChance) -> WireRequest? {
        let rest = request.target.dropFirst(call.path.count)
        if let cut = endpoint.path.range(of: "ID") {
            var path = Array(call.path.utf8)
            let position = endpoint.path.utf8.distance(from: endpoint.path.startIndex, to: cut.lowerBound)
            guard let other = Self.successor(path[position]) else { return nil }
            path[position] = other
            return with(target: String(decoding: path, as: UTF8.self) + rest)
        }
        let others = venue.endpoints.filter { $0.method == call.method && $0.path != endpoint.path }
        guard let other = others.randomElement(using: &chance) else { return nil }
        return with(target: other.path.replacing("ID", with: "7") + rest)
    }

    private func with(target: String) -> WireRequest {
        WireRequest(method: request.method, target: target, headers: request.headers, body: request.body)
    }

    private func with(body: [UInt8]) -> WireRequest {
        WireRequest(method: request.method, target: request.target, headers: request.headers, body: body)
    }

    /// The last parameter changed.
    private func with(parameter name: String, _ change: (String) -> String?) -> WireRequest? {
        let isBody = !request.body.isEmpty
        let text = isBody ? String(decoding: request.body, as: UTF8.self) : request.target
        guard let range = text.range(of: "&\(name)="), let value = change(String(text[range.upperBound...])) else {
            return nil
        }
        let whole = text[..<range.upperBound] + value
        return isBody ? with(body: Array(whole.utf8)) : with(target: String(whole))
    }

    private func with(header name: String, _ change: (String) -> String?) -> WireRequest? {
        guard let header = request.headers.first(where: { $0.name == name }), let value = change(header.value) else {
            return nil
        }
        let headers = request.headers.map { $0.name == name ? WireHeader(name, value) : $0 }
        return WireRequest(method: request.method, target: request.target, headers: headers, body: request.body)
    }
}

/// Random calls with parameters that are all an encoder may get wrong.
struct RequestChance: RandomNumberGenerator {
    private var random: SplitMix

    init(seed: UInt64) {
        random = SplitMix(seed: seed)
    }

    mutating func next() -> UInt64 { random.next() }

    private static let names = [
        "symbol", "pair", "side", "type", "price", "volume", "quantity", "size", "limit", "offset", "since", "remark",
        "clientOid", "postOnly", "weird name", "a%b", "n&m=1", "名x",
    ]
    private static let plain = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
    private static let odd = Array(" !\"#$%&'()*+,/:;<=>?@[\\]^`{|}éßЖ币１€𝕏🪙🚀אア\u{A0}\u{2028}\u{301}")

    mutating func call(of endpoint: SignedVenue.Endpoint) -> VenueCall {
        let count = 1 + Int(next() % 6)
        let names = Self.names.shuffled(using: &self).prefix(count)
        let parameters = names.map { VenueCall.Parameter($0, value()) }
        return VenueCall(
            operation: endpoint.operation, intent: .read, priority: .privateRead, method: endpoint.method,
            path: endpoint.path.replacing("ID", with: text(Self.plain.prefix(62), 1 + Int(next() % 30))),
            parameters: parameters, isSigned: true, charges: [])
    }

    private mutating func value() -> String {
        switch next() % 8 {
        case 0: ""
        case 1: "\(next() % 1_000_000).\(next() % 1_000_000)"
        case 2, 3: text(Self.plain[...], 1 + Int(next() % 20))
        default: text((Self.plain + Self.odd + Self.odd)[...], 1 + Int(next() % 20))
        }
    }

    private mutating func text(_ pool: ArraySlice<Character>, _ count: Int) -> String {
        String((0..<count).compactMap { _ in pool.randomElement(using: &self) })
    }
}
