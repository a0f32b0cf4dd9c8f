public import AdapterProtocol

extension RawRead {
    /// The flow of this read, a success's body unread.
    ///
    /// - Parameters:
    ///   - roots: Where the venue's reads lie, each with a trailing slash; a path elsewhere fails before it is sent.
    ///   - method: GET, or what the venue reads by.
    ///   - charges: What it costs; as much as the dearest reads, where the venue publishes no cost for all.
    ///   - refusal: The venue's error table.
    public func flow(
        under roots: [String], by method: VenueCall.Method = .get, charges: [RateCharge],
        refusal: @escaping @Sendable (WireReply, VenueCall) -> VenueError?
    ) -> Flow<[UInt8]> {
        guard roots.contains(where: { path.hasPrefix($0) && path != $0 }) else {
            return .failed(.notSent(.refusedLocally, "\(path) is not under \(roots.joined(separator: " or "))"))
        }
        let call = VenueCall(
            operation: Self.operation, intent: .read, priority: isSigned ? .privateRead : .publicRead, method: method,
            path: path, parameters: parameters, isSigned: isSigned, charges: charges)
        return Endpoint(call, refusal: { refusal($0, call) }, decode: { $0 }).flow
    }
}
