package import AdapterProtocol
package import VenueSamples

extension IndependentVector {
    /// A vector that is none: a part of it has not the form of a request.
    package struct Malformed: Error {
        package let vector: String
    }

    /// The request that the adapter's signer makes of the same inputs.
    package func sealed(by adapter: some VenueAdapter) throws -> WireRequest {
        guard let method = VenueCall.Method(rawValue: method), (parameters + headers).allSatisfy({ $0.count == 2 })
        else {
            throw Malformed(vector: description)
        }
        let call = VenueCall(
            operation: OperationName(rawValue: operation), intent: .read, priority: .privateRead, method: method,
            path: path, parameters: parameters.map { .init($0[0], $0[1]) }, isSigned: true, charges: [],
            notAfter: notAfter.map(Timestamp.init(milliseconds:)))
        let stamp = SigningStamp(venueTime: Timestamp(milliseconds: time), nonce: nonce.flatMap { UInt64($0) })
        return try adapter.makeSigner(Credentials(credentials.mapValues { Secret($0) })).seal(call, at: stamp)
    }

    /// The request as the independent signer made it; the order of headers means nothing.
    package var expected: [String] { Self.lines(method, target, headers.map { "\($0[0]): \($0[1])" }, body) }

    /// The same lines of a request of ours.
    package static func lines(of request: WireRequest) -> [String] {
        lines(
            request.method.rawValue, request.target, request.headers.map { "\($0.name): \($0.value)" },
            String(decoding: request.body, as: UTF8.self))
    }

    private static func lines(_ method: String, _ target: String, _ headers: [String], _ body: String) -> [String] {
        [method, target] + headers.sorted() + [body]
    }
}
