import AdapterConformance
import AdapterProtocol
import Foundation

/// An adapter that signs wrongly.
enum SignerDefects {
    static let all: [Defect] = [
        .bent("a key without its secret is taken") { bends in
            bends.signer = { (credentials, base) throws(VenueError) in
                do throws(VenueError) {
                    return try base.makeSigner(credentials)
                } catch {
                    return try base.makeSigner(nil)
                }
            }
        },
        .bent("a malformed key is a matter of the network") { bends in
            bends.signer = { (credentials, base) throws(VenueError) in
                do throws(VenueError) {
                    return try base.makeSigner(credentials)
                } catch {
                    throw error.with(kind: .network, effect: .unknown)
                }
            }
        },
        .sealed("every request differs by a counter of the signer's own") { request, _, _ in
            request.with(headers: request.headers + [WireHeader("X-Request-Number", "\(turns.next())")])
        },
        .sealed("the secret in a header") { request, _, credentials in
            request.with(headers: request.headers + [WireHeader("X-Debug", Self.text(credentials, .apiSecret))])
        },
        .bent("without a key there is no signer") { bends in
            bends.signer = { (credentials, base) throws(VenueError) in
                guard credentials != nil else { throw .notSent(.noCredentials, "there is no key") }
                return try base.makeSigner(credentials)
            }
        },
        .sealed("parameters that are not encoded") { request, _, _ in
            request.with(target: request.target.removingPercentEncoding ?? request.target)
        },
        .sealed("the headers of a key are left out") { request, _, _ in
            request.with(headers: request.headers.filter { $0.name.lowercased() == "content-type" })
        },
        .sealed("the last parameter is lost") { request, _, _ in
            guard let end = request.target.lastIndex(where: { $0 == "&" || $0 == "?" }) else { return request }
            return request.with(target: String(request.target[..<end]))
        },
        .bent("the latest arrival is not sealed") { bends in
            bends.signer = { (credentials, base) throws(VenueError) in
                Endless(base: try base.makeSigner(credentials))
            }
        },
        .sealed("a signature over something else") { request, call, _ in
            guard call.isSigned else { return request }
            return request.with(target: request.target + (request.target.contains("?") ? "&" : "?") + "extra=1")
        },
        .bent("private calls leave unsigned when there is no key") { bends in
            bends.signer = { (credentials, base) throws(VenueError) in
                Unsigned(base: try base.makeSigner(credentials))
            }
        },
        .bent("the time of the signature stands still") { bends in
            bends.signer = { (credentials, base) throws(VenueError) in
                Stopped(base: try base.makeSigner(credentials))
            }
        },
        .bent("the nonce counts in seconds") { bends in
            bends.signer = { (credentials, base) throws(VenueError) in
                Coarse(base: try base.makeSigner(credentials))
            }
        },
        .bent("a clock that is off is not noticed") { $0.seesClock = false },
    ]

    private static let turns = Turns()

    static func text(_ credentials: Credentials?, _ field: CredentialField) -> String {
        credentials?[field]?.withBytes { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}

private struct Unsigned: RequestSigner {
    let base: any RequestSigner

    func seal(_ call: VenueCall, at stamp: SigningStamp) throws(VenueError) -> WireRequest {
        do throws(VenueError) {
            return try base.seal(call, at: stamp)
        } catch {
            return try base.seal(call.with(isSigned: false), at: stamp)
        }
    }
}

private struct Endless: RequestSigner {
    let base: any RequestSigner

    func seal(_ call: VenueCall, at stamp: SigningStamp) throws(VenueError) -> WireRequest {
        try base.seal(call.with(notAfter: .some(nil)), at: stamp)
    }
}

private struct Stopped: RequestSigner {
    let base: any RequestSigner

    func seal(_ call: VenueCall, at stamp: SigningStamp) throws(VenueError) -> WireRequest {
        try base.seal(
            call, at: SigningStamp(venueTime: Timestamp(seconds: 1_700_000_000), nonce: stamp.nonce))
    }
}

private struct Coarse: RequestSigner {
    let base: any RequestSigner

    func seal(_ call: VenueCall, at stamp: SigningStamp) throws(VenueError) -> WireRequest {
        let seconds = stamp.venueTime.milliseconds / 1000
        return try base.seal(
            call,
            at: SigningStamp(
                venueTime: Timestamp(seconds: seconds), nonce: stamp.nonce.map { $0 / 1_000_000_000 * 1_000_000_000 }))
    }
}
