public import AdapterProtocol
import Foundation

extension Recordings {
    /// The suite's cases that read only: one run of them against an endpoint asks all that an offline run will ask.
    public static func isAskedOffline(_ one: ConformanceCase) -> Bool {
        one.needs == .publicData || one.needs == .accountData
    }

    /// One exchange of each question, the first that the venue answered well.
    ///
    /// Two runs differ in their times and generated ids, so questions that differ in nothing else are one. What a kept
    /// answer names (an order's id, a page's cursor) is no such difference: a replay asks for it again.
    public func condensed() -> Recordings {
        var kept: [RecordedExchange] = []
        var positions: [[String]: Int] = [:]
        var named: Set<String> = []
        for exchange in exchanges {
            let question = exchange.question(knowing: named)
            if let position = positions[question] {
                guard !kept[position].isSuccess, exchange.isSuccess else { continue }
                kept[position] = exchange
            } else {
                positions[question] = kept.count
                kept.append(exchange)
            }
            named.formUnion(RecordedExchange.names(in: exchange.body))
        }
        return Recordings(kept, recordedAt: recordedAt)
    }

    /// The content of a file that may be shipped: ``condensed()``, and without any field of these keys.
    ///
    /// Fields of fewer than six characters stay: nothing of that length is secret, and it would be found everywhere.
    public func shippable(hiding keys: [Credentials], of profile: VenueProfile) throws -> String {
        var text = try condensed().text()
        for key in keys {
            for field in profile.credentialFields {
                guard let secret = key[field]?.withBytes({ String(decoding: $0, as: UTF8.self) }), secret.count >= 6
                else {
                    continue
                }
                for spelling in Self.spellings(of: secret) {
                    text = text.replacingOccurrences(of: spelling, with: "REDACTED")
                }
            }
        }
        return text
    }

    /// As it is, percent-encoded, and as JSON spells it in a body, which the file spells once more; longest first.
    private static func spellings(of secret: String) -> [String] {
        func escaped(_ text: String) -> String {
            text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"")
                .replacingOccurrences(of: "\n", with: "\\n").replacingOccurrences(of: "\r", with: "\\r")
        }
        let encoded = secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? secret
        let slashes = secret.replacingOccurrences(of: "/", with: "\\/")
        return Set([secret, encoded, escaped(secret), escaped(escaped(secret)), escaped(slashes)])
            .sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
    }
}

extension RecordedExchange {
    fileprivate var isSuccess: Bool { 200..<300 ~= status }

    /// What tells two exchanges apart.
    fileprivate func question(knowing named: Set<String>) -> [String] {
        func isNamed(_ value: Substring) -> Bool {
            // An end that does not belong to its span is asked for as the unit before it.
            let neighbours = Int64(value).map { [String($0.addingReportingOverflow(1).partialValue)] } ?? []
            return ([String(value)] + neighbours).contains(where: named.contains)
        }
        func masked(_ value: Substring) -> String {
            Self.isTimeOrID(value) && !Self.isRound(value) && !isNamed(value) ? "*" : String(value)
        }
        let place = path.split(separator: "/").map(masked)
        let asked = parameters.map { parameter in
            guard let equals = parameter.firstIndex(of: "=") else { return parameter }
            return parameter[...equals] + masked(parameter[parameter.index(after: equals)...])
        }
        return [operation, method] + place + ["?"] + asked
    }

    /// Ten and more characters with two digits among them: times in every unit and every venue's ids, no market's name.
    private static func isTimeOrID(_ text: Substring) -> Bool {
        text.utf8.count >= 10 && text.utf8.count { 0x30...0x39 ~= $0 } >= 2 && text.utf8.allSatisfy(isWordByte)
    }

    /// A whole hour in whatever unit, a whole second or the unit before it in finer ones: that was asked for, and does
    /// not follow from when it was asked.
    private static func isRound(_ text: Substring) -> Bool {
        if let number = Int64(text) {
            if text.utf8.count >= 13, text.hasSuffix("000") || text.hasSuffix("999") { return true }
            return number % 3_600 == 0 && text.hasSuffix("00")
        }
        return text.hasSuffix(":00:00Z") || text.hasSuffix(":00:00.000Z")
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x3A, 0x5F: true
        default: false
        }
    }

    /// The words of a body that a later question may hold.
    fileprivate static func names(in body: String) -> [String] {
        body.utf8.split { !isWordByte($0) }.compactMap { word in
            // A number follows its key's colon.
            let word = Substring(word.drop { $0 == 0x3A })
            return isTimeOrID(word) ? String(word) : nil
        }
    }
}
