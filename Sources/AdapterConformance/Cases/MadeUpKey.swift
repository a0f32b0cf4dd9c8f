import AdapterProtocol
import Foundation

/// A key that nobody issued, in a form that the venue's signer takes: what a signer does with a key can be seen without
/// anybody's key.
struct MadeUpKey: Sendable {
    /// The texts by field.
    let values: [String: String]
    /// The fields a key must have.
    let required: [CredentialField]

    /// The key as a signer takes it.
    var credentials: Credentials { Credentials(values.mapValues { Secret($0) }) }
    /// The fields that must never be seen.
    var secrets: [String] { required.filter(\.isSecret).compactMap { values[$0.name] } }

    /// The first made-up key that the adapter's signer takes.
    ///
    /// - Throws: ``CaseStop/skipped(_:)`` when the venue's keys have a form that cannot be guessed.
    init(for adapter: any VenueAdapter, variant: UInt8 = 0) throws(CaseStop) {
        required = adapter.profile.credentialFields.filter { !$0.isOptional }
        for form in Self.forms {
            var values: [String: String] = [:]
            for (position, field) in required.enumerated() {
                values[field.name] = form(variant &* 31 &+ UInt8(truncatingIfNeeded: position) &* 7 &+ 11)
            }
            let isTaken = (try? adapter.makeSigner(Credentials(values.mapValues { Secret($0) }))) != nil
            guard isTaken else { continue }
            self.values = values
            return
        }
        throw .skipped("no made-up key has the form of the venue's keys")
    }

    private static let forms: [@Sendable (UInt8) -> String] = [
        // No letters that base64 has beyond the alphabet: bytes are chosen so that the text is plain.
        { seed in Data((0..<64).map { UInt8($0) &* 5 &+ seed }).base64EncodedString() },
        { seed in (0..<32).map { hexadecimal(UInt8($0) &* 13 &+ seed) }.joined() },
        { seed in (0..<16).map { hexadecimal(UInt8($0) &* 13 &+ seed) }.joined() },
    ]

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }
}

extension Examination {
    /// A moment to sign at, `seconds` from now.
    func stamp(plus seconds: Int64 = 0) -> SigningStamp {
        SigningStamp(
            venueTime: clock.now.advanced(by: .seconds(seconds)),
            nonce: adapter.needsNonce ? UInt64(1_790_000_000_000 + seconds) : nil)
    }
}

extension WireRequest {
    /// Everything of it as one text.
    var wholeText: String {
        let fields = headers.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
        return "\(method.rawValue) \(target)\n\(fields)\n\n\(String(decoding: body, as: UTF8.self))"
    }

    /// The target with percent-encoding undone.
    var plainTarget: String { target.removingPercentEncoding ?? target }

    /// Target and body with percent-encoding undone.
    var plainText: String {
        let text = String(decoding: body, as: UTF8.self)
        return plainTarget + "\n" + (text.removingPercentEncoding ?? text)
    }
}
