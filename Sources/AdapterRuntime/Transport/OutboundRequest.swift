import AdapterProtocol
import AsyncHTTPClient
import NIOHTTP1

/// Turns a finished request into the client's, and refuses what would not go out byte for byte.
enum OutboundRequest {
    static func make(_ request: WireRequest, to base: String) throws(TransportFailure) -> HTTPClient.Request {
        guard isBase(base) else { throw refusal("the base address must be http(s)://host or http(s)://host:port") }
        guard isTarget(request.target) else {
            throw refusal("the target must start with / and hold only characters that a URL takes as they are")
        }
        var headers = HTTPHeaders()
        for header in request.headers {
            guard isToken(header.name), isFieldValue(header.value) else {
                throw refusal("a header is not fit to be sent")
            }
            headers.add(name: header.name, value: header.value)
        }
        if !headers.contains(name: "Accept-Encoding") { headers.add(name: "Accept-Encoding", value: "gzip") }
        if !headers.contains(name: "User-Agent") { headers.add(name: "User-Agent", value: "bourse") }
        do {
            return try HTTPClient.Request(
                url: base + request.target, method: HTTPMethod(rawValue: request.method.rawValue), headers: headers,
                body: request.body.isEmpty ? nil : .bytes(request.body))
        } catch {
            throw refusal("the base address is not a usable URL")
        }
    }

    private static func refusal(_ message: String) -> TransportFailure {
        TransportFailure(kind: .invalidRequest, wasHeadWritten: false, message: message)
    }

    /// Scheme, host and perhaps a port, nothing else: a path or user information would change the target or add a
    /// header, and a port that is no port would silently become the scheme's own.
    private static func isBase(_ base: String) -> Bool {
        guard let scheme = ["http://", "https://"].first(where: base.hasPrefix) else { return false }
        var host = base.dropFirst(scheme.count)
        if let colon = host.lastIndex(of: ":"), !host.hasSuffix("]") {
            guard let port = UInt16(host[host.index(after: colon)...]), port > 0 else { return false }
            host = host[..<colon]
        }
        if host.hasPrefix("["), host.hasSuffix("]") {
            return host.dropFirst().dropLast().utf8.allSatisfy { isHexadecimal($0) || ":.".utf8.contains($0) }
        }
        return !host.isEmpty && host.utf8.allSatisfy(isUnreserved)
    }

    /// Anything outside RFC 3986's path and query characters would be percent-encoded once more on its way, and the
    /// signature would no longer fit. A path whose escapes are not text would be lost altogether: the client's URL type
    /// gives up on it and `/` goes out.
    private static func isTarget(_ target: String) -> Bool {
        let parts = target.utf8.split(separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
        guard let path = parts.first, path.first == UInt8(ascii: "/") else { return false }
        guard let text = unescaped(path), !text.contains(0), String(validating: text, as: UTF8.self) != nil else {
            return false
        }
        return parts.count == 1 || unescaped(parts[1]) != nil
    }

    /// The bytes that a part of a target stands for, nil if it holds anything but allowed characters and `%XX`.
    private static func unescaped(_ part: Substring.UTF8View) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = part
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%") {
                guard let high = rest.popFirst(), let low = rest.popFirst(), isHexadecimal(high), isHexadecimal(low),
                    let value = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16)
                else { return nil }
                bytes.append(value)
            } else if isUnreserved(byte) || "!$&'()*+,;=:@/?".utf8.contains(byte) {
                bytes.append(byte)
            } else {
                return nil
            }
        }
        return bytes
    }

    private static func isToken(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy { isAlphanumeric($0) || "!#$%&'*+-.^_`|~".utf8.contains($0) }
    }

    private static func isFieldValue(_ value: String) -> Bool {
        value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool { isAlphanumeric(byte) || "-._~".utf8.contains(byte) }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }
}
